"""The rule language as values: what a rule asks of a node, a connection, a value, the model.

Every part keeps its place in the rule's file. How each is decided stands in `evaluation`, how it
is put into words in `wording`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from archlint.source import Location


class Quantifier(StrEnum):
    """How many of the candidates a relation asks for."""

    SOME = "some"
    EVERY = "every"
    NONE = "none"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits on a number; each may be missing.

    Attributes:
        gte: At least.
        gt: More than.
        lte: At most.
        lt: Less than.
    """

    gte: float | None = None
    gt: float | None = None
    lte: float | None = None
    lt: float | None = None


# What may be asked of anything


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; without parts it holds of anything."""

    parts: tuple[Condition, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition
    location: Location


@dataclass(frozen=True, slots=True)
class Words:
    """One of the words that something goes by matches one of the patterns.

    Attributes:
        field: `type`, `kind`, `id`, `name`, `tags`; on edges `kind`, `id`, `property`.
        patterns: Globs; any of them will do.
    """

    field: str
    patterns: tuple[str, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Property:
    """A test of a stated value, by its path."""

    path: tuple[str, ...]
    test: Test
    location: Location


# What may be asked of a node


@dataclass(frozen=True, slots=True)
class Placed:
    """A relation along containment.

    Attributes:
        inward: `contains`; else `within`.
        levels: The types and kinds that the pattern names: what counts as a candidate.
        where: What is asked of the candidates.
        by_type: Whether that asks for nodes by type or kind, here and in the other relations.
    """

    inward: bool
    levels: tuple[Words, ...]
    quantifier: Quantifier
    where: Condition
    bounds: Bounds
    by_type: bool
    location: Location


@dataclass(frozen=True, slots=True)
class Linked:
    """A relation along single edges: `connects_to` or, backwards, `connected_from`."""

    forward: bool
    quantifier: Quantifier
    where: Condition
    bounds: Bounds
    by_type: bool
    by: Condition | None
    location: Location


@dataclass(frozen=True, slots=True)
class Reached:
    """A relation along paths of traffic: `reaches` or, backwards, `reached_from`."""

    forward: bool
    quantifier: Quantifier
    where: Condition
    bounds: Bounds
    by_type: bool
    by: Condition | None
    avoiding: Condition | None
    avoiding_by_type: bool
    through: Condition | None
    through_by_type: bool
    location: Location


@dataclass(frozen=True, slots=True)
class Spread:
    """The number of distinct values of a property over the placements of a node."""

    what: str
    bounds: Bounds
    location: Location


@dataclass(frozen=True, slots=True)
class Assets:
    """What data a node stores or a connection carries."""

    field: str
    quantifier: Quantifier
    where: Condition
    bounds: Bounds
    location: Location


# What may be asked of a connection


@dataclass(frozen=True, slots=True)
class End:
    """What is asked of the node at one end."""

    source: bool
    where: Condition
    location: Location


@dataclass(frozen=True, slots=True)
class Crosses:
    """A relation to the boundaries that a connection enters or leaves."""

    quantifier: Quantifier
    where: Condition
    bounds: Bounds
    location: Location


@dataclass(frozen=True, slots=True)
class Inherited:
    """Whether an edge comes from a connection that ends at a boundary."""

    wanted: bool
    location: Location


# What may be asked of the model


@dataclass(frozen=True, slots=True)
class Has:
    """A relation to all nodes of the model."""

    quantifier: Quantifier
    where: Condition
    bounds: Bounds
    by_type: bool
    location: Location


Condition: TypeAlias = (
    All
    | AnyOf
    | Not
    | Words
    | Property
    | Placed
    | Linked
    | Reached
    | Spread
    | Assets
    | End
    | Crosses
    | Inherited
    | Has
)


# What may be asked of a value


@dataclass(frozen=True, slots=True)
class Equals:
    """The value is one of these; texts of an enumeration are compared folded."""

    wanted: tuple[Any, ...]
    fold: bool


@dataclass(frozen=True, slots=True)
class Within:
    """The value lies within bounds.

    Attributes:
        order: The words from least to most, folded, when the value is one of them.
    """

    bounds: Bounds
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """The whole text matches a regular expression or a glob.

    Attributes:
        text: The pattern as it was written.
        glob: Whether it is a glob.
        accepts: Decides in time linear in the text.
    """

    text: str
    glob: bool
    accepts: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Includes:
    """A list has one of these items, a port range or a CIDR block one of these within it."""

    wanted: tuple[Any, ...]
    fold: bool


@dataclass(frozen=True, slots=True)
class Exists:
    """There is a value: not unstated, and not stated to be none."""

    wanted: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """The model says something of it, even that there is none."""

    wanted: bool


@dataclass(frozen=True, slots=True)
class Both:
    """Every one of several tests of the same value holds."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class NotTest:
    """The test of the value does not hold."""

    test: Test


@dataclass(frozen=True, slots=True)
class Elements:
    """How many elements of a list pass a test."""

    quantifier: Quantifier
    test: Test
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Entity:
    """What a reference names passes a pattern: a node, or a data asset."""

    where: Condition


@dataclass(frozen=True, slots=True)
class Parts:
    """The entries of a mapping pass a pattern."""

    where: Condition


Test: TypeAlias = (
    Equals
    | Within
    | Matches
    | Includes
    | Exists
    | Stated
    | Both
    | NotTest
    | Elements
    | Entity
    | Parts
)
