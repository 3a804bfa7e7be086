"""Tinkuy: from what people say at meetings to a shared agenda, and to what the State answered."""

__version__ = "0.1.0"
