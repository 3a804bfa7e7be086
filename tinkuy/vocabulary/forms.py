"""What a person may send to this room."""

import csv
import io
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinkuy.core.datasets import unguarded
from tinkuy.core.pure.texts import clean
from tinkuy.core.widgets import with_its_label
from tinkuy.vocabulary import queries
from tinkuy.vocabulary.models import Theme
from tinkuy.vocabulary.pure.territory_rows import slugged
from tinkuy.vocabulary.pure.theme_rows import DEFINITION_LIMIT, NAME_LIMIT, RESERVED

SIZE_LIMIT = 1024 * 1024


class ThemeForm(forms.Form):
    """One theme. Its slug, which makes its address, comes from the name it was born with and never changes."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LIMIT)
    parent = forms.ModelChoiceField(
        Theme.objects.none(),
        to_field_name="slug",
        required=False,
        label=_("Under"),
        empty_label=_("no other theme: it stands alone"),
    )
    definition = forms.CharField(
        label=_("What belongs under it"),
        required=False,
        max_length=DEFINITION_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("So that two people sort the same words under the same theme. Say also what does not belong."),
    )

    def __init__(self, *args: Any, theme: Theme | None = None, **kwargs: Any) -> None:
        if theme:
            stated = {"name": theme.name, "parent": theme.parent and theme.parent.slug, "definition": theme.definition}
            kwargs["initial"] = {**stated, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.theme = theme
        tree = queries.themes_outside(theme)
        parent: Any = self.fields["parent"]
        parent.queryset = Theme.objects.filter(pk__in=[each.pk for _depth, each in tree])
        parent.choices = [
            ("", parent.empty_label),
            *((each.slug, "— " * depth + with_its_label(each, each.name)) for depth, each in tree),
        ]

    def clean_name(self) -> str:
        name = clean(self.cleaned_data["name"])
        slug = slugged(name)
        if not slug:
            raise forms.ValidationError(_("Write a name with letters or digits."))
        if self.theme is None and slug in RESERVED:
            raise forms.ValidationError(_("That name is taken by a page of this site. Write another."))
        if self.theme is None and Theme.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is a theme of that name already. Change that one, or write another name."))
        return name

    @property
    def slug(self) -> str:
        return self.theme.slug if self.theme else slugged(self.cleaned_data["name"])


class ThemesForm(forms.Form):
    """A themes file, or its text again once its rows were looked at."""

    file = forms.FileField(
        label=_("CSV file"),
        required=False,
        help_text=_("Columns: slug, name, parent, definition. Only name is needed; parent is the slug of the theme above."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    text = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        text = self._text_of(cleaned)
        first = text.partition("\n")[0]
        reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
        try:
            rows = [{key: unguarded(value or "") for key, value in row.items() if key} for row in reader]
        except csv.Error as error:
            raise forms.ValidationError(_("This is no CSV file. Save the sheet as “CSV UTF-8” and send that.")) from error
        if "name" not in (reader.fieldnames or []):
            raise forms.ValidationError(_("The column “name” is missing. The first row must hold the columns' names."))
        if not rows:
            raise forms.ValidationError(_("The file has no rows under its header."))
        return {**cleaned, "text": text, "rows": rows}

    def _text_of(self, cleaned: dict[str, object]) -> str:
        file = self.files.get("file")
        if file is None:
            if not cleaned.get("text"):
                raise forms.ValidationError(_("Choose the file to import."))
            return str(cleaned["text"])
        if (file.size or 0) > SIZE_LIMIT:
            raise forms.ValidationError(_("The file is larger than 1 MB. Divide it."))
        try:
            text: str = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This is no UTF-8 text. Save the sheet as “CSV UTF-8” and send that.")) from error
        if "\x00" in text:
            raise forms.ValidationError(_("This is no CSV file. Save the sheet as “CSV UTF-8” and send that."))
        return text
