"""The cells that lines run on: what is closed, what costs how much, and what is taken already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from archlint.diagrams.layout import Area, Layout
from archlint.diagrams.nesting import chain
from archlint.diagrams.routes import EAST, NORTH, SOUTH, WEST, Route, heading

_NEAR_BOX = 1.5
_NEAR_BORDER = 0.8
_NEAR_WIRE = 0.6
_TITLE = 12.0
_OFF_CENTER = 0.25
# What it costs to travel in a direction at either end: pictures read from left to right.
_TRAVEL = (0.0, 6.0, 10.0, 6.0)


class Ground:
    """The grid. Cells are numbered row by row; the outermost ring is closed.

    Attributes:
        width: The number of columns.
        cost: What entering a cell costs, by cell.
        frame: The number of the innermost frame around a cell, by cell; see `frames`.
        frames: The ids of the frames; the first is empty and stands for no frame.
        solid: Whether a cell is closed to every line, by cell.
        taken: How many lines run through a cell, for horizontal and for vertical ones.
        crowd: What running beside other lines costs, for horizontal and for vertical ones.
    """

    def __init__(self, layout: Layout, parent: Mapping[str, str], titles: Iterable[Area]) -> None:
        """Enter boxes, frames and titles."""
        self.layout = layout
        self.width, self.height = layout.width, layout.height
        size = self.width * self.height
        self.cost = [1.0] * size
        self.frame = [0] * size
        self.frames = [""]
        self.solid = bytearray(size)
        self.taken = ([0] * size, [0] * size)
        self.crowd = ([0.0] * size, [0.0] * size)
        self._enter_frames(parent)
        self._enter_boxes()
        for title in titles:
            self._charge(title, _TITLE)
        for ring in _edges(Area(0, 0, self.width, self.height)):
            for cell in self._inside(ring):
                self.solid[cell] = 1

    def _enter_frames(self, parent: Mapping[str, str]) -> None:
        areas = self.layout.frames
        for name in sorted(areas, key=lambda name: (len(chain(parent, name)), name)):
            for cell in self._inside(areas[name]):
                self.frame[cell] = len(self.frames)
            self.frames.append(name)
            for edge in _edges(areas[name]):
                self._charge(edge, _NEAR_BORDER)

    def _enter_boxes(self) -> None:
        for name, area in self.layout.boxes.items():
            self._charge(area.grown(1), _NEAR_BOX)
            if name not in self.layout.frames:
                for cell in self._inside(area):
                    self.solid[cell] = 1

    def _charge(self, area: Area, price: float) -> None:
        for cell in self._inside(area):
            self.cost[cell] += price

    def _inside(self, area: Area) -> Iterable[int]:
        left, right = max(0, area.left), min(self.width, area.right)
        for y in range(max(0, area.top), min(self.height, area.bottom)):
            yield from range(y * self.width + left, y * self.width + right)

    def cell(self, x: int, y: int) -> int:
        """Return the number of a cell."""
        return y * self.width + x

    def occupy(self, route: Route, by: int) -> None:
        """Enter a route, or with -1 take it out again."""
        along = [heading(here, there) for here, there in pairwise(route.cells)]
        for place, into, out in zip(
            route.cells, [route.start, *along], [*along, route.end], strict=True
        ):
            cell = self.cell(*place)
            for axis in {into % 2, out % 2}:
                self.taken[axis][cell] += by
                beside = 1 if axis else self.width
                self.crowd[axis][cell + beside] += by * _NEAR_WIRE
                self.crowd[axis][cell - beside] += by * _NEAR_WIRE

    def ports(self, end: str, *, from_inside: bool, leaving: bool) -> dict[tuple[int, int], float]:
        """Return where lines may touch a box or a frame, with the direction of travel, priced.

        Args:
            end: The box or frame.
            from_inside: Whether the line runs on the inner side of a frame's border.
            leaving: Whether the line begins there.
        """
        left, top, right, bottom = self.layout.area(end)
        depth = 1 if from_inside else 0
        ports: dict[tuple[int, int], float] = {}
        for x in range(left + 1, right - 1):
            off = abs(2 * x + 1 - left - right) / 2 * _OFF_CENTER
            self._port(ports, self.cell(x, top - 1 + depth), NORTH, off, from_inside, leaving)
            self._port(ports, self.cell(x, bottom - depth), SOUTH, off, from_inside, leaving)
        for y in range(top + 1, bottom - 1):
            off = abs(2 * y + 1 - top - bottom) / 2 * _OFF_CENTER
            self._port(ports, self.cell(left - 1 + depth, y), WEST, off, from_inside, leaving)
            self._port(ports, self.cell(right - depth, y), EAST, off, from_inside, leaving)
        return ports

    def _port(
        self,
        ports: dict[tuple[int, int], float],
        cell: int,
        side: int,
        off_center: float,
        from_inside: bool,
        leaving: bool,
    ) -> None:
        travel = side if leaving != from_inside else (side + 2) % 4
        if not self.solid[cell]:
            ports[cell, travel] = _TRAVEL[travel] + off_center


def _edges(area: Area) -> list[Area]:
    """Return the cells on either side of a border."""
    left, top, right, bottom = area
    return [
        Area(left, top - 1, right, top + 1),
        Area(left, bottom - 1, right, bottom + 1),
        Area(left - 1, top, left + 1, bottom),
        Area(right - 1, top, right + 1, bottom),
    ]
