"""The strokes of lines: rounded ways, arrowheads, and the marks of hubs."""

from __future__ import annotations

from collections.abc import Sequence

from archlint.diagrams.labels import Rect
from archlint.diagrams.marks import Mark
from archlint.diagrams.routes import STEPS, Route, straight
from archlint.diagrams.sizes import CELL, MARK
from archlint.diagrams.svg import Ink, number
from archlint.diagrams.theme import Theme
from archlint.text import escape_xml

ARROW = 9.0
_ROUND = CELL / 2
_GOOD, _BAD = "#1E7B34", "#D13212"


def corners(route: Route) -> list[tuple[float, float]]:
    """Return the corners of a route in pixels, from border to border."""
    turns = [route.cells[0], *(route.cells[last] for _, last in straight(route.cells))]
    points = [((x + 0.5) * CELL, (y + 0.5) * CELL) for x, y in turns]
    dx, dy = STEPS[route.start]
    first = (points[0][0] - dx * CELL / 2, points[0][1] - dy * CELL / 2)
    dx, dy = STEPS[route.end]
    last = points[-1]
    return [first, *points, (last[0] + dx * CELL / 2, last[1] + dy * CELL / 2)]


def rounded(points: Sequence[tuple[float, float]]) -> str:
    """Return an SVG path through points, with rounded corners."""
    path = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _toward(at, before), _toward(at, after)
        if (into[0] - at[0]) * (out[1] - at[1]) == (into[1] - at[1]) * (out[0] - at[0]):
            continue
        path.append(
            f"L{number(into[0])} {number(into[1])}"
            f"Q{number(at[0])} {number(at[1])} {number(out[0])} {number(out[1])}"
        )
    path.append(f"L{number(points[-1][0])} {number(points[-1][1])}")
    return "".join(path)


def _toward(corner: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = abs(dx) + abs(dy)
    share = min(_ROUND, length / 2) / length if length else 0.0
    return corner[0] + dx * share, corner[1] + dy * share


def arrow(tip: tuple[float, float], direction: int) -> str:
    """Return the SVG path of an arrowhead."""
    dx, dy = STEPS[direction]
    x, y = tip[0] - dx * ARROW, tip[1] - dy * ARROW
    half = 4.0
    return (
        f"M{number(tip[0])} {number(tip[1])}L{number(x - dy * half)} {number(y + dx * half)}"
        f"L{number(x + dy * half)} {number(y - dx * half)}Z"
    )


def badge_color(*, good: bool) -> str:
    """Return the colour of what a sketch marks."""
    return _GOOD if good else _BAD


def draw_badge(ink: Ink, area: Rect, *, good: bool) -> None:
    """Outline an area, with a tick or a cross in its corner: colour alone tells not everyone."""
    color = badge_color(good=good)
    left, top, right, bottom = area
    ink.add(
        f'<rect x="{number(left)}" y="{number(top)}" width="{number(right - left)}" '
        f'height="{number(bottom - top)}" rx="8" fill="none" stroke="{color}" stroke-width="2.4"/>'
        f'<circle cx="{number(right)}" cy="{number(top)}" r="10" fill="{color}"/>'
    )
    sign = "M-4.5 0.5l3 3.5l6 -7.5" if good else "M-3.5 -3.5l7 7M3.5 -3.5l-7 7"
    ink.add(
        f'<path transform="translate({number(right)} {number(top)})" d="{sign}" fill="none" '
        'stroke="#FFFFFF" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def draw_mark(ink: Ink, mark: Mark, x: float, y: float, theme: Theme) -> None:
    """Draw a mark: the hub's icon, small, with a number where another has the same icon."""
    ink.add(f"<g><title>{escape_xml(mark.meaning)}</title>")
    ink.icon(mark.icon, x, y, MARK, kinds=mark.kinds)
    if mark.number:
        ink.add(
            f'<circle cx="{number(x + MARK)}" cy="{number(y + MARK)}" r="6" fill="{theme.ink}"/>'
        )
        ink.text(
            [mark.number],
            x + MARK,
            y + MARK + 3,
            size=8.5,
            color=theme.background,
            bold=True,
            anchor="middle",
        )
    ink.add("</g>")
