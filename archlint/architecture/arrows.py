"""Read connections: `a -> b`, `a -> b: {...}`, and `{from: ..., to: ...}` with lists."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from typing import NamedTuple

from archlint.architecture.fields import CONNECTION_FIELDS
from archlint.architecture.ids import check_id
from archlint.architecture.records import read_record
from archlint.architecture.tree import Mapping, Scalar, Sequence, Tree, describe, is_nothing
from archlint.architecture.types import NOTHING
from archlint.architecture.values import Connection, Value
from archlint.source import Location, Problems, both_places
from archlint.text import quote

MAX_CONNECTIONS = 250_000  # lists multiply: a thousand ids to a thousand make a million

_EXAMPLE = "write 'a -> b', 'a -> b: {label: ...}' or '{from: a, to: b}'"


class Arrow(NamedTuple):
    """The ends of a connection or a step, and what else is said of it.

    Attributes:
        sources: Ids with their places.
        targets: Ids with their places.
        details: The mapping that holds the rest, or `None`.
        location: Where it is written.
        end_keys: The keys of that mapping which say the ends.
    """

    sources: tuple[tuple[str, Location], ...]
    targets: tuple[tuple[str, Location], ...]
    details: Tree | None
    location: Location
    end_keys: tuple[str, ...] = ()


def read_arrow(tree: Tree, problems: Problems) -> Arrow | None:
    """Read the ends of a connection or a step; `None` when they cannot be read."""
    if isinstance(tree, Scalar) and isinstance(tree.value, str):
        return _from_text(tree.text, None, tree.location, problems)
    if isinstance(tree, Mapping):
        if "from" in tree.entries or "to" in tree.entries:
            return _from_fields(tree, problems)
        entries = list(tree)
        if len(entries) == 1:
            only = entries[0]
            return _from_text(only.key, only.value, only.key_location, problems)
        if any("->" in entry.key for entry in entries):
            problems.add(
                "expected one connection an item, found several keys",
                tree.location,
                "begin each with '- ', and indent or brace what belongs to one: " + _EXAMPLE[6:],
            )
            return None
    problems.add(f"expected a connection, found {describe(tree)}", tree.location, _EXAMPLE)
    return None


def _from_text(
    text: str, details: Tree | None, location: Location, problems: Problems
) -> Arrow | None:
    source, _, target = (part.strip() for part in text.partition("->"))
    if "->" in target or len(source.split()) != 1 or len(target.split()) != 1:
        hint = _EXAMPLE
        if text.count("->") > 1:
            hint = "write one hop an item"
        elif "[" in text or "," in text:
            hint = "write lists as '{from: [a, b], to: [c, d]}'"
        elif "<-" in text:
            hint = "arrows point from the initiator: write 'a -> b'"
        problems.add(f"{quote(text)} is not a connection", location, hint)
        return None
    ends = [(source, location), (target, location)]
    checked = [check_id(end, at, problems) for end, at in ends]  # each reports its own problem
    if not all(checked):
        return None
    return Arrow((ends[0],), (ends[1],), details, location)


def _from_fields(tree: Mapping, problems: Problems) -> Arrow | None:
    sources = _ends(tree, "from", problems)
    targets = _ends(tree, "to", problems)
    if not sources or not targets:
        return None
    return Arrow(sources, targets, tree, tree.location, ("from", "to"))


def _ends(tree: Mapping, key: str, problems: Problems) -> tuple[tuple[str, Location], ...]:
    stated = tree.get(key)
    if stated is None:
        problems.add(f"a connection needs '{key}'", tree.location, f"add '{key}: id'")
        return ()
    items = stated.items if isinstance(stated, Sequence) else (stated,)
    if not items:
        problems.add(f"'{key}' is an empty list", stated.location, "name at least one node")
    ends: dict[str, Location] = {}
    for item in items:
        if not isinstance(item, Scalar) or not isinstance(item.value, str):
            problems.add(
                f"'{key}' must name nodes by id, found {describe(item)}", item.location, _EXAMPLE
            )
        elif check_id(item.text, item.location, problems):
            if item.text in ends:
                problems.add(
                    f"'{key}' names {quote(item.text)} twice", item.location, "remove one of them"
                )
            ends[item.text] = item.location
    return tuple(ends.items())


def read_connections(
    tree: Tree | None, problems: Problems, ends: list[tuple[str, Location]]
) -> tuple[Connection, ...]:
    """Read the connections of a model, lists expanded, in the order of the file.

    Args:
        tree: What the model says under `connections`.
        problems: Takes what is wrong.
        ends: Takes every id that is named, with its place.
    """
    if tree is None or is_nothing(tree):
        return ()
    if not isinstance(tree, Sequence):
        problems.add(
            f"'connections' must be a list, found {describe(tree)}",
            tree.location,
            "write lines such as '- a -> b'",
        )
        return ()
    found: dict[str, Connection] = {}
    for item in tree.items:
        arrow = read_arrow(item, problems)
        if arrow is None:
            continue
        stated: AbstractMapping[str, Value] = NOTHING
        if arrow.details is not None:
            stated = read_record(
                arrow.details, CONNECTION_FIELDS, "a connection", problems, skip=arrow.end_keys
            )
        check_own_id(stated, problems)
        ends += (*arrow.sources, *arrow.targets)
        if too_many(arrow, len(found), "connections", problems):
            break
        for connection in _expanded(arrow, stated):
            _enter(connection, found, problems)
    return tuple(found.values())


def too_many(arrow: Arrow, already: int, what: str, problems: Problems) -> bool:
    """Report an arrow whose lists expand to more than a model may have."""
    if already + len(arrow.sources) * len(arrow.targets) <= MAX_CONNECTIONS:
        return False
    problems.add(
        f"the {what} expand to more than {MAX_CONNECTIONS:,}",
        arrow.location,
        "connect a boundary instead of every node in it",
    )
    return True


def check_own_id(stated: AbstractMapping[str, Value], problems: Problems) -> bool:
    """Report an `id` of a connection that can be none; `null` says that it has none."""
    own_id = stated.get("id")
    if own_id is None or own_id.content is None:
        return True
    return check_id(own_id.content, own_id.location, problems)


def _expanded(arrow: Arrow, stated: AbstractMapping[str, Value]) -> list[Connection]:
    kind = stated["kind"].content if "kind" in stated else None
    own_id = stated["id"].content if "id" in stated else None
    suffix = f"#{own_id}" if own_id else ""
    return [
        Connection(
            key=f"{source}->{target}{suffix}",
            source=source,
            target=target,
            kind=kind or "traffic",
            location=arrow.location,
            stated=stated,
        )
        for source, _ in arrow.sources
        for target, _ in arrow.targets
    ]


def _enter(connection: Connection, found: dict[str, Connection], problems: Problems) -> None:
    first = found.setdefault(connection.key, connection)
    if first is not connection:
        problems.add(
            f"the connection {connection.key} is written twice: "
            f"{both_places(first.location, connection.location)}",
            connection.location,
            "remove one, or give each an 'id' if they are parallel connections",
        )
