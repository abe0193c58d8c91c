"""A change drawn: before, after, and what differs, in three pictures that lie over one another.

Both models are laid out once, together, so that nothing moves from picture to picture but what
moved. The pictures promise what every picture does (see `archlint.diagrams`); a line to something
that moved has a way of its own in each.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from archlint.diagrams import FORMATS, MOST_LINES, MOST_NODES
from archlint.diagrams.comparison_drawing import Page, draw_pictures
from archlint.diagrams.comparison_key import Foot
from archlint.diagrams.comparison_lines import AFTER, BEFORE, DIFF, MOVE
from archlint.diagrams.comparison_scenes import ComparedScene, compare_scenes
from archlint.diagrams.comparison_side import Plan
from archlint.diagrams.comparison_words import also_words, count_words, left_out_words
from archlint.diagrams.labels import place_labels
from archlint.diagrams.picture import best_layout, title_areas
from archlint.diagrams.raster import rasterise
from archlint.diagrams.routing import route_all
from archlint.diagrams.stamp import scene_inputs, stamped_png, stamped_svg
from archlint.diagrams.theme import Theme
from archlint.errors import ArchlintError
from archlint.review.union import Part, changed_part
from archlint.review.values import Difference

# Of more nodes, those that changed are looked for in a part, if that is half the whole or less.
_MOST_AT_A_GLANCE = 40
# Models with more nodes are cut without trying whether they fit whole, which takes its time.
_MOST_TRIED = 400


class _Fitting(NamedTuple):
    scene: ComparedScene
    part: Part
    note: str


def draw_comparison(
    difference: Difference,
    theme: Theme,
    *,
    formats: Collection[str],
    base: str = "base",
    head: str = "head",
) -> dict[str, dict[str, bytes]]:
    """Draw what a change does to an architecture.

    A model that is too large for a picture, or for finding in it what changed, is cut to that, with
    its direct neighbours and the boundaries around; the pictures say so.

    Args:
        difference: How the two models differ.
        theme: How it looks.
        formats: Any of `FORMATS`. A PNG has twice the SVG's size in pixels.
        base: What to call the base in titles.
        head: What to call the head.

    Returns:
        The bytes by picture (`before`, `after`, `diff`) and format.

    Raises:
        ValueError: If a format is none of `FORMATS`.
        ArchlintError: If more changed than fits one picture.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise ValueError(f"cannot draw {', '.join(unknown)}: the formats are {', '.join(FORMATS)}")
    fitting, reason = _fit(difference, theme)
    if fitting is None:
        raise ArchlintError(reason, hint="compare revisions that are nearer to each other")
    scene = fitting.scene
    pages = _pages(difference, fitting, base, head)
    documents = draw_pictures(_plan(scene), pages, theme)
    stamp = scene_inputs(scene.whole, theme, scene, pages, theme.changes)
    found: dict[str, dict[str, bytes]] = {}
    for name, document in documents.items():
        drawn = found[name] = {}
        if "png" in formats:
            png = rasterise(document.text, width=document.width, height=document.height)
            drawn["png"] = stamped_png(png, stamp)
        if "svg" in formats:
            drawn["svg"] = stamped_svg(document.text, stamp).encode("utf-8")
    return found


def _fit(difference: Difference, theme: Theme) -> tuple[_Fitting | None, str]:
    """Cut models as far as needed; say what is too large where that does not help."""
    whole, reason = _fitting(difference, theme, neighbours=None)
    if whole is not None and len(whole.scene.whole.boxes) <= _MOST_AT_A_GLANCE:
        return whole, ""
    for neighbours in (True, False):
        part, reason = _fitting(difference, theme, neighbours=neighbours)
        if whole is not None:
            return (part if part and 0 < 2 * _size(part) <= _size(whole) else whole), ""
        if part is not None:
            return part, ""
    return None, reason


def _size(fitting: _Fitting) -> int:
    return len(fitting.scene.whole.boxes) + len(fitting.scene.whole.frames)


def _fitting(
    difference: Difference, theme: Theme, *, neighbours: bool | None
) -> tuple[_Fitting | None, str]:
    """Choose what to draw; say what is too large if it does not fit a picture.

    Args:
        difference: How the models differ.
        theme: How it looks.
        neighbours: Whether what changed has its neighbours beside it; `None` for the whole models.
    """
    part = Part(difference, 0, {}, {})
    if neighbours is not None:
        part = changed_part(difference, neighbours=neighbours)
    sides = len(part.difference.base.nodes), len(part.difference.head.nodes)
    if sum(sides) > 2 * _MOST_TRIED or (neighbours is None and max(sides) > _MOST_TRIED):
        return None, _reason(max(sides), None)
    scene = compare_scenes(part, theme)
    nodes, lines = len(scene.whole.boxes), len(scene.whole.lines)
    if nodes > MOST_NODES or lines > MOST_LINES:
        return None, _reason(nodes, lines)
    note = left_out_words(part.left_out + scene.dropped, with_neighbours=bool(neighbours))
    return _Fitting(scene, part, note), ""


def _reason(nodes: int, lines: int | None) -> str:
    with_lines = "" if lines is None else f" with {lines} lines"
    return (
        f"what changed does not fit one picture: {nodes} nodes{with_lines} "
        f"(at most {MOST_NODES} nodes and {MOST_LINES} lines)"
    )


def _plan(scene: ComparedScene) -> Plan:
    layout = best_layout(scene.whole)
    titles = title_areas(scene.whole, layout)
    parent = {frame.id: frame.parent for frame in scene.whole.frames}
    parent |= {box.id: box.frame for box in scene.whole.boxes}
    routes = route_all(scene.lines, layout, parent, titles)
    return Plan(scene, layout, routes, place_labels(routes, layout, titles))


def _pages(difference: Difference, fitting: _Fitting, base: str, head: str) -> dict[str, Page]:
    scene = fitting.scene
    entries = {name for changes in scene.changes.values() for name in changes}
    entries |= {line.change for line in scene.lines if line.change}
    entries |= {change for change in scene.marks.values() if change}
    if any(line.kind == MOVE for line in scene.lines):
        entries.add("arrow")
    shown = scene.pictures[DIFF]
    drawn = [box.id for box in shown.boxes] + [frame.id for frame in shown.frames]
    if any(name not in scene.changes for name in drawn):
        entries.add("unchanged")
    counts = count_words(difference)
    names = {BEFORE: difference.base.name, AFTER: difference.head.name}
    name = names[AFTER] or names[BEFORE]
    note = fitting.note
    return {
        BEFORE: Page(
            f"{names[BEFORE] or name}: before ({base})",
            _flat(difference.base.description),
            Foot((), (note,)),
        ),
        AFTER: Page(
            f"{name}: after ({head})", _flat(difference.head.description), Foot((), (note,))
        ),
        DIFF: Page(
            f"{name}: changes from {base} to {head}",
            counts,
            Foot(tuple(sorted(entries)), (note, also_words(difference))),
        ),
    }


def _flat(text: str) -> str:
    return " ".join(text.split())
