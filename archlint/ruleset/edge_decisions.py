"""Conditions on edges, made ready to be asked of many: of any edge, or of those of one sort."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from archlint.architecture.types import NodeType
from archlint.architecture.values import Node
from archlint.graph import ArchitectureGraph, Edge, EdgeKind
from archlint.ruleset.conditions import (
    All,
    AnyOf,
    Assets,
    Condition,
    Crosses,
    End,
    Inherited,
    Not,
    Property,
    Words,
)
from archlint.ruleset.data_decisions import DataDecisions
from archlint.ruleset.decisions import Always, Decision, all_decide, any_decides, opposite
from archlint.ruleset.levels import is_unplaced
from archlint.ruleset.logic import Truth
from archlint.ruleset.node_decisions import may_hold_data
from archlint.ruleset.value_tests import Resolve, look_up, quantify, value_test
from archlint.ruleset.words import edge_words


class EdgeSort(NamedTuple):
    """What edges have in common that most conditions ask for."""

    source: NodeType
    target: NodeType
    kind: EdgeKind


@dataclass(frozen=True, slots=True)
class EdgeDecisions:
    """Makes the decisions on the edges of one model.

    Attributes:
        graph: The model's graph.
        named: Decides a pattern on what an id names.
        held: Makes a decision on a node by its id, which remembers its answers.
        of_type: Makes a decision on the nodes of a type.
        data: Makes those on data.
    """

    graph: ArchitectureGraph
    named: Resolve
    held: Callable[[Condition], Decision[str]]
    of_type: Callable[[Condition, NodeType], Decision[Node]]
    data: DataDecisions

    def make(self, condition: Condition, sort: EdgeSort | None = None) -> Decision[Edge]:
        """Make a condition ready.

        Args:
            condition: The condition.
            sort: The sort of all edges that it will be asked of; `None` for any edge.
        """
        match condition:
            case All(parts):
                return all_decide(self.make(part, sort) for part in parts)
            case AnyOf(parts):
                return any_decides(self.make(part, sort) for part in parts)
            case Not(part):
                return opposite(self.make(part, sort))
            case Words("kind", patterns) if sort is not None:
                return Always(sort.kind.value in patterns)
            case Words():
                return lambda edge: edge_words(condition, edge)
            case Property():
                return self._property(condition)
            case Inherited(wanted):
                return lambda edge: edge.inherited is wanted
            case End():
                return self._end(condition, sort)
            case Crosses():
                return self._crosses(condition)
            case Assets():
                return self._carries(condition)
        raise TypeError(f"no condition on an edge: {condition!r:.80}")

    def _property(self, condition: Property) -> Decision[Edge]:
        test, path = value_test(condition.test, self.named), condition.path

        def decision(edge: Edge) -> Truth:
            if edge.connection is None:
                return False
            return test(look_up(edge.connection.stated, path))

        return decision

    def _end(self, condition: End, sort: EdgeSort | None) -> Decision[Edge]:
        if sort is not None:
            node_type = sort.source if condition.source else sort.target
            of_all = self.of_type(condition.where, node_type)
            if isinstance(of_all, Always):
                return of_all
        passes = self.held(condition.where)
        if condition.source:
            return lambda edge: passes(edge.source)
        return lambda edge: passes(edge.target)

    def _crosses(self, condition: Crosses) -> Decision[Edge]:
        passes = self.held(condition.where)

        @cache  # one answer for all edges from within one boundary to within another
        def crosses(source: frozenset[str], target: frozenset[str]) -> Truth:
            answers = ((True, passes(boundary)) for boundary in source ^ target)
            return quantify(condition.quantifier, answers, condition.bounds)

        @cache
        def crosses_any() -> Truth:
            answers = ((None, passes(boundary)) for boundary in self.graph.boundaries)
            return quantify(condition.quantifier, answers, condition.bounds)

        def decision(edge: Edge) -> Truth:
            if self.is_anywhere(edge):
                return crosses_any()
            ancestors = self.graph.ancestors
            return crosses(ancestors(edge.source), ancestors(edge.target))

        return decision

    def is_anywhere(self, edge: Edge) -> bool:
        """Tell whether an end is placed in nothing, though its type stands in boundaries."""
        nodes = self.graph.nodes
        return is_unplaced(nodes[edge.source]) or is_unplaced(nodes[edge.target])

    def _carries(self, condition: Assets) -> Decision[Edge]:
        holds = self.data.held(condition)

        def carries(edge: Edge) -> Truth:
            stated = edge.connection.stated.get("carries") if edge.connection else None
            return holds(stated, stated is None and self.moves_data(edge))

        return carries

    def moves_data(self, edge: Edge) -> bool:
        """Tell whether an edge that does not say what it carries leaves something unsaid."""
        nodes = self.graph.nodes
        return (
            edge.kind is EdgeKind.TRAFFIC
            and may_hold_data(nodes[edge.source].type)
            and may_hold_data(nodes[edge.target].type)
        )
