"""Words kept for searching."""

from typing import Any

from django.db import models

from tinkuy.core.pure.texts import fold


class FoldedField(models.CharField):
    """The words of other columns of its row without differences of case or accent, kept for searching and never shown."""

    def __init__(self, *args: Any, of: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.of = of
        for name, value in {"max_length": 260, "blank": True, "default": "", "editable": False}.items():
            kwargs.setdefault(name, value)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        folded = fold(" ".join(filter(None, (getattr(model_instance, name) for name in self.of))))[: self.max_length]
        setattr(model_instance, self.attname, folded)
        return folded
