"""Stories that lead to one another, languages, stories taken down whole, pages of bylines, words for search."""

import django.db.models.deletion
import editorial.models.recorded
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('editorial', '0005_picture_desk'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalArticle_related',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                'verbose_name': 'HistoricalArticle_related',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='article',
            name='continues',
            field=models.ForeignKey(blank=True, help_text='The story before this one: each leads readers to the other.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='continued_in', to='editorial.article', verbose_name='continues the coverage of'),
        ),
        migrations.AddField(
            model_name='article',
            name='is_embeddable',
            field=models.BooleanField(default=True, help_text='Its live feed, in a frame. Only where the newsroom allows embedding at all.', verbose_name='other sites may show it'),
        ),
        migrations.AddField(
            model_name='article',
            name='language',
            field=models.CharField(blank=True, help_text="Only where the story is not in the newsroom's own language: its code, as in de, ar or pt-BR.", max_length=35, validators=[editorial.models.recorded.language_tag], verbose_name='language'),
        ),
        migrations.AddField(
            model_name='article',
            name='related',
            field=models.ManyToManyField(blank=True, help_text='Offered under this story.', related_name='related_to', to='editorial.article', verbose_name='related stories'),
        ),
        migrations.AddField(
            model_name='article',
            name='taken_down_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='taken down'),
        ),
        migrations.AddField(
            model_name='article',
            name='taken_down_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken down by'),
        ),
        migrations.AddField(
            model_name='article',
            name='taken_down_reason',
            field=models.CharField(blank=True, editable=False, max_length=500, validators=[editorial.models.recorded.one_line]),
        ),
        migrations.AddField(
            model_name='article',
            name='words',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='byline',
            name='slug',
            field=models.SlugField(default='', editable=False, max_length=120, verbose_name='address'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='historicalarticle',
            name='continues',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The story before this one: each leads readers to the other.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='editorial.article', verbose_name='continues the coverage of'),
        ),
        migrations.AddField(
            model_name='historicalarticle',
            name='is_embeddable',
            field=models.BooleanField(default=True, help_text='Its live feed, in a frame. Only where the newsroom allows embedding at all.', verbose_name='other sites may show it'),
        ),
        migrations.AddField(
            model_name='historicalarticle',
            name='language',
            field=models.CharField(blank=True, help_text="Only where the story is not in the newsroom's own language: its code, as in de, ar or pt-BR.", max_length=35, validators=[editorial.models.recorded.language_tag], verbose_name='language'),
        ),
        migrations.AddField(
            model_name='historicalarticle',
            name='taken_down_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='taken down'),
        ),
        migrations.AddField(
            model_name='historicalarticle',
            name='taken_down_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken down by'),
        ),
        migrations.AddField(
            model_name='historicalarticle',
            name='taken_down_reason',
            field=models.CharField(blank=True, editable=False, max_length=500, validators=[editorial.models.recorded.one_line]),
        ),
        migrations.AddField(
            model_name='historicalbyline',
            name='slug',
            field=models.SlugField(default='', editable=False, max_length=120, verbose_name='address'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='historicalnewsroom',
            name='language',
            field=models.CharField(choices=[('en-gb', 'English'), ('de', 'Deutsch'), ('ar', 'العربية')], default='en-gb', help_text='Of every page, but for stories that name another.', max_length=10, verbose_name='language'),
        ),
        migrations.AddField(
            model_name='liveentry',
            name='words',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='newsroom',
            name='language',
            field=models.CharField(choices=[('en-gb', 'English'), ('de', 'Deutsch'), ('ar', 'العربية')], default='en-gb', help_text='Of every page, but for stories that name another.', max_length=10, verbose_name='language'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_down_at', None), ('taken_down_reason', '')), models.Q(('taken_down_at__isnull', False), models.Q(('taken_down_reason', ''), _negated=True), models.Q(('status', 'draft'), _negated=True)), _connector='OR'), name='story_taken_down_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('continues', None), models.Q(('continues', models.F('pk')), _negated=True), _connector='OR'), name='story_continues_another'),
        ),
        migrations.AddField(
            model_name='historicalarticle_related',
            name='from_article',
            field=models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='editorial.article'),
        ),
        migrations.AddField(
            model_name='historicalarticle_related',
            name='history',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='editorial.historicalarticle'),
        ),
        migrations.AddField(
            model_name='historicalarticle_related',
            name='to_article',
            field=models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='editorial.article'),
        ),
    ]
