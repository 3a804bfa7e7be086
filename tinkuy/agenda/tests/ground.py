"""Agendas that come ready to tests."""

from datetime import date
from itertools import count

from tinkuy.agenda import services
from tinkuy.agenda.models import Agenda
from tinkuy.contributions.models import Contribution
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.models import Meeting, Programme

US = Operator(via="pruebas")
_numbers = count(1)


def meeting(**values):
    n = next(_numbers)
    values = {"kind": "PREENCUENTRO", "held_on": "2019-05", "state": "HELD", **values}
    return Meeting.objects.create(slug=f"encuentro-{n}", name=f"Encuentro {n}", **values)


def contribution(text="Queremos una escuela de teatro en el barrio", at=None, **values):
    values = {"status": "VALIDATED", "may_publish": True, "language": "es", **values}
    return Contribution.objects.create(receipt=f"R{next(_numbers):07}", meeting=at or meeting(), text=text, **values)


def draft(is_sample=False, **values):
    n = next(_numbers)
    agenda = values.pop("agenda", None) or services.open_agenda(uuid7(), f"agenda-{n}", f"Agenda {n}", is_sample, by=US)
    return services.draft_version(
        uuid7(), agenda=agenda, number=values.pop("number", n), slug=f"v{n}", name=f"V{n}", by=US, **values
    )


def wording(version, code="B01", position=1, axis=None, **values):
    axis = axis or version.axes.first() or services.add_axis(uuid7(), version, 1, "Vida", by=US)
    values = {"title": "Escuelas", "text": "Faltan escuelas de arte.", "demand": "Que haya una por distrito.", **values}
    return services.write_wording(uuid7(), version=version, block_code=code, axis=axis, position=position, by=US, **values)


def ready(blocks=1, each=1, **values):
    """A draft of `blocks` wordings with `each` citations, all from one season."""
    version = draft(**values)
    season = Programme.objects.create(slug=f"p{next(_numbers)}", name="Temporada")
    at = meeting(programme=season)
    for n in range(1, blocks + 1):
        block = wording(version, code=f"B{n:02}", position=n)
        for _ in range(each):
            services.cite(uuid7(), block, contribution(at=at), "una escuela de teatro", by=US)
    return version


def published(**values):
    version = ready(**values)
    services.record_adoption(version, date(2020, 3, 1), "Asamblea", by=US)
    return services.publish_version(version, by=US)


def withdraw(row):
    """What the contributions' own service does to the row and to history, in one transaction."""
    from tinkuy.contributions import services as contributions

    return contributions.withdraw_contribution(row, "Ya no quiero", by=US)


__all__ = ["US", "Agenda", "contribution", "draft", "meeting", "published", "ready", "withdraw", "wording"]
