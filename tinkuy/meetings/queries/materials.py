"""Materials of a meeting, and the files of one."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, QuerySet

from tinkuy.core.models import User
from tinkuy.meetings.enums import MaterialState
from tinkuy.meetings.models import Material, Meeting

# On the page of the meeting; the rest is one press away.
FEW = 6


def materials_of(meeting: Meeting, user: User | AnonymousUser) -> QuerySet[Material]:
    """What this person may see of the meeting's materials, stones too, each with its table and whether it is public."""
    seen = Material.objects.visible_to(user).filter(meeting=meeting)
    return seen.select_related("session").order_by("added_at", "id")


def first_materials(meeting: Meeting, user: User | AnonymousUser) -> list[Material]:
    """The first FEW that are ready, and one more if there are more."""
    return list(materials_of(meeting, user).filter(state=MaterialState.READY)[: FEW + 1])


def material_pages(user: User | AnonymousUser) -> QuerySet[Material]:
    """Materials that this person may see, each with all that its page shows."""
    return Material.objects.visible_to(user).select_related("meeting", "session", "image_consent")


def is_published(material: Material) -> bool:
    """Whether everybody may see it."""
    return Material.objects.published().filter(pk=material.pk).exists()


def stones_of(meeting: Meeting) -> int:
    """How many of the meeting's materials were taken down."""
    return meeting.materials.filter(state=MaterialState.TAKEN_DOWN).count()


def unpublished_of(meeting: Meeting) -> set[str]:
    """The ids of ready materials that wait for somebody's consent."""
    waiting = meeting.materials.filter(state=MaterialState.READY).exclude(pk__in=Material.objects.published().values("pk"))
    return {str(pk) for pk in waiting.values_list(F("pk"), flat=True)}
