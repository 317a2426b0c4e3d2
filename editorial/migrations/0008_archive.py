"""What came out on a day is found without walking through all entries."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("editorial", "0007_search")]

    operations = [
        migrations.AddIndex(
            model_name="liveentry",
            index=models.Index(
                fields=["published_at"], condition=Q(status="published", version__gt=0), name="entry_archive"
            ),
        ),
    ]
