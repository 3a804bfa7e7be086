"""Pages of minutes: who reads them, two who write at once, versions side by side, the letter's link."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tinkuy.core import mail
from tinkuy.core.models import Mail
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.meetings import queries, services
from tinkuy.meetings.models import Correction, Minutes
from tinkuy.meetings.queries.minutes import link_key
from tinkuy.meetings.tests import minutes_made as made
from tinkuy.meetings.tests.gatherings import LOADER, coordinator_of, meeting

pytestmark = pytest.mark.django_db


def address(name, minutes, *more):
    return reverse(f"meetings:{name}", args=[minutes.meeting.slug, *more])


def words(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def test_drafts_are_for_who_writes_them_and_what_was_sent_round_for_accounts(client):
    group = made.group()
    draft, sent, public = made.draft(convening_groups=[group]), made.circulated(), made.validated()
    readable = {
        None: [404, 404, 200],
        stranger(): [404, 200, 200],
        coordinator_of(group): [200, 200, 200],
        facilitator(): [200] * 3,
    }
    for user, wanted in readable.items():
        client.logout()
        if user:
            client.force_login(user)
        found = [client.get(each.get_absolute_url()).status_code for each in (draft, sent, public)]
        assert [403 if user and code == 403 else code for code in found] == [
            403 if user and code == 404 else code for code in wanted
        ]


def test_minutes_say_their_headings_and_no_small_count(client):
    page = words(client.get(made.validated().get_absolute_url()))
    for said in ("Se habló de la feria", "Vinieron doce", "Faltó luz", "Nadie conoce", "34 mujeres", "menos de 5 invitados"):
        assert said in page
    assert "3 invitados" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_minutes_take_the_same_queries_whatever_they_hold(client, django_assert_num_queries, count):
    minutes = made.draft(
        convening_groups=[made.group() for _n in range(count)],
        convening_organizations=[made.organization() for _n in range(count)],
    )
    for _number in range(count):
        made.agreement(minutes.meeting, organization=made.organization(), office="")
        services.follow_up(made.agreement(meeting()), minutes.meeting, note="Sigue", by=LOADER)
    services.circulate_minutes(minutes, by=LOADER)
    for _number in range(count):
        services.decline_correction(made.correction(minutes), reason="No", by=LOADER)
    made.close_window(minutes)
    services.validate_minutes(minutes, number=1, by=LOADER)
    there = minutes.get_absolute_url()
    with django_assert_num_queries(8):
        words(client.get(there))


def test_the_page_of_a_meeting_shows_its_minutes_and_what_was_agreed(client):
    minutes = made.draft()
    made.agreement(minutes.meeting)
    there = minutes.meeting.get_absolute_url()
    assert "Pedir la ordenanza" not in words(client.get(there))
    assert "Todavía no hay un acta publicada" in words(client.get(there))
    client.force_login(secretary())
    assert "Pedir la ordenanza" in words(client.get(there))
    assert address("write-minutes", minutes) in words(client.get(meeting("otra").get_absolute_url())).replace(
        "otra", minutes.meeting.slug
    )


def test_who_may_write_begins_the_minutes_on_the_page_and_others_do_not(client):
    row = meeting()
    there = reverse("meetings:write-minutes", args=[row.slug])
    assert client.get(there).status_code == 302
    client.force_login(stranger())
    assert client.get(there).status_code == 403
    client.force_login(facilitator())
    assert client.get(reverse("meetings:minutes", args=[row.slug])).url == there
    assert client.post(there, {**made.TEXTS, "based_on": "0"}).status_code == 302
    assert row.minutes.current == 1


def test_two_who_write_at_once_both_see_both_texts_and_nothing_is_lost(client):
    minutes = made.draft()
    there = address("write-minutes", minutes)
    services.save_minutes(minutes.meeting, made.texts(findings="Lo escribió Ana."), based_on=1, by=secretary())
    client.force_login(facilitator())
    typed = {name: text.replace("\n", "\r\n") for name, text in made.texts(findings="Lo escribió Luis.").items()}
    page = words(client.post(there, {**typed, "based_on": "1"}), 409)
    assert "Lo escribió Ana." in page
    assert "<ins>" in page
    assert "<del>" in page
    assert page.count('<th scope="row">') == 1
    assert 'name="based_on" value="2"' in page
    assert "Lo escribió Luis.</textarea>" in page.replace("\n", "")
    assert minutes.revisions.first().findings == "Lo escribió Ana."
    assert client.post(there, {**made.texts(findings="Lo escribieron los dos."), "based_on": "2"}).status_code == 302
    assert minutes.revisions.first().findings == "Lo escribieron los dos."


def test_what_was_being_written_when_the_session_ended_is_still_there(client):
    row, ana = meeting(), facilitator()
    there = reverse("meetings:write-minutes", args=[row.slug])
    client.post(there, {**made.texts(summary="Escrito sin sesión"), "based_on": "0"})
    client.force_login(ana)
    assert "Escrito sin sesión" in words(client.get(there))
    assert not Minutes.objects.exists()


def test_minutes_validated_while_somebody_writes_keep_her_text_in_the_form(client):
    minutes = made.validated()
    client.force_login(secretary())
    there = address("write-minutes", minutes)
    assert client.get(there).url == address("amend-minutes", minutes)
    page = words(client.post(there, {**made.texts(summary="Llegué tarde"), "based_on": "1"}), 422)
    assert "Llegué tarde" in page
    assert "ya está validada" in page


def test_minutes_go_round_are_validated_and_amended_on_their_pages(client):
    minutes = made.draft()
    client.force_login(secretary())
    assert client.post(address("circulate-minutes", minutes), {"days": "100"}).status_code == 422
    assert client.post(address("circulate-minutes", minutes), {"days": "2"}).status_code == 302
    assert client.post(address("validate-minutes", minutes), {"number": "1"}).status_code == 422
    minutes.refresh_from_db()
    made.close_window(minutes)
    assert client.post(address("validate-minutes", minutes), {"number": "1"}).status_code == 302
    amended = {**made.texts(summary="Corregida"), "based_on": "1"}
    assert client.post(address("amend-minutes", minutes), amended).status_code == 422
    assert client.post(address("amend-minutes", minutes), {**amended, "reason": "Fecha errada"}).status_code == 302
    client.logout()
    page = words(client.get(minutes.get_absolute_url()))
    assert "Fecha errada" in page
    assert "Corregida" in page
    client.force_login(facilitator())
    assert client.get(address("amend-minutes", minutes)).status_code == 403


def test_versions_are_listed_compared_and_restored(client):
    minutes = made.draft()
    services.save_minutes(minutes.meeting, made.texts(summary="Se habló de la feria del libro."), based_on=1, by=LOADER)
    client.force_login(facilitator())
    page = words(client.get(address("revisions", minutes)))
    assert page.count("recuperar/") == 1
    compared = words(client.get(address("compare-revisions", minutes), {"de": "1", "a": "2"}))
    assert "<del> río.</del><ins> libro.</ins>" in compared
    assert client.get(address("compare-revisions", minutes), {"de": "1", "a": "9"}).status_code == 404
    assert client.get(address("compare-revisions", minutes), {"de": "x"}).status_code == 404
    assert client.get(address("compare-revisions", minutes), {"de": "9" * 25, "a": "1"}).status_code == 404
    assert client.post(address("restore-revision", minutes, 1), {"based_on": "2"}).status_code == 302
    assert minutes.revisions.first().restores == 1


def test_everybody_reads_the_versions_since_validation_and_no_draft(client):
    minutes = made.draft()
    services.save_minutes(minutes.meeting, made.texts(summary="Segunda"), based_on=1, by=LOADER)
    minutes.refresh_from_db()
    services.circulate_minutes(minutes, by=LOADER)
    made.close_window(minutes)
    services.validate_minutes(minutes, number=2, by=LOADER)
    services.amend_minutes(minutes, made.texts(summary="Tercera"), reason="Error", based_on=2, by=LOADER)
    page = words(client.get(address("revisions", minutes)))
    assert [number for number in (1, 2, 3) if address("revision", minutes, number) in page] == [2, 3]
    assert client.get(address("revision", minutes, 1)).status_code == 404
    assert "Segunda" in words(client.get(address("revision", minutes, 2)))
    assert client.get(address("compare-revisions", minutes), {"de": "1", "a": "3"}).status_code == 404


def test_a_delegate_proposes_a_correction_and_the_rapporteur_answers_it(client):
    minutes = made.circulated()
    client.force_login(stranger("Flor"))
    there = address("propose-correction", minutes)
    sent = {"id": str(uuid4()), "heading": "SUMMARY", "proposal": "Era la del libro", "why": "Estuve"}
    assert client.post(there, {**sent, "why": ""}).status_code == 422
    assert client.post(there, sent).status_code == 302
    proposed = Correction.objects.get()
    accept = address("accept-correction", minutes, proposed.pk)
    assert client.get(accept).status_code == 403
    assert "Flor" not in words(client.get(minutes.get_absolute_url())).split("correcciones", 1)[1].split("<footer", 1)[0]
    client.force_login(facilitator())
    assert "Era la del libro" in words(client.get(accept))
    assert client.post(accept, {"text": "Se habló de la feria del libro.", "based_on": "1"}).status_code == 302
    assert "versión 2" in words(client.get(minutes.get_absolute_url()))
    decline = address("decline-correction", minutes, proposed.pk)
    assert "respondió" in words(client.post(decline, {"reason": "Tarde"}), 422)


def test_taking_up_a_correction_while_somebody_writes_shows_both_texts(client):
    minutes = made.circulated()
    proposed = made.correction(minutes)
    services.save_minutes(minutes.meeting, made.texts(summary="Lo escribió Ana."), based_on=1, by=secretary())
    client.force_login(facilitator())
    accept = address("accept-correction", minutes, proposed.pk)
    page = words(client.post(accept, {"text": "Fue la feria del libro.", "based_on": "1"}), 409)
    assert "Lo escribió Ana." in page
    assert "Fue la feria del libro.</textarea>" in page.replace("\n", "")
    assert client.post(accept, {"text": "Fue la feria del libro.", "based_on": "2"}).status_code == 302


def test_a_correction_that_comes_late_is_told_and_what_was_typed_stays(client):
    minutes = made.close_window(made.circulated())
    sent = {"id": str(uuid4()), "heading": "SUMMARY", "proposal": "Era la del libro", "why": "Estuve"}
    by_link = client.post(address("minutes-by-link", minutes, link_key(minutes)), sent)
    client.force_login(stranger())
    for answer in (by_link, client.post(address("propose-correction", minutes), sent)):
        page = words(answer, 422)
        assert "Se recibieron correcciones hasta el" in page
        assert "Era la del libro" in page
    assert not Correction.objects.exists()


def test_the_letters_link_opens_what_was_sent_round_without_an_account(client):
    group = made.group()
    coordinator_of(group)
    minutes = made.circulated(convening_groups=[group])
    letter = mail.written(Mail.objects.get())
    link = queries.link_of(minutes)
    assert link in letter.body
    assert letter.subject == "Un acta para que la leas"
    there = link.removeprefix("http://localhost:8000")
    answer = client.get(there)
    assert "Se habló de la feria" in words(answer)
    assert "no-store" in answer["Cache-Control"]
    sent = {"id": str(uuid4()), "heading": "FINDINGS", "proposal": "Dos la conocen", "why": "Estuve", "called": "Rosa"}
    assert client.post(there, sent).url == there
    assert Correction.objects.get().called == "Rosa"
    page = words(client.get(there))
    assert "Dos la conocen" in page
    assert "Rosa" not in page
    assert client.get(there[:-2] + "x/").status_code == 404


def test_the_letters_link_leads_to_the_public_page_once_validated(client):
    minutes = made.validated()
    assert client.get(address("minutes-by-link", minutes, link_key(minutes))).url == minutes.get_absolute_url()


def test_by_the_link_not_without_end(client):
    minutes = made.circulated()
    there = address("minutes-by-link", minutes, link_key(minutes))
    for _time in range(41):
        last = client.post(there, {"id": str(uuid4()), "heading": "SUMMARY", "proposal": "a", "why": "b"})
    assert "muchas correcciones" in words(last, 422)
    assert Correction.objects.count() == 40


def test_who_comes_after_the_window_is_told_before_she_writes(client):
    minutes = made.close_window(made.circulated())
    client.force_login(stranger())
    page = client.get(address("propose-correction", minutes), follow=True).content.decode()
    assert "Se recibieron correcciones hasta" in page
    assert 'name="proposal"' not in page
