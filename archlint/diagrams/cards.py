"""The words of a card, under its icon."""

from __future__ import annotations

from archlint.diagrams.sizes import DETAIL_SIZE, DETAIL_STEP, NAME_SIZE, NAME_STEP, CardText
from archlint.diagrams.svg import Ink
from archlint.diagrams.theme import Theme


def write_card(
    ink: Ink, text: CardText, middle: float, high: float, theme: Theme, name_color: str
) -> float:
    """Write the lines of a card, and return the baseline of a further one, in pixels.

    Args:
        ink: What takes them.
        text: The lines.
        middle: The middle of the lines, in pixels.
        high: The baseline of the first, in pixels.
        theme: How all but the name looks.
        name_color: The colour of the name.
    """
    ink.text(
        text.name,
        middle,
        high,
        size=NAME_SIZE,
        color=name_color,
        step=NAME_STEP,
        bold=True,
        anchor="middle",
    )
    high += (len(text.name) - 1) * NAME_STEP + DETAIL_STEP + 1
    ink.text(
        text.details,
        middle,
        high,
        size=DETAIL_SIZE,
        color=theme.muted,
        step=DETAIL_STEP,
        anchor="middle",
    )
    return high + len(text.details) * DETAIL_STEP
