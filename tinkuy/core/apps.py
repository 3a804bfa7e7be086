from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from tinkuy.core.guards import Guard, install


def install_guards(using: str = DEFAULT_DB_ALIAS, **_kwargs: Any) -> None:
    install(connections[using])


class CoreConfig(AppConfig):
    name = "tinkuy.core"
    default_auto_field = "django.db.models.BigAutoField"
    guards = [
        Guard("core_history_is_not_rewritten", "core_historyentry", "UPDATE", "1 = 1", "history is not rewritten"),
        Guard("core_history_is_not_erased", "core_historyentry", "DELETE", "1 = 1", "history is not erased"),
    ]
    history_labels = {
        "core.role_granted": _("was given a role"),
        "core.role_ended": _("no longer has a role"),
        "core.password_replaced": _("password replaced"),
        "core.user_created": _("account opened"),
    }

    def ready(self) -> None:
        # A signal of the migration command, not of the ORM: the house bans only the latter.
        post_migrate.connect(install_guards, sender=self)
