"""The picture of what differs: what changed stands out, the rest is pale."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from archlint.diagrams.cards import write_card
from archlint.diagrams.comparison_badges import RADIUS, draw_badge
from archlint.diagrams.comparison_lines import MOVE, ComparedLine
from archlint.diagrams.comparison_scenes import FORMER
from archlint.diagrams.comparison_side import SidePainter, is_shown
from archlint.diagrams.fonts import wrap
from archlint.diagrams.labels import Rect, pixels
from archlint.diagrams.lines import Line
from archlint.diagrams.marks import Mark
from archlint.diagrams.routes import Route
from archlint.diagrams.scene import Box, Frame
from archlint.diagrams.sizes import (
    CARD_PAD,
    CELL,
    DETAIL_SIZE,
    DETAIL_STEP,
    ICON,
    MARK,
    NAME_SIZE,
    TEXT_WIDTH,
    card_text,
)
from archlint.diagrams.svg import number
from archlint.diagrams.theme import ChangeStyle, LineStyle, Theme
from archlint.text import escape_xml

_PALE = 0.5
_THICKER = 0.8
_WIDE = 2.2
_BADGE_STEP = 2 * RADIUS + 4


class DiffPainter(SidePainter):
    """Draws what changed so that it stands out, and the rest pale."""

    def key_theme(self) -> Theme:
        """Return how the key looks: lines as pale as they are drawn."""
        lines = {
            kind: replace(style, color=self._pale(style.color))
            for kind, style in self.theme.lines.items()
        }
        return replace(self.theme, lines=lines)

    def _pale(self, color: str) -> str:
        return _mixed(color, self.theme.background, _PALE) if color else ""

    def _change(self, place: str) -> str:
        return next(iter(self.plan.scene.changes.get(place, ())), "")

    def draw(self) -> None:
        """Draw everything, one over the other: what changed over what did not."""
        self.frames()
        routes = sorted(
            (route for route in self.plan.routes if is_shown(route.line, self.picture)),
            key=lambda route: (bool(_change_of(route.line)), route.line),
        )
        for route in routes:
            self.line(route)
        self.boxes()
        for label in self.plan.labels:
            if is_shown(label.line, self.picture):
                change = _change_of(label.line)
                color = self.theme.changes[change].color if change else self.theme.muted
                self.label(label, color)
        for route in routes:
            self._line_badge(route)
        for name in sorted(self.plan.scene.changes):
            self._badges(name)

    # Frames

    def frame(self, frame: Frame) -> None:
        """Draw a frame in the colour of its change, or pale."""
        change = self._change(frame.id)
        if not change:
            style = frame.style
            style = replace(style, color=self._pale(style.color), fill=self._pale(style.fill))
            self._framed(replace(frame, style=style), self.theme.muted, "", icon_opacity=_PALE)
            return
        look = self.theme.changes[change]
        # What stands inside did not change with it, unless all is new.
        kept = {"changed": frame.style.fill, "moved": frame.style.fill}
        fill = look.fill if change == "added" else self._pale(kept.get(change, ""))
        style = replace(frame.style, color=look.color, fill=fill, dash=look.dash)
        is_former = change == FORMER
        self._framed(
            replace(frame, style=style),
            look.color,
            look.color,
            width=1.2 if is_former else _WIDE,
            icon_opacity=_PALE if is_former else 1.0,
        )

    def _framed(
        self,
        frame: Frame,
        title: str,
        note: str,
        *,
        width: float = 1.4,
        icon_opacity: float,
    ) -> None:
        style = frame.style
        left, top, right, bottom = pixels(self.layout.frames[frame.id])
        self.ink.add(
            f'<g id="archlint-frame-{escape_xml(frame.id)}">'
            f"<title>{escape_xml(self._says(frame.id, frame.name))}</title>"
            f'<rect x="{number(left)}" y="{number(top)}" width="{number(right - left)}" '
            f'height="{number(bottom - top)}" rx="5" fill="{style.fill or "none"}" '
            f'stroke="{style.color}" stroke-width="{number(width)}"{_dashed(style.dash)}/>'
        )
        self.frame_title(frame, title, note, icon_opacity)
        self.frame_remark(frame)
        self.ink.add("</g>")

    def _says(self, place: str, text: str) -> str:
        changes = self.plan.scene.changes.get(place, ())
        told = ["former place" if change == FORMER else change for change in changes]
        words = self.plan.scene.words.get(place, ())
        return ", ".join([text, *told, *words])

    # Boxes

    def box(self, box: Box) -> None:
        """Draw a box in the colour of its change, or pale."""
        change = self._change(box.id)
        left, top, right, bottom = pixels(self.layout.boxes[box.id])
        theme = self.theme
        look = theme.changes[change] if change else ChangeStyle(theme.card_border, theme.card)
        width = 1.0 if not change else 1.2 if change == FORMER else _WIDE
        self.ink.add(
            f'<g id="archlint-box-{escape_xml(box.id)}">'
            f"<title>{escape_xml(self._says(box.id, box.name))}</title>"
            f'<rect x="{number(left)}" y="{number(top)}" width="{number(right - left)}" '
            f'height="{number(bottom - top)}" rx="8" fill="{look.fill}" '
            f'stroke="{look.color}" stroke-width="{number(width)}"{_dashed(look.dash)}/>'
        )
        self._content(box, change, look)
        self.ink.add("</g>")

    def _content(self, box: Box, change: str, look: ChangeStyle) -> None:
        ink, theme = self.ink, self.theme
        left, top, right, _ = pixels(self.layout.boxes[box.id])
        middle = (left + right) / 2
        is_pale = change in ("", FORMER)
        opacity = 0.35 if change == FORMER else _PALE if is_pale or change == "removed" else 1.0
        words = self.plan.scene.words.get(box.id, ())
        text = card_text(replace(box, details=box.details[: len(box.details) - len(words)]))
        high = top + CARD_PAD
        ink.add(f'<g opacity="{number(opacity)}">')
        ink.icon(box.icon, middle - ICON / 2, high, ICON, kinds=box.kinds)
        ink.add("</g>")
        high += ICON + 6 + NAME_SIZE
        name = {"": theme.muted, FORMER: look.color}.get(change, theme.ink)
        high = write_card(ink, text, middle, high, theme, name)
        told = [line for word in words for line in wrap(word, DETAIL_SIZE, TEXT_WIDTH, lines=4)]
        ink.text(
            told,
            middle,
            high,
            size=DETAIL_SIZE,
            color=look.color,
            step=DETAIL_STEP,
            anchor="middle",
        )
        for count, mark in enumerate(box.marks):
            self.mark(box.id, mark, right - MARK - 7, top + 7 + count * (MARK + 4))

    def mark(self, place: str, mark: Mark, x: float, y: float) -> None:
        """Draw a mark: with a badge if it changed, pale if what bears it is and it did not."""
        change = self.plan.scene.marks.get((place, (mark.hub, mark.kind, mark.label)), "")
        is_pale = not change and self._change(place) in ("", FORMER)
        self.ink.add(f'<g opacity="{number(_PALE if is_pale else 1.0)}">')
        super().mark(place, mark, x, y)
        self.ink.add("</g>")
        if change and self._change(place) not in ("added", "removed"):
            draw_badge(self.ink, change, x, y + MARK, self.theme.changes[change].color, 6)

    def _badges(self, place: str) -> None:
        if place not in self.layout.boxes and place not in self.layout.frames:
            return
        left, top, right, _ = pixels(self.layout.area(place))
        changes = [name for name in self.plan.scene.changes[place] if name != FORMER]
        for count, change in enumerate(changes):
            # Inside, where no line runs.
            x, y = left + 16.0, top + 16 + count * _BADGE_STEP
            if place in self.layout.frames:
                x, y = right - 14 - count * _BADGE_STEP, top + 14.0
            draw_badge(self.ink, change, x, y, self.theme.changes[change].color)

    # Lines

    def line_style(self, line: Line) -> LineStyle:
        """Return how a line is drawn: in the colour of its change, or pale."""
        change = _change_of(line)
        if line.kind == MOVE:
            former = self.theme.changes[FORMER]
            return LineStyle(former.color, 1.4, former.dash)
        style = self.theme.lines[line.kind]
        if not change:
            return replace(style, color=self._pale(style.color))
        look = self.theme.changes[change]
        return LineStyle(look.color, style.width + _THICKER, look.dash or style.dash)

    def line_words(self, line: Line) -> str:
        """Return what a line says, and what became of it."""
        change = _change_of(line)
        return super().line_words(line) + (f" ({change})" if change else "")

    def _line_badge(self, route: Route) -> None:
        change = _change_of(route.line)
        if not change or route.line.kind == MOVE:
            return
        x, y = self._badge_place(route)
        draw_badge(self.ink, change, x, y, self.theme.changes[change].color, 7)

    @cached_property
    def _lines_at(self) -> dict[tuple[int, int], set[Line]]:
        """The lines that run through each cell."""
        found: dict[tuple[int, int], set[Line]] = {}
        for route in self.plan.routes:
            if is_shown(route.line, self.picture):
                for cell in route.cells:
                    found.setdefault(cell, set()).add(route.line)
        return found

    def _badge_place(self, route: Route) -> tuple[float, float]:
        """Return the point of a line, near its middle, that is clear of labels and other lines."""
        lines_at = self._lines_at
        rects = [label.rect for label in self.plan.labels if is_shown(label.line, self.picture)]
        middle = len(route.cells) // 2

        def price(at: int) -> tuple[float, int]:
            column, row = route.cells[at]
            x, y = (column + 0.5) * CELL, (row + 0.5) * CELL
            near = Rect(x - 8, y - 8, x + 8, y + 8)
            covered = 100.0 * sum(near.overlaps(rect) for rect in rects)
            close = 5.0 * sum(
                any(line != route.line for line in lines_at.get((column + dx, row + dy), ()))
                for dx in (-1, 0, 1)
                for dy in (-1, 0, 1)
            )
            at_tip = 200.0 if not route.joins and at > len(route.cells) - 3 else 0.0
            return covered + close + at_tip + (30.0 if at == 0 else 0.0) + abs(at - middle), at

        _, best = min(price(at) for at in range(len(route.cells)))
        column, row = route.cells[best]
        return (column + 0.5) * CELL, (row + 0.5) * CELL


def _change_of(line: Line) -> str:
    return line.change if isinstance(line, ComparedLine) else ""


def _dashed(dash: str) -> str:
    return f' stroke-dasharray="{dash}"' if dash else ""


def _mixed(color: str, other: str, share: float) -> str:
    """Return a colour between two, both '#RRGGBB'; a share of 0 is the first."""
    pairs = zip(bytes.fromhex(color[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in pairs)
