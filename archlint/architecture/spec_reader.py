"""Read what a catalogue file says of properties."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from archlint.architecture.ids import check_name
from archlint.architecture.shape import Fields, Shape
from archlint.architecture.tree import Mapping, Tree, describe
from archlint.architecture.types import PropertySpec, ValueType
from archlint.architecture.value_reader import read_value
from archlint.source import Location, Problems
from archlint.text import quote, suggestion

_WRITABLE = tuple(t.value for t in ValueType if t not in (ValueType.REFERENCE, ValueType.DATA))
_SPEC = Shape(
    "a property",
    required=("type",),
    optional=(
        "description",
        "enum",
        "ordered",
        "unit",
        "minimum",
        "maximum",
        "default",
        "default_source",
        "of",
        "properties",
    ),
)
_REFERENCE = Shape("a reference", required=("to", "many"), optional=("description", "or_cidr"))


def read_properties(tree: Tree, problems: Problems) -> dict[str, PropertySpec]:
    """Read a mapping of property names to their descriptions."""
    if not isinstance(tree, Mapping):
        problems.add(
            f"expected properties by name, found {describe(tree)}",
            tree.location,
            "write 'name: {type: ...}' lines under it",
        )
        return {}
    for entry in tree:
        check_name(entry.key, entry.key_location, problems)
    specs = {entry.key: read_property(entry.value, problems) for entry in tree}
    return {key: spec for key, spec in specs.items() if spec is not None}


def read_property(tree: Tree, problems: Problems) -> PropertySpec | None:
    """Read one property's description; `None` when it cannot be used."""
    fields = _SPEC.read(tree, problems)
    if fields is None:
        return None
    type_text = fields.text("type")
    if type_text not in _WRITABLE:
        problems.add(
            f"unknown value type {quote(type_text)}",
            fields.at("type"),
            suggestion(type_text, _WRITABLE) or f"write one of: {', '.join(_WRITABLE)}",
        )
        return None
    of, properties = fields.get("of"), fields.get("properties")
    spec = PropertySpec(
        type=ValueType(type_text),
        description=fields.text("description"),
        enum=fields.texts("enum"),
        ordered=fields.flag("ordered"),
        unit=fields.text("unit"),
        minimum=fields.number("minimum"),
        maximum=fields.number("maximum"),
        default_source=fields.text("default_source"),
        of=read_property(of, problems) if of is not None else None,
        properties=read_properties(properties, problems) if properties is not None else {},
    )
    return replace(spec, default=_default(fields, spec, problems))


def _default(fields: Fields, spec: PropertySpec, problems: Problems) -> Any:
    stated = fields.get("default")
    if stated is None:
        return None
    if not spec.default_source:
        problems.add(
            "a default without its source",
            stated.location,
            "name the provider's page that documents it under 'default_source'",
        )
    value = read_value(stated, spec, "default", problems)
    return None if value is None else value.plain()


def add_references(
    properties: dict[str, PropertySpec], tree: Tree, problems: Problems
) -> dict[str, PropertySpec]:
    """Add the references of a type, given by dotted path, to its properties."""
    if not isinstance(tree, Mapping):
        problems.add(
            f"expected references by path, found {describe(tree)}",
            tree.location,
            "write 'property: {to: [type], many: false}' lines under it",
        )
        return properties
    for entry in tree:
        fields = _REFERENCE.read(entry.value, problems)
        if fields is None:
            continue
        spec = PropertySpec(
            ValueType.REFERENCE,
            description=fields.text("description"),
            to=fields.texts("to"),
            or_cidr=fields.flag("or_cidr"),
        )
        if fields.flag("many"):
            spec = PropertySpec(ValueType.LIST, description=spec.description, of=spec)
        properties = _placed(
            properties, entry.key.split("."), spec, problems, at=entry.key_location
        )
    return properties


def _placed(
    properties: dict[str, PropertySpec],
    path: list[str],
    spec: PropertySpec,
    problems: Problems,
    *,
    at: Location,
) -> dict[str, PropertySpec]:
    head, *rest = path
    check_name(head, at, problems)
    if not rest:
        return {**properties, head: spec}
    outer = properties.get(head)
    inner = outer.of if outer is not None and outer.type is ValueType.LIST else outer
    if outer is None or inner is None or inner.type is not ValueType.MAPPING:
        problems.add(
            f"there is no mapping {quote(head)} for this reference",
            at,
            f"describe {quote(head)} under 'properties'",
        )
        return properties
    filled = replace(inner, properties=_placed(dict(inner.properties), rest, spec, problems, at=at))
    return {**properties, head: replace(outer, of=filled) if outer is not inner else filled}
