"""The key under a picture: the kinds of line and the marks that occur in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from archlint.diagrams.fonts import text_width
from archlint.diagrams.marks import Mark
from archlint.diagrams.scene import Scene
from archlint.diagrams.sizes import MARK
from archlint.diagrams.strokes import draw_mark
from archlint.diagrams.svg import Ink, number
from archlint.diagrams.theme import LINE_KINDS, Theme
from archlint.text import plural

_SIZE = 11
_ROW = 26
_SAMPLE = 36
_GAP = 26
_SAYS = {
    "traffic": "traffic",
    "uses": "use of a service (control plane)",
    "reference": "reference in a property",
}
_JOINS = "lines that join share their label and their end"


class _Entry(NamedTuple):
    text: str
    kind: str = ""
    mark: Mark | None = None

    @property
    def width(self) -> float:
        sample = MARK if self.mark else _SAMPLE if self.kind else 0
        return sample + 8 + text_width(self.text, _SIZE) + _GAP


def _entries(scene: Scene, joins: bool) -> list[_Entry]:
    kinds = {line.kind for line in scene.lines}
    entries = [_Entry(_SAYS[kind], kind=kind) for kind in LINE_KINDS if kind in kinds]
    if joins:
        entries.append(_Entry(_JOINS, kind="join"))
    for mark in scene.marks:
        bearers = plural(len(mark.sources), "node")
        entries.append(_Entry(f"{mark.meaning} ({bearers} bear this mark)", mark=mark))
    return entries


def _placed(scene: Scene, width: float, joins: bool) -> Iterator[tuple[_Entry, float, int]]:
    x, row = 0.0, 0
    for entry in _entries(scene, joins):
        if x and x + entry.width - _GAP > width:
            x, row = 0.0, row + 1
        yield entry, x, row
        x += entry.width


def key_height(scene: Scene, *, width: float, joins: bool) -> float:
    """Return the height that the key needs in a given width, in pixels."""
    rows = [row for _, _, row in _placed(scene, width, joins)]
    return (max(rows) + 1) * _ROW + 14 if rows else 0.0


def draw_key(
    ink: Ink, scene: Scene, theme: Theme, *, x: float, y: float, width: float, joins: bool
) -> None:
    """Draw the key."""
    ink.add('<g id="archlint-key"><title>Key</title>')
    for entry, dx, row in _placed(scene, width, joins):
        left, middle = x + dx, y + row * _ROW + _ROW / 2 - 4
        sample = _SAMPLE
        if entry.mark is not None:
            sample = MARK
            draw_mark(ink, entry.mark, left, middle - MARK / 2, theme)
        elif entry.kind == "join":
            color = theme.lines["traffic"].color
            ink.add(
                f'<path d="M{number(left)} {number(middle - 6)}h10q6 0 6 6M{number(left)} '
                f'{number(middle + 0.5)}h{_SAMPLE - 8}" fill="none" stroke="{color}" '
                'stroke-width="1.4"/>'
            )
            _head(ink, left + _SAMPLE, middle + 0.5, color)
        else:
            style = theme.lines[entry.kind]
            dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
            ink.add(
                f'<path d="M{number(left)} {number(middle)}h{_SAMPLE - 8}" fill="none" '
                f'stroke="{style.color}" stroke-width="{number(style.width)}"{dash}/>'
            )
            _head(ink, left + _SAMPLE, middle, style.color)
        ink.text([entry.text], left + sample + 8, middle + 4, size=_SIZE, color=theme.muted)
    ink.add("</g>")


def _head(ink: Ink, x: float, y: float, color: str) -> None:
    ink.add(f'<path d="M{number(x)} {number(y)}l-9 -4v8z" fill="{color}"/>')
