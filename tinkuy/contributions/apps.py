from uuid import UUID

from django.apps import AppConfig
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tinkuy.core.addresses import address_of


class ContributionsConfig(AppConfig):
    name = "tinkuy.contributions"
    history_words = {"contributions": _("contributions")}
    history_labels = {
        "contributions.contribution_captured": _("contribution captured"),
        "contributions.contribution_imported": _("contribution imported"),
        "contributions.contribution_validated": _("contribution validated"),
        "contributions.contribution_withdrawn": _("contribution withdrawn"),
        "contributions.organization_replaced": _("contributions of a merged organization taken over"),
        "contributions.publishing_consent_withdrawn": _("consent to publish withdrawn"),
        "contributions.naming_consent_withdrawn": _("consent to be named withdrawn"),
        "contributions.import_previewed": _("spreadsheet sent"),
        "contributions.import_started": _("import of a file begun"),
        "contributions.import_confirmed": _("spreadsheet imported"),
        "contributions.import_discarded": _("spreadsheet discarded"),
    }

    def ready(self) -> None:
        from tinkuy.contributions import queries, rules, services  # noqa: F401
        from tinkuy.contributions.models import Contribution
        from tinkuy.contributions.services.following import follow_to_region, move_what_it_said
        from tinkuy.core import history, personal, search, waiting
        from tinkuy.core.queries import digest

        actions = [f"contributions.contribution_{done}" for done in ("captured", "validated", "withdrawn")]
        actions += ["contributions.publishing_consent_withdrawn"]
        search.register(Contribution, queries.search_document, actions)
        history.subscribe("alliance.organizations_merged", move_what_it_said)
        history.subscribe("meetings.meeting_changed", follow_to_region)
        history.subscribe("core.account_erased", services.forget_who_captured)
        personal.register("aportes", _("Contributions that I captured"), queries.captured_by_rows)
        personal.register("hojas", _("Spreadsheets that I sent"), queries.imports_by_rows)
        digest.register(queries.followed_by)
        waiting.register(
            "contributions.to_validate",
            _("Contributions to validate"),
            queries.to_validate_by,
            sentence=lambda count: ngettext("%(count)s contribution waits.", "%(count)s contributions wait.", count),
            address=lambda slug: address_of("contributions:of-meeting", slug),
        )
        waiting.register(
            "contributions.imports",
            _("Spreadsheets to confirm or discard"),
            queries.imports_of,
            sentence=lambda _count: gettext("You sent it, and nothing was imported yet."),
            address=lambda pk: address_of("contributions:import", UUID(pk)),
        )
