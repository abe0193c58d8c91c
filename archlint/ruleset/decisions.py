"""Conditions made ready to be asked of many subjects: each becomes one function.

What a condition says of everything that it can be asked of here, such as of all nodes of one type,
is worked out once: it becomes a constant, and what it stands in becomes simpler.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeAlias, TypeVar

from archlint.ruleset.conditions import Condition
from archlint.ruleset.logic import Truth, all_of, any_of, negation

S = TypeVar("S")
M = TypeVar("M")
Decision: TypeAlias = Callable[[S], Truth]


class Always:
    """Decides the same of every subject.

    Attributes:
        answer: What it decides.
    """

    __slots__ = ("answer",)

    def __init__(self, answer: Truth) -> None:
        """Keep the answer."""
        self.answer = answer

    def __call__(self, _subject: Any) -> Truth:
        """Give the answer."""
        return self.answer


def all_decide(parts: Iterable[Decision[S]]) -> Decision[S]:
    """Return the decision whether all parts hold."""
    known, asked = _sorted_out(parts)
    so_far = all_of(known)
    if so_far is False or not asked:
        return Always(so_far)
    if so_far is True and len(asked) == 1:
        return asked[0]

    def all_hold(subject: S) -> Truth:
        result = so_far
        for part in asked:
            answer = part(subject)
            if answer is False:
                return False
            if answer is None:
                result = None
        return result

    return all_hold


def any_decides(parts: Iterable[Decision[S]]) -> Decision[S]:
    """Return the decision whether at least one part holds."""
    known, asked = _sorted_out(parts)
    so_far = any_of(known)
    if so_far is True or not asked:
        return Always(so_far)
    if so_far is False and len(asked) == 1:
        return asked[0]

    def any_holds(subject: S) -> Truth:
        result = so_far
        for part in asked:
            answer = part(subject)
            if answer is True:
                return True
            if answer is None:
                result = None
        return result

    return any_holds


def opposite(part: Decision[S]) -> Decision[S]:
    """Return the decision whether a part does not hold."""
    if isinstance(part, Always):
        return Always(negation(part.answer))

    def does_not_hold(subject: S) -> Truth:
        answer = part(subject)
        return None if answer is None else not answer

    return does_not_hold


def _sorted_out(parts: Iterable[Decision[S]]) -> tuple[list[Truth], list[Decision[S]]]:
    known: list[Truth] = []
    asked: list[Decision[S]] = []
    for part in parts:
        if isinstance(part, Always):
            known.append(part.answer)
        else:
            asked.append(part)
    return known, asked


class OncePerCondition(Generic[M]):
    """Remembers what is made of each condition.

    By identity, as comparing conditions costs more than most answers; the condition is kept beside
    what is made of it, so that its identity stays its own.
    """

    def __init__(self, make: Callable[[Any], M]) -> None:
        """Keep what makes it."""
        self._make = make
        self._made: dict[int, tuple[Condition, M]] = {}

    def __call__(self, condition: Condition) -> M:
        """Return what was made of a condition, or make it now."""
        known = self._made.get(id(condition))
        if known is None:
            known = self._made[id(condition)] = (condition, self._make(condition))
        return known[1]
