"""What waits for somebody at meetings: a word, an answer, a reading, a deed."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.utils import timezone

from tinkuy.alliance.models import Coordination, Seat
from tinkuy.alliance.queries import coordinated_by, organizations_of
from tinkuy.core.enums import Role
from tinkuy.core.models import Mail, User
from tinkuy.core.waiting import grouped
from tinkuy.meetings.enums import AgreementState, CorrectionState, MeetingState, MinutesState, RegistrationState
from tinkuy.meetings.models import Agreement, AgreementQuerySet, Correction, Meeting, Minutes, Registrant, Revision, convened_by

_BY_GROUP = Meeting.convening_groups.through.objects
_BY_ORGANIZATION = Meeting.convening_organizations.through.objects


def _coordinated_by_somebody(meeting: str) -> Q:
    """That a group convened the meeting at this path which somebody with an account coordinates today."""
    coordinated = Coordination.objects.in_force(timezone.localdate()).filter(person__user__is_active=True)
    by_group = _BY_GROUP.filter(workinggroup__in=coordinated.values("working_group"))
    return Q(**{f"{meeting}__in": by_group.values("meeting")})


def _convened_by_somebody(meeting: str) -> Q:
    """That somebody with an account answers today for the meeting at this path: she coordinates a group that convened it, or
    speaks for an organization that did.
    """
    seated = Seat.objects.in_force(timezone.localdate()).filter(person__user__is_active=True)
    by_organization = _BY_ORGANIZATION.filter(organization__in=seated.values("organization"))
    return _coordinated_by_somebody(meeting) | Q(**{f"{meeting}__in": by_organization.values("meeting")})


def _convened(user: User, meeting: str) -> Q:
    """That `user` convenes the meeting at this path today; for the secretariat also that nobody else here answers for it."""
    mine = convened_by(user, meeting)
    return mine | ~_convened_by_somebody(meeting) if Role.SECRETARIAT in user.roles else mine


def without_word_of(user: User) -> QuerySet[Any, Any]:
    """Meetings that are past and of which nobody said whether they were held: those that a group of `user` convened.

    For the secretariat those that no group convened which somebody here coordinates: nobody else would say it.
    """
    mine = Q(pk__in=_BY_GROUP.filter(workinggroup__in=coordinated_by(user)).values("meeting"))
    if Role.SECRETARIAT in user.roles:
        mine |= ~_coordinated_by_somebody("pk")
    past = Meeting.objects.filter(mine, state=MeetingState.CONVENED, latest_on__lt=timezone.localdate())
    return grouped(past, about="slug", name="name", since="latest_on")


# Minutes

_WINDOW_DAYS = Cast("window_days", models.IntegerField())
_WINDOW = ExpressionWrapper(_WINDOW_DAYS * Value(timedelta(days=1)), models.DurationField())
_LAST_DAY = TruncDate(ExpressionWrapper(F("circulated_at") + _WINDOW, models.DateTimeField()))


def _sent_round() -> QuerySet[Any]:
    """Minutes that were sent round and are not validated, each with the last day on which corrections are taken."""
    return Minutes.objects.filter(state=MinutesState.CIRCULATED).annotate(last_day=_LAST_DAY)


def corrections_to_answer_by(user: User) -> QuerySet[Any, Any]:
    """Corrections without an answer, by minutes: of the meetings that `user` convenes, or whose text as it stands she wrote."""
    wrote = Revision.objects.filter(written_by=user, number=F("minutes__current")).values("minutes")
    hers = _convened(user, "minutes__meeting") | Q(minutes__in=wrote)
    waiting = Correction.objects.filter(hers, state=CorrectionState.OPEN, minutes__state=MinutesState.CIRCULATED)
    return grouped(waiting, about="minutes__meeting__slug", name="minutes__meeting__name", since="proposed_at")


def minutes_to_read_by(user: User) -> QuerySet[Any, Any]:
    """Minutes that `user` may still correct: of meetings that she convenes, or to which she came by this address.

    Those that she wrote herself and those to which she proposed a correction wait for her no longer.
    """
    came = Registrant.objects.filter(email__iexact=user.email).exclude(registration__checked_in_at=None)
    hers = convened_by(user, "meeting") | Q(meeting__in=came.values("meeting"))
    wrote = Revision.objects.filter(written_by=user, number=F("minutes__current")).values("minutes")
    answered = Correction.objects.filter(proposed_by=user).values("minutes")
    waiting = _sent_round().filter(hers, last_day__gte=timezone.localdate())
    waiting = waiting.exclude(pk__in=wrote).exclude(pk__in=answered)
    return grouped(waiting, about="meeting__slug", name="meeting__name", since="last_day")


def minutes_to_validate_by(user: User) -> QuerySet[Any, Any]:
    """Minutes whose days for corrections are over and whose corrections are answered, of the meetings that `user` convenes."""
    waiting = _sent_round().filter(_convened(user, "meeting"), last_day__lt=timezone.localdate())
    open_ones = Correction.objects.filter(state=CorrectionState.OPEN).values("minutes")
    return grouped(waiting.exclude(pk__in=open_ones), about="meeting__slug", name="meeting__name", since="last_day")


# Agreements


def _agreed(user: User) -> AgreementQuerySet:
    """What is open and was taken on by an organization for which `user` speaks, or by a group that she coordinates.

    For the secretariat also what nobody else here answers for: a body, a public function, one without an account in office.
    """
    today = timezone.localdate()
    mine = Q(organization__in=organizations_of(user)) | Q(working_group__in=coordinated_by(user))
    if Role.SECRETARIAT in user.roles:
        seated = Seat.objects.in_force(today).filter(person__user__is_active=True).values("organization")
        coordinated = Coordination.objects.in_force(today).filter(person__user__is_active=True).values("working_group")
        mine |= Q(organization=None, working_group=None)
        mine |= Q(organization__isnull=False) & ~Q(organization__in=seated)
        mine |= Q(working_group__isnull=False) & ~Q(working_group__in=coordinated)
    return Agreement.objects.filter(mine, state=AgreementState.OPEN).exclude(minutes__state=MinutesState.DRAFT)


def agreements_overdue_of(user: User) -> QuerySet[Any, Any]:
    """What `user` answers for, whose day is past and of which nobody said what became of it."""
    return grouped(_agreed(user).overdue(timezone.localdate()), about="pk", name="text", since="due_on")


def agreements_to_do_by(user: User) -> QuerySet[Any, Any]:
    """What `user` answers for and is still in time, the nearest day first."""
    return grouped(_agreed(user).exclude(due_on__lt=timezone.localdate()), about="pk", name="text", since="due_on")


# Registrations


def unreached_of(user: User) -> QuerySet[Any, Any]:
    """People registered for a meeting to come that `user` convenes, to whose address no letter could be sent."""
    today: date = timezone.localdate()
    given_up = Mail.objects.given_up(timezone.now()).filter(kind__startswith="meetings.").exclude(address="")
    to_come = Q(meeting__state=MeetingState.CONVENED) & (Q(meeting__latest_on=None) | Q(meeting__latest_on__gte=today))
    waiting = Registrant.objects.filter(to_come, _convened(user, "meeting"), email__in=given_up.values("address"))
    waiting = waiting.exclude(registration__state=RegistrationState.CANCELLED)
    return grouped(waiting, about="meeting__slug", name="meeting__name", since=None)
