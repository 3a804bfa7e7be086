from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContributionsConfig(AppConfig):
    name = "tinkuy.contributions"
    history_labels = {
        "contributions.contribution_captured": _("contribution captured"),
        "contributions.contribution_imported": _("contribution imported"),
        "contributions.contribution_validated": _("contribution validated"),
        "contributions.contribution_withdrawn": _("contribution withdrawn"),
        "contributions.import_previewed": _("spreadsheet sent"),
        "contributions.import_started": _("import of a file begun"),
        "contributions.import_confirmed": _("spreadsheet imported"),
        "contributions.import_discarded": _("spreadsheet discarded"),
    }

    def ready(self) -> None:
        from tinkuy.contributions import queries, rules  # noqa: F401
        from tinkuy.contributions.models import Contribution
        from tinkuy.core import search

        actions = [f"contributions.contribution_{done}" for done in ("captured", "validated", "withdrawn")]
        search.register(Contribution, queries.search_document, actions)
