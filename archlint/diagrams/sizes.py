"""How large everything is, decided before anything is laid out.

All sizes are in pixels, and whole numbers of cells of the grid that lines run on. Text is measured
here, with the packaged font, and the layout engine gets sizes only: whatever fonts a machine has,
the picture is the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from archlint.diagrams.fonts import text_width, wrap
from archlint.diagrams.scene import Box, Frame, Scene

CELL = 12
ICON = 64
NAME_SIZE = 12.5
NAME_STEP = 15
DETAIL_SIZE = 10.5
DETAIL_STEP = 13
TITLE_SIZE = 12.5
LABEL_SIZE = 10.5
LABEL_STEP = 12.5
CARD_WIDTH = 13 * CELL
CARD_PAD = 10
TEXT_WIDTH = CARD_WIDTH - 12
FRAME_MARGIN = 2
TITLE_HEIGHT = 2 * CELL
CORNER = 28
MARK = 18
LABEL_WIDTH = 96


@dataclass(frozen=True, slots=True)
class CardText:
    """The wrapped lines of a card."""

    name: tuple[str, ...]
    details: tuple[str, ...]

    @property
    def height(self) -> float:
        """The height of a card with this text."""
        lines = len(self.name) * NAME_STEP + len(self.details) * DETAIL_STEP
        return CARD_PAD + ICON + 6 + lines + 8


def card_text(box: Box) -> CardText:
    """Wrap the text of a box."""
    details: list[str] = []
    for detail in box.details:
        details += wrap(detail, DETAIL_SIZE, TEXT_WIDTH, lines=4)
    return CardText(
        tuple(wrap(box.name, NAME_SIZE, TEXT_WIDTH, lines=3, bold=True)), tuple(details)
    )


def card_height(scene: Scene) -> int:
    """Return the height of all cards: one for all, so that icons stand in line."""
    tallest = max((card_text(box).height for box in scene.boxes), default=0.0)
    return cells(tallest) * CELL


def title_lines(frame: Frame) -> tuple[str, str]:
    """Return a frame's title and what stands beside it, each cut to a reasonable length."""
    [name] = wrap(frame.name, TITLE_SIZE, 320, lines=1, bold=True)
    note = wrap(frame.note, DETAIL_SIZE, 420, lines=1)[0] if frame.note else ""
    return name, note


def title_width(frame: Frame) -> float:
    """Return the width of a frame's title row."""
    name, note = title_lines(frame)
    width = (CORNER + 8 if frame.style.icon else 10) + text_width(name, TITLE_SIZE, bold=True)
    if note:
        width += 8 + text_width(note, DETAIL_SIZE)
    return width + len(frame.marks) * (MARK + 4) + 10


def label_lines(text: str) -> tuple[str, ...]:
    """Wrap the label of a line."""
    return tuple(wrap(text, LABEL_SIZE, LABEL_WIDTH, lines=4)) if text else ()


def label_size(text: str) -> tuple[float, float]:
    """Return the width and the height of a line's label, its margin included."""
    lines = label_lines(text)
    if not lines:
        return 0.0, 0.0
    width = max(text_width(line, LABEL_SIZE) for line in lines)
    return width + 8, len(lines) * LABEL_STEP + 4


def cells(pixels: float) -> int:
    """Return how many cells it takes to hold a length."""
    return math.ceil(pixels / CELL - 1e-9)
