"""One of each thing that somebody signed in works on, added to the demo's data: what the pictures and the browser look at.

`python -m scripts.cases` writes to the data folder of its settings and prints the addresses from which the rest is reached.
"""

import io
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

NAMES = UUID("5f0a4c0e-6f0b-4a7e-9a51-0c8f3a1b7d10")


def named(what: str) -> UUID:
    return uuid5(NAMES, what)


def main() -> None:
    import django

    django.setup()
    from django.db import transaction

    with transaction.atomic():
        addresses = [*people(), *alliance(), *meetings(), *agenda(), *contributions(), *letters()]
    sys.stdout.write("\n".join(addresses) + "\n")


def secretary() -> Any:
    from tinkuy.core.models import User

    return User.objects.order_by("joined_at").first()


def people() -> Iterator[str]:
    from tinkuy.core import services

    invited = services.invite_user("rosa@ejemplo.pe", "Rosa Ejemplo", ["FACILITATOR"], by=secretary())
    closed = services.invite_user("luis@ejemplo.pe", "Luis Ejemplo", by=secretary())
    services.deactivate_user(closed, reason="Se mudó", by=secretary())
    yield from (invited.get_absolute_url(), closed.get_absolute_url())


def alliance() -> Iterator[str]:
    from django.utils import timezone

    from tinkuy.alliance import services
    from tinkuy.alliance.models import Application, Body, Organization, WorkingGroup
    from tinkuy.vocabulary.models import Territory

    by, today = secretary(), timezone.localdate()
    group = WorkingGroup.objects.get(slug="mt-cusco")
    organization = Organization.objects.get(slug="art-restauro")
    flor = services.Who(id=named("flor"), name="Flor Ejemplo", email=by.email)
    services.record_coordination(flor, group, since_on=today - timedelta(days=400), by=by)
    services.record_seat(flor, organization, since_on=today, until_on=today, role="presidenta", by=by)
    since_on = today + timedelta(days=1)
    services.invite_delegate(organization, name="Ana Ejemplo", email="ana@ejemplo.pe", since_on=since_on, by=by)
    body = Body.objects.order_by("slug").first()
    assert body
    services.record_body_member(body, services.Who(id=named("juan"), name="Juan Ejemplo"), role="vocal", by=by)
    writer = services.Writer("Eva Ejemplo", "eva@ejemplo.pe", True)
    cusco = Territory.objects.get(slug="cusco")
    asked = services.apply(
        named("application"), group, writer, name="Colectivo Ejemplo", description="Títeres.", kind="", site="", territory=cusco
    )
    Application.objects.filter(pk=asked.pk).update(proven_at=timezone.now())
    yield from (row.get_absolute_url() for row in (group, organization, body))
    yield f"/postulaciones/{asked.pk}/"


def meetings() -> Iterator[str]:
    from django.utils import timezone

    from tinkuy.alliance.models import WorkingGroup
    from tinkuy.meetings import services
    from tinkuy.vocabulary.models import Territory

    by, group = secretary(), WorkingGroup.objects.get(slug="mt-cusco")
    shared: dict[str, Any] = {"convening_groups": [group], "territory": Territory.objects.get(slug="cusco"), "is_sample": True}
    to_come = (timezone.localdate() + timedelta(days=20)).isoformat()
    coming = services.record_meeting(
        named("coming"),
        by=by,
        kind="TALK",
        name="Conversatorio de ejemplo",
        held_on=to_come,
        place="Casa de la Cultura",
        **shared,
    )
    services.open_registration(coming, capacity=40, closes_on=None, asks=["ORGANIZATION", "AGE_BAND"], by=by)
    asked = services.ask_for_place(coming, services.Answers(name="Eva Ejemplo", email="eva@ejemplo.pe", consents=True))
    services.confirm_registration(asked, by=services.VISITOR)
    held = {
        name: services.record_meeting(named(name), by=by, kind="FORUM", name=name, held_on="2024-05-04", state="HELD", **shared)
        for name in ("Foro con borrador", "Foro con acta circulada", "Foro con acta validada")
    }
    for number, meeting in enumerate(held.values()):
        parts_of(meeting, by, number)
    yield coming.get_absolute_url()
    for meeting in reversed(held.values()):
        yield from (meeting.get_absolute_url(), f"{meeting.get_absolute_url()}acta/")


def parts_of(meeting: Any, by: Any, number: int) -> None:
    from django.utils import timezone
    from PIL import Image

    from tinkuy.meetings import services
    from tinkuy.meetings.models import Meeting, Minutes

    for place, title in enumerate(("Agua y memoria", "Presupuesto"), start=1):
        services.record_session(meeting, place, title, by=by, id=named(f"{meeting.pk}{title}"))
    services.record_attendance(meeting, count=61, by=by)
    services.record_attendance(meeting, count=3, of_whom="de Anta", by=by)
    services.record_feed(meeting, Meeting.objects.get(slug="6enc"), by=by)
    kept = io.BytesIO()
    Image.new("RGB", (640, 480), "sienna").save(kept, "JPEG")
    words: dict[str, Any] = {"title": "La mesa principal", "alt": "Cinco personas en una mesa larga", "shows_people": False}
    services.add_material(meeting, id=named(f"{meeting.pk}photo"), kind="PHOTO", content=kept.getvalue(), by=by, **words)
    texts = {"summary": "Se habló del agua.", "achievements": "Vinieron doce colectivos.", "headcount": "34 mujeres\n3 invitados"}
    texts |= {"difficulties": "", "findings": ""}
    services.save_minutes(meeting, texts, based_on=0, by=by)
    minutes = services.save_minutes(meeting, {**texts, "findings": "Nadie conoce la ordenanza."}, based_on=1, by=by)
    office = "Gerencia de Cultura de la municipalidad"
    services.record_agreement(meeting, id=named(f"{meeting.pk}agreed"), text="Pedir la ordenanza", office=office, by=by)
    if number:
        services.circulate_minutes(minutes, days=7, by=by)
        proposed = {"heading": "SUMMARY", "proposal": "Se habló del agua y del riego.", "why": "Estuve ahí."}
        services.propose_correction(minutes, id=named(f"{meeting.pk}correction"), by=by, **proposed)
    if number == 2:
        # Its days go by.
        long_ago = timezone.now() - timedelta(days=30)
        Minutes.objects.filter(pk=minutes.pk).update(circulated_at=long_ago)
        minutes.refresh_from_db()
        correction = minutes.corrections.get()
        services.decline_correction(correction, reason="Eso fue otro día.", by=by)
        services.validate_minutes(minutes, number=minutes.current, by=by)


def agenda() -> Iterator[str]:
    from tinkuy.agenda import services
    from tinkuy.agenda.models import Agenda
    from tinkuy.contributions.models import Contribution

    by = secretary()
    number = 90
    draft = services.draft_version(
        named("draft"), agenda=Agenda.objects.get(is_sample=True), number=number, slug="ejemplo-borrador", name="Borrador", by=by
    )
    axis = services.add_axis(named("axis"), draft, 1, "Espacios", by=by)
    wording = services.write_wording(
        named("wording"),
        version=draft,
        block_code="B91",
        axis=axis,
        position=1,
        title="Bibliotecas de noche",
        text="Cierran temprano.",
        demand="Que abran de noche.",
        by=by,
    )
    said = Contribution.objects.filter(status="VALIDATED", may_publish=True, meeting__is_sample=True).order_by("pk").first()
    assert said
    services.cite(named("citation"), wording, said, said.text, by=by)
    yield from (draft.get_absolute_url(), wording.get_absolute_url())


def contributions() -> Iterator[str]:
    from tinkuy.contributions import services
    from tinkuy.meetings.models import Meeting

    meeting = Meeting.objects.get(pk=named("Foro con borrador"))
    for name, rows in (("con problemas", "texto,idioma\nEscuelas,xx\n"), ("lista", "texto,idioma\nEscuelas de arte,es\n")):
        sent = services.preview_import(meeting, rows.encode(), f"{name}.csv", by=secretary())
        yield f"/importaciones/{sent.pk}/"
    waiting = services.capture_contribution(
        named("waiting"), meeting=meeting, text="Que haya escuelas de arte.", kind="PROPOSAL", language="es", by=secretary()
    )
    yield waiting.get_absolute_url()
    yield f"{meeting.get_absolute_url()}aportes/"


def letters() -> Iterator[str]:
    from tinkuy.core import services
    from tinkuy.core.models import User

    many = [User.objects.create_user(f"persona{n}@ejemplo.pe", name=f"Persona {n}") for n in range(12)]
    proposed = services.propose_bulk_mail("core.invitation", many, {}, secretary(), title="A muchas personas")
    if proposed:
        yield f"/salida/{proposed.pk}/"


if __name__ == "__main__":
    main()
