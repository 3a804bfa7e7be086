"""Mapping campaigns, and the profiles that wait to be claimed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tinkuy.alliance.enums import CampaignState, ProfileState
from tinkuy.alliance.models import Application, MappingCampaign, Organization, Profile, ProfileContact
from tinkuy.alliance.pure.likeness import Names
from tinkuy.alliance.queries.persons import coordinated_by
from tinkuy.core.enums import Role
from tinkuy.core.models import User
from tinkuy.core.pure.texts import fold
from tinkuy.core.waiting import grouped
from tinkuy.vocabulary.models import Territory


@dataclass(frozen=True)
class CampaignCounts:
    """How far a campaign is, in numbers. `known` are the organizations of its territory that stand on this site."""

    known: int
    prefilled: int
    claimed: int
    applied: int


def campaigns(user: User | AnonymousUser) -> QuerySet[MappingCampaign]:
    """Those that `user` may see, the latest first."""
    return MappingCampaign.objects.visible_to(user).select_related("working_group").order_by("-since_on", "name", "id")


def opened_campaigns() -> QuerySet[MappingCampaign]:
    """Those that everybody sees, by their days, counted."""
    opened = MappingCampaign.objects.exclude(state=CampaignState.DRAFT).select_related("working_group")
    return campaigns_counted(opened).order_by("since_on", "id")


def campaigns_counted(found: QuerySet[MappingCampaign]) -> QuerySet[MappingCampaign]:
    """`found`, each with how many profiles wait and were claimed, and how many applications came."""
    return found.annotate(
        prefilled=_count(Profile.objects.filter(state=ProfileState.PREFILLED)),
        claimed=_count(Profile.objects.filter(state=ProfileState.CLAIMED)),
        applied=_count(Application.objects.exclude(proven_at=None)),
    )


def _count(rows: QuerySet[Any]) -> Coalesce:
    of_campaign = rows.order_by().filter(campaign=OuterRef("pk")).values("campaign").annotate(many=Count("pk"))
    return Coalesce(Subquery(of_campaign.values("many")), 0)


def counts_of(campaign: MappingCampaign) -> CampaignCounts:
    """Its numbers; nobody's name. Two queries, and one more for a group of a territory."""
    known = Organization.objects.standing_alone().filter(is_sample__in=[False, campaign.is_sample])
    if campaign.working_group and campaign.working_group.territory:
        known = known.filter(territory__in=Territory.objects.within(campaign.working_group.territory))
    counted: Any = campaigns_counted(MappingCampaign.objects.filter(pk=campaign.pk)).get()
    return CampaignCounts(known.count(), counted.prefilled, counted.claimed, counted.applied)


def profiles(user: User | AnonymousUser) -> QuerySet[Profile]:
    """The profiles that `user` may read, by name, those that are blank last; with the moment of the last letter (`sent_at`)
    and whether there is somebody to write to (`has_contact`).
    """
    found = Profile.objects.visible_to(user).select_related("campaign__working_group", "territory", "organization")
    return found.annotate(
        sent_at=Max("invitations__sent_at"), has_contact=Q(contact__isnull=False), is_blank=Q(name="")
    ).order_by("is_blank", "folded_name", "id")


def without_letter(campaign: MappingCampaign) -> int:
    """How many profiles have somebody to write to, and no letter went out yet."""
    return campaign.profiles.waiting().filter(contact__isnull=False, invitations=None).count()


class KnownOrganizations:
    """The organizations there are, to be compared with names that people write. One query, when first asked."""

    @cached_property
    def _rows(self) -> list[tuple[UUID, str, str]]:
        found = Organization.objects.standing_alone().order_by("name", "id")
        return list(found.values_list("pk", "name", "acronym"))

    @cached_property
    def _names(self) -> Names:
        return Names({pk: name for pk, name, _acronym in self._rows})

    @cached_property
    def _acronyms(self) -> dict[str, UUID]:
        return {fold(acronym): pk for pk, _name, acronym in self._rows if acronym}

    @cached_property
    def name_of(self) -> dict[Any, str]:
        return {pk: name for pk, name, _acronym in self._rows}

    def like(self, name: str) -> list[UUID]:
        """Ids of those that are likely the same as `name`, the likest first; an acronym must be the very same."""
        same = self._acronyms.get(fold(name.strip()))
        found: list[Any] = [*([same] if same else []), *self._names.like(name)]
        return list(dict.fromkeys(found))


def organizations_like(*names: str) -> QuerySet[Organization]:
    """The organizations that are likely called by one of `names`."""
    known = KnownOrganizations()
    return Organization.objects.filter(pk__in=[pk for name in names if name for pk in known.like(name)]).order_by("name", "id")


def profiles_waiting_for(user: User) -> QuerySet[Any, Any] | None:
    """Profiles with somebody to write to, of the campaigns that `user` manages, to whom no letter went."""
    ready = Profile.objects.waiting().filter(contact__isnull=False, invitations=None)
    ready = ready.exclude(campaign__state=CampaignState.DRAFT)
    if Role.SECRETARIAT not in user.roles:
        ready = ready.filter(campaign__working_group__in=coordinated_by(user))
    else:
        ready = ready.filter(campaign__working_group=None)
    return grouped(ready, about="campaign__slug", name="campaign__name", since="prefilled_at")


def contacts_of(user: User) -> Iterator[dict[str, Any]]:
    """Where `user` was written down as somebody's contact, and what she wrote down of others, as `core.personal` takes it."""
    contacts = ProfileContact.objects.filter(email__iexact=user.email).select_related("profile__campaign")
    for contact in contacts.order_by("written_at"):
        of = {"campaña": contact.profile.campaign.name, "perfil": contact.profile.name}
        yield {"como": "contacto", **of, "nombre": contact.name, "correo": contact.email, "desde": contact.written_at}
    for profile in Profile.objects.filter(prefilled_by=user).select_related("campaign").order_by("prefilled_at", "pk"):
        of = {"campaña": profile.campaign.name, "perfil": profile.name}
        yield {"como": "quien lo escribió", **of, "nombre": "", "correo": "", "desde": profile.prefilled_at}
