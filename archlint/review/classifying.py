"""Which data is classified higher or lower than before, and who keeps more sensitive data."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from archlint.review.data_moves import data_words
from archlint.review.data_places import DataSide
from archlint.review.drafts import Draft, named
from archlint.review.values import Consequence, Risk
from archlint.source import Location
from archlint.text import plural

KIND = "classification-changed"


def classifying(base: DataSide, head: DataSide) -> Iterator[Draft]:
    """Draft which data was raised or lowered, and which nodes store data higher than before.

    What is raised makes more of what stands around it; what is lowered makes the rules ask less,
    and is as sensitive as it was: that is neutral. Nothing is said where one side does not state
    a classification, or what a node stores.
    """
    for asset in head.assets:
        before, after = base.rank(asset), head.rank(asset)
        if before is not None and after is not None and before != after:
            risk = Risk.RAISED if after > before else Risk.NEUTRAL
            yield Draft(KIND, asset, risk, "", partial(_tell_asset, asset, risk, base, head))
    for node in head.side.nodes:
        if node in base.side.nodes:
            yield from _higher(node, base, head)


def _tell_asset(asset: str, risk: Risk, base: DataSide, head: DataSide) -> Consequence:
    raised = "raised" if risk is Risk.RAISED else "lowered"
    stores = sorted(
        node
        for (what, node), lines in head.lines.items()
        if what == asset and any(line.connection is None for line in lines)
    )
    carriers = {
        head.side.key(line.connection)
        for (what, _), lines in head.lines.items()
        if what == asset
        for line in lines
        if line.connection is not None
    }
    where = []
    if stores:
        where.append(f"{named(stores)} {'stores' if len(stores) == 1 else 'store'} it")
    if carriers:
        verb = "carries" if len(carriers) == 1 else "carry"
        where.append(f"{plural(len(carriers), 'connection')} {verb} it")
    change = f"from {base.classification(asset)} to {head.classification(asset)}"
    message = f"the classification of '{asset}' is {raised} {change}"
    return Consequence(
        KIND,
        asset,
        "; ".join([message, *where]),
        risk,
        (),
        _stated(asset, base),
        _stated(asset, head),
    )


def _stated(asset: str, side: DataSide) -> Location:
    return side.assets[asset].stated["classification"].location


def _higher(node: str, base: DataSide, head: DataSide) -> Iterator[Draft]:
    if "stores" not in head.side.nodes[node].stated:
        return
    stored, now = base.stored(node), head.stored(node)
    if stored is None or not now:
        return
    ranks = [base.rank(asset) for asset in stored]
    known = [rank for rank in ranks if rank is not None]
    if len(known) < len(ranks):
        return
    highest = max(known, default=-1)
    higher = [
        (rank, asset)
        for asset in now
        if asset not in stored and (rank := head.rank(asset)) is not None and rank > highest
    ]
    if higher:
        _, asset = max(higher)
        tell = partial(_tell_node, node, asset, highest, base, head)
        yield Draft(KIND, node, Risk.RAISED, "", tell)


def _tell_node(node: str, asset: str, highest: int, base: DataSide, head: DataSide) -> Consequence:
    stored = head.stored(node) or {}
    top = next((a for a in base.stored(node) or {} if base.rank(a) == highest), None)
    before = f"nothing above {base.classification(top)}" if top else "nothing"
    value = base.side.nodes[node].stated["stores"]
    return Consequence(
        KIND,
        node,
        f"'{node}' now stores {data_words(asset, head)}, before {before}",
        Risk.RAISED,
        (),
        value.location,
        stored[asset],
    )
