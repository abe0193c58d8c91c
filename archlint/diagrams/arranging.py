"""What the engine's places still lack: straight rows, no blank bands, twins in order.

Every change is tried and kept only if nothing then stands too near anything else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from archlint.diagrams.columns import size_columns
from archlint.diagrams.layout import Area, Layout
from archlint.diagrams.nesting import chain
from archlint.diagrams.scene import Scene
from archlint.diagrams.sizes import CELL, FRAME_MARGIN, TITLE_HEIGHT, cells, title_width

# Trying every box in every row takes time that grows faster than the picture's use.
_FEW = 60
_SWEEPS = 4
_ROW_COST = 12.0
_HEIGHT_COST = 2.0
_GAP = 2
_RATIO = 1.5


def arrange(scene: Scene, layout: Layout, *, free: Collection[str], margin: int) -> Layout:
    """Tidy a layout.

    Args:
        scene: The scene.
        layout: The engine's places.
        free: The ids of boxes without lines, which may stand anywhere in their frame.
        margin: The free cells around everything.
    """
    table = _Table(scene, layout.boxes)
    table.stand_upright()
    table.order_twins()
    table.separate()
    small = len(table.boxes) <= _FEW
    for _ in range(_SWEEPS if small else 0):
        if not table.settle():
            break
    table.close_bands()
    size_columns(scene, table.boxes, table.around)
    table.separate()
    table.place_free_boxes(sorted(free) if small else ())
    return table.layout(margin)


def page_size(layout: Layout) -> float:
    """Return how large a page of good proportions must be to hold a layout."""
    width = max(layout.width, layout.height * _RATIO)
    return width * width / _RATIO


class _Table:
    def __init__(self, scene: Scene, boxes: Mapping[str, Area]) -> None:
        self.scene = scene
        self.boxes = dict(boxes)
        self.parent = {frame.id: frame.parent for frame in scene.frames}
        self.around = self.parent | {box.id: box.frame for box in scene.boxes}
        self.inner: dict[str, list[str]] = defaultdict(list)
        for name, parent in sorted(self.around.items()):
            self.inner[parent].append(name)
        self.near: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for line in scene.lines:
            if line.source in self.boxes and line.target in self.boxes:
                weight = 3 if line.kind == "traffic" else 1
                self.near[line.source].append((line.target, weight))
                self.near[line.target].append((line.source, weight))
        self.title = {frame.id: cells(title_width(frame)) for frame in scene.frames}
        self.deepest_first = sorted(
            self.parent, key=lambda name: (-len(chain(self.parent, name)), name)
        )

    def stand_upright(self) -> None:
        """Mirror everything if what comes first by id mostly stands below what comes later."""
        frames = self.frames()
        upside_down = 0
        for names in self.inner.values():
            areas = [frames.get(name) or self.boxes[name] for name in names]
            for at, area in enumerate(areas):
                for other in areas[at + 1 :]:
                    if area.left < other.right and other.left < area.right:
                        weight = min(area.size, other.size)
                        upside_down += weight if area.top > other.top else -weight
        if upside_down > 0:
            for name, (left, top, right, bottom) in self.boxes.items():
                self.boxes[name] = Area(left, -bottom, right, -top)

    def order_twins(self) -> None:
        """Let boxes with the same neighbours stand in the order of their ids."""
        says: dict[str, list[tuple[str, str, str, bool]]] = defaultdict(list)
        for line in self.scene.lines:
            says[line.source].append((line.target, line.kind, line.label, True))
            says[line.target].append((line.source, line.kind, line.label, False))
        twins: dict[object, list[str]] = defaultdict(list)
        for box in self.scene.boxes:
            if says[box.id]:
                twins[box.frame, tuple(sorted(says[box.id]))].append(box.id)
        for names in twins.values():
            places = sorted(
                (self.boxes[name] for name in names), key=lambda area: (area.left, area.top)
            )
            self.boxes.update(zip(sorted(names), places, strict=True))

    def place_free_boxes(self, names: Sequence[str]) -> None:
        """Move boxes without lines to where the picture gets smallest."""
        for name in names:
            start = dict(self.boxes)
            best, best_size = start, self._page()
            lefts = sorted({area.left for area in start.values()})
            tops = sorted({area.top for area in start.values()})
            for left in lefts:
                for top in tops:
                    self.boxes = dict(start)
                    area = start[name]
                    self.boxes[name] = area.moved(left - area.left, top - area.top)
                    if self._fits():
                        self.close_bands()
                        if (size := self._page()) < best_size:
                            best, best_size = self.boxes, size
            self.boxes = best

    def _page(self) -> float:
        layout = self.layout(0)
        return page_size(layout)

    def separate(self) -> None:
        """Push what overlaps apart, downwards: titles stand elsewhere than the engine had them."""
        for _ in range(len(self.around) ** 2 + 1):
            clash = self._clash()
            if clash is None:
                return
            name, by = clash
            for box in self.boxes:
                if box == name or name in chain(self.around, box):
                    self.boxes[box] = self.boxes[box].moved(0, by)

    def _clash(self) -> tuple[str, int] | None:
        """Return what stands too near something above it, and how far down it has to go."""
        frames = self.frames()
        for names in self.inner.values():
            areas = {name: frames.get(name) or self.boxes[name] for name in names}
            order = sorted(names, key=lambda name: (areas[name].top, name))
            for at, name in enumerate(order):
                for lower in order[at + 1 :]:
                    if areas[name].grown(_GAP).overlaps(areas[lower]):
                        return lower, areas[name].bottom + _GAP - areas[lower].top
        return None

    def settle(self) -> bool:
        """Move each box to the row where it serves best; tell whether any moved."""
        changed = False
        for name in sorted(self.boxes):
            start = self.boxes[name]
            best, best_cost = start, self._cost(name)
            for top in sorted({area.top for area in self.boxes.values()} - {start.top}):
                self.boxes[name] = start.moved(0, top - start.top)
                cost = self._cost(name)
                if cost < best_cost and self._fits():
                    best, best_cost = self.boxes[name], cost
            self.boxes[name] = best
            changed = changed or best != start
        return changed

    def _cost(self, name: str) -> float:
        """Return what the rows of the picture and the climbing of a box's lines cost."""
        areas = self.boxes.values()
        rows = len({area.top for area in areas})
        height = max(area.bottom for area in areas) - min(area.top for area in areas)
        top = self.boxes[name].top
        climbs = sum(weight * abs(self.boxes[other].top - top) for other, weight in self.near[name])
        return rows * _ROW_COST + height * _HEIGHT_COST + climbs

    def close_bands(self) -> None:
        """Move everything under a blank band up, as far as it goes."""
        above: int | None = None
        while True:
            tops = [area.top for area in self.boxes.values()]
            rows = sorted({top for top in tops if above is None or top > above})
            if not rows:
                return
            above = rows[0]
            below = [name for name, area in self.boxes.items() if area.top >= above]
            while above > min(tops) and self._try(dict.fromkeys(below, -1)):
                above -= 1

    def _try(self, moves: Mapping[str, int]) -> bool:
        before = dict(self.boxes)
        for name, by in moves.items():
            self.boxes[name] = self.boxes[name].moved(0, by)
        if self._fits():
            return True
        self.boxes = before
        return False

    def _fits(self) -> bool:
        frames = self.frames()
        for names in self.inner.values():
            areas = sorted(frames.get(name) or self.boxes[name] for name in names)
            if any(_too_near(areas, at) for at in range(len(areas))):
                return False
        return True

    def frames(self) -> dict[str, Area]:
        """Return the frames around the boxes as they stand."""
        found: dict[str, Area] = {}
        for name in self.deepest_first:
            areas = [found.get(inner) or self.boxes[inner] for inner in self.inner[name]]
            if name in self.boxes:
                areas.append(self.boxes[name])
            left = min(area.left for area in areas) - FRAME_MARGIN
            right = max(area.right for area in areas) + FRAME_MARGIN
            found[name] = Area(
                left,
                min(area.top for area in areas) - FRAME_MARGIN - TITLE_HEIGHT // CELL,
                max(right, left + self.title[name]),
                max(area.bottom for area in areas) + FRAME_MARGIN,
            )
        return found

    def layout(self, margin: int) -> Layout:
        """Return the arranged layout, its first cells at the margin."""
        return Layout.at_origin(self.boxes, self.frames(), margin)


def _too_near(areas: Sequence[Area], at: int) -> bool:
    area = areas[at].grown(_GAP)
    for other in areas[at + 1 :]:
        if other.left >= area.right:
            return False
        if area.overlaps(other):
            return True
    return False
