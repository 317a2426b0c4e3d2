"""The parts that are derived from a credit line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.photos.credits import CreditParts, credit_parts

LINES = [
    # The five that a newsroom meets first.
    (
        "Denys Klymenko/Gwara Media/Global Images Ukraine via Getty Images",
        "Denys Klymenko",
        "Gwara Media/Global Images Ukraine",
        "Getty Images",
    ),
    ("HANNIBAL HANSCHKE/EPA-EFE/Shutterstock", "HANNIBAL HANSCHKE", "EPA-EFE", "Shutterstock"),
    ("REUTERS/Oleksandr Ratushniak", "Oleksandr Ratushniak", "REUTERS", ""),
    ("Shutterstock", "", "", "Shutterstock"),
    ("Christopher Miller", "Christopher Miller", "", ""),
    # One name alone.
    ("Reuters", "", "Reuters", ""),
    ("Harbour Rescue Service", "Harbour Rescue Service", "", ""),
    ("SpaceX", "SpaceX", "", ""),
    ("AP", "", "AP", ""),
    # An agency, and who passes its pictures on.
    ("AFP via Getty Images", "", "AFP", "Getty Images"),
    ("AFP/Getty Images", "", "AFP", "Getty Images"),
    ("Getty Images/AFP", "", "AFP", "Getty Images"),
    ("PA Wire/PA Images", "", "PA Wire", "PA Images"),
    ("Yui Mok/PA Wire/PA Images", "Yui Mok", "PA Wire", "PA Images"),
    ("Ola Nowak/Anadolu via Getty Images", "Ola Nowak", "Anadolu", "Getty Images"),
    ("Ola Nowak/Anadolu Agency via Getty Images", "Ola Nowak", "Anadolu", "Getty Images"),
    ("Ola Nowak/NurPhoto via AP", "Ola Nowak", "NurPhoto", "AP"),
    ("Ola Nowak/Fen Media/Low Library", "Ola Nowak", "Fen Media", "Low Library"),
    (
        "Ola Nowak/Fen Media via Low Library via Getty Images",
        "Ola Nowak",
        "Fen Media/Low Library",
        "Getty Images",
    ),
    # In whatever order, with whatever between the names.
    ("  Ola Nowak / Anadolu / Alamy ", "Ola Nowak", "Anadolu", "Alamy"),
    ("Ola Nowak / AP", "Ola Nowak", "AP", ""),
    ("AP Photo/Ola Nowak", "Ola Nowak", "AP", ""),
    ("(AP Photo/Ola Nowak, File)", "Ola Nowak", "AP", ""),
    ("EPA/OLA NOWAK", "OLA NOWAK", "EPA", ""),
    ("Getty Images/Ola Nowak", "Ola Nowak", "", "Getty Images"),
    ("Ola Nowak/Alamy", "Ola Nowak", "", "Alamy"),
    ("Marsh Pictures/Ola Nowak", "Ola Nowak", "Marsh Pictures", ""),
    ("picture alliance/dpa | Ola Nowak", "Ola Nowak", "picture alliance/dpa", ""),
    ("Ola Nowak/Contour Noir", "Ola Nowak", "Contour Noir", ""),
    # Words that are nobody's name.
    ("Photo by Ola Nowak/Getty Images", "Ola Nowak", "", "Getty Images"),
    ("(Photo by OLA NOWAK/AFP via Getty Images)", "OLA NOWAK", "AFP", "Getty Images"),
    ("(Credit Image: © Ola Nowak/ZUMA Press)", "Ola Nowak", "ZUMA Press", ""),
    (
        "(Credit Image: © Ola Nowak/SOPA Images via ZUMA Press Wire)",
        "Ola Nowak",
        "SOPA Images",
        "ZUMA Press Wire",
    ),
    ("Photo: Ola Nowak", "Ola Nowak", "", ""),
    ("© 2024 Ola Nowak", "Ola Nowak", "", ""),
    ("Courtesy of Harbour Museum", "Harbour Museum", "", ""),
    # How it came to be.
    ("Handout via REUTERS", "", "", "REUTERS"),
    ("Handout", "", "", ""),
    ("via REUTERS", "", "", "REUTERS"),
    ("Harbour Police/Handout via REUTERS", "Harbour Police", "", "REUTERS"),
    ("Sputnik/Mikhail Metzel/Pool via REUTERS", "Mikhail Metzel", "Sputnik", "REUTERS"),
    ("Olivier MORIN / POOL / AFP", "Olivier MORIN", "AFP", ""),
    ("REUTERS/Stringer", "", "REUTERS", ""),
    ("REUTERS/Ola Nowak/File Photo", "Ola Nowak", "REUTERS", ""),
    ("Anadolu/Harbour Rescue Service", "Harbour Rescue Service", "Anadolu", ""),
    # Several people.
    ("Anna Berg and Ola Nowak/Reuters", "Anna Berg and Ola Nowak", "Reuters", ""),
    ("Anna Berg, Sam Ink & Ola Nowak/AP", "Anna Berg, Sam Ink & Ola Nowak", "AP", ""),
    ("Anna Berg/Ola Nowak/Reuters", "Anna Berg/Ola Nowak", "Reuters", ""),
    (
        "G. Illingworth/D. Magee/P. Oesch/R. Bouwens/HUDF09 Team via NASA and ESA",
        "G. Illingworth/D. Magee/P. Oesch/R. Bouwens",
        "HUDF09 Team",
        "NASA and ESA",
    ),
    ("G. Illingworth/D. Magee", "G. Illingworth/D. Magee", "", ""),
    # Names of other manners.
    ("Stéfan van der Walt", "Stéfan van der Walt", "", ""),
    ("Reuters/Olga O'Hara-Šņē", "Olga O'Hara-Šņē", "Reuters", ""),
    ("ТАСС/Олена Коваль", "Олена Коваль", "ТАСС", ""),
    ("NASA/Great Images in NASA", "NASA", "Great Images in NASA", ""),
    ("Rachel Michetti/Pikolo Espresso Bar", "Rachel Michetti", "Pikolo Espresso Bar", ""),
    # Licences.
    ("Daniel Buechele/Flickr via CC BY 2.0", "Daniel Buechele", "", "Flickr"),
    ("Daniel Buechele/Flickr (CC BY 2.0)", "Daniel Buechele", "", "Flickr"),
    ("Daniel Buechele via Flickr", "Daniel Buechele", "", "Flickr"),
    ("CC BY via Flickr", "", "", "Flickr"),
    ("Ola Nowak, CC BY-SA 4.0, via Wikimedia Commons", "Ola Nowak", "", "Wikimedia Commons"),
    ("CC0", "", "", ""),
    # Nothing.
    ("", "", "", ""),
    (" / ", "", "", ""),
    ("via", "", "", ""),
    ("()", "", "", ""),
]


@pytest.mark.parametrize(("line", "photographer", "agency", "distributor"), LINES)
def test_a_credit_line_falls_into_the_parts_that_agencies_mean(
    line: str, photographer: str, agency: str, distributor: str
) -> None:
    parts = credit_parts(line)

    assert parts == CreditParts(photographer, agency, distributor)


@pytest.mark.parametrize(
    ("line", "agencies", "distributors", "parts"),
    [
        ("Marsh Light/Ola Nowak", ["marsh light"], [], CreditParts("Ola Nowak", "Marsh Light", "")),
        ("Ola Nowak/Marsh Light", [], ["Marsh Light"], CreditParts("Ola Nowak", "", "Marsh Light")),
        ("Reuters", [], [], CreditParts("Reuters", "", "")),
        ("Ana Ferreira", ["Ana Ferreira"], [], CreditParts("", "Ana Ferreira", "")),
    ],
)
def test_a_newsroom_reads_by_lists_of_its_own(
    line: str, agencies: list[str], distributors: list[str], parts: CreditParts
) -> None:
    read = credit_parts(line, agencies, distributors)

    assert read == parts


WORDS = ["/", "via", "(", ")", ",", "©", "AP", "Photo", "by", "CC0", "Ola", "N.", "|"]


@given(st.text(max_size=300) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_no_line_whatever_is_too_much_and_no_part_is_invented(line: str) -> None:
    parts = credit_parts(line)

    for part in (parts.photographer, parts.agency, parts.distributor):
        assert all(word in line for name in part.split("/") for word in name.split())
        assert len(part) <= 300
