"""Decide `connects_to` and `connected_from`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archlint.architecture.values import Node
from archlint.graph import ArchitectureGraph, Edge
from archlint.ruleset.conditions import Condition, Linked, Quantifier
from archlint.ruleset.decisions import Decision, opposite
from archlint.ruleset.logic import Truth, any_of
from archlint.ruleset.open_types import OpenTypes
from archlint.ruleset.value_tests import quantify

# One edge of a node, as a candidate: whether it qualifies, and whether its other end passes.
Candidate = tuple[Truth, Truth]


class Links:
    """Makes the decisions on relations along single edges."""

    def __init__(
        self,
        graph: ArchitectureGraph,
        held: Callable[[Condition], Decision[str]],
        edge_decision: Callable[[Condition], Decision[Edge]],
        open_types: OpenTypes,
    ) -> None:
        """Keep the graph, how conditions are decided, and what may not be shown."""
        self._graph = graph
        self._held = held
        self._edge_decision = edge_decision
        self._open = open_types

    def decision(self, condition: Linked) -> Decision[Node]:
        """Return the decision on one relation."""
        match condition.quantifier:
            case Quantifier.SOME:
                return self._some(condition)
            case Quantifier.NONE:
                return opposite(self._some(condition))
            case Quantifier.EVERY:
                return self._every(condition)
        return self._count(condition)

    # Where a node is at the end of several edges, each may be asked by itself: that one of them
    # qualifies and the node passes is that one qualifies while the node passes.

    def _some(self, condition: Linked) -> Decision[Node]:
        candidates = self._edges(condition)
        at_least: Truth = None if self._open.ends(condition) else False

        def some(node: Node) -> Truth:
            result = at_least
            for member, passes in candidates(node.id):
                if member is True and passes is True:
                    return True
                if member is not False and passes is not False:
                    result = None
            return result

        return some

    def _every(self, condition: Linked) -> Decision[Node]:
        candidates = self._edges(condition)

        def every(node: Node) -> Truth:
            result: Truth = True
            for member, passes in candidates(node.id):
                if member is not False and passes is not True:
                    if member is True and passes is False:
                        return False
                    result = None
            return result

        return every

    def _count(self, condition: Linked) -> Decision[Node]:
        passes = self._held(condition.where)
        more = bool(self._open.ends(condition))

        def count(node: Node) -> Truth:
            members = self.candidates(condition, node.id)
            answers = ((member, passes(other)) for other, member in members.items())
            return quantify(Quantifier.COUNT, answers, condition.bounds, more=more)

        return count

    def _edges(self, condition: Linked) -> Callable[[str], Iterator[Candidate]]:
        passes, forward = self._held(condition.where), condition.forward
        edges_of = self._graph.edges_from if forward else self._graph.edges_to
        if condition.by is None:

            def all_edges(node: str) -> Iterator[Candidate]:
                for edge in edges_of(node):
                    yield True, passes(edge.target if forward else edge.source)

            return all_edges
        qualifies = self._edge_decision(condition.by)

        def some_edges(node: str) -> Iterator[Candidate]:
            for edge in edges_of(node):
                member = qualifies(edge.seen_from(node))
                if member is not False:
                    yield member, passes(edge.target if forward else edge.source)

        return some_edges

    def candidates(self, condition: Linked, node: str) -> dict[str, Truth]:
        """Return the nodes at the other end of edges, each with whether an edge qualifies."""
        forward, by = condition.forward, condition.by
        qualifies = None if by is None else self._edge_decision(by)
        members: dict[str, Truth] = {}
        for edge in self._graph.edges_from(node) if forward else self._graph.edges_to(node):
            other = edge.target if forward else edge.source
            is_one = True if qualifies is None else qualifies(edge.seen_from(node))
            members[other] = any_of((members.get(other, False), is_one))
        return members
