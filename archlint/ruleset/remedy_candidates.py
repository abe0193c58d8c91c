"""The nodes that a remedy speaks of: those to change, and those that would do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from archlint.architecture.values import Node
from archlint.graph import Edge
from archlint.ruleset.conditions import Condition
from archlint.ruleset.evaluation import Evaluation
from archlint.ruleset.logic import Truth
from archlint.ruleset.steps import Step
from archlint.text import quoted_list

MOST = 5  # candidates that are spoken of one by one
_NAMED = 3  # examples of nodes that would do


class OfNode(Protocol):
    """Says what to change for a condition on a node; see `Remedies.of_node`."""

    def __call__(self, condition: Condition, node: Node, *, wanted: bool = True) -> Step | None:
        """Say it."""


class OfEdge(Protocol):
    """Says what to change for a condition on a connection; see `Remedies.of_edge`."""

    def __call__(self, condition: Condition, edge: Edge, *, wanted: bool = True) -> Step | None:
        """Say it."""


class RemedyCandidates:
    """Chooses nodes by whether a condition holds of them."""

    def __init__(self, evaluation: Evaluation) -> None:
        """Keep what decides conditions."""
        self._evaluation = evaluation
        self._nodes = evaluation.model.nodes

    def off(self, nodes: Iterable[Node], where: Condition, on: bool) -> list[Node]:
        """Return those of which a condition is not surely what it should be."""
        ordered = {node.id: node for node in sorted(nodes, key=lambda node: node.id)}
        off = [n for n in ordered.values() if self._holds(where, n) is not on]
        return off[:MOST]

    def _holds(self, where: Condition, node: Node) -> Truth:
        return self._evaluation.node_holds(where, node)

    def instead(self, where: Condition, boundary: Node) -> str:
        """Name boundaries of the same type of which a condition does not hold."""
        fitting = sorted(
            other.id
            for other in self._nodes.values()
            if other.type is boundary.type and self._holds(where, other) is False
        )
        if not fitting:
            return ""
        return f", for example into {quoted_list(fitting[:_NAMED], last='or')}"

    def such_as(self, where: Condition, than: Node) -> str:
        """Name nodes that would do, other than the one that is spoken of."""
        others = (node for node in self._nodes.values() if node is not than)
        fitting = sorted(other.id for other in others if self._holds(where, other) is True)
        if not fitting:
            return ""
        return f" (such as {quoted_list(fitting[:_NAMED], last='or')})"
