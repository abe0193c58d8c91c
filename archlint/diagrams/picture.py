"""The whole way from a model to an SVG, in order."""

from __future__ import annotations

from archlint.architecture.values import Model
from archlint.diagrams.arranging import arrange, page_size
from archlint.diagrams.dot import Choices, dot_source, free_boxes
from archlint.diagrams.drawing import draw_scene
from archlint.diagrams.labels import place_labels
from archlint.diagrams.layout import Area, Layout, lay_out
from archlint.diagrams.routing import route_all
from archlint.diagrams.scene import Scene, build_scene
from archlint.diagrams.sizes import card_height, cells, title_width
from archlint.diagrams.sketch import Sketch
from archlint.diagrams.svg import Document
from archlint.diagrams.theme import Theme

_MARGIN = 2
_ROWS = 2
_COLUMNS = 10


def draw_svg(model: Model, theme: Theme) -> Document:
    """Draw a model as an SVG document."""
    return draw_built(build_scene(model, theme), theme)


def draw_built(scene: Scene, theme: Theme, sketch: Sketch | None = None) -> Document:
    """Draw a scene as an SVG document; a sketch is drawn small, with its marks."""
    layout = best_layout(scene)
    titles = title_areas(scene, layout)
    parent = {frame.id: frame.parent for frame in scene.frames}
    parent |= {box.id: box.frame for box in scene.boxes}
    routes = route_all(scene.lines, layout, parent, titles)
    labels = place_labels(routes, layout, titles)
    return draw_scene(scene, layout, routes, labels, theme, sketch)


def best_layout(scene: Scene) -> Layout:
    """Try the engine with several choices, and take the places that suit a page best."""
    height = card_height(scene)
    free = {name: beside for name, beside in free_boxes(scene).items() if beside}
    beside = {name: others[len(others) // 2] for name, others in free.items()}

    layouts = [
        arrange(
            scene,
            lay_out(
                dot_source(scene, height, Choices(_ROWS, _COLUMNS, beside, far)), margin=_MARGIN
            ),
            free=free,
            margin=_MARGIN,
        )
        for far in (True, False)
    ]
    return min(layouts, key=lambda layout: page_size(layout) + _length(scene, layout))


def _length(scene: Scene, layout: Layout) -> int:
    """Return about how long the lines of a layout are together, climbing counted double."""
    length = 0
    for line in scene.lines:
        one, other = layout.area(line.source), layout.area(line.target)
        length += abs(one.left + one.right - other.left - other.right) // 2
        length += abs(one.top + one.bottom - other.top - other.bottom)
    return length


def title_areas(scene: Scene, layout: Layout) -> list[Area]:
    """Return the areas that the titles of frames fill."""
    areas = []
    for frame in scene.frames:
        left, top, right, _ = layout.frames[frame.id]
        areas.append(Area(left, top, min(right, left + cells(title_width(frame))), top + 2))
    return areas
