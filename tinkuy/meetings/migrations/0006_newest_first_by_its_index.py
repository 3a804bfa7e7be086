from django.db import migrations, models

# The list puts unknown days last, which is where SQLite"s own descending index has them; PostgreSQL must be told.
UNKNOWN_LAST = [
    "DROP INDEX meetings_newest_first",
    "CREATE INDEX meetings_newest_first ON meetings_meeting (earliest_on DESC NULLS LAST, id)",
]


def put_unknown_last(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in UNKNOWN_LAST:
            schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ("alliance", "0005_organizations_listed"),
        ("core", "0005_letters_without_account"),
        ("meetings", "0005_minutes_and_agreements"),
        ("vocabulary", "0002_territory_full_name"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="meeting",
            name="meetings_newest_first",
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["-earliest_on", "id"], name="meetings_newest_first"),
        ),
        migrations.RunPython(put_unknown_last, migrations.RunPython.noop),
    ]
