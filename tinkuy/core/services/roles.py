"""Giving roles and ending them."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tinkuy.core import history
from tinkuy.core.enums import Role
from tinkuy.core.errors import ConflictError
from tinkuy.core.models import RoleGrant, User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.recording import InvalidError

GIVEN_HERE = (Role.SECRETARIAT, Role.FACILITATOR, Role.SYSTEMATISER)


@transaction.atomic
def grant_role(
    user: User, role: Role | str, *, since_on: date | None = None, until_on: date | None = None, by: User | Operator
) -> RoleGrant:
    """Give `user` a role from `since_on` (today) to `until_on` (no end), both days included.

    Giving the same once more gives back what there is. Raises InvalidError when it would end before it begins or is not
    given here, ConflictError when she has the role on one of those days already or her account is closed.
    """
    require(by, "core.grant_role", user)
    since_on = since_on or timezone.localdate()
    _check_role(role, since_on, until_on)
    user = User.objects.select_for_update().get(pk=user.pk)  # two who give the same role at once wait for each other
    if not user.is_active:
        raise ConflictError(_("The account is closed. Open it again first."))
    others = user.role_grants.filter(Q(until_on=None) | Q(until_on__gte=since_on), role=role).order_by("since_on")
    if until_on:
        others = others.filter(since_on__lte=until_on)
    if found := others.first():
        if (found.since_on, found.until_on) == (since_on, until_on):
            return found
        raise ConflictError(_("She has this role already, %(days)s.") % {"days": days_of(found)})

    grant = RoleGrant.objects.create(user=user, role=role, since_on=since_on, until_on=until_on)
    history.record("core.role_granted", user, by=by, role=str(role), since_on=_iso(since_on), until_on=_iso(until_on))
    return grant


def _check_role(role: Role | str, since_on: date, until_on: date | None) -> None:
    errors = {}
    if role not in GIVEN_HERE:
        errors["role"] = _("This role is not given here. Coordinators and delegates are named on the page of their group.")
    if until_on and until_on < since_on:
        errors["until_on"] = _("The last day comes before the first. Change one of the two.")
    if errors:
        raise InvalidError(ValidationError(errors))


@transaction.atomic
def end_role(grant: RoleGrant, *, on: date, by: User | Operator) -> RoleGrant:
    """`on` is the last day on which the role holds. Ending it twice on the same day changes nothing.

    Raises InvalidError when the day comes before the role began, ConflictError when it ended already or when nobody would
    be left in the secretariat.
    """
    require(by, "core.end_role", grant)
    if on < grant.since_on:
        said = _("The role began on %(day)s; it cannot end before.") % {"day": _day(grant.since_on)}
        raise InvalidError.beside("on", said)
    if grant.role == Role.SECRETARIAT:
        refuse_to_lose_the_last_secretariat(without=grant.user, on=on)
    longer = RoleGrant.objects.filter(Q(until_on=None) | Q(until_on__gt=on, until_on__gte=timezone.localdate()), pk=grant.pk)
    if longer.update(until_on=on):
        history.record("core.role_ended", grant.user, by=by, role=grant.role, on=_iso(on))
    grant.refresh_from_db()
    if grant.until_on != on:
        raise ConflictError(_("This role ends sooner already: %(days)s.") % {"days": days_of(grant)})
    return grant


def refuse_to_lose_the_last_secretariat(*, without: User, on: date | None = None) -> None:
    """Raise ConflictError unless somebody else, who can sign in, has the secretariat's role without end the day after `on`.

    The grants are locked first, so that two who let each other go at the same moment do not leave the house empty.
    """
    secretariat = RoleGrant.objects.filter(role=Role.SECRETARIAT)
    list(secretariat.select_for_update().order_by("pk").values_list("pk"))
    today = timezone.localdate()
    if not secretariat.filter(Q(until_on=None) | Q(until_on__gte=today), user=without).exists():
        return
    day_after = (on or today) + timedelta(days=1)
    others = secretariat.exclude(user=without).filter(until_on=None, since_on__lte=day_after, user__is_active=True)
    # Without a password of her own yet, an invited person cannot open the door to anybody.
    if not others.exclude(user__password__startswith="!").exists():
        said = _("Nobody else would be left in the secretariat. First give the role, without end, to somebody with a password.")
        raise ConflictError(said)


def days_of(grant: RoleGrant) -> str:
    """The days on which a role holds, in words."""
    if grant.until_on is None:
        return _("since %(day)s") % {"day": _day(grant.since_on)}
    return _("from %(first)s to %(last)s") % {"first": _day(grant.since_on), "last": _day(grant.until_on)}


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
