"""Decide `within` and `contains`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from archlint.architecture.values import Node, OpenType
from archlint.graph import ArchitectureGraph
from archlint.ruleset.conditions import Condition, Placed, Quantifier
from archlint.ruleset.decisions import Decision, opposite
from archlint.ruleset.levels import may_stand_at
from archlint.ruleset.logic import Truth, all_of
from archlint.ruleset.open_types import OpenTypes
from archlint.ruleset.sets import Split, membership
from archlint.ruleset.value_tests import quantify
from archlint.ruleset.words import node_words


class Containment:
    """Makes the decisions on relations along containment."""

    def __init__(
        self,
        graph: ArchitectureGraph,
        held: Callable[[Condition], Decision[str]],
        split: Split,
        open_types: OpenTypes,
    ) -> None:
        """Keep the graph, how conditions on other nodes are decided, what may not be shown."""
        self._split = split
        self._graph = graph
        self._held = held
        self._open = open_types

    def decision(self, condition: Placed) -> Decision[Node]:
        """Return the decision on one relation."""
        if not condition.inward:
            return self._within(condition)
        if condition.quantifier is Quantifier.COUNT:
            return self._contains_many(condition)
        return self._contains(condition)

    def _within(self, condition: Placed) -> Decision[Node]:
        passes = self._held(condition.where)
        quantifier, bounds = condition.quantifier, condition.bounds
        of_none = False if quantifier is Quantifier.EVERY else quantify(quantifier, (), bounds)
        more = bool(self._open.ends(condition))
        # Siblings share the answer, unless it lies with their types.
        answers: dict[tuple[str, ...], Truth] = {}
        without_any: set[tuple[str, ...]] = set()

        def within(node: Node) -> Truth:
            if not node.placements:
                return None
            parents = self._graph.parents(node.id)
            if parents in answers:
                return answers[parents]
            if parents not in without_any:
                candidates = self.candidates(condition, node)
                if candidates:
                    pairs = ((member, passes(around)) for around, member in candidates.items())
                    answer = answers[parents] = quantify(quantifier, pairs, bounds)
                    return answer
                without_any.add(parents)
            return None if more or may_stand_at(node.type, condition.levels) else of_none

        return within

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

    def _contains_many(self, condition: Placed) -> Decision[Node]:
        passes = self._held(condition.where)

        def contains(node: Node) -> Truth:
            more = bool(self.unseen(condition, node))
            answers = ((True, passes(inner)) for inner in self._graph.descendants(node.id))
            return quantify(Quantifier.COUNT, answers, condition.bounds, more=more)

        return contains

    def _contains(self, condition: Placed) -> Decision[Node]:
        """Decide for all nodes at once: some(P) holds around what P holds of.

        none(P) is its opposite, and every(P) is none(not P).
        """
        every = condition.quantifier is Quantifier.EVERY

        @cache
        def matches() -> tuple[set[str], set[str]]:
            certain, possible = self._split(condition.where, every)
            return self._around(certain), self._around(possible)

        def some(node: Node) -> Truth:
            surely, perhaps = matches()
            answer = membership(node.id, surely, perhaps)
            if answer is False and not every and self.unseen(condition, node):
                return None
            return answer

        return some if condition.quantifier is Quantifier.SOME else opposite(some)

    def _around(self, nodes: set[str]) -> set[str]:
        siblings = {self._graph.parents(node): node for node in nodes}  # one of them will do
        return set().union(*map(self._graph.ancestors, siblings.values()))
