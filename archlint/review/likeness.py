"""How alike two nodes of two models are, and whether that is enough to take them for one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from archlint.review.traits import Relation, Tie, Traits
from archlint.text import listed, plural, quote


class Likeness(NamedTuple):
    """How alike two nodes of one type are.

    Attributes:
        score: What they have in common less what tells them apart: placements, relations,
            properties, each counted once, and whether both have the same name or none.
        is_possible: Whether they may be one node: most properties and most relations are the same,
            or there are none on either side, and the placement is the same; where it is not, all
            relations are, and there is at least one, and at least one property.
        is_grounded: Whether there is evidence besides the type and the placement that does not rest
            on nodes which may themselves be other ones.
        is_bare: Whether neither has anything but a type, a placement and perhaps a name.
    """

    score: int
    is_possible: bool
    is_grounded: bool
    is_bare: bool


def likeness(one: Traits, other: Traits) -> Likeness:
    """Compare two nodes of the same type."""
    relations = one.relations & other.relations
    different = len(one.relations) + len(other.relations) - 2 * len(relations)
    all_relations = len(relations) + different
    alike = same_properties(one, other)
    all_properties = len(one.properties.keys() | other.properties.keys())
    places = len(one.places & other.places)
    named_alike = one.name == other.name
    score = (
        2 * len(relations)
        - all_relations
        + 2 * len(alike)
        - all_properties
        + 2 * places
        - len(one.places | other.places)
        + named_alike
    )
    sure_relation = any(relation.is_exact for relation in relations)
    sure_property = (named_alike and one.name != "") or any(name not in one.vague for name in alike)
    possible = _most(len(relations), all_relations) and _most(len(alike), all_properties)
    grounded = sure_relation or sure_property
    if one.places != other.places:
        possible = possible and not different and bool(relations) and bool(alike)
        grounded = sure_relation and any(name not in one.vague for name in alike)
    return Likeness(score, possible, grounded, not (all_relations or all_properties))


def _most(same: int, among: int) -> bool:
    return 2 * same > among or not among


def same_properties(one: Traits, other: Traits) -> list[str]:
    """Return the names of the properties, but the name, that mean the same."""
    missing = object()
    theirs = other.properties
    return [name for name, value in one.properties.items() if theirs.get(name, missing) == value]


def in_words(one: Traits, other: Traits, *, only_one: bool) -> tuple[str, ...]:
    """Say what two nodes have in common.

    Args:
        one: The one of the base.
        other: The one of the head.
        only_one: Whether what counts is that there is no other of the type.
    """
    words = [f"same type {one.type}"]
    if one.places == other.places:
        places = sorted(place for place in other.places if isinstance(place, str))
        words.append(f"same placement: {listed(places)}" if places else "placed nowhere, both")
    for kinds, noun in _NOUNS:
        words += _counted(_of(kinds, one.relations), _of(kinds, other.relations), noun)
    if one.name and one.name == other.name:
        words.append(f"same name {quote(one.name)}")
    among = len(one.properties.keys() | other.properties.keys())
    if among:
        words.append(_share(len(same_properties(one, other)), among, ("property", "properties")))
    if only_one:
        words.append(f"no other {one.type} there is added or removed")
    return tuple(words)


_NOUNS = (
    ((Tie.TO, Tie.FROM), ("connection", "connections")),
    ((Tie.REFERENCE,), ("reference to it", "references to it")),
    ((Tie.CONTENT,), ("node inside", "nodes inside")),
)


def _of(ties: Iterable[Tie], relations: Iterable[Relation]) -> set[Relation]:
    return {relation for relation in relations if relation.tie in ties}


def _counted(one: set[Relation], other: set[Relation], noun: tuple[str, str]) -> list[str]:
    return [_share(len(one & other), len(one | other), noun)] if one | other else []


def _share(same: int, among: int, noun: tuple[str, str]) -> str:
    if same == among:
        return f"same {plural(same, *noun)}" if same > 1 else f"same {noun[0]}"
    return f"{same} of {among} {noun[1]} {'is' if same == 1 else 'are'} the same"
