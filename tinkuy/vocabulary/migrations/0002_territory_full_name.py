from django.db import migrations, models


def say_where_they_lie(apps, schema_editor):
    """Of each territory the name by which it is told from others. Rerunnable."""
    Territory = apps.get_model("vocabulary", "Territory")
    territories = list(Territory.objects.only("path", "name", "level", "inei", "full_name"))
    names = {territory.path: territory.name for territory in territories}
    for territory in territories:
        territory.full_name = "Lima Metropolitana" if territory.inei == "1501" else territory.name
        if territory.level in ("DISTRICT", "CITY"):
            parts = territory.path.strip("/").split("/")
            above = ["/" + "/".join(parts[:size]) + "/" for size in range(len(parts) - 1, 1, -1)]
            territory.full_name = f"{territory.name} ({', '.join(names[each] for each in above)})"
    Territory.objects.bulk_update(territories, ["full_name"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ("vocabulary", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="territory",
            name="full_name",
            field=models.CharField(blank=True, default="", max_length=400),
            preserve_default=False,
        ),
        migrations.RunPython(say_where_they_lie, migrations.RunPython.noop, elidable=True),
    ]
