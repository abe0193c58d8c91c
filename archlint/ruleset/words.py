"""Decide conditions on the words that things go by."""

from __future__ import annotations

from archlint.architecture.values import DataAsset, Node
from archlint.graph import Edge
from archlint.ruleset.conditions import Words
from archlint.ruleset.logic import Truth
from archlint.ruleset.text_patterns import any_matches


def node_words(condition: Words, node: Node) -> Truth:
    """Decide a condition on the words that a node goes by.

    Of a type that is known by its icon alone, nobody may have said what kinds it has: then it may
    be of any.
    """
    match condition.field:
        case "kind":
            if any_matches(condition.patterns, tuple(node.type.kinds)):
                return True
            return None if not node.type.curated and not node.type.kinds else False
        case "type":
            return node.type.id in condition.patterns or any_matches(
                condition.patterns, (node.type.id,)
            )
        case "id":
            return any_matches(condition.patterns, (node.id,))
        case "name":
            return any_matches(condition.patterns, (node.name,))
    return any_matches(condition.patterns, node.texts("tags"))


def edge_words(condition: Words, edge: Edge) -> bool:
    """Decide a condition on the words that an edge goes by."""
    match condition.field:
        case "kind":
            return edge.kind.value in condition.patterns
        case "property":
            return bool(edge.property) and any_matches(condition.patterns, (edge.property,))
    own_id = edge.connection.text("id") if edge.connection else ""
    return bool(own_id) and any_matches(condition.patterns, (own_id,))


def data_words(condition: Words, asset: DataAsset) -> bool:
    """Decide a condition on the words that a data asset goes by."""
    words = (asset.id,) if condition.field == "id" else asset.texts("tags")
    return any_matches(condition.patterns, words)
