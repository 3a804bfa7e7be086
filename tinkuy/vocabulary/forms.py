"""What a person may send to this room."""

import csv
import io

from django import forms
from django.utils.translation import gettext_lazy as _

SIZE_LIMIT = 1024 * 1024


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
            rows = [{key: value or "" for key, value in row.items() if key} for row in reader]
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
