"""The parts of a picture drawn one over the other: frames, lines, boxes, labels, title and key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from archlint.diagrams.cards import write_card
from archlint.diagrams.fonts import text_width, wrap
from archlint.diagrams.key import draw_key, key_height
from archlint.diagrams.labels import Label, pixels
from archlint.diagrams.layout import Layout
from archlint.diagrams.lines import Line
from archlint.diagrams.marks import Mark
from archlint.diagrams.nesting import chain
from archlint.diagrams.routes import STEPS, Route
from archlint.diagrams.scene import Box, Frame, Scene
from archlint.diagrams.sizes import (
    CARD_PAD,
    CELL,
    CORNER,
    DETAIL_SIZE,
    DETAIL_STEP,
    ICON,
    LABEL_SIZE,
    LABEL_STEP,
    MARK,
    NAME_SIZE,
    TITLE_SIZE,
    card_text,
    title_lines,
)
from archlint.diagrams.sketch import Sketch
from archlint.diagrams.strokes import (
    ARROW,
    arrow,
    badge_color,
    corners,
    draw_badge,
    draw_mark,
    rounded,
)
from archlint.diagrams.svg import Document, Ink, number
from archlint.diagrams.theme import LineStyle, Theme
from archlint.text import escape_xml, plural

HEAD = 60
_KEY_WIDTH = 252


def draw_scene(
    scene: Scene,
    layout: Layout,
    routes: Sequence[Route],
    labels: Sequence[Label],
    theme: Theme,
    sketch: Sketch | None = None,
) -> Document:
    """Draw everything as an SVG document; a sketch has no head, and its marks."""
    ink = Ink(small=sketch is not None)
    has_key = sketch is None or any(line.kind != "traffic" for line in scene.lines)
    width = max(layout.width * CELL, 480 if sketch is None else _KEY_WIDTH if has_key else 0)
    head = HEAD if sketch is None else 0
    height = float(head + layout.height * CELL)
    margin = 2 * CELL
    if sketch is None:
        draw_head(ink, scene, theme, margin, width - 2 * margin)
    ink.add(f'<g transform="translate(0 {head})">')
    painter = Painter(scene, layout, theme, ink, sketch)
    painter.frames()
    for route in routes:
        painter.line(route)
    painter.boxes()
    painter.badges()
    for label in labels:
        painter.label(label)
    ink.add("</g>")
    joins = any(route.joins for route in routes)
    room = width - 2 * margin
    if has_key:
        draw_key(ink, scene, theme, x=margin, y=height, width=room, joins=joins)
        height += key_height(scene, width=room, joins=joins)
    told = f"{plural(len(scene.boxes), 'node')}, {plural(len(scene.lines), 'line')}"
    return ink.document(
        width,
        height,
        title=scene.title if sketch is None else sketch.title,
        description=f"{scene.description} {told}".strip(),
        background=theme.background,
    )


def draw_head(ink: Ink, scene: Scene, theme: Theme, margin: int, room: float) -> None:
    """Draw the title of a scene and the line under it."""
    title = wrap(scene.title, 20, room, lines=1, bold=True)
    ink.text(title, margin, 32, size=20, color=theme.ink, bold=True)
    if scene.description:
        line = wrap(scene.description, 12, room, lines=1)
        ink.text(line, margin, 51, size=12, color=theme.muted)


class Painter:
    """Draws the parts of a scene at their places."""

    def __init__(
        self,
        scene: Scene,
        layout: Layout,
        theme: Theme,
        ink: Ink,
        sketch: Sketch | None = None,
    ) -> None:
        """Take what is drawn, where, how, and with what."""
        self.scene = scene
        self.layout = layout
        self.theme = theme
        self.ink = ink
        self.sketch = sketch
        self.drawn: Counter[str] = Counter()

    def frames(self) -> None:
        """Draw the frames, the outermost first."""
        parent = {frame.id: frame.parent for frame in self.scene.frames}
        for frame in sorted(
            self.scene.frames, key=lambda item: (len(chain(parent, item.id)), item.id)
        ):
            self.frame(frame)

    def frame(self, frame: Frame) -> None:
        """Draw a frame with its title."""
        ink, style = self.ink, frame.style
        left, top, right, bottom = pixels(self.layout.frames[frame.id])
        dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
        ink.add(
            f'<g id="archlint-frame-{escape_xml(frame.id)}"><title>{escape_xml(frame.name)}</title>'
            f'<rect x="{number(left)}" y="{number(top)}" width="{number(right - left)}" '
            f'height="{number(bottom - top)}" rx="5" fill="{style.fill or "none"}" '
            f'stroke="{style.color}" stroke-width="1.4"{dash}/>'
        )
        self.frame_title(frame, style.color)
        self.frame_remark(frame)
        ink.add("</g>")

    def frame_title(
        self, frame: Frame, color: str, note_color: str = "", icon_opacity: float = 1.0
    ) -> None:
        """Draw a frame's icon, title, note and marks."""
        ink = self.ink
        left, top, _, _ = pixels(self.layout.frames[frame.id])
        x = left + 10
        if frame.style.icon:
            if icon_opacity != 1:
                ink.add(f'<g opacity="{number(icon_opacity)}">')
            ink.corner_icon(frame.style.icon, left, top, CORNER)
            if icon_opacity != 1:
                ink.add("</g>")
            x = left + CORNER + 8
        name, note = title_lines(frame)
        ink.text([name], x, top + 19, size=TITLE_SIZE, color=color, bold=True)
        x += text_width(name, TITLE_SIZE, bold=True) + 8
        if note:
            ink.text([note], x, top + 19, size=DETAIL_SIZE, color=note_color or self.theme.muted)
            x += text_width(note, DETAIL_SIZE) + 8
        for mark in frame.marks:
            self.mark(frame.id, mark, x, top + 5)
            x += MARK + 4

    def mark(self, place: str, mark: Mark, x: float, y: float) -> None:  # noqa: ARG002
        """Draw a mark; who bears it matters to a painter of changes."""
        draw_mark(self.ink, mark, x, y, self.theme)

    def frame_remark(self, frame: Frame) -> None:
        """Write what an empty frame says inside."""
        if not frame.remark:
            return
        area = pixels(self.layout.boxes.get(frame.id) or self.layout.frames[frame.id])
        text = wrap(frame.remark, DETAIL_SIZE, area.right - area.left, lines=3)
        middle, high = (area.left + area.right) / 2, (area.top + area.bottom) / 2
        self.ink.text(
            text,
            middle,
            high - (len(text) - 2) * DETAIL_STEP / 2,
            size=DETAIL_SIZE,
            color=self.theme.muted,
            step=DETAIL_STEP,
            anchor="middle",
        )

    def boxes(self) -> None:
        """Draw the boxes."""
        for box in self.scene.boxes:
            self.box(box)

    def box(self, box: Box) -> None:
        """Draw a box with its icon and text."""
        ink, theme = self.ink, self.theme
        says = ", ".join([box.name, *box.details])
        left, top, right, bottom = pixels(self.layout.boxes[box.id])
        ink.add(
            f'<g id="archlint-box-{escape_xml(box.id)}"><title>{escape_xml(says)}</title>'
            f'<rect x="{number(left)}" y="{number(top)}" width="{number(right - left)}" '
            f'height="{number(bottom - top)}" rx="8" fill="{theme.card}" '
            f'stroke="{theme.card_border}" stroke-width="1"/>'
        )
        middle = (left + right) / 2
        text = card_text(box)
        high = top + CARD_PAD
        ink.icon(box.icon, middle - ICON / 2, high, ICON, kinds=box.kinds)
        high += ICON + 6 + NAME_SIZE
        write_card(ink, text, middle, high, theme, theme.ink)
        for count, mark in enumerate(box.marks):
            self.mark(box.id, mark, right - MARK - 7, top + 7 + count * (MARK + 4))
        ink.add("</g>")

    def badges(self) -> None:
        """Outline the nodes that a sketch marks, each with a badge in its corner."""
        if self.sketch is None:
            return
        for name in self.sketch.nodes:
            if name in self.layout.boxes or name in self.layout.frames:
                draw_badge(self.ink, pixels(self.layout.area(name)), good=self.sketch.good)

    def line_style(self, line: Line) -> LineStyle:
        """Return how a line is drawn."""
        style = self.theme.lines[line.kind]
        if self.sketch and (line.source, line.target) in self.sketch.lines:
            return replace(style, color=badge_color(good=self.sketch.good), width=2.4)
        return style

    def line_words(self, line: Line) -> str:
        """Return what a line says, for those who cannot see it."""
        says = f"{line.source} to {line.target}"
        return says + (f": {line.label}" if line.label else "")

    def line(self, route: Route) -> None:
        """Draw a line with its arrowhead."""
        style = self.line_style(route.line)
        dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
        points = corners(route)
        self.drawn[route.line.id] += 1
        again = self.drawn[route.line.id]
        name = route.line.id + (f"-{again}" if again > 1 else "")
        says = escape_xml(self.line_words(route.line))
        self.ink.add(f'<g id="archlint-line-{escape_xml(name)}"><title>{says}</title>')
        shaft = points
        if not route.joins:
            tip = points[-1]
            dx, dy = STEPS[route.end]
            shaft = [*points[:-1], (tip[0] - dx * (ARROW - 1), tip[1] - dy * (ARROW - 1))]
        self.ink.add(
            f'<path d="{rounded(shaft)}" fill="none" stroke="{style.color}" '
            f'stroke-width="{number(style.width)}" stroke-linejoin="round"{dash}/>'
        )
        if not route.joins:
            self.ink.add(f'<path d="{arrow(points[-1], route.end)}" fill="{style.color}"/>')
        self.ink.add("</g>")

    def label(self, label: Label, color: str = "") -> None:
        """Draw the label of a line, in the colour of names if in no other."""
        rect = label.rect
        self.ink.add(
            f'<rect x="{number(rect.left)}" y="{number(rect.top)}" '
            f'width="{number(rect.right - rect.left)}" height="{number(rect.bottom - rect.top)}" '
            f'rx="4" fill="{self.theme.background}" fill-opacity="0.92"/>'
        )
        self.ink.text(
            label.text,
            (rect.left + rect.right) / 2,
            rect.top + LABEL_STEP,
            size=LABEL_SIZE,
            color=color or self.theme.ink,
            step=LABEL_STEP,
            anchor="middle",
        )
