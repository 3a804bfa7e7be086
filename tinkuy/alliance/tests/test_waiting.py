"""What waits for whom in the alliance: applications to answer, invitations that nobody answered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tinkuy.alliance import services
from tinkuy.alliance.models import Application, SeatInvitation
from tinkuy.alliance.tests.ground import coordinator_of, days_ago, group, organization
from tinkuy.core.models import MOST_TRIES, Mail
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.core.waiting import waiting_for

pytestmark = pytest.mark.django_db


def said(user):
    return [(row.kind, row.name, row.url, row.count) for heap in waiting_for(user) for row in heap.rows]


def application(to, *, is_proven=True):
    writer = services.Writer("Flor", f"{uuid7()}@ejemplo.pe", consents=True)
    row = services.apply(uuid7(), to, writer, name="Colectivo Amaru", description="Hacemos teatro.")
    if is_proven:
        Application.objects.filter(pk=row.pk).update(proven_at=timezone.now())
    return row


def test_applications_wait_for_who_may_decide_them_once_their_writer_proved_her_address():
    mine, other = group(), group("mt-puno")
    row = application(mine)
    application(mine, is_proven=False)
    quispe, ana = coordinator_of(mine), secretary()

    expected = [("alliance.applications", "Colectivo Amaru", f"/postulaciones/{row.pk}/", 1)]
    assert said(quispe) == said(ana) == expected
    assert said(coordinator_of(other)) == said(facilitator()) == []
    ended = coordinator_of(group("mt-loreto"), until_on=days_ago(1))
    assert said(ended) == []

    services.decline_application(row, reason="Ya no.", by=quispe)
    assert said(quispe) == said(ana) == []


def invited(by, email="flor@ejemplo.pe", to=None):
    return services.invite_delegate(to or organization(), name="Flor", email=email, since_on=timezone.localdate(), by=by)


def test_invitations_that_nobody_answered_wait_for_who_sent_them():
    ana, teatro = secretary(), organization()
    invitation = invited(ana, to=teatro)
    assert said(ana) == []

    SeatInvitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert said(ana) == [("alliance.invitations", "Teatro", "/organizaciones/teatro/", 1)]
    assert said(secretary()) == said(stranger()) == []

    services.withdraw_invitation(invitation, by=ana)
    assert said(ana) == []


def test_invitations_that_did_not_arrive_wait_too():
    ana = secretary()
    invited(ana)
    Mail.objects.update(tries=MOST_TRIES, next_try_at=timezone.now())

    assert [kind for kind, *_rest in said(ana)] == ["alliance.invitations"]
