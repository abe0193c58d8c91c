"""Places for boxes and frames, by the Graphviz that pygraphviz carries.

The engine decides ranks and order; what it returns is put on a grid of cells, so that lines can be
routed on it (see `routing`). Lengths are in cells from here on; y grows downwards.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from archlint.diagrams.sizes import CELL


class Area(NamedTuple):
    """A rectangle of cells; right and bottom are the first that are not in it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> int:
        """How many cells it has."""
        return (self.right - self.left) * (self.bottom - self.top)

    def moved(self, dx: int, dy: int) -> Area:
        """Return it elsewhere."""
        return Area(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    def grown(self, by: int) -> Area:
        """Return it larger on every side."""
        return Area(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlaps(self, other: Area) -> bool:
        """Tell whether two rectangles share a cell."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands.

    Attributes:
        boxes: The area of every box, by id; placeholders of empty frames under the frame's id.
        frames: The area of every frame, by id.
        width: The width of all in cells, a margin included.
        height: The height of all in cells, a margin included.
    """

    boxes: Mapping[str, Area]
    frames: Mapping[str, Area]
    width: int
    height: int

    def area(self, name: str) -> Area:
        """Return the area of a frame or a box."""
        return self.frames.get(name) or self.boxes[name]

    @classmethod
    def at_origin(
        cls, boxes: Mapping[str, Area], frames: Mapping[str, Area], margin: int
    ) -> Layout:
        """Return a layout whose first areas begin at the margin."""
        areas = [*boxes.values(), *frames.values()] or [Area(0, 0, 1, 1)]
        dx = margin - min(area.left for area in areas)
        dy = margin - min(area.top for area in areas)
        return cls(
            boxes={name: area.moved(dx, dy) for name, area in sorted(boxes.items())},
            frames={name: area.moved(dx, dy) for name, area in sorted(frames.items())},
            width=max(area.right for area in areas) + dx + margin,
            height=max(area.bottom for area in areas) + dy + margin,
        )


def lay_out(source: str, *, margin: int) -> Layout:
    """Place what a DOT source holds.

    Args:
        source: The DOT, as `dot` writes it.
        margin: The free cells around everything.
    """
    import pygraphviz

    graph = pygraphviz.AGraph(string=source)
    drawn = json.loads(graph.draw(format="json", prog="dot"))
    graph.close()
    boxes: dict[str, Area] = {}
    frames: dict[str, Area] = {}
    for item in drawn.get("objects", ()):
        name = str(item["name"])
        if name.startswith("cluster_"):
            frames[name.removeprefix("cluster_")] = _frame_area(item)
        elif name.startswith("box-"):
            boxes[name.removeprefix("box-")] = _box_area(item)
    return Layout.at_origin(boxes, frames, margin)


def _box_area(item: Mapping[str, Any]) -> Area:
    x, y = (float(part) for part in item["pos"].split(","))
    width = round(float(item["width"]) * 72 / CELL)
    height = round(float(item["height"]) * 72 / CELL)
    left = round(x / CELL - width / 2 + 1e-6)
    top = round(-y / CELL - height / 2 + 1e-6)
    return Area(left, top, left + width, top + height)


def _frame_area(item: Mapping[str, Any]) -> Area:
    left, bottom, right, top = (float(part) / CELL for part in item["bb"].split(","))
    return Area(round(left), round(-top), round(right), round(-bottom))
