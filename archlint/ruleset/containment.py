"""Decide `within` and `contains`."""

from __future__ import annotations

from collections.abc import Callable

from archlint.architecture.values import Node, OpenType
from archlint.graph import ArchitectureGraph
from archlint.ruleset.conditions import Condition, Placed, Quantifier
from archlint.ruleset.levels import may_stand_at
from archlint.ruleset.logic import Truth, all_of, negation
from archlint.ruleset.open_types import OpenTypes
from archlint.ruleset.sets import membership, split
from archlint.ruleset.value_tests import quantify
from archlint.ruleset.words import node_words


class Containment:
    """Answers relations along containment."""

    def __init__(
        self,
        graph: ArchitectureGraph,
        node_holds: Callable[[Condition, str], Truth],
        open_types: OpenTypes,
    ) -> None:
        """Keep the graph, how conditions on other nodes are decided, what may not be shown."""
        self._graph = graph
        self._node_holds = node_holds
        self._open = open_types
        self._around_matches: dict[int, tuple[Placed, set[str], set[str]]] = {}

    def holds(self, condition: Placed, node: Node) -> Truth:
        """Decide a relation along containment for one node."""
        return (
            self._contains(condition, node) if condition.inward else self._within(condition, node)
        )

    def _within(self, condition: Placed, node: Node) -> Truth:
        if not node.placements:
            return None
        candidates = self.candidates(condition, node)
        if not candidates:
            if may_stand_at(node, condition.levels) or self._open.ends(condition):
                return None
            if condition.quantifier is Quantifier.EVERY:
                return False
        answers = (
            (member, self._node_holds(condition.where, boundary))
            for boundary, member in candidates.items()
        )
        return quantify(condition.quantifier, answers, condition.bounds)

    def candidates(self, condition: Placed, node: Node) -> dict[str, Truth]:
        """Return the boundaries around a node that a pattern means, or may mean, by id."""
        members = {
            boundary: all_of(
                node_words(words, self._graph.nodes[boundary]) for words in condition.levels
            )
            for boundary in sorted(self._graph.ancestors(node.id))
        }
        return {boundary: member for boundary, member in members.items() if member is not False}

    def unseen(self, condition: Placed, node: Node) -> tuple[OpenType, ...]:
        """Return the open types of nodes that `contains` asks for and that may be in a node."""
        return self._open.ends(condition) if node.type.is_boundary else ()

    def _contains(self, condition: Placed, node: Node) -> Truth:
        more = bool(self.unseen(condition, node))
        if condition.quantifier is Quantifier.COUNT:
            inside = self._graph.descendants(node.id)
            answers = ((True, self._node_holds(condition.where, inner)) for inner in inside)
            return quantify(Quantifier.COUNT, answers, condition.bounds, more=more)
        if id(condition) not in self._around_matches:
            # Once for all nodes: some(P) holds around what P holds of; none(P) is its opposite,
            # and every(P) is none(not P).
            certain, possible = split(
                self._graph.nodes,
                condition.where,
                self._node_holds,
                opposite=condition.quantifier is Quantifier.EVERY,
            )
            self._around_matches[id(condition)] = (
                condition,
                self._around(certain),
                self._around(possible),
            )
        _, surely, perhaps = self._around_matches[id(condition)]
        some = membership(node.id, surely, perhaps)
        if more and some is False and condition.quantifier is not Quantifier.EVERY:
            return None
        return some if condition.quantifier is Quantifier.SOME else negation(some)

    def _around(self, nodes: set[str]) -> set[str]:
        return {boundary for node in nodes for boundary in self._graph.ancestors(node)}
