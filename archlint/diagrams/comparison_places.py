"""Where the nodes of two models stand in one layout: what moved has two places, the rest has one.

A node keeps its place if the same frames are around it before and after, apart from frames that
only one side has: a new subnet is drawn around what stood there already. What moved stands at its
new place, and at its old one as a ghost, with ghosts of all that it held: that is what the picture
of before shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import NamedTuple

from archlint.diagrams.nesting import chain

_GHOST = ".before"


class Places(NamedTuple):
    """Where everything stands.

    Attributes:
        around: The frame around everything that is laid out; empty for none.
        before: The place that a node of the base has before, by what the node goes by.
        ghosts: What stands elsewhere after, by the place that it has before.
    """

    around: Mapping[str, str]
    before: Mapping[str, str]
    ghosts: Mapping[str, str]


def place(before: Mapping[str, str], after: Mapping[str, str]) -> Places:
    """Choose the places of two nestings.

    Args:
        before: The frame around each node of the base, by what they go by; empty for none.
        after: The same of the head.
    """
    kept = before.keys() & after.keys()
    stays: dict[str, bool] = {"": True}
    for node in sorted(kept, key=lambda name: (len(chain(after, name)), name)):
        anchor = _anchor(node, before, after, kept)
        stays[node] = anchor is not None and stays[anchor]
    places = {name: f"{name}{_GHOST}" if not stays.get(name, True) else name for name in before}
    around = dict(after)
    for name, at in places.items():
        frame = before[name]
        stands_in_removed = bool(frame) and frame not in after
        if at != name or name not in after or stands_in_removed:
            around[at] = places.get(frame, "")
    return Places(around, places, {at: name for name, at in places.items() if at != name})


def _anchor(
    node: str, before: Mapping[str, str], after: Mapping[str, str], kept: Set[str]
) -> str | None:
    """Return the frame of both sides that a node stays in, empty for none; `None` if it moved."""
    was, now = before[node], after[node]
    if was in kept or not was:
        return was if _nearest(node, after, kept) == was else None
    if now in kept or not now:
        return now if _nearest(node, before, kept) == now else None
    return None


def _nearest(node: str, around: Mapping[str, str], kept: Set[str]) -> str:
    return next((frame for frame in chain(around, node) if frame in kept), "")
