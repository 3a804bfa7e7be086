"""Who registered for a meeting and who came, for those who may know; and registrations by the keys that open them."""

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from tinkuy.core.models import Mail
from tinkuy.core.pure.texts import fold
from tinkuy.meetings.enums import MeetingState, RegistrationState
from tinkuy.meetings.models import Meeting, Registration, RegistrationDesk
from tinkuy.meetings.pure import keys


def registration_of_key(meeting_slug: str, purpose: str, key: str) -> Registration | None:
    """The registration that this key opens, for "confirm" or "own"; None when it opens none."""
    field = {"confirm": "confirm_digest", "own": "own_digest"}[purpose]
    found = Registration.objects.select_related("meeting__territory", "registrant")
    return found.filter(meeting__slug=meeting_slug, **{field: keys.digest_of(key)}).first()


def registration_of_code(meeting: Meeting, typed: str) -> Registration | None:
    """The registration for this meeting whose code was typed or scanned."""
    code = keys.typed_code(typed)
    found = Registration.objects.select_related("meeting", "registrant", "organization", "checked_in_by")
    return found.filter(meeting=meeting, code=code).first() if code else None


def why_nobody_registers(desk: RegistrationDesk | None) -> str:
    """Why nobody registers at this desk today; "" when people may."""
    if desk is None:
        return _("Nobody needs to register for this meeting here.")
    if desk.meeting.state == MeetingState.CANCELLED:
        return _("The meeting was cancelled.")
    if not desk.meeting_is_to_come:
        return _("The meeting is over.")
    if not desk.takes_registrations:
        return _("Registration is closed. Write to those who convene the meeting if you want to come.")
    return ""


def place_in_line(registration: Registration) -> int:
    """How many wait up to her, herself included; 0 when she does not wait."""
    if registration.state != RegistrationState.WAITING:
        return 0
    waiting = Registration.objects.filter(meeting=registration.meeting_id).waiting()
    return waiting.filter(number__lte=registration.number).count()


def registrations_of(meeting: Meeting, *, state: str = "", words: str = "") -> QuerySet[Registration]:
    """Everybody written down for `meeting` and not erased, in the order in which they asked. `words` are looked for in names."""
    found = meeting.registrations.select_related("registrant", "organization", "territory", "checked_in_by")
    if state:
        found = found.filter(state=state)
    if words:
        wanted = fold(words).split()
        named = meeting.registrants.values_list("pk", "name")
        found = found.filter(pk__in=[pk for pk, name in named if all(word in fold(name) for word in wanted)])
    return found.order_by("asked_at", "id")


def unreached(found: list[Registration]) -> set[str]:
    """The ids of those of them to whom the last letters could not be sent. One query."""
    failed = Mail.objects.exclude(last_error="").filter(sent_at=None, about__registration__in=[str(each.pk) for each in found])
    return set(failed.values_list("about__registration", flat=True))


def places_left(meeting: Meeting) -> int | None:
    """How many places are free; None when there is no limit. One query, none without a limit."""
    capacity = meeting.desk.capacity
    return None if capacity is None else max(0, capacity - meeting.registrations.with_place().count())


def names_of_who_came(meeting: Meeting) -> list[str]:
    """Those who came and agreed to be named, by name."""
    came = meeting.registrants.filter(may_be_named=True).exclude(registration__checked_in_at=None)
    return list(came.order_by("name").values_list("name", flat=True))


def present_count(meeting: Meeting) -> int:
    """How many people are written down as having come."""
    return meeting.registrations.present().aggregate(people=Sum("people"))["people"] or 0
