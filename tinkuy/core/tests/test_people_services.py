"""Inviting, giving roles and taking them back, closing accounts: what is promised and what is refused."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tinkuy.core import history, services
from tinkuy.core.enums import Role
from tinkuy.core.errors import ConflictError, DomainError, NotAllowedError
from tinkuy.core.models import HistoryEntry, Mail, RoleGrant, User
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary, stranger

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)


def actions_of(target):
    return [entry.action for entry in history.of(target)]


def test_invite_user_opens_an_account_without_password_and_writes_a_letter():
    ana = secretary()

    rosa = services.invite_user(" Rosa@Ejemplo.PE ", " Rosa  ", [Role.FACILITATOR], by=ana)

    assert (rosa.email, rosa.name) == ("rosa@ejemplo.pe", "Rosa")
    assert not rosa.has_usable_password()
    assert rosa.roles == {Role.FACILITATOR}
    assert not EmailAddress.objects.get(user=rosa).verified
    assert [(entry.action, entry.by) for entry in history.of(rosa)] == [("core.user_invited", ana), ("core.role_granted", ana)]
    assert Mail.objects.get().to == rosa
    assert DBTaskResult.objects.count() == 1


def test_invite_user_twice_changes_nothing():
    ana = secretary()
    rosa = services.invite_user("rosa@ejemplo.pe", "Rosa", by=ana)

    again = services.invite_user("ROSA@ejemplo.pe", "Otra Rosa", [Role.SECRETARIAT], by=ana)

    assert again == rosa
    assert again.name == "Rosa"
    assert again.roles == set()
    assert Mail.objects.count() == 1
    assert actions_of(rosa) == ["core.user_invited"]


@pytest.mark.parametrize(
    ("email", "name", "field"),
    [("rosa@", "Rosa", "email"), ("", "Rosa", "email"), ("a\nb@ejemplo.pe", "Rosa", "email"), ("rosa@ejemplo.pe", " ", "name")],
)
def test_invite_user_refuses_what_cannot_be_reached_or_called(email, name, field):
    ana = secretary()
    with pytest.raises(InvalidError) as refusal:
        services.invite_user(email, name, by=ana)
    assert list(refusal.value.errors) == [field]
    assert User.objects.count() == 1
    assert Mail.objects.count() == 0


def test_invite_user_with_a_role_not_given_here_writes_nothing():
    ana = secretary()
    with pytest.raises(InvalidError, match="role"):
        services.invite_user("rosa@ejemplo.pe", "Rosa", [Role.DELEGATE], by=ana)
    assert not User.objects.filter(email="rosa@ejemplo.pe").exists()
    assert not HistoryEntry.objects.exists()


@pytest.mark.parametrize("make", [stranger, facilitator])
def test_only_the_secretariat_opens_and_closes(make):
    ana, luis = secretary(), make()
    grant = ana.role_grants.get()
    for attempt in (
        lambda: services.invite_user("x@ejemplo.pe", "X", by=luis),
        lambda: services.resend_invitation(ana, by=luis),
        lambda: services.grant_role(luis, Role.SECRETARIAT, by=luis),
        lambda: services.end_role(grant, on=TODAY, by=luis),
        lambda: services.deactivate_user(ana, reason="x", by=luis),
        lambda: services.reactivate_user(ana, reason="x", by=luis),
    ):
        with pytest.raises(NotAllowedError):
            attempt()
    assert not HistoryEntry.objects.exists()


def test_resend_invitation_waits_a_while_between_letters():
    ana = secretary()
    rosa = services.invite_user("rosa@ejemplo.pe", "Rosa", by=ana)

    services.resend_invitation(rosa, by=ana)
    assert Mail.objects.count() == 1

    Mail.objects.update(asked_at=timezone.now() - timedelta(hours=1))
    services.resend_invitation(rosa, by=ana)
    services.resend_invitation(rosa, by=ana)
    assert Mail.objects.count() == 2
    assert actions_of(rosa) == ["core.user_invited", "core.invitation_sent_again"]


def test_resend_invitation_refuses_who_has_a_password():
    with pytest.raises(DomainError, match="contraseña"):
        services.resend_invitation(stranger(), by=secretary())
    assert Mail.objects.count() == 0


def test_grant_role_holds_from_its_first_day_to_its_last():
    ana, luis = secretary(), stranger()

    grant = services.grant_role(luis, Role.FACILITATOR, since_on=TODAY + DAY, until_on=TODAY + 3 * DAY, by=ana)

    assert luis.roles == set()
    assert [grant in RoleGrant.objects.in_force(TODAY + n * DAY) for n in range(5)] == [False, True, True, True, False]
    assert history.of(luis).get().details == {
        "role": "FACILITATOR",
        "since_on": (TODAY + DAY).isoformat(),
        "until_on": (TODAY + 3 * DAY).isoformat(),
    }


def test_grant_role_twice_is_one_role():
    ana, luis = secretary(), stranger()
    assert services.grant_role(luis, "FACILITATOR", by=ana) == services.grant_role(luis, "FACILITATOR", by=ana)
    assert actions_of(luis) == ["core.role_granted"]


@pytest.mark.parametrize(
    ("since", "until"), [(0, None), (-5, 0), (3, 5), (-9, None)], ids=["same day", "overlaps its start", "inside", "around"]
)
def test_grant_role_refuses_a_role_somebody_has_already(since, until):
    ana, luis = secretary(), stranger()
    services.grant_role(luis, Role.FACILITATOR, since_on=TODAY, until_on=TODAY + 9 * DAY, by=ana)
    days = {"since_on": TODAY + since * DAY, "until_on": None if until is None else TODAY + until * DAY}

    with pytest.raises(ConflictError, match="ya tiene este rol"):
        services.grant_role(luis, Role.FACILITATOR, **days, by=ana)
    assert luis.role_grants.count() == 1


def test_grant_role_refuses_to_end_before_it_begins():
    with pytest.raises(InvalidError) as refusal:
        services.grant_role(stranger(), Role.FACILITATOR, since_on=TODAY, until_on=TODAY - DAY, by=secretary())
    assert list(refusal.value.errors) == ["until_on"]
    assert not HistoryEntry.objects.exists()


def test_grant_role_refuses_a_closed_account():
    ana, luis = secretary(), stranger()
    services.deactivate_user(luis, reason="Dejó la alianza", by=ana)
    with pytest.raises(ConflictError):
        services.grant_role(luis, Role.FACILITATOR, by=ana)


def test_end_role_twice_is_one_end():
    ana, luis = secretary(), facilitator()
    grant = luis.role_grants.get()

    services.end_role(grant, on=TODAY, by=ana)
    services.end_role(RoleGrant.objects.get(pk=grant.pk), on=TODAY, by=ana)

    assert luis.role_grants.get().until_on == TODAY
    assert [(entry.action, entry.details) for entry in history.of(luis)] == [
        ("core.role_ended", {"role": "FACILITATOR", "on": TODAY.isoformat()})
    ]


def test_end_role_refuses_a_day_before_it_began():
    ana, luis = secretary(), facilitator()
    with pytest.raises(InvalidError) as refusal:
        services.end_role(luis.role_grants.get(), on=date(2001, 1, 1), by=ana)
    assert list(refusal.value.errors) == ["on"]
    assert luis.role_grants.get().until_on is None


def test_end_role_never_makes_an_ended_role_longer():
    ana, luis = secretary(), stranger()
    old = RoleGrant.objects.create(user=luis, role=Role.FACILITATOR, since_on=date(2020, 1, 1), until_on=date(2020, 2, 1))
    with pytest.raises(ConflictError):
        services.end_role(old, on=TODAY, by=ana)
    assert luis.role_grants.get().until_on == date(2020, 2, 1)
    assert actions_of(luis) == []


def test_end_role_refuses_to_leave_the_house_without_secretariat():
    ana = secretary()
    grant = ana.role_grants.get()
    services.invite_user("rosa@ejemplo.pe", "Rosa", [Role.SECRETARIAT], by=ana)  # has no password yet
    with pytest.raises(ConflictError, match="secretaría"):
        services.end_role(grant, on=TODAY, by=ana)
    grant.refresh_from_db()
    assert grant.until_on is None

    secretary()
    services.end_role(grant, on=TODAY, by=ana)
    assert history.of(ana).get().action == "core.role_ended"


def test_two_of_the_secretariat_do_not_let_each_other_go():
    ana, luis = secretary(), secretary()
    services.end_role(luis.role_grants.get(), on=TODAY, by=ana)
    with pytest.raises(ConflictError):
        services.end_role(ana.role_grants.get(), on=TODAY, by=luis)


def test_deactivate_user_ends_her_visits_at_once(client):
    ana, luis = secretary(), facilitator()
    client.force_login(luis)
    assert client.get("/cuenta/").status_code == 200

    services.deactivate_user(luis, reason="Cambió de trabajo", by=ana)
    services.deactivate_user(luis, reason="Otra vez", by=ana)

    assert client.get("/cuenta/").status_code == 302
    assert [(entry.action, entry.details) for entry in history.of(luis)] == [
        ("core.user_deactivated", {"reason": "Cambió de trabajo"})
    ]

    services.reactivate_user(luis, reason="Volvió", by=ana)
    services.reactivate_user(luis, reason="Volvió", by=ana)
    assert luis.is_active
    assert actions_of(luis) == ["core.user_deactivated", "core.user_reactivated"]


def test_deactivate_user_refuses_oneself_and_silence():
    ana, luis = secretary(), stranger()
    with pytest.raises(ConflictError):
        services.deactivate_user(ana, reason="Me voy", by=ana)
    with pytest.raises(InvalidError) as refusal:
        services.deactivate_user(luis, reason=" \n", by=ana)
    assert list(refusal.value.errors) == ["reason"]
    assert User.objects.filter(is_active=True).count() == 2


def test_deactivate_user_refuses_the_last_of_the_secretariat_whose_role_has_no_end():
    ana, luis = secretary(), stranger()
    services.grant_role(luis, Role.SECRETARIAT, until_on=TODAY + DAY, by=ana)
    with pytest.raises(ConflictError):
        services.deactivate_user(ana, reason="x", by=luis)
