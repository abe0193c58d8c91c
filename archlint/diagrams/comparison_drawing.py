"""The three pictures of a change, drawn at the same places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from archlint.diagrams.comparison_diff import DiffPainter
from archlint.diagrams.comparison_key import Foot, draw_foot, foot_height
from archlint.diagrams.comparison_lines import DIFF
from archlint.diagrams.comparison_side import LEAST_WIDTH, Plan, SidePainter, is_shown
from archlint.diagrams.drawing import HEAD, draw_head
from archlint.diagrams.key import draw_key, key_height
from archlint.diagrams.sizes import CELL
from archlint.diagrams.svg import Document, Ink
from archlint.diagrams.theme import Theme
from archlint.text import plural


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
    width = max(plan.layout.width * CELL, LEAST_WIDTH)
    room = width - 4 * CELL
    below = max(
        key_height(plan.scene.pictures[name], width=room, joins=_joins(plan, name))
        + foot_height(page.foot, room)
        for name, page in pages.items()
    )
    height = HEAD + plan.layout.height * CELL + below
    return {name: _draw(plan, name, page, theme, width, height) for name, page in pages.items()}


def _joins(plan: Plan, picture: str) -> bool:
    return any(route.joins for route in plan.routes if is_shown(route.line, picture))


def _draw(
    plan: Plan, picture: str, page: Page, theme: Theme, width: float, height: float
) -> Document:
    ink = Ink()
    margin = 2 * CELL
    room = width - 2 * margin
    scene = replace(plan.scene.pictures[picture], title=page.title, description=page.subtitle)
    draw_head(ink, scene, theme, margin, room)
    ink.add(f'<g transform="translate(0 {HEAD})">')
    painter = (DiffPainter if picture == DIFF else SidePainter)(plan, picture, scene, theme, ink)
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
