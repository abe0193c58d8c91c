"""Nodes that were renamed, and those of which nobody can tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from archlint.architecture.values import Model
from archlint.review.matching import Match, Matcher
from archlint.review.traits import Candidates
from archlint.review.values import Ambiguity, PartKind
from archlint.text import listed


class Renames(NamedTuple):
    """The parts of one kind that are the same under another id.

    Attributes:
        new_ids: Their ids in the head, by those in the base.
        reasons: Why each is held to be the same, in words, by the id in the base.
        ambiguous: Those that nothing decides.
    """

    new_ids: Mapping[str, str]
    reasons: Mapping[str, tuple[str, ...]]
    ambiguous: tuple[Ambiguity, ...]


def find_renames(base: Model, head: Model, touched: Collection[str]) -> Renames:
    """Find the nodes that were renamed.

    Args:
        base: The model before.
        head: The model after.
        touched: The ids that both have, of nodes that are not written alike.
    """
    removed = base.nodes.keys() - head.nodes.keys()
    added = head.nodes.keys() - base.nodes.keys()
    if not removed or not added:
        return Renames({}, {}, ())
    matcher = Matcher(
        Candidates(base, removed, touched, head), Candidates(head, added, touched, base)
    )
    new_ids = {name: matcher.matches[name] for name in sorted(matcher.matches)}
    reasons = {name: matcher.in_words(name) for name in new_ids}
    return Renames(new_ids, reasons, (*_undecided(matcher, base), *_crowds(matcher)))


def _undecided(matcher: Matcher, base: Model) -> Iterable[Ambiguity]:
    for removed, added in _connected(matcher.possible()):
        node_type = base.nodes[removed[0]].type.id
        if len(removed) == len(added) == 1:
            reason = f"both are {node_type}, and too little shows that they are the same"
        else:
            reason = f"all are {node_type}, and several fit equally well"
        yield Ambiguity(PartKind.NODE, removed, added, reason)


def _connected(matches: Iterable[Match]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the groups of nodes that matches hang together by, each sorted, by their first."""
    of_removed: dict[str, list[str]] = defaultdict(list)
    of_added: dict[str, list[str]] = defaultdict(list)
    for removed, added in matches:
        of_removed[removed].append(added)
        of_added[added].append(removed)
    groups, seen = [], set()
    for start in sorted(of_removed):
        if start in seen:
            continue
        olds, news, waiting = {start}, set(), [start]
        while waiting:
            for added in of_removed[waiting.pop()]:
                if added not in news:
                    news.add(added)
                    further = set(of_added[added]) - olds
                    olds |= further
                    waiting += further
        seen |= olds
        groups.append((tuple(sorted(olds)), tuple(sorted(news))))
    return groups


def _crowds(matcher: Matcher) -> Iterable[Ambiguity]:
    removed, added = matcher.left()
    for name in sorted(matcher.crowded):
        if name in removed and name in added:
            sizes = listed([f"{len(removed[name]):,} removed", f"{len(added[name]):,} added"])
            reason = f"{sizes} nodes are {name}: too many to compare each with each"
            yield Ambiguity(PartKind.NODE, tuple(removed[name]), tuple(added[name]), reason)
