"""What a model does not enumerate: nodes of open types, which may be there without being shown."""

from __future__ import annotations

from collections.abc import Iterable

from archlint.architecture.types import NodeType
from archlint.architecture.values import Model, OpenType
from archlint.ruleset.conditions import (
    All,
    AnyOf,
    Condition,
    Has,
    Linked,
    Not,
    Placed,
    Reached,
    Words,
)
from archlint.ruleset.logic import Truth, all_of, any_of, negation
from archlint.ruleset.words import type_words


def may_match(condition: Condition, node_type: NodeType) -> Truth:
    """Decide a pattern on a node of which only the type is known."""
    match condition:
        case Words("type" | "kind"):
            return type_words(condition, node_type)
        case All(parts):
            return all_of(may_match(part, node_type) for part in parts)
        case AnyOf(parts):
            return any_of(may_match(part, node_type) for part in parts)
        case Not(part):
            return negation(may_match(part, node_type))
    return None


def asks_by_type(condition: Condition, types: Iterable[NodeType]) -> bool:
    """Tell whether a pattern asks for nodes by type or kind: some type never matches it."""
    return _names_types(condition) and any(may_match(condition, item) is False for item in types)


def _names_types(condition: Condition) -> bool:
    match condition:
        case Words("type" | "kind"):
            return True
        case All(parts) | AnyOf(parts):
            return any(_names_types(part) for part in parts)
        case Not(part):
            return _names_types(part)
    return False


class OpenTypes:
    """Tells which open types the patterns of a relation may mean.

    Where there are any, there may be further nodes that match, related in any way.
    """

    def __init__(self, model: Model) -> None:
        """Keep the open types of a model."""
        self._open = model.open
        # By identity, with the pattern kept beside it, as an evaluation remembers its answers.
        self._meant: dict[int, tuple[Condition, tuple[OpenType, ...]]] = {}

    def ends(self, relation: Placed | Linked | Reached | Has) -> tuple[OpenType, ...]:
        """Return the open types that a relation may end at."""
        return self._meant_by(relation.where) if self._open and relation.by_type else ()

    def avoided(self, relation: Reached) -> tuple[OpenType, ...]:
        """Return the open types that a path may have to avoid."""
        asked = self._open and relation.avoiding_by_type and relation.avoiding
        return self._meant_by(asked) if asked else ()

    def passed(self, relation: Reached) -> tuple[OpenType, ...]:
        """Return the open types that a path may have to lead through."""
        asked = self._open and relation.through_by_type and relation.through
        return self._meant_by(asked) if asked else ()

    def _meant_by(self, pattern: Condition) -> tuple[OpenType, ...]:
        if id(pattern) not in self._meant:
            found = tuple(i for i in self._open if may_match(pattern, i.type) is not False)
            self._meant[id(pattern)] = (pattern, found)
        return self._meant[id(pattern)][1]
