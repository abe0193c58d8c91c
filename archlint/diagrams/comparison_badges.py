"""The badges of a change: what colour says, said by a sign as well."""

from __future__ import annotations

from archlint.diagrams.svg import Ink, number

RADIUS = 9.0
_SIGNS = {
    "added": "M-4.5 0h9M0 -4.5v9",
    "removed": "M-4.5 0h9",
    "changed": "M-4.8 1c1.6 -3.4 3.2 -3.4 4.8 -1s3.2 2.4 4.8 -1",
    "moved": "M-4.6 0h8.6M0.8 -3.4l3.4 3.4l-3.4 3.4",
}


def draw_badge(ink: Ink, change: str, x: float, y: float, color: str, size: float = RADIUS) -> None:
    """Draw a disc with the sign of a change around a point; `size` is its radius in pixels."""
    ink.add(
        f'<g class="archlint-badge-{change}"><title>{change}</title>'
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(size)}" fill="{color}" '
        'stroke="#FFFFFF" stroke-width="1.5"/>'
        f'<path transform="translate({number(x)} {number(y)}) scale({number(size / RADIUS, 3)})" '
        f'd="{_SIGNS[change]}" fill="none" stroke="#FFFFFF" stroke-width="2" '
        'stroke-linecap="round" stroke-linejoin="round"/></g>'
    )
