"""Connections, flows and data assets as JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping

from archlint.architecture.fields import CONNECTION_FIELDS, DATA_FIELDS, FLOW_FIELDS
from archlint.architecture.flows import STEP_FIELDS
from archlint.architecture.schema import patterns
from archlint.architecture.schema.values import Schema, properties_schema, ref
from archlint.architecture.types import PropertySpec

_ARROW_HINT = "Write 'a -> b', 'a -> b: {label: ...}' or '{from: a, to: b}'."


def by_id(schema: Schema) -> Schema:
    """Return the schema of a mapping of ids to something; it may hold nothing."""
    return {
        "type": ["object", "null"],
        "propertyNames": ref("id"),
        "additionalProperties": schema,
    }


def ids() -> Schema:
    """Return the schema of a list that names each id once."""
    return {
        "type": ["array", "null"],
        "items": {"type": "string", **_id()},
        "uniqueItems": True,
    }


def id_or_ids() -> Schema:
    """Return the schema of one id, or of a list that names each id once."""
    return {
        "type": ["string", "array"],
        **_id(),
        "items": {"type": "string", **_id()},
        "uniqueItems": True,
    }


def arrow_schemas() -> dict[str, Schema]:
    """Return the definitions of connections and steps."""
    fields = properties_schema(CONNECTION_FIELDS)
    fields["id"] = {**fields["id"], "if": {"type": "number"}, "then": {"type": "string"}, **_id()}
    only_id = {"id": fields["id"]}
    return {
        "ends": {**id_or_ids(), "minItems": 1},
        "connection_fields": _record(fields),
        "connection": _arrow("connection_fields", fields),
        "removed_fields": _record(only_id),
        "removed": _arrow("removed_fields", only_id),
        "step_fields": _record(properties_schema(STEP_FIELDS)),
        "step": _arrow("step_fields", STEP_FIELDS),
    }


def connections() -> Schema:
    """Return the schema of the list of connections."""
    return {"type": ["array", "null"], "items": ref("connection")}


def removed_connections() -> Schema:
    """Return the schema of the list of connections that an environment removes."""
    return {"type": ["array", "null"], "items": ref("removed")}


def flows(*, whole: bool = True) -> Schema:
    """Return the schema of the flows by id; those of an environment need not be whole."""
    steps: Schema = {
        "description": "The hops in their order, each written as a connection is; a step may "
        "have a label and no more.",
        "type": "array",
        "minItems": 1,
        "items": ref("step"),
    }
    return by_id(
        {
            "type": "object",
            **({"required": ["steps"]} if whole else {}),
            "properties": {**properties_schema(FLOW_FIELDS), "steps": steps},
            "additionalProperties": False,
        }
    )


def data_assets() -> Schema:
    """Return the schema of the data assets by id."""
    return by_id(_record(properties_schema(DATA_FIELDS)))


def waivers() -> Schema:
    """Return the schema of the list of waivers."""
    words = {"pattern": patterns.SAYS_SOMETHING, "patternErrorMessage": "Say something."}
    expires = {
        "description": "The last day on which it holds; without one it has no end.",
        "type": "string",
        "pattern": patterns.DATE,
        "patternErrorMessage": "Write a date, such as 2027-03-31.",
    }
    finding = {
        "description": "The finding's id, RULE@SUBJECT; * and ? stand for any characters and one.",
        "pattern": patterns.FINDING,
        "patternErrorMessage": "Write RULE@SUBJECT, such as rds-multi-az@db.",
        "type": "string",
    }
    return {
        "type": ["array", "null"],
        "items": {
            "type": "object",
            "required": ["finding", "reason"],
            "properties": {
                "finding": finding,
                "reason": _said("Why it is accepted.", words),
                "expires": expires,
                "approved_by": _said("Who accepts it.", words),
            },
            "additionalProperties": False,
        },
    }


def _said(told: str, words: Schema) -> Schema:
    return {"description": told, "anyOf": [ref("text_item")], **words}


def _id() -> Schema:
    return {"allOf": [ref("id")]}


def _end(told: str) -> Schema:
    return {"description": told, "type": ["string", "array"], "allOf": [ref("ends")]}


def _record(properties: Mapping[str, Schema]) -> Schema:
    return {
        "type": ["object", "null"],
        "properties": dict(properties),
        "additionalProperties": False,
    }


def _arrow(details: str, fields: Mapping[str, Schema | PropertySpec]) -> Schema:
    """Return the schema of `a -> b`, `a -> b: {...}` and `{from: ..., to: ...}`.

    The fields stand in the definition `details`; beside the ends they are named once more, because
    draft-07 closes a mapping only against the keys that stand beside it.
    """
    described = {name: {"$ref": f"{ref(details)['$ref']}/properties/{name}"} for name in fields}
    return {
        "type": ["string", "object"],
        "pattern": patterns.ARROW,
        "patternErrorMessage": _ARROW_HINT,
        "properties": {
            "from": _end("The id of the node that initiates, or a list of ids."),
            "to": _end("The id of the node that is reached, or a list of ids."),
        },
        "if": {"anyOf": [{"required": ["from"]}, {"required": ["to"]}], "type": "object"},
        "then": {
            "required": ["from", "to"],
            "properties": {"from": True, "to": True, **described},
            "additionalProperties": False,
        },
        "else": {
            "minProperties": 1,
            "maxProperties": 1,
            "patternProperties": {patterns.ARROW: ref(details)},
            "additionalProperties": False,
        },
    }
