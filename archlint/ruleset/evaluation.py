"""Decide conditions on nodes, connections, data and the model, by Kleene's logic.

Each condition is made ready once, as a function, and then asked of many. Questions about the whole
model are answered once for all nodes; what is asked of a node that many relations end at is
remembered.
"""

from __future__ import annotations

from collections.abc import Iterator

from archlint.architecture.types import NodeType
from archlint.architecture.values import DataAsset, Model, Node
from archlint.graph import ArchitectureGraph, Edge
from archlint.ruleset.conditions import All, AnyOf, Condition, Has, Linked, Not
from archlint.ruleset.containment import Containment
from archlint.ruleset.data_decisions import DataDecisions
from archlint.ruleset.decisions import Always, Decision, OncePerCondition, opposite
from archlint.ruleset.edge_decisions import EdgeDecisions, EdgeSort
from archlint.ruleset.groups import EdgesBySort, NodesByType
from archlint.ruleset.links import Links
from archlint.ruleset.logic import Truth, all_of, any_of, negation
from archlint.ruleset.node_decisions import NodeDecisions, may_hold_data
from archlint.ruleset.open_types import OpenTypes
from archlint.ruleset.reachability import Reachability
from archlint.ruleset.value_tests import quantify

Candidates = Iterator[tuple[str, Truth]]


class Evaluation:
    """Decides conditions on one model."""

    def __init__(self, graph: ArchitectureGraph) -> None:
        """Keep the graph; answers are remembered as long as the evaluation lives."""
        self.graph = graph
        self.model: Model = graph.model
        self.by_type = NodesByType(graph)
        self.by_sort = EdgesBySort(graph)
        self.open = OpenTypes(self.model)
        self._data = DataDecisions(self.model, self.named)
        self.held = OncePerCondition(self._make_held)
        self.edge_decision = OncePerCondition(self._make_edge)
        self.containment = Containment(graph, self.held, self.split, self.open)
        self.reachability = Reachability(
            graph, self.held, self.edge_decision, self.split, self.open
        )
        self._links = Links(graph, self.held, self.edge_decision, self.open)
        self._nodes = NodeDecisions(
            graph, self.named, self.containment, self._links, self.reachability, self._data
        )
        self.node_decision = OncePerCondition(self._nodes.make)
        self._edges = EdgeDecisions(graph, self.named, self.held, self._nodes.make, self._data)

    # Conditions made ready

    def node_decision_of(self, condition: Condition, node_type: NodeType) -> Decision[Node]:
        """Return the decision on the nodes of one type."""
        return self._nodes.make(condition, node_type)

    def edge_decision_of(self, condition: Condition, sort: EdgeSort) -> Decision[Edge]:
        """Return the decision on the edges of one sort."""
        return self._edges.make(condition, sort)

    def split(self, condition: Condition, opposed: bool) -> tuple[set[str], set[str]]:
        """Return the nodes of which a condition, or its opposite, holds: surely, and perhaps."""
        certain: set[str] = set()
        possible: set[str] = set()
        for group in self.by_type.groups:
            decide = self.node_decision_of(condition, group.sort)
            decide = opposite(decide) if opposed else decide
            if isinstance(decide, Always) and decide.answer is False:
                continue
            for node in group.members:
                answer = decide(node)
                if answer is not False:
                    possible.add(node.id)
                    if answer is True:
                        certain.add(node.id)
        return certain, possible

    def _make_held(self, condition: Condition) -> Decision[str]:
        """Return the decision on a node that may be asked again, by its id."""
        nodes, decide = self.model.nodes, self.node_decision(condition)
        answers: dict[str, Truth] = {}

        def held(node_id: str) -> Truth:
            if node_id in answers:
                return answers[node_id]
            answer = answers[node_id] = decide(nodes[node_id])
            return answer

        return held

    def _make_edge(self, condition: Condition) -> Decision[Edge]:
        return self._edges.make(condition)

    # One subject

    def model_holds(self, condition: Condition) -> Truth:
        """Decide a condition on the model."""
        match condition:
            case All(parts):
                return all_of(map(self.model_holds, parts))
            case AnyOf(parts):
                return any_of(map(self.model_holds, parts))
            case Not(part):
                return negation(self.model_holds(part))
            case Has():
                return self._has(condition)
        raise TypeError(f"no condition on the model: {condition!r:.80}")

    def node_holds(self, condition: Condition, node: Node) -> Truth:
        """Decide a condition on a node."""
        return self.node_decision(condition)(node)

    def edge_holds(self, condition: Condition, edge: Edge) -> Truth:
        """Decide a condition on a connection or a reference."""
        return self.edge_decision(condition)(edge)

    def data_holds(self, condition: Condition, asset: DataAsset) -> Truth:
        """Decide a condition on a data asset."""
        return self._data.decision(condition)(asset)

    def holds(self, condition: Condition, node_id: str) -> Truth:
        """Decide a condition on a node that may be asked again, and remember the answer."""
        return self.held(condition)(node_id)

    def named(self, condition: Condition, name: str) -> Truth:
        """Decide a condition on what an id names: a node or, failing that, a data asset."""
        if name in self.model.nodes:
            return self.holds(condition, name)
        return self.data_holds(condition, self.model.data[name])

    def _has(self, condition: Has) -> Truth:
        passes = self.held(condition.where)
        answers = ((True, passes(node_id)) for node_id in self.model.nodes)
        more = bool(self.open.ends(condition))
        return quantify(condition.quantifier, answers, condition.bounds, more=more)

    # What decides a relation

    def linked_candidates(self, condition: Linked, node_id: str) -> Candidates:
        """Give the nodes at the other end of edges, each with whether an edge qualifies."""
        return iter(self._links.candidates(condition, node_id).items())

    def crossed_candidates(self, edge: Edge) -> Candidates:
        """Give the boundaries that an edge enters or leaves.

        An end that is placed in nothing, though its type stands in boundaries, may be anywhere:
        then every boundary may be crossed.
        """
        if self._edges.is_anywhere(edge):
            return ((boundary, None) for boundary in self.graph.boundaries)
        return ((boundary, True) for boundary in self.graph.crossed(edge))

    def stored(self, node: Node) -> dict[str, Truth]:
        """Return the data assets that a node stores, or may store, by id."""
        return self._data.stated(node.stated.get("stores"), may_hold=may_hold_data(node.type))

    def carried(self, edge: Edge) -> dict[str, Truth]:
        """Return the data assets that an edge carries, or may carry, by id."""
        stated = edge.connection.stated.get("carries") if edge.connection else None
        return self._data.stated(stated, may_hold=self._edges.moves_data(edge))
