"""One side of a change, drawn as every picture is, at the places that all three share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from archlint.diagrams.comparison_lines import ComparedLine
from archlint.diagrams.comparison_scenes import ComparedScene
from archlint.diagrams.drawing import Painter
from archlint.diagrams.labels import Label, Rect
from archlint.diagrams.layout import Layout
from archlint.diagrams.lines import Line
from archlint.diagrams.routes import Route
from archlint.diagrams.scene import Scene
from archlint.diagrams.sizes import CELL, NAME_SIZE, label_lines, label_size
from archlint.diagrams.svg import Ink
from archlint.diagrams.theme import Theme

LEAST_WIDTH = 480


class Plan(NamedTuple):
    """Where everything stands, in all three pictures."""

    scene: ComparedScene
    layout: Layout
    routes: Sequence[Route]
    labels: Sequence[Label]


def is_shown(line: Line, picture: str) -> bool:
    """Tell whether a picture shows a line."""
    return isinstance(line, ComparedLine) and picture in line.shown


class SidePainter(Painter):
    """Draws what one of the models has, as every picture is drawn."""

    def __init__(self, plan: Plan, picture: str, scene: Scene, theme: Theme, ink: Ink) -> None:
        super().__init__(scene, plan.layout, theme, ink)
        self.plan = plan
        self.picture = picture
        self.names = {frame.id: frame.name for frame in scene.frames}
        self.names |= {box.id: box.name for box in scene.boxes}

    def key_theme(self) -> Theme:
        """Return how the key looks."""
        return self.theme

    def draw(self) -> None:
        """Draw everything, one over the other."""
        if not self.scene.boxes and not self.scene.frames:
            self._say_empty()
        self.frames()
        for route in self.routes():
            self.line(route)
        self.boxes()
        for label in self.plan.labels:
            if is_shown(label.line, self.picture):
                self.side_label(label)

    def _say_empty(self) -> None:
        middle = max(self.layout.width * CELL, LEAST_WIDTH) / 2
        high = self.layout.height * CELL / 2
        said = ["nothing to draw: the model has no nodes here"]
        self.ink.text(said, middle, high, size=NAME_SIZE, color=self.theme.muted, anchor="middle")

    def routes(self) -> Iterable[Route]:
        """Return the ways that this picture shows."""
        for route in self.plan.routes:
            if isinstance(route.line, ComparedLine) and self.picture in route.line.shown:
                yield replace(route, line=route.line.in_picture(self.picture))

    def side_label(self, label: Label) -> None:
        """Write what a line says on this side, in the middle of the room that it has."""
        assert isinstance(label.line, ComparedLine)  # noqa: S101 - no other is laid out
        line = label.line.in_picture(self.picture)
        if line.label:
            self.label(_fitted(label, line))

    def line_words(self, line: Line) -> str:
        """Return what a line says, by the names of its ends: places are nothing to readers."""
        says = f"{self.names[line.source]} to {self.names[line.target]}"
        return says + (f": {line.label}" if line.label else "")


def _fitted(label: Label, line: Line) -> Label:
    width, height = label_size(line.label)
    left, top, right, bottom = label.rect
    x, y = (left + right) / 2, (top + bottom) / 2
    rect = Rect(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return Label(line, label_lines(line.label), rect)
