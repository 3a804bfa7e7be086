from django.db import migrations, models


def say_where_they_lie(apps, schema_editor):
    """Names of what each territory lies in, the nearest first, without the country. Rerunnable."""
    Territory = apps.get_model("vocabulary", "Territory")
    territories = list(Territory.objects.only("path", "name", "lies_in"))
    names = {territory.path: territory.name for territory in territories}
    for territory in territories:
        parts = territory.path.strip("/").split("/")
        above = ["/" + "/".join(parts[:size]) + "/" for size in range(len(parts) - 1, 1, -1)]
        territory.lies_in = ", ".join(names[each] for each in above)
    Territory.objects.bulk_update(territories, ["lies_in"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ("vocabulary", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="territory",
            name="lies_in",
            field=models.CharField(blank=True, default="", max_length=260),
            preserve_default=False,
        ),
        migrations.RunPython(say_where_they_lie, migrations.RunPython.noop, elidable=True),
    ]
