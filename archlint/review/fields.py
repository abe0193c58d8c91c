"""The properties in which two versions of one part differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from archlint.architecture.types import PropertySpec
from archlint.architecture.values import PortRange, Value
from archlint.review.contents import Naming, Specs, inner, meaning
from archlint.review.values import Change, ChangeKind, Fact, FieldChange, PartKind
from archlint.source import Location

_ITSELF = Naming()


class Version(NamedTuple):
    """A part as one of the models states it.

    Attributes:
        stated: The fields by name.
        specs: Looks up what the catalogue says of a field.
        naming: What the ids that it names stand for in the head.
    """

    stated: Mapping[str, Value]
    specs: Specs
    naming: Naming = _ITSELF


class _Stated(NamedTuple):
    """A value, and what it means."""

    value: Value
    spec: PropertySpec | None
    naming: Naming

    def meaning(self) -> Hashable:
        return meaning(self.value, self.spec, self.naming)

    def fact(self) -> Fact:
        return Fact(self.value.plain(), self.value.location)


def differing(
    base: Version, head: Version, *, without: Iterable[str] = ()
) -> tuple[FieldChange, ...]:
    """Return the fields that differ, by name.

    A mapping that both sides state is compared entry by entry (`labels.team`). Of a list of
    mappings only the items that differ are told: where one item of the base and one of the head
    have no equal on the other side, have an entry in common, they are compared entry by entry and
    bear the place of the head's, counted from 1 (`listeners[1].protocol`); else each is told as a
    whole by its place on its own side. Any other list is told as a whole.

    Args:
        base: What the base states.
        head: What the head states.
        without: Names of fields that are compared elsewhere.
    """
    left_out = set(without)
    found: list[FieldChange] = []
    for name in sorted({*base.stated, *head.stated} - left_out):
        found += _compared(name, _field(base, name), _field(head, name))
    return tuple(sorted(found, key=lambda change: change.name))


def _field(side: Version, name: str) -> _Stated | None:
    value = side.stated.get(name)
    return None if value is None else _Stated(value, side.specs(name), side.naming)


def _compared(name: str, before: _Stated | None, after: _Stated | None) -> Iterator[FieldChange]:
    if before is None or after is None:
        yield _change(name, before, after)
        return
    if before.meaning() == after.meaning():
        return
    one, other = before.value.content, after.value.content
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in sorted({*one, *other}):
            yield from _compared(f"{name}.{key}", _entry(before, key), _entry(after, key))
    elif _is_list(one) and _is_list(other):
        yield from _lists(name, before, after)
    else:
        yield _change(name, before, after)


def _change(name: str, before: _Stated | None, after: _Stated | None) -> FieldChange:
    return FieldChange(
        name,
        None if before is None else before.fact(),
        None if after is None else after.fact(),
    )


def _entry(stated: _Stated, key: str) -> _Stated | None:
    value = stated.value.content.get(key)
    if value is None:
        return None
    return _Stated(value, inner(stated.spec, key), stated.naming)


def _is_list(content: Any) -> bool:
    return isinstance(content, tuple) and not isinstance(content, PortRange)


def _lists(name: str, before: _Stated, after: _Stated) -> Iterator[FieldChange]:
    gone, new = _without_equals(_items(before), _items(after))
    if not all(isinstance(item.value.content, Mapping) for item in (*gone.values(), *new.values())):
        yield _change(name, before, after)
        return
    if len(gone) == len(new) == 1:
        (one,), ((place, other),) = gone.values(), new.items()
        if _share_an_entry(one, other):
            yield from _compared(f"{name}[{place}]", one, other)
            return
    for place in sorted({*gone, *new}):
        yield _change(f"{name}[{place}]", gone.get(place), new.get(place))


def _items(stated: _Stated) -> dict[int, _Stated]:
    """Return the items of a list by their place, counted from 1."""
    of = stated.spec.of if stated.spec is not None else None
    items = enumerate(stated.value.content, 1)
    return {place: _Stated(item, of, stated.naming) for place, item in items}


def _without_equals(
    one: dict[int, _Stated], other: dict[int, _Stated]
) -> tuple[dict[int, _Stated], dict[int, _Stated]]:
    """Take away the items that both lists have."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place, item in one.items():
        places[item.meaning()].append(place)
    gone, new = dict(one), {}
    for place, item in other.items():
        equals = places[item.meaning()]
        if equals:
            del gone[equals.pop()]
        else:
            new[place] = item
    return gone, new


def _share_an_entry(one: _Stated, other: _Stated) -> bool:
    for key in one.value.content:
        mine, theirs = _entry(one, key), _entry(other, key)
        if mine is not None and theirs is not None and mine.meaning() == theirs.meaning():
            return True
    return False


def changed(
    kind: PartKind,
    part: str,
    name: str,
    fields: Iterable[FieldChange],
    places: tuple[Location, Location],
    *,
    node_type: str = "",
) -> Iterator[Change]:
    """Give the change of a part that both models have, if a field differs.

    Args:
        kind: What sort of part it is.
        part: Its id in the head.
        name: What people call it.
        fields: What differs, in any order.
        places: Where it stands in the base, and in the head.
        node_type: The id of a node's type.
    """
    told = tuple(sorted(fields, key=lambda found: found.name))
    if told:
        before = Fact(_stated(told, before=True), places[0])
        after = Fact(_stated(told, before=False), places[1])
        yield Change(ChangeKind.CHANGED, kind, part, name, node_type, before, after, told)


def _stated(fields: Iterable[FieldChange], *, before: bool) -> dict[str, Any]:
    """Return what one side states of fields that differ, by name."""
    sides = ((field.name, field.before if before else field.after) for field in fields)
    return {name: fact.value for name, fact in sides if fact is not None}


def field(name: str, before: Any, after: Any, places: tuple[Location, Location]) -> FieldChange:
    """Return a change of something that is always stated."""
    return FieldChange(name, Fact(before, places[0]), Fact(after, places[1]))
