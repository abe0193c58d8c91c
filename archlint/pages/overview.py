"""The first page: what the system is, what stands where, and how it is judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archlint.architecture.values import Node
from archlint.pages.atlas import MAX_DEPTH, Atlas
from archlint.pages.findings import SeverityCount, severity_counts
from archlint.pages.markdown import Link, Markdown, href
from archlint.ruleset import Report, Summary


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One line of the tree of boundaries.

    Attributes:
        indent: The blanks before it, four for each level, since Python-Markdown nests no less.
        node: What stands there.
        type_name: What people call its type; empty where the node is called the same.
        also_in: The other boundaries that it stands in directly.
        shown_above: Whether its contents stand further up already.
        cut: How many nodes directly inside are left out, since the tree is deep enough.
    """

    indent: Markdown
    node: Link
    type_name: str
    also_in: tuple[Link, ...]
    shown_above: bool
    cut: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of what the model has."""

    components: int
    boundaries: int
    actors: int
    connections: int
    flows: int
    data: int


@dataclass(frozen=True, slots=True)
class OverviewView:
    """Everything on the page.

    Attributes:
        description: What the system is.
        picture: Where the picture lies that the page shows.
        vector: Where the same picture lies for zooming.
        tree: What stands in boundaries.
        outside: What stands in none.
        counts: How much there is.
        summary: How it is judged.
        severities: How severe the violations are.
        not_enumerated: The types of which the model may leave nodes out.
    """

    description: str
    picture: str
    vector: str
    tree: tuple[TreeRow, ...]
    outside: tuple[Link, ...]
    counts: Counts
    summary: Summary
    severities: tuple[SeverityCount, ...]
    not_enumerated: tuple[str, ...]


def overview_view(report: Report, atlas: Atlas, picture: str) -> OverviewView:
    """Describe the whole in a page; `picture` is the stem of its files, empty for none."""
    model = atlas.model
    roots = [node for node in model.nodes.values() if not node.placements]
    return OverviewView(
        description=model.description,
        picture=href(f"{picture}.png" if picture else ""),
        vector=href(f"{picture}.svg" if picture else ""),
        tree=tuple(_tree([node.id for node in roots if atlas.is_boundary(node)], atlas)),
        outside=tuple(atlas.link(node.id) for node in roots if not atlas.is_boundary(node)),
        counts=Counts(
            components=len(atlas.components),
            boundaries=len(atlas.boundaries),
            actors=len(atlas.actors),
            connections=len(model.connections),
            flows=len(model.flows),
            data=len(model.data),
        ),
        summary=report.summary,
        severities=severity_counts(report),
        not_enumerated=tuple(f"{item.type.name} ({item.type.id})" for item in model.open),
    )


def _tree(roots: list[str], atlas: Atlas) -> Iterator[TreeRow]:
    """Walk down from the outermost boundaries, showing the contents of each once."""
    shown: set[str] = set()
    waiting: list[tuple[str, int, str]] = [(root, 0, "") for root in reversed(roots)]
    while waiting:
        node, depth, parent = waiting.pop()
        children = atlas.children(node)
        repeated = node in shown
        cut = len(children) if depth + 1 >= MAX_DEPTH and not repeated else 0
        if not cut:
            shown.add(node)
        yield TreeRow(
            indent=Markdown("    " * depth),
            node=atlas.link(node),
            type_name=_type_name(atlas.model.nodes[node]),
            also_in=atlas.links(set(atlas.graph.parents(node)) - {parent}),
            shown_above=repeated and bool(children),
            cut=cut,
        )
        if not repeated and not cut:
            waiting.extend((child, depth + 1, node) for child in reversed(children))


def _type_name(node: Node) -> str:
    name = node.type.name
    return "" if name.casefold() == node.name.casefold() else name
