"""In whose name pages are imported."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User

USERNAME = "import"


def import_account() -> User:
    """The account that stands in the history of what was imported. Nobody can sign in with it; it has an editor's
    rights from its making on, and what it wrote last nobody has changed since.
    """
    account, is_new = User.objects.get_or_create(
        username=USERNAME, defaults={"password": make_password(None)}
    )
    if is_new:
        account.groups.set(Group.objects.filter(name="Editor"))
    return account
