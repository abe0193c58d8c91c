"""Two models as one: which parts are the same, what became of each, and what may be left out.

The parts of both go by one name each: a node by its id in the head, a removed one by its id in the
base (with a suffix that no id can have, where the head gave that id to another).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from archlint.architecture.references import references_of
from archlint.architecture.values import Connection, Model
from archlint.review.ids import renamed_parts
from archlint.review.values import Change, ChangeKind, Difference, PartKind

_REMOVED = ".removed"


class Pair(NamedTuple):
    """A connection of either side, or the same one of both; `None` where a side has none."""

    before: Connection | None
    after: Connection | None


@dataclass(frozen=True, slots=True)
class Union:
    """Two models as one.

    Attributes:
        difference: How they differ.
        names: What each node of the base goes by, by its id there.
        of_base: The id in the base of each node that is there, by what it goes by.
        nodes: What became of each node that changed, by what it goes by.
        connections: What became of each connection that changed, by its key in the head, or in
            the base where it is removed.
        pairs: Every connection of both.
    """

    difference: Difference
    names: Mapping[str, str]
    of_base: Mapping[str, str]
    nodes: Mapping[str, tuple[Change, ...]]
    connections: Mapping[str, tuple[Change, ...]]
    pairs: tuple[Pair, ...]


def unite(difference: Difference) -> Union:
    """Unite the two models of a difference."""
    names = _names(difference)
    nodes: dict[str, list[Change]] = defaultdict(list)
    connections: dict[str, list[Change]] = defaultdict(list)
    for change in difference.changes:
        if change.kind is PartKind.NODE:
            is_gone = change.change is ChangeKind.REMOVED
            nodes[names[change.id] if is_gone else change.id].append(change)
        elif change.kind is PartKind.CONNECTION:
            connections[change.id].append(change)
    return Union(
        difference=difference,
        names=names,
        of_base={name: node for node, name in names.items()},
        nodes={name: tuple(changes) for name, changes in nodes.items()},
        connections={key: tuple(changes) for key, changes in connections.items()},
        pairs=tuple(_pairs(difference, names)),
    )


def _names(difference: Difference) -> dict[str, str]:
    taken = set(difference.renamed.values())
    names = {}
    for node in difference.base.nodes:
        name = difference.renamed.get(node, node)
        if node not in difference.renamed and node in taken:
            name = node + _REMOVED
        names[node] = name
    return names


def _pairs(difference: Difference, names: Mapping[str, str]) -> Iterable[Pair]:
    """Pair connections by their key, said with the names of the head."""
    now_called = renamed_parts(difference).get(PartKind.CONNECTION, {})
    waiting: dict[str, list[Connection]] = defaultdict(list)
    for connection in difference.base.connections:
        _, mark, own = connection.key.partition("#")
        key = f"{names[connection.source]}->{names[connection.target]}{mark}{own}"
        waiting[now_called.get(connection.key, key)].append(connection)
    for connection in difference.head.connections:
        alike = waiting.get(connection.key)
        yield Pair(_take(alike, connection) if alike else None, connection)
    for left in waiting.values():
        for connection in left:
            yield Pair(connection, None)


def _take(alike: list[Connection], of: Connection) -> Connection:
    """Take what says the same, else the first."""
    taken = alike[0]
    if len(alike) > 1:
        taken = next((one for one in alike if says(one) == says(of)), taken)
    alike.remove(taken)
    return taken


def says(connection: Connection) -> tuple[str, dict[str, object]]:
    """Return what a connection states, without positions."""
    return connection.kind, {name: value.plain() for name, value in connection.stated.items()}


class Part(NamedTuple):
    """The part of a difference that is about what changed.

    Attributes:
        difference: The same changes, between models without the rest.
        left_out: How many nodes are left out; none of them changed.
        inside_before: What of the base is left out of each boundary, all by their ids there; a
            node counts for the nearest boundaries around it that are not left out.
        inside_after: The same of the head.
    """

    difference: Difference
    left_out: int
    inside_before: Mapping[str, frozenset[str]]
    inside_after: Mapping[str, frozenset[str]]


def changed_part(difference: Difference, *, neighbours: bool) -> Part:
    """Leave out what did not change.

    Args:
        difference: How two models differ.
        neighbours: Whether what a changed node connects or refers to stays.

    Returns:
        The changed nodes, the ends of changed connections, and every boundary around these.
    """
    union = unite(difference)
    kept = set(union.nodes)
    for pair in union.pairs:
        ends = _ends(pair, union.names)
        is_changed = pair.before is None or pair.after is None
        if pair.after is not None:
            is_changed = is_changed or pair.after.key in union.connections
        if is_changed or (neighbours and not union.nodes.keys().isdisjoint(ends)):
            kept |= ends
    of_base = union.of_base
    if neighbours:
        kept |= set(_referred(difference, union))
    before = _with_boundaries((of_base[name] for name in kept if name in of_base), difference.base)
    after = _with_boundaries(
        (name for name in kept if name in difference.head.nodes), difference.head
    )
    # A boundary of one side is drawn for the other as well, where that has it.
    names = {union.names[node] for node in before} | after
    before |= _with_boundaries(
        (of_base[name] for name in names if name in of_base), difference.base
    )
    after |= _with_boundaries(
        (name for name in names if name in difference.head.nodes), difference.head
    )
    shown = {union.names[node] for node in before} | after
    everything = set(union.names.values()) | set(difference.head.nodes)
    part = replace(
        difference, base=_only(difference.base, before), head=_only(difference.head, after)
    )
    return Part(
        part,
        len(everything - shown),
        _hidden(difference.base, before),
        _hidden(difference.head, after),
    )


def _ends(pair: Pair, names: Mapping[str, str]) -> set[str]:
    if pair.after is not None:
        return {pair.after.source, pair.after.target}
    assert pair.before is not None  # noqa: S101 - a pair has a side
    return {names[pair.before.source], names[pair.before.target]}


def _referred(difference: Difference, union: Union) -> Iterable[str]:
    for name in union.nodes:
        if name in difference.head.nodes:
            for _, value in references_of(difference.head.nodes[name]):
                yield value.content
        if name in union.of_base:
            for _, value in references_of(difference.base.nodes[union.of_base[name]]):
                yield union.names[value.content]


def _with_boundaries(nodes: Iterable[str], model: Model) -> set[str]:
    found: set[str] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += [placement.boundary for placement in model.nodes[node].placements]
    return found


def _only(model: Model, kept: Collection[str]) -> Model:
    return replace(
        model,
        nodes={key: node for key, node in model.nodes.items() if key in kept},
        connections=tuple(
            one for one in model.connections if one.source in kept and one.target in kept
        ),
    )


def _hidden(model: Model, kept: Collection[str]) -> dict[str, frozenset[str]]:
    """Return what is left out by the nearest boundaries around it that are not."""
    known: dict[str, frozenset[str]] = {}

    def around(node: str) -> frozenset[str]:
        # As deep as boundaries nest, which the reader bounds.
        if node not in known:
            known[node] = frozenset().union(
                *(
                    {at.boundary} if at.boundary in kept else around(at.boundary)
                    for at in model.nodes[node].placements
                )
            )
        return known[node]

    found: dict[str, set[str]] = defaultdict(set)
    for node in model.nodes:
        if node not in kept:
            for name in around(node):
                found[name].add(node)
    return {name: frozenset(nodes) for name, nodes in found.items()}
