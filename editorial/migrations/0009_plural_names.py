"""Bylines, sections and photos have a word for several of them: not every language puts an s at the end.

No table changes.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("editorial", "0008_archive")]

    operations = [
        migrations.AlterModelOptions(
            name="byline",
            options={
                "ordering": ["name", "pk"],
                "verbose_name": "byline",
                "verbose_name_plural": "bylines",
            },
        ),
        migrations.AlterModelOptions(
            name="image",
            options={
                "ordering": ["-created_at"],
                "permissions": [
                    (
                        "change_any_image",
                        "Can fill in any photo's caption, credit and alternative text",
                    ),
                    ("manage_image_rights", "Can set rights and embargo of photos, kill and restore them"),
                ],
                "verbose_name": "photo",
                "verbose_name_plural": "photos",
            },
        ),
        migrations.AlterModelOptions(
            name="section",
            options={
                "ordering": ["name"],
                "verbose_name": "section",
                "verbose_name_plural": "sections",
            },
        ),
    ]
