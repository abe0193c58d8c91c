"""The model as the pages look it up: what there is, in which order, and how to link to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from archlint.architecture.values import Connection, Model, Node
from archlint.graph import ArchitectureGraph, Edge, EdgeKind
from archlint.pages.markdown import Link, href

COMPONENTS = "components.md"
DATA_FLOWS = "data-flows.md"
FINDINGS = "findings.md"
# Deeper than cloud, account, region, network, zone, subnet, cluster and service go; what is nested
# deeper is found by the links.
MAX_DEPTH = 12
_NO_EDGES: tuple[Edge, ...] = ()


class Atlas:
    """Answers what more than one page asks. Everything comes in the order of the model.

    Attributes:
        graph: The graph.
        model: Its model.
    """

    def __init__(self, graph: ArchitectureGraph) -> None:
        """Look at a graph; nothing is computed before it is asked for."""
        self.graph = graph
        self.model: Model = graph.model

    # What there is

    def is_boundary(self, node: Node) -> bool:
        """Tell whether a node is shown as something that others stand in."""
        return "boundary" in node.type.kinds or node.id in self.graph.children

    def is_outside(self, node: Node) -> bool:
        """Tell whether a node is a person, another system or the internet."""
        return bool(node.type.kinds & {"actor", "internet"})

    @cached_property
    def boundaries(self) -> tuple[Node, ...]:
        """The boundaries."""
        return tuple(filter(self.is_boundary, self.model.nodes.values()))

    @cached_property
    def actors(self) -> tuple[Node, ...]:
        """Whoever initiates from outside."""
        return tuple(
            node
            for node in self.model.nodes.values()
            if self.is_outside(node) and not self.is_boundary(node)
        )

    @cached_property
    def components(self) -> tuple[Node, ...]:
        """Everything that is neither a boundary nor outside."""
        return tuple(
            node
            for node in self.model.nodes.values()
            if not self.is_boundary(node) and not self.is_outside(node)
        )

    def of_kind(self, *kinds: str) -> tuple[Node, ...]:
        """Return the nodes that have at least one of some kinds."""
        return tuple(node for node in self.model.nodes.values() if node.type.kinds & {*kinds})

    # How to link to it

    @cached_property
    def _shared_names(self) -> frozenset[str]:
        names = Counter(node.name for node in self.model.nodes.values())
        return frozenset(name for name, count in names.items() if count > 1)

    def link(self, node: str) -> Link:
        """Link to a node by its name, with the id where several have the name."""
        name = self.model.nodes[node].name
        text = f"{name} ({node})" if name in self._shared_names else name
        return Link(text, href(COMPONENTS, f"node-{node}"))

    def links(self, nodes: Iterable[str]) -> tuple[Link, ...]:
        """Link to several nodes, in the order of the model."""
        return tuple(self.link(node) for node in self.in_order(nodes))

    def data_link(self, asset: str) -> Link:
        """Link to a data asset by its name and classification."""
        found = self.model.data[asset]
        classification = found.text("classification") or "classification not stated"
        return Link(f"{found.name} ({classification})", href(DATA_FLOWS, f"data-{asset}"))

    # In which order

    @cached_property
    def _place(self) -> dict[str, int]:
        return {node: number for number, node in enumerate(self.model.nodes)}

    def in_order(self, nodes: Iterable[str]) -> tuple[str, ...]:
        """Sort ids of nodes as the model has them."""
        return tuple(sorted(nodes, key=self._place.__getitem__))

    def children(self, boundary: str) -> tuple[str, ...]:
        """Return what stands directly in a boundary."""
        return self.in_order(self.graph.children.get(boundary, ()))

    # What is connected

    @cached_property
    def _connections(self) -> dict[str, list[Connection]]:
        at: dict[str, list[Connection]] = {}
        for connection in self.model.connections:
            for end in dict.fromkeys((connection.source, connection.target)):
                at.setdefault(end, []).append(connection)
        return at

    def connections_at(self, node: str) -> tuple[Connection, ...]:
        """Return the connections that end at a node, as the model writes them."""
        return tuple(self._connections.get(node, ()))

    def inherited_at(self, node: str) -> Iterator[tuple[str, Connection]]:
        """Give the connections that end at a boundary around a node, with that boundary."""
        for boundary in self.in_order(self.graph.ancestors(node)):
            for connection in self.connections_at(boundary):
                yield boundary, connection

    @cached_property
    def _references(self) -> dict[str, tuple[Edge, ...]]:
        into: dict[str, list[Edge]] = {}
        for edge in self.graph.edges:
            if edge.kind is EdgeKind.REFERENCE:
                into.setdefault(edge.target, []).append(edge)
        return {
            target: tuple(sorted(edges, key=lambda edge: (self._place[edge.source], edge.key)))
            for target, edges in into.items()
        }

    def references_to(self, node: str) -> tuple[Edge, ...]:
        """Return the references to a node."""
        return self._references.get(node, _NO_EDGES)

    # Where it stands

    def zone_of(self, end: str) -> frozenset[str]:
        """Return the boundaries that an end of a connection stands in.

        A boundary stands in itself, since a connection to it holds for what is inside.
        """
        around = self.graph.ancestors(end)
        return around | {end} if self.is_boundary(self.model.nodes[end]) else around

    def placement_paths(self, node: str) -> tuple[tuple[Link, ...], ...]:
        """Return one path of boundaries, outermost first, for each placement of a node.

        Where a boundary stands in several itself, the path follows the first; the boundary's own
        entry names them all.
        """
        return tuple(self._path(parent) for parent in self.graph.parents(node))

    def _path(self, boundary: str) -> tuple[Link, ...]:
        path = [boundary]
        while (around := self.graph.parents(path[-1])) and len(path) < MAX_DEPTH:
            path.append(around[0])
        return tuple(self.link(step) for step in reversed(path))
