"""What became of the connections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from archlint.architecture.values import Connection, Model
from archlint.review.contents import Naming, connection_specs, meaning, written_alike
from archlint.review.fields import Version, changed, differing, field
from archlint.review.other_renames import ends_of, own_id
from archlint.review.values import Ambiguity, Change, ChangeKind, Fact, FieldChange, PartKind

_ITSELF = Naming()
_NO_FIELDS = ("id", "kind")  # the key says the one; the other has a default


class Connections(NamedTuple):
    """What became of the connections, and which nobody can tell."""

    changes: tuple[Change, ...]
    ambiguous: tuple[Ambiguity, ...]


def compare_connections(
    base: Model, head: Model, naming: Naming, node_ids: Mapping[str, str]
) -> Connections:
    """Compare the connections of two models by their ends and their own ids.

    A connection that has got, lost or changed its id is renamed if it is the only one between its
    ends in both models, and of the same kind; or if it states the same as before, and no other
    that is gone or new between these ends does.

    Args:
        base: The model before.
        head: The model after.
        naming: What the nodes and data that the base names are called in the head.
        node_ids: The ids in the head of nodes that were renamed.
    """
    befores = {ends_of(connection, node_ids): connection for connection in base.connections}
    afters = {ends_of(connection, {}): connection for connection in head.connections}
    changes: list[Change] = []
    for ends, after in afters.items():
        before = befores.get(ends)
        if before is not None:
            changes += _changed(before, after, naming)
    gone = [ends for ends in befores if ends not in afters]
    new = [ends for ends in afters if ends not in befores]
    if gone and new:
        crowd = _Parallels(befores, afters, naming)
        renamed, ambiguous = crowd.renamed(gone, new)
    else:
        renamed, ambiguous = {}, ()
    for old, now in renamed.items():
        changes.append(_renamed(befores[old], afters[now], alone=crowd.are_alone(old, now)))
        changes += _changed(befores[old], afters[now], naming)
    taken = set(renamed.values())
    changes += (_one(befores[ends], ChangeKind.REMOVED) for ends in gone if ends not in renamed)
    changes += (_one(afters[ends], ChangeKind.ADDED) for ends in new if ends not in taken)
    return Connections(tuple(changes), ambiguous)


_Ends = tuple[str, str, str]


class _Parallels:
    """The connections between the same ends."""

    def __init__(
        self,
        befores: Mapping[_Ends, Connection],
        afters: Mapping[_Ends, Connection],
        naming: Naming,
    ) -> None:
        self._befores, self._afters, self._naming = befores, afters, naming
        self._between = (_by_pair(befores), _by_pair(afters))

    def are_alone(self, old: _Ends, new: _Ends) -> bool:
        """Tell whether each is the only one between its ends."""
        return len(self._between[0][old[:2]]) == len(self._between[1][new[:2]]) == 1

    def _are_of_a_kind(self, old: _Ends, new: _Ends) -> bool:
        return self._befores[old].kind == self._afters[new].kind

    def renamed(
        self, gone: Iterable[_Ends], new: Iterable[_Ends]
    ) -> tuple[dict[_Ends, _Ends], tuple[Ambiguity, ...]]:
        """Return the connections that have another id, and those that nothing decides."""
        olds, news = _by_pair(gone), _by_pair(new)
        found: dict[_Ends, _Ends] = {}
        ambiguous = []
        for pair in sorted(olds.keys() & news.keys()):
            old, new_one = olds[pair][0], news[pair][0]
            if self.are_alone(old, new_one) and self._are_of_a_kind(old, new_one):
                found[old] = new_one
                continue
            for group in self._alike(olds[pair], news[pair]):
                if len(group[0]) == len(group[1]) == 1:
                    found[group[0][0]] = group[1][0]
                else:
                    ambiguous.append(self._ambiguity(*group))
        return found, tuple(ambiguous)

    def _alike(
        self, olds: Iterable[_Ends], news: Iterable[_Ends]
    ) -> list[tuple[list[_Ends], list[_Ends]]]:
        """Group connections between the same ends by what they state."""
        groups: dict[Hashable, tuple[list[_Ends], list[_Ends]]] = defaultdict(lambda: ([], []))
        for ends in olds:
            groups[_says(self._befores[ends], self._naming)][0].append(ends)
        for ends in news:
            groups[_says(self._afters[ends], _ITSELF)][1].append(ends)
        return [group for group in groups.values() if all(group)]

    def _ambiguity(self, olds: list[_Ends], news: list[_Ends]) -> Ambiguity:
        return Ambiguity(
            PartKind.CONNECTION,
            tuple(sorted(self._befores[ends].key for ends in olds)),
            tuple(sorted(self._afters[ends].key for ends in news)),
            "all have the same ends and state the same, and several fit",
        )


def _by_pair(ends: Iterable[_Ends]) -> dict[tuple[str, str], list[_Ends]]:
    found: dict[tuple[str, str], list[_Ends]] = defaultdict(list)
    for each in ends:
        found[each[:2]].append(each)
    return found


def _says(connection: Connection, naming: Naming) -> Hashable:
    """Return what a connection states, apart from its id."""
    stated = connection.stated.items()
    return (
        connection.kind,
        frozenset(
            (name, meaning(value, connection_specs(name), naming))
            for name, value in stated
            if name not in _NO_FIELDS
        ),
    )


def _changed(before: Connection, after: Connection, naming: Naming) -> Iterator[Change]:
    if written_alike(before.stated, after.stated):
        return
    fields = list(
        differing(
            Version(before.stated, connection_specs, naming),
            Version(after.stated, connection_specs),
            without=_NO_FIELDS,
        )
    )
    if before.kind != after.kind:
        fields.append(_kind_field(before, after))
    places = (before.location, after.location)
    yield from changed(PartKind.CONNECTION, after.key, after.key, fields, places)


def _kind_field(before: Connection, after: Connection) -> FieldChange:
    places = [
        connection.stated["kind"].location if "kind" in connection.stated else connection.location
        for connection in (before, after)
    ]
    return field("kind", before.kind, after.kind, (places[0], places[1]))


def _renamed(before: Connection, after: Connection, *, alone: bool) -> Change:
    words: tuple[str, ...] = ("same ends", "nothing else differs")
    if alone:
        words = ("same ends", "same kind", "the only connection between them")
    return Change(
        ChangeKind.RENAMED,
        PartKind.CONNECTION,
        after.key,
        after.key,
        before=Fact(before.key, before.location),
        after=Fact(after.key, after.location),
        matched_by=words,
    )


def _one(connection: Connection, change: ChangeKind) -> Change:
    """Tell of a connection that only one model has."""
    stated: dict[str, Any] = {
        "from": connection.source,
        "to": connection.target,
        "kind": connection.kind,
    }
    stated |= {
        name: value.plain() for name, value in connection.stated.items() if name not in _NO_FIELDS
    }
    if name := own_id(connection):
        stated["id"] = name
    fact = Fact(stated, connection.location)
    added = change is ChangeKind.ADDED
    return Change(
        change,
        PartKind.CONNECTION,
        connection.key,
        connection.key,
        before=None if added else fact,
        after=fact if added else None,
    )
