"""Photos, scans, documents and recordings of a meeting: taken by what they hold, made anew, and taken down for good."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.core import history
from tinkuy.core.errors import DomainError
from tinkuy.core.permissions import require
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError, put
from tinkuy.meetings.enums import MaterialKind, MaterialState
from tinkuy.meetings.models import ImageConsent, Material, Meeting
from tinkuy.meetings.pure.pictures import Rendition
from tinkuy.meetings.services.asked import By
from tinkuy.meetings.services.files import FileRefusedError, Sent, is_quick, look, made_of

RECEIVED, ORIGINAL, AS_IT_CAME = "recibido", "original", "archivo"
EVERY_NAME = (RECEIVED, ORIGINAL, AS_IT_CAME, "400.webp", "1280.webp", "2400.webp")
# Who agreed stands in a table of its own, from which it can be taken.
CONSENT = ("given_by", "way", "is_by_guardian")


class NoSuchMaterialError(DomainError):
    """It was taken down, or is not of this meeting."""


def add_material(
    meeting: Meeting, *, id: UUID, kind: str, content: bytes | None = None, link: str = "", by: By, **values: Any
) -> Material:
    """A material of this meeting, from the bytes of a file or, for a film, from its address. Twice with one id is once.

    `values` are title, alt, credit, licence, session, shows_people, has_minors, is_source_sheet, keeps_original, and
    given_by, way, is_by_guardian of a consent. What is small is ready at once; what is large is prepared by the worker.
    Raises FileRefusedError for anything but the types that are taken, InvalidError beside the field that lacks.
    """
    require(by, "meetings.record_material", meeting)
    if found := _found(id, meeting):
        return found
    sent = _sent(kind, content, link)
    _require_words(kind, values.get("title", ""), values.get("alt", ""))
    # Pixels are worked on before the transaction: on SQLite nobody else could write meanwhile.
    made = made_of(sent) if sent and is_quick(sent) else None
    try:
        return _added(meeting, id, sent, made, values={**values, "kind": kind, **_about(sent, link)}, by=by)
    except Exception:
        if not Material.objects.filter(pk=id).exists():
            _remove_files(Material(pk=id))
        raise


def _found(id: UUID, meeting: Meeting) -> Material | None:
    found = Material.objects.filter(pk=id).first()
    if found and found.meeting_id != meeting.pk:
        raise NoSuchMaterialError(_("This material is of another meeting."))
    return found


@transaction.atomic
def _added(
    meeting: Meeting, id: UUID, sent: Sent | None, made: list[Rendition] | None, *, values: dict[str, Any], by: By
) -> Material:
    # Two who send the same at once: the second waits, and finds it.
    Meeting.objects.select_for_update(of=("self",)).order_by().get(pk=meeting.pk)
    if found := _found(id, meeting):
        return found
    material, consent = Material(pk=id, meeting=meeting), _split(values)
    put(material, values, is_new=True)
    _keep_consent(material, consent)
    if sent and made is None:
        _store(material, RECEIVED, sent.content)
    elif sent and made is not None:
        _finish(material, sent, made)
    history.record("meetings.material_added", material, by=by, meeting=str(meeting.pk), kind=values["kind"])
    return material


def _sent(kind: str, content: bytes | None, link: str) -> Sent | None:
    if kind == MaterialKind.VIDEO:
        if not link.startswith("https://"):
            raise InvalidError.beside("link", _("Write the address of the video, which begins with https://."))
        return None
    if not content:
        raise FileRefusedError(_("Choose the file."))
    return look(content, kind)


def _about(sent: Sent | None, link: str) -> dict[str, Any]:
    if sent is None:
        return {"link": link, "state": MaterialState.READY, "keeps_original": False}
    return {"media_type": sent.type.media_type, "size": len(sent.content), "digest": sent.digest}


def _split(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values.pop(name) for name in CONSENT if name in values}


def _require_words(kind: str, title: str, alt: str) -> None:
    if not clean(title):
        raise InvalidError.beside("title", _("Write a title."))
    if kind == MaterialKind.PHOTO and not clean(alt):
        raise InvalidError.beside("alt", _("Write what the photo shows, for whoever cannot see it."))


def _keep_consent(material: Material, given: dict[str, Any]) -> bool:
    """Write down who agreed; whether that is new. A way without a name, or a name without a way, is refused."""
    if not clean(given.get("given_by") or "") and not given.get("way"):
        return False
    if not (clean(given.get("given_by") or "") and given.get("way")):
        said = _("Write both: who agreed, and how.")
        raise InvalidError(ValidationError({"given_by" if given.get("way") else "way": said}))
    consent = ImageConsent.objects.filter(material=material).first()
    row = consent or ImageConsent(material=material)
    return bool(put(row, given, is_new=consent is None))


def _store(material: Material, name: str, content: bytes) -> None:
    """Keep this file under the material's id; nothing that lies there already is doubled under another name."""
    path = material.path_of(name)
    default_storage.delete(path)
    default_storage.save(path, ContentFile(content))


def _finish(material: Material, sent: Sent, made: list[Rendition]) -> bool:
    """Keep what was made of what came, and say that it is ready; False when it was taken down meanwhile."""
    for each in made:
        _store(material, each.name, each.content)
    if not made:
        _store(material, AS_IT_CAME, sent.content)
    elif material.keeps_original:
        _store(material, ORIGINAL, sent.content)
    default_storage.delete(material.path_of(RECEIVED))
    sizes = [[each.width, each.height] for each in made]
    waiting = Material.objects.filter(pk=material.pk, state=MaterialState.PREPARING)
    is_ready = bool(waiting.update(state=MaterialState.READY, renditions=sizes))
    if not is_ready:
        _remove_files(material)
    material.refresh_from_db(fields=["state", "renditions"])
    return is_ready


def _remove_files(material: Material) -> None:
    for name in EVERY_NAME:
        default_storage.delete(material.path_of(name))


def prepare_material(material: Material, *, by: By) -> Material:
    """Make a large file ready. What cannot be taken says why on its page, and its file is gone. Twice is once."""
    require(by, "meetings.record_material", material.meeting)
    if material.state != MaterialState.PREPARING:
        return material
    with default_storage.open(material.path_of(RECEIVED)) as file:
        content = file.read()
    try:
        sent = look(content, material.kind)
        made = made_of(sent)
    except FileRefusedError as refusal:
        return _refused(material, str(refusal), by)
    with transaction.atomic():
        if _finish(material, sent, made):
            history.record("meetings.material_prepared", material, by=by)
    return material


@transaction.atomic
def _refused(material: Material, said: str, by: By) -> Material:
    waiting = Material.objects.filter(pk=material.pk, state=MaterialState.PREPARING)
    if waiting.update(state=MaterialState.REFUSED, reason=said[:500]):
        history.record("meetings.material_refused", material, by=by)
    _remove_files(material)
    material.refresh_from_db()
    return material


@transaction.atomic
def describe_material(material: Material, *, by: By, **values: Any) -> Material:
    """The words about a material, whom it shows and who agreed to that. History names the fields, not what stood there.

    Raises NoSuchMaterialError when it was taken down.
    """
    require(by, "meetings.record_material", material.meeting)
    material = Material.objects.select_for_update(of=("self",)).get(pk=material.pk)
    if material.state == MaterialState.TAKEN_DOWN:
        raise NoSuchMaterialError(_("It was taken down: there is nothing left to describe."))
    consent = _split(values)
    _require_words(material.kind, values.get("title", material.title), values.get("alt", material.alt))
    changed = put(material, values, is_new=False)
    if changed:
        history.record("meetings.material_changed", material, by=by, fields=sorted(changed))
    if _keep_consent(material, consent):
        history.record("meetings.image_consent_recorded", material, by=by)
    return material


@transaction.atomic
def take_down_material(material: Material, *, reason: str, is_withdrawn: bool = False, by: By) -> Material:
    """Away at once, everywhere: the files are removed, the words and who consented blanked. The row stays, with the reason.

    With `is_withdrawn`, because somebody took her consent back. It cannot be undone; saying it again changes nothing.
    """
    require(by, "meetings.record_material", material.meeting)
    if not (reason := clean(reason)[:500]):
        raise InvalidError.beside("reason", _("Write why it is taken down: the reason stays."))
    gone = {"state": MaterialState.TAKEN_DOWN, "reason": reason, "renditions": [], "size": 0}
    blank = {"title": "", "alt": "", "credit": "", "link": "", "digest": ""}
    if Material.objects.filter(pk=material.pk).exclude(state=MaterialState.TAKEN_DOWN).update(**gone, **blank):
        ImageConsent.objects.filter(material=material).update(given_by="", withdrawn_at=timezone.now(), way=F("way"))
        history.record("meetings.material_taken_down", material, by=by, reason=reason, consent_withdrawn=is_withdrawn)
    # Even when the row says so already: a machine may have stopped between the two.
    _remove_files(material)
    material.refresh_from_db()
    return material
