"""Which types of the catalogue a pattern may mean."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.fields import NODE_FIELDS
from archlint.architecture.types import NodeType
from archlint.ruleset.conditions import All, AnyOf, Condition, Not, Property, Words
from archlint.ruleset.text_patterns import any_matches, glob_matcher


class TypeSets:
    """Sets of types: the curated ones, and those from the index that a rule names."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Begin with the curated types."""
        self._catalogue = catalogue
        self._types = dict(catalogue.types)
        self.everything = frozenset(self._types)

    def add(self, node_type: NodeType) -> NodeType:
        """Let a named type count, also when it comes from the index."""
        self._types.setdefault(node_type.id, node_type)
        return node_type

    def matching(self, glob: str) -> frozenset[str]:
        """Return the types whose name matches a glob."""
        matches = glob_matcher(glob)
        return frozenset(name for name in self._types if matches(name))

    @cached_property
    def _having(self) -> dict[str, frozenset[str]]:
        having: dict[str, set[str]] = {}
        for node_type in self._catalogue.types.values():
            for name in node_type.properties:
                having.setdefault(name, set()).add(node_type.id)
        return {name: frozenset(types) for name, types in having.items()}

    def having(self, name: str) -> frozenset[str]:
        """Return the types that have a property."""
        named = {t for t, found in self._types.items() if name in found.properties}
        return self._having.get(name, frozenset()) | named

    def properties(self, types: Iterable[str]) -> set[str]:
        """Return the properties that at least one of the types has."""
        return {name for item in types for name in self._types[item].properties}

    def boundary_properties(self) -> list[str]:
        """Return the properties that boundaries have, by name."""
        boundaries = [item.id for item in self._types.values() if "boundary" in item.kinds]
        return sorted(self.properties(boundaries))

    def of(self, condition: Condition) -> frozenset[str]:
        """Return every type that a node may have of which a condition holds."""
        everything = frozenset(self._types)
        match condition:
            case Words("type", patterns):
                return frozenset().union(*(self.matching(pattern) for pattern in patterns))
            case Words("kind", patterns):
                return frozenset(
                    name
                    for name, found in self._types.items()
                    if any_matches(patterns, tuple(found.kinds))
                )
            case All(parts):
                return everything.intersection(*(self.of(part) for part in parts))
            case AnyOf(parts):
                return frozenset().union(*(self.of(part) for part in parts))
            case Not(Words("type" | "kind") as words):
                return everything - self.of(words)
            case Property(path) if path[0] not in NODE_FIELDS:
                return everything - self._lacking(path[0])
        return everything

    def _lacking(self, name: str) -> set[str]:
        """Return the types of which it is known that they do not have a property."""
        having = self.having(name)
        return {t for t, found in self._types.items() if found.curated and t not in having}
