from django.db import migrations, models
from django.db.models import Q


def tell_regions(apps, schema_editor):
    """The region of what was said before: of its own place, or of its meeting's."""
    places = apps.get_model("vocabulary", "Territory").objects
    contributions = apps.get_model("contributions", "Contribution").objects
    for region in places.filter(level="REGION"):
        within = places.filter(path__startswith=region.path).values("pk")
        here = Q(territory__in=within) | Q(territory=None, meeting__territory__in=within)
        contributions.filter(here).update(region=region.path.strip("/").split("/")[1])


class Migration(migrations.Migration):

    dependencies = [
        ("alliance", "0007_mapping_campaigns"),
        ("contributions", "0001_initial"),
        ("meetings", "0009_meetings_of_a_kind"),
        ("vocabulary", "0002_territory_full_name"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="contribution",
            name="contributions_public_newest",
        ),
        migrations.RemoveIndex(
            model_name="contribution",
            name="contributions_public_of",
        ),
        migrations.AddField(
            model_name="contribution",
            name="region",
            field=models.CharField(blank=True, editable=False, max_length=2),
        ),
        migrations.RunPython(tell_regions, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(condition=models.Q(("may_publish", True), ("status", "VALIDATED")), fields=["-id", "status", "may_publish"], name="contributions_public_newest"),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(condition=models.Q(("may_publish", True), ("status", "VALIDATED")), fields=["meeting", "-id", "status", "may_publish"], name="contributions_public_of"),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(condition=models.Q(("may_publish", True), ("status", "VALIDATED")), fields=["region", "-id", "status", "may_publish"], name="contributions_public_region"),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(condition=models.Q(("may_publish", True), ("status", "VALIDATED")), fields=["kind", "-id", "status", "may_publish"], name="contributions_public_kind"),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(condition=models.Q(("may_publish", True), ("status", "VALIDATED")), fields=["language", "-id", "status", "may_publish"], name="contributions_public_language"),
        ),
    ]
