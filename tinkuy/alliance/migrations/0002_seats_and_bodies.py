import tinkuy.alliance.models
from django.db import migrations, models
from tinkuy.core.pure.texts import fold


def fold_names(apps, schema_editor):
    """What was written down before can be found by name too. Doing it again changes nothing."""
    for row in apps.get_model("alliance", "Organization").objects.iterator():
        folded = fold(" ".join(filter(None, (row.name, row.acronym))))[:260]
        type(row).objects.filter(pk=row.pk).update(folded_name=folded)
    for row in apps.get_model("alliance", "Person").objects.iterator():
        type(row).objects.filter(pk=row.pk).update(folded_name=fold(row.name)[:260])


class Migration(migrations.Migration):

    dependencies = [
        ('alliance', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='body',
            name='is_sample',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='organization',
            name='folded_name',
            field=tinkuy.alliance.models.FoldedField(blank=True, default='', editable=False, max_length=260),
        ),
        migrations.AddField(
            model_name='person',
            name='folded_name',
            field=tinkuy.alliance.models.FoldedField(blank=True, default='', editable=False, max_length=260),
        ),
        migrations.AddField(
            model_name='seat',
            name='role',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop),
    ]
