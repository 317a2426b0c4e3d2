"""The parts that are derived from a credit line."""

import pytest

from editorial.photos.credits import CreditParts, credit_parts


@pytest.mark.parametrize(
    ("line", "photographer", "agency", "distributor"),
    [
        ("MARTA ELLIOTT/EPA-EFE/Shutterstock", "MARTA ELLIOTT", "EPA-EFE", "Shutterstock"),
        ("Shutterstock", "", "", "Shutterstock"),
        ("REUTERS/Ola Nowak", "Ola Nowak", "REUTERS", ""),
        ("Reuters", "", "Reuters", ""),
        ("Ola Nowak", "Ola Nowak", "", ""),
        ("Harbour Rescue Service", "Harbour Rescue Service", "", ""),
        ("Ola Nowak/Anadolu via Getty Images", "Ola Nowak", "Anadolu", "Getty Images"),
        (
            "Ola Nowak/Fen Media/Low Library via Getty Images",
            "Ola Nowak",
            "Fen Media/Low Library",
            "Getty Images",
        ),
        ("Anadolu/Harbour Rescue Service", "Harbour Rescue Service", "Anadolu", ""),
        ("Ola Nowak/Alamy", "Ola Nowak", "", "Alamy"),
        ("Daniel Buechele/Flickr via CC BY 2.0", "Daniel Buechele", "Flickr", ""),
        ("  Ola Nowak / Anadolu / Alamy ", "Ola Nowak", "Anadolu", "Alamy"),
        ("", "", "", ""),
        (" / ", "", "", ""),
    ],
)
def test_a_credit_line_falls_into_the_parts_that_agencies_mean(
    line: str, photographer: str, agency: str, distributor: str
) -> None:
    parts = credit_parts(line)

    assert parts == CreditParts(photographer, agency, distributor)


def test_a_newsroom_names_agencies_of_its_own() -> None:
    line = "Marsh Pictures/Ola Nowak"

    parts = credit_parts(line, agencies=["Marsh Pictures"])

    assert parts == CreditParts("Ola Nowak", "Marsh Pictures", "")
