"""The same use of one node by many, told by marks instead of by lines.

Eleven components that send "metrics and logs" to one node would draw eleven dashed lines across
the whole picture and say one thing. Where more nodes than the theme admits use the same node in the
same way (same kind of line, same label), each of them bears a mark instead: the used node's icon,
small. The key says once what the mark means, and the used node says by how many, and by whom not.
Every such line is told that way; none is dropped, and traffic is always drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from archlint.architecture.values import Model
from archlint.diagrams.lines import Line
from archlint.text import listed

_FEW = 3


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A use that several nodes share.

    Attributes:
        hub: The id of the node that is used.
        kind: `uses` or `reference`.
        label: What the lines would have said.
        sources: The ids of the nodes that bear the mark.
        icon: The class of the hub's icon; may be empty.
        kinds: Its capabilities, which choose a shape where there is no icon.
        number: Written beside the icon where another mark has the same one, else empty.
        meaning: What the key says of it.
    """

    hub: str
    kind: str
    label: str
    sources: tuple[str, ...]
    icon: str
    kinds: tuple[str, ...]
    number: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is drawn as lines, what as marks, and what hubs say of themselves."""

    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    notes: dict[str, str]

    def marks_of(self, node: str) -> tuple[Mark, ...]:
        """Return the marks that a node bears."""
        return tuple(mark for mark in self.marks if node in mark.sources)

    def note_of(self, node: str) -> str:
        """Return what a hub says of its users; empty for a node that is none."""
        return self.notes.get(node, "")


def mark_hubs(lines: Sequence[Line], model: Model, boxes: Sequence[str], above: int) -> Told:
    """Choose which lines become marks.

    Args:
        lines: All lines.
        model: The model, for names and icons.
        boxes: The ids of the nodes that are not drawn as frames.
        above: The same use by more nodes than this becomes marks.
    """
    alike: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for line in lines:
        if line.kind != "traffic":
            alike[line.target, line.kind, line.label].append(line.source)
    shared = {key: sources for key, sources in sorted(alike.items()) if len(sources) > above}
    marks: list[Mark] = []
    notes: dict[str, list[str]] = defaultdict(list)
    icons = [model.nodes[hub].type.icon for hub, _, _ in shared]
    for count, ((hub, kind, label), sources) in enumerate(shared.items(), start=1):
        node = model.nodes[hub]
        unique = node.type.icon and icons.count(node.type.icon) == 1
        verb = "uses" if kind == "uses" else "refers to"
        marks.append(
            Mark(
                hub=hub,
                kind=kind,
                label=label,
                sources=tuple(sorted(sources)),
                icon=node.type.icon,
                kinds=tuple(sorted(node.type.kinds)),
                number="" if unique else str(count),
                meaning=f"{verb} {node.name}" + (f": {label}" if label else ""),
            )
        )
        notes[hub].append(_note(hub, kind, sources, boxes, model))
    return Told(
        lines=tuple(ln for ln in lines if (ln.target, ln.kind, ln.label) not in shared),
        marks=tuple(marks),
        notes={hub: ", ".join(parts) for hub, parts in notes.items()},
    )


def _note(hub: str, kind: str, sources: Sequence[str], boxes: Sequence[str], model: Model) -> str:
    verb = "used" if kind == "uses" else "referenced"
    others = [box for box in boxes if box != hub and box not in sources]
    if not others:
        return f"{verb} by all {len(sources)}"
    if len(others) <= _FEW and len(others) < len(sources):
        names = listed([model.nodes[box].name for box in others])
        return f"{verb} by {len(sources)}: all but {names}"
    return f"{verb} by {len(sources)}, see marks"
