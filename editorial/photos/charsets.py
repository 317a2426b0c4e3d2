"""Text of files that were written before everyone wrote UTF-8."""

# IIM's fields hold at least so many bytes: a text that is shorter was not cut off.
LEAST_LIMIT_BYTES = 32


def latin_text(raw: bytes) -> str:
    """Latin-1 as editors write it: with Windows' quotation marks and dashes where the standard has controls."""
    return raw.decode("cp1252", "ignore")


def utf8_text(raw: bytes) -> str:
    """UTF-8, maybe cut off inside its last character; Latin-1 where it only says that it is UTF-8."""
    for missing in range(4 if len(raw) >= LEAST_LIMIT_BYTES else 1):
        try:
            return raw[: len(raw) - missing].decode()
        except UnicodeDecodeError:
            continue
    return latin_text(raw)
