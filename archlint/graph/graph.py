"""The graph of a model and the questions that rules and documents ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from math import inf
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from archlint.architecture.values import Model, Node
from archlint.graph.cuts import Passage, passages
from archlint.graph.edges import Edge, EdgeKind, edges_of, in_order

if TYPE_CHECKING:
    import networkx as nx

_NO_EDGES: tuple[Edge, ...] = ()


class ArchitectureGraph:
    """One directed multigraph over the nodes of a model.

    Its edges are of three relations: `in` (from a node to the boundary around it), `connects`
    (a connection) and `references` (a property that names another node). The questions answer from
    plain adjacency lists; `networkx` gives the same graph to whoever wants its algorithms.

    Attributes:
        model: The model.
        nodes: Every node by id.
        edges: Every edge between components, in the order of the model.
    """

    def __init__(self, model: Model) -> None:
        """Load a model.

        Raises:
            ArchlintError: If connections between boundaries would make too many edges.
        """
        self.model = model
        self.nodes: Mapping[str, Node] = model.nodes
        self._ancestors: dict[tuple[str, ...], frozenset[str]] = {}
        self._spreads: dict[tuple[tuple[str, ...], str], tuple[bool, float, float]] = {}
        self.edges: tuple[Edge, ...] = tuple(edges_of(model, self._components_inside()))

    @cached_property
    def networkx(self) -> nx.MultiDiGraph[str]:
        """The graph as a networkx `MultiDiGraph`, frozen; made when it is first asked for.

        Nodes carry `node`; edges carry `relation`, and `placement` (`in`) or `edge` (the others).
        """
        import networkx as nx  # late: importing it takes longer than checking a model

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=self.model.name)
        for node in self.model.nodes.values():
            graph.add_node(node.id, node=node)
        for node in self.model.nodes.values():
            for placement in node.placements:
                graph.add_edge(
                    node.id, placement.boundary, key="in", relation="in", placement=placement
                )
        for edge in self.edges:
            relation = "references" if edge.kind is EdgeKind.REFERENCE else "connects"
            graph.add_edge(edge.source, edge.target, key=edge.key, relation=relation, edge=edge)
        nx.freeze(graph)
        return graph

    # Containment

    def parents(self, node: str) -> tuple[str, ...]:
        """Return the boundaries that a node stands in directly."""
        return self._parents[node]

    @cached_property
    def _parents(self) -> dict[str, tuple[str, ...]]:
        shared: dict[tuple[str, ...], tuple[str, ...]] = {}  # one for all siblings
        parents = {}
        for node in self.model.nodes.values():
            boundaries = tuple([placement.boundary for placement in node.placements])
            parents[node.id] = shared.setdefault(boundaries, boundaries)
        return parents

    def ancestors(self, node: str) -> frozenset[str]:
        """Return all boundaries around a node."""
        return self._around(self.parents(node))

    def _around(self, parents: tuple[str, ...]) -> frozenset[str]:
        # Siblings share the answer. Nesting is at most as deep as the parser lets it be, but
        # flat placements may chain further, so this walks instead of recursing.
        known = self._ancestors.get(parents)
        if known is not None:
            return known
        found: set[str] = set()
        waiting = list(parents)
        while waiting:
            boundary = waiting.pop()
            if boundary not in found:
                found.add(boundary)
                waiting.extend(self.parents(boundary))
        self._ancestors[parents] = frozenset(found)
        return self._ancestors[parents]

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """The nodes directly inside each boundary, by id; a node without any is not a key."""
        inside: dict[str, list[str]] = {}
        for node in sorted(self.model.nodes):
            for parent in self.parents(node):
                inside.setdefault(parent, []).append(node)
        return {boundary: tuple(nodes) for boundary, nodes in inside.items()}

    def descendants(self, boundary: str) -> tuple[str, ...]:
        """Return everything inside a boundary, at any depth, by id."""
        found: set[str] = set()
        waiting = list(self.children.get(boundary, ()))
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting.extend(self.children.get(node, ()))
        return tuple(sorted(found))

    @cached_property
    def outermost_first(self) -> tuple[str, ...]:
        """Every node, each boundary before what it holds."""
        waiting_for = {node: len(self.parents(node)) for node in self.model.nodes}
        ready = [node for node, count in waiting_for.items() if count == 0]
        for boundary in ready:
            for child in self.children.get(boundary, ()):
                waiting_for[child] -= 1
                if waiting_for[child] == 0:
                    ready.append(child)
        return tuple(ready)

    @cached_property
    def boundaries(self) -> tuple[str, ...]:
        """Every node that holds others, or is there to hold them, by id."""
        return tuple(
            node
            for node in sorted(self.model.nodes)
            if node in self.children or "boundary" in self.model.nodes[node].type.kinds
        )

    def spread(self, node: str, what: str) -> tuple[float, float]:
        """Return the least and greatest number of values of a property over a node's placements.

        A boundary that does not state the property stands for one or more values. A boundary of the
        kind that the property is named after, such as an availability zone, is a value by itself.

        Args:
            node: The node's id.
            what: A property of boundaries, such as `zone`.
        """
        seen, least, most = self._spread_over(self.parents(node), what)
        of_type = self.nodes[node].type
        if not seen and (what in of_type.level_properties or not of_type.curated):
            return 0, inf
        return least, most

    def _spread_over(self, parents: tuple[str, ...], what: str) -> tuple[bool, float, float]:
        """Return whether anything around says something of it, and how many values there are."""
        if (parents, what) in self._spreads:  # siblings share the answer
            return self._spreads[parents, what]
        known: set[object] = set()
        open_ended = seen = False
        for parent in parents:
            around = [self.nodes[name] for name in sorted({parent, *self.ancestors(parent)})]
            having = [boundary for boundary in around if what in boundary.type.properties]
            stated = {boundary.plain(what) for boundary in having if what in boundary.stated}
            by_kind = {boundary.id for boundary in around if what in boundary.type.kinds}
            known |= (stated - {None}) or by_kind
            seen = seen or bool(having or by_kind)
            open_ended = open_ended or bool(having and not stated and not by_kind)
        least = max(len(known), 1 if open_ended else 0)
        answer = self._spreads[parents, what] = seen, least, inf if open_ended else least
        return answer

    def _components_inside(self) -> dict[str, tuple[str, ...]]:
        """Give the components inside each boundary at which a connection ends."""
        ends = {end for c in self.model.connections for end in (c.source, c.target)}
        boundaries = set(self.boundaries)
        return {
            end: tuple(node for node in self.descendants(end) if node not in boundaries)
            for end in ends & boundaries
        }

    # Connections and references

    @cached_property
    def _outgoing(self) -> dict[str, tuple[Edge, ...]]:
        return _grouped(self.edges, by="source", then="target")

    @cached_property
    def _incoming(self) -> dict[str, tuple[Edge, ...]]:
        return _grouped(self.edges, by="target", then="source")

    @cached_property
    def connections(self) -> tuple[Edge, ...]:
        """Every connection between two nodes, by key, inherited ones included."""
        return tuple(
            sorted(
                (edge for edge in self.edges if edge.connection is not None),
                key=in_order,
            )
        )

    def edges_from(self, node: str) -> tuple[Edge, ...]:
        """Return the connections and references that leave a node, by target."""
        return self._outgoing.get(node, _NO_EDGES)

    def edges_to(self, node: str) -> tuple[Edge, ...]:
        """Return the connections and references that enter a node, by source."""
        return self._incoming.get(node, _NO_EDGES)

    def passages(self, *, sources: Iterable[str], targets: Iterable[str]) -> dict[str, Passage]:
        """Return what traffic passes between sources and targets, and what each node's loss cuts.

        Args:
            sources: The ids of the nodes where paths of traffic begin.
            targets: The ids of the nodes where they end.

        Returns:
            The nodes between, other than sources, by id: how many targets no traffic from any
            source reaches without the node, and the first of them.
        """
        successors: dict[str, dict[str, None]] = {}
        for edge in self.edges:
            if edge.kind is EdgeKind.TRAFFIC:
                successors.setdefault(edge.source, {})[edge.target] = None
        ordered = {node: sorted(following) for node, following in successors.items()}
        return passages(ordered, sources=sources, targets=targets)

    def crossed(self, edge: Edge) -> tuple[str, ...]:
        """Return the boundaries that an edge enters or leaves, by id."""
        return tuple(sorted(self.ancestors(edge.source) ^ self.ancestors(edge.target)))


def _grouped(edges: Iterable[Edge], *, by: str, then: str) -> dict[str, tuple[Edge, ...]]:
    groups: dict[str, list[Any]] = {}
    for edge in edges:
        groups.setdefault(getattr(edge, by), []).append(edge)
    return {
        node: tuple(sorted(group, key=attrgetter(then, "key")) if len(group) > 1 else group)
        for node, group in groups.items()
    }
