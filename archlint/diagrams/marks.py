"""The same use of one node by many, told by marks instead of by lines.

Eleven components that send "metrics and logs" to one node would draw eleven dashed lines across
the whole picture and say one thing. Where more nodes than the theme admits use the same node in the
same way (same kind of line, same label), each of them bears a mark instead: the used node's icon,
small. The key says once what the mark means, and the used node says by how many, and by whom not.
Every such line is told that way; none is dropped, and traffic is always drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from archlint.architecture.values import Model
from archlint.diagrams.lines import Line
from archlint.text import listed

_FEW = 3
# The id of the node that is used, the kind of the lines, and what they say.
Use: TypeAlias = "tuple[str, str, str]"


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


@dataclass(frozen=True, slots=True)
class Hubs:
    """Which uses are told by marks, where several pictures are to tell alike.

    Attributes:
        numbers: What is written beside the icon of each; empty where no other has the same icon.
        whole: Whether the pictures show all of the model.
    """

    numbers: Mapping[Use, str]
    whole: bool = True


def shared_uses(lines: Iterable[Line], above: int) -> dict[Use, list[str]]:
    """Return what more than so many nodes use in the same way, each with those nodes."""
    alike: dict[Use, list[str]] = defaultdict(list)
    for line in lines:
        if line.kind != "traffic":
            alike[line.target, line.kind, line.label].append(line.source)
    return {key: sources for key, sources in sorted(alike.items()) if len(sources) > above}


def numbers_of(uses: Iterable[Use], icons: Mapping[str, str]) -> dict[Use, str]:
    """Number the uses whose icon says too little; `icons` are the classes by the hub's id."""
    uses = list(uses)
    all_icons = [icons[hub] for hub, _, _ in uses]
    return {
        use: "" if icons[use[0]] and all_icons.count(icons[use[0]]) == 1 else str(count)
        for count, use in enumerate(uses, start=1)
    }


def mark_hubs(
    lines: Sequence[Line],
    model: Model,
    boxes: Sequence[str],
    above: int,
    hubs: Hubs | None = None,
) -> Told:
    """Choose which lines become marks.

    Args:
        lines: All lines.
        model: The model, for names and icons.
        boxes: The ids of the nodes that are not drawn as frames.
        above: The same use by more nodes than this becomes marks.
        hubs: What becomes marks instead, where that is decided already.
    """
    shared = shared_uses(lines, above if hubs is None else 0)
    if hubs is None:
        icons = {hub: model.nodes[hub].type.icon for hub, _, _ in shared}
        hubs = Hubs(numbers_of(shared, icons))
    shared = {use: sources for use, sources in shared.items() if use in hubs.numbers}
    marks: list[Mark] = []
    notes: dict[str, list[str]] = defaultdict(list)
    for (hub, kind, label), sources in shared.items():
        node = model.nodes[hub]
        verb = "uses" if kind == "uses" else "refers to"
        marks.append(
            Mark(
                hub=hub,
                kind=kind,
                label=label,
                sources=tuple(sorted(sources)),
                icon=node.type.icon,
                kinds=tuple(sorted(node.type.kinds)),
                number=hubs.numbers[hub, kind, label],
                meaning=f"{verb} {node.name}" + (f": {label}" if label else ""),
            )
        )
        notes[hub].append(
            _note(hub, kind, sources, boxes, model)
            if hubs.whole
            else f"{_used(kind)} by {len(sources)} of those shown"
        )
    return Told(
        lines=tuple(ln for ln in lines if (ln.target, ln.kind, ln.label) not in shared),
        marks=tuple(marks),
        notes={hub: ", ".join(parts) for hub, parts in notes.items()},
    )


def _note(hub: str, kind: str, sources: Sequence[str], boxes: Sequence[str], model: Model) -> str:
    verb = _used(kind)
    others = [box for box in boxes if box != hub and box not in sources]
    if not others:
        return f"{verb} by all {len(sources)}"
    if len(others) <= _FEW and len(others) < len(sources):
        names = listed([model.nodes[box].name for box in others])
        return f"{verb} by {len(sources)}: all but {names}"
    return f"{verb} by {len(sources)}, see marks"


def _used(kind: str) -> str:
    return "used" if kind == "uses" else "referenced"
