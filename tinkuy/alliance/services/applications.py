"""Organizations that ask to join, from the open web: what is asked, the proof of an address, and the answer."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tinkuy.alliance import queries
from tinkuy.alliance.enums import ApplicationDecision, Standing
from tinkuy.alliance.models import Applicant, Application, Membership, Organization, Profile, WorkingGroup
from tinkuy.alliance.services.invitations import checked_email, invite_delegate
from tinkuy.alliance.services.links import LinkError, behind, seal
from tinkuy.alliance.services.memberships import record_membership
from tinkuy.alliance.services.refusals import hold
from tinkuy.alliance.services.sources import By
from tinkuy.core import history
from tinkuy.core.errors import ConflictError
from tinkuy.core.jobs import send_later, send_to_address_later
from tinkuy.core.mail import forget_addresses
from tinkuy.core.models import User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.ids import named
from tinkuy.core.pure.texts import clean, fold
from tinkuy.core.recording import InvalidError, free_slug, put, upsert

DAYS_TO_PROVE = 7
DAYS_KEPT_AFTER_DECISION = 90
MOST_UNPROVEN_OF_AN_ADDRESS = 3
# Nobody is signed in where an application is written.
VISITOR = Operator("postulación")


@dataclass(frozen=True)
class Writer:
    """Who writes an application. She agreed that her name and address are kept to answer it, and for nothing else."""

    name: str
    email: str
    consents: bool


@transaction.atomic
def apply(id: UUID, working_group: WorkingGroup, writer: Writer, **values: Any) -> Application:
    """Keep what an organization says of itself, and send its writer a link that proves her address.

    Nobody sees it before that. Open to everybody. The same `id` again is the same application. Refuses who does not
    consent, what is no address, and an address with three applications that were never proved.
    """
    if found := Application.objects.filter(pk=id).first():
        return found
    email = _answerable(writer)
    row = Application(pk=id, working_group=working_group)
    seal(row, days=DAYS_TO_PROVE)
    put(row, values, is_new=True)
    language = translation.get_language() or ""
    Applicant.objects.create(application=row, name=clean(writer.name), email=email, language=language, consented_at=row.sent_at)
    history.record("alliance.application_written", row, by=VISITOR, working_group=str(working_group.pk))
    send_to_address_later("alliance.application_to_prove", email, language=language, application=str(row.pk))
    return row


def _answerable(writer: Writer) -> str:
    """The writer's address, at which she may be answered."""
    if not writer.consents:
        raise InvalidError.beside("consents", _("Without this we may not keep your name and address, and could not answer you."))
    if not clean(writer.name):
        raise InvalidError.beside("writer_name", _("Write your name, so that we know whom to answer."))
    email = checked_email(writer.email)
    if Applicant.objects.filter(email=email, application__proven_at=None).count() >= MOST_UNPROVEN_OF_AN_ADDRESS:
        raise InvalidError.beside(
            "email", _("Several applications of this address wait for their link to be opened. Look into the mailbox.")
        )
    return email


@transaction.atomic
def ask_proven(profile: Profile, group: WorkingGroup, writer: Writer, *, organization: Organization, by: By) -> None:
    """What an organization that claimed its profile asks of one group: her address is proved, so it waits to be decided at
    once. Asks for no permission: the link was it. Of an organization that works there already nothing is asked.
    """
    key = named("application", f"{profile.pk}/{group.pk}")
    works_there = Membership.objects.filter(organization=organization, working_group=group, until_on="").exists()
    if works_there or Application.objects.filter(pk=key).exists():
        return
    row = Application(pk=key, working_group=group, organization=organization)
    seal(row, days=DAYS_TO_PROVE)
    row.proven_at = row.sent_at
    put(row, {name: getattr(profile, name) for name in ("name", "kind", "territory", "description", "site")}, is_new=True)
    language = translation.get_language() or ""
    applicant = {"name": clean(writer.name), "email": writer.email, "language": language}
    Applicant.objects.create(application=row, consented_at=row.sent_at, **applicant)
    history.record("alliance.application_written", row, by=by, working_group=str(group.pk))
    history.record("alliance.application_proven", row, by=by, working_group=str(group.pk))
    _tell_who_decides(row)


def _tell_who_decides(application: Application) -> None:
    for reader in queries.who_answers_for(application.working_group, timezone.localdate()):
        send_later("alliance.application_waiting", reader, application=str(application.pk))


def application_behind(token: str) -> Application:
    """The application whose writer's address this link proves. Raises LinkError when its days are over."""
    found = behind(Application, token)
    if found.proven_at is None and found.has_expired:
        raise LinkError(_("This link was good for 7 days. Write the application again: it takes a few minutes."))
    return found


@transaction.atomic
def prove_application(token: str) -> Application:
    """The address is its writer's: from now on those who decide see the application, and a letter tells them. Twice is once."""
    row = application_behind(token)
    if Application.objects.filter(pk=row.pk, proven_at=None).update(proven_at=timezone.now()):
        history.record("alliance.application_proven", row, by=VISITOR, working_group=str(row.working_group_id))
        _tell_who_decides(row)
    row.refresh_from_db()
    return row


@transaction.atomic
def accept_application(
    application: Application,
    *,
    reason: str,
    known: Organization | None = None,
    invites: bool = False,
    by: By,
) -> Organization:
    """The organization is recorded, or is the `known` one, and works in the group from today; its writer is told why.

    With `invites`, the writer is also invited to speak for it. Accepting it again changes nothing. Raises ConflictError when
    it was declined, InvalidError without a reason or when an organization of that name stands already.
    """
    require(by, "alliance.decide_application", application)
    hold(application)
    application.refresh_from_db()
    if application.decision == ApplicationDecision.ACCEPTED and application.organization:
        return application.organization
    known = known or application.organization
    if known is None:
        require_new_name(application.name)
    organization = known or _recorded(application, by=by)
    _decide(application, ApplicationDecision.ACCEPTED, reason, organization=organization, by=by)
    _join(organization, application.working_group, by=by)
    applicant = Applicant.objects.filter(application=application).first()
    if invites and applicant:
        today = timezone.localdate()
        invite_delegate(organization, name=applicant.name, email=applicant.email, since_on=today, by=by)
    return organization


def require_new_name(name: str) -> None:
    """Refuse to write down a second organization of one name."""
    if Organization.objects.standing_alone().filter(folded_name=fold(clean(name))).exists():
        raise InvalidError.beside("known", _("An organization of this name is here already. Choose it from the list."))


def _recorded(application: Application, *, by: By) -> Organization:
    values = {name: getattr(application, name) for name in ("name", "kind", "territory", "description", "site")}
    values |= {"slug": free_slug(Organization, application.name), "standing": Standing.MEMBER}
    return upsert(Organization, None, values, by=by, action_prefix="alliance.organization")[0]


def _join(organization: Organization, group: WorkingGroup, *, by: By) -> None:
    """From today, unless a membership without end says that it works there already."""
    if not Membership.objects.filter(organization=organization, working_group=group, until_on="").exists():
        record_membership(organization, group, since_on=timezone.localdate().isoformat(), by=by)


@transaction.atomic
def decline_application(application: Application, *, reason: str, by: By) -> Application:
    """It does not join, and its writer is told why. Declining it again changes nothing.

    Raises ConflictError when it was accepted, InvalidError without a reason.
    """
    require(by, "alliance.decide_application", application)
    hold(application)
    application.refresh_from_db()
    if application.decision != ApplicationDecision.DECLINED:
        _decide(application, ApplicationDecision.DECLINED, reason, by=by)
    return application


def _decide(
    application: Application, decision: ApplicationDecision, reason: str, *, organization: Organization | None = None, by: By
) -> None:
    reason = clean(reason)
    if not reason:
        raise InvalidError.beside(
            "reason", _("Write the reason: it goes to who wrote the application, and stays in the history.")
        )
    if application.proven_at is None:
        raise ConflictError(_("Its writer has not opened the link that proves her address yet."))
    waiting = Application.objects.filter(pk=application.pk, decision="")
    person = by if isinstance(by, User) else None
    decided = {"decision": decision, "reason": reason, "organization": organization, "decided_by": person}
    if not waiting.update(**decided, decided_at=timezone.now()):
        raise ConflictError(_("It was decided already. Look at the application again."))
    application.refresh_from_db()
    if decision == ApplicationDecision.ACCEPTED:
        history.record("alliance.application_accepted", application, by=by, reason=reason)
    else:
        history.record("alliance.application_declined", application, by=by, reason=reason)
    if applicant := Applicant.objects.filter(application=application).first():
        about = {"language": applicant.language, "application": str(application.pk)}
        send_to_address_later("alliance.application_decided", applicant.email, **about)


@transaction.atomic
def forget_applicants(*, by: By) -> int:
    """Erase who wrote the applications that were decided 90 days ago, or whose link nobody opened in its 7 days; how many.

    What the organization said of itself stays with those that were decided; those never proved go altogether.
    """
    require(by, "alliance.forget_applicants")
    now = timezone.now()
    decided = Applicant.objects.filter(application__decided_at__lte=now - timedelta(days=DAYS_KEPT_AFTER_DECISION))
    unproven = Applicant.objects.filter(application__proven_at=None, application__expires_at__lte=now)
    count = 0
    for applicant in [*decided.select_related("application"), *unproven.select_related("application")]:
        row = applicant.application
        if not Applicant.objects.filter(pk=applicant.pk).delete()[0]:
            continue  # somebody else just did
        count += 1
        forget_addresses(application=str(row.pk))
        history.record("alliance.applicant_forgotten", row, by=by)
        if row.proven_at is None:
            Application.objects.filter(pk=row.pk).delete()
    return count
