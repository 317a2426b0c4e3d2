"""The pictures that readers get: their formats, their looks, the words they carry and all that they must not.

What each shape shows of a photo is in test_photo_shapes.py.
"""

import dataclasses
import io
import json
import re
from pathlib import Path, PurePosixPath

import pytest
from defusedxml import ElementTree
from PIL import ExifTags, Image, ImageCms

from editorial.photos.files import RENDITION
from editorial.photos.intake import take_in
from editorial.photos.metadata import read_embedded
from editorial.photos.notice import Notice
from editorial.photos.placeholder import placeholder_picture
from editorial.photos.renditions import FIRST, Recipe, Rendition, first_rendition, make_renditions
from editorial.photos.shapes import SHAPES, WHOLE
from tests.photo_files import PHOTOS, exiftool, iim_dataset, opened, plain, saved, with_iim, xmp_of

TOKEN = "0123456789abcdef" * 2

NOTICE = Notice(
    creator="Søren Ærø",
    credit="Søren Ærø/Fen Media/Low Country Library via Harbour Pictures & Sons",
    source="Fen Media",
    copyright_notice="© 2024 Søren Ærø",
    licence_url="https://example.org/licence?a=1&b=2",
    usage_terms="One day only.\nNo sales, no <archive>.",
    caption='Rain <on> the "fen", then sun',
    alternative_text="Clouds over a wet field ☂",
)
RECIPE = Recipe(TOKEN, NOTICE)


def all_that_readers_get(original: bytes, notice: Notice = NOTICE) -> list[Rendition]:
    """The picture that is there at once, and all that the darkroom makes."""
    recipe = Recipe(TOKEN, notice)
    photo = take_in(io.BytesIO(original), name="photo")
    return [first_rendition(photo.small, photo.sha256, recipe), *make_renditions(original, recipe)]


def of_whole(renditions: list[Rendition]) -> list[Rendition]:
    """Those that show the whole photo."""
    return [each for each in renditions if each.shape == WHOLE.name]


def colour_at(rendition: Rendition, across: float, down: float) -> tuple[int, ...]:
    """The colour at a place of the picture, in shares of its width and height."""
    picture = opened(rendition.data).convert("RGB")
    colour = picture.getpixel((int(picture.width * across), int(picture.height * down)))
    assert isinstance(colour, tuple)
    return colour


def is_near(colour: tuple[int, ...], wanted: tuple[int, int, int]) -> bool:
    """Whether two colours differ by no more than lossy formats make them."""
    return all(abs(one - other) < 40 for one, other in zip(colour, wanted, strict=True))


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (40, [40]),
        (320, [320]),
        (340, [340]),
        (451, [451, 320]),
        (640, [640, 320]),
        (1000, [1000, 640, 320]),
        (2200, [1920, 1280, 960, 640, 320]),
    ],
)
def test_every_width_up_to_the_photos_own_comes_in_three_formats(width: int, widths: list[int]) -> None:
    original = saved(plain(width, width // 2), "JPEG")

    renditions = of_whole(make_renditions(original, RECIPE))

    assert [(each.width, each.height, each.format) for each in renditions] == [
        (wide, wide // 2, kind) for wide in widths for kind in ("avif", "webp", "jpeg")
    ]


@pytest.mark.parametrize("name", ["cat.jpg", "pavilion.jpg"])
def test_a_rendition_is_what_it_says(name: str) -> None:
    original = (PHOTOS / name).read_bytes()

    renditions = make_renditions(original, RECIPE)

    for each in renditions:
        picture = opened(each.data)
        assert (picture.width, picture.height) == (each.width, each.height)
        assert str(picture.format).lower() == each.format
        assert len(each.data) < len(original)


def test_a_rendition_goes_into_json_without_its_bytes() -> None:
    widest, *_others = make_renditions((PHOTOS / "cat.jpg").read_bytes(), RECIPE)

    written = json.loads(json.dumps(widest.as_json()))

    assert written == {
        "shape": "whole",
        "width": 451,
        "height": 300,
        "format": "avif",
        "name": widest.name,
    }


@pytest.mark.parametrize(("width", "height"), [(1, 30_000), (30_000, 1), (1, 1)])
def test_absurd_shapes_get_pictures_that_every_format_can_hold(width: int, height: int) -> None:
    original = saved(Image.new("L", (width, height), 90), "PNG")

    renditions = make_renditions(original, RECIPE)

    assert renditions
    assert all(1 <= each.width <= min(width, 1_920) and 1 <= each.height <= 8_000 for each in renditions)


def test_a_tall_photo_keeps_its_shape() -> None:
    original = saved(Image.new("L", (600, 16_000), 90), "PNG")

    tallest, *_others = make_renditions(original, RECIPE)

    assert 7_950 <= tallest.height <= 8_000
    assert tallest.width == pytest.approx(tallest.height * 3 / 80, abs=1)


# --- the words they carry


@pytest.mark.parametrize("name", ["cat.jpg", "pavilion.jpg"])
def test_every_rendition_carries_the_notice(name: str) -> None:
    original = (PHOTOS / name).read_bytes()

    renditions = all_that_readers_get(original)

    assert {each.shape for each in renditions} >= {FIRST, "whole", "gallery", "square", "card"}
    for each in renditions:
        said = read_embedded(opened(each.data))
        assert {field: getattr(said, field) for field in dataclasses.asdict(NOTICE)} == dataclasses.asdict(
            NOTICE
        )


def test_exiftool_finds_the_notice_and_nothing_else(tmp_path: Path) -> None:
    renditions = one_of_each_kind(all_that_readers_get(private_photo()))

    for each in renditions:
        file = tmp_path / PurePosixPath(each.name).name
        file.write_bytes(each.data)
        found = exiftool(file)
        words = {name: text for name, text in found.items() if name.partition(":")[0] not in TECHNICAL}
        assert words == {
            "SourceFile": str(file),
            "XMP-dc:Creator": NOTICE.creator,
            "XMP-dc:Description": NOTICE.caption,
            "XMP-dc:Rights": NOTICE.copyright_notice,
            "XMP-iptcCore:AltTextAccessibility": NOTICE.alternative_text,
            "XMP-photoshop:Credit": NOTICE.credit,
            "XMP-photoshop:Source": NOTICE.source,
            "XMP-xmpRights:UsageTerms": NOTICE.usage_terms,
            "XMP-xmpRights:WebStatement": NOTICE.licence_url,
        }
        assert "File:Comment" not in found


def one_of_each_kind(renditions: list[Rendition]) -> list[Rendition]:
    """One rendition of every shape and format: the widths of one kind are written alike."""
    return list({(each.shape, each.format): each for each in renditions}.values())


# What exiftool says of how a picture is coded, and of the file on its disk.
TECHNICAL = {"ExifTool", "System", "File", "JFIF", "RIFF", "QuickTime", "Meta", "Composite"}
SECRETS = [
    b"SN-4711",
    b"0777 555",
    b"call the desk",
    b"OwnCam",
    b"51,30.5N",
    b"Home Street",
    b"Not for release",
]


def private_photo() -> bytes:
    """The pavilion, which has GPS and a private comment, with more that is nobody's business."""
    picture = Image.open(PHOTOS / "pavilion.jpg")
    exif = picture.getexif()
    exif[ExifTags.Base.Make] = "OwnCam"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = "SN-4711"
    packet = xmp_of(
        "<exif:GPSLatitude>51,30.5N</exif:GPSLatitude><photoshop:Instructions>Not for release</photoshop:Instructions>"
        "<Iptc4xmpCore:CreatorContactInfo><Iptc4xmpCore:CiAdrExtadr>1 Home Street</Iptc4xmpCore:CiAdrExtadr>"
        "<Iptc4xmpCore:CiTelWork>0777 555</Iptc4xmpCore:CiTelWork></Iptc4xmpCore:CreatorContactInfo>"
    )
    jpeg = saved(picture, "JPEG", exif=exif, xmp=packet, comment=b"private note: call the desk")
    return with_iim(jpeg, iim_dataset(2, 118, b"0777 555"))


def test_nothing_private_reaches_a_reader() -> None:
    original = private_photo()
    assert all(secret in original for secret in SECRETS)
    assert opened(original).getexif().get_ifd(ExifTags.IFD.GPSInfo)

    renditions = all_that_readers_get(original, Notice(credit="Daniel Buechele/Flickr via CC BY 2.0"))

    for each in renditions:
        picture = opened(each.data)
        assert not picture.getexif()
        assert set(picture.info) <= {
            "xmp",
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
            "loop",
            "background",
            "timestamp",
            "duration",
        }
        assert not [secret for secret in SECRETS if secret in each.data]


HOSTILE = [
    "]]><script>alert(1)</script>",
    "\"'><x y='",
    "&amp;&lt;",
    "a\0b\x08c\ufffe\ud800d",
    "🛶 לילה e\u0301",
    "line\nline",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_notice_is_well_formed_whatever_it_holds(text: str) -> None:
    notice = Notice(*[text] * 8)

    packet = notice.as_xmp()

    spoken = {element.text for element in ElementTree.fromstring(packet).iter() if element.text}
    assert spoken == {re.sub("[\0\x08\ufffe\ud800]", "", text)}


def test_what_is_not_known_is_not_in_the_notice() -> None:
    notice = Notice(credit="Ola Nowak")

    packet = notice.as_xmp()

    assert b"<photoshop:Credit>Ola Nowak</photoshop:Credit>" in packet
    assert b"<dc:creator" not in packet
    assert b"<xmpRights:" not in packet


def test_the_longest_notice_still_fits_every_format() -> None:
    notice = Notice(*['"' * 100_000] * 8)

    renditions = make_renditions(saved(plain(), "PNG"), Recipe(TOKEN, notice))

    assert all(read_embedded(opened(each.data)).credit == '"' * 300 for each in renditions)


# --- their names


def test_a_name_tells_the_photos_token_what_it_is_made_of_and_its_size() -> None:
    renditions = all_that_readers_get((PHOTOS / "cat.jpg").read_bytes())

    extensions = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
    digests = set()
    for each in renditions:
        folder, name = each.name.split("/")
        digest, rest = name.split("-", 1)
        digests.add(digest)
        assert folder == TOKEN
        assert rest == f"{each.shape}-{each.width}.{extensions[each.format]}"
        assert re.fullmatch(RENDITION, each.name)
    (digest,) = digests
    assert re.fullmatch("[0-9a-f]{16}", digest)
    assert len({each.name for each in renditions}) == len(renditions)


def test_the_same_ingredients_give_the_same_names_and_the_same_bytes() -> None:
    original = (PHOTOS / "cat.jpg").read_bytes()

    once, again = all_that_readers_get(original), all_that_readers_get(original)

    assert once == again


def test_every_change_of_original_notice_or_focal_point_makes_new_names() -> None:
    notices = [dataclasses.replace(NOTICE, **{field: "other"}) for field in dataclasses.asdict(NOTICE)]
    recipes = [RECIPE, *(Recipe(TOKEN, notice) for notice in notices)]
    recipes += [Recipe(TOKEN, NOTICE, (0.4, 0.5)), Recipe(TOKEN, NOTICE, (0.5, 0.4))]

    digests = {recipe.digest("a" * 64) for recipe in recipes} | {RECIPE.digest("b" * 64)}

    assert len(digests) == 12


def test_a_new_token_gives_the_same_pictures_other_names() -> None:
    original = saved(plain(), "JPEG")

    before = make_renditions(original, RECIPE)
    after = make_renditions(original, Recipe("f" * 32, NOTICE))

    assert [each.data for each in before] == [each.data for each in after]
    assert not {each.name for each in before} & {each.name for each in after}


# --- their looks


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright(orientation: int) -> None:
    upright = Image.new("RGB", (600, 400), "white")
    upright.paste("red", (0, 0, 300, 200))
    upright.paste("blue", (300, 0, 600, 200))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    original = saved(turned_away(upright, orientation), "JPEG", exif=exif)

    renditions = all_that_readers_get(original)

    assert {each.shape for each in renditions} == {FIRST, *SHAPES} - {"lead"}
    for each in [each for each in renditions if each.shape in {FIRST, WHOLE.name}]:
        assert each.width * 2 == pytest.approx(each.height * 3, abs=3)
        assert is_near(colour_at(each, 0.25, 0.25), (255, 0, 0))
        assert is_near(colour_at(each, 0.75, 0.25), (0, 0, 255))
        assert is_near(colour_at(each, 0.25, 0.75), (255, 255, 255))


def turned_away(upright: Image.Image, orientation: int) -> Image.Image:
    """The pixels as a camera stores them, so that this orientation makes them upright (EXIF 2.32, tag 274)."""
    turn = Image.Transpose
    inverse = {
        2: turn.FLIP_LEFT_RIGHT,
        3: turn.ROTATE_180,
        4: turn.FLIP_TOP_BOTTOM,
        5: turn.TRANSPOSE,
        6: turn.ROTATE_90,
        7: turn.TRANSVERSE,
        8: turn.ROTATE_270,
    }
    return upright.transpose(inverse[orientation]) if orientation in inverse else upright


def test_colours_are_brought_to_srgb() -> None:
    swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = swapped.index(b"rXYZ"), swapped.index(b"gXYZ")
    swapped[red : red + 4], swapped[green : green + 4] = b"gXYZ", b"rXYZ"
    original = saved(Image.new("RGB", (400, 300), "red"), "JPEG", icc_profile=bytes(swapped))

    renditions = all_that_readers_get(original)

    assert all(is_near(colour_at(each, 0.5, 0.5), (0, 255, 0)) for each in renditions)


@pytest.mark.parametrize("profile", [b"no profile", bytes(128), b"\xff" * 400])
def test_a_broken_colour_profile_does_not_count(profile: bytes) -> None:
    original = saved(plain(), "PNG", icc_profile=profile)

    renditions = make_renditions(original, RECIPE)

    assert all(is_near(colour_at(each, 0.25, 0.5), (255, 0, 0)) for each in renditions)


@pytest.mark.parametrize(
    ("original", "colour"),
    [
        (saved(Image.new("RGBA", (90, 60), (255, 0, 0, 0)), "PNG"), (255, 255, 255)),
        (saved(Image.new("RGBA", (90, 60), (0, 0, 0, 128)), "WEBP"), (127, 127, 127)),
        (saved(Image.new("LA", (90, 60), (0, 0)), "PNG"), (255, 255, 255)),
        (saved(Image.new("P", (90, 60), 0), "GIF", transparency=0), (255, 255, 255)),
        (saved(Image.new("P", (90, 60), 0), "PNG", transparency=0), (255, 255, 255)),
        (saved(Image.new("L", (90, 60), 90), "JPEG"), (90, 90, 90)),
        (saved(Image.new("1", (90, 60), 1), "PNG"), (255, 255, 255)),
        (saved(Image.new("I;16", (90, 60), 0x4000), "PNG"), (64, 64, 64)),
        (saved(Image.new("CMYK", (90, 60), (0, 255, 255, 0)), "JPEG"), (255, 0, 0)),
    ],
    ids=["clear", "half clear", "grey, clear", "GIF", "palette", "grey", "one bit", "sixteen bits", "CMYK"],
)
def test_every_kind_of_pixel_comes_out_in_plain_colours_on_white(
    original: bytes, colour: tuple[int, int, int]
) -> None:
    renditions = all_that_readers_get(original)

    assert all(is_near(colour_at(each, 0.5, 0.5), colour) for each in renditions)
    assert {opened(each.data).mode for each in renditions} == {"RGB"}


def test_of_a_moving_picture_the_first_frame_is_shown_still() -> None:
    frames = [Image.new("P", (200, 200), number % 2) for number in range(40)]
    for frame in frames:
        frame.putpalette([255, 0, 0, 0, 0, 255])
    original = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])

    renditions = all_that_readers_get(original)

    assert all(is_near(colour_at(each, 0.5, 0.5), (255, 0, 0)) for each in renditions)
    assert all(getattr(opened(each.data), "n_frames", 1) == 1 for each in renditions)


# --- what hides behind or inside a picture


def polyglot() -> bytes:
    """A GIF that is also a script: its comment opens where the size stands, and closes behind the picture."""
    data = bytearray(saved(Image.new("P", (90, 60)), "GIF"))
    data[6:8] = b"/*"
    return bytes(data[:-1]) + b"\x21\xfe\x14*/=1;alert(document.x\x00;"


@pytest.mark.parametrize(
    ("original", "script"),
    [
        (saved(plain(), "PNG") + b"<script>alert(document.x)</script>", b"alert(document.x"),
        (saved(plain(), "JPEG", comment=b"<script>alert(document.x)</script>"), b"alert(document.x"),
        (polyglot(), b"alert(document.x"),
        (
            with_iim(saved(plain(), "JPEG"), iim_dataset(2, 120, b"<?php alert(document.x) ?>")),
            b"alert(document.x",
        ),
    ],
    ids=["PNG with a tail", "JPEG with a comment", "GIF that is a script", "words that are a script"],
)
def test_a_script_inside_a_picture_is_gone_for_readers(original: bytes, script: bytes) -> None:
    photo = take_in(io.BytesIO(original), name="photo")
    assert script in photo.data

    renditions = all_that_readers_get(photo.data)

    assert not [each.name for each in renditions if script in each.data]


# --- where there is no picture yet


def test_a_placeholder_is_a_photo_like_any_other() -> None:
    picture = placeholder_picture()

    photo = take_in(io.BytesIO(picture), name="placeholder")

    assert (photo.width, photo.height, photo.extension) == (1_200, 800, "jpg")
    assert len(picture) < 20_000
    assert make_renditions(placeholder_picture(300, 200), RECIPE)[0].width == 300
