"""How far traffic from outside gets."""

from __future__ import annotations

from dataclasses import dataclass

from archlint.architecture.values import Node
from archlint.graph import Edge, EdgeKind, PathSearch
from archlint.pages.atlas import Atlas
from archlint.pages.markdown import Link


@dataclass(frozen=True, slots=True)
class Route:
    """A shortest path of traffic from outside to a datastore.

    Attributes:
        datastore: Where it ends.
        path: Every node on it, both ends included.
        data: What the datastore keeps, as far as stated.
    """

    datastore: Link
    path: tuple[Link, ...]
    data: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Outsider:
    """An actor or the internet.

    Attributes:
        link: Who.
        doors: What it connects to directly.
        reached: How many components its traffic gets to, directly or through others.
        components: How many components there are.
        routes: How it gets to each datastore that it reaches.
    """

    link: Link
    doors: tuple[Link, ...]
    reached: int
    components: int
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class Exposure:
    """Everything that traffic from outside reaches.

    Attributes:
        outsiders: Actors and the internet.
        unreached: The datastores to which no traffic from outside leads.
    """

    outsiders: tuple[Outsider, ...]
    unreached: tuple[Link, ...]


def exposure(atlas: Atlas) -> Exposure:
    """Follow the traffic from everyone outside to every datastore."""
    datastores = [node for node in atlas.of_kind("datastore") if not atlas.is_boundary(node)]
    reached: set[Link] = set()
    outsiders = []
    for outsider in atlas.actors:
        found = _outsider(outsider, datastores, atlas)
        outsiders.append(found)
        reached.update(route.datastore for route in found.routes)
    return Exposure(
        tuple(outsiders),
        tuple(link for link in atlas.links(node.id for node in datastores) if link not in reached),
    )


def _outsider(node: Node, datastores: list[Node], atlas: Atlas) -> Outsider:
    edges = atlas.graph.edges_from(node.id)
    search = PathSearch(atlas.graph, certain=True)
    paths = search.shortest_to_each(node.id, [datastore.id for datastore in datastores])
    ends = search.ends(node.id, forward=True)
    return Outsider(
        link=atlas.link(node.id),
        doors=atlas.links({edge.target for edge in edges if edge.kind is EdgeKind.TRAFFIC}),
        reached=sum(component.id in ends for component in atlas.components),
        components=len(atlas.components),
        routes=tuple(
            _route(datastore, paths[datastore.id], atlas)
            for datastore in datastores
            if datastore.id in paths
        ),
    )


def _route(datastore: Node, path: tuple[Edge, ...], atlas: Atlas) -> Route:
    nodes = [path[0].source, *(edge.target for edge in path)]
    return Route(
        datastore=atlas.link(datastore.id),
        path=tuple(atlas.link(node) for node in nodes),
        data=tuple(atlas.data_link(asset) for asset in datastore.texts("stores")),
    )
