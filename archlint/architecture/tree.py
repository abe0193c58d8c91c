"""YAML as values that remember where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from archlint.source import Location
from archlint.text import quote

Atom: TypeAlias = str | int | float | bool | None
Tree: TypeAlias = "Scalar | Sequence | Mapping"


class Scalar(NamedTuple):
    """A single value.

    Attributes:
        value: What the text resolves to (see `resolve`).
        text: The text as its author wrote it, without quotes.
        location: Where it begins.
    """

    value: Atom
    text: str
    location: Location


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Tree, ...]
    location: Location


class Entry(NamedTuple):
    """One `key: value` of a mapping; a merged key has the place of its origin."""

    key: str
    key_location: Location
    value: Tree


class Mapping:
    """A mapping with text keys, in the order of the file."""

    __slots__ = ("entries", "location")

    def __init__(self, entries: dict[str, Entry], location: Location) -> None:
        """Take over the entries; they are not changed afterwards."""
        self.entries = MappingProxyType(entries)
        self.location = location

    def __iter__(self) -> Iterator[Entry]:
        """Go through the entries in the order of the file."""
        return iter(self.entries.values())

    def get(self, key: str) -> Tree | None:
        """Return the value of a key, or `None` when the key is not there."""
        entry = self.entries.get(key)
        return None if entry is None else entry.value


def is_nothing(tree: Tree) -> bool:
    """Tell whether a value is `null`, `~` or not written."""
    return isinstance(tree, Scalar) and tree.value is None


def describe(tree: Tree) -> str:
    """Say what a value is, for a message: `the number 5`, `a list`, `nothing`."""
    if isinstance(tree, Sequence):
        return "a list"
    if isinstance(tree, Mapping):
        return "a mapping"
    match tree.value:
        case None:
            return "nothing"
        case bool():
            return tree.text
        case int() | float():
            return f"the number {tree.text}"
        case str(text):
            return f"the text {quote(text)}" if text else "an empty text"
