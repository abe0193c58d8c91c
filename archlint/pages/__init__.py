"""The documents: Markdown pages derived from a model and from what a check found."""

from archlint.pages.writer import write_pages

__all__ = ["write_pages"]
