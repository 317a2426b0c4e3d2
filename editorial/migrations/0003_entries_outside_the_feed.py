"""Key events and pinned entries are found without walking past all the others."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('editorial', '0002_house'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='liveentry',
            index=models.Index(condition=models.Q(('is_key_event', True)), fields=['article', 'status', '-published_at', '-created_at'], name='entry_key_events'),
        ),
        migrations.AddIndex(
            model_name='liveentry',
            index=models.Index(condition=models.Q(('is_pinned', True)), fields=['article', 'status', '-published_at', '-created_at'], name='entry_pinned'),
        ),
    ]
