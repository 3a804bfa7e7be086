"""Fields of forms that several rooms have."""

from typing import Any

from django import forms


class DayField(forms.DateField):
    """One day, with the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class TerritoryField(forms.ModelChoiceField):
    """A place and what it lies in: a name alone never identifies it."""

    def label_from_instance(self, obj: Any) -> str:
        inside = f", {obj.parent}" if obj.parent else ""
        return f"{obj.name} ({obj.get_level_display()}{inside})"
