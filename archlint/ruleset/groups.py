"""The nodes and connections of a model in groups that most rules can tell apart at once.

Most rules apply to few types, and need not look at the rest.
"""

from __future__ import annotations

from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from archlint.architecture.types import NodeType
from archlint.architecture.values import Node
from archlint.graph import ArchitectureGraph, Edge
from archlint.ruleset.conditions import Condition
from archlint.ruleset.edge_decisions import EdgeSort
from archlint.ruleset.open_types import may_match

K = TypeVar("K")
S = TypeVar("S")


class Group(NamedTuple, Generic[K, S]):
    """What is alike.

    Attributes:
        sort: What is the same for all members.
        members: The members, in the order in which they are judged.
    """

    sort: K
    members: list[S]


class NodesByType:
    """The nodes of a model by type, each group in the order of their ids."""

    def __init__(self, graph: ArchitectureGraph) -> None:
        """Keep the graph."""
        self._graph = graph

    @cached_property
    def groups(self) -> list[Group[NodeType, Node]]:
        """Every group."""
        groups: dict[str, Group[NodeType, Node]] = {}
        nodes = self._graph.nodes
        for node_id in sorted(nodes):
            node = nodes[node_id]
            groups.setdefault(node.type.id, Group(node.type, [])).members.append(node)
        return list(groups.values())

    def candidates(self, condition: Condition) -> list[Group[NodeType, Node]]:
        """Return the groups, except those of a type that rules the condition out."""
        return [group for group in self.groups if may_match(condition, group.sort) is not False]


class EdgesBySort:
    """The connections of a model by sort, each group in the order of their keys."""

    def __init__(self, graph: ArchitectureGraph) -> None:
        """Keep the graph."""
        self._graph = graph

    @cached_property
    def groups(self) -> list[Group[EdgeSort, Edge]]:
        """Every group."""
        groups: dict[tuple[str, str, str], Group[EdgeSort, Edge]] = {}
        nodes = self._graph.nodes
        for edge in self._graph.connections:
            source, target = nodes[edge.source].type, nodes[edge.target].type
            key = (source.id, target.id, edge.kind)
            if key not in groups:
                groups[key] = Group(EdgeSort(source, target, edge.kind), [])
            groups[key].members.append(edge)
        return list(groups.values())
