"""The verbs of the vocabulary."""

from tinkuy.vocabulary.services.frameworks import FrameworkEditionError, load_frameworks
from tinkuy.vocabulary.services.territories import ensure_city, import_territories, load_territories
from tinkuy.vocabulary.services.themes import define_theme, import_themes, theme_problems, theme_sheet_problems

__all__ = [
    "FrameworkEditionError",
    "define_theme",
    "ensure_city",
    "import_territories",
    "import_themes",
    "load_frameworks",
    "load_territories",
    "theme_problems",
    "theme_sheet_problems",
]
