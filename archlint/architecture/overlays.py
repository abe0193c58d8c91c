"""What an environment makes of connections: they are met by their ends and id."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from archlint.architecture.arrows import (
    Arrow,
    check_own_id,
    read_arrow,
    read_connections,
    too_many,
)
from archlint.architecture.fields import CONNECTION_FIELDS
from archlint.architecture.records import read_record
from archlint.architecture.references import Removed
from archlint.architecture.shape import Fields
from archlint.architecture.tree import Sequence, Tree, describe, is_nothing
from archlint.architecture.values import Connection, Node, Value
from archlint.source import Location, Problems, both_places
from archlint.text import quote, suggestion

_ID_FIELDS = {"id": CONNECTION_FIELDS["id"]}


class Overlay(NamedTuple):
    """What an environment says that is not yet merged: connections are, once they are read.

    Attributes:
        name: The environment.
        renames: Whether it gives the system another name.
        connections: What it says of connections, added or changed; may be `None`.
        removed_nodes: The nodes that it removes; their connections go with them.
        removed: The connections that it removes, by key, with the place that says so.
        gone: The nodes and data assets of the model that it removes, with the place that says so.
    """

    name: str
    renames: bool
    connections: Tree | None
    removed_nodes: frozenset[str]
    removed: dict[str, Location]
    gone: Removed


def removed_connections(removed: Fields | None, problems: Problems) -> dict[str, Location]:
    """Return the connections that an environment removes, by key, with the place that says so."""
    stated = removed.get("connections") if removed is not None else None
    if stated is None or is_nothing(stated):
        return {}
    if not isinstance(stated, Sequence):
        problems.add(
            f"'connections' must be a list, found {describe(stated)}",
            stated.location,
            "write lines such as '- a -> b'",
        )
        return {}
    found: dict[str, Location] = {}
    for item in stated.items:
        arrow = read_arrow(item, problems)
        suffix = None if arrow is None else _suffix(arrow, problems)
        if arrow is None or suffix is None:
            continue
        if too_many(arrow, len(found), "connections to remove", problems):
            break
        for source, _ in arrow.sources:
            for target, at in arrow.targets:
                _remove_once(f"{source}->{target}{suffix}", at, found, problems)
    return found


def _remove_once(key: str, at: Location, found: dict[str, Location], problems: Problems) -> None:
    if key in found:
        problems.add(
            f"the connection {key} is removed twice: {both_places(found[key], at)}",
            at,
            "remove one of them",
        )
    found[key] = at


def _suffix(arrow: Arrow, problems: Problems) -> str | None:
    """Return what an `id` adds to the key of a connection; `None` where it cannot be one."""
    if arrow.details is None:
        return ""
    stated = read_record(
        arrow.details, _ID_FIELDS, "a connection to remove", problems, skip=arrow.end_keys
    )
    if not check_own_id(stated, problems):
        return None
    own_id = stated.get("id")
    return f"#{own_id.content}" if own_id is not None and own_id.content else ""


def changed_connections(
    base: tuple[Connection, ...],
    overlay: Overlay,
    nodes: AbstractMapping[str, Node],
    problems: Problems,
    ends: list[tuple[str, Location]],
) -> tuple[Connection, ...]:
    """Add, change and remove connections.

    Args:
        base: The connections of the model.
        overlay: What the environment makes of them.
        nodes: The nodes that the model has in the environment.
        problems: Takes what is wrong.
        ends: The ids that connections name, with their places: those of removed nodes are taken
            out, since their connections go with them; those that the environment names are added.
    """
    gone = {node for node in overlay.removed_nodes if node not in nodes}
    kept = {c.key: c for c in base if c.source not in gone and c.target not in gone}
    known = {connection.key for connection in base}
    for key, at in overlay.removed.items():
        if key not in known:
            problems.add(
                f"there is no connection {quote(key)} to remove",
                at,
                suggestion(key, known) or "name one that the model has",
            )
        kept.pop(key, None)
    ends[:] = [(end, at) for end, at in ends if end not in gone]
    for added in read_connections(overlay.connections, problems, ends):
        before = kept.get(added.key)
        kept[added.key] = added if before is None else _changed(before, added)
    return tuple(kept.values())


def _changed(base: Connection, over: Connection) -> Connection:
    stated = dict(base.stated)
    for key, value in over.stated.items():
        stated[key] = _merged_value(stated[key], value) if key in stated else value
    kind = over.kind if "kind" in over.stated else base.kind
    return replace(base, kind=kind, stated=MappingProxyType(stated))


def _merged_value(below: Value, above: Value) -> Value:
    if not isinstance(below.content, AbstractMapping) or not isinstance(
        above.content, AbstractMapping
    ):
        return above
    content = dict(below.content)
    for key, value in above.content.items():
        content[key] = _merged_value(content[key], value) if key in content else value
    return Value(MappingProxyType(content), below.location)
