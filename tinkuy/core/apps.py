from typing import Any
from uuid import UUID

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tinkuy.core.addresses import address_of
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
        "core.user_created": _("account opened at the machine"),
        "core.user_invited": _("person invited"),
        "core.user_opened": _("account opened by a link that came by mail"),
        "core.invitation_sent_again": _("invitation sent again"),
        "core.user_deactivated": _("account closed"),
        "core.user_reactivated": _("account opened again"),
        "core.role_granted": _("role given"),
        "core.role_ended": _("role ended"),
        "core.password_set": _("password chosen"),
        "core.password_replaced": _("password replaced at the machine"),
        "core.email_changed": _("e-mail changed"),
        "core.sign_in_way_added": _("way to sign in added"),
        "core.sign_in_way_removed": _("way to sign in removed"),
        "core.digest_chosen": _("day of the weekly letter chosen"),
        "core.bulk_mail_proposed": _("letter to many proposed"),
        "core.bulk_mail_approved": _("letter to many approved"),
        "core.bulk_mail_refused": _("letter to many refused"),
        "core.data_asked_for": _("file of one's own data asked for"),
        "core.account_erased": _("account erased"),
        "core.source_recorded": _("source recorded"),
        "core.source_changed": _("source changed"),
    }

    def ready(self) -> None:
        # A signal of the migration command, not of the ORM: the house bans only the latter.
        post_migrate.connect(install_guards, sender=self)
        self._follow_accounts()
        self._say_what_waits()
        self._say_what_is_held()
        self._say_what_is_due()

    def _say_what_is_due(self) -> None:
        from tinkuy.core import chores, services

        chores.register("core.digests", _("Weekly letters"), chores.without_a_hand(services.send_digests))
        chores.register("core.statistics", _("Looks at how rows are spread"), chores.without_a_hand(services.learn_statistics))
        chores.register("core.archives", _("Personal files erased"), chores.without_a_hand(services.forget_old_archives))

    def _say_what_waits(self) -> None:
        from tinkuy.core import waiting
        from tinkuy.core.queries import bulk_mail, people

        waiting.register(
            "core.letters",
            _("Letters that could not be sent"),
            people.letters_given_up_for,
            sentence=lambda count: ngettext("%(count)s letter did not go out.", "%(count)s letters did not go out.", count),
            address=lambda pk: address_of("core:person", UUID(pk)),
        )
        waiting.register(
            "core.bulk_mail",
            _("Letters to many, to be read before they go out"),
            bulk_mail.waiting_for_a_yes_of,
            sentence=lambda _count: gettext("Nothing goes out until somebody says yes."),
            address=lambda pk: address_of("core:bulk-mail", UUID(pk)),
        )

    def _say_what_is_held(self) -> None:
        from tinkuy.core import personal
        from tinkuy.core.queries import held

        personal.register("cuenta", _("My account"), held.account)
        personal.register("correos", _("My addresses"), held.addresses)
        personal.register("formas_de_ingresar", _("My second factors and passkeys"), held.ways_to_sign_in)
        personal.register("roles", _("My roles"), held.roles)
        personal.register("carta_semanal", _("The weekly letter"), held.digest)
        personal.register("cartas", _("Letters that went to me"), held.letters)
        personal.register("lo_que_hice", _("What I did here"), held.done)
        personal.register("lo_que_paso_con_mi_cuenta", _("What happened to my account"), held.suffered)

    def _follow_accounts(self) -> None:
        """The letters of core, and what people do at allauth's pages, which announces it by signals of its own."""
        from allauth.account.signals import email_changed
        from allauth.mfa.signals import authenticator_added, authenticator_removed

        from tinkuy.core import accounts, mail
        from tinkuy.core.services.digest import DIGEST

        mail.LETTERS["core.invitation"] = accounts.INVITATION
        mail.LETTERS["core.digest"] = DIGEST
        authenticator_added.connect(accounts.remember_sign_in_way_added)
        authenticator_removed.connect(accounts.remember_sign_in_way_removed)
        email_changed.connect(accounts.remember_email_changed)
