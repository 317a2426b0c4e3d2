"""Where photographs lie, by the environment: a folder of this machine, or a bucket of S3.

What cannot be used stops the start with one sentence, as everything of the environment does.
"""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from liveblog import environment

# The names that Amazon gives: 3 to 63 small letters, digits, dots and hyphens. Others take no more than these.
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
REGION = re.compile(r"[a-z0-9-]{2,40}")
# For a year: the name of a picture changes whenever its bytes do.
FOR_EVER = "public, max-age=31536000, immutable"
OUR_ADDRESS = "/media/renditions"


def renditions_url(*, is_https: bool) -> str:
    """RENDITIONS_URL, without a slash at its end: where readers get pictures instead of from us. Empty where unset."""
    name = "RENDITIONS_URL"
    address = environment.text(name).rstrip("/")
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        is_usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable or not re.fullmatch(r"[a-z]+://[-a-zA-Z0-9.:\[\]]+(/[-a-zA-Z0-9._~/]*)?", address):
        # What is wrong is not repeated: the address may hold a password.
        raise environment.stop(name, "write https://photos.example/renditions or the like.")
    if is_https and parts.scheme != "https":
        raise environment.stop(
            name, "SITE_URL is https, and its pages show no pictures of http. Write https://…"
        )
    return address


def origin_of(address: str) -> str:
    """Scheme, host and port, as a policy for contents names them."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def storages(media: Path, renditions_at: str) -> dict[str, dict[str, Any]]:
    """The storages of originals and of renditions; `renditions_at` is RENDITIONS_URL."""
    bucket = _bucket()
    address = f"{renditions_at or OUR_ADDRESS}/"
    if not bucket:
        folder = "editorial.photos.folder.Folder"
        renditions = {"location": media / "renditions", "base_url": address}
        return {"default": {"BACKEND": folder}, "renditions": {"BACKEND": folder, "OPTIONS": renditions}}
    _refuse_half_a_key()
    kept = {"CacheControl": FOR_EVER}
    renditions = bucket | {"location": "renditions", "base_url": address, "object_parameters": kept}
    backend = "editorial.photos.bucket.Bucket"
    return {
        "default": {"BACKEND": backend, "OPTIONS": bucket},
        "renditions": {"BACKEND": backend, "OPTIONS": renditions},
    }


def _bucket() -> dict[str, Any]:
    bucket, region = environment.text("S3_BUCKET"), environment.text("S3_REGION")
    endpoint = environment.site("S3_ENDPOINT", "https://s3.example").geturl()
    has_endpoint = bool(environment.text("S3_ENDPOINT"))
    if not bucket and (has_endpoint or region):
        why = "it is empty, but S3_ENDPOINT or S3_REGION is set. Name the bucket, or leave all of them empty."
        raise environment.stop("S3_BUCKET", why)
    if bucket and not BUCKET.fullmatch(bucket):
        why = f"“{bucket}” is no bucket's name. Write 3 to 63 small letters, digits, dots and hyphens."
        raise environment.stop("S3_BUCKET", why)
    if region and not REGION.fullmatch(region):
        raise environment.stop("S3_REGION", f"“{region}” is no region. Write a name such as eu-central-1.")
    if not bucket:
        return {}
    return {
        "bucket_name": bucket,
        "endpoint_url": endpoint if has_endpoint else None,
        "region_name": region or None,
    }


def _refuse_half_a_key() -> None:
    """Without either, boto3 looks where else it finds keys: the role of the machine, a file of the user."""
    names = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
    missing = [name for name in names if not environment.text(name)]
    if len(missing) == 1:
        raise environment.stop(missing[0], "it is empty, but the other half of the key is set. Set both.")
