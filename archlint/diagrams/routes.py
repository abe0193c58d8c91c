"""The ways of lines over the grid, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archlint.diagrams.lines import Line

EAST, SOUTH, WEST, NORTH = range(4)
STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one line.

    Attributes:
        line: The line.
        cells: The cells that it passes, in order; the first and the last lie just outside (or,
            from within a frame to the frame itself, just inside) of what they touch.
        start: The direction in which it leaves its source.
        end: The direction in which it arrives.
        joins: Whether it ends on another line of its bundle instead of at its target.
    """

    line: Line
    cells: tuple[tuple[int, int], ...]
    start: int
    end: int
    joins: bool


def heading(here: tuple[int, int], there: tuple[int, int]) -> int:
    """Return the direction from a cell to the next one."""
    return STEPS.index((there[0] - here[0], there[1] - here[1]))


def straight(cells: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the straight stretches of a way as first and last positions."""
    stretches = []
    first = 0
    for at in range(2, len(cells)):
        (ax, ay), (bx, by) = cells[at - 2], cells[at]
        if ax != bx and ay != by:
            stretches.append((first, at - 1))
            first = at - 1
    return [*stretches, (first, len(cells) - 1)]
