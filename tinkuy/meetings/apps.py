from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "tinkuy.meetings"
    history_labels = {
        "meetings.programme_recorded": _("programme recorded"),
        "meetings.programme_changed": _("programme changed"),
        "meetings.meeting_recorded": _("meeting recorded"),
        "meetings.meeting_changed": _("meeting changed"),
        "meetings.feed_recorded": _("joined to a meeting that feeds it"),
        "meetings.feed_removed": _("no longer joined to a meeting that fed it"),
        "meetings.attendance_recorded": _("attendance recorded"),
        "meetings.attendance_changed": _("attendance changed"),
        "meetings.session_recorded": _("session recorded"),
        "meetings.session_changed": _("session changed"),
    }

    def ready(self) -> None:
        from tinkuy.meetings import rules  # noqa: F401
