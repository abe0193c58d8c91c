"""Facts about paths of traffic."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archlint.architecture.values import Node
from archlint.finding import Evidence
from archlint.graph import Edge
from archlint.ruleset.conditions import Condition, Quantifier, Reached
from archlint.ruleset.evaluation import Evaluation
from archlint.ruleset.fact_words import arrow, open_facts
from archlint.ruleset.logic import Truth

_ON_THE_WAY = ", so one may stand on the way"


class PathFacts:
    """Finds the paths that a relation is about, and tells their hops."""

    def __init__(
        self,
        evaluation: Evaluation,
        of_node: Callable[[Condition, Node], Iterator[Evidence]],
        of_edge: Callable[[Condition, Edge], Iterator[Evidence]],
    ) -> None:
        """Keep the evaluation, and who tells of nodes and edges on the way."""
        self._evaluation = evaluation
        self._of_node = of_node
        self._of_edge = of_edge

    def ends(self, condition: Reached, node: Node) -> dict[str, Truth]:
        """Return where paths lead that may count; for a count, with whether they surely do."""
        reachability = self._evaluation.reachability
        if condition.quantifier is Quantifier.COUNT:
            return reachability.reached(condition, node.id)
        search = reachability.search(condition, certain=False)
        return dict.fromkeys(sorted(search.ends(node.id, forward=condition.forward)))

    def hops(self, condition: Reached, source: str, target: str) -> tuple[tuple[Edge, ...], bool]:
        """Return a shortest path, and whether it is certain: if any is, it is."""
        for certain in (True, False):
            search = self._evaluation.reachability.search(condition, certain=certain)
            if found := search.shortest(source, target):
                return found, certain
        return (), False

    def path(self, condition: Reached, source: str, target: str) -> Iterator[Evidence]:
        """Give the hops of a shortest path, and what leaves it open whether it counts."""
        nodes = self._evaluation.model.nodes
        hops, certain = self.hops(condition, source, target)
        for edge in hops:
            yield Evidence(arrow(edge), edge.location)
            if condition.by and self._evaluation.edge_holds(condition.by, edge) is None:
                yield from self._of_edge(condition.by, edge)
        for edge in hops[1:]:
            for pattern in (condition.avoiding, condition.through):
                if pattern and self._evaluation.holds(pattern, edge.source) is None:
                    yield from self._of_node(pattern, nodes[edge.source])
        if not certain:
            open_types = self._evaluation.open
            yield from open_facts(open_types.avoided(condition), _ON_THE_WAY)
            yield from open_facts(open_types.passed(condition), _ON_THE_WAY)
        end = target if condition.forward else source
        if self._evaluation.holds(condition.where, end) is None:
            yield from self._of_node(condition.where, nodes[end])
