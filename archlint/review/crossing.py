"""Which connections of traffic cross boundaries that they did not cross before."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.architecture.values import Connection
from archlint.review.drafts import Draft, named
from archlint.review.sides import Side
from archlint.review.values import Consequence, Hop, Risk
from archlint.ruleset.levels import is_unplaced

# A failure domain and what runs others are no walls between those who may and those who may not.
_NO_WALLS = frozenset({"zone", "compute", "container_cluster"})


def crossings(base: Side, head: Side) -> Iterator[Draft]:
    """Draft what connections newly cross, and no longer cross.

    Connections count as the model draws them: one that ends at a boundary is told once, and
    crosses that boundary. Parallel ones count as one. The use of a control plane is no traffic.
    A new connection raises the risk, one that is gone lowers it; where a connection stays and what
    it crosses differs, which way is better depends on the boundaries, and that is told apart; not
    where one side places a component in nothing.
    """
    yield from _newly(base, head)
    yield from _newly(head, base)


def _newly(before: Side, after: Side) -> Iterator[Draft]:
    for ends, connection in after.traffic.items():
        crossed = _crossed(after, ends)
        if not crossed:
            continue
        stays = before.traffic.get(ends)
        if stays is not None:
            if any(_may_stand_anywhere(end, before) for end in ends):
                continue  # it may have crossed as much
            crossed_before = _crossed(before, ends)
            crossed = frozenset(
                boundary
                for boundary in crossed - crossed_before
                if not _drawn_anew(boundary, crossed_before, before, after)
            )
        walls = [boundary for boundary in crossed if _is_wall(boundary, after)]
        if walls:
            yield _draft(connection, ends, walls, stays, after)


def _may_stand_anywhere(end: str, side: Side) -> bool:
    return is_unplaced(side.nodes[end]) and not side.is_boundary(end)


def _crossed(side: Side, ends: tuple[str, str]) -> frozenset[str]:
    source, target = ends
    return side.zone(source) ^ side.zone(target)


def _is_wall(boundary: str, side: Side) -> bool:
    return not side.nodes[boundary].type.kinds & _NO_WALLS


def _drawn_anew(boundary: str, crossed_before: frozenset[str], before: Side, after: Side) -> bool:
    """Tell whether a boundary is new and divides what a boundary around or in it divided before."""
    if boundary in before.nodes:
        return False
    return any(
        wall in after.nodes and (wall in after.around(boundary) or boundary in after.around(wall))
        for wall in crossed_before
    )


def _draft(
    connection: Connection,
    ends: tuple[str, str],
    walls: list[str],
    stays: Connection | None,
    side: Side,
) -> Draft:
    kind = "boundary-crossed" if side.is_head else "boundary-no-longer-crossed"
    subject = side.key(connection)
    risk = Risk.RAISED if side.is_head else Risk.LOWERED
    if stays is not None:
        risk = Risk.NEUTRAL
    other = None if stays is None else stays.location
    before, after = (other, connection.location) if side.is_head else (connection.location, other)

    def tell() -> Consequence:
        source, target = map(side.shown, ends)
        how = _how(walls, ends, side)
        hop = Hop(source, target, connection.location)
        return Consequence(
            kind, subject, _message(subject, how, stays, side), risk, (hop,), before, after
        )

    return Draft(kind, subject, risk, "", tell)


def _message(subject: str, how: tuple[str, str], stays: Connection | None, side: Side) -> str:
    leaves, enters = how
    if side.is_head:
        deeds = " and ".join(
            f"{verb} {walls}" for verb, walls in (("leaves", leaves), ("enters", enters)) if walls
        )
        said = "the new connection" if stays is None else "the connection"
        return f"{said} '{subject}' {'' if stays is None else 'now '}{deeds}"
    if stays is None:
        deeds = " and ".join(
            f"{verb} {walls}" for verb, walls in (("left", leaves), ("entered", enters)) if walls
        )
        return f"the connection '{subject}', which {deeds}, is gone"
    deeds = " and no longer ".join(
        f"{verb} {walls}" for verb, walls in (("leaves", leaves), ("enters", enters)) if walls
    )
    return f"the connection '{subject}' no longer {deeds}"


def _how(walls: list[str], ends: tuple[str, str], side: Side) -> tuple[str, str]:
    """Name the walls that a connection leaves, and those that it enters."""
    leaving = side.zone(ends[0])
    outermost_first = side.outermost_first(walls)
    return (
        named(side.shown(wall) for wall in reversed(outermost_first) if wall in leaving),
        named(side.shown(wall) for wall in outermost_first if wall not in leaving),
    )
