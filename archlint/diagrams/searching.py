"""The cheapest way over the ground: A* over (cell, direction).

Equal costs are decided by the order in which ways were found, which depends on the scene alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from heapq import heappop, heappush
from typing import NamedTuple, TypeAlias

from archlint.diagrams.ground import Ground

_BEND = 5.0
_CROSSING = 9.0
_ASTRAY = 12.0
_OUTSIDE = 2.0
_SHARED = 40.0

State: TypeAlias = "tuple[int, int]"
Way: TypeAlias = "tuple[list[int], int, int, bool]"


class Question(NamedTuple):
    """What to find a way between.

    Attributes:
        starts: The first cells with the direction of travel, and their prices.
        goals: The last cells with the direction of travel, and their prices.
        trunk: The cells of lines that this one may join, and where those head.
        allowed: The frames whose cells are open; `` stands for no frame.
        common: The frames around both ends: a line leaves them only where it must.
        borders: How many borders there are between an open frame and the goals: a line that crosses
            one the wrong way suggests what is not.
        haste: How much the distance ahead counts; 1 finds the cheapest way, more finds one sooner.
    """

    starts: Mapping[State, float]
    goals: Mapping[State, float]
    trunk: Mapping[int, int]
    allowed: Set[str]
    common: Set[str]
    borders: Mapping[str, int]
    haste: float


class _End(NamedTuple):
    cost: float
    state: State
    heading: int
    joins: bool


def find_way(ground: Ground, question: Question, *, shared: bool = False) -> Way | None:
    """Find the cheapest way.

    Args:
        ground: The grid.
        question: The ends, and what is open.
        shared: Whether the line may share stretches with others, at a price; for where it must.

    Returns:
        Its cells, the first and the last direction, and whether it ends on the trunk; `None` when
        there is no way.
    """
    closed, entering = _frames(ground, question)
    ahead = _estimate(ground, question)
    trunk = question.trunk
    cost, frame, solid, taken, crowd = (
        ground.cost,
        ground.frame,
        ground.solid,
        ground.taken,
        ground.crowd,
    )
    moves = (1, ground.width, -1, -ground.width)
    best = _first(ground, question, closed, shared)
    came: dict[State, State | None] = dict.fromkeys(best)
    heap: list[tuple[float, int, float, State]] = []
    for count, (state, price) in enumerate(best.items()):
        heappush(heap, (price + ahead(state[0]), count, price, state))
    count = len(heap)
    end: _End | None = None
    while heap:
        estimate, _, so_far, state = heappop(heap)
        if end is not None and estimate >= end.cost:
            break
        if so_far > best[state]:
            continue
        end = _ended(question, so_far, state, end)
        cell, direction = state
        if cell in trunk:
            continue
        # A line leaves its source straight before it turns.
        for turn in (0,) if came[state] is None else (0, 1, 3):
            course = (direction + turn) % 4
            axis = course % 2
            there = cell + moves[course]
            if solid[there] or closed[frame[there]]:
                continue
            joining = there in trunk
            total = so_far + cost[there] + entering[frame[cell]][frame[there]] + crowd[axis][there]
            if (taken[axis][there] and not joining) or (turn and taken[axis][cell]):
                if not shared:
                    continue
                total += _SHARED
            if turn:
                total += _BEND
            if taken[1 - axis][there] and not joining:
                total += _CROSSING
            then = (there, course)
            if total < best.get(then, 1e9):
                best[then] = total
                came[then] = state
                count += 1
                heappush(heap, (total + ahead(there), count, total, then))
    return None if end is None else _way(came, end)


def _first(
    ground: Ground, question: Question, closed: Sequence[bool], shared: bool
) -> dict[State, float]:
    """Return the first states that are open, with their costs."""
    return {
        (cell, direction): price + ground.cost[cell]
        for (cell, direction), price in question.starts.items()
        if (shared or not ground.taken[direction % 2][cell]) and not closed[ground.frame[cell]]
    }


def _frames(ground: Ground, question: Question) -> tuple[list[bool], list[list[float]]]:
    """Return which frames are closed, and what a step from one frame into another costs more."""
    closed = [name not in question.allowed for name in ground.frames]
    inner = question.allowed - question.common
    extra = []
    for name in ground.frames:
        # Out of every frame around both ends: a detour that suggests what is not.
        outside = question.common != {""} and name not in question.common
        between = name in inner and name != ""
        extra.append(_OUTSIDE if outside and not between else 0.0)
    borders = [question.borders.get(name, 0) for name in ground.frames]
    return closed, [
        [
            price + (_ASTRAY if far > near else 0.0)
            for price, far in zip(extra, borders, strict=True)
        ]
        if name in question.allowed
        else []
        for name, near in zip(ground.frames, borders, strict=True)
    ]


def _estimate(ground: Ground, question: Question) -> Callable[[int], float]:
    width, haste = ground.width, question.haste
    cells = [*(cell for cell, _ in question.goals), *question.trunk]
    left = min((cell % width for cell in cells), default=0)
    right = max((cell % width for cell in cells), default=0)
    top = min((cell // width for cell in cells), default=0)
    bottom = max((cell // width for cell in cells), default=0)

    def ahead(cell: int) -> float:
        y, x = divmod(cell, width)
        across = left - x if x < left else x - right if x > right else 0
        down = top - y if y < top else y - bottom if y > bottom else 0
        return haste * (across + down) + (_BEND if across and down else 0.0)

    return ahead


def _ended(question: Question, cost: float, state: State, end: _End | None) -> _End | None:
    """Return the cheaper of the best end so far and one at this state."""
    cell, direction = state
    flow = question.trunk.get(cell)
    if flow is not None:
        if (direction + 2) % 4 == flow:
            return end
        found = _End(cost + (_BEND if direction != flow else 0.0), state, flow, True)
    elif state in question.goals:
        found = _End(cost + question.goals[state], state, direction, False)
    else:
        return end
    return found if end is None or found.cost < end.cost else end


def _way(came: Mapping[State, State | None], end: _End) -> Way:
    states = [end.state]
    while (before := came[states[-1]]) is not None:
        states.append(before)
    states.reverse()
    return [cell for cell, _ in states], states[0][1], end.heading, end.joins
