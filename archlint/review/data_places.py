"""Where each side shows data to be: kept by a node, or carried to and from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from archlint.architecture.fields import CLASSIFICATIONS
from archlint.architecture.values import Connection, DataAsset, Value
from archlint.review.sides import Side, common_ids, shown_id
from archlint.source import Location

Alike = tuple[str, str, str]


class Line(NamedTuple):
    """A line that shows data at a node.

    Attributes:
        connection: The connection that carries it; `None` where the node stores it.
        alike: The common ids of its ends, and its kind; `None` where the node stores it.
        location: Where it is stated.
    """

    connection: Connection | None
    alike: Alike | None
    location: Location


class DataSide:
    """The data of one side, by the ids of the head.

    Attributes:
        side: The nodes and connections.
        assets: The data assets by common id.
    """

    def __init__(self, side: Side, renamed: Mapping[str, str]) -> None:
        """Give every asset its common id."""
        self.side = side
        self._common = common_ids(side.graph.model.data, renamed)
        self.assets: Mapping[str, DataAsset] = {
            self._common[name]: asset for name, asset in side.graph.model.data.items()
        }

    def shown(self, asset: str) -> str:
        """Return the id to tell people."""
        return shown_id(asset)

    def listed(self, value: Value | None) -> Iterator[tuple[str, Location]]:
        """Give the assets that a stated `stores` or `carries` names."""
        for item in (value.content if value else None) or ():
            yield self._common[item.content], item.location

    def stored(self, node: str) -> dict[str, Location] | None:
        """Return the assets that a node stores; `None` where it does not state which."""
        value = self.side.nodes[node].stated.get("stores")
        return None if value is None else dict(self.listed(value))

    @cached_property
    def lines(self) -> Mapping[tuple[str, str], tuple[Line, ...]]:
        """What shows an asset at a node, by asset and node.

        A connection says who initiates, not which way data goes: what it carries is at both ends.
        """
        found: dict[tuple[str, str], list[Line]] = {}
        for name, node in self.side.nodes.items():
            for asset, location in self.listed(node.stated.get("stores")):
                found.setdefault((asset, name), []).append(Line(None, None, location))
        for connection in self.side.graph.model.connections:
            for asset, location in self.listed(connection.stated.get("carries")):
                line = Line(connection, self._alike(connection), location)
                for end in self.side.ends(connection):
                    found.setdefault((asset, end), []).append(line)
        return {place: tuple(lines) for place, lines in found.items()}

    @cached_property
    def _carrying(self) -> Mapping[Alike, bool]:
        """Whether all connections alike, by ends and kind, state what they carry."""
        found: dict[Alike, bool] = {}
        for connection in self.side.graph.model.connections:
            alike = self._alike(connection)
            found[alike] = found.get(alike, True) and "carries" in connection.stated
        return found

    def _alike(self, connection: Connection) -> Alike:
        return (*self.side.ends(connection), connection.kind)

    @cached_property
    def zones(self) -> Mapping[str, frozenset[str]]:
        """The boundaries that each asset is shown in."""
        found: dict[str, set[str]] = {}
        for asset, node in self.lines:
            found.setdefault(asset, set()).update(self.side.zone(node))
        return {asset: frozenset(zone) for asset, zone in found.items()}

    def rules_out(self, line: Line, node: str) -> bool:
        """Tell whether this side shows that it lacks what a line of the other side shows.

        It does where it has no such connection or node, or states what those carry or store; not
        where it leaves that open.
        """
        if line.alike is None:
            return node not in self.side.nodes or "stores" in self.side.nodes[node].stated
        return self._carrying.get(line.alike, True)

    def classification(self, asset: str) -> str:
        """Return the classification of an asset; empty where it is not stated."""
        found = self.assets.get(asset)
        return found.text("classification").lower() if found else ""

    def rank(self, asset: str) -> int | None:
        """Return how sensitive an asset is, from 0; `None` where it is not stated."""
        word = self.classification(asset)
        return CLASSIFICATIONS.index(word) if word in CLASSIFICATIONS else None
