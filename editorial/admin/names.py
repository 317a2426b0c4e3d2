"""The name that colleagues know someone by."""

from django.contrib.auth.models import User


def name_of(who: User | None) -> str:
    """The full name, or the login where there is none; empty where it is not known who it was."""
    return (who.get_full_name() or who.get_username()) if who else ""
