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
from archlint.errors import ArchlintError

__all__ = [
    "FORMATS",
    "Theme",
    "draw",
    "index_text",
    "is_current",
    "read_theme",
    "refuse_too_large",
    "too_large",
]

FORMATS = ("png", "svg")
# Beyond this nobody can read a picture; and the lines look for their way ever longer.
MOST_NODES = 100
MOST_LINES = 160


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
        ArchlintError: If the model is too large for one picture.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise ValueError(f"cannot draw {', '.join(unknown)}: the formats are {', '.join(FORMATS)}")
    refuse_too_large(model, theme)
    from archlint.diagrams.picture import draw_svg
    from archlint.diagrams.raster import rasterise
    from archlint.diagrams.stamp import inputs_of, stamped_png, stamped_svg

    svg, inputs = draw_svg(model, theme), inputs_of(model, theme)
    drawn = {"svg": stamped_svg(svg.text, inputs).encode("utf-8")}
    if "png" in formats:
        png = rasterise(svg.text, width=svg.width, height=svg.height)
        drawn["png"] = stamped_png(png, inputs)
    return {name: drawn[name] for name in sorted(set(formats))}


def too_large(model: Model, theme: Theme) -> str:
    """Say why a model does not fit one picture; an empty string when it does."""
    from archlint.diagrams.scene import build_scene

    scene = build_scene(model, theme)
    if len(scene.boxes) <= MOST_NODES and len(scene.lines) <= MOST_LINES:
        return ""
    return (
        f"{len(scene.boxes)} nodes with {len(scene.lines)} lines do not fit one picture "
        f"(at most {MOST_NODES} nodes and {MOST_LINES} lines)"
    )


def refuse_too_large(model: Model, theme: Theme) -> None:
    """Refuse a model that does not fit one picture.

    Raises:
        ArchlintError: If it does not, with the reason.
    """
    if reason := too_large(model, theme):
        raise ArchlintError(reason, hint="draw a part of the system, as a model of its own")


def is_current(picture: bytes, model: Model, theme: Theme) -> bool:
    """Tell whether a picture is whole and was drawn from what the model and the theme say now."""
    from archlint.diagrams.stamp import inputs_of, is_stamped_with

    return is_stamped_with(picture, inputs_of(model, theme))


def index_text() -> str:
    """Return the text of the icon index, made afresh from the installed `diagrams` package."""
    from archlint.diagrams.index import index_text as make

    return make()
