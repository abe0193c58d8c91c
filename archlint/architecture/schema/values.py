"""Properties as JSON Schema: what a value may be, and what editors tell of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from archlint.architecture.scalars import resolve
from archlint.architecture.schema import patterns
from archlint.architecture.types import PropertySpec, ValueType
from archlint.text import listed

Schema: TypeAlias = dict[str, Any]

_ID_HINT = (
    "An id has small letters, digits, '-' and '_', begins with a letter and ends with a letter or "
    "digit."
)


def ref(name: str) -> Schema:
    """Point at a definition. It stands alone: draft-07 ignores what stands beside `$ref`."""
    return {"$ref": f"#/definitions/{name}"}


def shared_values() -> dict[str, Schema]:
    """Return the definitions that the schemas of values point at."""
    return {
        "id": {"pattern": patterns.ID, "patternErrorMessage": _ID_HINT},
        "text": {
            "$comment": "Any scalar: a plain 15 is taken for the text that it looks like. It is "
            "written as a condition because editors offer true and false where a type names them.",
            "if": {"type": ["array", "object"]},
            "then": {"type": "string"},
        },
        "text_item": {
            "$comment": "As text, and a list has no empty items.",
            "if": {"type": ["array", "object", "null"]},
            "then": {"type": "string"},
        },
        "port": {
            "pattern": patterns.PORT,
            "patternErrorMessage": "A port is a number from 0 to 65535, a range such as "
            "8000-8080, or all.",
            "minimum": 0,
            "maximum": 65535,
        },
        "cidr": {
            "pattern": patterns.CIDR,
            "patternErrorMessage": "A CIDR block is written as in 10.0.0.0/16.",
        },
        "block_or_id": {
            "pattern": patterns.BLOCK_OR_ID,
            "patternErrorMessage": "Write a block as in 10.0.0.0/16, or the id of a node.",
        },
    }


def property_schema(spec: PropertySpec) -> Schema:
    """Return the schema of a property, with its description.

    It has no `default`: editors insert one when they complete the key, and a default that nobody
    stated must stay unstated.
    """
    told = describe(spec)
    return {"description": told, **value_schema(spec)} if told else value_schema(spec)


def properties_schema(specs: Mapping[str, PropertySpec]) -> dict[str, Schema]:
    """Return the schemas of some properties by their names."""
    return {name: property_schema(spec) for name, spec in specs.items()}


def value_schema(spec: PropertySpec, *, item: bool = False) -> Schema:
    """Return what a value may be; an item of a list cannot be null."""
    return _BUILDERS[spec.type](spec, item)


def describe(spec: PropertySpec) -> str:
    """Say what a property means, what it takes, and what holds when it is not stated."""
    said = [spec.description, _bounds(spec), _target(spec)]
    if spec.default is not None:
        written = str(spec.default).lower() if isinstance(spec.default, bool) else spec.default
        said.append(
            f"If not stated, the provider's default is {written} (source: {spec.default_source})."
        )
    return " ".join(filter(None, said))


def _bounds(spec: PropertySpec) -> str:
    low, high = spec.minimum, spec.maximum
    unit = f"In {spec.unit}" if spec.unit else ""
    match low, high:
        case None, None:
            return f"{unit}." if unit else ""
        case _, None:
            bounds = f"{low:g} or more"
        case None, _:
            bounds = f"{high:g} or less"
        case _:
            bounds = f"{low:g} to {high:g}"
    return f"{unit}, {bounds}." if unit else f"{bounds[0].upper()}{bounds[1:]}."


def _target(spec: PropertySpec) -> str:
    of = spec.of or spec
    many = "The ids of" if spec.of is not None else "The id of"
    if of.type is ValueType.REFERENCE:
        what = listed(list(of.to), last="or") or "any type"
        return f"{many} {'nodes' if spec.of is not None else 'a node'} ({what})."
    if of.type is ValueType.DATA:
        return f"{many} {'data assets' if spec.of is not None else 'a data asset'}."
    return ""


def _string(spec: PropertySpec, item: bool) -> Schema:
    if not spec.enum:
        return _bare(ref("text_item" if item else "text"))
    words = "|".join(patterns.any_case(word) for word in spec.enum)
    forms: list[Schema] = [
        {"enum": list(spec.enum)},
        {"type": _types(item, "string"), "pattern": patterns.whole(f"(?:{words})")},
    ]
    read = [resolve(word) for word in spec.enum]
    atoms = [atom for atom in read if not isinstance(atom, str)]
    if atoms:
        forms.append({"enum": atoms})
    return {"anyOf": forms}


def _boolean(_spec: PropertySpec, item: bool) -> Schema:
    return {"type": _types(item, "boolean")}


def _number(spec: PropertySpec, item: bool) -> Schema:
    schema: Schema = {"type": _types(item, str(spec.type))}
    if spec.minimum is not None:
        schema["minimum"] = spec.minimum
    if spec.maximum is not None:
        schema["maximum"] = spec.maximum
    return _bare(schema)


def _port(_spec: PropertySpec, item: bool) -> Schema:
    return _bare({"type": _types(item, "integer", "string"), "allOf": [ref("port")]})


def _cidr(_spec: PropertySpec, item: bool) -> Schema:
    return {"type": _types(item, "string"), "allOf": [ref("cidr")]}


def _url(_spec: PropertySpec, item: bool) -> Schema:
    return {
        "type": _types(item, "string"),
        "pattern": patterns.URL,
        "patternErrorMessage": "Write an address that begins with https:// or http://.",
    }


def _id(spec: PropertySpec, item: bool) -> Schema:
    schema: Schema = {"type": _types(item, "string")}
    if spec.or_cidr:
        return {**schema, "allOf": [ref("block_or_id")]}
    return {**schema, "allOf": [ref("id")]}


def _list(spec: PropertySpec, item: bool) -> Schema:
    of = spec.of or PropertySpec(ValueType.FREE)
    return {"type": _types(item, "array"), "items": value_schema(of, item=True)}


def _mapping(spec: PropertySpec, item: bool) -> Schema:
    schema: Schema = {"type": _types(item, "object")}
    if spec.properties:
        properties = properties_schema(spec.properties)
        return {**schema, "properties": properties, "additionalProperties": False}
    return {
        **schema,
        "additionalProperties": value_schema(spec.of or PropertySpec(ValueType.STRING)),
    }


def _free(_spec: PropertySpec, item: bool) -> Schema:
    return {"type": ["array", "boolean", "number", "object", "string"]} if item else {}


def _bare(schema: Schema) -> Schema:
    """Wrap a schema, so that editors that complete the key write nothing after it.

    Where they see a number's type they write a 0, which would be a statement that nobody made.
    """
    return {"anyOf": [schema]}


def _types(item: bool, *names: str) -> list[str]:
    return [*names] if item else [*names, "null"]


_BUILDERS: Mapping[ValueType, Callable[[PropertySpec, bool], Schema]] = {
    ValueType.STRING: _string,
    ValueType.BOOLEAN: _boolean,
    ValueType.INTEGER: _number,
    ValueType.NUMBER: _number,
    ValueType.PORT: _port,
    ValueType.CIDR: _cidr,
    ValueType.URL: _url,
    ValueType.LIST: _list,
    ValueType.MAPPING: _mapping,
    ValueType.REFERENCE: _id,
    ValueType.DATA: _id,
    ValueType.FREE: _free,
}
