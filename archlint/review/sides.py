"""Both models by the same ids, so that a renamed node is the same node on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from archlint.architecture.values import Connection, Node
from archlint.graph import ArchitectureGraph, EdgeKind
from archlint.review.values import Difference

# What follows an id of the base that something renamed has taken; no id has a space.
_TAKEN = " before"


class Side:
    """The base or the head, asked by the ids of the head.

    Attributes:
        graph: The graph, by the side's own ids.
        is_head: Whether it is the head.
        nodes: Every node by its common id.
    """

    def __init__(
        self, graph: ArchitectureGraph, renamed: Mapping[str, str], *, is_head: bool
    ) -> None:
        """Give every node its common id: the one that it has in the head."""
        self.graph = graph
        self.is_head = is_head
        self._common = common_ids(graph.nodes, renamed) if renamed else {}
        self._own = {common: node for node, common in self._common.items()}
        self._mapped: dict[frozenset[str], frozenset[str]] = {}
        self._zones: dict[str, frozenset[str]] = {}
        self.nodes: Mapping[str, Node] = {
            self.common(node.id): node for node in graph.nodes.values()
        }

    def common(self, own: str) -> str:
        """Return the common id of a node that has an id on this side."""
        return self._common.get(own, own)

    def own(self, common: str) -> str:
        """Return the id that a node has on this side."""
        return self._own.get(common, common)

    def shown(self, common: str) -> str:
        """Return the id to tell people: the head's, or the base's of a node that is gone."""
        return shown_id(common)

    def key(self, connection: Connection) -> str:
        """Return a connection's key by the ids to tell people."""
        source = self.shown(self.common(connection.source))
        target = self.shown(self.common(connection.target))
        name = connection.text("id")
        return f"{source}->{target}#{name}" if name else f"{source}->{target}"

    # Containment

    def parents(self, common: str) -> frozenset[str]:
        """Return the boundaries that a node stands in directly."""
        return self._mapped_set(frozenset(self.graph.parents(self.own(common))))

    def around(self, common: str) -> frozenset[str]:
        """Return all boundaries around a node."""
        return self._mapped_set(self.graph.ancestors(self.own(common)))

    def zone(self, common: str) -> frozenset[str]:
        """Return the boundaries that an end of a connection stands in.

        A boundary stands in itself, since a connection to it holds for what is inside.
        """
        found = self._zones.get(common)
        if found is None:
            found = self.around(common)
            if self.is_boundary(common):
                found |= {common}
            self._zones[common] = found
        return found

    def is_boundary(self, common: str) -> bool:
        """Tell whether others stand in a node, or are meant to."""
        kinds = self.nodes[common].type.kinds
        return "boundary" in kinds or self.own(common) in self.graph.children

    def _mapped_set(self, own: frozenset[str]) -> frozenset[str]:
        if not self._common:
            return own
        found = self._mapped.get(own)
        if found is None:
            found = self._mapped[own] = frozenset(map(self.common, own))
        return found

    # Connections

    def ends(self, connection: Connection) -> tuple[str, str]:
        """Return the common ids of the ends of a connection."""
        if not self._common:
            return connection.source, connection.target
        return self.common(connection.source), self.common(connection.target)

    @cached_property
    def traffic(self) -> Mapping[tuple[str, str], Connection]:
        """The first connection of traffic between each two nodes, as the model draws them."""
        found: dict[tuple[str, str], Connection] = {}
        for connection in self.graph.model.connections:
            if connection.kind == EdgeKind.TRAFFIC:
                found.setdefault(self.ends(connection), connection)
        return found

    @cached_property
    def flows(self) -> frozenset[tuple[str, str]]:
        """The two ends of every edge of traffic, inherited ones included."""
        own = {
            (edge.source, edge.target) for edge in self.graph.edges if edge.kind is EdgeKind.TRAFFIC
        }
        if not self._common:
            return frozenset(own)
        return frozenset((self.common(source), self.common(target)) for source, target in own)

    def outermost_first(self, boundaries: Iterable[str]) -> list[str]:
        """Sort boundaries by how deep they stand, then by id."""
        return sorted(boundaries, key=lambda node: (len(self.around(node)), node))


def common_ids(own: Iterable[str], renamed: Mapping[str, str]) -> dict[str, str]:
    """Return the common ids of parts of one side: those that they have in the head.

    Args:
        own: Their ids on that side.
        renamed: The new id of each renamed one, by its old one; none on the side of the head.
    """
    taken = frozenset(renamed.values())
    return {part: renamed.get(part) or (part + _TAKEN if part in taken else part) for part in own}


def shown_id(common: str) -> str:
    """Return the id to tell people: the head's, or the base's of a part that is gone."""
    return common.removesuffix(_TAKEN)


def both_sides(
    base: ArchitectureGraph, head: ArchitectureGraph, difference: Difference
) -> tuple[Side, Side]:
    """Look at both models by the ids of the head."""
    return (
        Side(base, difference.renamed, is_head=False),
        Side(head, {}, is_head=True),
    )
