"""Made-up rows in quantity, written straight into the tables: only for measuring."""

import random
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from tinkuy.agenda import services as agenda_services
from tinkuy.agenda.models import Block, Citation, Wording
from tinkuy.alliance.models import Membership, Organization, WorkingGroup
from tinkuy.contributions.enums import Status
from tinkuy.contributions.models import Contribution
from tinkuy.contributions.pure.receipts import new_codes
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.ids import named, uuid7
from tinkuy.meetings.enums import MeetingKind, MeetingState
from tinkuy.meetings.models import Meeting
from tinkuy.vocabulary.models import Territory, Theme

BY = Operator(via="benchmark")
WORDS = (
    "cultura escuela plaza fondo lengua taller música danza barrio memoria fiesta río comunidad local derecho joven saber "
    "artesana teatro biblioteca radio consejo acuerdo plazo región pueblo canto mural archivo tejido"
).split()


def make_organizations(count: int) -> None:
    """Organizations, each in one or two of nine working groups."""
    random.seed(11)
    regions = list(Territory.objects.regions())
    groups = WorkingGroup.objects.bulk_create([WorkingGroup(slug=f"mesa-{n}", name=f"Mesa medida {n}") for n in range(9)])
    made = Organization.objects.bulk_create(
        [
            Organization(slug=f"organizacion-{n}", name=f"Organización medida {n}", territory=random.choice(regions))
            for n in range(count)
        ],
        batch_size=2_000,
    )
    memberships = [
        Membership(organization=each, working_group=group)
        for each in made
        for group in random.sample(groups, random.choice([1, 1, 2]))
    ]
    Membership.objects.bulk_create(memberships, batch_size=2_000)


def make_meetings(count: int) -> list[Meeting]:
    regions = list(Territory.objects.regions())
    random.seed(7)
    meetings = []
    for number in range(count):
        day = date(2016, 1, 1) + timedelta(days=random.randrange(3_000))
        meetings.append(
            Meeting(
                slug=f"medida-{number}",
                name=f"Encuentro medido {number}",
                kind=random.choice(list(MeetingKind)),
                held_on=day.isoformat(),
                territory=random.choice(regions),
                state=MeetingState.HELD,
            )
        )
    made = Meeting.objects.bulk_create(meetings, batch_size=2_000)
    _convene(made)
    return made


def _convene(meetings: list[Meeting]) -> None:
    """Each meeting about one of twelve themes, and convened by one working group."""
    themes = Theme.objects.bulk_create([Theme(slug=f"tema-{n}", name=f"Tema medido {n}") for n in range(12)])
    groups = list(WorkingGroup.objects.all())
    about, convened = Meeting.themes.through, Meeting.convening_groups.through
    about.objects.bulk_create([about(meeting=each, theme=random.choice(themes)) for each in meetings], batch_size=2_000)
    convened.objects.bulk_create(
        [convened(meeting=each, workinggroup=random.choice(groups)) for each in meetings], batch_size=2_000
    )


def make_contributions(meetings: list[Meeting], count: int) -> list[UUID]:
    codes, made = new_codes(count), []
    for start in range(0, count, 10_000):
        rows = [
            Contribution(
                id=uuid7(),
                receipt=code,
                meeting=(meeting := meetings[(start + number) % len(meetings)]),
                region=meeting.territory.region_code,
                text=" ".join(random.choices(WORDS, k=28)),
                status=Status.VALIDATED,
                may_publish=True,
                captured_at=timezone.now(),
            )
            for number, code in enumerate(codes[start : start + 10_000])
        ]
        Contribution.objects.bulk_create(rows, batch_size=1_000)
        made += [row.pk for row in rows[:500]]
    return made


def make_agenda(contributions: list[UUID], *, blocks: int, citations: int) -> None:
    """A published version; its citations are written in bulk, because here only reading is measured."""
    agenda = agenda_services.open_agenda(named("benchmark", "agenda"), "medida", "Agenda medida", False, by=BY)
    version = agenda_services.draft_version(
        named("benchmark", "version"), agenda=agenda, number=1, slug="medida-1", name="Agenda medida 1", by=BY
    )
    axes = [
        agenda_services.add_axis(named("benchmark", f"axis{n}"), version=version, position=n, title=f"Eje {n}", by=BY)
        for n in range(1, 9)
    ]
    made = [Block(agenda=agenda, code=f"B{n:03}") for n in range(blocks)]
    Block.objects.bulk_create(made)
    wordings = [
        Wording(
            version=version,
            block=block,
            axis=axes[n % 8],
            position=n,
            title=f"Bloque {n}",
            text="Texto " * 30,
            demand="Pedido " * 15,
        )
        for n, block in enumerate(made)
    ]
    Wording.objects.bulk_create(wordings)
    texts = dict(Contribution.objects.filter(pk__in=contributions[:2_000]).values_list("pk", "text"))
    pairs = [(wordings[n % blocks], list(texts)[(n * 7) % len(texts)]) for n in range(citations * 2)]
    unique = list({(wording.pk, pk): (wording, pk) for wording, pk in pairs}.values())[:citations]
    Citation.objects.bulk_create(
        [Citation(wording=wording, contribution_id=pk, exact=texts[pk][:60]) for wording, pk in unique], batch_size=1_000
    )
    agenda_services.record_adoption(version, on=date(2026, 1, 10), note="Medición", by=BY)
    version.refresh_from_db()
    agenda_services.publish_version(version, by=BY)
