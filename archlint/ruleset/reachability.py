"""Decide `reaches` and `reached_from`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from archlint.architecture.values import Node
from archlint.graph import ArchitectureGraph, Edge, PathSearch
from archlint.ruleset.conditions import Condition, Quantifier, Reached
from archlint.ruleset.decisions import Decision, opposite
from archlint.ruleset.logic import Truth
from archlint.ruleset.open_types import OpenTypes
from archlint.ruleset.sets import Split, membership
from archlint.ruleset.value_tests import quantify


class Reachability:
    """Makes the decisions on relations along paths of traffic."""

    def __init__(
        self,
        graph: ArchitectureGraph,
        held: Callable[[Condition], Decision[str]],
        edge_decision: Callable[[Condition], Decision[Edge]],
        split: Split,
        open_types: OpenTypes,
    ) -> None:
        """Keep the graph, how conditions are decided, and what may not be shown."""
        self._split = split
        self._graph = graph
        self._held = held
        self._edge_decision = edge_decision
        self._open = open_types
        self._searches: dict[tuple[int, bool], tuple[Reached, PathSearch]] = {}

    def decision(self, condition: Reached) -> Decision[Node]:
        """Return the decision on one relation."""
        if condition.quantifier is Quantifier.COUNT:
            return self._count(condition)
        if_not: Truth = False
        if condition.quantifier is not Quantifier.EVERY and self._open.ends(condition):
            if_not = None

        @cache
        def reaching() -> tuple[set[str], set[str]]:
            # Once for all nodes, by a search from the ends.
            certain, possible = self.ends(condition)
            forward = condition.forward
            return (
                self.search(condition, certain=True).reaching(certain, forward=forward),
                self.search(condition, certain=False).reaching(possible, forward=forward),
            )

        def some(node: Node) -> Truth:
            surely, perhaps = reaching()
            answer = membership(node.id, surely, perhaps)
            return if_not if answer is False else answer

        return some if condition.quantifier is Quantifier.SOME else opposite(some)

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
            by=None if by is None else self._edge_decision(by),
            avoiding=None if avoiding is None else self._held(avoiding),
            through=None if through is None else self._held(through),
            certain=certain,
        )

    def ends(self, condition: Reached) -> tuple[set[str], set[str]]:
        """Return the nodes whose being reached decides the relation: surely, and possibly.

        `every(P)` is decided by what is not P.
        """
        return self._split(condition.where, condition.quantifier is Quantifier.EVERY)

    def reached(self, condition: Reached, node: str) -> dict[str, Truth]:
        """Return the ends of the paths of one node, by id, each with whether one is certain."""
        forward = condition.forward
        surely = self.search(condition, certain=True).ends(node, forward=forward)
        perhaps = self.search(condition, certain=False).ends(node, forward=forward)
        return {end: True if end in surely else None for end in sorted(perhaps)}

    def _count(self, condition: Reached) -> Decision[Node]:
        passes = self._held(condition.where)
        more = bool(self._open.ends(condition))

        def count(node: Node) -> Truth:
            reached = self.reached(condition, node.id)
            answers = ((member, passes(end)) for end, member in reached.items())
            return quantify(Quantifier.COUNT, answers, condition.bounds, more=more)

        return count
