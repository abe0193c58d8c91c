"""How far columns stand apart: as far as labels, turns and borders between them need."""

from __future__ import annotations

from collections.abc import Mapping

from archlint.diagrams.layout import Area
from archlint.diagrams.lines import Line
from archlint.diagrams.nesting import chain
from archlint.diagrams.scene import Scene
from archlint.diagrams.sizes import FRAME_MARGIN, cells, label_size

_LEAST = 3
_MOST_TRACKS = 7


def size_columns(scene: Scene, boxes: dict[str, Area], parent: Mapping[str, str]) -> None:
    """Move columns so that the gaps between them fit what runs there.

    Args:
        scene: The scene.
        boxes: The areas of the boxes; changed in place.
        parent: The frame around every box and frame; empty for none.
    """
    lefts = sorted({area.left for area in boxes.values()})
    ends = _ends(scene, boxes, parent)
    x = lefts[0] if lefts else 0
    moved = {}
    for at, left in enumerate(lefts):
        moved[left] = x
        width = max(area.right - area.left for area in boxes.values() if area.left == left)
        x += width
        if at + 1 < len(lefts):
            here = {name for name, area in boxes.items() if area.left == left}
            there = {name for name, area in boxes.items() if area.left == lefts[at + 1]}
            x += _gap(scene, boxes, ends, here, there) + _borders(
                boxes, parent, left, lefts[at + 1]
            )
    for name, area in boxes.items():
        boxes[name] = area.moved(moved[area.left] - area.left, 0)


def _ends(
    scene: Scene, boxes: Mapping[str, Area], parent: Mapping[str, str]
) -> dict[Line, tuple[str, str]]:
    """Return the boxes between which a line runs, a frame standing for its first box."""
    first = {
        frame.id: min(
            (name for name in boxes if name == frame.id or frame.id in chain(parent, name)),
            key=lambda name: (boxes[name].left, name),
        )
        for frame in scene.frames
    }
    return {
        line: (first.get(line.source, line.source), first.get(line.target, line.target))
        for line in scene.lines
    }


def _gap(
    scene: Scene,
    boxes: Mapping[str, Area],
    ends: Mapping[Line, tuple[str, str]],
    here: set[str],
    there: set[str],
) -> int:
    label = 0
    turning = set()
    for line in scene.lines:
        source, target = ends[line]
        if (source in here and target in there) or (source in there and target in here):
            label = max(label, cells(label_size(line.label)[0]))
        near = source in here | there or target in here | there
        if near and boxes[source].top != boxes[target].top:
            turning.add(line.bundle)
    return _LEAST + label + min(len(turning), _MOST_TRACKS)


def _borders(boxes: Mapping[str, Area], parent: Mapping[str, str], left: int, right: int) -> int:
    """Return the room for the frames that end or begin between two columns."""

    def around(name: str) -> set[str]:
        frames = set(chain(parent, name))
        return frames | {name} if name in parent.values() else frames

    before = [name for name, area in boxes.items() if area.left <= left]
    after = [name for name, area in boxes.items() if area.left >= right]
    all_before = set().union(*(around(name) for name in before))
    all_after = set().union(*(around(name) for name in after))
    closing = [len(around(n) - all_after) for n in before if boxes[n].left == left]
    opening = [len(around(n) - all_before) for n in after if boxes[n].left == right]
    return FRAME_MARGIN * (max(closing, default=0) + max(opening, default=0))
