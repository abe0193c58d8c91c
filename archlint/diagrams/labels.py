"""Where the labels of lines stand: on their line, clear of boxes, titles and one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from math import ceil, floor
from typing import NamedTuple

from archlint.diagrams.layout import Area, Layout
from archlint.diagrams.lines import Line
from archlint.diagrams.routes import Route, straight
from archlint.diagrams.sizes import CELL, label_lines, label_size


class Rect(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Rect:
        """Return it larger on every side."""
        return Rect(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlaps(self, other: Rect) -> bool:
        """Tell whether two rectangles share more than a border."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Label(NamedTuple):
    """A placed label: the lines of text, and the rectangle that they fill."""

    line: Line
    text: tuple[str, ...]
    rect: Rect


_FORBIDDEN = 1000.0
_SHORT = 30.0
_BESIDE = 9.0
_NOT_YET = 4.0


def place_labels(routes: Sequence[Route], layout: Layout, titles: Iterable[Area]) -> list[Label]:
    """Place one label for each bundle of joined lines, the most confined first."""
    rivers = _rivers([route for route in routes if route.line.label])
    solid = [pixels(area) for area in layout.boxes.values()]
    solid += [pixels(title) for title in titles]
    borders = [side for area in layout.frames.values() for side in _sides(pixels(area))]
    placed: list[Label] = []
    for river in sorted(
        rivers, key=lambda routes: (sum(len(r.cells) for r in routes), routes[0].line)
    ):
        own = {route.line for route in river}
        wires = {cell for route in routes if route.line not in own for cell in route.cells}
        placed.append(_place(river, solid, borders, wires, placed))
    return placed


def _rivers(routes: Sequence[Route]) -> list[list[Route]]:
    """Group routes that join one another; every other route is alone."""
    rivers: list[list[Route]] = [[route] for route in routes if not route.joins]
    waiting = [route for route in routes if route.joins]
    while waiting:
        left = []
        for route in waiting:
            for river in rivers:
                if river[0].line.bundle == route.line.bundle and any(
                    route.cells[-1] in other.cells for other in river
                ):
                    river.append(route)
                    break
            else:
                left.append(route)
        if len(left) == len(waiting):
            return rivers + [[route] for route in left]
        waiting = left
    return rivers


def pixels(area: Area) -> Rect:
    """Return an area of cells in pixels."""
    return Rect(area.left * CELL, area.top * CELL, area.right * CELL, area.bottom * CELL)


def _sides(rect: Rect) -> list[Rect]:
    left, top, right, bottom = rect
    return [
        Rect(left, top - 1, right, top + 1),
        Rect(left, bottom - 1, right, bottom + 1),
        Rect(left - 1, top, left + 1, bottom),
        Rect(right - 1, top, right + 1, bottom),
    ]


def _place(
    bundle: Sequence[Route],
    solid: Sequence[Rect],
    borders: Sequence[Rect],
    wires: Set[tuple[int, int]],
    placed: Sequence[Label],
) -> Label:
    line = bundle[0].line
    width, height = label_size(line.label)
    best: tuple[float, int, Rect] | None = None
    count = 0
    for route in bundle:
        joints = [other.cells[-1] for other in bundle if other.joins]
        for x, y, away in _spots(route, joints, width, height):
            if best is not None and away >= best[0]:
                continue
            rect = Rect(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            price = away + _price(rect, solid, borders, wires, placed)
            if best is None or price < best[0]:
                best = (price, count, rect)
            count += 1
    assert best is not None  # noqa: S101 - a route has at least one cell
    return Label(line, label_lines(line.label), best[2])


def _spots(
    route: Route, joints: Sequence[tuple[int, int]], width: float, height: float
) -> Iterable[tuple[float, float, float]]:
    """Give places on a route or beside it, each with what it costs.

    The best are in the middle of a long level stretch, where all lines that share the label have
    joined; a stretch that the label would cover from end to end is left free.
    """
    for first, last in straight(route.cells):
        (ax, ay), (bx, by) = route.cells[first], route.cells[last]
        length = max(abs(ax - bx), abs(ay - by))
        upright = ax == bx
        needed = (height if upright else width) / CELL + 2
        short = _SHORT if length + 1 < needed else 0.0
        for at in range(2 * length + 1):
            share = at / (2 * length) if length else 0.5
            x = (ax + (bx - ax) * share + 0.5) * CELL
            y = (ay + (by - ay) * share + 0.5) * CELL
            passed = first + at // 2
            not_yet = sum(joint not in route.cells[:passed] for joint in joints)
            price = 6 * abs(share - 0.5) + 12 / (length + 1) + _NOT_YET * not_yet
            yield x, y, price + short + (3.0 if upright else 0.0)
            if upright:
                yield x + width / 2 + 3, y, price + _BESIDE
                yield x - width / 2 - 3, y, price + _BESIDE
            else:
                yield x, y - height / 2 - 1, price + _BESIDE
                yield x, y + height / 2 + 1, price + _BESIDE


def _price(
    rect: Rect,
    solid: Sequence[Rect],
    borders: Sequence[Rect],
    wires: Set[tuple[int, int]],
    placed: Sequence[Label],
) -> float:
    price = sum(_FORBIDDEN for other in solid if rect.overlaps(other))
    price += sum(_FORBIDDEN for label in placed if rect.overlaps(label.rect))
    near = rect.grown(4)
    price += sum(16.0 for border in borders if near.overlaps(border))
    columns = range(floor(rect.left / CELL - 0.5) + 1, ceil(rect.right / CELL - 0.5))
    rows = range(floor(rect.top / CELL - 0.5) + 1, ceil(rect.bottom / CELL - 0.5))
    price += sum(10.0 for x in columns for y in rows if (x, y) in wires)
    return price
