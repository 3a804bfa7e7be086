from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "tinkuy.web"
    history_labels = {"web.sample_removed": _("sample removed")}

    def ready(self) -> None:
        from tinkuy.web.queries import searching, sections

        searching.register()
        sections.register()
