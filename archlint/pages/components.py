"""The page of everything that the model has: components by group, actors, boundaries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from archlint.architecture.values import Node
from archlint.pages.atlas import Atlas
from archlint.pages.connections import ConnectionRow, connection_row, merged
from archlint.pages.facts import Fact, OpenFact, claims, open_facts, stated_facts
from archlint.pages.markdown import Link, web

_KNOWN_GROUPS = ("core", "supporting", "alternative")


@dataclass(frozen=True, slots=True)
class InheritedRow:
    """A connection that a node has because a boundary around it has it."""

    boundary: Link
    connection: ConnectionRow


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A property of another node that names this one."""

    source: Link
    property: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One node.

    Attributes:
        id: Its id.
        link: Leads to it.
        is_component: Whether it is neither a boundary nor outside.
        name: What people call it.
        type_id: Its type.
        type_name: What people call its type.
        placements: A path of boundaries, outermost first, for each of its placements.
        description: What it is; empty where the first responsibilities say the same.
        responsibilities: What it does.
        links: Pages on it elsewhere.
        facts: What is stated.
        open_facts: What its type could state and the model does not.
        claims: Free-form facts.
        outgoing: The connections that it starts.
        incoming: The connections that it answers.
        inherited: The connections of boundaries around it.
        references: Properties of other nodes that name it.
        contents: What stands directly in it.
    """

    id: str
    link: Link
    is_component: bool
    name: str
    type_id: str
    type_name: str
    placements: tuple[tuple[Link, ...], ...]
    description: str
    responsibilities: tuple[str, ...]
    links: tuple[Link, ...]
    facts: tuple[Fact, ...]
    open_facts: tuple[OpenFact, ...]
    claims: tuple[Fact, ...]
    outgoing: tuple[ConnectionRow, ...]
    incoming: tuple[ConnectionRow, ...]
    inherited: tuple[InheritedRow, ...]
    references: tuple[ReferenceRow, ...]
    contents: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The components of one group; its word is empty for those without."""

    word: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ComponentsView:
    """All nodes."""

    groups: tuple[Group, ...]
    actors: tuple[Entry, ...]
    boundaries: tuple[Entry, ...]


def components_view(atlas: Atlas) -> ComponentsView:
    """Describe every node once."""
    groups: dict[str, list[Node]] = {}
    for node in atlas.components:
        groups.setdefault(node.text("group").strip(), []).append(node)
    return ComponentsView(
        groups=tuple(
            Group(word, _entries(groups[word], atlas)) for word in sorted(groups, key=_rank)
        ),
        actors=_entries(atlas.actors, atlas),
        boundaries=_entries(atlas.boundaries, atlas),
    )


def _rank(word: str) -> tuple[int, str]:
    """Rank the known groups first, in their order, then others by name, then those without."""
    if word in _KNOWN_GROUPS:
        return _KNOWN_GROUPS.index(word), ""
    return len(_KNOWN_GROUPS) + (not word), word


def _entries(nodes: Iterable[Node], atlas: Atlas) -> tuple[Entry, ...]:
    return tuple(_entry(node, atlas) for node in nodes)


def _entry(node: Node, atlas: Atlas) -> Entry:
    connections = [(c, connection_row(c, atlas)) for c in atlas.connections_at(node.id)]
    responsibilities = node.texts("responsibilities")
    return Entry(
        id=node.id,
        link=atlas.link(node.id),
        is_component=not atlas.is_boundary(node) and not atlas.is_outside(node),
        name=node.name,
        type_id=node.type.id,
        type_name=node.type.name,
        placements=atlas.placement_paths(node.id),
        description=_unless_said(node.text("description"), responsibilities),
        responsibilities=responsibilities,
        links=tuple(Link(title, web(page)) for title, page in (node.plain("links") or {}).items()),
        facts=stated_facts(node, atlas),
        open_facts=() if atlas.is_outside(node) else open_facts(node),
        claims=claims(node.stated, atlas),
        outgoing=tuple(row for c, row in connections if c.source == node.id),
        incoming=merged(row for c, row in connections if c.target == node.id),
        inherited=tuple(
            InheritedRow(atlas.link(boundary), connection_row(connection, atlas))
            for boundary, connection in atlas.inherited_at(node.id)
        ),
        references=tuple(
            ReferenceRow(atlas.link(edge.source), edge.property)
            for edge in atlas.references_to(node.id)
        ),
        contents=atlas.links(atlas.graph.children.get(node.id, ())),
    )


def _unless_said(description: str, responsibilities: Iterable[str]) -> str:
    said = {_core(text) for text in responsibilities}
    return "" if _core(description) in said else description


def _core(text: str) -> str:
    return text.strip().rstrip(".").casefold()
