"""A model drawn: SVG and PNG, from one drawing, with nothing installed but Python packages.

The way is told in `picture`. A model becomes a scene (what is drawn, and as what); the scene
becomes DOT through the `diagrams` package; the Graphviz inside pygraphviz ranks and orders it;
archlint tidies rows and columns, routes the lines on a grid, places labels and writes the SVG;
resvg makes a PNG of it.

What a picture promises:

- Everything in the model is told. A node in several boundaries is drawn once and says what it
  spans; the same use of one node by many is told by a mark on each of them and an entry of the
  key (see `marks`); a reference beside a drawn connection of the same two nodes is one line with
  it.
- Nothing is told that the model does not say. No line enters a boundary that holds neither of its
  ends or passes over a node; lines run together only if they mean the same and end alike, and the
  key says so.
- The same model and theme give the same bytes: in any folder, with any fonts installed.

The drawing libraries are imported when something is drawn, not before.
"""

from __future__ import annotations

from collections.abc import Collection

from archlint.architecture.values import Model
from archlint.diagrams.theme import Theme, read_theme

__all__ = ["FORMATS", "Theme", "draw", "index_text", "is_current", "read_theme"]

FORMATS = ("png", "svg")


def draw(model: Model, theme: Theme, *, formats: Collection[str]) -> dict[str, bytes]:
    """Draw a whole model.

    Args:
        model: The model.
        theme: How it looks.
        formats: Any of `FORMATS`. The PNG has twice the SVG's size in pixels.

    Returns:
        The file's bytes by format.

    Raises:
        ValueError: If a format is none of `FORMATS`.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise ValueError(f"cannot draw {', '.join(unknown)}: the formats are {', '.join(FORMATS)}")
    from archlint.diagrams.picture import draw_svg
    from archlint.diagrams.raster import rasterise
    from archlint.diagrams.stamp import stamp_of, stamped_png, stamped_svg

    svg, stamp = draw_svg(model, theme), stamp_of(model, theme)
    drawn = {"svg": stamped_svg(svg.text, stamp).encode("utf-8")}
    if "png" in formats:
        png = rasterise(svg.text, width=svg.width, height=svg.height)
        drawn["png"] = stamped_png(png, stamp)
    return {name: drawn[name] for name in sorted(set(formats))}


def is_current(picture: bytes, model: Model, theme: Theme) -> bool:
    """Tell whether a picture was drawn from what the model and the theme say now."""
    from archlint.diagrams.stamp import stamp_of

    return stamp_of(model, theme).encode("ascii") in picture


def index_text() -> str:
    """Return the text of the icon index, made afresh from the installed `diagrams` package."""
    from archlint.diagrams.index import index_text as make

    return make()
