"""At which level of containment a node stands, or could stand."""

from __future__ import annotations

from math import inf

from archlint.architecture.values import Node
from archlint.graph import ArchitectureGraph
from archlint.ruleset.conditions import Words
from archlint.ruleset.text_patterns import any_matches


def is_unplaced(node: Node) -> bool:
    """Tell whether a node is placed in nothing although its type stands in boundaries."""
    return not node.placements and bool(node.type.lives_in or not node.type.curated)


def may_stand_at(node: Node, levels: tuple[Words, ...]) -> bool:
    """Tell whether a node's type stands at the level that a pattern names, or inside of it.

    A type known by its icon alone may stand anywhere.
    """
    return not node.type.curated or any(
        all(_is_named(words, level, kinds) for words in levels)
        for level, kinds in node.type.levels.items()
    )


def _is_named(words: Words, level: str, kinds: frozenset[str]) -> bool:
    return any_matches(words.patterns, (level,) if words.field == "type" else tuple(kinds))


def spread(graph: ArchitectureGraph, node: Node, what: str) -> tuple[float, float]:
    """Return the least and greatest number of values of a property over a node's placements.

    A boundary that does not state the property stands for one or more values. A boundary of the
    kind that the property is named after, such as an availability zone, is a value by itself.
    """
    known: set[object] = set()
    open_ended = seen = False
    for parent in graph.parents(node.id):
        around = [graph.nodes[name] for name in sorted({parent, *graph.ancestors(parent)})]
        having = [boundary for boundary in around if what in boundary.type.properties]
        stated = {boundary.plain(what) for boundary in having if what in boundary.stated}
        by_kind = {boundary.id for boundary in around if what in boundary.type.kinds}
        known |= (stated - {None}) or by_kind
        seen = seen or bool(having or by_kind)
        open_ended = open_ended or bool(having and not stated and not by_kind)
    may_stand_deeper = what in node.type.level_properties or not node.type.curated
    if not seen and may_stand_deeper:
        return 0, inf
    least = max(len(known), 1 if open_ended else 0)
    return least, inf if open_ended else least
