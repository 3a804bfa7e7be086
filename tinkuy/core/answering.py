"""How forms are answered, in every room."""

from django import forms

from tinkuy.core.errors import DomainError
from tinkuy.core.recording import InvalidError

# What a page answers at which a form is shown and sent.
READ_AND_SEND = ["GET", "HEAD", "POST"]


class AnswerableForm(forms.Form):
    """A form that can say what the service refused, beside the field it is about."""

    def refuse(self, refusal: DomainError) -> None:
        errors = refusal.errors if isinstance(refusal, InvalidError) else {"": [str(refusal)]}
        for name, said in errors.items():
            self.add_error(name if name in self.fields else None, said)
