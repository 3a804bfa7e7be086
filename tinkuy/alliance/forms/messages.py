"""What anybody may write to a group or a body."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance.forms.parts import RowForm
from tinkuy.alliance.services import Writer
from tinkuy.core.pure.ids import uuid7


class MessageForm(RowForm):
    """A message. `id` is made with the page, so that sending twice is once."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    text = forms.CharField(label=_("Your message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))
    writer_name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.CharField(
        label=_("Your e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("There the answer goes."),
    )
    consents = forms.BooleanField(
        label=_("I agree that my name and e-mail are passed on with this message, to answer it and for nothing else."),
        required=False,
        help_text=_("Law 29733. Here all of it is erased within 7 days."),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        writer = Writer(data.pop("writer_name", ""), data.pop("email", ""), data.pop("consents", False))
        return {**data, "writer": writer}
