"""One way to write a thing down: make it or change it, check it, and remember what changed.

Services call it after they asked `require`; it asks nobody's permission itself.
"""

from collections.abc import Iterable
from itertools import count
from typing import Any, Literal, TypeVar
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tinkuy.core import history
from tinkuy.core.errors import DomainError
from tinkuy.core.models import Source, User
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.ids import named, uuid7
from tinkuy.core.pure.texts import clean

Outcome = Literal["created", "changed", "unchanged"]
Changes = dict[str, list[Any]]
M = TypeVar("M", bound=models.Model)


class InvalidError(DomainError):
    """What was given cannot be kept. `errors` holds the messages of each field; "" those of the whole."""

    def __init__(self, error: ValidationError) -> None:
        self.errors = {
            "" if name == NON_FIELD_ERRORS else name: messages
            for name, messages in (error.message_dict if hasattr(error, "error_dict") else {"": error.messages}).items()
        }
        super().__init__(" ".join(f"{name}: {' '.join(said)}" if name else " ".join(said) for name, said in self.errors.items()))

    @classmethod
    def beside(cls, field: str, said: str) -> "InvalidError":
        """A refusal of one field."""
        return cls(ValidationError({field: said}))


@transaction.atomic
def upsert(
    model: type[M], id: UUID | None, values: dict[str, Any], *, by: User | Operator, action_prefix: str
) -> tuple[M, Outcome]:
    """The row with this id, made or changed so that it holds `values`; the second time changes nothing.

    `values` may name many-to-many fields with any iterable. History gets `<prefix>_recorded` for a new row, and
    `<prefix>_changed` with changes={field: [before, after]} for a changed one. Raises InvalidError when the model refuses.
    """
    found = model._default_manager.filter(pk=id).first() if id else None
    row = found or model(pk=id or uuid7())
    return remember(row, values, is_new=found is None, by=by, action_prefix=action_prefix)


@transaction.atomic
def remember(
    row: M,
    values: dict[str, Any],
    *,
    is_new: bool,
    by: User | Operator,
    action_prefix: str,
    target: models.Model | None = None,
    **details: Any,
) -> tuple[M, Outcome]:
    """As `upsert`, for a row already found. Rows without a UUID of their own are told of in `target`'s history."""
    changed = put(row, values, is_new=is_new)
    if is_new:
        history.record(f"{action_prefix}_recorded", target or row, by=by, **details)
        return row, "created"
    if changed:
        history.record(f"{action_prefix}_changed", target or row, by=by, changes=changed, **details)
        return row, "changed"
    return row, "unchanged"


def put(row: models.Model, values: dict[str, Any], *, is_new: bool) -> Changes:
    """Write `values` on `row` and say what changed, [before, after] for each field; nothing changed, nothing written."""
    many = {field.name for field in row._meta.many_to_many}
    plain = {name: cleaned(value) for name, value in values.items() if name not in many}
    changed = history.changes(row, plain)
    for name, value in plain.items():
        setattr(row, name, value)
    if is_new or changed:
        _check(row)
        row.save(force_insert=is_new)
    for name in sorted(many & values.keys()):
        changed |= _put_many(row, name, values[name], is_new=is_new)
    return changed


def _check(row: models.Model) -> None:
    # Django takes an empty JSON value for a forgotten one; here an empty list and a null are answers.
    free = {field.name for field in row._meta.fields if isinstance(field, models.JSONField)}
    try:
        row.full_clean(exclude=free)
    except ValidationError as error:
        raise InvalidError(error) from error


def _put_many(row: models.Model, name: str, wanted: Iterable[models.Model], *, is_new: bool) -> Changes:
    manager = getattr(row, name)
    after = {each.pk for each in wanted}
    before = set() if is_new else set(manager.order_by().values_list("pk", flat=True))
    if before == after:
        return {}
    manager.set(after)
    return {name: [sorted(map(str, before)), sorted(map(str, after))]}


def cleaned(value: Any) -> Any:
    """`value` as it is kept: every text in it without stray spaces and in one form of Unicode."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return [cleaned(each) for each in value]
    if isinstance(value, dict):
        return {key: cleaned(each) for key, each in value.items()}
    return value


def record_source(url: str, *, by: User | Operator, **values: Any) -> Source:
    """The source at this address: title, publisher, published_on as far as they are given. Naming it twice is one source."""
    url = clean(url)
    if not url:
        raise InvalidError.beside("url", _("Write the address of the source."))
    return upsert(Source, named("source", url), {"url": url, **values}, by=by, action_prefix="core.source")[0]


def free_slug(model: type[models.Model], text: str) -> str:
    """The address for a new row called `text`: its words, and a number when another row already has that address."""
    wanted = slugify(text)[:70].strip("-") or model._meta.model_name or ""
    # Names that are pages of their own.
    taken = {"nueva", "nuevo", "postular", *model._default_manager.filter(slug__startswith=wanted).values_list("slug", flat=True)}
    return next(slug for number in count(1) if (slug := wanted if number == 1 else f"{wanted}-{number}") not in taken)
