"""Edges between components: connections as they hold for nodes, and references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from archlint.architecture.references import references_of
from archlint.architecture.values import Connection, Model
from archlint.errors import ArchlintError
from archlint.source import Location

MAX_INHERITED = 250_000


class EdgeKind(StrEnum):
    """What an edge stands for."""

    TRAFFIC = "traffic"
    USES = "uses"
    REFERENCE = "reference"


class Edge(NamedTuple):
    """One edge between two nodes.

    Attributes:
        key: How findings name it; unique in a model.
        source: The id of the node that it leaves.
        target: The id of the node that it enters.
        kind: Traffic, a use, or a reference.
        property: The dotted path of the referring property; empty for a connection.
        connection: The connection that it comes from; `None` for a reference.
        inherited: Whether the connection ends at a boundary around one of the nodes.
        location: Where the model states it.
    """

    key: str
    source: str
    target: str
    kind: EdgeKind
    property: str
    connection: Connection | None
    inherited: bool
    location: Location

    def seen_from(self, node: str) -> Edge:
        """Return the edge as it is for one of its ends.

        Who a connection is drawn to or from has it of its own; who merely stands inside the
        boundary that it is drawn to has inherited it.
        """
        drawn = self.connection
        if self.inherited and drawn is not None and node in (drawn.source, drawn.target):
            return self._replace(inherited=False)
        return self


def in_order(edge: Edge) -> tuple[str, str, str]:
    """Return what edges are sorted by."""
    return edge.source, edge.target, edge.key


def edges_of(model: Model, inside: Mapping[str, tuple[str, ...]]) -> Iterator[Edge]:
    """Give every edge of a model.

    A connection that ends at a boundary holds for each component inside it, marked as inherited.

    Args:
        model: The model.
        inside: The components inside each boundary.

    Raises:
        ArchlintError: If connections between boundaries would make too many edges.
    """
    made = 0
    for connection in model.connections:
        # None for a component, and for a boundary in which there is none to stand for.
        sources = inside.get(connection.source) or None
        targets = inside.get(connection.target) or None
        inherited = sources is not None or targets is not None
        if not inherited:
            yield _connection_edge(connection, connection.source, connection.target, False)
            continue
        made += len(sources or ".") * len(targets or ".")
        if made > MAX_INHERITED:
            raise ArchlintError(
                f"{connection.location}: connections that end at boundaries make more than "
                f"{MAX_INHERITED:,} connections between nodes",
                hint="connect single nodes instead of large boundaries",
            )
        for source in sources if sources is not None else (connection.source,):
            for target in targets if targets is not None else (connection.target,):
                if source != target:
                    yield _connection_edge(connection, source, target, True)
    for node in model.nodes.values():
        named: dict[str, int] = {}
        for path, value in references_of(node):
            key = f"{node.id}->{value.content}.{path}"
            named[key] = named.get(key, 0) + 1
            yield Edge(
                key=key if named[key] == 1 else f"{key}[{named[key]}]",
                source=node.id,
                target=value.content,
                kind=EdgeKind.REFERENCE,
                property=path,
                connection=None,
                inherited=False,
                location=value.location,
            )


def _connection_edge(connection: Connection, source: str, target: str, inherited: bool) -> Edge:
    key = f"{source}->{target}#{connection.key}" if inherited else connection.key
    return Edge(
        key=key,
        source=source,
        target=target,
        kind=EdgeKind(connection.kind),
        property="",
        connection=connection,
        inherited=inherited,
        location=connection.location,
    )
