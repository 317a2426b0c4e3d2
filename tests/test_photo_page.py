"""A photo's page at the desk: what its file says, its rights, where it is used, how it is killed and restored."""

from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

import pytest

from editorial import publishing
from editorial.models import Image, Refusal
from editorial.publishing.photo_refusals import RIGHTS as RIGHTS_OF_PUBLISHING
from tests import factories
from tests.desk import Desk, errors, filled
from tests.markup import page_of, text, with_class
from tests.photo_files import iim_dataset, plain, saved, with_iim, xmp_of
from tests.photo_page import brought, notes, sayings

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

RIGHTS: dict[str, str] = {
    "licence_url": "https://example.org/licence",
    "acquire_url": "https://example.org/buy",
    "usage_terms": "Editorial use only",
    "copyright_notice": "© Port",
    "instructions": "No crops",
    "embargo_until": "2020-01-01 10:00 GMT",
    "use_until": "2099-01-01 10:00",
    "territories": "not France",
    "rights_notes": "Ask Ida",
    "is_barred": "on",
}
CUT_OFF = "Denys Klymenko/Gwara Media/Globa"


@pytest.fixture
def desk() -> Desk:
    """The picture desk's browser."""
    return Desk(factories.picture_desk())


def credited(line: str, xmp: str = "") -> Image:
    """A photo whose file has this credit in its older block, and such properties in its newer one."""
    jpeg = saved(plain(), "JPEG", **({"xmp": xmp_of(xmp)} if xmp else {}))
    return brought(with_iim(jpeg, iim_dataset(2, 110, line.encode())))


def test_the_picture_desk_sets_every_right_and_reads_the_times_by_the_clock_of_the_house(desk: Desk) -> None:
    photo = factories.photo(None)

    answer = desk.post("image_change", photo.pk, **desk.opened("image_change", photo.pk) | RIGHTS)

    photo.refresh_from_db()
    form = desk.opened("image_change", photo.pk)
    assert answer.status_code == 302, errors(answer)
    assert {*RIGHTS} == RIGHTS_OF_PUBLISHING
    assert {name: form[name] for name in RIGHTS} == RIGHTS | {"use_until": "2099-01-01 10:00 GMT"}
    assert photo.use_until
    assert photo.use_until.isoformat() == "2099-01-01T10:00:00+00:00"


def test_a_time_that_cannot_be_read_is_asked_back_and_stays_as_typed(desk: Desk) -> None:
    photo = factories.photo(None)
    typed = desk.opened("image_change", photo.pk) | {"embargo_until": "next Monday", "caption": "A quay"}

    answer = desk.post("image_change", photo.pk, **typed)

    assert "Write the time as" in errors(answer)
    assert (filled(answer)["embargo_until"], filled(answer)["caption"]) == ("next Monday", "A quay")


def test_others_read_the_rights_and_are_refused_when_they_send_some() -> None:
    desk = Desk(factories.reporter())
    photo = factories.photo(None, by=desk.person)
    Desk(factories.picture_desk()).save(
        "image", photo, focal_x="0.5", focal_y="0.5", territories="not France"
    )

    page = desk.get("image_change", photo.pk)
    refused = [desk.save("image", photo, **{name: RIGHTS[name]}).status_code for name in RIGHTS]

    assert "not France" in text(page_of(page))
    assert not {*RIGHTS} & {*filled(page)}
    assert refused == [403] * len(RIGHTS)
    assert Refusal.objects.filter(by=desk.person).count() == len(RIGHTS)


def test_what_the_file_says_stands_beside_what_was_written_instead_with_the_block_that_says_it(
    desk: Desk,
) -> None:
    photo = factories.photo("astronaut.jpg")
    before = sayings(desk.get("image_change", photo.pk))
    publishing.change_photo(photo, by=desk.person, caption="Ours", credit_line="NASA")

    after = sayings(desk.get("image_change", photo.pk))

    assert before == []
    assert [words.partition(" Take")[0] for words in after] == [
        "The file says (XMP, IPTC): Eileen Collins, the first woman to command a space shuttle mission",
        "The file says (XMP, IPTC): NASA/Great Images in NASA",
    ]


def test_a_credit_that_may_be_cut_off_is_pointed_out_until_somebody_wrote_another(desk: Desk) -> None:
    photo = credited(CUT_OFF)
    before = desk.get("image_change", photo.pk)

    publishing.change_photo(photo, by=desk.person, credit_line=CUT_OFF + "l Images Ukraine via Getty Images")
    after = desk.get("image_change", photo.pk)

    assert photo.credit_line == CUT_OFF
    assert "The credit may be cut off" in notes(before)
    assert "Perhaps only its beginning" in sayings(before)[0]
    assert "cut off" not in notes(after)


def test_the_older_blocks_beginning_of_the_credit_is_told_from_the_whole_one(desk: Desk) -> None:
    whole = CUT_OFF + "l Images Ukraine via Getty Images"
    photo = credited(CUT_OFF, xmp=f"<photoshop:Credit>{whole}</photoshop:Credit>")

    page = desk.get("image_change", photo.pk)

    assert photo.credit_line == whole
    assert "cut off" not in notes(page)
    [saying] = sayings(page)
    assert saying.startswith(f"The file says (IPTC): {CUT_OFF} Only its beginning")
    assert "Take" not in saying


def test_the_parts_of_the_credit_stand_below_it(desk: Desk) -> None:
    photo = factories.photo(None, credit_line="HANNIBAL HANSCHKE/EPA-EFE/Shutterstock")

    [parts] = with_class(page_of(desk.get("image_change", photo.pk)), "field-credit_parts")

    assert text(parts).endswith(
        "photographer: HANNIBAL HANSCHKE · agency: EPA-EFE · distributor: Shutterstock"
    )


def test_an_alternative_text_that_says_nothing_is_questioned_and_kept(desk: Desk) -> None:
    photo = factories.photo(None)

    answer = desk.save("image", photo, alternative_text="IMG_1234", focal_x="0.5", focal_y="0.5")

    assert answer.status_code == 302
    assert "looks like the name of a file" in notes(desk.get("image_change", photo.pk))


def test_the_page_says_why_a_photo_cannot_be_published_and_that_readers_see_it_all_the_same(
    desk: Desk,
) -> None:
    by, photo = factories.editor(), factories.photo(None, credit_line="A. Quay", alternative_text="A quay")
    barred = factories.photo(None, by=by, is_barred=True)
    factories.story(by=by, lead_photo=photo)
    publishing.change_photo(photo, by=by, use_until=datetime(2020, 1, 1, 10, tzinfo=UTC))

    expired = notes(desk.get("image_change", photo.pk))

    assert "could be used until 1 January 2020" in expired
    assert "Readers see it all the same" in expired
    assert "is marked “do not use”" in notes(desk.get("image_change", barred.pk))


def test_hostile_words_in_any_field_and_in_the_file_are_words_on_every_page_of_a_photo(desk: Desk) -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    packet = (
        f"<photoshop:Credit>{escape(evil)}</photoshop:Credit><photoshop:City>{escape(evil)}</photoshop:City>"
    )
    photo = brought(saved(plain(), "JPEG", xmp=xmp_of(packet)), name=f"{evil}.jpg")
    fields: dict[str, Any] = dict.fromkeys(
        ("headline", "alternative_text", "caption", "creator", "source", "location"), evil
    )
    rights: dict[str, Any] = dict.fromkeys(
        ("usage_terms", "copyright_notice", "instructions", "territories", "rights_notes"), evil
    )
    publishing.change_photo(photo, by=desk.person, credit_line=f"A/{evil}/B", **fields, **rights)
    Image.objects.filter(pk=photo.pk).update(develop_fault=evil)
    factories.entry(
        factories.story(headline=evil), heading=evil, text=f'<figure data-photo="{photo.pk}"></figure>'
    )

    pages = [desk.get(f"image_{page}", photo.pk) for page in ("change", "kill", "history")]
    pages += [desk.get("image_changelist"), desk.get("image_changelist", agency=evil, q=evil)]
    refused = desk.post("image_kill", photo.pk, reason=f"{evil}\n{evil}")
    pages += [desk.post("image_kill", photo.pk, reason=evil), desk.get("image_change", photo.pk), refused]

    assert [text(each) for each in with_class(page_of(pages[0]), "words")][-1] == evil
    assert [each.status_code for each in pages] == [200, 200, 200, 200, 200, 302, 200, 422]
    assert not [each for each in pages if b"<script>alert" in each.content or b"<img src=x" in each.content]
