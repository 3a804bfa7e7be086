"""Meetings and words that come ready to tests."""

from itertools import count

from tinkuy.contributions.enums import Status
from tinkuy.contributions.models import Contribution
from tinkuy.contributions.pure import receipts
from tinkuy.meetings.enums import MeetingKind
from tinkuy.meetings.models import Meeting
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory

_numbers = count(1)


def meeting(**fields):
    number = next(_numbers)
    return Meeting.objects.create(slug=f"encuentro-{number}", kind=MeetingKind.values[0], name=f"Encuentro {number}", **fields)


def region(code="08", name="Cusco"):
    country, _ = Territory.objects.get_or_create(path="/PE/", defaults={"slug": "peru", "name": "Perú", "level": Level.COUNTRY})
    return Territory.objects.create(
        slug=name.lower(), name=name, level=Level.REGION, parent=country, path=f"/PE/{code}/", inei=code
    )


def contribution(text="Falta un presupuesto para la cultura viva.", **fields):
    fields = {"status": Status.VALIDATED, "may_publish": True, **fields}
    return Contribution.objects.create(
        text=text, receipt=receipts.new_code(), meeting=fields.pop("meeting", None) or meeting(), **fields
    )
