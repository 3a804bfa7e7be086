import pytest
from django.urls import reverse

from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.core.models import Source
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.meetings import services
from tinkuy.meetings.models import Meeting
from tinkuy.meetings.tests.gatherings import LOADER, coordinator_of
from tinkuy.vocabulary.models import Territory, Theme

pytestmark = pytest.mark.django_db


def meeting(slug, **values):
    return services.record_meeting(None, by=LOADER, slug=slug, **{"kind": "NATIONAL", **values})


def full_meeting(count=1):
    programme = services.record_programme(None, by=LOADER, slug=f"programa-{count}", name="Pre/Encuentros")
    source = Source.objects.create(url=f"https://ejemplo.pe/{count}", title="Nota")
    row = meeting(
        f"grande-{count}",
        name="Gran encuentro",
        programme=programme,
        held_on="2017-08-05",
        place="Iquitos",
        sources=[source],
        confidence="STATED",
        outcomes=[f"Acuerdo {number}" for number in range(count)],
        themes=[Theme.objects.create(slug=f"t{count}{n}", name=f"Tema {n}") for n in range(count)],
        convening_groups=[WorkingGroup.objects.create(slug=f"g{count}{n}", name=f"Mesa {n}") for n in range(count)],
        convening_organizations=[Organization.objects.create(slug=f"o{count}{n}", name=f"Org {n}") for n in range(count)],
    )
    for number in range(count):
        services.record_feed(meeting(f"pre-{count}-{number}", held_on="2017", programme=programme), row, by=LOADER)
        services.record_attendance(row, count=100 + number, of_whom=f"grupo {number}", by=LOADER, sources=[source])
        services.record_session(row, number, f"Mesa {number}", by=LOADER)
    return row


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "wanted"), [("meetings:meetings", 8), ("meetings:meetings-csv", 5)])
def test_lists_take_the_same_queries_whatever_the_number_of_rows(client, django_assert_num_queries, name, wanted, count):
    full_meeting(count)
    with django_assert_num_queries(wanted):
        answer = client.get(reverse(name))
        b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_meeting_takes_the_same_queries_whatever_it_holds(client, django_assert_num_queries, count):
    address = full_meeting(count).get_absolute_url()
    with django_assert_num_queries(18):
        client.get(address)


def test_meeting_says_who_when_where_and_how_we_know(client):
    page = client.get(full_meeting().get_absolute_url()).content.decode()
    for words in ("5 de agosto de 2017", "Iquitos", "Mesa 0", "Org 0", "Tema 0", "Acuerdo 0", "100", "Nota", "pre-1-0"):
        assert words in page


def test_meeting_of_which_little_is_known_says_so(client):
    page = client.get(meeting("4enc", number="4ENC").get_absolute_url()).content.decode()
    assert "echa por completar" in page
    assert page.count('class="unknown"') >= 5


def test_meetings_are_newest_first_and_the_undated_last(client):
    for slug, when in (("vieja", "2011"), ("sin", ""), ("nueva-2019", "2019-10")):
        meeting(slug, name=slug, held_on=when)
    page = client.get(reverse("meetings:meetings")).content.decode()
    assert page.index("/nueva-2019/") < page.index("/vieja/") < page.index("/sin/")
    assert "fecha por completar" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"anio": "2017"}, {"dos"}),
        ({"anio": "2016"}, {"dos"}),
        ({"sin_fecha": "on"}, {"sin"}),
        ({"tipo": "TALK"}, {"sin"}),
        ({"desde": "2017-02-01"}, {"dos"}),
        ({"hasta": "2016-11-01"}, {"dos"}),
        ({"desde": "2017-03-01"}, set()),
        ({"desde": "2016-01-01", "hasta": "2016-10-31"}, set()),
        ({"desde": "ayer"}, {"dos", "sin"}),
        ({"anio": "nunca"}, {"dos", "sin"}),
        ({"tema": "memoria"}, {"dos"}),
        ({"mesa": "mia"}, {"dos"}),
        ({"region": "cusco"}, {"dos"}),
        ({"palabras": "RIO amazonico"}, {"sin"}),
        ({"palabras": "río amazónicos", "tipo": "NATIONAL"}, set()),
        ({"tema": "no-existe"}, {"dos", "sin"}),
    ],
)
def test_meetings_and_their_files_are_narrowed_alike(client, asked, found):
    cusco = region("cusco", "08")
    theme, group = Theme.objects.create(slug="memoria", name="Memoria"), WorkingGroup.objects.create(slug="mia", name="Mía")
    meeting("dos", held_on="2016-11/2017-02", themes=[theme], convening_groups=[group], territory=cusco)
    meeting("sin", kind="TALK", convocation="Un río amazónico")
    page = client.get(reverse("meetings:meetings"), asked).context["page"]
    assert {row.slug for row in page} == found
    lines = b"".join(client.get(reverse("meetings:meetings-csv"), asked)).decode("utf-8-sig").splitlines()
    assert {line.split(",")[1] for line in lines[1:]} == found


def region(slug, code):
    country, _new = Territory.objects.get_or_create(slug="peru", level="COUNTRY", name="Perú", path="/PE/")
    return Territory.objects.create(slug=slug, level="REGION", name=slug.title(), parent=country, path=f"/PE/{code}/", inei=code)


def test_map_counts_what_the_other_filters_leave_and_each_tile_filters(client):
    cusco, lima = region("cusco", "08"), region("lima", "15")
    metropolitan = Territory.objects.create(
        slug="lima-lima", level="PROVINCE", name="Lima", parent=lima, path="/PE/15/1501/", inei="1501"
    )
    for place, kind in ((cusco, "TALK"), (cusco, "NATIONAL"), (lima, "TALK"), (metropolitan, "TALK")):
        services.record_meeting(None, by=LOADER, kind=kind, name="Uno", territory=place)
    tiles = client.get(reverse("meetings:meetings"), {"tipo": "TALK", "region": "cusco", "pagina": "2"}).context["tiles"]
    assert [(tile.name, tile.count, tile.metropolitan) for tile in tiles] == [("Cusco", 1, None), ("Lima", 2, 1)]
    assert tiles[1].url == "?tipo=TALK&region=lima#lista"
    page = client.get(reverse("meetings:meetings") + tiles[1].url.partition("#")[0]).context["page"]
    assert len(page) == 2


def test_another_meeting_begins_as_a_former_one_without_its_date_and_outcomes(client):
    client.force_login(facilitator())
    row = full_meeting()
    page = client.get(row.get_absolute_url()).content.decode()
    address = f"{reverse('meetings:new-meeting')}?como={row.slug}"
    assert address in page
    form = client.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    assert (shown["name"], shown["place"], shown["held_on"], shown["outcomes"]) == ("Gran encuentro", "Iquitos", None, None)
    assert shown["state"] == "CONVENED"
    assert list(shown["convening_groups"]) == [group.pk for group in row.convening_groups.all()]
    assert shown["id"] != row.pk


def test_programme_lists_its_meetings(client):
    programme = full_meeting().programme
    assert "Gran encuentro" in client.get(programme.get_absolute_url()).content.decode()


def test_meetings_download_as_a_spreadsheet(client):
    full_meeting()
    answer = client.get(reverse("meetings:meetings-xlsx"))
    assert answer.getvalue().startswith(b"PK")
    answer.close()


def test_sample_meeting_wears_its_label(client):
    row = meeting("inventado", is_sample=True)
    for address in (reverse("meetings:meetings"), row.get_absolute_url()):
        assert 'class="sample"' in client.get(address).content.decode()


def test_new_meeting_by_a_facilitator_sent_twice_makes_one(client):
    client.force_login(facilitator())
    sent = {
        "id": "0192f0c1-0000-7000-8000-000000000001",
        "kind": "TALK",
        "name": "Charla",
        "held_on": "2026-11",
        "state": "CONVENED",
        "outcomes": "Uno\n\nDos",
    }
    assert [client.post(reverse("meetings:new-meeting"), sent).status_code for _time in range(2)] == [302, 302]
    assert Meeting.objects.get().outcomes == ["Uno", "Dos"]


def test_edit_meeting_keeps_what_was_typed_and_says_what_is_wrong(client):
    client.force_login(secretary())
    row = full_meeting()
    address = reverse("meetings:edit-meeting", args=[row.slug])
    assert "Acuerdo 0" in client.get(address).content.decode()
    sent = {"id": row.pk, "kind": "TALK", "state": "HELD", "held_on": "pronto", "place": "La plaza"}
    page = client.post(address, sent)
    assert page.status_code == 422
    assert "pronto no es una fecha" in page.content.decode()
    assert "La plaza" in page.content.decode()
    client.post(address, {**sent, "held_on": "2018"})
    row.refresh_from_db()
    assert (row.held_on, row.place, row.earliest_on.year) == ("2018", "La plaza", 2018)


NEW_ID = "0192f0c1-0000-7000-8000-000000000001"


def test_meeting_is_dated_as_people_write_dates(client):
    client.force_login(secretary())
    sent = {"id": NEW_ID, "kind": "WORKSHOP", "name": "Taller", "state": "HELD", "held_on": "12 de julio de 2018"}
    client.post(reverse("meetings:new-meeting"), sent)
    row = Meeting.objects.get()
    assert (row.held_on, str(row.earliest_on)) == ("2018-07-12", "2018-07-12")
    page = client.get(reverse("meetings:edit-meeting", args=[row.slug])).content.decode()
    assert 'value="12 de julio de 2018"' in page


def test_meeting_says_where_it_was_read_and_keeps_what_was_read_before(client):
    client.force_login(secretary())
    sent = {"id": NEW_ID, "kind": "WORKSHOP", "name": "Taller", "state": "HELD", "source_url": "https://ejemplo.pe/a"}
    client.post(reverse("meetings:new-meeting"), sent)
    row = Meeting.objects.get()
    edit = reverse("meetings:edit-meeting", args=[row.slug])
    client.post(edit, {**sent, "source_url": "https://ejemplo.pe/b", "source_title": "Crónica"})
    client.post(edit, {**sent, "source_url": "", "place": "La plaza"})
    row.refresh_from_db()
    assert (row.confidence, row.place) == ("STATED", "La plaza")
    assert sorted(row.sources.values_list("url", "title")) == [("https://ejemplo.pe/a", ""), ("https://ejemplo.pe/b", "Crónica")]


def test_meeting_refuses_the_title_of_a_page_without_its_address(client):
    client.force_login(secretary())
    sent = {"id": NEW_ID, "kind": "WORKSHOP", "state": "HELD", "source_title": "Crónica"}
    page = client.post(reverse("meetings:new-meeting"), sent)
    assert page.status_code == 422
    assert "Escribe también la dirección de esa página" in page.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(("most", "widget"), [(80, 'type="checkbox" name="convening_organizations"'), (0, "<select name=")])
def test_organizations_that_convene_are_boxes_while_they_are_few(client, monkeypatch, most, widget):
    Organization.objects.create(slug="teatro", name="Teatro")
    monkeypatch.setattr("tinkuy.meetings.forms.meetings.FEW", most)
    client.force_login(secretary())
    assert widget in client.get(reverse("meetings:new-meeting")).content.decode()


def test_meeting_begins_with_the_group_that_convenes_it(client):
    peru = Territory.objects.create(slug="peru", level="COUNTRY", name="Perú", path="/PE/")
    mine = WorkingGroup.objects.create(slug="mia", name="Mía", territory=peru)
    other = WorkingGroup.objects.create(slug="otra", name="Otra")
    new = reverse("meetings:new-meeting")
    client.force_login(coordinator_of(mine))
    form = client.get(new).context["form"]
    assert (form.initial["convening_groups"], form.initial["territory"]) == ([mine], peru.pk)
    client.force_login(secretary())
    assert client.get(new).context["form"].initial == {}
    assert client.get(f"{new}?mesa=otra").context["form"].initial["convening_groups"] == [other]


def test_group_leads_who_may_to_its_new_meeting(client):
    mine, other = (WorkingGroup.objects.create(slug=slug, name=slug) for slug in ("mia", "otra"))
    link = reverse("meetings:new-meeting") + "?mesa="
    client.force_login(coordinator_of(mine))
    assert f"{link}mia" in client.get(mine.get_absolute_url()).content.decode()
    assert link not in client.get(other.get_absolute_url()).content.decode()
    client.force_login(stranger())
    assert link not in client.get(mine.get_absolute_url()).content.decode()


def test_empty_list_does_not_blame_a_filter(client):
    assert "Todavía no hay encuentros anotados" in client.get(reverse("meetings:meetings")).content.decode()
    assert "Quita un filtro" in client.get(reverse("meetings:meetings") + "?anio=1999").content.decode()


def test_coordinator_is_told_to_name_her_group(client):
    mine = WorkingGroup.objects.create(slug="mia", name="Mía")
    client.force_login(coordinator_of(mine))
    sent = {"id": "0192f0c1-0000-7000-8000-000000000001", "kind": "TALK", "state": "CONVENED", "name": "Charla"}
    refused = client.post(reverse("meetings:new-meeting"), sent)
    assert refused.status_code == 422
    assert "Marca una mesa de trabajo que coordines" in refused.content.decode()
    assert client.post(reverse("meetings:new-meeting"), {**sent, "convening_groups": [mine.pk]}).status_code == 302


def test_only_who_may_opens_the_form(client):
    address = reverse("meetings:new-meeting")
    assert client.get(address).status_code == 302
    client.force_login(stranger())
    assert client.get(address).status_code == 403
    client.force_login(facilitator())
    assert address in client.get(reverse("meetings:meetings")).content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("5/8/2017", "2017-08-05"),
        ("03/08/2017 - 05/08/2017", "2017-08-03/2017-08-05"),
        ("3/8/2017 al 5/8/2017", "2017-08-03/2017-08-05"),
        ("3.8.2017", "2017-08-03"),
        (" 2017-08 ", "2017-08"),
        ("2019~", "2019~"),
    ],
)
def test_a_day_is_taken_as_people_write_it(client, typed, kept):
    client.force_login(facilitator())
    sent = {"id": "0192f0c1-0000-7000-8000-000000000001", "kind": "TALK", "state": "CONVENED", "held_on": typed}
    assert client.post(reverse("meetings:new-meeting"), sent).status_code == 302
    assert Meeting.objects.get().held_on == kept


@pytest.mark.parametrize("typed", ["31/2/2017", "5/13/2017", "5/8/17", "5/8/2017 - 3/8/2017", "pronto"])
def test_what_is_no_day_is_refused_beside_its_field(client, typed):
    client.force_login(facilitator())
    sent = {"id": "0192f0c1-0000-7000-8000-000000000001", "kind": "TALK", "state": "CONVENED", "held_on": typed}
    page = client.post(reverse("meetings:new-meeting"), sent)
    assert page.status_code == 422
    assert "id_held_on_error" in page.content.decode()
    assert f'value="{typed}"' in page.content.decode()
    assert not Meeting.objects.exists()


def test_another_meeting_takes_the_tables_of_a_former_one_without_who_led_them(client):
    client.force_login(facilitator())
    former = meeting("antes", name="Encuentro", held_on="2017-08-03/2017-08-05")
    services.record_session(former, 1, "Mesa", day=2, room="Patio", lead="Rosa", lead_agrees=True, by=LOADER)
    services.record_session(former, 2, "Cierre", day=3, by=LOADER)
    there = f"{reverse('meetings:new-meeting')}?como=antes"
    assert 'name="copies_sessions"' in client.get(there).content.decode()
    sent = {"id": "0192f0c1-0000-7000-8000-000000000001", "kind": "TALK", "state": "CONVENED", "held_on": "3/8/2027 al 4/8/2027"}
    for _time in range(2):
        client.post(there, {**sent, "copies_sessions": "on"})
    copied = Meeting.objects.get(pk=sent["id"]).sessions.values_list("title", "day", "room", "lead")
    assert list(copied) == [("Mesa", 2, "Patio", None), ("Cierre", None, "", None)]
    plain = {**sent, "id": "0192f0c1-0000-7000-8000-000000000002"}
    client.post(there, plain)
    assert not Meeting.objects.get(pk=plain["id"]).sessions.exists()
    assert 'name="copies_sessions"' not in client.get(reverse("meetings:new-meeting")).content.decode()
