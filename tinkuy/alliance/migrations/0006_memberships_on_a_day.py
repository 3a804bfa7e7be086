from django.db import migrations, models

from tinkuy.core.pure import edtf_dates


def write_bounds(apps, schema_editor):
    """The days that the dates of what stands already may mean. Again it writes the same."""
    memberships = apps.get_model("alliance", "Membership").objects
    for pk, since_on, until_on in memberships.values_list("pk", "since_on", "until_on").iterator(chunk_size=2_000):
        bounds = {"earliest_on": edtf_dates.parse(since_on).earliest, "latest_on": edtf_dates.parse(until_on).latest}
        memberships.filter(pk=pk).update(**bounds)


class Migration(migrations.Migration):

    dependencies = [
        ('alliance', '0005_organizations_listed'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='earliest_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='membership',
            name='latest_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.RunPython(write_bounds, migrations.RunPython.noop),
    ]
