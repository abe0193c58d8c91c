"""Two models as the scenes of three pictures, and the one scene that all three are laid out by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from archlint.architecture.values import Model
from archlint.diagrams.comparison_lines import (
    AFTER,
    BEFORE,
    DIFF,
    MOVE,
    ComparedLine,
    Found,
    pair_lines,
    placed_lines,
    use_of,
)
from archlint.diagrams.comparison_places import Places, place
from archlint.diagrams.comparison_words import boundaries, kinds_in, moved_to, node_words
from archlint.diagrams.lines import Line, lines_of
from archlint.diagrams.marks import Hubs, Mark, Use, numbers_of, shared_uses
from archlint.diagrams.nesting import Nesting, chain, nest
from archlint.diagrams.scene import NOTHING_PLACED, Box, Frame, Scene, build_scene
from archlint.diagrams.sizes import card_text, title_width
from archlint.diagrams.theme import Theme
from archlint.review.union import Part, Union, unite
from archlint.text import plural

FORMER = "former"
# Badges in the title of a frame take the room of marks.
_BADGE = Mark("", "", "", (), "", (), "", "")


@dataclass(frozen=True, slots=True)
class ComparedScene:
    """All that the three pictures show; ids are those of places (see `comparison_places`).

    Attributes:
        pictures: What each of the three shows, by picture.
        whole: Everything at once, each part as large as any picture needs it: what is laid out.
        lines: Every line, those of `whole` and the arrows from former places to new ones.
        changes: How what changed is drawn in the diff, by place: `added`, `removed`, `changed`,
            `moved`, and `former` for where something stood.
        words: What the diff says of what changed, by place.
        marks: How marks that changed are drawn in the diff, by place and the mark's use.
        dropped: How many boundaries of a part are left out, since nothing shown is in them.
    """

    pictures: Mapping[str, Scene]
    whole: Scene
    lines: tuple[ComparedLine, ...]
    changes: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]
    marks: Mapping[tuple[str, Use], str]
    dropped: int = 0


def compare_scenes(part: Part, theme: Theme) -> ComparedScene:
    """Decide what the three pictures show."""
    return _Comparer(part, theme).compare()


class _Comparer:
    def __init__(self, part: Part, theme: Theme) -> None:
        self.part = part
        self.theme = theme
        self.union: Union = unite(part.difference)
        self.base, self.head = part.difference.base, part.difference.head
        self.names = self.union.names
        self.of_base = self.union.of_base
        before, after = nest(self.base.nodes.values()), nest(self.head.nodes.values())
        self.framed = {self.names[node] for node in before.boundaries} | after.boundaries
        self.places: Places = place(self._renamed(before), after.parent)
        self.found: list[Found] = pair_lines(
            self.union, map(self._called, lines_of(self.base)), lines_of(self.head)
        )
        self.uses = self._uses()
        self.lines = sorted(placed_lines(self.found, self.places.before, self.uses))
        self.dropped = self._dropped() if part.left_out else frozenset()

    def _dropped(self) -> frozenset[str]:
        """Return the frames of a part that hold nothing shown: what else is said of them is."""
        around = self.places.around
        shown = {place for place in around if self._name(place) not in self.framed}
        shown |= {place for place in around if self._name(place) in self.union.nodes}
        shown |= {end for line in self.lines for end in (line.source, line.target)}
        shown |= {frame for place in shown for frame in chain(around, place)}
        return frozenset(around) - shown

    def _name(self, place: str) -> str:
        return self.places.ghosts.get(place, place)

    def _renamed(self, nesting: Nesting) -> dict[str, str]:
        return {
            self.names[node]: self.names[frame] if frame else ""
            for node, frame in nesting.parent.items()
        }

    def _called(self, line: Line) -> Line:
        return Line(self.names[line.source], self.names[line.target], line.kind, line.label)

    def _uses(self) -> dict[Use, str]:
        """Return the uses that marks tell, counted over both models, with their numbers."""
        every = {line for item in self.found for line in (item.before, item.after) if line}
        shared = shared_uses(sorted(every), self.theme.marks_above)
        return numbers_of(shared, {hub: self._icon(hub) for hub, _, _ in shared})

    def _icon(self, name: str) -> str:
        node = self.head.nodes.get(name) or self.base.nodes[self.of_base[name]]
        return node.type.icon

    def compare(self) -> ComparedScene:
        lines = self.lines
        before, after = self._before(), self._after()
        marks = self._marks(before, after)
        changes, words = self._changes()
        diff = self._diff(before, after, words, marks)
        pictures = {BEFORE: before, AFTER: after, DIFF: diff}
        pictures = {
            name: replace(
                scene,
                lines=tuple(line.in_picture(name) for line in lines if name in line.shown),
            )
            for name, scene in pictures.items()
        }
        return ComparedScene(
            pictures=pictures,
            whole=self._whole(pictures.values(), lines, changes),
            lines=tuple(sorted([*lines, *self._moves()])),
            changes=changes,
            words=words,
            dropped=len({self._name(place) for place in self.dropped}),
            marks={
                (bearer, use_of(item.line)): item.change
                for item in self.found
                for bearer in [item.line.source]
                if item.change and use_of(item.line) in self.uses
            },
        )

    def _before(self) -> Scene:
        uses = {
            (self.of_base[hub], kind, label): number
            for (hub, kind, label), number in self.uses.items()
            if hub in self.of_base
        }
        framed = {self.of_base[name] for name in self.framed if name in self.of_base}
        dropped = {node for node in framed if self.places.before[self.names[node]] in self.dropped}
        scene = self._built(self.base, uses, framed, self.part.inside_before, dropped)
        at: dict[str, str] = {"": ""}
        at |= {node: self.places.before[name] for node, name in self.names.items()}
        return replace(
            scene,
            frames=tuple(
                replace(frame, id=at[frame.id], parent=at[frame.parent]) for frame in scene.frames
            ),
            boxes=tuple(replace(box, id=at[box.id], frame=at[box.frame]) for box in scene.boxes),
        )

    def _after(self) -> Scene:
        framed = {name for name in self.framed if name in self.head.nodes}
        uses = {use: number for use, number in self.uses.items() if use[0] in self.head.nodes}
        return self._built(self.head, uses, framed, self.part.inside_after, self.dropped & framed)

    def _built(
        self,
        model: Model,
        uses: Mapping[Use, str],
        framed: set[str],
        inside: Mapping[str, frozenset[str]],
        dropped: Collection[str],
    ) -> Scene:
        hubs = Hubs(uses, whole=not self.part.left_out)
        scene = build_scene(model, self.theme, framed=framed, hubs=hubs)
        hidden = defaultdict(set, {name: set(nodes) for name, nodes in inside.items()})
        deepest = {frame.id: frame.parent for frame in scene.frames}
        for name in sorted(dropped, key=lambda name: (-len(chain(deepest, name)), name)):
            hidden[deepest[name]] |= {name, *hidden.pop(name, ())}
        return replace(
            scene,
            frames=tuple(
                _with_count(frame, len(hidden[frame.id]))
                for frame in scene.frames
                if frame.id not in dropped
            ),
        )

    def _marks(self, before: Scene, after: Scene) -> dict[str, tuple[Mark, ...]]:
        """Return the marks that the diff shows, those of both sides, by place."""
        known = {(self.names[m.hub], m.kind, m.label): m for m in before.marks}
        known |= {(m.hub, m.kind, m.label): m for m in after.marks}
        bearers: dict[Use, set[str]] = defaultdict(set)
        for item in self.found:
            if use_of(item.line) in self.uses:
                bearers[use_of(item.line)].add(item.line.source)
        found: dict[str, list[Mark]] = defaultdict(list)
        for use, sources in sorted(bearers.items()):
            mark = replace(known[use], hub=use[0], sources=tuple(sorted(sources)))
            for source in mark.sources:
                found[source].append(mark)
        return {name: tuple(marks) for name, marks in found.items()}

    def _changes(self) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
        changes: dict[str, tuple[str, ...]] = {}
        words: dict[str, tuple[str, ...]] = {}
        own = self._own_lines()
        for name in {**self.union.nodes, **own}:
            became = self.union.nodes.get(name, ())
            changes[name] = kinds_in(became) or ("changed",)
            words[name] = (*node_words(name, self.union), *own.get(name, ()))
        for at, name in self.places.ghosts.items():
            changes[at] = (FORMER,)
            words[at] = tuple(filter(None, [moved_to(name, self.union)]))
        return changes, words

    def _own_lines(self) -> dict[str, list[str]]:
        """Tell what became of lines from a node to itself, which are told in words."""
        told: dict[str, list[str]] = defaultdict(list)
        for item in self.found:
            line = item.line
            if line.source == line.target and item.change:
                told[line.source].append(f"{item.change}: {line.kind} to itself")
        return dict(told)

    def _diff(
        self,
        before: Scene,
        after: Scene,
        words: Mapping[str, tuple[str, ...]],
        marks: Mapping[str, tuple[Mark, ...]],
    ) -> Scene:
        new = {frame.id for frame in after.frames} | {box.id for box in after.boxes}
        frames = [*after.frames, *(frame for frame in before.frames if frame.id not in new)]
        boxes = [*after.boxes, *(box for box in before.boxes if box.id not in new)]
        said = words.get
        drawn = [item.id for item in frames] + [item.id for item in boxes]
        holding = {self.places.around[name] for name in drawn}
        return replace(
            after,
            title=after.title or before.title,
            frames=tuple(
                sorted(
                    (
                        replace(
                            frame,
                            note=", ".join(
                                filter(None, (*said(frame.id, ()), self._note(frame, holding)))
                            ),
                            marks=marks.get(frame.id, ()),
                            remark="" if frame.id in holding else frame.remark,
                        )
                        for frame in frames
                    ),
                    key=lambda frame: frame.id,
                )
            ),
            boxes=tuple(
                sorted(
                    (
                        replace(
                            box,
                            details=(
                                *(() if box.id in self.places.ghosts else box.details),
                                *said(box.id, ()),
                            ),
                            marks=marks.get(box.id, ()),
                        )
                        for box in boxes
                    ),
                    key=lambda box: box.id,
                )
            ),
            marks=tuple(sorted({mark for borne in marks.values() for mark in borne})),
        )

    def _note(self, frame: Frame, holding: Collection[str]) -> str:
        if frame.id in self.places.ghosts:
            return ""
        # What is empty in the head may hold here what was removed, and then says beside its name
        # what it says inside there.
        is_filled = frame.id in holding and frame.remark != NOTHING_PLACED
        return frame.note or (frame.remark if is_filled else "")

    def _whole(
        self,
        scenes: Iterable[Scene],
        lines: Iterable[ComparedLine],
        changes: Mapping[str, tuple[str, ...]],
    ) -> Scene:
        """Lay everything out as large as the picture that says most of it needs it."""
        frames: dict[str, Frame] = {}
        boxes: dict[str, Box] = {}
        around = self.places.around
        for scene in scenes:
            for drawn in scene.frames:
                badges = len(changes.get(drawn.id, ()))
                frame = replace(drawn, marks=(*drawn.marks, *[_BADGE] * badges))
                known = frames.get(frame.id)
                if known is None or title_width(frame) > title_width(known):
                    frames[frame.id] = replace(frame, parent=around[frame.id])
            for box in scene.boxes:
                other = boxes.get(box.id)
                if other is None or card_text(box).height > card_text(other).height:
                    boxes[box.id] = replace(box, frame=around[box.id])
        return Scene(
            title="",
            description="",
            frames=tuple(frames[name] for name in sorted(frames)),
            boxes=tuple(boxes[name] for name in sorted(boxes)),
            lines=tuple(lines),
            marks=(),
        )

    def _moves(self) -> list[ComparedLine]:
        """Return the arrows from former places, of what did not only go along with another."""
        return [
            ComparedLine(at, name, MOVE, "", "moved", (DIFF,))
            for at, name in self.places.ghosts.items()
            if moved_to(name, self.union)
            and boundaries(name, self.union, before=True)
            != boundaries(name, self.union, before=False)
        ]


def _with_count(frame: Frame, inside: int) -> Frame:
    if not inside:
        return frame
    if frame.remark:
        return replace(frame, remark=f"{plural(inside, 'node')} inside, left out")
    return replace(frame, note=", ".join(filter(None, (frame.note, f"{inside:,} more inside"))))
