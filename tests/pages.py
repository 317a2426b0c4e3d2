"""The texts of pages that tests read: how they are put together and read."""

import datetime
import zoneinfo

from editorial.importing.page import Block, Page, Photo, read_page

LONDON = zoneinfo.ZoneInfo("Europe/London")
DAY = datetime.date(2025, 6, 12)


def text_of(*lines: str) -> bytes:
    """The file of a page with these lines, a blank one between each two."""
    return "\n\n".join(lines).encode()


def page_of(
    *lines: str,
    day: datetime.date | None = DAY,
    time_zone: zoneinfo.ZoneInfo = LONDON,
    today: datetime.date = DAY,
) -> Page:
    """The page that these lines are read as."""
    return read_page(text_of(*lines), day=day, time_zone=time_zone, today=today)


def entries_at(*times: str) -> list[str]:
    """The lines of a page with an entry at each of these times, the time being the heading's last word."""
    lines = ["The lock gates of Elm Quay are replaced"]
    for time in times:
        lines += [time, f"What the lock keeper saw at {time}", "Nothing moved on the canal."]
    return lines


def times_on(page: Page, time_zone: zoneinfo.ZoneInfo = LONDON) -> list[str]:
    """Day, clock time and zone of each entry, newest first."""
    return [f"{entry.published_at.astimezone(time_zone):%d %H:%M %Z}" for entry in page.entries]


def parts_of(block: Block) -> tuple[str, ...]:
    """What a block says: a paragraph its text, a photo its alternative text, caption and credit."""
    if isinstance(block, Photo):
        return block.alternative_text, block.caption, block.credit
    return (block.text,)
