"""An organization asks to join from the open web: the proof of an address, the answer, and what is forgotten."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tinkuy.alliance import services
from tinkuy.alliance.models import Applicant, Application, Membership, Organization, SeatInvitation, WorkingGroup
from tinkuy.alliance.tests.ground import actions, coordinator_of, days_ago, group, organization
from tinkuy.alliance.tests.letters import link_in, sent, token_in
from tinkuy.core.chores import TICK
from tinkuy.core.errors import ConflictError, NotAllowedError
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary, stranger

# The worker lets go of PostgreSQL's connection, and with it of a test's transaction; SQLite's in memory stays.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")


def wanted(to, **values):
    asked = {
        "id": str(uuid7()),
        "name": "Killa Danza",
        "description": "Danzamos desde 2015.",
        "working_group": str(to.pk),
        "writer_name": "Inés",
        "email": "Ines@Ejemplo.pe",
        "consents": "on",
    }
    return asked | values


def written(to, name="Killa Danza", email="ines@ejemplo.pe", consents=True):
    writer = services.Writer("Inés", email, consents)
    return services.apply(uuid7(), to, writer, name=name, description="Danzamos desde 2015.")


def proven(to, **values):
    written(to, **values)
    reader = [values.get("email", "ines@ejemplo.pe")]
    return services.prove_application(token_in(next(letter for letter in sent() if letter.to == reader)))


def refusal_of(verb, *arguments, **values):
    with pytest.raises(InvalidError) as refusal:
        verb(*arguments, **values)
    return refusal.value.errors


def test_an_organization_asks_to_join_without_an_account(client):
    mine = group()
    page = client.get(reverse("alliance:apply"), {"mesa": mine.slug}).content.decode()
    assert f'<option value="{mine.pk}" selected>' in page
    asked = wanted(mine)
    for _time in range(2):
        assert client.post(reverse("alliance:apply"), asked).url == reverse("alliance:application-sent")
    assert client.get(reverse("alliance:application-sent")).status_code == 200
    (letter,) = sent()
    assert letter.to == ["ines@ejemplo.pe"]
    assert "Killa Danza quisiera sumarse a «Mesa mt-cusco»" in letter.body
    application = Application.objects.get()
    assert actions(application) == ["alliance.application_written"]
    assert (application.applicant.name, application.proven_at) == ("Inés", None)


def test_nobody_sees_an_application_before_its_address_is_proved(client):
    mine = group()
    quispe = coordinator_of(mine)
    application = written(mine)
    (letter,) = sent()
    for user in (quispe, secretary()):
        client.force_login(user)
        assert client.get(application.get_absolute_url()).status_code == 404
        assert "Killa" not in client.get(reverse("alliance:applications")).content.decode()
    client.logout()
    assert client.get(link_in(letter)).status_code == 200
    application.refresh_from_db()
    assert application.proven_at is None

    for _time in range(2):
        assert "está confirmada" in client.post(link_in(letter)).content.decode().lower()

    assert actions(application) == ["alliance.application_written", "alliance.application_proven"]
    (waiting,) = sent()
    assert waiting.to == [quispe.email]
    assert application.get_absolute_url() in waiting.body
    for user in (quispe, secretary()):
        client.force_login(user)
        assert "ines@ejemplo.pe" in client.get(application.get_absolute_url()).content.decode()


def test_secretariat_is_told_where_nobody_coordinates():
    mine, ana = group(), secretary()
    coordinator_of(mine, until_on=days_ago(1))
    proven(mine)
    assert [letter.to for letter in sent()] == [[ana.email]]


@pytest.mark.parametrize("who", [facilitator, stranger, lambda: coordinator_of(group("mt-lima"))])
def test_applications_are_not_for_others(client, who):
    application, user = proven(group()), who()
    client.force_login(user)
    assert client.get(application.get_absolute_url()).status_code == 404
    for verb in (services.accept_application, services.decline_application):
        with pytest.raises(NotAllowedError):
            verb(application, reason="porque sí", by=user)
    assert not Organization.objects.exists()


def test_accepted_application_records_the_organization_its_membership_and_invites(client):
    mine = group()
    quispe = coordinator_of(mine)
    application = proven(mine)
    sent()
    client.force_login(quispe)
    address = reverse("alliance:accept-application", args=[application.pk])
    assert client.get(address).status_code == 200
    answer = client.post(address, {"reason": "Danzan con nosotros.", "invites": "on"})
    made = Organization.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.name, made.standing, made.description) == ("Killa Danza", "MEMBER", "Danzamos desde 2015.")
    assert Membership.objects.get().since_on == timezone.localdate().isoformat()
    assert actions(made) == ["alliance.organization_recorded", "alliance.membership_recorded"]
    assert actions(application)[-1] == "alliance.application_accepted"
    answer, invitation = sorted(sent(), key=lambda letter: letter.subject)[::-1]
    assert {tuple(answer.to), tuple(invitation.to)} == {("ines@ejemplo.pe",)}
    assert "Danzan con nosotros." in answer.body + invitation.body
    assert SeatInvitation.objects.get().organization == made

    again = services.accept_application(application, reason="otra vez", by=quispe)
    assert (again, Organization.objects.count(), SeatInvitation.objects.count()) == (made, 1, 1)
    with pytest.raises(ConflictError):
        services.decline_application(application, reason="ya no", by=quispe)


def test_application_of_an_organization_that_is_here_joins_that_one():
    mine, killa, ana = group(), organization("killa-danza"), secretary()
    Organization.objects.filter(pk=killa.pk).update(name="Killa Danza", folded_name="killa danza")
    application = proven(mine)
    assert (
        "ya hay una organización" in refusal_of(services.accept_application, application, reason="sí", by=ana)["known"][0].lower()
    )
    assert Application.objects.get().decision == ""
    services.record_membership(killa, mine, since_on="2018", by=ana)
    assert services.accept_application(application, reason="sí", known=killa, by=ana) == killa
    assert Membership.objects.get().since_on == "2018"


def test_declined_application_sends_its_reason_and_records_nothing(client):
    mine = group()
    application = proven(mine)
    sent()
    quispe = coordinator_of(mine)
    client.force_login(quispe)
    address = reverse("alliance:decline-application", args=[application.pk])
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "La mesa es de otra región."}).url == application.get_absolute_url()
    services.decline_application(application, reason="de nuevo", by=quispe)
    (letter,) = sent()
    assert "La mesa es de otra región." in letter.body
    assert actions(application)[-1:] == ["alliance.application_declined"]
    assert not Organization.objects.exists()
    with pytest.raises(ConflictError):
        services.accept_application(application, reason="sí", by=quispe)


def test_reason_and_proof_are_needed_to_decide():
    application, ana = written(group()), secretary()
    assert list(refusal_of(services.decline_application, application, reason="", by=ana)) == ["reason"]
    with pytest.raises(ConflictError, match="todavía no abre"):
        services.accept_application(application, reason="sí", by=ana)
    assert not Organization.objects.exists()


def test_apply_without_consent_or_address_keeps_nothing(client):
    mine = group()
    answer = client.post(reverse("alliance:apply"), wanted(mine, consents="", email="ines"))
    assert answer.status_code == 422
    assert 'id="id_consents_error"' in answer.content.decode()
    answer = client.post(reverse("alliance:apply"), wanted(mine, email="ines"))
    assert "«ines» no es una dirección de correo" in answer.content.decode()
    assert "Danzamos desde 2015." in answer.content.decode()
    assert not Application.objects.exists()


def test_one_mailbox_is_not_flooded():
    mine = group()
    for number in range(3):
        written(mine, name=f"Killa {number}")
    assert "buzón" in refusal_of(written, mine)["email"][0]
    assert Application.objects.count() == 3


def test_one_network_sends_ten_an_hour_and_loses_nothing_of_what_it_typed(client):
    mine = group()
    for number in range(10):
        asked = wanted(mine, email=f"ines{number}@ejemplo.pe")
        assert client.post(reverse("alliance:apply"), asked).status_code == 302
    answer = client.post(reverse("alliance:apply"), wanted(mine, email="ines@ejemplo.pe"))
    assert answer.status_code == 422
    assert "Danzamos desde 2015." in answer.content.decode()
    assert Application.objects.count() == 10


def test_machine_that_fills_in_everything_is_thanked_and_forgotten(client):
    answer = client.post(reverse("alliance:apply"), wanted(group(), apodo="x"))
    assert answer.url == reverse("alliance:application-sent")
    assert not Application.objects.exists()


def test_link_of_an_application_after_its_days_says_so(client):
    application = written(group())
    (letter,) = sent()
    Application.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.post(link_in(letter)).status_code == 410
    application.refresh_from_db()
    assert application.proven_at is None


def test_who_wrote_is_forgotten_ninety_days_after_the_answer():
    mine, ana = group(), secretary()
    old, fresh, waiting = (proven(mine, name=f"Killa {n}", email=f"ines{n}@ejemplo.pe") for n in range(3))
    for application in (old, fresh):
        services.decline_application(application, reason="no", by=ana)
    Application.objects.filter(pk=old.pk).update(decided_at=timezone.now() - timedelta(days=90))
    never = written(mine, name="Nunca", email="nunca@ejemplo.pe")
    Application.objects.filter(pk=never.pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    for _time in range(2):
        services.forget_applicants(by=TICK)

    assert {applicant.application for applicant in Applicant.objects.all()} == {fresh, waiting}
    assert actions(old)[-1] == "alliance.applicant_forgotten"
    assert not Application.objects.filter(pk=never.pk).exists()
    assert Application.objects.get(pk=old.pk).reason == "no"
    assert services.forget_applicants(by=Operator("prueba")) == 0
    with pytest.raises(NotAllowedError):
        services.forget_applicants(by=stranger())


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_applications_takes_the_same_queries_whatever_the_number_of_rows(client, django_assert_num_queries, count):
    mine = group()
    for number in range(count):
        proven(mine, name=f"Killa {number}", email=f"ines{number}@ejemplo.pe")
    client.force_login(coordinator_of(mine))
    with django_assert_num_queries(4):
        page = client.get(reverse("alliance:applications")).content.decode()
    assert page.count("espera respuesta") == count


def test_a_telephone_in_what_everybody_would_read_is_refused_beside_the_field(client):
    group()
    sent = {"name": "Teatro", "description": "Llámanos al 987 654 321", "working_group": WorkingGroup.objects.get().pk}

    page = client.post("/organizaciones/postular/", sent).content.decode()

    assert "parece un teléfono o un número de documento" in page
    assert "Llámanos al 987 654 321" in page
    assert not Application.objects.exists()
