"""Which traffic from anywhere the security groups of a model admit, and which not before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from archlint.architecture.values import Node, PortRange, Value
from archlint.review.drafts import Draft
from archlint.review.sides import Side
from archlint.review.values import Consequence, Risk
from archlint.source import Location
from archlint.text import listed

KIND = "trust-changed"
_ANYWHERE = frozenset({"0.0.0.0/0", "::/0"})
_EVERY_PORT = PortRange(0, 65535)
_WITH_PORTS = frozenset({"", "tcp", "udp"})


class _Entry(NamedTuple):
    """An entry of `ingress` that admits traffic from anywhere, or may.

    Attributes:
        source: `0.0.0.0/0` or `::/0`; empty where it is not stated.
        protocol: The protocol; empty where it is not stated.
        port: The ports; `None` where they are not stated.
        location: Where the model states it.
    """

    source: str
    protocol: str
    port: PortRange | None
    location: Location

    def words(self) -> str:
        """Return what it lets in: `tcp 22`, `port 443`, `every port`, `icmp`."""
        protocol = "" if self.protocol == "all" else self.protocol
        if self.port == _EVERY_PORT or (self.port is None and self.protocol == "all"):
            return f"every {protocol} port" if protocol else "every port"
        if self.port is None:
            alone = f"{protocol} ports that are not stated".lstrip()
            return alone if protocol in _WITH_PORTS else protocol
        word = "port" if self.port.first == self.port.last else "ports"
        return f"{protocol or word} {self.port}"

    def may_cover(self, other: _Entry) -> bool:
        """Tell whether this may admit all that another does: what is not stated may be anything."""
        if self.source not in ("", other.source):
            return False
        if other.protocol and self.protocol not in ("", "all", other.protocol):
            return False
        if self.port is None or (other.port is None and other.protocol != "all"):
            return True
        wanted = other.port or _EVERY_PORT
        return self.port.first <= wanted.first and wanted.last <= self.port.last


def admitted(base: Side, head: Side) -> Iterator[Draft]:
    """Draft which security groups admit more from anywhere than before, and which less.

    Nothing is said of a group whose `ingress` one side does not state, nor where an entry of the
    other side may have admitted as much.
    """
    for name, node in head.nodes.items():
        former = base.nodes.get(name)
        if former is None or "security_group" not in node.type.kinds:
            continue
        was, now = _entries(former), _entries(node)
        if was is None or now is None:
            continue
        opened, closed = _beyond(now, was), _beyond(was, now)
        if opened:
            yield Draft(KIND, name, Risk.RAISED, "ingress", partial(_tell, name, opened, True))
        elif closed:
            yield Draft(KIND, name, Risk.LOWERED, "ingress", partial(_tell, name, closed, False))


def _beyond(some: list[_Entry], others: list[_Entry]) -> list[_Entry]:
    """Return those that let in anyone, and more than any of others."""
    return [
        entry
        for entry in some
        if entry.source and not any(other.may_cover(entry) for other in others)
    ]


def _entries(node: Node) -> list[_Entry] | None:
    """Return what may let anyone in; `None` where the node does not state what it admits."""
    ingress = node.stated.get("ingress")
    if ingress is None or not isinstance(ingress.content, tuple):
        return None
    return [entry for item in ingress.content if (entry := _entry(item)) is not None]


def _entry(item: Value) -> _Entry | None:
    """Read an entry; `None` where it lets in some alone, or is of another shape."""
    if not isinstance(item.content, Mapping):
        return None
    source, protocol, port = (item.content.get(name) for name in ("source", "protocol", "port"))
    stated = "" if source is None or source.content is None else str(source.content)
    if stated and stated not in _ANYWHERE:
        return None
    return _Entry(
        source=stated,
        protocol=str(protocol.content or "") if protocol else "",
        port=port.content if port and isinstance(port.content, PortRange) else None,
        location=item.location,
    )


def _tell(node: str, entries: list[_Entry], is_open: bool) -> Consequence:
    sources = listed(sorted({entry.source for entry in entries}))
    traffic = listed(list(dict.fromkeys(entry.words() for entry in entries)))
    verb = "now admits" if is_open else "no longer admits"
    first = entries[0].location
    return Consequence(
        KIND,
        node,
        f"'{node}' {verb} traffic from anywhere ({sources}) on {traffic}",
        Risk.RAISED if is_open else Risk.LOWERED,
        (),
        None if is_open else first,
        first if is_open else None,
    )
