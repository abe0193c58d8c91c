"""Small pictures for pages: a few nodes with what the model states of them, and something marked.

They embed small icons and no font, since a page has two of them and a folder two hundred. The
reader's own fonts stand in; text was measured with one that is about as wide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from archlint.architecture.references import references_of
from archlint.architecture.values import Connection, Model, Node
from archlint.diagrams.lines import label_of
from archlint.diagrams.picture import draw_built
from archlint.diagrams.scene import Scene, build_scene
from archlint.diagrams.sketch import Sketch
from archlint.diagrams.stamp import is_stamped_with, scene_inputs, stamped_svg
from archlint.diagrams.theme import Theme
from archlint.ruleset.wording import value_words

# What says nothing that a rule could ask for, or is told already.
_UNTOLD = frozenset({"name", "description", "responsibilities", "group", "links", "owner", "meta"})
_MOST = 4
_LONGEST = 100


def draw_sketch(model: Model, theme: Theme, sketch: Sketch) -> bytes:
    """Draw a small model, stamped, as SVG; the same input gives the same bytes."""
    scene = sketch_scene(model, theme)
    svg = draw_built(scene, theme, sketch)
    return stamped_svg(svg.text, scene_inputs(scene, theme, sketch)).encode("utf-8")


def sketch_is_current(picture: bytes, model: Model, theme: Theme, sketch: Sketch) -> bool:
    """Tell whether a picture is whole and was drawn from what is given now."""
    scene = sketch_scene(model, theme)
    return is_stamped_with(picture, scene_inputs(scene, theme, sketch))


def sketch_scene(model: Model, theme: Theme) -> Scene:
    """Return the scene of a model with the properties that it states."""
    scene = build_scene(model, theme)
    more = {
        (one.source, one.target, one.kind, label_of(one)): ", ".join(_told_of(one, model))
        for one in model.connections
    }
    return replace(
        scene,
        boxes=tuple(
            replace(box, details=(*box.details, *_told(model.nodes[box.id]))) for box in scene.boxes
        ),
        frames=tuple(
            replace(
                frame, note=", ".join(filter(None, (frame.note, *_told(model.nodes[frame.id]))))
            )
            for frame in scene.frames
        ),
        lines=tuple(
            replace(line, label=", ".join(filter(None, (line.label, said))))
            for line in scene.lines
            for said in [more.get((line.source, line.target, line.kind, line.label), "")]
        ),
    )


def _told(node: Node) -> list[str]:
    """Say what a model states of a node, except for what is drawn."""
    drawn = {path for path, _ in references_of(node)}
    told = [
        _cut(f"{name}: {value_words(value.plain())}")
        for name, value in node.stated.items()
        if name not in _UNTOLD and name not in drawn
    ]
    if len(told) > _MOST:
        return [*told[:_MOST], f"and {len(told) - _MOST} more"]
    return told


def _told_of(connection: Connection, model: Model) -> Iterator[str]:
    if "encrypted" in connection.stated:
        yield f"encrypted: {value_words(connection.plain('encrypted'))}"
    for name in connection.texts("carries"):
        level = model.data[name].text("classification")
        yield f"carries {name}" + (f" ({level})" if level else "")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
