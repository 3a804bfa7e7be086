"""From what a person or a spreadsheet writes to the one territory it means."""

import re
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from tinkuy.core.errors import DomainError
from tinkuy.core.pure.sheet_cells import Wrong
from tinkuy.core.pure.texts import clean, fold
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory

SHOWN = 8
# What people call the province of Lima, whose ISO name this is.
ALIASES = {"lima metropolitana": "1501"}
_CODE = re.compile(r"[0-9]{1,6}")
_SEPARATOR = re.compile(r"\s*[/>]\s*")


class UnknownTerritoryError(DomainError):
    """No territory is written so."""


class ReniecCodeError(UnknownTerritoryError):
    """The code is RENIEC's, which numbers the same districts otherwise than INEI."""


class AmbiguousTerritoryError(DomainError):
    """Several territories may be meant, or a name stands alone that never identifies a place."""


class TerritoryIndex:
    """Every territory by its codes and names. One query when it is built; asking runs none, so an import builds one."""

    def __init__(self) -> None:
        territories = list(Territory.objects.order_by("path"))
        self._by_path = {territory.path: territory for territory in territories}
        self._by_inei = {territory.inei: territory for territory in territories if territory.inei}
        self._by_reniec = {territory.reniec: territory for territory in territories if territory.reniec}
        self._by_iso = {territory.iso_3166_2: territory for territory in territories if territory.iso_3166_2}
        self._by_name: dict[str, list[Territory]] = defaultdict(list)
        for territory in territories:
            self._by_name[_folded(territory.name)].append(territory)

    def named(self, text: str) -> Territory:
        """The territory meant by an INEI code (2, 4 or 6 digits), a region's name, or "Region/Province/District".

        Also understood: INEI codes filled up with zeros ("080000"), codes whose first zero a spreadsheet took away ("80101"),
        ISO codes ("PE-CUS"), the country's name, "Lima Metropolitana". Accents and case don't matter. Raises
        UnknownTerritoryError, or AmbiguousTerritoryError with the candidates: the name of a district, province or city never
        identifies it alone.
        """
        text = clean(text)
        if _CODE.fullmatch(text):
            return self._by_code(text)
        if found := self._by_iso.get(text.upper()):
            return found
        parts = [_folded(part) for part in _SEPARATOR.split(text) if part.strip()]
        if parts and self._is_country(parts[0]) and len(parts) > 1:
            parts = parts[1:]
        if not parts:
            raise UnknownTerritoryError(_("No territory is written here. Write its INEI code or “Region/Province/District”."))
        return self._by_one_name(parts[0], text) if len(parts) == 1 else self._by_names(parts, text)

    def looks_like_reniec(self, code: str) -> bool:
        """Whether INEI has no such code and RENIEC has."""
        code = _filled(clean(code))
        return code not in self._by_inei and code in self._by_reniec

    def codes_look_like_reniec(self, codes: Iterable[str]) -> bool:
        """Whether more of these codes speak for RENIEC than for INEI: a code speaks for whoever alone has it.

        A column whose every code exists in both lists says nothing, and is taken for what it claims to be.
        """
        distinct = {_filled(clean(code)) for code in codes}
        for_reniec = sum(code in self._by_reniec and code not in self._by_inei for code in distinct)
        for_inei = sum(code in self._by_inei and code not in self._by_reniec for code in distinct)
        return for_reniec > for_inei

    def named_in_reniec_column(self, text: str) -> Territory:
        """As `named`, in a column whose codes look like RENIEC's: a code that means another place there is refused.

        Raises ReniecCodeError, which says which INEI code is meant; and whatever `named` raises.
        """
        code = _filled(clean(text))
        meant = self._by_reniec.get(code)
        if meant and meant != self._by_inei.get(code):
            raise ReniecCodeError(
                _(
                    "The codes of this column look like RENIEC's: there, %(code)s is %(place)s, whose INEI code is %(inei)s. "
                    "Use INEI codes."
                )
                % {"code": code, "place": self.in_words(meant), "inei": meant.inei}
            )
        return self.named(text)

    def _by_code(self, text: str) -> Territory:
        code = _filled(text)
        if found := self._by_inei.get(code):
            return found
        if meant := self._by_reniec.get(code):
            raise ReniecCodeError(
                _("INEI has no code %(code)s, but RENIEC has: it is %(place)s, whose INEI code is %(inei)s. Use INEI codes.")
                % {"code": code, "place": self.in_words(meant), "inei": meant.inei}
            )
        raise UnknownTerritoryError(
            _("INEI has no code %(code)s. Regions have 2 digits, provinces 4, districts 6.") % {"code": text}
        )

    def _by_one_name(self, name: str, text: str) -> Territory:
        if name in ALIASES and ALIASES[name] in self._by_inei:
            return self._by_inei[ALIASES[name]]
        candidates = self._by_name.get(name, [])
        for found in candidates:
            if found.level in (Level.COUNTRY, Level.REGION):
                return found
        if not candidates:
            raise UnknownTerritoryError(_unknown(text))
        raise self._ambiguous(text, candidates)

    def _by_names(self, parts: list[str], text: str) -> Territory:
        """Each part must be the name of what lies at that step: "cusco", "cusco", "santiago"."""
        alone, last = len(parts) == 2 and parts[0] in ALIASES, parts[-1]
        found = [
            territory
            for territory in self._by_name.get(last, [])
            if self._names_above(territory) == parts[:-1] or (alone and self._parent_code(territory) == ALIASES[parts[0]])
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise self._ambiguous(text, found)
        raise UnknownTerritoryError(_unknown(text))

    def _names_above(self, territory: Territory) -> list[str]:
        return [_folded(above.name) for above in self._above(territory)]

    def _parent_code(self, territory: Territory) -> str | None:
        above = self._above(territory)
        return above[-1].inei if above else None

    def _above(self, territory: Territory) -> list[Territory]:
        """Region, then province; the country is left out."""
        parts = territory.path.strip("/").split("/")
        return [self._by_path["/" + "/".join(parts[:size]) + "/"] for size in range(2, len(parts))]

    def _is_country(self, name: str) -> bool:
        return any(territory.level == Level.COUNTRY for territory in self._by_name.get(name, []))

    def in_words(self, territory: Territory) -> str:
        """The name with what it lies in, the nearest first: "Santiago (Cusco, Cusco)"."""
        above = [each.name for each in reversed(self._above(territory))]
        return f"{territory.name} ({', '.join(above)})" if above else territory.name

    def _ambiguous(self, text: str, candidates: list[Territory]) -> AmbiguousTerritoryError:
        names = [f"{self.in_words(each)}{f' {each.inei}' if each.inei else ''}" for each in candidates[:SHOWN]]
        if len(candidates) > SHOWN:
            names.append(_("and %(count)s more") % {"count": len(candidates) - SHOWN})
        return AmbiguousTerritoryError(
            _("“%(text)s” alone does not say which place: %(candidates)s. Write the INEI code or “Region/Province/District”.")
            % {"text": text, "candidates": "; ".join(names)}
        )


class TerritoryColumn:
    """The territories that one column of a spreadsheet means: its codes are taken for INEI's only when they look so."""

    def __init__(self, stated: Iterable[str]) -> None:
        index = TerritoryIndex()
        codes = (code for text in stated if _CODE.fullmatch(code := text.strip()))
        self.named = index.named_in_reniec_column if index.codes_look_like_reniec(codes) else index.named

    def answer(self, text: str) -> UUID | Wrong:
        """The id of the territory that a cell means, or what is wrong with it."""
        try:
            return self.named(text).pk
        except ReniecCodeError as refusal:
            return "reniec-code", str(refusal)
        except AmbiguousTerritoryError as refusal:
            return "ambiguous-territory", str(refusal)
        except UnknownTerritoryError as refusal:
            return "unknown-territory", str(refusal)


def _folded(name: str) -> str:
    return " ".join(fold(clean(name)).split())


def _filled(code: str) -> str:
    """The code as INEI writes it: its first zero back, the zeros that only fill up gone."""
    code = code if len(code) % 2 == 0 else f"0{code}"
    if len(code) == 6 and code.endswith("0000"):
        return code[:2]
    return code[:4] if len(code) == 6 and code.endswith("00") else code


def _unknown(text: str) -> str:
    return _("No territory is written “%(text)s”. Write its INEI code, a region's name or “Region/Province/District”.") % {
        "text": text[:80]
    }


def territory_named(text: str) -> Territory:
    """The territory that one text means; see TerritoryIndex.named. Whoever asks more than once builds an index."""
    return TerritoryIndex().named(text)


def looks_like_reniec(code: str) -> bool:
    """Whether INEI has no such code and RENIEC has."""
    return TerritoryIndex().looks_like_reniec(code)


def codes_look_like_reniec(codes: Iterable[str]) -> bool:
    """Whether a column of codes is rather RENIEC's than INEI's; see TerritoryIndex.codes_look_like_reniec."""
    return TerritoryIndex().codes_look_like_reniec(codes)
