"""Certificates, keys, secrets, firewalls: which there are, and who uses them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archlint.architecture.types import PropertySpec, ValueType
from archlint.architecture.values import Node
from archlint.pages.atlas import Atlas
from archlint.pages.facts import open_facts, written
from archlint.pages.markdown import Link, Markdown

# Kinds of safeguards, what people call them, and the properties by which others name them.
_KINDS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("security_group", "Security groups", frozenset({"security_groups"})),
    ("web_firewall", "Web application firewalls", frozenset({"web_acl"})),
    ("certificate_store", "Certificates", frozenset({"certificate"})),
    ("secret_store", "Secrets", frozenset({"secrets"})),
    ("key_store", "Encryption keys", frozenset({"kms_key"})),
)


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a safeguard.

    Attributes:
        user: Who uses it.
        label: The connection's label; empty when it has none, or for a reference.
        property: The property that names the safeguard; empty for a connection.
    """

    user: Link
    label: str
    property: str


@dataclass(frozen=True, slots=True)
class SafeguardNode:
    """One node of a kind of safeguard, and its uses."""

    link: Link
    description: str
    responsibilities: tuple[str, ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Safeguard:
    """One kind of safeguard.

    Attributes:
        title: What people call the kind, in the plural.
        nodes: The nodes of the kind.
        unstated: Components whose type could name such a node, that use none, and that do not
            state that there is none.
        none: Components that state that there is none.
    """

    title: str
    nodes: tuple[SafeguardNode, ...]
    unstated: tuple[Link, ...]
    none: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RestRow:
    """What is stated of a datastore's encryption at rest.

    Attributes:
        link: The datastore.
        data: What it keeps, as far as stated.
        encrypted: What is stated of it; empty for nothing.
        key: The key that is stated; empty for none.
    """

    link: Link
    data: tuple[Link, ...]
    encrypted: Markdown
    key: Markdown


def safeguards(atlas: Atlas) -> tuple[Safeguard, ...]:
    """Describe every kind of safeguard, whether the model has any or not."""
    return tuple(_safeguard(*what, atlas) for what in _KINDS)


def _safeguard(kind: str, title: str, properties: frozenset[str], atlas: Atlas) -> Safeguard:
    nodes = tuple(_node(node, atlas) for node in atlas.of_kind(kind))
    users = {use.user for node in nodes for use in node.uses}
    return Safeguard(
        title=title,
        nodes=nodes,
        unstated=tuple(
            atlas.link(node.id)
            for node in atlas.components
            if atlas.link(node.id) not in users and _is_silent(node, properties)
        ),
        none=tuple(
            atlas.link(node.id) for node in atlas.components if _says_none(node, properties)
        ),
    )


def _is_silent(node: Node, properties: frozenset[str]) -> bool:
    return any(fact.name.rpartition(".")[2] in properties for fact in open_facts(node))


def _says_none(node: Node, properties: frozenset[str]) -> bool:
    return any(
        name in node.stated and not node.stated[name].content
        for name in properties & node.type.properties.keys()
    )


def _node(node: Node, atlas: Atlas) -> SafeguardNode:
    return SafeguardNode(
        link=atlas.link(node.id),
        description=node.text("description"),
        responsibilities=node.texts("responsibilities"),
        uses=tuple(_uses(node, atlas)),
    )


def _uses(node: Node, atlas: Atlas) -> Iterator[Use]:
    for connection in atlas.connections_at(node.id):
        if connection.target == node.id:
            yield Use(atlas.link(connection.source), connection.text("label"), "")
    for edge in atlas.references_to(node.id):
        yield Use(atlas.link(edge.source), "", edge.property)


def rest_rows(atlas: Atlas) -> tuple[RestRow, ...]:
    """Describe the encryption at rest of every datastore and secret store."""
    return tuple(
        RestRow(
            link=atlas.link(node.id),
            data=tuple(atlas.data_link(asset) for asset in node.texts("stores")),
            encrypted=_property(node, "encrypted", atlas),
            key=_property(node, "kms_key", atlas),
        )
        for node in atlas.of_kind("datastore", "secret_store")
    )


def _property(node: Node, name: str, atlas: Atlas) -> Markdown:
    spec = node.type.properties.get(name, PropertySpec(ValueType.FREE))
    return written(node.stated[name], spec, atlas) if name in node.stated else Markdown("")
