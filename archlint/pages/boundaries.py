"""The page of security boundaries: what stands where, what crosses, and how far strangers get."""

from __future__ import annotations

from dataclasses import dataclass

from archlint.architecture.values import Connection, Node
from archlint.pages.atlas import Atlas
from archlint.pages.connections import ConnectionRow, Protection, connection_row, merged
from archlint.pages.exposure import Exposure, exposure
from archlint.pages.facts import Fact, OpenFact, claims, open_facts, stated_facts
from archlint.pages.markdown import Link
from archlint.pages.safeguards import RestRow, Safeguard, rest_rows, safeguards


@dataclass(frozen=True, slots=True)
class BoundaryView:
    """One boundary.

    Attributes:
        link: Leads to its entry among the components.
        type_name: What people call its type.
        description: What it is.
        facts: What is stated of it.
        open_facts: What its type could state and the model does not.
        claims: Free-form facts.
        within: The boundaries that it stands in directly.
        contents: What stands directly in it.
        entering: The connections that cross it inwards.
        leaving: The connections that cross it outwards.
    """

    link: Link
    type_name: str
    description: str
    facts: tuple[Fact, ...]
    open_facts: tuple[OpenFact, ...]
    claims: tuple[Fact, ...]
    within: tuple[Link, ...]
    contents: tuple[Link, ...]
    entering: tuple[ConnectionRow, ...]
    leaving: tuple[ConnectionRow, ...]


@dataclass(frozen=True, slots=True)
class Transit:
    """The connections of one state of encryption, and how many they are unmerged."""

    protection: Protection
    count: int
    connections: tuple[ConnectionRow, ...]


@dataclass(frozen=True, slots=True)
class BoundariesView:
    """Everything on the page."""

    boundaries: tuple[BoundaryView, ...]
    unplaced: tuple[Link, ...]
    exposure: Exposure
    safeguards: tuple[Safeguard, ...]
    transit: tuple[Transit, ...]
    rest: tuple[RestRow, ...]


def boundaries_view(atlas: Atlas) -> BoundariesView:
    """Describe every boundary, what crosses it, and what protects the data."""
    crossings = _crossings(atlas)
    outermost_first = [
        atlas.model.nodes[node]
        for node in atlas.graph.outermost_first
        if atlas.is_boundary(atlas.model.nodes[node])
    ]
    return BoundariesView(
        boundaries=tuple(_boundary(node, crossings, atlas) for node in outermost_first),
        unplaced=tuple(atlas.link(node.id) for node in atlas.components if not node.placements),
        exposure=exposure(atlas),
        safeguards=safeguards(atlas),
        transit=_transit(atlas),
        rest=rest_rows(atlas),
    )


@dataclass(frozen=True, slots=True)
class _Crossings:
    entering: dict[str, list[Connection]]
    leaving: dict[str, list[Connection]]


def _crossings(atlas: Atlas) -> _Crossings:
    found = _Crossings({}, {})
    for connection in atlas.model.connections:
        source = atlas.zone_of(connection.source) | _boundaries_inside(connection.source, atlas)
        target = atlas.zone_of(connection.target) | _boundaries_inside(connection.target, atlas)
        for boundary in target - source:
            found.entering.setdefault(boundary, []).append(connection)
        for boundary in source - target:
            found.leaving.setdefault(boundary, []).append(connection)
    return found


def _boundaries_inside(end: str, atlas: Atlas) -> set[str]:
    """Return what else is crossed where a connection is drawn to a boundary: all inside have it."""
    return {
        inner
        for inner in atlas.graph.descendants(end)
        if atlas.is_boundary(atlas.model.nodes[inner])
    }


def _boundary(node: Node, crossings: _Crossings, atlas: Atlas) -> BoundaryView:
    def rows(connections: list[Connection]) -> tuple[ConnectionRow, ...]:
        return merged(connection_row(connection, atlas) for connection in connections)

    return BoundaryView(
        link=atlas.link(node.id),
        type_name=node.type.name,
        description=node.text("description"),
        facts=stated_facts(node, atlas),
        open_facts=open_facts(node),
        claims=claims(node.stated, atlas),
        within=atlas.links(atlas.graph.parents(node.id)),
        contents=atlas.links(atlas.graph.children.get(node.id, ())),
        entering=rows(crossings.entering.get(node.id, [])),
        leaving=rows(crossings.leaving.get(node.id, [])),
    )


def _transit(atlas: Atlas) -> tuple[Transit, ...]:
    rows = [connection_row(connection, atlas) for connection in atlas.model.connections]
    return tuple(
        Transit(state, len(alike), merged(alike))
        for state in Protection
        for alike in ([row for row in rows if row.protection is state],)
    )
