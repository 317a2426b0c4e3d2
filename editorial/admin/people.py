"""Who signs in at the desk."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    UserAdmin = StockUserAdmin[User]
else:
    UserAdmin = StockUserAdmin

# The stock page of logins would delete.
admin.site.unregister(User)

ADVICE = _(
    "Nobody is deleted, or the record could not tell any more who wrote what. When somebody leaves, untick “Active”: "
    "they cannot sign in then, and what they wrote keeps their name."
)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Logins: made and deactivated, never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With what to do when somebody leaves, where they are made inactive."""
        fieldsets = super().get_fieldsets(request, obj)
        return [
            (title, {**parts, "description": ADVICE} if "is_active" in parts["fields"] else parts)
            for title, parts in fieldsets
        ]
