"""The catalogue as values: kinds, node types, and what may be stated of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from archlint.source import Location


class ValueType(StrEnum):
    """What a property's value may be."""

    STRING = "string"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    PORT = "port"
    CIDR = "cidr"
    LIST = "list"
    MAPPING = "mapping"
    REFERENCE = "reference"
    DATA = "data"
    FREE = "free"


SCALAR_TYPES = frozenset(
    {
        ValueType.STRING,
        ValueType.BOOLEAN,
        ValueType.INTEGER,
        ValueType.NUMBER,
        ValueType.PORT,
        ValueType.CIDR,
    }
)
ORDERED_TYPES = frozenset({ValueType.INTEGER, ValueType.NUMBER})
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PropertySpec:
    """What the catalogue says of one property.

    Attributes:
        type: The type of its value.
        description: What it means, for documents and editors.
        enum: The admitted texts, compared without regard to case; empty when any text is.
        ordered: Whether `enum` is written from least to most, so that `gte` and the like apply.
        ignore_case: Whether a free text is compared without regard to case.
        unit: The unit of a number, such as `days`.
        minimum: The least number admitted.
        maximum: The greatest number admitted.
        default: The provider's documented default; `None` where none is documented.
        default_source: Where that default is documented.
        of: What a list holds.
        properties: What a mapping holds; empty when its keys are free.
        to: The types or kinds that a reference may name; empty for any.
        or_cidr: Whether a CIDR block may stand where a reference could.
    """

    type: ValueType
    description: str = ""
    enum: tuple[str, ...] = ()
    ordered: bool = False
    ignore_case: bool = False
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    default: str | int | float | bool | None = None
    default_source: str = ""
    of: PropertySpec | None = None
    properties: Mapping[str, PropertySpec] = field(default_factory=lambda: NOTHING)
    to: tuple[str, ...] = ()
    or_cidr: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A capability that types of any provider share, and that generic rules ask for.

    Attributes:
        id: Its name, such as `database`.
        description: What a node of this kind does.
        holds_data: Whether such nodes store or pass on data, so that leaving out `stores` or
            `carries` leaves something unsaid.
        properties: The properties that every type of the kind has.
    """

    id: str
    description: str
    holds_data: bool
    properties: Mapping[str, PropertySpec]


@dataclass(frozen=True, slots=True)
class NodeType:
    """One type of node.

    Attributes:
        id: Its name in models, such as `aws.rds`.
        name: What people call it, such as `Amazon RDS`.
        kinds: Its capabilities.
        icon: The path of its icon's class in the `diagrams` package, or an empty string.
        also: Further icon classes that mean the same type.
        properties: What may be stated of a node besides the common fields.
        lives_in: The types and kinds of boundary at whose level it stands.
        levels: The types of boundary that may be around it, by `lives_in` followed outwards, each
            with its kinds.
        level_properties: The properties that those boundaries have.
        curated: Whether the catalogue describes it; else it comes from the index of icons.
        holds_data: Whether one of its kinds does.
        location: Where it is defined; `None` for a type from the index.
    """

    id: str
    name: str
    kinds: frozenset[str]
    icon: str
    properties: Mapping[str, PropertySpec] = field(default_factory=lambda: NOTHING)
    lives_in: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    levels: Mapping[str, frozenset[str]] = field(default_factory=lambda: NOTHING)
    level_properties: frozenset[str] = frozenset()
    curated: bool = True
    holds_data: bool = False
    location: Location | None = None

    @property
    def is_boundary(self) -> bool:
        """Tell whether nodes may be placed in it."""
        return "boundary" in self.kinds or not self.curated

    def answers_to(self, name: str) -> bool:
        """Tell whether a name is this type's own or that of one of its kinds."""
        return name == self.id or name in self.kinds
