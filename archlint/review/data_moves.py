"""Where data now is that was not there before."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from archlint.review.data_places import DataSide, Line
from archlint.review.drafts import Draft, named
from archlint.review.values import Consequence, Hop, Risk

_HARMLESS = "public"


def data_moves(base: DataSide, head: DataSide) -> Iterator[Draft]:
    """Draft at which nodes data newly is, and no longer is.

    Only what both sides state counts: a connection that says what it carries for the first time,
    or a node what it stores, may have done so before.
    """
    yield from _newly(base, head)
    yield from _newly(head, base)


def _newly(before: DataSide, after: DataSide) -> Iterator[Draft]:
    for (asset, node), lines in after.lines.items():
        if (asset, node) in before.lines:
            continue
        if all(before.rules_out(line, node) for line in lines):
            yield _draft(asset, node, lines, before, after)


def _draft(
    asset: str, node: str, lines: tuple[Line, ...], before: DataSide, after: DataSide
) -> Draft:
    risk = Risk.RAISED if after.side.is_head else Risk.LOWERED
    if after.classification(asset) == _HARMLESS:
        risk = Risk.NEUTRAL
    kind = "data-flows" if after.side.is_head else "data-no-longer-flows"
    tell = partial(_tell, kind, asset, node, lines, risk, before, after)
    return Draft(kind, after.shown(asset), risk, node, tell)


def _tell(
    kind: str,
    asset: str,
    node: str,
    lines: tuple[Line, ...],
    risk: Risk,
    before: DataSide,
    after: DataSide,
) -> Consequence:
    side = after.side
    drawn = next((line for line in lines if line.connection is not None), None)
    place = (drawn or lines[0]).location
    path = []
    if drawn is not None and drawn.alike is not None:
        source, target, _ = drawn.alike
        path = [Hop(side.shown(source), side.shown(target), place)]
    return Consequence(
        kind,
        after.shown(asset),
        _message(asset, node, lines, before, after),
        risk,
        tuple(path),
        None if side.is_head else place,
        place if side.is_head else None,
    )


def _message(
    asset: str, node: str, lines: tuple[Line, ...], before: DataSide, after: DataSide
) -> str:
    side = after.side
    stored = any(line.connection is None for line in lines)
    keys = dict.fromkeys(side.key(line.connection) for line in lines if line.connection)
    over = f" over {named(keys)}" if keys else ""
    what, where = data_words(asset, after), side.shown(node)
    if not side.is_head:
        return (
            f"{what} is no longer {'stored by' if stored else 'carried to or from'} '{where}'"
            + ("" if stored else f", as it was{over}")
        )
    verb = "stored by" if stored else "carried to or from"
    new = side.zone(node) - before.zones.get(asset, frozenset())
    within = side.outermost_first(new) if asset in before.assets else []
    beyond = f", in {named(within)}, where it was not before" if within else ""
    return f"{what} is now {verb} '{where}'{over}{beyond}"


def data_words(asset: str, side: DataSide) -> str:
    """Name an asset with its classification."""
    classification = side.classification(asset) or "classification not stated"
    return f"'{side.shown(asset)}' ({classification})"
