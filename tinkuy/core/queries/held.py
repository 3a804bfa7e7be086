"""What core itself holds about somebody: rows for `core.personal`, with Spanish keys because they stand in the file."""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from tinkuy.core import history
from tinkuy.core.models import User
from tinkuy.core.queries.entries import history_labels


def account(user: User) -> Iterator[dict[str, Any]]:
    yield {
        "id": user.pk,
        "correo": user.email,
        "nombre": user.name,
        "idioma": user.language,
        "desde": user.joined_at,
        "ultimo_ingreso": user.last_login,
        "abierta": user.is_active,
    }


def addresses(user: User) -> Iterator[dict[str, Any]]:
    for address in EmailAddress.objects.filter(user=user).order_by("pk"):
        yield {"correo": address.email, "confirmado": address.verified, "principal": address.primary}


def ways_to_sign_in(user: User) -> Iterator[dict[str, Any]]:
    """Which second factors and passkeys, never their secrets."""
    for way in Authenticator.objects.filter(user=user).order_by("pk"):
        yield {"tipo": way.type, "desde": way.created_at, "usado": way.last_used_at}


def roles(user: User) -> Iterator[dict[str, Any]]:
    for grant in user.role_grants.order_by("since_on", "pk"):
        yield {"rol": grant.role, "desde": grant.since_on, "hasta": grant.until_on}


def digest(user: User) -> Iterator[dict[str, Any]]:
    for each in type(user).objects.filter(pk=user.pk, digest__isnull=False).values("digest__weekday", "digest__sent_on"):
        yield {"dia_de_la_semana": each["digest__weekday"], "ultima_carta": each["digest__sent_on"]}


def letters(user: User) -> Iterator[dict[str, Any]]:
    for letter in user.mail.order_by("asked_at", "pk"):
        yield {"tipo": letter.kind, "pedida": letter.asked_at, "enviada": letter.sent_at, "sobre": letter.about}


def done(user: User) -> Iterator[dict[str, Any]]:
    """What she did; what others did to her account stands under the same words in the next part."""
    yield from _entries(user.history.order_by("id"))


def suffered(user: User) -> Iterator[dict[str, Any]]:
    yield from _entries(history.of(user).order_by("id"))


def _entries(found: Any) -> Iterator[dict[str, Any]]:
    labels = history_labels()
    for entry in found.select_related(None).iterator(chunk_size=2_000):
        yield {
            "cuando": entry.at,
            "que": str(labels.get(entry.action, entry.action)),
            "tipo": entry.target_kind,
            "sobre": entry.target_id,
            "detalles": entry.details,
        }
