"""What stated values mean, apart from where they stand and in what order a list names its items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from ipaddress import IPv4Network, IPv6Network
from typing import Any

from archlint.architecture.fields import CONNECTION_FIELDS, DATA_FIELDS, FLOW_FIELDS, NODE_FIELDS
from archlint.architecture.types import PropertySpec, ValueType
from archlint.architecture.values import Node, PortRange, Value

Named = Callable[[str], Hashable]
Specs = Callable[[str], PropertySpec | None]
connection_specs: Specs = CONNECTION_FIELDS.get
data_specs: Specs = DATA_FIELDS.get
flow_specs: Specs = FLOW_FIELDS.get

_UNORDERED = PropertySpec(ValueType.FREE)


class Naming:
    """What the ids that values name stand for.

    A model of another revision may call the same node or data asset otherwise.

    Attributes:
        node: Gives what a node's id stands for.
        data: Gives what a data asset's id stands for.
    """

    __slots__ = ("data", "node")

    def __init__(
        self, node: Mapping[str, Hashable] | None = None, data: Mapping[str, Hashable] | None = None
    ) -> None:
        """Take what ids stand for, by id; one that is missing stands for itself."""
        self.node = _names(node or {})
        self.data = _names(data or {})


def _names(meant: Mapping[str, Hashable]) -> Named:
    def named(name: str) -> Hashable:
        return meant.get(name, name)

    return named


def node_specs(node: Node) -> Specs:
    """Return what looks up the property of a node by name."""

    def spec_of(name: str) -> PropertySpec | None:
        return NODE_FIELDS.get(name) or node.type.properties.get(name)

    return spec_of


def written_alike(one: Mapping[str, Value], other: Mapping[str, Value]) -> bool:
    """Tell quickly whether two sets of fields say the same in the same words and order.

    Where it says no, they may still mean the same.
    """
    if one is other:
        return True
    if len(one) != len(other):
        return False
    for name, value in one.items():
        found = other.get(name)
        if found is None or not _alike(value[0], found[0]):
            return False
    return True


def _alike(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, tuple) and not isinstance(one, PortRange):
        return len(one) == len(other) and all(
            _alike(a[0], b[0]) for a, b in zip(one, other, strict=True)
        )
    if isinstance(one, Mapping):
        return written_alike(one, other)
    return bool(one == other)


def meaning(value: Value, spec: PropertySpec | None, naming: Naming) -> Hashable:
    """Return what a value means; two values mean the same exactly if these are equal.

    Lists are equal whatever their order, texts that the catalogue reads without regard to case
    whatever their case, numbers whatever their notation. `true` is not 1, and a text no number.

    Args:
        value: The value.
        spec: What the catalogue says of it, if it does.
        naming: What the ids stand for that references name.
    """
    content = value.content
    match content:
        case str():
            return _text(content, spec or _UNORDERED, naming)
        case None:
            return None
        case bool():
            return ("boolean", content)
        case PortRange() | IPv4Network() | IPv6Network():
            return str(content)
        case tuple():
            of = spec.of if spec is not None else None
            items = Counter(meaning(item, of, naming) for item in content)
            return ("list", frozenset(items.items()))
        case Mapping():
            entries = (
                (key, meaning(item, inner(spec, key), naming)) for key, item in content.items()
            )
            return ("mapping", frozenset(entries))
    number: float = content
    return number


def inner(spec: PropertySpec | None, key: str) -> PropertySpec | None:
    """Return what the catalogue says of an entry of a mapping."""
    if spec is None:
        return None
    return spec.properties.get(key) if spec.properties else spec.of


def _text(text: str, spec: PropertySpec, naming: Naming) -> Hashable:
    if spec.type is ValueType.REFERENCE:
        return naming.node(text)
    if spec.type is ValueType.DATA:
        return naming.data(text)
    return text.casefold() if spec.ignore_case or spec.enum else text
