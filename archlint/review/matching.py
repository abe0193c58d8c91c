"""Which nodes of two models are the same under another id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import product
from typing import NamedTuple

from archlint.review.likeness import Likeness, in_words, likeness
from archlint.review.traits import Candidates, OfType, Traits

MAX_PAIRS = 50_000  # which take a quarter of a second to compare
MAX_ROUNDS = 20


class Match(NamedTuple):
    """A node that only the base has, and the one of the head that it is."""

    removed: str
    added: str


class _Side:
    """The nodes of one model that are not matched yet, with what there is to know of them."""

    def __init__(self, candidates: Candidates) -> None:
        self.candidates = candidates
        self.traits = {name: candidates.traits(name) for name in candidates.nodes}
        self.left = set(candidates.nodes)
        self.by_key: dict[Hashable, set[str]] = defaultdict(set)
        self.fresh = set(candidates.nodes)  # which may have an equal since they were last looked at
        self._stale: set[str] = set()
        for name in self.left:
            self.by_key[self.traits[name].key()].add(name)

    def settle(self, name: str, known: str) -> None:
        """Take away a node, since it is known what it is called in the head."""
        self.candidates.known[name] = known
        self.left.discard(name)
        self._leave(name)
        self._stale |= self.candidates.neighbours(name)

    def unsettle(self, name: str) -> set[str]:
        """Put a node back; returns those of which something else is known then."""
        del self.candidates.known[name]
        self.left.add(name)
        near = self.candidates.neighbours(name)
        self._stale |= near
        return near

    def refresh(self) -> None:
        """Find out anew what there is to know around the nodes that were settled."""
        for name in self._stale:
            self._leave(name)
            self.traits[name] = self.candidates.traits(name)
            if name in self.left:
                self.by_key[self.traits[name].key()].add(name)
                self.fresh.add(name)
        self._stale.clear()

    def _leave(self, name: str) -> None:
        equals = self.by_key[self.traits[name].key()]
        equals.discard(name)
        if len(equals) == 1:
            self.fresh |= equals

    def of_type(self) -> dict[str, list[str]]:
        """Return what is left, by type."""
        self.refresh()
        found: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self.left):
            found[self.traits[name].type].append(name)
        return found


class Matcher:
    """Finds nodes that were renamed; never guesses.

    Nodes of the same type are held to be one if they may be (see `Likeness`), there is evidence for
    it, and each is more like the other than like any other node it may be. First come those that
    nothing tells apart; each match makes known what its neighbours are connected to, so nodes that
    were renamed together are found one from the other. Then come those that differ in something.
    Last, a node without any property or relation is matched if it is the only one of its type
    added to its boundary, and the other the only one removed from it. A match that what was found
    later speaks against is given up in the end.

    Attributes:
        matches: What was found, the id in the head by that in the base.
        only_ones: The ids in the base of those that were matched as the only one.
        crowded: The types of which there are too many nodes to compare each with each.
    """

    def __init__(self, base: Candidates, head: Candidates) -> None:
        """Find all that there are."""
        self.matches: dict[str, str] = {}
        self.only_ones: set[str] = set()
        self.crowded: frozenset[str] = frozenset()
        self._base, self._head = _Side(base), _Side(head)
        self._compared: dict[Match, tuple[Traits, Traits, Likeness]] = {}
        self._match_equals()
        self.crowded = self._find_crowded()
        for _ in range(MAX_ROUNDS):
            if not (self._accept(self._nearest()) or self._accept(self._only_ones(), only=True)):
                break
            self._match_equals()
        self._give_up_what_is_disproved()

    def in_words(self, removed: str) -> tuple[str, ...]:
        """Say why a node that was matched is held to be the same."""
        one, other = self._traits(Match(removed, self.matches[removed]))
        return in_words(one, other, only_one=removed in self.only_ones)

    def possible(self) -> list[Match]:
        """Return the matches that may be, among what is left, but that nothing decides."""
        return [match for match in self._pairs() if self._likeness(match).is_possible]

    def left(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Return what is left in the base and in the head, by type."""
        return self._base.of_type(), self._head.of_type()

    def _traits(self, match: Match) -> tuple[Traits, Traits]:
        return self._base.traits[match.removed], self._head.traits[match.added]

    def _likeness(self, match: Match) -> Likeness:
        traits = self._traits(match)
        known = self._compared.get(match)
        if known is None or known[0] is not traits[0] or known[1] is not traits[1]:
            known = (*traits, likeness(*traits))
            self._compared[match] = known
        return known[2]

    def _accept(self, matches: Iterable[Match], *, only: bool = False) -> bool:
        found = list(matches)
        for match in found:
            self.matches[match.removed] = match.added
            self._base.settle(match.removed, match.added)
            self._head.settle(match.added, match.added)
            if only:
                self.only_ones.add(match.removed)
        return bool(found)

    def _match_equals(self) -> None:
        """Match nodes that nothing tells apart, and that no other equals."""
        while self._accept(self._equals()):
            pass

    def _equals(self) -> list[Match]:
        keys, found = set(), []
        for side in (self._base, self._head):
            side.refresh()
            keys |= {side.traits[name].key() for name in side.fresh & side.left}
            side.fresh.clear()
        for key in keys:
            removed, added = self._base.by_key.get(key, ()), self._head.by_key.get(key, ())
            if len(removed) == len(added) == 1:
                found.append(Match(*removed, *added))
        return [match for match in found if self._is_sound(match)]

    def _is_sound(self, match: Match) -> bool:
        compared = self._likeness(match)
        return compared.is_possible and compared.is_grounded

    def _find_crowded(self) -> frozenset[str]:
        removed, added = self.left()
        both = removed.keys() & added.keys()
        sizes = sorted((len(removed[name]) * len(added[name]), name) for name in both)
        room, crowded = MAX_PAIRS, set()
        for size, name in sizes:
            if size > room:
                crowded.add(name)
            else:
                room -= size
        return frozenset(crowded)

    def _pairs(self) -> Iterable[Match]:
        removed, added = self.left()
        for name in sorted((removed.keys() & added.keys()) - self.crowded):
            for one, other in product(removed[name], added[name]):
                yield Match(one, other)

    def _nearest(self) -> list[Match]:
        """Return the matches of which each end is nearest to the other, and to that alone."""
        best: dict[tuple[str, str], tuple[int, list[Match]]] = {}
        for match in self._pairs():
            compared = self._likeness(match)
            if not compared.is_possible:
                continue
            for end in (("base", match.removed), ("head", match.added)):
                score, found = best.get(end, (compared.score, []))
                if compared.score > score:
                    score, found = compared.score, []
                if compared.score == score:
                    found.append(match)
                best[end] = (score, found)
        return [
            match
            for (side, _), (_, found) in best.items()
            for match in found
            if side == "base"
            and len(found) == 1
            and best["head", match.added][1] == [match]
            and self._is_sound(match)
        ]

    def _only_ones(self) -> list[Match]:
        there = (_by_place(self._base), _by_place(self._head))
        found = []
        for place, removed in there[0].items():
            added = there[1].get(place, [])
            if len(removed) == len(added) == 1:
                found.append(Match(removed[0], added[0]))
        return [match for match in found if self._likeness(match).is_bare]

    def _give_up_what_is_disproved(self) -> None:
        waiting = set(self.matches)
        while waiting:
            self._base.refresh()
            self._head.refresh()
            matches = [Match(name, self.matches[name]) for name in waiting]
            waiting = set()
            for match in matches:
                if not self._still_holds(match):
                    del self.matches[match.removed]
                    self.only_ones.discard(match.removed)
                    waiting |= self._base.unsettle(match.removed)
                    self._head.unsettle(match.added)
            waiting &= self.matches.keys()

    def _still_holds(self, match: Match) -> bool:
        if match.removed in self.only_ones:
            one, other = self._traits(match)
            return one.places == other.places and self._likeness(match).is_bare
        return self._is_sound(match)


def _by_place(side: _Side) -> dict[tuple[str, frozenset[Hashable]], list[str]]:
    """Return what is left by type and placement, where that is known."""
    found: dict[tuple[str, frozenset[Hashable]], list[str]] = defaultdict(list)
    for name in sorted(side.left):
        traits = side.traits[name]
        if traits.places and not any(isinstance(place, OfType) for place in traits.places):
            found[traits.type, traits.places].append(name)
    return found
