"""Its live page, and nothing beside it."""

from wagtail.models import Page
from wagtail_live.models import LivePageMixin


class LivePage(Page, LivePageMixin):  # type: ignore[misc]  # wagtail is not installed where types are checked
    """A page with live posts."""

    parent_page_types = ["wagtailcore.Page"]
