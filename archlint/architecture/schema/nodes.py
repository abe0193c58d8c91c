"""Nodes as JSON Schema: the fields that all have, and those of each type."""

from __future__ import annotations

import json
from collections.abc import Mapping

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.fields import NODE_FIELDS, NODE_KEYS
from archlint.architecture.schema import patterns
from archlint.architecture.schema.records import by_id, id_or_ids
from archlint.architecture.schema.type_names import TypeNames, type_names
from archlint.architecture.schema.values import Schema, properties_schema, property_schema, ref
from archlint.architecture.types import NodeType, PropertySpec
from archlint.text import listed

_COMMON = patterns.whole(patterns.any_of([*NODE_KEYS, *NODE_FIELDS]))


def nodes() -> Schema:
    """Return the schema of the nodes by id."""
    return by_id(ref("node"))


def node_schemas(catalogue: Catalogue) -> dict[str, Schema]:
    """Return the definitions of nodes, of each type, and of each property."""
    names = type_names(catalogue)
    properties = _Properties()
    typed = [_branch(names, node_type, properties) for node_type in names.curated]
    for specs, paths in names.with_properties:
        typed.append(_when(patterns.any_of(list(paths)), _closed(properties.refs(specs, paths[0]))))
    typed.append(_bare_icons(names))
    node: Schema = {
        "type": "object",
        "required": ["type"],
        "properties": {**_common_fields(), "nodes": _nested("nodes")},
        "allOf": [ref("typed")],
    }
    return {
        "node": node,
        "nodes": nodes(),
        "node_fields": {"properties": properties_schema(NODE_FIELDS)},
        "type": _type(names),
        "places": id_or_ids(),
        "typed": {
            "if": {"required": ["type"], "properties": {"type": {"type": "string"}}},
            "then": {"allOf": typed},
        },
        **properties.definitions,
    }


def overlay_schemas(catalogue: Catalogue) -> dict[str, Schema]:
    """Return the definitions of the nodes of an overlay, which need not say their type.

    One that does is held to the properties of that type; another may have those of any.
    """
    properties = _Properties()
    names = type_names(catalogue)
    for node_type in names.curated:
        properties.refs(node_type.properties, node_type.id)
    for specs, paths in names.with_properties:
        properties.refs(specs, paths[0])
    anything = {
        name: found[0] if len(found) == 1 else {"anyOf": found}
        for name, found in sorted(properties.by_name.items())
    }
    return {
        "overlay_nodes": by_id(ref("overlay_node")),
        "overlay_node": {
            "type": "object",
            "properties": {**_common_fields(), "nodes": _nested("overlay_nodes")},
            "if": {"required": ["type"]},
            "then": ref("typed"),
            "else": _closed(anything),
        },
    }


def type_schema(names: TypeNames) -> list[Schema]:
    """Return the schemas that, one or the other, a name of a type fulfils."""
    curated = [
        {"const": node_type.id, "description": _told(node_type)} for node_type in names.curated
    ]
    return [*curated, *({"enum": list(paths)} for paths in names.modules.values())]


class _Properties:
    """Gives every property of a type a definition, the same one where they are the same."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}
        self.by_name: dict[str, list[Schema]] = {}
        self._names: dict[str, str] = {}

    def refs(self, specs: Mapping[str, PropertySpec], owner: str) -> dict[str, Schema]:
        """Return references to the properties of a type, in the catalogue's order."""
        return {name: self._ref(name, spec, owner) for name, spec in specs.items()}

    def _ref(self, name: str, spec: PropertySpec, owner: str) -> Schema:
        schema = property_schema(spec)
        key = f"{name} {json.dumps(schema, sort_keys=True)}"
        if key not in self._names:
            self._names[key] = f"{name}@{owner}"
            self.definitions[self._names[key]] = schema
            self.by_name.setdefault(name, []).append(ref(self._names[key]))
        return ref(self._names[key])


def _branch(names: TypeNames, node_type: NodeType, properties: _Properties) -> Schema:
    spellings = [node_type.id, *names.aliases.get(node_type.id, ())]
    return _when(
        patterns.any_of(spellings), _closed(properties.refs(node_type.properties, node_type.id))
    )


def _told(node_type: NodeType) -> str:
    said = f"{node_type.name}."
    if node_type.kinds:
        said += f" Kinds: {listed(sorted(node_type.kinds))}."
    if node_type.lives_in:
        said += f" Stands in: {listed(list(node_type.lives_in), last='or')}."
    return said


def _bare_icons(names: TypeNames) -> Schema:
    """Hold icon paths without properties of their own to the common fields.

    They are told from the others by what they are not: listing them again would double the schema.
    The last part of an icon's path begins with a capital or a digit, so that a misspelt curated
    type is not also accused of its properties.
    """
    others = [node_type.id for node_type in names.curated]
    others += [path for paths in names.aliases.values() for path in paths]
    others += [path for _, paths in names.with_properties for path in paths]
    bare = rf"(?!{patterns.any_of(sorted(others))}$).*\.[A-Z0-9][^.]*"
    return _when(bare, _closed({}))


def _when(pattern: str, then: Schema) -> Schema:
    """Apply a schema to the nodes whose type fits a pattern.

    A pattern, because editors show every `enum` that they pass, the conditions' too, on hovering.
    """
    return {"if": {"properties": {"type": {"pattern": patterns.whole(pattern)}}}, "then": then}


def _closed(own: Mapping[str, Schema]) -> Schema:
    """Admit the fields that every node has, which are described elsewhere, and some more."""
    closed: Schema = {"patternProperties": {_COMMON: True}, "additionalProperties": False}
    return {"properties": dict(own), **closed} if own else closed


def _common_fields() -> dict[str, Schema]:
    fields = ref("node_fields")["$ref"]
    return {
        "type": ref("type"),
        "in": {
            "description": "The boundary that it stands in, by id; a list where there are several.",
            "type": ["string", "array"],
            "allOf": [ref("places")],
        },
        **{name: {"$ref": f"{fields}/properties/{name}"} for name in NODE_FIELDS},
    }


def _nested(definition: str) -> Schema:
    return {
        "description": "Nodes that stand in it, by id.",
        "type": ["object", "null"],
        "allOf": [ref(definition)],
    }


def _type(names: TypeNames) -> Schema:
    unknown: Schema = {
        "$comment": "Nothing matches this: editors tell its message for an unknown type, instead "
        "of listing every type there is.",
        "type": "string",
        "pattern": "^(?!)",
        "patternErrorMessage": "There is no such type. Complete this value, or see the catalogue, "
        "for those that there are.",
    }
    return {
        "description": "What it is: a type of the catalogue, such as aws.rds, or the path of an "
        "icon class of the diagrams package, such as aws.analytics.Athena.",
        "anyOf": [unknown, *type_schema(names)],
    }
