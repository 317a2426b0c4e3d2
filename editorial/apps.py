"""The application's entry in Django's registry."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    """The one application of the project."""

    name = "editorial"
    verbose_name = _("Newsroom")
