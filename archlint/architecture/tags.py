"""YAML tags: those of the core schema say what a value is meant to be, all others are refused."""

from __future__ import annotations

from archlint.architecture.scalars import resolve
from archlint.architecture.tree import Atom
from archlint.source import Location, Problems
from archlint.text import quote

_STANDARD = "tag:yaml.org,2002:"
_SCALARS = frozenset(_STANDARD + name for name in ("str", "int", "float", "bool", "null"))
_COLLECTIONS = frozenset({_STANDARD + "map", _STANDARD + "seq"})
_NAMES = {bool: "bool", int: "int", float: "float", type(None): "null"}


def tagged_value(tag: str, text: str, at: Location, problems: Problems) -> Atom:
    """Return what a scalar with a tag stands for.

    Args:
        tag: The tag, written out.
        text: The scalar's text.
        at: Where it stands.
        problems: Takes a tag that is not allowed, or that the text does not fit.
    """
    if tag == "!" or tag == _STANDARD + "str":
        return text
    if tag not in _SCALARS:
        _refuse(tag, at, problems)
        return text
    value = resolve(text)
    if _NAMES.get(type(value)) != tag.removeprefix(_STANDARD):
        short = tag.replace(_STANDARD, "!!")
        problems.add(f"{quote(text)} is no value of {short}", at, f"remove the tag {short}")
    return value


def check_collection_tag(tag: str | None, at: Location, problems: Problems) -> None:
    """Report a tag of a list or mapping that is not allowed."""
    if tag is not None and tag != "!" and tag not in _COLLECTIONS:
        _refuse(tag, at, problems)


def _refuse(tag: str, at: Location, problems: Problems) -> None:
    short = quote(tag.replace(_STANDARD, "!!"))
    problems.add(
        f"the tag {short} is not allowed: nothing in a model is executed or constructed",
        at,
        "remove the tag and write plain values",
    )
