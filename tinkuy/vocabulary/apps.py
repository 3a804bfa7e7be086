from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VocabularyConfig(AppConfig):
    name = "tinkuy.vocabulary"
    history_labels = {
        "vocabulary.territories_imported": _("territories imported"),
        "vocabulary.territory_changed": _("territory changed"),
        "vocabulary.city_added": _("city added"),
        "vocabulary.theme_defined": _("theme defined"),
        "vocabulary.theme_changed": _("theme changed"),
        "vocabulary.framework_loaded": _("framework loaded"),
        "vocabulary.framework_source_corrected": _("framework's source corrected"),
    }

    def ready(self) -> None:
        from tinkuy.vocabulary import rules  # noqa: F401
