"""Placement, which is a directed acyclic graph, as the tree of frames that can be drawn.

A node that stands in several boundaries is drawn once, in their nearest common frame; what that
does not show is told in words (see `scene`). A boundary around another one counts once: a node in
a subnet and in its network stands in the subnet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from archlint.architecture.values import Node


@dataclass(frozen=True, slots=True)
class Nesting:
    """The tree of frames.

    Attributes:
        boundaries: The ids of the nodes that are drawn as frames.
        parent: The frame around each node; empty for none.
        holders: The frames that hold anything.
    """

    boundaries: frozenset[str]
    parent: Mapping[str, str]
    holders: frozenset[str]

    def chain(self, node: str) -> list[str]:
        """Return the frames around a node, the nearest first."""
        return chain(self.parent, node)


def chain(parent: Mapping[str, str], node: str) -> list[str]:
    """Return the frames around a node, the nearest first."""
    frames = []
    current = parent.get(node, "")
    while current:
        frames.append(current)
        current = parent[current]
    return frames


# A cluster or a group of machines that holds no node of the model is a part like any other.
ACTIVE = frozenset({"compute", "container_cluster"})


def nest(nodes: Iterable[Node]) -> Nesting:
    """Choose the frame that each node is drawn in."""
    by_id = {node.id: node for node in nodes}
    holding = {p.boundary for node in by_id.values() for p in node.placements}
    boundaries = frozenset(
        node.id
        for node in by_id.values()
        if node.id in holding or ("boundary" in node.type.kinds and not node.type.kinds & ACTIVE)
    )
    placed = {node.id: {p.boundary for p in node.placements} for node in by_id.values()}
    parent: dict[str, str] = {}
    around: dict[str, set[str]] = {}
    for node_id in TopologicalSorter(placed).static_order():
        direct = placed[node_id]
        around[node_id] = direct.union(*(around[boundary] for boundary in direct))
        nearest = {b for b in direct if not any(b in around[other] for other in direct - {b})}
        parent[node_id] = _common(parent, sorted(nearest))
    return Nesting(boundaries, parent, frozenset(filter(None, parent.values())))


def _common(parent: Mapping[str, str], boundaries: list[str]) -> str:
    if not boundaries:
        return ""
    chains = [[boundary, *chain(parent, boundary)] for boundary in boundaries]
    rest = [set(other) for other in chains[1:]]
    return next((frame for frame in chains[0] if all(frame in other for other in rest)), "")
