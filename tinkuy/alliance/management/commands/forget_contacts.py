"""`tinkuy forget-contacts`: erase names and addresses whose time is over, at once; `tinkuy tick` does it too."""

from typing import Any

from django.core.management.base import BaseCommand

from tinkuy.alliance import services
from tinkuy.core.permissions import Operator


class Command(BaseCommand):
    help = (
        "Erase who wrote applications to join, messages to groups and bodies, and contacts of profiles, when their time is over."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        by = Operator("forget-contacts")
        writers, messages = services.forget_applicants(by=by), services.forget_messages(by=by)
        contacts = services.forget_profile_contacts(by=by)
        self.stdout.write(f"Borrado: {writers} personas que postularon, {messages} mensajes, {contacts} contactos de perfiles.")
