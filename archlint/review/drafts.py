"""Consequences before they are told: cheap to make, so that only those that are shown cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from archlint.review.values import Consequence, Risk
from archlint.text import listed, plural

MOST_OF_A_KIND = 25
_MOST_LISTED = 5
_RISKS = (Risk.RAISED, Risk.NEUTRAL, Risk.LOWERED)
_MORE = {
    "boundary-crossed": ("more connection", "that did not cross a boundary before and now do"),
    "boundary-no-longer-crossed": ("more connection", "that crossed a boundary and no longer do"),
    "datastore-reachable": ("more way", "from outside to a datastore that there were not before"),
    "datastore-no-longer-reachable": ("more way", "from outside to a datastore that are gone"),
    "trust-changed": ("more node", "with changed trust"),
    "classification-changed": ("more change", "of the classification of what is kept"),
    "data-flows": ("more place", "where data is now and was not before"),
    "data-no-longer-flows": ("more place", "where data was before and no longer is"),
}


class Draft(NamedTuple):
    """A consequence that is known to hold, and how to tell it.

    Attributes:
        kind: Its kind, as `Consequence` has it.
        subject: What it is about.
        risk: Whether it exposes more or less.
        order: Where it comes among those of the same kind and subject.
        tell: Tells it.
    """

    kind: str
    subject: str
    risk: Risk
    order: str
    tell: Callable[[], Consequence]


def told(drafts: Iterable[Draft]) -> tuple[Consequence, ...]:
    """Tell the first of each kind, raised risk first, and count the others in one consequence."""
    found: list[tuple[Draft, bool]] = []
    in_order = sorted(drafts, key=lambda draft: (draft.kind, *_place(draft)))
    for _, alike in groupby(in_order, key=lambda draft: draft.kind):
        found.extend(_bounded(list(alike)))
    found.sort(key=lambda item: (_rank(item[0]), item[0].kind, item[1], *_place(item[0])))
    return tuple(draft.tell() for draft, _ in found)


def _rank(draft: Draft) -> int:
    return _RISKS.index(draft.risk)


def _place(draft: Draft) -> tuple[int, str, str]:
    return _rank(draft), draft.subject, draft.order


def _bounded(drafts: list[Draft]) -> Iterator[tuple[Draft, bool]]:
    for draft in drafts[:MOST_OF_A_KIND]:
        yield draft, False
    rest = drafts[MOST_OF_A_KIND:]
    if rest:
        kind, subject, risk = rest[0].kind, rest[0].subject, rest[0].risk
        word, which = _MORE[kind]
        message = f"and {plural(len(rest), word)} {which}"
        yield (
            Draft(kind, subject, risk, "", lambda: Consequence(kind, subject, message, risk)),
            True,
        )


def named(ids: Iterable[str]) -> str:
    """Name nodes in single quotes, in the given order; no more than fit into a sentence."""
    words = [f"'{name}'" for name in ids]
    if len(words) > _MOST_LISTED:
        words = [*words[: _MOST_LISTED - 1], f"{len(words) - _MOST_LISTED + 1} more"]
    return listed(words)
