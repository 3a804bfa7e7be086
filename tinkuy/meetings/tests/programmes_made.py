"""Programmes of meetings, prepared and published, ready for tests."""

from datetime import time
from uuid import uuid4

from tinkuy.meetings import services
from tinkuy.meetings.tests.comers import gathering, in_days
from tinkuy.meetings.tests.gatherings import LOADER


def two_days(**values):
    """A meeting of two days to come, with its desk open."""
    row = gathering(**values)
    return services.record_meeting(row.pk, held_on=f"{in_days(10)}/{in_days(11)}", by=LOADER)


def session(row, position=1, title="Mesa de memoria", begins="09:00", ends="10:30", **values):
    hours = {"begins_at": begins and time.fromisoformat(begins), "ends_at": ends and time.fromisoformat(ends)}
    return services.record_session(row, position, title, lead_agrees=True, by=LOADER, **hours, **values)


def publish(row, note="", **values):
    given = {"id": uuid4(), "number": row.editions.count() + 1, "note": note, "by": LOADER, **values}
    return services.publish_edition(row, **given)


def published(**values):
    """A meeting of two days whose first edition stands."""
    row = two_days(**values)
    session(row, 1, "Bienvenida", day=1, lead="Rosa Quispe")
    session(row, 2, "Mesa de memoria", "11:00", "12:30", day=1, room="Sala 1")
    publish(row)
    return row
