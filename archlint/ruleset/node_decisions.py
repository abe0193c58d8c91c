"""Conditions on nodes, made ready to be asked of many: of any node, or of those of one type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from archlint.architecture.fields import NODE_FIELDS
from archlint.architecture.types import NodeType
from archlint.architecture.values import Node
from archlint.graph import ArchitectureGraph
from archlint.ruleset.conditions import (
    All,
    AnyOf,
    Assets,
    Condition,
    Linked,
    Not,
    Placed,
    Property,
    Reached,
    Spread,
    Words,
)
from archlint.ruleset.containment import Containment
from archlint.ruleset.data_decisions import DataDecisions
from archlint.ruleset.decisions import Always, Decision, all_decide, any_decides, opposite
from archlint.ruleset.links import Links
from archlint.ruleset.logic import Truth
from archlint.ruleset.reachability import Reachability
from archlint.ruleset.value_tests import Resolve, count_inside, look_up, value_test
from archlint.ruleset.words import node_words, type_words


@dataclass(frozen=True, slots=True)
class NodeDecisions:
    """Makes the decisions on the nodes of one model.

    Attributes:
        graph: The model's graph.
        named: Decides a pattern on what an id names.
        containment: Makes those along containment.
        links: Makes those along single edges.
        reachability: Makes those along paths.
        data: Makes those on data.
    """

    graph: ArchitectureGraph
    named: Resolve
    containment: Containment
    links: Links
    reachability: Reachability
    data: DataDecisions

    def make(self, condition: Condition, node_type: NodeType | None = None) -> Decision[Node]:
        """Make a condition ready.

        Args:
            condition: The condition.
            node_type: The type of all nodes that it will be asked of; `None` for any node.
        """
        match condition:
            case All(parts):
                return all_decide(self.make(part, node_type) for part in parts)
            case AnyOf(parts):
                return any_decides(self.make(part, node_type) for part in parts)
            case Not(part):
                return opposite(self.make(part, node_type))
            case Words("type" | "kind"):
                return _by_type(lambda of: type_words(condition, of), node_type)
            case Words():
                return lambda node: node_words(condition, node)
            case Property():
                return self._property(condition, node_type)
            case Placed():
                return self.containment.decision(condition)
            case Linked():
                return self.links.decision(condition)
            case Reached():
                return self.reachability.decision(condition)
            case Spread():
                return self._spread(condition)
            case Assets():
                return self._stores(condition, node_type)
        raise TypeError(f"no condition on a node: {condition!r:.80}")

    def _property(self, condition: Property, node_type: NodeType | None) -> Decision[Node]:
        head = condition.path[0]
        test = value_test(condition.test, self.named)
        decision: Decision[Node]
        if len(condition.path) == 1:

            def decision(node: Node) -> Truth:
                return test(node.stated.get(head))
        else:

            def decision(node: Node) -> Truth:
                return test(look_up(node.stated, condition.path))

        if head in NODE_FIELDS:
            return decision
        # Of a type that is known by its icon alone, nobody has said what it has.
        has = _by_type(
            lambda of: True if head in of.properties else False if of.curated else None, node_type
        )
        if isinstance(has, Always):
            return decision if has.answer is True else has

        def known(node: Node) -> Truth:
            has_it = has(node)
            return decision(node) if has_it is True else has_it

        return known

    def _spread(self, condition: Spread) -> Decision[Node]:
        def is_spread(node: Node) -> Truth:
            if not node.placements:
                return None
            least, most = self.graph.spread(node.id, condition.what)
            return count_inside(condition.bounds, least, most)

        return is_spread

    def _stores(self, condition: Assets, node_type: NodeType | None) -> Decision[Node]:
        holds = self.data.held(condition)
        may_hold = _by_type(may_hold_data, node_type)
        return lambda node: holds(node.stated.get("stores"), may_hold(node) is True)


def may_hold_data(node_type: NodeType) -> bool:
    """Tell whether a node of a type that does not say what it stores leaves something unsaid."""
    return node_type.holds_data or not node_type.curated


def _by_type(answer: Callable[[NodeType], Truth], node_type: NodeType | None) -> Decision[Any]:
    """Return what is the same for all nodes of a type: once for each type, or for the one."""
    if node_type is not None:
        return Always(answer(node_type))
    answers: dict[str, Truth] = {}

    def of_type(node: Node) -> Truth:
        of = node.type
        if of.id not in answers:
            answers[of.id] = answer(of)
        return answers[of.id]

    return of_type
