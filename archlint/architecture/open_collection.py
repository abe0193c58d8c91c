"""A mapping or list of a YAML text while it is read: keys that stand twice, and `<<`."""

from __future__ import annotations

from typing import Any

from archlint.architecture.tree import Entry, Mapping, Scalar, Sequence, Tree, describe
from archlint.source import Location, Problems
from archlint.text import quote

# What a NamedTuple's own constructor calls, after taking the fields apart by name.
_new: Any = tuple.__new__


class OpenCollection:
    """A collection that is still being read.

    Attributes:
        location: Where it begins.
        is_mapping: Whether it is a mapping; else it is a list.
        anchor: What aliases call it; `None` where it has no anchor.
        items: The items of a list so far.
        entries: The entries of a mapping so far, by key.
        merged: The values of `<<`, and where that stands.
        key: The key whose value is awaited; `None` when it cannot be one.
        key_at: Where that key stands.
        awaits_key: Whether a key comes next, in a mapping.
        merges: Whether the key is a `<<` that merges.
        size: How many values it holds so far, itself and those of aliases included.
        height: How deep it nests so far.
    """

    __slots__ = (
        "anchor",
        "awaits_key",
        "entries",
        "height",
        "is_mapping",
        "items",
        "key",
        "key_at",
        "location",
        "merged",
        "merges",
        "size",
    )

    def __init__(self, location: Location, is_mapping: bool, anchor: str | None) -> None:
        """Begin with nothing."""
        self.location = location
        self.is_mapping = is_mapping
        self.anchor = anchor
        self.items: list[Tree] = []
        self.entries: dict[str, Entry] = {}
        self.merged: list[tuple[Tree, Location]] = []
        self.key: str | None = None
        self.key_at = location
        self.awaits_key = True
        self.merges = False
        self.size = 1
        self.height = 1

    def is_template(self, at: Location) -> bool:
        """Tell whether a mapping that opens is the key of this one, just opened, as in `{{`."""
        return (
            self.is_mapping
            and self.awaits_key
            and not self.entries
            and (self.location.line, self.location.column + 1) == (at.line, at.column)
        )

    def enter(self, name: str, tree: Tree, problems: Problems) -> None:
        """Take in the value of a key."""
        at = self.key_at
        if name == "<<" and self.merges:  # in quotes, it is a key like any other
            self.merges = False
            if self.merged:
                _add_duplicate(name, at, self.merged[0][1], problems)
                return
            self.merged.append((tree, at))
        elif name in self.entries:
            _add_duplicate(name, at, self.entries[name].key_location, problems)
        else:
            self.entries[name] = _new(Entry, (name, at, tree))

    def closed(self, problems: Problems) -> Tree:
        """Return it as a tree, read to its end."""
        if not self.is_mapping:
            return Sequence(tuple(self.items), self.location)
        if self.merged:
            self._merge(problems)
        return Mapping(self.entries, self.location)

    def _merge(self, problems: Problems) -> None:
        """Fill in the entries of `<<`; what the mapping says itself, and first, wins."""
        for tree, at in self.merged:
            sources = tree.items if isinstance(tree, Sequence) else (tree,)
            for source in sources:
                if not isinstance(source, Mapping):
                    problems.add(
                        f"'<<' merges mappings, found {describe(source)}",
                        at,
                        "give it the alias of a mapping, or a list of them",
                    )
                    continue
                for entry in source:
                    self.entries.setdefault(entry.key, entry)


def is_key(tree: Tree, at: Location, problems: Problems) -> bool:
    """Tell whether a tree can be a key, or add that it cannot."""
    if isinstance(tree, Scalar) and isinstance(tree.value, str):
        return True
    hint = "write the key as text"
    if isinstance(tree, Scalar):
        hint = f"""write "{tree.text}" in quotes""" if tree.text else hint
    problems.add(f"mapping keys must be strings, found {describe(tree)}", at, hint)
    return False


def _add_duplicate(name: str, at: Location, first: Location, problems: Problems) -> None:
    problems.add(
        f"the key {quote(name)} stands twice in this mapping: "
        f"on line {first.line} and on line {at.line}",
        at,
        "remove or rename one of them",
    )
