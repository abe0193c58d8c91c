"""Which datastores traffic from outside reaches that it did not reach before."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial

from archlint.graph import Edge, EdgeKind, PathSearch
from archlint.review.drafts import Draft
from archlint.review.sides import Side
from archlint.review.values import Consequence, Hop, Risk
from archlint.text import plural

MOST_OUTSIDERS = 16  # as many searches as `PathSearch` remembers
_MOST_NODES_SHOWN = 8
_OUTSIDE = frozenset({"actor", "internet"})


class _Reach:
    """What traffic reaches on one side, by common ids; one search for each outsider."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self._search = PathSearch(side.graph, certain=True)

    @cached_property
    def outsiders(self) -> frozenset[str]:
        """The actors and the internet."""
        return frozenset(self._of(_OUTSIDE))

    @cached_property
    def datastores(self) -> frozenset[str]:
        return frozenset(self._of(frozenset({"datastore"})))

    def _of(self, kinds: frozenset[str]) -> Iterator[str]:
        for name, node in self.side.nodes.items():
            if node.type.kinds & kinds and not self.side.is_boundary(name):
                yield name

    def led_to(self, changed: set[str]) -> frozenset[str]:
        """Return the outsiders whose traffic gets to a node from which it now goes elsewhere."""
        ends = {self.side.own(node) for node in changed if node in self.side.nodes}
        leading = {self.side.common(node) for node in self._search.reaching(ends, forward=True)}
        return self.outsiders & (leading | changed)

    def stores(self, outsider: str) -> frozenset[str]:
        """Return the datastores that traffic from an outsider leads to."""
        if outsider not in self.outsiders:
            return frozenset()
        ends = self._search.ends(self.side.own(outsider), forward=True)
        return self.datastores & {self.side.common(node) for node in ends}

    def direct(self, outsider: str) -> frozenset[str]:
        """Return the datastores that an outsider connects to without a node between."""
        if outsider not in self.outsiders:
            return frozenset()
        edges = self.side.graph.edges_from(self.side.own(outsider))
        return self.datastores & {
            self.side.common(edge.target) for edge in edges if edge.kind is EdgeKind.TRAFFIC
        }

    def leads(self, source: str, target: str) -> bool:
        """Tell whether traffic leads from one to the other, whatever they are on this side."""
        if source not in self.side.nodes or target not in self.side.nodes:
            return False
        return self.side.own(target) in self._search.ends(self.side.own(source), forward=True)

    def path(self, outsider: str, datastore: str) -> tuple[Edge, ...]:
        """Return a shortest path from an outsider to a datastore that it reaches."""
        found = self._search.shortest(self.side.own(outsider), self.side.own(datastore))
        return found or ()


def reachable(base: Side, head: Side) -> Iterator[Draft]:
    """Draft what each outsider newly reaches, or no longer, and what it reaches directly.

    Only outsiders whose traffic gets to something that changed are followed, and nodes that have
    become outsiders, or are none any more; no more than `MOST_OUTSIDERS`, those of both sides
    first; how many others there are is told.
    """
    before, after = _Reach(base), _Reach(head)
    became = before.datastores ^ after.datastores
    changed = [
        reach.led_to({source for source, _ in gone} | became)
        for reach, gone in ((before, base.flows - head.flows), (after, head.flows - base.flows))
    ]
    both = base.nodes.keys() & head.nodes.keys()
    concerned = changed[0] | changed[1] | (before.outsiders ^ after.outsiders) & both
    # What a change adds must not crowd out those that it opens something to.
    outsiders = sorted(concerned, key=lambda name: (name not in both, name))
    for outsider in outsiders[:MOST_OUTSIDERS]:
        yield from _appeared(outsider, before, after)
        yield from _appeared(outsider, after, before)
    if len(outsiders) > MOST_OUTSIDERS:
        yield _others(outsiders[MOST_OUTSIDERS:])


def _appeared(outsider: str, before: _Reach, after: _Reach) -> Iterator[Draft]:
    had, has = before.stores(outsider), after.stores(outsider)
    for datastore in sorted(has - had):
        if not after.side.is_head and before.leads(outsider, datastore):
            continue  # an end is another thing now, and as well reached: nothing is safer
        yield _draft(outsider, datastore, before, after, newly_direct=False)
    for datastore in sorted((after.direct(outsider) - before.direct(outsider)) & had):
        yield _draft(outsider, datastore, before, after, newly_direct=True)


def _draft(
    outsider: str, datastore: str, before: _Reach, after: _Reach, *, newly_direct: bool
) -> Draft:
    appeared = after.side.is_head
    kind = "datastore-reachable" if appeared else "datastore-no-longer-reachable"
    risk = Risk.RAISED if appeared else Risk.LOWERED
    tell = partial(_tell, outsider, datastore, before, after, newly_direct)
    return Draft(kind, after.side.shown(datastore), risk, outsider, tell)


def _tell(
    outsider: str, datastore: str, before: _Reach, after: _Reach, newly_direct: bool
) -> Consequence:
    side = after.side
    hops = after.path(outsider, datastore)
    ends = [(side.common(edge.source), side.common(edge.target)) for edge in hops]
    path = tuple(
        Hop(side.shown(source), side.shown(target), edge.location)
        for (source, target), edge in zip(ends, hops, strict=True)
    )
    places = [
        hop.location for hop, pair in zip(path, ends, strict=True) if pair not in before.side.flows
    ]
    place = places[0] if places else path[-1].location
    claim = _claim(path, newly_direct, appeared=side.is_head)
    return Consequence(
        kind="datastore-reachable" if side.is_head else "datastore-no-longer-reachable",
        subject=side.shown(datastore),
        message=f"{_became(outsider, datastore, before) or claim}: {_way(path)}",
        risk=Risk.RAISED if side.is_head else Risk.LOWERED,
        path=path,
        before=None if side.is_head else place,
        after=place if side.is_head else None,
    )


def _became(outsider: str, datastore: str, before: _Reach) -> str:
    """Say what an end is now, where the same traffic reached the other before."""
    if not before.leads(outsider, datastore):
        return ""
    source, target = before.side.shown(outsider), before.side.shown(datastore)
    if outsider not in before.outsiders:
        return f"'{source}' is outside now, and its traffic reaches '{target}'"
    if datastore not in before.datastores:
        return f"'{target}' is a datastore now, and traffic from '{source}' reaches it"
    return ""


def _claim(path: tuple[Hop, ...], newly_direct: bool, *, appeared: bool) -> str:
    verb = "now reaches" if appeared else "no longer reaches"
    said = f"traffic from '{path[0].source}' {verb} '{path[-1].target}'"
    if newly_direct:
        return f"{said} directly, {'before' if appeared else 'now'} only through others"
    return f"{said} directly" if appeared and len(path) == 1 else said


def _way(path: tuple[Hop, ...]) -> str:
    nodes = [path[0].source, *(hop.target for hop in path)]
    if len(nodes) > _MOST_NODES_SHOWN:
        between = len(nodes) - _MOST_NODES_SHOWN + 1
        nodes[4 : 4 + between] = [f"({between} more)"]
    return " -> ".join(nodes)


def _others(outsiders: list[str]) -> Draft:
    subject = outsiders[0]
    message = (
        f"what the traffic of {plural(len(outsiders), 'more node')} from outside reaches may have "
        "changed as well: it is not followed"
    )
    kind, risk = "datastore-reachable", Risk.NEUTRAL
    return Draft(kind, subject, risk, "", lambda: Consequence(kind, subject, message, risk))
