"""The editors' side: the stock admin of Django, whose every write goes through `publishing`."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editorial.admin import articles, entries, house, people, photos

__all__ = ["articles", "entries", "house", "people", "photos"]

admin.site.site_header = house.NAME
admin.site.site_title = _("Liveblog")
admin.site.enable_nav_sidebar = False  # the header has the ways, and lists need the room
admin.site.index_title = _("At the desk")
