"""Ids in a model, and names in the catalogue."""

from __future__ import annotations

import re

from archlint.source import Location, Problems
from archlint.text import lookalike, quote

ID_PATTERN = "[a-z](?:[a-z0-9_-]*[a-z0-9])?"  # written as JSON Schema takes it, too

_ID = re.compile(rf"{ID_PATTERN}\Z")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_NOT_IN_IDS = re.compile(r"[^a-z0-9_-]+")


def is_id(text: str) -> bool:
    """Tell whether a text can be an id."""
    return _ID.match(text) is not None


def check_id(text: str, location: Location, problems: Problems) -> bool:
    """Report a text that cannot be an id, with the nearest that can."""
    if is_id(text):
        return True
    problems.add(
        f"{quote(text)} cannot be an id: ids have small letters, digits, '-' and '_', "
        "begin with a letter and end with a letter or digit",
        location,
        lookalike(text) or _proposal(text),
    )
    return False


def check_name(text: str, location: Location, problems: Problems) -> None:
    """Report a text that cannot name a kind, a property or a part of a type's dotted name."""
    if _NAME.match(text) is None:
        problems.add(
            f"{quote(text)} cannot be a name in the catalogue: names have letters, digits, '-' and "
            "'_', and begin with a letter",
            location,
            lookalike(text) or "choose another name",
        )


def _proposal(text: str) -> str:
    near = _NOT_IN_IDS.sub("-", text[:80].lower()).strip("-_0123456789")
    return f"write '{near}'" if is_id(near) else "choose another id"
