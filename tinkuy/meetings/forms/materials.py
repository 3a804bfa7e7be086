"""What a person may send about a photo, a scan, a document, a recording or a film of a meeting."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tinkuy.core.answering import AnswerableForm
from tinkuy.core.inputs import PublicTextField
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.enums import ConsentWay, Licence, MaterialKind
from tinkuy.meetings.models import Meeting, Session

# What a telephone offers to choose from; what is taken is told by the service, from what the file holds.
ACCEPTED = ".jpg,.jpeg,.png,.webp,.pdf,.mp3,.ogg,.oga,.m4a,image/jpeg,image/png,image/webp"
YES, NO = "si", "no"


class MaterialWordsForm(AnswerableForm):
    """What is said of a material; the file itself is sent once."""

    title = PublicTextField(label=_("Title"), max_length=200)
    alt = PublicTextField(
        label=_("What it shows, for whoever cannot see it"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed for photos. As you would tell it by telephone: “Six people around a table write on cards.”"),
    )
    session = forms.ModelChoiceField(
        Session.objects.none(), label=_("Table or session"), required=False, empty_label=_("the whole meeting, or not known")
    )
    is_source_sheet = forms.BooleanField(
        label=_("Contributions are read from it"), required=False, help_text=_("A flipchart, a sheet, a recording.")
    )
    shows_people = forms.ChoiceField(
        label=_("Can somebody be recognised, by face or by voice?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
        help_text=_("Where somebody can be recognised it is not public until it is written here who agreed."),
    )
    has_minors = forms.BooleanField(
        label=_("There are girls, boys or teenagers in it"),
        required=False,
        help_text=_("Then only whoever cares for them can agree."),
    )
    given_by = forms.CharField(
        label=_("Who agreed"),
        max_length=300,
        required=False,
        help_text=_("Only who may edit this meeting reads it. If consent is taken back, it is erased."),
    )
    way = forms.ChoiceField(
        label=_("How they agreed"), choices=[("", _("nobody was asked yet")), *ConsentWay.choices], required=False
    )
    is_by_guardian = forms.BooleanField(label=_("Mothers, fathers or guardians agreed for the minors"), required=False)
    credit = PublicTextField(
        label=_("Who made it"), max_length=200, required=False, help_text=_("The name that stands beside it.")
    )
    licence = forms.ChoiceField(label=_("Licence"), choices=[("", _("to be completed")), *Licence.choices], required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions = self.fields["session"]
        assert isinstance(sessions, forms.ModelChoiceField)
        sessions.queryset = meeting.sessions.all()

    def clean_shows_people(self) -> bool:
        return self.cleaned_data["shows_people"] == YES


class MaterialForm(MaterialWordsForm):
    """A new material. `id` is made with the page, so that sending twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    kind = forms.ChoiceField(label=_("What it is"), choices=MaterialKind.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("The file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_(
            "Pictures: JPEG, PNG or WebP. Documents: PDF. Audio: MP3, OGG or M4A. After an error it has to be chosen again."
        ),
    )
    link = forms.URLField(
        label=_("Address of the video"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Films stay where they are: YouTube, Vimeo, PeerTube."),
    )
    keeps_original = forms.BooleanField(
        label=_("Keep the original picture, too"),
        required=False,
        help_text=_("Only who may edit this meeting can download it. It may tell where and when it was taken."),
    )

    field_order = ["id", "kind", "file", "link", "title", "alt"]

    def clean_file(self) -> bytes | None:
        """The bytes that were sent, when they are no more than this site takes."""
        sent: UploadedFile | None = self.cleaned_data["file"]
        if sent is None:
            return None
        if (sent.size or 0) > settings.UPLOAD_LIMIT:
            words = {"size": -(-(sent.size or 0) // 2**20), "limit": settings.UPLOAD_LIMIT // 2**20}
            raise forms.ValidationError(_("The file has %(size)s MB; up to %(limit)s MB are taken."), params=words)
        return sent.read()


class TakeDownForm(AnswerableForm):
    """Why it goes away."""

    is_withdrawn = forms.BooleanField(label=_("Somebody who can be recognised took her consent back"), required=False)
    reason = PublicTextField(
        label=_("The reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays in the history, with your name. Do not write here whom the picture showed."),
    )
