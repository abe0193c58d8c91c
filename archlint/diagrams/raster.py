"""SVG to PNG, with the packaged font and no other."""

from __future__ import annotations

from archlint.diagrams.fonts import font_files

SCALE = 2.0
# A picture of a hundred nodes at double size takes half a minute and fits no screen.
_MOST_PIXELS = 40_000_000


def rasterise(svg: str, *, width: float, height: float) -> bytes:
    """Return a PNG of twice the SVG's size in each direction, or of 40 megapixels if that is less.

    Args:
        svg: The SVG.
        width: Its width in pixels.
        height: Its height in pixels.
    """
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=min(SCALE, (_MOST_PIXELS / (width * height)) ** 0.5),
            dpi=96,
            skip_system_fonts=True,
            font_files=font_files(),
            font_family="Roboto",
            sans_serif_family="Roboto",
        )
    )
