"""Check what a model says across its parts: ids that exist, a placement without circles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple, Protocol

from archlint.architecture.types import PropertySpec, ValueType
from archlint.architecture.values import Model, Node, Value
from archlint.source import Location, Problems
from archlint.text import quote, suggestion

MAX_CIRCLES = 20
MAX_PLACEMENTS = 100


class Removed(NamedTuple):
    """What an environment removes from its model, with the places that say so.

    Attributes:
        environment: The environment.
        nodes: The nodes by id.
        data: The data assets by id.
    """

    environment: str
    nodes: Mapping[str, Location]
    data: Mapping[str, Location]

    def hint(self, at: Location | None, *, placed: bool = False) -> str:
        """Say what to do where something removed is missed, `placed` in it; empty for no place."""
        if at is None:
            return ""
        what = "move what stands in it" if placed else "change what names it"
        return (
            f"the environment {quote(self.environment)} removes it at {at}: remove or {what}, too"
        )


NOTHING_REMOVED = Removed("", {}, {})


def check_model(
    model: Model,
    problems: Problems,
    *,
    refused: Iterable[str],
    ends: Iterable[tuple[str, Location]],
    removed: Removed = NOTHING_REMOVED,
) -> None:
    """Report every id that names nothing, and every circle of placement.

    Args:
        model: The model.
        problems: Takes what is wrong.
        refused: Ids of nodes that are in the file but could not be read.
        ends: The ids that connections, flows and refused nodes name, with their places.
        removed: What the environment removes that the model is in.
    """
    known = {*model.nodes, *refused}

    def node(name: str, location: Location, *, placed: bool = False) -> None:
        if name not in known:
            problems.add(
                f"there is no node {quote(name)}",
                location,
                removed.hint(removed.nodes.get(name), placed=placed)
                or suggestion(name, known)
                or "define it under 'nodes'",
            )

    def asset(name: str, location: Location) -> None:
        if name not in model.data:
            problems.add(
                f"there is no data asset {quote(name)}",
                location,
                removed.hint(removed.data.get(name))
                or suggestion(name, model.data)
                or "define it under 'data'",
            )

    _check_nodes(model, node, asset, problems)
    for name, location in ends:
        node(name, location)
    for connection in model.connections:
        for asset_id in _items(connection.stated.get("carries")):
            asset(asset_id.content, asset_id.location)
    if not _check_circles(model, problems):
        _check_depth(model, problems)


class _NodeCheck(Protocol):
    """Reports the id of a node that does not exist."""

    def __call__(self, name: str, location: Location, *, placed: bool = False) -> None:
        """Look an id up; `placed` is said of a boundary that something stands in."""


def _check_nodes(
    model: Model,
    node: _NodeCheck,
    asset: Callable[[str, Location], None],
    problems: Problems,
) -> None:
    for item in model.nodes.values():
        for placement in item.placements:
            node(placement.boundary, placement.location, placed=True)
            outer = model.nodes.get(placement.boundary)
            if outer is not None and not outer.type.is_boundary:
                problems.add(
                    f"{quote(item.id)} cannot be placed in {quote(outer.id)}: "
                    f"{outer.type.id} is not a boundary",
                    placement.location,
                    "place it in a boundary such as a subnet, or draw a connection",
                )
        for asset_id in _items(item.stated.get("stores")):
            asset(asset_id.content, asset_id.location)
        for _, reference in references_of(item):
            node(reference.content, reference.location)


def _items(value: Value | None) -> tuple[Value, ...]:
    return value.content if value is not None and isinstance(value.content, tuple) else ()


def references_of(node: Node) -> Iterator[tuple[str, Value]]:
    """Give the references that a node states, as dotted path and value, in the model's order."""
    properties = node.type.properties
    referring = [key for key in node.stated if key in properties and _may_refer(properties[key])]
    if len(referring) > 1:
        order = list(properties)
        referring.sort(key=order.index)
    for key in referring:
        yield from _references(key, properties[key], node.stated[key])


def _may_refer(spec: PropertySpec) -> bool:
    """Tell whether a value of a property may hold references."""
    if spec.type is ValueType.LIST:
        return spec.of is not None and _may_refer(spec.of)
    return spec.type is ValueType.REFERENCE or bool(spec.properties)


def _references(path: str, spec: PropertySpec, value: Value) -> Iterator[tuple[str, Value]]:
    content = value.content
    if spec.type is ValueType.REFERENCE:
        if isinstance(content, str):  # not where the model states none, or a CIDR block
            yield path, value
    elif isinstance(content, tuple) and spec.of is not None and _may_refer(spec.of):
        for item in content:
            yield from _references(path, spec.of, item)
    elif isinstance(content, Mapping):
        stated = [key for key in spec.properties if key in content]
        for key in stated:
            yield from _references(f"{path}.{key}", spec.properties[key], content[key])


def _check_circles(model: Model, problems: Problems) -> int:
    """Walk up from every node without recursion; a node met again on the way up is a circle."""
    done: set[str] = set()
    circles = 0
    for start in model.nodes:
        if start in done or all(parent in done for parent in _parents(model, start)):
            done.add(start)
            continue
        trail: dict[str, Iterator[str]] = {start: _parents(model, start)}
        while trail:
            current = next(reversed(trail))
            parent = next(trail[current], None)
            if parent is None:
                done.add(current)
                trail.popitem()  # unlike `del`, it leaves no gap for `reversed` to skip
            elif parent in trail:
                at = next(
                    p.location for p in model.nodes[current].placements if p.boundary == parent
                )
                problems.add(
                    f"the placement goes in a circle: {_circle(trail, parent)}",
                    at,
                    "place each boundary in the one around it only",
                )
                circles += 1
                if circles == MAX_CIRCLES:
                    return circles
            elif parent not in done:
                trail[parent] = _parents(model, parent)
    return circles


def _check_depth(model: Model, problems: Problems) -> None:
    """Refuse nodes that stand in too many boundaries, one around the other."""
    depth: dict[str, int] = {}
    for start in model.nodes:
        waiting = [] if start in depth else [start]
        while waiting:
            around = list(_parents(model, waiting[-1]))
            unknown = [parent for parent in around if parent not in depth]
            if unknown:
                waiting += unknown
                continue
            node = waiting.pop()
            depth[node] = 1 + max((depth[parent] for parent in around), default=-1)
            if depth[node] > MAX_PLACEMENTS:
                problems.add(
                    f"{quote(node)} stands in more than {MAX_PLACEMENTS} boundaries, one around "
                    "the other",
                    model.nodes[node].location,
                    "flatten the placement",
                )
                return


def _circle(trail: Iterable[str], start: str) -> str:
    """Write the end of a trail, from `start` on and back to it, leaving out what is too long."""
    names = list(trail)
    names = [*islice(names, names.index(start), None), start]
    if len(names) > 8:
        names[4:-3] = ["..."]
    return " in ".join(names)


def _parents(model: Model, node: str) -> Iterator[str]:
    return (p.boundary for p in model.nodes[node].placements if p.boundary in model.nodes)
