"""The storage in a bucket of S3, or of a service that speaks as S3 does.

No object is given an access list: buckets may refuse those. Whether the world may read below `renditions/` is said by
the bucket's policy (docs/serving.md), and nothing here makes a signed address.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from http import HTTPStatus
from typing import Any, ClassVar

from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    NoCredentialsError,
    ReadTimeoutError,
)
from django.core.files.base import ContentFile, File
from storages.backends.s3 import S3Storage

from editorial.photos.files import StorageAway, StorageRefuses

# A person waits for what is asked: a service that says nothing costs them some 20 s, a second try included.
PATIENT = Config(
    connect_timeout=3,
    read_timeout=8,
    retries={"mode": "standard", "total_max_attempts": 2},
    max_pool_connections=32,
    # Not every service that speaks as S3 does knows Amazon's newer checksums.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
# Whoever asks whether all is well wants to know soon.
IN_HASTE = Config(connect_timeout=2, read_timeout=3, retries={"mode": "standard", "total_max_attempts": 1})
# Where one has waited in vain, nobody else does for a while, or until it was asked after (`prove`) and is well: else
# a hundred photos killed at once would each wait for it. While a file is sent it shows as a connection that was closed.
SILENCE = (ConnectTimeoutError, ReadTimeoutError, ConnectionClosedError)
PAUSE_SECONDS = 30.0
# Refused now, and perhaps not in a moment.
PASSING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}


class Bucket(S3Storage):  # type: ignore[misc]  # published without types
    """A bucket below `location`. `base_url`, ending in /, is where readers find its files; originals have none."""

    silent_until: ClassVar[float] = 0.0

    def __init__(self, *, base_url: str = "", **options: Any) -> None:
        super().__init__(client_config=PATIENT, **options)
        self.base_url = base_url

    @cached_property
    def connection(self) -> Any:
        """One for all threads, of which only `client` is used: making one takes as long as a page."""
        return self._create_session().resource(
            "s3", region_name=self.region_name, endpoint_url=self.endpoint_url, config=self.client_config
        )

    @property
    def client(self) -> Any:
        """The part of the connection that threads may share."""
        return self.connection.meta.client

    @cached_property
    def hasty_client(self) -> Any:
        """One that does not wait long."""
        return self._create_session().client(
            "s3",
            region_name=self.region_name,
            endpoint_url=self.endpoint_url,
            config=PATIENT.merge(IN_HASTE),
        )

    def prove(self) -> None:
        """Raise StorageAway, soon, where the bucket does not answer; StorageRefuses where it is not for us."""
        with self._answering(after_silence=True):
            self.hasty_client.head_bucket(Bucket=self.bucket_name)
        Bucket.silent_until = 0.0

    def url(self, name: str, *_more: object, **_options: object) -> str:
        """Where readers find it: never an address of the service that opens for whoever has it."""
        if not self.base_url:
            raise ValueError(f"{name} has no address.")
        return self.base_url + name

    def every(self, folder: str) -> Iterator[tuple[str, datetime]]:
        """Name and time of storing of each file below the folder; those of one folder come one after another."""
        with self._answering():
            for page in self._pages(folder):
                for each in page.get("Contents", ()):
                    if not each["Key"].endswith("/"):  # as some programs mark a folder
                        yield each["Key"].removeprefix(self._below("")), each["LastModified"]

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """No folders, and the names of the files in this one."""
        prefix = f"{path}/"
        return [], [name.removeprefix(prefix) for name, _stored_at in self.every(path)]

    def exists(self, name: str) -> bool:
        """Whether it is there."""
        with self._answering():
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        """Let it not be there."""
        with self._answering():
            self.client.delete_object(Bucket=self.bucket_name, Key=self._normalize_name(name))

    def get_modified_time(self, name: str) -> datetime:
        """When it was stored."""
        with self._answering():
            head = self.client.head_object(Bucket=self.bucket_name, Key=self._normalize_name(name))
            stored_at: datetime = head["LastModified"]
            return stored_at

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        with self._answering():
            answer = self.client.get_object(Bucket=self.bucket_name, Key=self._normalize_name(name))
            return ContentFile(answer["Body"].read(), name)

    def _save(self, name: str, content: "File[bytes]") -> str:
        with self._answering():
            self.client.put_object(
                Bucket=self.bucket_name,
                Key=self._normalize_name(name),
                Body=content.read(),
                **self._get_write_parameters(name, content),
            )
        return name

    @contextmanager
    def _answering(self, *, after_silence: bool = False) -> Iterator[None]:
        """Let what the service does not do be an OSError, as with a folder."""
        if time.monotonic() < Bucket.silent_until and not after_silence:
            raise StorageAway("It said nothing a moment ago.")
        try:
            yield
        except ClientError as error:
            raise _meant(error) from error
        except NoCredentialsError as error:
            raise StorageRefuses(str(error)) from error
        except BotoCoreError as error:
            if isinstance(error, SILENCE):
                Bucket.silent_until = time.monotonic() + PAUSE_SECONDS
            raise StorageAway(str(error)) from error

    def _pages(self, folder: str) -> Iterator[dict[str, Any]]:
        prefix = self._below(f"{folder}/" if folder else "")
        pages: Iterator[dict[str, Any]] = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket_name, Prefix=prefix
        )
        return iter(pages)

    def _below(self, name: str) -> str:
        return f"{self.location}/{name}" if self.location else name


def _meant(error: ClientError) -> OSError:
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if error.response.get("Error", {}).get("Code") == "NoSuchKey":
        return FileNotFoundError(str(error))
    is_refused = 300 <= status < 500 and status not in PASSING
    return StorageRefuses(str(error)) if is_refused else StorageAway(str(error))
