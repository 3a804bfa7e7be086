"""The empty spreadsheet of a campaign, to be filled in without a connection."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance.models import MappingCampaign, WorkingGroup
from tinkuy.alliance.pure.profile_rows import COLUMNS
from tinkuy.core.workbooks import TemplateColumn, empty_workbook
from tinkuy.vocabulary.models import Territory

# What each column holds; names are those that a sheet says, which are Spanish whatever language the page is in.
COLUMN_HELP = {
    "name": _("As the organization calls itself. The only one that must be there."),
    "kind": _("For example: association, collective, theatre group."),
    "territory": _("A region of the list, or an INEI code, or region / province / district."),
    "description": _("In a few lines. Nothing about persons: no names, no telephone numbers."),
    "site": _("Its page or its profile on a network, if it has one."),
    "groups": _("Working groups it might join, as the list has them; several separated by a semicolon."),
    "contact_name": _("Whom to write to. Only if you know that this person may be written to."),
    "email": _("There a link goes to claim the profile. It is never published."),
}


def empty_sheet(campaign: MappingCampaign) -> HttpResponse:
    """A sheet with every column, lists to choose from, and two more sheets: what each column holds, and the lists."""
    regions = list(Territory.objects.regions().order_by("name").values_list("name", flat=True))
    groups = list(WorkingGroup.objects.exclude(name="").order_by("name").values_list("name", flat=True))
    columns = [
        TemplateColumn(
            COLUMNS[name][0],
            says,
            choices={"territory": regions, "groups": groups}.get(name, ()),
            # A place may also be written otherwise, and of groups there may be several: nothing is forbidden.
            many=True,
            width=60 if name == "description" else 26,
        )
        for name, says in COLUMN_HELP.items()
    ]
    return empty_workbook(f"perfiles-{campaign.code}.xlsx", "perfiles", columns)


def column_help() -> list[tuple[str, object]]:
    """Each column by its name in a sheet, with what it holds."""
    return [(COLUMNS[column][0], says) for column, says in COLUMN_HELP.items()]
