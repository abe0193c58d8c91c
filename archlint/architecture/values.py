"""A model as frozen values. Every stated value knows its file, line and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from typing import Any, NamedTuple

from archlint.architecture.types import NodeType
from archlint.finding import Waiver
from archlint.source import Location


class PortRange(NamedTuple):
    """The ports from `first` to `last`, both included; `all` is 0 to 65535."""

    first: int
    last: int

    def __str__(self) -> str:
        """Write it as a model does."""
        if (self.first, self.last) == (0, 65535):
            return "all"
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


class Value(NamedTuple):
    """A stated value.

    Attributes:
        content: `None` when the model states that there is none; a tuple of values for a list, a
            mapping of values for a mapping; a reference is the id that it names, and a network
            where the model states a CIDR block instead.
        location: Where it is stated.
    """

    content: Any
    location: Location

    def plain(self) -> Any:
        """Return the content without positions: lists, dicts and atoms."""
        match self.content:
            case PortRange() | IPv4Network() | IPv6Network():
                return str(self.content)
            case tuple():
                return [item.plain() for item in self.content]
            case Mapping():
                return {key: item.plain() for key, item in self.content.items()}
        return self.content


class Placement(NamedTuple):
    """One boundary that a node stands in, and where the model says so."""

    boundary: str
    location: Location


class OpenType(NamedTuple):
    """A type that the model does not enumerate, and where it says so."""

    type: NodeType
    location: Location


class _Stated:
    """Access to the plain content of stated fields."""

    __slots__ = ()
    stated: Mapping[str, Value]

    def text(self, field: str) -> str:
        """Return a stated text, or an empty string."""
        value = self.stated.get(field)
        return "" if value is None or value.content is None else str(value.content)

    def plain(self, field: str) -> Any:
        """Return a stated field without positions, or `None`."""
        value = self.stated.get(field)
        return None if value is None else value.plain()

    def texts(self, field: str) -> tuple[str, ...]:
        """Return a stated list of texts; empty when it is not stated."""
        return tuple(self.plain(field) or ())


@dataclass(frozen=True, slots=True)
class Node(_Stated):
    """A component or a boundary.

    Attributes:
        id: Its id, unique in the model and independent of its place.
        type: Its type in the catalogue.
        location: Where its id is written.
        placements: The boundaries that it stands in directly, in the order of the model.
        stated: Every other field that the model states, by name.
    """

    id: str
    type: NodeType
    location: Location
    placements: tuple[Placement, ...]
    stated: Mapping[str, Value]

    @property
    def name(self) -> str:
        """What people call it: its stated name, else its id."""
        return self.text("name") or self.id


@dataclass(frozen=True, slots=True)
class Connection(_Stated):
    """Something that flows from one node to another, or the use of one by another.

    Attributes:
        key: How findings name it: `users->alb`, or `users->alb#id` when it has an id.
        source: The id of the node that initiates.
        target: The id of the other end.
        kind: `traffic`, or `uses` for the use of a control plane.
        location: Where it is written.
        stated: Every field that the model states of it.
    """

    key: str
    source: str
    target: str
    kind: str
    location: Location
    stated: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class DataAsset(_Stated):
    """Data that nodes store and connections carry."""

    id: str
    location: Location
    stated: Mapping[str, Value]

    @property
    def name(self) -> str:
        """What people call it: its stated name, else its id."""
        return self.text("name") or self.id


class Step(NamedTuple):
    """One hop of a flow; `label` may be empty."""

    source: str
    target: str
    label: str
    location: Location


@dataclass(frozen=True, slots=True)
class Flow(_Stated):
    """An ordered scenario over the connections."""

    id: str
    location: Location
    steps: tuple[Step, ...]
    stated: Mapping[str, Value]

    @property
    def title(self) -> str:
        """What people call it: its stated title, else its id."""
        return self.text("title") or self.id


@dataclass(frozen=True, slots=True)
class Model:
    """A whole model.

    Attributes:
        path: The file that it was read from.
        name: What people call the system.
        description: What it is; may be empty.
        nodes: The nodes by id, in the order of the file.
        connections: The connections, in the order of the file, lists expanded.
        data: The data assets by id.
        flows: The flows by id.
        environment: The environment whose overlay was applied; empty for the model as it stands.
        open: The types that the model does not enumerate, in the order of the file: that it shows
            none, or no more, says nothing.
        waivers: The findings that are accepted, in the order of the file, in every environment.
    """

    path: str
    name: str
    description: str
    nodes: Mapping[str, Node]
    connections: tuple[Connection, ...]
    data: Mapping[str, DataAsset]
    flows: Mapping[str, Flow]
    environment: str = ""
    open: tuple[OpenType, ...] = ()
    waivers: tuple[Waiver, ...] = ()
