"""The newsroom record, and the three groups of the desk with their rights."""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.utils import timezone

REPORTER = {
    "view_article", "view_liveentry", "add_liveentry", "change_liveentry", "delete_liveentry",
    "view_image", "add_image", "change_image", "view_byline", "view_section",
}
PICTURE_DESK = REPORTER | {"change_any_image", "manage_image_rights"}
EDITOR = PICTURE_DESK | {
    "publish_liveentry", "change_any_liveentry", "add_article", "change_article", "add_byline", "change_byline",
    "add_section", "change_section",
}
GROUPS = {"Reporter": REPORTER, "Picture desk": PICTURE_DESK, "Editor": EDITOR}


def lay_out(apps, schema_editor):
    """Make the record and the groups. Run again, it puts the groups' rights back as they are here."""
    config = apps.get_app_config("editorial")
    config.models_module = True  # a migration's stub of the application has none, and would be passed over
    create_permissions(config, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="editorial")
    for name, codenames in GROUPS.items():
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set(permissions.filter(codename__in=codenames))
    now = timezone.now()
    apps.get_model("editorial", "Newsroom").objects.get_or_create(pk=1, defaults={"created_at": now, "changed_at": now})


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0001_newsroom"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(lay_out, migrations.RunPython.noop)]
