"""The fields that every node, connection, data asset and flow may have."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from archlint.architecture.types import PropertySpec, ValueType

NODE_KEYS = ("type", "in", "nodes")  # besides the fields that follow
CLASSIFICATIONS = ("public", "internal", "confidential", "restricted")
CONNECTION_KINDS = ("traffic", "uses")

_TEXT = PropertySpec(ValueType.STRING)
_DATA = PropertySpec(ValueType.DATA)

NODE_FIELDS: Mapping[str, PropertySpec] = MappingProxyType(
    {
        "name": PropertySpec(ValueType.STRING, "What people call it."),
        "description": PropertySpec(ValueType.STRING, "What it is, in a sentence."),
        "responsibilities": PropertySpec(ValueType.LIST, "What it does, point by point.", of=_TEXT),
        "group": PropertySpec(
            ValueType.STRING,
            "How documents group it: core, supporting, alternative, or any word.",
        ),
        "tags": PropertySpec(ValueType.LIST, "Bare words.", of=_TEXT),
        "labels": PropertySpec(ValueType.MAPPING, "Keys and values, as cloud tags are."),
        "owner": PropertySpec(ValueType.STRING, "Who answers for it."),
        "links": PropertySpec(
            ValueType.MAPPING,
            "Pages on it elsewhere: titles and addresses.",
            of=PropertySpec(ValueType.URL),
        ),
        "stores": PropertySpec(ValueType.LIST, "The data that rests in it.", of=_DATA),
        "meta": PropertySpec(ValueType.FREE, "Free-form facts."),
    }
)

CONNECTION_FIELDS: Mapping[str, PropertySpec] = MappingProxyType(
    {
        "id": PropertySpec(
            ValueType.STRING, "Tells parallel connections between the same two ends apart."
        ),
        "kind": PropertySpec(
            ValueType.STRING,
            "traffic, or uses for the use of a control plane (a certificate, a secret, a metric).",
            enum=CONNECTION_KINDS,
        ),
        "label": PropertySpec(ValueType.STRING, "What pictures write beside it."),
        "protocol": PropertySpec(
            ValueType.STRING, "The application protocol, such as https.", ignore_case=True
        ),
        "port": PropertySpec(ValueType.PORT, "The port at the target."),
        "encrypted": PropertySpec(ValueType.BOOLEAN, "Whether it is encrypted in transit."),
        "carries": PropertySpec(ValueType.LIST, "The data that it carries.", of=_DATA),
        "description": PropertySpec(ValueType.STRING, "What happens over it."),
        "meta": PropertySpec(ValueType.FREE, "Free-form facts."),
    }
)

DATA_FIELDS: Mapping[str, PropertySpec] = MappingProxyType(
    {
        "name": PropertySpec(ValueType.STRING, "What people call it."),
        "description": PropertySpec(ValueType.STRING, "What it is, in a sentence."),
        "classification": PropertySpec(
            ValueType.STRING,
            "How sensitive it is, from least to most.",
            enum=CLASSIFICATIONS,
            ordered=True,
        ),
        "tags": PropertySpec(ValueType.LIST, "Bare words, such as phi.", of=_TEXT),
    }
)

FLOW_FIELDS: Mapping[str, PropertySpec] = MappingProxyType(
    {
        "title": PropertySpec(ValueType.STRING, "What people call it."),
        "description": PropertySpec(ValueType.STRING, "What happens in it."),
    }
)
