"""Quechua pages write dates and numbers as the rest of Peru does."""

from tinkuy.core.formats.es.formats import *  # noqa: F403
