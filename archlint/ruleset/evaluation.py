"""Decide conditions on nodes, connections, data and the model, by Kleene's logic.

Questions about the whole model are answered once for all nodes; what is asked of a node that many
relations end at is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from archlint.architecture.fields import NODE_FIELDS
from archlint.architecture.values import DataAsset, Model, Node, Value
from archlint.graph import ArchitectureGraph, Edge, EdgeKind
from archlint.ruleset.by_type import NodesByType
from archlint.ruleset.conditions import (
    All,
    AnyOf,
    Assets,
    Condition,
    Crosses,
    End,
    Has,
    Inherited,
    Linked,
    Not,
    Placed,
    Property,
    Reached,
    Spread,
    Words,
)
from archlint.ruleset.containment import Containment
from archlint.ruleset.levels import is_unplaced
from archlint.ruleset.logic import Truth, all_of, any_of, negation
from archlint.ruleset.open_types import OpenTypes
from archlint.ruleset.reachability import Reachability
from archlint.ruleset.value_tests import count_inside, look_up, quantify, test_value
from archlint.ruleset.words import data_words, edge_words, node_words

Candidates = Iterator[tuple[str, Truth]]
Subject = TypeVar("Subject")


class Evaluation:
    """Decides conditions on one model."""

    def __init__(self, graph: ArchitectureGraph) -> None:
        """Keep the graph; answers are remembered as long as the evaluation lives."""
        self.graph = graph
        self.by_type = NodesByType(graph.model.nodes)
        self.model: Model = graph.model
        self.open = OpenTypes(self.model)
        self.containment = Containment(graph, self.holds, self.open)
        self.reachability = Reachability(graph, self.holds, self.edge_holds, self.open)
        # By identity, as comparing conditions costs more than most answers; the condition is kept
        # beside its answers so that its identity stays its own.
        self._remembered: dict[int, tuple[Condition, dict[str, Truth]]] = {}
        # A type or kind is asked of many nodes, and is the same for all of one type.
        self._of_types: dict[int, tuple[Condition, dict[str, Truth]]] = {}
        # By class: one look-up, where a chain of comparisons would cost more than most answers.
        self._of_nodes: dict[type, Callable[[Any, Node], Truth]] = {
            **self._combinations(self.node_holds),
            Words: self._node_words,
            Property: self._node_property,
            Placed: self.containment.holds,
            Linked: self._linked,
            Reached: self.reachability.holds,
            Spread: self._spread,
            Assets: self._stores,
        }
        self._of_edges: dict[type, Callable[[Any, Edge], Truth]] = {
            **self._combinations(self.edge_holds),
            Words: edge_words,
            Property: self._edge_property,
            Inherited: lambda condition, edge: edge.inherited is condition.wanted,
            End: self._end,
            Crosses: self._crosses,
            Assets: self._carries,
        }
        self._of_data: dict[type, Callable[[Any, DataAsset], Truth]] = {
            **self._combinations(self.data_holds),
            Words: data_words,
            Property: lambda condition, asset: test_value(
                condition.test, look_up(asset.stated, condition.path), self.named
            ),
        }
        self._of_model: dict[type, Callable[[Any, Model], Truth]] = {
            **self._combinations(lambda condition, _: self.model_holds(condition)),
            Has: self._has,
        }

    def _combinations(
        self, decide: Callable[[Condition, Subject], Truth]
    ) -> dict[type, Callable[[Any, Subject], Truth]]:
        return {
            All: lambda c, subject: all_of(decide(part, subject) for part in c.parts),
            AnyOf: lambda c, subject: any_of(decide(part, subject) for part in c.parts),
            Not: lambda c, subject: negation(decide(c.part, subject)),
        }

    # Entries

    def model_holds(self, condition: Condition) -> Truth:
        """Decide a condition on the model."""
        return self._of_model[type(condition)](condition, self.model)

    def node_holds(self, condition: Condition, node: Node) -> Truth:
        """Decide a condition on a node."""
        return self._of_nodes[type(condition)](condition, node)

    def edge_holds(self, condition: Condition, edge: Edge) -> Truth:
        """Decide a condition on a connection or a reference."""
        return self._of_edges[type(condition)](condition, edge)

    def data_holds(self, condition: Condition, asset: DataAsset) -> Truth:
        """Decide a condition on a data asset."""
        return self._of_data[type(condition)](condition, asset)

    def holds(self, condition: Condition, node_id: str) -> Truth:
        """Decide a condition on a node that may be asked again, and remember the answer."""
        _, answers = self._remembered.setdefault(id(condition), (condition, {}))
        if node_id not in answers:
            answers[node_id] = self.node_holds(condition, self.model.nodes[node_id])
        return answers[node_id]

    def named(self, condition: Condition, name: str) -> Truth:
        """Decide a condition on what an id names: a node or, failing that, a data asset."""
        if name in self.model.nodes:
            return self.holds(condition, name)
        return self.data_holds(condition, self.model.data[name])

    def _node_words(self, condition: Words, node: Node) -> Truth:
        if condition.field not in ("type", "kind"):
            return node_words(condition, node)
        _, answers = self._of_types.setdefault(id(condition), (condition, {}))
        type_id = node.type.id
        if type_id not in answers:
            answers[type_id] = node_words(condition, node)
        return answers[type_id]

    # Properties

    def _node_property(self, condition: Property, node: Node) -> Truth:
        head = condition.path[0]
        if head not in node.type.properties and head not in NODE_FIELDS:
            # Of a type that is known by its icon alone, nobody has said what it has.
            return False if node.type.curated else None
        return test_value(condition.test, look_up(node.stated, condition.path), self.named)

    def _edge_property(self, condition: Property, edge: Edge) -> Truth:
        if edge.connection is None:
            return False
        stated = edge.connection.stated
        return test_value(condition.test, look_up(stated, condition.path), self.named)

    # Relations

    def _answers(self, candidates: Candidates, where: Condition) -> Iterator[tuple[Truth, Truth]]:
        for node_id, member in candidates:
            yield member, self.holds(where, node_id)

    def _has(self, condition: Has, model: Model) -> Truth:
        candidates: Candidates = ((node_id, True) for node_id in model.nodes)
        answers = self._answers(candidates, condition.where)
        more = bool(self.open.ends(condition))
        return quantify(condition.quantifier, answers, condition.bounds, more=more)

    def _linked(self, condition: Linked, node: Node) -> Truth:
        answers = self._answers(self.linked_candidates(condition, node.id), condition.where)
        more = bool(self.open.ends(condition))
        return quantify(condition.quantifier, answers, condition.bounds, more=more)

    def linked_candidates(self, condition: Linked, node_id: str) -> Candidates:
        """Give the nodes at the other end of edges, each with whether an edge qualifies."""
        forward, by = condition.forward, condition.by
        edges = self.graph.edges_from(node_id) if forward else self.graph.edges_to(node_id)
        members: dict[str, Truth] = {}
        for edge in edges:
            other = edge.target if forward else edge.source
            qualifies = True if by is None else self.edge_holds(by, edge.seen_from(node_id))
            members[other] = any_of((members.get(other, False), qualifies))
        return iter(members.items())

    def _end(self, condition: End, edge: Edge) -> Truth:
        return self.holds(condition.where, edge.source if condition.source else edge.target)

    def _crosses(self, condition: Crosses, edge: Edge) -> Truth:
        answers = self._answers(self.crossed_candidates(edge), condition.where)
        return quantify(condition.quantifier, answers, condition.bounds)

    def crossed_candidates(self, edge: Edge) -> Candidates:
        """Give the boundaries that an edge enters or leaves.

        An end that is placed in nothing, though its type stands in boundaries, may be anywhere:
        then every boundary may be crossed.
        """
        if any(is_unplaced(self.model.nodes[end]) for end in (edge.source, edge.target)):
            return ((boundary, None) for boundary in self.graph.boundaries)
        return ((boundary, True) for boundary in self.graph.crossed(edge))

    def _spread(self, condition: Spread, node: Node) -> Truth:
        if not node.placements:
            return None
        least, most = self.graph.spread(node.id, condition.what)
        return count_inside(condition.bounds, least, most)

    # Data

    def _stores(self, condition: Assets, node: Node) -> Truth:
        return self._assets(condition, self.stored(node))

    def _carries(self, condition: Assets, edge: Edge) -> Truth:
        return self._assets(condition, self.carried(edge))

    def stored(self, node: Node) -> dict[str, Truth]:
        """Return the data assets that a node stores, or may store, by id."""
        may_hold = node.type.holds_data or not node.type.curated
        return self._held(node.stated.get("stores"), may_hold)

    def carried(self, edge: Edge) -> dict[str, Truth]:
        """Return the data assets that an edge carries, or may carry, by id."""
        stated = edge.connection.stated.get("carries") if edge.connection else None
        return self._held(stated, self._moves_data(edge))

    def _moves_data(self, edge: Edge) -> bool:
        """Tell whether an edge that does not say what it carries leaves something unsaid."""
        return edge.kind is EdgeKind.TRAFFIC and all(
            self.model.nodes[end].type.holds_data or not self.model.nodes[end].type.curated
            for end in (edge.source, edge.target)
        )

    def _held(self, stated: Value | None, may_hold: bool) -> dict[str, Truth]:
        """Return what is stated; what holds data and does not say which may hold any listed."""
        if stated is None:
            return dict.fromkeys(self.model.data, None) if may_hold else {}
        return {item.content: True for item in stated.content or ()}

    def _assets(self, condition: Assets, held: dict[str, Truth]) -> Truth:
        answers = (
            (member, self.data_holds(condition.where, self.model.data[asset]))
            for asset, member in held.items()
        )
        return quantify(condition.quantifier, answers, condition.bounds)
