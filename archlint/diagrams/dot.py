"""A scene as Graphviz's DOT, written through the `diagrams` package.

Nodes are of the package's own classes, so that what a type's `icon` names is what is drawn. The
engine gets their sizes and no text (see `sizes`), and so needs no font. Names go in as tooltips,
for whoever reads the DOT.

What the package does otherwise, and why it is overridden here: leaving a `Diagram` renders it, with
a program that may not be there; clusters of the same label are one, so they are named by id; and
`node >> cluster` draws nothing, so such a line runs between leaves with `lhead` and `ltail`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NamedTuple

from archlint.diagrams.icons import icon_class
from archlint.diagrams.nesting import chain
from archlint.diagrams.scene import Box, Frame, Scene
from archlint.diagrams.sizes import (
    CARD_WIDTH,
    CELL,
    FRAME_MARGIN,
    TITLE_HEIGHT,
    cells,
    title_width,
)
from archlint.text import visible

_POINTS = 72
_WEIGHTS = {"traffic": "4", "uses": "1", "reference": "1"}


class Choices(NamedTuple):
    """What a layout may be tried with.

    Attributes:
        rows: The cells between rows.
        columns: The cells between columns.
        far: Whether a line over two borders or more spans two columns.
        beside: For boxes without lines, by id: the box whose column they stand in.
    """

    rows: int
    columns: int
    beside: Mapping[str, str]
    far: bool = False


def dot_source(scene: Scene, height: int, choices: Choices) -> str:
    """Write a scene as DOT.

    Args:
        scene: The scene.
        height: The height of every card in pixels.
        choices: How far apart things stand, and the free ones where.
    """
    return _Writer(scene, height, choices).write()


def free_boxes(scene: Scene) -> dict[str, list[str]]:
    """Return the boxes without lines, each with the boxes whose column it could stand in."""
    parent = {frame.id: frame.parent for frame in scene.frames}
    frame_of = {box.id: box.frame for box in scene.boxes}
    ends = {end for line in scene.lines for end in (line.source, line.target)}
    found: dict[str, list[str]] = {}
    for box in scene.boxes:
        if box.id not in ends:
            around = box.frame
            found[box.id] = [
                other
                for other, frame in sorted(frame_of.items())
                if other in ends
                and (not around or frame == around or around in chain(parent, frame))
            ]
    return found


class _Writer:
    def __init__(self, scene: Scene, height: int, choices: Choices) -> None:
        self.scene = scene
        self.height = height
        self.choices = choices
        self.parent = {item.id: item.parent for item in scene.frames}
        self.parent |= {item.id: item.frame for item in scene.boxes}
        self.nodes: dict[str, Any] = {}
        self.leaf: dict[str, str] = {}
        self.actors = {box.id for box in scene.boxes if "actor" in box.kinds}

    def write(self) -> str:
        with _diagram(self._graph_attributes()) as diagram:
            self._fill("")
            for frame in self.scene.frames:
                self.leaf[frame.id] = self._leaf_of(frame.id)
            self._connect()
        return str(diagram.dot.source)

    def _graph_attributes(self) -> dict[str, str]:
        return {
            "label": "",
            "splines": "false",
            "compound": "true",
            "newrank": "true",
            "pad": "0",
            "nodesep": _inches(self.choices.rows * CELL),
            "ranksep": _inches(self.choices.columns * CELL),
        }

    def _fill(self, parent: str) -> None:
        for box in self.scene.boxes:
            if box.frame == parent:
                self.nodes[box.id] = self._node(box)
        for frame in self.scene.frames:
            if frame.parent == parent:
                with _cluster(frame):
                    self._fill(frame.id)
                    if not any(other == frame.id for other in self.parent.values()):
                        self.nodes[frame.id] = _placeholder(frame)

    def _node(self, box: Box) -> Any:
        from diagrams import Node

        of_class = icon_class(box.icon) or Node
        return of_class(
            "",
            nodeid=f"box-{box.id}",
            tooltip=_literal(box.name),
            image="",
            shape="box",
            style="",
            fixedsize="true",
            width=_inches(CARD_WIDTH),
            height=_inches(self.height),
        )

    def _leaf_of(self, frame: str) -> str:
        inside = [name for name in self.nodes if name == frame or frame in chain(self.parent, name)]
        busy = {end for line in self.scene.lines for end in (line.source, line.target)}
        return min(inside, key=lambda name: (name not in busy, name))

    def _connect(self) -> None:
        from diagrams import Edge

        tiers = self._tiers()
        held: set[str] = set()
        loose: dict[str, None] = {}
        for line in self.scene.lines:
            tail, head = (self.leaf.get(end, end) for end in (line.source, line.target))
            if tail == head:
                continue
            attributes = {
                "weight": _WEIGHTS[line.kind],
                "style": "solid" if line.kind == "traffic" else "dashed",
                "minlen": "2" if self.choices.far and self._borders(tail, head) > 1 else "1",
            }
            one, other = self._apart(tail, head)
            if self._returns(one, other, tiers):
                attributes["constraint"] = "false"
            # A line between a frame and what it holds has no border to end at for the engine.
            within = line.source in chain(self.parent, line.target)
            within = within or line.target in chain(self.parent, line.source)
            if line.source in self.leaf and not within:
                attributes["ltail"] = f"cluster_{line.source}"
            if line.target in self.leaf and not within:
                attributes["lhead"] = f"cluster_{line.target}"
            self.nodes[tail].connect(self.nodes[head], Edge(forward=True, **attributes))
            if "constraint" not in attributes:
                held.add(head)
            else:
                loose.setdefault(head, None)
        for head in loose:
            if head not in held:
                self._hold_beside_a_peer(head, held)
        self._hold_free_boxes()

    def _tiers(self) -> Counter[tuple[str, str]]:
        """Count the lines between things that stand beside each other in the same frame."""
        return Counter(
            self._apart(
                self.leaf.get(line.source, line.source), self.leaf.get(line.target, line.target)
            )
            for line in self.scene.lines
        )

    def _returns(self, one: str, other: str, tiers: Counter[tuple[str, str]]) -> bool:
        """Tell whether a line runs against the order of what it connects.

        Such a line does not decide columns: a gateway stays in its tier although inner tiers reach
        out through it, and a worker stays among its like although a queue outside feeds it.
        """
        back = tiers[other, one]
        if not back or (one not in self.leaf and other not in self.leaf):
            return False
        if one in self.leaf and other in self.leaf:
            return tiers[one, other] < back
        return other in self.actors if one in self.leaf else one not in self.actors

    def _apart(self, tail: str, head: str) -> tuple[str, str]:
        """Return what holds either end, or is it, within the nearest frame around both."""
        one = [*reversed(chain(self.parent, tail)), tail]
        other = [*reversed(chain(self.parent, head)), head]
        return next(((a, b) for a, b in zip(one, other, strict=False) if a != b), (tail, head))

    def _borders(self, tail: str, head: str) -> int:
        return len(set(chain(self.parent, tail)) ^ set(chain(self.parent, head)))

    def _hold_beside_a_peer(self, name: str, held: Set[str]) -> None:
        """Keep a box that only returning lines reach in the column of others in its frame."""
        from diagrams import Edge

        peers = sorted(peer for peer in held if self.parent[peer] == self.parent[name])
        if peers:
            edge = Edge(forward=True, style="invis", minlen="0", weight="2")
            self.nodes[peers[0]].connect(self.nodes[name], edge)

    def _hold_free_boxes(self) -> None:
        """Keep boxes without lines out of the first column, which is for where traffic begins."""
        from diagrams import Edge

        for name, beside in sorted(self.choices.beside.items()):
            edge = Edge(forward=True, style="invis", minlen="0", weight="2")
            self.nodes[beside].connect(self.nodes[name], edge)


@contextmanager
def _diagram(attributes: Mapping[str, str]) -> Iterator[Any]:
    from diagrams import Diagram, setcluster, setdiagram

    class Drawing(Diagram):  # type: ignore[misc]  # the package is not typed
        """A diagram that is only written down: it neither renders nor touches a file."""

        def __exit__(self, *_: object) -> None:
            setcluster(None)
            setdiagram(None)

    with Drawing("archlint", show=False, direction="LR", graph_attr=dict(attributes)) as diagram:
        yield diagram


def _cluster(frame: Frame) -> AbstractContextManager[Any]:
    from diagrams import Cluster

    attributes = {
        "label": _blank(cells(title_width(frame)) * CELL, TITLE_HEIGHT),
        "margin": str(FRAME_MARGIN * CELL),
        "tooltip": _literal(frame.name),
    }
    cluster: AbstractContextManager[Any] = Cluster(frame.id, graph_attr=attributes)
    return cluster


def _placeholder(frame: Frame) -> Any:
    from diagrams import Node

    size = {"width": _inches(CARD_WIDTH), "height": _inches(4 * CELL)}
    return Node("", nodeid=f"box-{frame.id}", shape="box", style="", fixedsize="true", **size)


def _blank(width: float, height: float) -> str:
    size = f'FIXEDSIZE="TRUE" WIDTH="{width:.0f}" HEIGHT="{height:.0f}"'
    return (
        f'<<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="0" {size}>'
        "<TR><TD></TD></TR></TABLE>>"
    )


def _literal(text: str) -> str:
    """Write foreign text so that Graphviz takes it as text, not as markup or as an escape.

    The class of the result matters: it tells the writer that `<...>` is no markup here.
    """
    from graphviz import escape

    literal: str = escape(visible(text))
    return literal


def _inches(pixels: float) -> str:
    return f"{pixels / _POINTS:.4f}"
