"""Which nodes stand elsewhere as to trust, or are more or less open than before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from archlint.review.drafts import Draft, named
from archlint.review.exposure import EXPOSURE, openness
from archlint.review.sides import Side
from archlint.review.values import Consequence, Risk
from archlint.ruleset.levels import is_unplaced
from archlint.ruleset.wording import value_words
from archlint.source import Location
from archlint.text import listed, plural

KIND = "trust-changed"
# Who may do what ends at these, from the outermost; a boundary is of the first level that it fits.
_LEVELS: tuple[tuple[str, frozenset[str]], ...] = (
    ("cloud", frozenset({"aws.cloud", "azure.cloud", "gcp.cloud", "generic.datacenter"})),
    ("organization", frozenset({"gcp.organization"})),
    ("account", frozenset({"aws.account"})),
    ("subscription", frozenset({"azure.subscription"})),
    ("project", frozenset({"gcp.project"})),
    ("region", frozenset({"aws.region", "azure.region", "gcp.region"})),
    ("network", frozenset({"network"})),
    ("namespace", frozenset({"k8s.namespace"})),
)


def trust(base: Side, head: Side) -> Iterator[Draft]:
    """Draft what moved between surroundings of other trust, and what became more or less open.

    A boundary that moves is told once, with what stands in it. Nothing is said of what one side
    does not state: a subnet without `access` is neither public nor private, and a node that is
    placed in nothing may stand anywhere.
    """
    surroundings = _Surroundings(base), _Surroundings(head)
    for node in head.nodes:
        if node in base.nodes:
            if base.parents(node) != head.parents(node):
                yield from _moved(node, *surroundings)
            yield from _opened(node, base, head)


class _Surroundings:
    """What the boundaries around nodes say, once for all that stand in the same ones."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self._accesses: dict[frozenset[str], frozenset[str] | None] = {}
        self._levels: dict[frozenset[str], dict[str, frozenset[str]]] = {}

    def accesses(self, node: str) -> frozenset[str] | None:
        """Return the access of the subnets around a node; `None` where one does not state it."""
        around = self.side.around(node)
        if around not in self._accesses:
            subnets = [
                self.side.nodes[name]
                for name in around
                if "subnet" in self.side.nodes[name].type.kinds
            ]
            stated = [subnet.text("access") for subnet in subnets]
            self._accesses[around] = frozenset(stated) if all(stated) else None
        return self._accesses[around]

    def levels(self, node: str) -> dict[str, frozenset[str]]:
        """Return the boundaries of each level around a node."""
        around = self.side.around(node)
        if around not in self._levels:
            found: dict[str, set[str]] = {}
            for name in around:
                level = self._level(name)
                if level:
                    found.setdefault(level, set()).add(name)
            self._levels[around] = {level: frozenset(names) for level, names in found.items()}
        return self._levels[around]

    def _level(self, name: str) -> str:
        node_type = self.side.nodes[name].type
        words = node_type.kinds | {node_type.id}
        return next((level for level, any_of in _LEVELS if words & any_of), "")


def _moved(node: str, before: _Surroundings, after: _Surroundings) -> Iterator[Draft]:
    if is_unplaced(after.side.nodes[node]):
        return
    nowhere = "not stated" if is_unplaced(before.side.nodes[node]) else "in none"
    old, new = before.accesses(node), after.accesses(node)
    clauses: list[Callable[[], str]] = []
    risk = Risk.NEUTRAL
    if old is not None and new is not None and old != new:
        clauses.append(partial(_access_clause, old, new, nowhere))
        if old and new:
            risk = _risk(("public" in new) - ("public" in old))
    for level, _ in _LEVELS:
        was, now = (side.levels(node).get(level, frozenset()) for side in (before, after))
        drawn_anew = not was and not now & before.side.nodes.keys()
        wiped_out = not now and not was & after.side.nodes.keys()
        if was != now and not drawn_anew and not wiped_out:
            clauses.append(
                partial(_level_clause, level, was, now, nowhere, before.side, after.side)
            )
    if clauses:
        yield Draft(
            KIND, node, risk, "", partial(_tell_move, node, clauses, risk, before.side, after.side)
        )


def _tell_move(
    node: str, clauses: list[Callable[[], str]], risk: Risk, base: Side, head: Side
) -> Consequence:
    said = "; ".join(clause() for clause in clauses)
    inside = _inside(node, head)
    message = f"'{node}' {said}" + (f"; {inside}" if inside else "")
    return Consequence(KIND, node, message, risk, (), _place(node, base), _place(node, head))


def _place(node: str, side: Side) -> Location:
    found = side.nodes[node]
    return found.placements[0].location if found.placements else found.location


def _access_clause(old: frozenset[str], new: frozenset[str], nowhere: str) -> str:
    now = f"now stands in {_subnets(new)}" if new else "now stands in no subnet"
    return f"{now}, before in {_subnets(old)}" if old else f"{now}, before {nowhere}"


def _subnets(accesses: frozenset[str]) -> str:
    return listed([f"a {access} subnet" for access in sorted(accesses)])


def _level_clause(
    level: str, was: frozenset[str], now: frozenset[str], nowhere: str, base: Side, head: Side
) -> str:
    new, old = (
        named(side.shown(name) for name in sorted(names))
        for side, names in ((head, now), (base, was))
    )
    place = f"now in the {level} {new}" if now else f"now in no {level}"
    return f"{place}, before in {old}" if was else f"{place}, before {nowhere}"


def _opened(node: str, base: Side, head: Side) -> Iterator[Draft]:
    was, now = base.nodes[node], head.nodes[node]
    for name in now.stated.keys() & EXPOSURE.keys():
        before, after = openness(was, name), openness(now, name)
        if after is None or before == after or (before is None and after == 0):
            continue
        # Not stated is not closed: that it is open is news, that it became so is not known.
        risk = Risk.NEUTRAL if before is None else _risk(after - before)
        yield Draft(KIND, node, risk, name, partial(_tell_openness, node, name, risk, base, head))


def _tell_openness(node: str, name: str, risk: Risk, base: Side, head: Side) -> Consequence:
    was, now = (side.nodes[node].stated.get(name) for side in (base, head))
    assert now is not None  # noqa: S101 - only what the head states is told
    stated = was is not None and was.content is not None
    before = f"before {value_words(was.plain())}" if was and stated else "before not stated"
    inside = _inside(node, head)
    message = f"{name} of '{node}' is now {value_words(now.plain())}, {before}"
    return Consequence(
        KIND,
        node,
        f"{message}; {inside}" if inside else message,
        risk,
        (),
        was.location if was else None,
        now.location,
    )


def _inside(node: str, head: Side) -> str:
    """Say how much stands in a node; nothing where it is no boundary."""
    if not head.is_boundary(node):
        return ""
    inside = head.graph.descendants(node)
    count = sum(not head.is_boundary(name) for name in inside)
    return f"{plural(count, 'component')} {'stands' if count == 1 else 'stand'} in it"


def _risk(more: int) -> Risk:
    if not more:
        return Risk.NEUTRAL
    return Risk.RAISED if more > 0 else Risk.LOWERED
