"""The demo logins: one for each role, with passwords that are made once, at random."""

import json
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, User

# Under which their colleagues see them at the desk.
NAMES = {
    "reporter": ("Teo", "Marchetti"),
    "picture-desk": ("Imani", "Okoro"),
    "editor": ("Nora", "Lindqvist"),
    "administrator": ("Ada", "Brandt"),
}
# Username: group. The administrator is of none.
ROLES = {"reporter": "Reporter", "picture-desk": "Picture desk", "editor": "Editor", "administrator": ""}


def demo_logins() -> dict[str, str]:
    """Username to password, kept in the data folder for its owner only; a login that somebody changed stays so."""
    logins = _kept_passwords(settings.NEWSROOM_DATA / "demo-logins.json")
    for username, password in logins.items():
        _make_login(username, password)
    return logins


def _kept_passwords(path: Path) -> dict[str, str]:
    if not path.exists():
        made = {username: "-".join(secrets.token_hex(2) for _part in range(4)) for username in ROLES}
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(made, file)
    kept: dict[str, str] = json.loads(path.read_text())
    return kept


def _make_login(username: str, password: str) -> None:
    group = ROLES[username]
    first_name, last_name = NAMES[username]
    told = {"first_name": first_name, "last_name": last_name, "is_staff": True, "is_superuser": not group}
    user, is_new = User.objects.get_or_create(username=username, defaults=told)
    if is_new:
        user.set_password(password)
        user.save()
        user.groups.set(Group.objects.filter(name=group))
