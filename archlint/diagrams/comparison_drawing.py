"""The three pictures of a change, drawn at the same places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from archlint.diagrams.comparison_badges import RADIUS, draw_badge
from archlint.diagrams.comparison_key import Foot, draw_foot, foot_height
from archlint.diagrams.comparison_lines import MOVE, ComparedLine
from archlint.diagrams.comparison_scenes import FORMER, ComparedScene
from archlint.diagrams.drawing import HEAD, Painter, draw_head
from archlint.diagrams.fonts import wrap
from archlint.diagrams.key import draw_key, key_height
from archlint.diagrams.labels import Label, Rect, pixels
from archlint.diagrams.layout import Layout
from archlint.diagrams.lines import Line
from archlint.diagrams.marks import Mark
from archlint.diagrams.routes import Route
from archlint.diagrams.scene import Box, Frame, Scene
from archlint.diagrams.sizes import (
    CARD_PAD,
    CELL,
    DETAIL_SIZE,
    DETAIL_STEP,
    ICON,
    MARK,
    NAME_SIZE,
    NAME_STEP,
    TEXT_WIDTH,
    card_text,
    label_lines,
    label_size,
)
from archlint.diagrams.svg import Document, Ink, number
from archlint.diagrams.theme import ChangeStyle, LineStyle, Theme
from archlint.text import escape_xml, plural

_LEAST_WIDTH = 480
_PALE = 0.5
_THICKER = 0.8
_WIDE = 2.2
_BADGE_STEP = 2 * RADIUS + 4


class Plan(NamedTuple):
    """Where everything stands, in all three pictures."""

    scene: ComparedScene
    layout: Layout
    routes: Sequence[Route]
    labels: Sequence[Label]


class Page(NamedTuple):
    """What a picture says around the drawing.

    Attributes:
        title: Its title.
        subtitle: The line under it.
        foot: What stands under the drawing.
    """

    title: str
    subtitle: str
    foot: Foot


def draw_pictures(plan: Plan, pages: Mapping[str, Page], theme: Theme) -> dict[str, Document]:
    """Draw the three pictures, all of one size.

    Args:
        plan: What stands where.
        pages: What each picture says around its drawing, by picture.
        theme: How it looks.
    """
    width = max(plan.layout.width * CELL, _LEAST_WIDTH)
    room = width - 4 * CELL
    below = max(
        key_height(plan.scene.pictures[name], width=room, joins=_joins(plan, name))
        + foot_height(page.foot, room)
        for name, page in pages.items()
    )
    height = HEAD + plan.layout.height * CELL + below
    return {name: _draw(plan, name, page, theme, width, height) for name, page in pages.items()}


def _shown(line: Line, picture: str) -> bool:
    return isinstance(line, ComparedLine) and picture in line.shown


def _joins(plan: Plan, picture: str) -> bool:
    return any(route.joins for route in plan.routes if _shown(route.line, picture))


def _draw(
    plan: Plan, picture: str, page: Page, theme: Theme, width: float, height: float
) -> Document:
    ink = Ink()
    margin = 2 * CELL
    room = width - 2 * margin
    scene = replace(plan.scene.pictures[picture], title=page.title, description=page.subtitle)
    draw_head(ink, scene, theme, margin, room)
    ink.add(f'<g transform="translate(0 {HEAD})">')
    painter = (_DiffPainter if picture == "diff" else _SidePainter)(
        plan, picture, scene, theme, ink
    )
    painter.draw()
    ink.add("</g>")
    below: float = HEAD + plan.layout.height * CELL
    joins = _joins(plan, picture)
    draw_key(ink, scene, painter.key_theme(), x=margin, y=below, width=room, joins=joins)
    below += key_height(scene, width=room, joins=joins)
    draw_foot(ink, page.foot, theme, x=margin, y=below, width=room)
    told = f"{plural(len(scene.boxes), 'node')}, {plural(len(scene.lines), 'line')}"
    return ink.document(
        width,
        height,
        title=page.title,
        description=f"{page.subtitle} {told}".strip(),
        background=theme.background,
    )


class _SidePainter(Painter):
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
            if _shown(label.line, self.picture):
                self.side_label(label)

    def _say_empty(self) -> None:
        middle = max(self.layout.width * CELL, _LEAST_WIDTH) / 2
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


class _DiffPainter(_SidePainter):
    """Draws what changed so that it stands out, and the rest pale."""

    def key_theme(self) -> Theme:
        """Return how the key looks: lines as pale as they are drawn."""
        lines = {
            kind: replace(style, color=self._pale(style.color))
            for kind, style in self.theme.lines.items()
        }
        return replace(self.theme, lines=lines)

    def _pale(self, color: str) -> str:
        return mixed(color, self.theme.background, _PALE) if color else ""

    def _change(self, place: str) -> str:
        return next(iter(self.plan.scene.changes.get(place, ())), "")

    def draw(self) -> None:
        """Draw everything, one over the other: what changed over what did not."""
        self.frames()
        routes = sorted(
            (route for route in self.plan.routes if _shown(route.line, self.picture)),
            key=lambda route: (bool(_change_of(route.line)), route.line),
        )
        for route in routes:
            self.line(route)
        self.boxes()
        for label in self.plan.labels:
            if _shown(label.line, self.picture):
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
        ink.text(
            text.name,
            middle,
            high,
            size=NAME_SIZE,
            color=name,
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
        high += len(text.details) * DETAIL_STEP
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

    def _badge_place(self, route: Route) -> tuple[float, float]:
        """Return the point of a line, near its middle, that is clear of labels and other lines."""
        others = {
            cell
            for other in self.plan.routes
            if other.line != route.line and _shown(other.line, self.picture)
            for cell in other.cells
        }
        rects = [label.rect for label in self.plan.labels if _shown(label.line, self.picture)]
        middle = len(route.cells) // 2

        def price(at: int) -> tuple[float, int]:
            column, row = route.cells[at]
            x, y = (column + 0.5) * CELL, (row + 0.5) * CELL
            near = Rect(x - 8, y - 8, x + 8, y + 8)
            covered = 100.0 * sum(near.overlaps(rect) for rect in rects)
            close = 5.0 * sum(
                (column + dx, row + dy) in others for dx in (-1, 0, 1) for dy in (-1, 0, 1)
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


def mixed(color: str, other: str, share: float) -> str:
    """Return a colour between two, both '#RRGGBB'; a share of 0 is the first."""
    pairs = zip(bytes.fromhex(color[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in pairs)
