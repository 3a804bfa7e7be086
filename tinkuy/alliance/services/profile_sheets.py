"""Spreadsheets of profiles, filled in without a connection: looked at whole, then kept whole or not at all."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy.alliance.models import MappingCampaign, Profile, ProfileContact, WorkingGroup
from tinkuy.alliance.pure import profile_rows
from tinkuy.alliance.pure.profile_rows import COLUMNS, MOST_ROWS, Lookups, ProfileRow
from tinkuy.alliance.queries import KnownOrganizations
from tinkuy.alliance.services.profiles import declined_digest, require_taking
from tinkuy.alliance.services.refusals import hold
from tinkuy.alliance.services.sources import By
from tinkuy.core import history, sheets
from tinkuy.core.models import HistoryEntry, User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.ids import named
from tinkuy.core.pure.sheets import Sheet
from tinkuy.core.pure.texts import fold
from tinkuy.vocabulary.queries import TerritoryColumn


@dataclass(frozen=True)
class Looked:
    """A sheet beside what is wrong in it, and beside the organizations that some of its rows may already be."""

    problems: sheets.Problems
    notes: sheets.Problems


def look_at_profiles(campaign: MappingCampaign, sheet: Sheet, columns: dict[str, int]) -> Looked:
    """Every problem of every row, in words. Writes nothing."""
    examined = _examined(campaign, sheet, columns)
    said = [(each.row, sheets.problem_text(each, COLUMNS, _words())) for each in examined.problems]
    return Looked(sheets.by_row(said), sheets.by_row(_likely(examined.rows)))


def _likely(rows: list[ProfileRow]) -> list[tuple[int, str]]:
    known, said = KnownOrganizations(), _("Is it here already? %(names)s")
    found = ((row.number, known.like(row.name)) for row in rows)
    return [(number, said % {"names": "; ".join(known.name_of[pk] for pk in same)}) for number, same in found if same]


@transaction.atomic
def import_profiles(campaign: MappingCampaign, id: UUID, sheet: Sheet, columns: dict[str, int], *, by: By) -> int:
    """Keep every row as a profile, or none; how many. The same `id` again keeps nothing more.

    Raises HasProblemsError while any row has a problem, ConflictError on a day on which the campaign takes none.
    """
    require(by, "alliance.prefill_profile", campaign)
    hold(campaign)
    if done := Profile.objects.filter(campaign=campaign, sheet=id).count():
        return done
    require_taking(campaign)
    examined = _examined(campaign, sheet, columns)
    if examined.problems or len(sheet.rows) > MOST_ROWS:
        raise sheets.HasProblemsError(_("Nothing was imported: mend the rows with problems and send the file again."))
    _keep_rows(campaign, id, examined.rows, by=by)
    history.record("alliance.profile_sheet_imported", campaign, by=by, rows=len(examined.rows))
    return len(examined.rows)


def _keep_rows(campaign: MappingCampaign, sheet: UUID, rows: list[ProfileRow], *, by: By) -> None:
    """Write `rows`, none of which has a problem, all at once: one by one a thousand took eight seconds."""
    author = by if isinstance(by, User) else None
    kept = [(_profile(campaign, sheet, row, author), row) for row in rows]
    Profile.objects.bulk_create(profile for profile, _row in kept)
    ProfileContact.objects.bulk_create(
        ProfileContact(profile=profile, name=row.contact_name, email=row.email) for profile, row in kept if row.email
    )
    through = Profile.working_groups.through
    pairs = [(profile.pk, group) for profile, row in kept for group in row.groups]
    through.objects.bulk_create(through(profile_id=profile, workinggroup_id=group) for profile, group in pairs)
    HistoryEntry.objects.bulk_create(
        HistoryEntry(
            action="alliance.profile_prefilled",
            by=author,
            via=by.via if isinstance(by, Operator) else "",
            target_kind=Profile._meta.label_lower,
            target_id=profile.pk,
            details={"campaign": str(campaign.pk)},
        )
        for profile, _row in kept
    )


def _profile(campaign: MappingCampaign, sheet: UUID, row: ProfileRow, author: User | None) -> Profile:
    texts = {"name": row.name, "kind": row.kind, "description": row.description, "site": row.site}
    key, of_sheet = named("profile", f"{sheet}/{row.number}"), {"sheet": sheet, "prefilled_by": author}
    return Profile(pk=key, campaign=campaign, territory_id=row.territory, **texts, **of_sheet)


def _examined(campaign: MappingCampaign, sheet: Sheet, columns: dict[str, int]) -> profile_rows.Examined:
    return profile_rows.examine(sheet, columns, _lookups(campaign, sheet, columns))


def _lookups(campaign: MappingCampaign, sheet: Sheet, columns: dict[str, int]) -> Lookups:
    at = columns.get("territory")
    stated = () if at is None else (row.cells[at] for row in sheet.rows if at < len(row.cells))
    named_groups = WorkingGroup.objects.exclude(name="").values_list("pk", "slug", "name")
    of_campaign = Profile.objects.filter(campaign=campaign)
    declined = set(of_campaign.exclude(declined_digest="").values_list("declined_digest", flat=True))
    return Lookups(
        territory=TerritoryColumn(stated).answer,
        groups={fold(word): pk for pk, slug, name in named_groups for word in (slug, name)},
        names=frozenset(of_campaign.exclude(name="").values_list("folded_name", flat=True)),
        is_email=lambda text: _passes(validate_email, text) and len(text) <= 254,
        is_address=lambda text: _passes(URLValidator(schemes=["http", "https"]), text) and len(text) <= 200,
        has_declined=lambda email: bool(declined) and declined_digest(campaign, email) in declined,
    )


def _passes(validate: Any, text: str) -> bool:
    try:
        validate(text)
    except ValidationError:
        return False
    return True


def _words() -> dict[str, str]:
    return {
        "no-name": _("The name is missing."),
        "repeated": _("The same name stands in row %(value)s."),
        "already-in-campaign": _("This campaign has a profile of this name. If it is another organization, add its district."),
        "unknown-group": _("No working group is called “%(value)s”."),
        "bad-email": _("“%(value)s” is not an e-mail address. It looks like name@place.pe."),
        "bad-address": _("“%(value)s” is not a web address."),
        "no-email": _("A contact without an e-mail reaches nobody. Write the address, or leave both empty."),
        "has-declined": _("Who has this e-mail asked not to be part of this campaign."),
    }
