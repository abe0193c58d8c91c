"""The lines of two models in one layout: each routed once, and drawn where it holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from archlint.architecture.references import references_of
from archlint.architecture.values import Connection, Model
from archlint.diagrams.comparison_words import line_words
from archlint.diagrams.lines import Line, label_of
from archlint.diagrams.marks import Use
from archlint.review.union import Pair, Union, says

BEFORE, AFTER, DIFF = PICTURES = ("before", "after", "diff")
MOVE = "move"


@dataclass(frozen=True, slots=True, order=True)
class ComparedLine(Line):
    """A line of one or of both models; its own kind and label are those in the diff.

    Attributes:
        change: What became of it: `added`, `removed`, `changed`, or empty; `moved` for the arrow
            from a former place to the new one.
        shown: The pictures that show it.
        before: Its kind and label in the picture of before; both empty if that does not show it.
        after: The same of after.
    """

    change: str = ""
    shown: tuple[str, ...] = PICTURES
    before: tuple[str, str] = ("", "")
    after: tuple[str, str] = ("", "")

    @property
    def bundle(self) -> tuple[str, ...]:
        """What lines must have in common to join: a trunk is there wherever its branches are."""
        own = (self.target, self.kind, self.label)
        return (*own, self.change, *self.shown, *self.before, *self.after)

    def in_picture(self, picture: str) -> Line:
        """Return what it is in a picture that shows it."""
        own = (self.kind, self.label)
        kind, label = {BEFORE: self.before, AFTER: self.after}.get(picture, own)
        return Line(self.source, self.target, kind, label)


@dataclass(slots=True)
class Found:
    """A line of one or of both models, its ends by what they go by.

    Attributes:
        before: It in the base, if it is there.
        after: It in the head, if it is there.
        change: What became of it; empty for nothing.
        notes: What differs besides the label.
    """

    before: Line | None = None
    after: Line | None = None
    change: str = ""
    notes: str = ""

    @property
    def line(self) -> Line:
        """It in the head, or in the base where it is removed."""
        line = self.after or self.before
        assert line is not None  # noqa: S101 - it is made of one
        return line

    @property
    def words(self) -> str:
        """What it says where the pictures of before and of after are laid over one another."""
        label = self.line.label
        if self.before and self.after and self.before.label != self.after.label:
            label = f"{self.after.label or 'no label'}, was {self.before.label or 'without'}"
        return "; ".join(filter(None, (label, self.notes)))


def pair_lines(union: Union, before: Iterable[Line], after: Iterable[Line]) -> list[Found]:
    """Pair the lines of two models and tell what became of each.

    Args:
        union: The models.
        before: The lines of the base, their ends by what they go by.
        after: The lines of the head.
    """
    found: dict[Line, Found] = {}
    for line in before:
        found.setdefault(line, Found()).before = line
    for line in after:
        found.setdefault(line, Found()).after = line
    for pair in union.pairs:
        _enter(pair, union, found)
    stated = _references(union.difference.base, union.names)
    stated &= _references(union.difference.head, None)
    for line, item in found.items():
        # A reference stated by both is not drawn beside a connection; that one may have changed.
        alone = item.before is None or item.after is None
        if not item.change and alone and line not in stated:
            item.change = "added" if item.before is None else "removed"
    return [found[line] for line in sorted(found)]


def _enter(pair: Pair, union: Union, found: dict[Line, Found]) -> None:
    """Take the two lines of a changed connection for one."""
    old = _line_of(pair.before, union.names) if pair.before else None
    new = _line_of(pair.after, None) if pair.after else None
    if pair.before is None or pair.after is None or old is None or new is None:
        item = found.get(old or new) if old or new else None  # type: ignore[arg-type]
        if item is not None and item.before and item.after:
            item.change = "changed"
            item.notes = "one of several " + ("added" if old is None else "removed")
        return
    if says(pair.before) == says(pair.after):
        return
    if old != new:
        gone, come = found.get(old), found.get(new)
        if gone is None or gone.after or come is None or come.before:
            return
        come.before = found.pop(old).before
    found[new].change = "changed"
    found[new].notes = line_words(union.connections.get(pair.after.key, ()))


def _line_of(connection: Connection, names: Mapping[str, str] | None) -> Line:
    source, target = connection.source, connection.target
    if names is not None:
        source, target = names[source], names[target]
    return Line(source, target, connection.kind, label_of(connection))


def _references(model: Model, names: Mapping[str, str] | None) -> set[Line]:
    def called(node: str) -> str:
        return node if names is None else names.get(node, node)

    return {
        Line(called(node.id), called(str(value.content)), "reference", path)
        for node in model.nodes.values()
        for path, value in references_of(node)
    }


def use_of(line: Line) -> Use:
    """Return what a mark would tell of a line."""
    return line.target, line.kind, line.label


def placed_lines(
    found: Iterable[Found], before: Mapping[str, str], marked: Collection[Use]
) -> Iterator[ComparedLine]:
    """Give the lines to lay out: two where an end moved, one else.

    Args:
        found: The lines of both models.
        before: The places of nodes before, by what they go by.
        marked: The uses that are told by marks instead.
    """
    for item in found:
        old = None if item.before is None or use_of(item.before) in marked else item.before
        new = None if item.after is None or use_of(item.after) in marked else item.after
        if item.line.source == item.line.target:
            continue
        said_before = (old.kind, old.label) if old else ("", "")
        said_after = (new.kind, new.label) if new else ("", "")
        ends = (item.line.source, item.line.target)
        old_ends = (before.get(ends[0], ends[0]), before.get(ends[1], ends[1]))
        if old and new and ends == old_ends:
            yield ComparedLine(
                *ends, new.kind, item.words, item.change, PICTURES, said_before, said_after
            )
            continue
        if old:
            is_removed = item.change == "removed"
            shown = (BEFORE, DIFF) if is_removed else (BEFORE,)
            change = "removed" if is_removed else ""
            yield ComparedLine(*old_ends, old.kind, old.label, change, shown, said_before)
        if new:
            yield ComparedLine(
                *ends, new.kind, item.words, item.change, (AFTER, DIFF), ("", ""), said_after
            )
