"""The foot of the pictures of a change: what badges and colours mean, and what is not drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from archlint.diagrams.comparison_badges import RADIUS, draw_badge
from archlint.diagrams.fonts import text_width, wrap
from archlint.diagrams.strokes import arrow
from archlint.diagrams.svg import Ink, number
from archlint.diagrams.theme import Theme

_SIZE = 11
_ROW = 28
_STEP = 16
_GAP = 26
_SAMPLE = 40
_SAYS = {
    "added": "added",
    "removed": "removed",
    "changed": "changed (or renamed)",
    "moved": "moved",
    "former": "former place of what moved",
    "arrow": "from the former place to the new one",
    "unchanged": "unchanged (pale)",
}


class Foot(NamedTuple):
    """What stands under a picture, besides the key that every picture has.

    Attributes:
        entries: The entries of the key of changes, any of `added`, `removed`, `changed`, `moved`,
            `former`, `arrow` and `unchanged`.
        notes: Lines of text.
    """

    entries: Collection[str]
    notes: tuple[str, ...]


def _placed(foot: Foot, width: float) -> Iterator[tuple[str, float, int]]:
    x, row = 0.0, 0
    for entry in (name for name in _SAYS if name in foot.entries):
        wide = _SAMPLE + 8 + text_width(_SAYS[entry], _SIZE)
        if x and x + wide > width:
            x, row = 0.0, row + 1
        yield entry, x, row
        x += wide + _GAP


def _lines(foot: Foot, width: float) -> list[str]:
    return [line for note in foot.notes if note for line in wrap(note, _SIZE, width, lines=3)]


def foot_height(foot: Foot, width: float) -> float:
    """Return the height that a foot needs in a given width, in pixels."""
    rows = max((row + 1 for _, _, row in _placed(foot, width)), default=0)
    lines = len(_lines(foot, width))
    return rows * _ROW + lines * _STEP + (12 if rows or lines else 0)


def draw_foot(ink: Ink, foot: Foot, theme: Theme, *, x: float, y: float, width: float) -> None:
    """Draw a foot; `y` is its top."""
    ink.add('<g id="archlint-changes-key"><title>Key of the changes</title>')
    bottom = y
    for entry, dx, row in _placed(foot, width):
        middle = y + row * _ROW + _ROW / 2
        _sample(ink, entry, theme, x + dx, middle)
        ink.text([_SAYS[entry]], x + dx + _SAMPLE + 8, middle + 4, size=_SIZE, color=theme.muted)
        bottom = y + (row + 1) * _ROW
    lines = _lines(foot, width)
    ink.text(lines, x, bottom + 12, size=_SIZE, color=theme.muted, step=_STEP)
    ink.add("</g>")


def _sample(ink: Ink, entry: str, theme: Theme, x: float, middle: float) -> None:
    if entry == "arrow":
        color = theme.changes["moved"].color
        dash = theme.changes["former"].dash
        ink.add(
            f'<path d="M{number(x)} {number(middle)}h{_SAMPLE - 8}" fill="none" stroke="{color}" '
            f'stroke-width="1.4" stroke-dasharray="{dash}"/>'
            f'<path d="{arrow((x + _SAMPLE, middle), 0)}" fill="{color}"/>'
        )
        return
    if entry == "unchanged":
        color, fill, dash = theme.card_border, theme.card, ""
    else:
        color, fill, dash = theme.changes[entry]
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    width = 1 if entry == "unchanged" else 1.4 if entry == "former" else 2.2
    ink.add(
        f'<rect x="{number(x + 8)}" y="{number(middle - 9)}" width="{_SAMPLE - 8}" height="18" '
        f'rx="4" fill="{fill}" stroke="{color}" stroke-width="{number(width)}"{dashes}/>'
    )
    if entry not in ("former", "unchanged"):
        draw_badge(ink, entry, x + 9, middle, color, RADIUS - 1.5)
