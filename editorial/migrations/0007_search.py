"""What search looks through, filled in for what is there; an address for each byline; the databases' own indexes."""

from django.db import migrations, models
from django.utils.text import slugify

from editorial import richtext
from editorial.searching import drop_indexes, make_indexes
from editorial.words import searchable


def fill_in(apps, schema_editor):
    """Give stories and entries their words, and bylines an address each."""
    stories = apps.get_model("editorial", "Article").objects
    for story in stories.only("headline", "standfirst", "summary", "text").iterator():
        words = searchable(story.headline, story.standfirst, story.summary, richtext.plain(story.text))
        stories.filter(pk=story.pk).update(words=words)
    entries = apps.get_model("editorial", "LiveEntry").objects
    for entry in entries.only("heading", "text").iterator():
        entries.filter(pk=entry.pk).update(words=searchable(entry.heading, richtext.plain(entry.text)))
    bylines = apps.get_model("editorial", "Byline").objects
    for byline in bylines.order_by("pk"):
        stem = slugify(byline.name)[:100].strip("-") or "byline"
        taken = bylines.filter(slug=stem).exists()
        bylines.filter(pk=byline.pk).update(slug=f"{stem}-{byline.pk}" if taken else stem)


class Migration(migrations.Migration):

    dependencies = [("editorial", "0006_ways_out")]

    operations = [
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="byline",
            name="slug",
            field=models.SlugField(editable=False, max_length=120, unique=True, verbose_name="address"),
        ),
        migrations.RunPython(make_indexes, drop_indexes),
    ]
