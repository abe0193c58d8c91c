"""What security groups admit: shared by the rules about them, and no rule itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from archlint.plugin import ArchitectureGraph, Edge, EdgeKind, Node

# Have no ports, and carry what connections of a model are rarely drawn for.
_NO_PORTS = frozenset({"icmp", "icmpv6", "esp", "ah", "gre"})
_PROTOCOLS = frozenset({"tcp", "udp"}) | _NO_PORTS
_MEMBERSHIP = "security_groups"


class Entry(NamedTuple):
    """One entry of a group's ingress.

    Attributes:
        value: The entry as the model states it.
        ports: The first and last port; `None` when not stated.
        protocol: The protocol in small letters; empty when not stated.
        source: The id of a node, a block of addresses, or `None` when not stated.
    """

    value: Any
    ports: tuple[int, int] | None
    protocol: str
    source: Any


class Arrival(NamedTuple):
    """What decides whether a connection is admitted; many connections are alike in it.

    Attributes:
        ports: The first and last port of the connection; `None` when not stated.
        protocol: `tcp`, `udp` or another protocol that entries name, in small letters; empty when
            the connection names none of these. An application protocol does not say: https runs
            over tcp and, as HTTP/3 (RFC 9114), over udp.
        groups: The groups of the node that it comes from; `None` when these are not stated.
    """

    ports: tuple[int, int] | None
    protocol: str
    groups: frozenset[str] | None


def memberships(graph: ArchitectureGraph) -> dict[str, frozenset[str] | None]:
    """Return the groups that each node is a member of; `None` for one that does not say."""
    found: dict[str, set[str]] = {}
    for edge in graph.edges:
        if (
            edge.kind is EdgeKind.REFERENCE
            and edge.property == _MEMBERSHIP
            and "security_group" in graph.nodes[edge.target].type.kinds
        ):
            found.setdefault(edge.source, set()).add(edge.target)
    return {
        node.id: None
        if _MEMBERSHIP in node.type.properties and _MEMBERSHIP not in node.stated
        else frozenset(found.get(node.id, ()))
        for node in graph.nodes.values()
    }


def entries_of(group: Node) -> tuple[Entry, ...] | None:
    """Return what a group admits; `None` when it does not say."""
    stated = group.stated.get("ingress")
    return None if stated is None else tuple(_entries(stated.content or ()))


def _entries(values: Iterable[Any]) -> Iterator[Entry]:
    for value in values:
        fields = {key: field.content for key, field in (value.content or {}).items()}
        port = fields.get("port")
        protocol = str(fields.get("protocol") or "").lower()
        ports = None if port is None else (port.first, port.last)
        if protocol == "all":
            ports = (0, 65535)
        yield Entry(value, ports, protocol, fields.get("source"))


def arrival_of(edge: Edge, members: Mapping[str, frozenset[str] | None]) -> Arrival:
    """Return what decides whether a connection is admitted."""
    drawn = edge.connection
    stated = drawn.stated.get("port") if drawn is not None else None
    port = None if stated is None else stated.content
    protocol = drawn.text("protocol").lower() if drawn is not None else ""
    return Arrival(
        ports=None if port is None else (port.first, port.last),
        protocol=protocol if protocol in _PROTOCOLS else "",
        groups=members[edge.source],
    )


def admits(entry: Entry, arrival: Arrival, graph: ArchitectureGraph) -> bool | None:
    """Tell whether an entry admits a connection; `None` when the model does not say enough."""
    answers = (
        _admits_protocol(entry, arrival),
        _admits_ports(entry, arrival),
        _admits_source(entry, arrival, graph),
    )
    if False in answers:
        return False
    return None if None in answers else True


def any_admits(entries: Iterable[Entry], arrival: Arrival, graph: ArchitectureGraph) -> bool | None:
    """Tell whether at least one entry admits a connection."""
    answers = {admits(entry, arrival, graph) for entry in entries}
    return True if True in answers else None if None in answers else False


def _admits_protocol(entry: Entry, arrival: Arrival) -> bool | None:
    if entry.protocol == "all" or entry.protocol == arrival.protocol:
        return True
    if (entry.protocol and arrival.protocol) or entry.protocol in _NO_PORTS:
        return False
    # What does not say is mostly tcp: a model would be full of unknowns if that were not assumed.
    named = entry.protocol or arrival.protocol
    return True if named == "tcp" else None


def _admits_ports(entry: Entry, arrival: Arrival) -> bool | None:
    if entry.ports == (0, 65535) or entry.protocol in _NO_PORTS:
        return True
    if entry.ports is None or arrival.ports is None:
        return None
    first, last = arrival.ports
    if entry.ports[0] <= first and last <= entry.ports[1]:
        return True
    return False if last < entry.ports[0] or entry.ports[1] < first else None


def _admits_source(entry: Entry, arrival: Arrival, graph: ArchitectureGraph) -> bool | None:
    if isinstance(entry.source, str):
        source = graph.nodes.get(entry.source)
        if source is None or "security_group" not in source.type.kinds or arrival.groups is None:
            return None
        return entry.source in arrival.groups
    # The block of all addresses admits everyone; who is in any other, the model does not say, nor
    # who has an address of version 6.
    return True if str(entry.source) == "0.0.0.0/0" else None
