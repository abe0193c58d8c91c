"""A model as the neutral values of a picture: frames, boxes, lines and marks; no positions yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from archlint.architecture.values import Model, Node
from archlint.diagrams.lines import Line, lines_of
from archlint.diagrams.marks import Hubs, Mark, mark_hubs
from archlint.diagrams.nesting import Nesting, nest
from archlint.diagrams.theme import FrameStyle, Theme
from archlint.text import listed

NOTHING_PLACED = "nothing placed here"


@dataclass(frozen=True, slots=True)
class Frame:
    """A boundary.

    Attributes:
        id: The boundary's id.
        name: Its title.
        note: What else the title says, such as where the boundary reaches beyond its frame.
        style: Its colours.
        parent: The frame around it; empty for none.
        marks: The marks that it bears.
        remark: What an otherwise empty frame says inside; empty for one that is not.
    """

    id: str
    name: str
    note: str
    style: FrameStyle
    parent: str
    marks: tuple[Mark, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Box:
    """A node that holds no others.

    Attributes:
        id: The node's id.
        name: What people call it.
        details: The smaller lines under the name.
        icon: The class of its icon; empty for none.
        kinds: Its capabilities, which choose a shape where there is no icon.
        frame: The frame that it stands in; empty for none.
        marks: The marks that it bears.
    """

    id: str
    name: str
    details: tuple[str, ...]
    icon: str
    kinds: frozenset[str]
    frame: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture, everything sorted by id."""

    title: str
    description: str
    frames: tuple[Frame, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]


def build_scene(
    model: Model, theme: Theme, *, framed: Set[str] = frozenset(), hubs: Hubs | None = None
) -> Scene:
    """Decide what is drawn, and as what.

    Args:
        model: The model, or a part of one: a line to what it lacks is not drawn.
        theme: How it looks.
        framed: Nodes that are drawn as frames whether they hold anything or not.
        hubs: What is told by marks, where that is decided already.
    """
    nodes = [model.nodes[key] for key in sorted(model.nodes)]
    nesting = nest(nodes)
    nesting = replace(nesting, boundaries=nesting.boundaries | framed)
    boxes = [node.id for node in nodes if node.id not in nesting.boundaries]
    told = mark_hubs(lines_of(model), model, boxes, theme.marks_above, hubs)
    own: dict[str, list[str]] = defaultdict(list)
    for line in told.lines:
        if line.source == line.target:
            own[line.source].append(f"{line.kind} to itself: {line.label}".rstrip(": "))
    return Scene(
        title=model.name,
        description=" ".join(model.description.split()),
        frames=tuple(
            _frame(
                node,
                model,
                nesting,
                theme,
                told.marks_of(node.id),
                [told.note_of(node.id), *own[node.id]],
            )
            for node in nodes
            if node.id in nesting.boundaries
        ),
        boxes=tuple(
            _box(node, model, nesting, told.marks_of(node.id), told.note_of(node.id), own[node.id])
            for node in nodes
            if node.id not in nesting.boundaries
        ),
        lines=tuple(line for line in told.lines if line.source != line.target),
        marks=told.marks,
    )


def _frame(
    node: Node,
    model: Model,
    nesting: Nesting,
    theme: Theme,
    marks: tuple[Mark, ...],
    told: Sequence[str],
) -> Frame:
    notes = [_reach(node, model, nesting), *told]
    # What stands here as well as elsewhere is drawn once, around where all of it is.
    elsewhere = sorted(
        other.name
        for other in model.nodes.values()
        if nesting.parent[other.id] != node.id
        and any(placement.boundary == node.id for placement in other.placements)
    )
    remark = ""
    if node.id not in nesting.holders:
        remark = f"holds {listed(elsewhere)} as well" if elsewhere else NOTHING_PLACED
    elif elsewhere:
        notes.append(f"holds {listed(elsewhere)} as well")
    return Frame(
        id=node.id,
        name=node.name,
        note=", ".join(filter(None, notes)),
        style=theme.frame(node),
        parent=nesting.parent[node.id],
        marks=marks,
        remark=remark,
    )


def _box(
    node: Node,
    model: Model,
    nesting: Nesting,
    marks: tuple[Mark, ...],
    used: str,
    own: Sequence[str],
) -> Box:
    type_name = "" if _same(node.type.name, node.name) else node.type.name
    details = (type_name, _reach(node, model, nesting), used, *own)
    return Box(
        id=node.id,
        name=node.name,
        details=tuple(filter(None, details)),
        icon=node.type.icon,
        kinds=node.type.kinds,
        frame=nesting.parent[node.id],
        marks=marks,
    )


def _same(type_name: str, name: str) -> bool:
    return type_name.casefold() == name.casefold()


def _reach(node: Node, model: Model, nesting: Nesting) -> str:
    """Tell the placements that the frame around a node does not show."""
    around = set(nesting.chain(node.id))
    hidden = sorted(
        model.nodes[placement.boundary].name
        for placement in node.placements
        if placement.boundary not in around
    )
    if not hidden:
        return ""
    return f"{'spans' if len(hidden) > 1 else 'also in'} {', '.join(hidden)}"
