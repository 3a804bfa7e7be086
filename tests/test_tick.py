"""What `tinkuy tick` does in all rooms: names and addresses whose days are over are forgotten, once."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tinkuy.alliance.models import Applicant, Application, Message
from tinkuy.alliance.tests.ground import group
from tinkuy.core.models import HistoryEntry
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.models import Meeting, Registrant
from tinkuy.meetings.tests.comers import comer, gathering

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=400)


def everything_is_old():
    mesa = group()
    decided = {"decision": "DECLINED", "reason": "No", "decided_at": LONG_AGO, "proven_at": LONG_AGO}
    row = Application.objects.create(
        digest=uuid7().hex, expires_at=LONG_AGO, working_group=mesa, name="Amaru", description="Teatro", **decided
    )
    Applicant.objects.create(application=row, name="Flor", email="flor@ejemplo.pe", consented_at=LONG_AGO)
    Message.objects.create(working_group=mesa, name="Rosa", email="rosa@ejemplo.pe", text="Hola", written_at=LONG_AGO)
    at = gathering()
    comer(at)
    Meeting.objects.filter(pk=at.pk).update(earliest_on=LONG_AGO.date(), latest_on=LONG_AGO.date())


def test_what_was_kept_for_a_time_is_forgotten_and_again_does_nothing(capsys):
    everything_is_old()
    call_command("tick")

    said = capsys.readouterr().out
    assert "Personas que postularon, olvidadas: 1." in said
    assert "Mensajes olvidados: 1." in said
    assert "Personas inscritas, olvidadas: 1." in said
    assert [model.objects.count() for model in (Applicant, Message, Registrant)] == [0, 0, 0]
    entries = HistoryEntry.objects.count()
    assert HistoryEntry.objects.filter(via="tick").count() == 2

    call_command("tick")
    assert HistoryEntry.objects.count() == entries
    assert "olvidadas: 0." in capsys.readouterr().out


def test_what_is_still_in_its_days_stays():
    comer(gathering())
    call_command("tick")

    assert Registrant.objects.count() == 1
