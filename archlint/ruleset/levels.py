"""At which level of containment a node stands, or could stand."""

from __future__ import annotations

from archlint.architecture.types import NodeType
from archlint.architecture.values import Node
from archlint.ruleset.conditions import Words
from archlint.ruleset.text_patterns import any_matches


def is_unplaced(node: Node) -> bool:
    """Tell whether a node is placed in nothing although its type stands in boundaries."""
    return not node.placements and bool(node.type.lives_in or not node.type.curated)


def may_stand_at(node_type: NodeType, levels: tuple[Words, ...]) -> bool:
    """Tell whether a type stands at the level that a pattern names, or inside of it.

    A type known by its icon alone may stand anywhere.
    """
    return not node_type.curated or any(
        all(_is_named(words, level, kinds) for words in levels)
        for level, kinds in node_type.levels.items()
    )


def _is_named(words: Words, level: str, kinds: frozenset[str]) -> bool:
    return any_matches(words.patterns, (level,) if words.field == "type" else tuple(kinds))
