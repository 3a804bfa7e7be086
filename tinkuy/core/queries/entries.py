"""What happened, as a list to read: each entry in words, with who, when, and the thing it tells of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tinkuy.core.datasets import Visitor
from tinkuy.core.models import HistoryEntry
from tinkuy.core.queries.people import ids_of_people_called
from tinkuy.core.queries.words import value_for, word_for

Words = str | Promise


def history_labels() -> dict[str, Words]:
    """Each action that can stand in history, in words, as the rooms declare them."""
    return {action: label for config in apps.get_app_configs() for action, label in getattr(config, "history_labels", {}).items()}


def entries(
    reader: Visitor, *, action: str = "", who: str = "", day: date | None = None, about: UUID | None = None
) -> QuerySet[HistoryEntry]:
    """What `reader` may read of it, newest first. `who` is a person's name or address, or a command; `day` is Lima's."""
    found = HistoryEntry.objects.visible_to(reader).select_related("by").order_by("-id")
    if action:
        found = found.filter(action=action)
    if who:
        found = found.filter(Q(by__in=ids_of_people_called(who)) | Q(via__icontains=who))
    if day:
        begins = timezone.make_aware(datetime.combine(day, time.min))
        found = found.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
    if about:
        found = found.filter(target_id=about)
    return found


@dataclass(frozen=True)
class Thing:
    """Something an entry names: in words, and where its page is, if it has one."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Detail:
    """One thing said of what happened; for a change, what stood before it."""

    label: Words
    now: Thing
    before: Thing | None = None


@dataclass(frozen=True)
class Told:
    """An entry in words."""

    entry: HistoryEntry
    label: Words
    target: Thing | None
    details: list[Detail]


def told(rows: Sequence[HistoryEntry]) -> list[Told]:
    """The entries in words. One query for each kind of thing that they name, however many entries there are."""
    labels, things = history_labels(), _Things()
    for entry in rows:
        things.want(_model(entry.target_kind), [entry.target_id])
        for model, value in _named_values(entry):
            things.want(model, value)
    things.load()
    return [
        Told(
            entry=entry,
            label=labels.get(entry.action, entry.action),
            target=things.named(_model(entry.target_kind), entry.target_id),
            details=list(_details(entry, things)),
        )
        for entry in rows
    ]


def _details(entry: HistoryEntry, things: "_Things") -> Iterable[Detail]:
    target = _model(entry.target_kind)
    for name, value in entry.details.items():
        if name == "changes" and isinstance(value, dict):
            for field, (before, now) in value.items():
                model = _model_of_field(target, field) or _model_called(field)
                yield Detail(word_for(field), things.said(model, now, target, field), things.said(model, before, target, field))
        elif value not in (None, "", [], {}):
            yield Detail(word_for(name), things.said(_model_called(name), value, target, name))


def _named_values(entry: HistoryEntry) -> Iterable[tuple[type[models.Model] | None, Any]]:
    target = _model(entry.target_kind)
    for name, value in entry.details.items():
        if name == "changes" and isinstance(value, dict):
            for field, pair in value.items():
                model = _model_of_field(target, field) or _model_called(field)
                yield from ((model, side) for side in pair)
        else:
            yield _model_called(name), value


class _Things:
    """What the entries of a page name, loaded once by kind."""

    def __init__(self) -> None:
        self._wanted: dict[type[models.Model], set[str]] = defaultdict(set)
        self._found: dict[type[models.Model], dict[str, models.Model]] = {}

    def want(self, model: type[models.Model] | None, value: Any) -> None:
        if model and _has_words(model):
            self._wanted[model] |= {str(id) for id in (value if isinstance(value, list) else [value]) if _is_id(model, id)}

    def load(self) -> None:
        for model, ids in self._wanted.items():
            straight = [field.name for field in model._meta.fields if field.is_relation and not field.null]
            rows = model._base_manager.select_related(*straight).filter(pk__in=ids) if ids else []
            self._found[model] = {str(row.pk): row for row in rows}

    def named(self, model: type[models.Model] | None, id: Any) -> Thing | None:
        """The thing with this id; None when it has no words of its own or is no more."""
        row = self._found.get(model, {}).get(str(id)) if model else None
        return Thing(str(row) or _("without words now"), getattr(row, "get_absolute_url", str)()) if row else None

    def said(self, model: type[models.Model] | None, value: Any, target: type[models.Model] | None, field: str) -> Thing:
        """A value in words: the thing it names, its label in a closed list, or itself."""
        if isinstance(value, list):
            return Thing("; ".join(self.said(model, each, target, field).name for each in value))
        if value in (None, ""):
            return Thing(_("nothing"))
        if isinstance(value, bool):
            return Thing(_("yes") if value else _("no"))
        if isinstance(value, dict):
            return Thing("; ".join(f"{word_for(key)}: {self.said(None, each, None, key).name}" for key, each in value.items()))
        return self.named(model, value) or Thing(str(_choice(target, field, value)))


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except LookupError:
        return None  # of a room that is no more


def _model_called(name: str) -> type[models.Model] | None:
    """The model that a detail of this name stands for: `from_meeting` is a meeting."""
    wanted = name.removeprefix("from_").removeprefix("to_").replace("_", "")
    ours = (config for config in apps.get_app_configs() if config.name.startswith("tinkuy."))
    return next((config.models[wanted] for config in ours if wanted in config.models), None)


def _field(model: type[models.Model] | None, name: str) -> Any:
    return next((field for field in model._meta.get_fields() if field.name == name), None) if model else None


def _model_of_field(model: type[models.Model] | None, name: str) -> type[models.Model] | None:
    return getattr(_field(model, name), "related_model", None)


def _choice(model: type[models.Model] | None, name: str, value: Any) -> Any:
    """The label of `value` in the closed list of the field so called, of the model or of another one of its room."""
    rooms_models = [model, *apps.get_app_config(model._meta.app_label).get_models()] if model else []
    for each in rooms_models:
        label = dict(getattr(_field(each, name), "flatchoices", None) or ()).get(value)
        if label:
            return label
    return value_for(value)


def _has_words(model: type[models.Model]) -> bool:
    return model.__str__ is not models.Model.__str__


def _is_id(model: type[models.Model], value: Any) -> bool:
    try:
        model._meta.pk.to_python(value)
    except ValidationError:
        return False
    return value is not None
