"""How the names that stand in history's details, and in forms that came too late, are said on screen."""

from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "acronym": _("acronym"),
    "areas": _("areas"),
    "as_of": _("as of"),
    "attribute": _("with the speaker's name"),
    "axis": _("axis"),
    "before": _("before"),
    "block": _("block"),
    "channel": _("channel"),
    "citation": _("citation"),
    "confidence": _("how it is known"),
    "contribution": _("contribution"),
    "convocation": _("convocation"),
    "count": _("how many"),
    "demand": _("what is asked"),
    "description": _("description"),
    "digest": _("seal"),
    "earlier": _("earlier block"),
    "edition": _("edition"),
    "email": _("e-mail"),
    "founded_on": _("founded"),
    "from_meeting": _("fed by"),
    "held_on": _("date"),
    "kind": _("kind"),
    "label": _("name"),
    "language": _("language"),
    "later": _("later block"),
    "launched_on": _("launched"),
    "legal_personality": _("legal personality"),
    "meeting": _("meeting"),
    "modality": _("modality"),
    "name": _("name"),
    "note": _("note"),
    "number": _("number"),
    "on": _("day"),
    "organization": _("organization"),
    "organizations": _("organizations"),
    "parent": _("inside"),
    "person": _("person"),
    "place": _("place"),
    "position": _("position"),
    "programme": _("programme"),
    "published_on": _("published"),
    "publisher": _("published by"),
    "reason": _("reason"),
    "role": _("role"),
    "rows": _("rows"),
    "since_on": _("from"),
    "site": _("website"),
    "slug": _("address"),
    "source_note": _("note on the source"),
    "sources": _("sources"),
    "standing": _("standing"),
    "state": _("state"),
    "territories": _("territories"),
    "territory": _("territory"),
    "text": _("text"),
    "theme": _("theme"),
    "themes": _("themes"),
    "title": _("title"),
    "until_on": _("until"),
    "url": _("web address"),
    "value": _("value"),
    "version": _("version"),
    "way": _("way to sign in"),
    "working_group": _("working group"),
}
VALUES: dict[str, str | Promise] = {
    "totp": _("codes of an app on the phone"),
    "webauthn": _("passkey"),
    "recovery_codes": _("recovery codes"),
}


def word_for(name: str) -> str | Promise:
    """`name` in words: a room's own (`history_words` of its AppConfig), the house's, or itself with spaces."""
    for config in apps.get_app_configs():
        if name in getattr(config, "history_words", {}):
            return config.history_words[name]  # type: ignore[attr-defined]
    return WORDS.get(name) or name.replace("_", " ")


def value_for(value: Any) -> Any:
    """A value that no field explains, in words when the house has some."""
    return VALUES.get(value, value) if isinstance(value, str) else value
