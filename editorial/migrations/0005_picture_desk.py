"""Rights, where credits come from, and pictures made in the background.

Photos of an older version have pictures of another make: theirs are made anew, by the server or `develop_photos`.
"""

import datetime
import django.db.models.deletion
import editorial.models.image
import editorial.models.recorded
from django.conf import settings
from django.db import migrations, models

from editorial.models.image import new_token
from editorial.models.newsroom import AGENCIES
from editorial.photos.credits import credit_parts


def fill_in(apps, schema_editor):
    """Give each photo its token and the parts of its credit, and the newsroom the lists by which they are read."""
    newsroom = apps.get_model("editorial", "Newsroom")
    newsroom.objects.filter(agencies="").update(agencies="\n".join(AGENCIES))
    names = [
        filter(None, map(str.strip, text.splitlines()))
        for text in newsroom.objects.values_list("agencies", "distributors").get(pk=1)
    ]
    agencies, distributors = map(tuple, names)
    photos = apps.get_model("editorial", "Image").objects
    for photo in photos.iterator():
        parts = credit_parts(photo.credit_line, agencies, distributors)
        photos.filter(pk=photo.pk).update(
            token=new_token(), renditions=[], is_undeveloped=bool(photo.file), photographer=parts.photographer,
            agency=parts.agency, distributor=parts.distributor,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('editorial', '0004_live_desk'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalimage',
            name='acquire_url',
            field=models.URLField(blank=True, max_length=500, validators=[editorial.models.recorded.web_address], verbose_name='where to get a licence'),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='agency',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='develop_fault',
            field=models.CharField(blank=True, editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='develop_tries',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='develops_until',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='distributor',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='embargo_until',
            field=models.DateTimeField(blank=True, help_text='Until then it cannot be published.', null=True, validators=[editorial.models.recorded.plausible_time], verbose_name='embargo until'),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='is_barred',
            field=models.BooleanField(default=False, help_text='It stays in the library and cannot be published.', verbose_name='do not use'),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='is_undeveloped',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='kill_reason',
            field=models.CharField(blank=True, editable=False, max_length=500, validators=[editorial.models.recorded.one_line]),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='killed_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='killed'),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='killed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='likeness',
            field=models.CharField(blank=True, editable=False, max_length=16),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='location',
            field=models.CharField(blank=True, help_text='City, region, country.', max_length=300, validators=[editorial.models.recorded.one_line], verbose_name='place shown'),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='photographer',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='rights_notes',
            field=models.TextField(blank=True, help_text='For editors; readers do not see them.', validators=[editorial.models.recorded.no_controls], verbose_name='notes on rights'),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='taken_at',
            field=models.CharField(blank=True, help_text='As far as it is known: 2026-11-23, or 2026-11-23T18:03:00+01:00.', max_length=40, validators=[editorial.models.recorded.iso_moment], verbose_name='taken'),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='territories',
            field=models.CharField(blank=True, help_text='Where it may be used, or may not. For editors; readers do not see it.', max_length=300, validators=[editorial.models.recorded.one_line], verbose_name='territories'),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='token',
            field=models.CharField(db_index=True, default=editorial.models.image.new_token, editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='tone',
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='unerased_tokens',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='uploaded_as',
            field=models.CharField(blank=True, editable=False, max_length=255, verbose_name='file name'),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='usage_terms',
            field=models.TextField(blank=True, help_text='The licence in words. It travels inside every published picture.', validators=[editorial.models.recorded.no_controls], verbose_name='usage terms'),
        ),
        migrations.AddField(
            model_name='historicalimage',
            name='use_until',
            field=models.DateTimeField(blank=True, help_text='From then on it cannot be published any more.', null=True, validators=[editorial.models.recorded.plausible_time], verbose_name='use until'),
        ),
        migrations.AddField(
            model_name='historicalnewsroom',
            name='distributors',
            field=models.TextField(blank=True, default='Alamy\nFlickr\nGetty Images\niStock\nPA Images\nPA Wire\nRex\nShutterstock', help_text='Libraries and services that pass photos on, one to a line: they stand last in a credit.', validators=[editorial.models.recorded.no_controls], verbose_name='distributors'),
        ),
        migrations.AddField(
            model_name='historicalnewsroom',
            name='is_expired_withdrawn',
            field=models.BooleanField(default=False, help_text='A photo whose time of use ends while it is published is taken off every page. Otherwise it is listed.', verbose_name='take expired photos away'),
        ),
        migrations.AddField(
            model_name='historicalnewsroom',
            name='pictures_version',
            field=models.PositiveBigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='image',
            name='acquire_url',
            field=models.URLField(blank=True, max_length=500, validators=[editorial.models.recorded.web_address], verbose_name='where to get a licence'),
        ),
        migrations.AddField(
            model_name='image',
            name='agency',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='image',
            name='develop_fault',
            field=models.CharField(blank=True, editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='image',
            name='develop_tries',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='image',
            name='develops_until',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='image',
            name='distributor',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='image',
            name='embargo_until',
            field=models.DateTimeField(blank=True, help_text='Until then it cannot be published.', null=True, validators=[editorial.models.recorded.plausible_time], verbose_name='embargo until'),
        ),
        migrations.AddField(
            model_name='image',
            name='is_barred',
            field=models.BooleanField(default=False, help_text='It stays in the library and cannot be published.', verbose_name='do not use'),
        ),
        migrations.AddField(
            model_name='image',
            name='is_undeveloped',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='image',
            name='kill_reason',
            field=models.CharField(blank=True, editable=False, max_length=500, validators=[editorial.models.recorded.one_line]),
        ),
        migrations.AddField(
            model_name='image',
            name='killed_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='killed'),
        ),
        migrations.AddField(
            model_name='image',
            name='killed_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='image',
            name='likeness',
            field=models.CharField(blank=True, editable=False, max_length=16),
        ),
        migrations.AddField(
            model_name='image',
            name='location',
            field=models.CharField(blank=True, help_text='City, region, country.', max_length=300, validators=[editorial.models.recorded.one_line], verbose_name='place shown'),
        ),
        migrations.AddField(
            model_name='image',
            name='photographer',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='image',
            name='rights_notes',
            field=models.TextField(blank=True, help_text='For editors; readers do not see them.', validators=[editorial.models.recorded.no_controls], verbose_name='notes on rights'),
        ),
        migrations.AddField(
            model_name='image',
            name='taken_at',
            field=models.CharField(blank=True, help_text='As far as it is known: 2026-11-23, or 2026-11-23T18:03:00+01:00.', max_length=40, validators=[editorial.models.recorded.iso_moment], verbose_name='taken'),
        ),
        migrations.AddField(
            model_name='image',
            name='territories',
            field=models.CharField(blank=True, help_text='Where it may be used, or may not. For editors; readers do not see it.', max_length=300, validators=[editorial.models.recorded.one_line], verbose_name='territories'),
        ),
        # Each photo gets one of its own below, before it has to be the only one.
        migrations.AddField(
            model_name='image',
            name='token',
            field=models.CharField(default='', editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name='image',
            name='tone',
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='image',
            name='unerased_tokens',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='image',
            name='uploaded_as',
            field=models.CharField(blank=True, editable=False, max_length=255, verbose_name='file name'),
        ),
        migrations.AddField(
            model_name='image',
            name='usage_terms',
            field=models.TextField(blank=True, help_text='The licence in words. It travels inside every published picture.', validators=[editorial.models.recorded.no_controls], verbose_name='usage terms'),
        ),
        migrations.AddField(
            model_name='image',
            name='use_until',
            field=models.DateTimeField(blank=True, help_text='From then on it cannot be published any more.', null=True, validators=[editorial.models.recorded.plausible_time], verbose_name='use until'),
        ),
        migrations.AddField(
            model_name='newsroom',
            name='distributors',
            field=models.TextField(blank=True, default='Alamy\nFlickr\nGetty Images\niStock\nPA Images\nPA Wire\nRex\nShutterstock', help_text='Libraries and services that pass photos on, one to a line: they stand last in a credit.', validators=[editorial.models.recorded.no_controls], verbose_name='distributors'),
        ),
        migrations.AddField(
            model_name='newsroom',
            name='is_expired_withdrawn',
            field=models.BooleanField(default=False, help_text='A photo whose time of use ends while it is published is taken off every page. Otherwise it is listed.', verbose_name='take expired photos away'),
        ),
        migrations.AddField(
            model_name='newsroom',
            name='pictures_version',
            field=models.PositiveBigIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='historicalimage',
            name='sha256',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name='historicalnewsroom',
            name='agencies',
            field=models.TextField(blank=True, default='AFP\nAnadolu\nAP\nBloomberg\nDPA\nEPA\nEPA-EFE\nPA\nReuters\nTASS\nXinhua', help_text='Photo agencies, one to a line. Credit lines are read by them: in AGENCY/Name and NAME/AGENCY/… they tell the agency from the photographer.', validators=[editorial.models.recorded.no_controls], verbose_name='agencies'),
        ),
        migrations.AlterField(
            model_name='image',
            name='sha256',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name='newsroom',
            name='agencies',
            field=models.TextField(blank=True, default='AFP\nAnadolu\nAP\nBloomberg\nDPA\nEPA\nEPA-EFE\nPA\nReuters\nTASS\nXinhua', help_text='Photo agencies, one to a line. Credit lines are read by them: in AGENCY/Name and NAME/AGENCY/… they tell the agency from the photographer.', validators=[editorial.models.recorded.no_controls], verbose_name='agencies'),
        ),
        migrations.AddIndex(
            model_name='image',
            index=models.Index(condition=models.Q(('is_undeveloped', True)), fields=['id'], name='photo_undeveloped'),
        ),
        migrations.AddIndex(
            model_name='image',
            index=models.Index(condition=models.Q(('unerased_tokens', ''), _negated=True), fields=['id'], name='photo_unerased'),
        ),
        migrations.AddIndex(
            model_name='image',
            index=models.Index(fields=['use_until'], name='photo_use_until'),
        ),
        migrations.AddConstraint(
            model_name='image',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kill_reason__gt', ''), ('killed_at__isnull', False)), models.Q(('kill_reason', ''), ('killed_at__isnull', True), ('killed_by__isnull', True)), _connector='OR'), name='photo_killed_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='image',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('embargo_until__isnull', True), models.Q(('embargo_until__gte', datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('embargo_until__lt', datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), _connector='OR'), models.Q(('use_until__isnull', True), models.Q(('use_until__gte', datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('use_until__lt', datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), _connector='OR')), name='photo_times_plausible'),
        ),
        migrations.AddConstraint(
            model_name='image',
            constraint=models.CheckConstraint(condition=models.Q(('embargo_until__isnull', True), ('use_until__isnull', True), ('embargo_until__lt', models.F('use_until')), _connector='OR'), name='photo_usable_for_a_while', violation_error_message='The embargo ends after the time of use. One of the two is wrong.'),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='image',
            name='token',
            field=models.CharField(default=editorial.models.image.new_token, editable=False, max_length=32, unique=True),
        ),
    ]
