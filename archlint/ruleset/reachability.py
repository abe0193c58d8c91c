"""Decide `reaches` and `reached_from`."""

from __future__ import annotations

from collections.abc import Callable

from archlint.architecture.values import Node
from archlint.graph import ArchitectureGraph, Edge, PathSearch
from archlint.ruleset.conditions import Condition, Quantifier, Reached
from archlint.ruleset.logic import Truth, negation
from archlint.ruleset.open_types import OpenTypes
from archlint.ruleset.sets import membership, split
from archlint.ruleset.value_tests import quantify


class Reachability:
    """Answers relations along paths of traffic."""

    def __init__(
        self,
        graph: ArchitectureGraph,
        node_holds: Callable[[Condition, str], Truth],
        edge_holds: Callable[[Condition, Edge], Truth],
        open_types: OpenTypes,
    ) -> None:
        """Keep the graph, how conditions are decided, and what may not be shown."""
        self._graph = graph
        self._node_holds = node_holds
        self._edge_holds = edge_holds
        self._open = open_types
        self._reaching: dict[int, tuple[Reached, set[str], set[str]]] = {}
        self._searches: dict[tuple[int, bool], tuple[Reached, PathSearch]] = {}

    def holds(self, condition: Reached, node: Node) -> Truth:
        """Decide a relation along paths for one node."""
        if condition.quantifier is Quantifier.COUNT:
            return self._count(condition, node.id)
        if id(condition) not in self._reaching:
            # Once for all nodes, by a search from the ends.
            certain, possible = self.ends(condition)
            forward = condition.forward
            self._reaching[id(condition)] = (
                condition,
                self.search(condition, certain=True).reaching(certain, forward=forward),
                self.search(condition, certain=False).reaching(possible, forward=forward),
            )
        _, surely, perhaps = self._reaching[id(condition)]
        some = membership(node.id, surely, perhaps)
        if some is False and condition.quantifier is not Quantifier.EVERY:
            some = None if self._open.ends(condition) else False
        return some if condition.quantifier is Quantifier.SOME else negation(some)

    def search(self, condition: Reached, *, certain: bool) -> PathSearch:
        """Return the one search for the paths of a relation: its bound is for all nodes at once.

        A node of an open type may stand on any path without being shown. If it is one to avoid, no
        path is certain; if it is one to pass, every path is possible.
        """
        key = (id(condition), certain)
        if key not in self._searches:
            self._searches[key] = (condition, self._new_search(condition, certain=certain))
        return self._searches[key][1]

    def _new_search(self, condition: Reached, *, certain: bool) -> PathSearch:
        by, avoiding, through = condition.by, condition.avoiding, condition.through
        if certain and self._open.avoided(condition):
            return PathSearch(self._graph, by=lambda _: False, certain=True)
        if not certain and self._open.passed(condition):
            through = None
        return PathSearch(
            self._graph,
            by=None if by is None else lambda edge: self._edge_holds(by, edge),
            avoiding=None if avoiding is None else lambda node: self._node_holds(avoiding, node),
            through=None if through is None else lambda node: self._node_holds(through, node),
            certain=certain,
        )

    def ends(self, condition: Reached) -> tuple[set[str], set[str]]:
        """Return the nodes whose being reached decides the relation: surely, and possibly.

        `every(P)` is decided by what is not P.
        """
        return split(
            self._graph.nodes,
            condition.where,
            self._node_holds,
            opposite=condition.quantifier is Quantifier.EVERY,
        )

    def reached(self, condition: Reached, node: str) -> dict[str, Truth]:
        """Return the ends of the paths of one node, by id, each with whether one is certain."""
        forward = condition.forward
        surely = self.search(condition, certain=True).ends(node, forward=forward)
        perhaps = self.search(condition, certain=False).ends(node, forward=forward)
        return {end: True if end in surely else None for end in sorted(perhaps)}

    def _count(self, condition: Reached, node: str) -> Truth:
        answers = (
            (member, self._node_holds(condition.where, end))
            for end, member in self.reached(condition, node).items()
        )
        more = bool(self._open.ends(condition))
        return quantify(Quantifier.COUNT, answers, condition.bounds, more=more)
