"""Decide conditions on the words that things go by."""

from __future__ import annotations

from archlint.architecture.types import NodeType
from archlint.architecture.values import DataAsset, Node
from archlint.graph import Edge
from archlint.ruleset.conditions import Words
from archlint.ruleset.logic import Truth
from archlint.ruleset.text_patterns import any_matches


def node_words(condition: Words, node: Node) -> Truth:
    """Decide a condition on the words that a node goes by.

    The words of its type are decided by that alone.
    """
    match condition.field:
        case "kind" | "type":
            return type_words(condition, node.type)
        case "id":
            return any_matches(condition.patterns, (node.id,))
        case "name":
            return any_matches(condition.patterns, (node.name,))
    return any_matches(condition.patterns, node.texts("tags"))


def type_words(condition: Words, node_type: NodeType) -> Truth:
    """Decide a condition on the type or kind of nodes of a type.

    Of a type that is known by its icon alone, nobody may have said what kinds it has: then it may
    be of any.
    """
    patterns = condition.patterns
    if condition.field == "type":
        return node_type.id in patterns or any_matches(patterns, (node_type.id,))
    if any_matches(patterns, tuple(node_type.kinds)):
        return True
    return None if not node_type.curated and not node_type.kinds else False


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
