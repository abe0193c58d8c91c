"""Which types of the catalogue a pattern may mean."""

from __future__ import annotations

from collections.abc import Iterable

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.fields import NODE_FIELDS
from archlint.architecture.types import NodeType
from archlint.ruleset.conditions import All, AnyOf, Condition, Not, Property, Words
from archlint.ruleset.text_patterns import any_matches, glob_matcher, is_literal


class TypeSets:
    """Sets of types: the curated ones, and those from the index that a rule names."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Begin with the curated types."""
        self._catalogue = catalogue
        self._types = dict(catalogue.types)
        self._named = 0  # of the index
        self.everything = catalogue.type_ids

    def add(self, node_type: NodeType) -> NodeType:
        """Let a named type count, also when it comes from the index."""
        if node_type.id not in self._types:
            self._types[node_type.id] = node_type
            self._named += 1
        return node_type

    def matching(self, glob: str) -> frozenset[str]:
        """Return the types whose name matches a glob."""
        if is_literal(glob):
            return frozenset({glob} & self._types.keys())
        matches = glob_matcher(glob)
        return frozenset(name for name in self._types if matches(name))

    def having(self, name: str, among: Iterable[str] | None = None) -> frozenset[str]:
        """Return the types that have a property, of all or of some."""
        asked = self._types if among is None else among
        return frozenset(item for item in asked if name in self._types[item].properties)

    def properties(self, types: Iterable[str]) -> set[str]:
        """Return the properties that at least one of the types has."""
        return {name for item in types for name in self._types[item].properties}

    def boundary_properties(self) -> list[str]:
        """Return the properties that boundaries have, by name."""
        boundaries = [item.id for item in self._types.values() if "boundary" in item.kinds]
        return sorted(self.properties(boundaries))

    def of(self, condition: Condition) -> frozenset[str]:
        """Return every type that a node may have of which a condition holds."""
        match condition:
            case Words("type", patterns):
                return frozenset().union(*(self.matching(pattern) for pattern in patterns))
            case Words("kind", patterns):
                return self._of_kinds(patterns)
            case All(parts):
                return self._all().intersection(*(self.of(part) for part in parts))
            case AnyOf(parts):
                return frozenset().union(*(self.of(part) for part in parts))
            case Not(Words("type" | "kind") as words):
                return self._all() - self.of(words)
            case Property(path) if path[0] not in NODE_FIELDS:
                return self._all() - self._lacking(path[0])
        return self._all()

    def _lacking(self, name: str) -> frozenset[str]:
        """Return the types of which it is known that they do not have a property."""
        return frozenset(
            t for t, found in self._types.items() if found.curated and name not in found.properties
        )

    def _all(self) -> frozenset[str]:
        return self.everything if self._named == 0 else frozenset(self._types)

    def _of_kinds(self, patterns: tuple[str, ...]) -> frozenset[str]:
        if all(map(is_literal, patterns)):
            wanted = frozenset(patterns)
            return frozenset(t for t, found in self._types.items() if wanted & found.kinds)
        return frozenset(
            t for t, found in self._types.items() if any_matches(patterns, tuple(found.kinds))
        )
