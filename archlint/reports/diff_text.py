"""A comparison of two models as text for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from archlint.reports.diff_words import (
    RISK_WORDS,
    Sides,
    Told,
    ambiguity_words,
    consequence_words,
    difference_words,
    in_order,
    told,
)
from archlint.reports.style import Paint, Style
from archlint.review.values import ChangeKind, Consequence, Difference, Revision, Risk
from archlint.text import escape_line, escape_terminal

_PAINT = {
    ChangeKind.ADDED: Paint.GREEN,
    ChangeKind.REMOVED: Paint.RED,
    ChangeKind.CHANGED: Paint.YELLOW,
    ChangeKind.MOVED: Paint.BLUE,
    ChangeKind.RENAMED: Paint.CYAN,
}
_RISK_PAINT = {Risk.RAISED: Paint.RED, Risk.LOWERED: Paint.GREEN, Risk.NEUTRAL: Paint.FAINT}
_LABEL = len("ambiguous")
_RISK_LABEL = max(map(len, RISK_WORDS.values()))
_LEAST = 20


def diff_as_text(
    difference: Difference,
    consequences: Sequence[Consequence],
    *,
    base: Revision,
    head: Revision,
    style: Style,
    width: int,
    remarks: Sequence[str] = (),
    environments: int = 0,
) -> Iterator[str]:
    """Give a comparison as pieces of text: the counts, the changes, what follows from them.

    Args:
        difference: How the models differ.
        consequences: What follows from that, what raises the risk first.
        base: The side before.
        head: The side after.
        style: The colours.
        width: The columns of the screen.
        remarks: What else there is to know, as sentences.
        environments: How many environments change in more than the models.
    """
    sides = Sides(base, head)
    writer = Changes(sides, style, width)
    counts = difference_words(difference, environments=environments, consequences=len(consequences))
    yield f"{style.paint(counts, Paint.STRONG)}\n"
    yield f"{escape_line(sides.words)}\n\n"
    yield from writer.changes(difference)
    yield from writer.consequences(consequences)
    yield from writer.remarks(remarks)


class Changes:
    """Writes what becomes of an architecture, a line or two each."""

    def __init__(self, sides: Sides, style: Style, width: int) -> None:
        """Keep the sides, the colours and the columns."""
        self._sides = sides
        self._style = style
        self._width = width

    def changes(self, difference: Difference) -> Iterator[str]:
        """Give the changes, and what could be a rename."""
        if not difference.changes and not difference.ambiguous:
            return
        yield self.heading("what becomes of the architecture")
        for change in in_order(difference):
            for each in told(change):
                where = self._sides.where(each.before_at, each.after_at)
                yield from self.entry(each.word, _LABEL, _PAINT[each.word], _words(each), where)
        for one in difference.ambiguous:
            yield from self.entry("ambiguous", _LABEL, Paint.MAGENTA, ambiguity_words(one))
        yield "\n"

    def consequences(self, consequences: Iterable[Consequence]) -> Iterator[str]:
        """Give what follows from the changes."""
        heading = self.heading("what follows from that")
        for each in consequences:
            yield heading
            heading = ""
            where = self._sides.where(each.before, each.after)
            label, paint = RISK_WORDS[each.risk], _RISK_PAINT[each.risk]
            yield from self.entry(label, _RISK_LABEL, paint, consequence_words(each), where)
        if not heading:
            yield "\n"

    def remarks(self, remarks: Iterable[str]) -> Iterator[str]:
        """Give what else there is to know."""
        for remark in remarks:
            yield from self.wrapped("note: ", remark)

    def heading(self, text: str) -> str:
        """Return a line that announces a list."""
        return f"{self._style.paint(text, Paint.STRONG)}\n"

    def entry(
        self, label: str, columns: int, paint: Paint, text: str, where: str = ""
    ) -> Iterator[str]:
        """Give a labelled line; its place follows where there is room, below it otherwise."""
        lead = f"  {label:<{columns}}  "
        indent = " " * len(lead)
        first, *rest = self._lines(text, len(lead))
        place = escape_terminal(where)
        together = f"{first}   {place}"
        fits = not rest and len(lead) + len(together) <= self._width
        painted = self._style.paint(label, paint) + " " * (columns - len(label))
        yield f"  {painted}  {together if fits and where else first}".rstrip() + "\n"
        yield from (f"{indent}{escape_line(line)}\n" for line in rest)
        if where and not fits:
            yield f"{indent}{self._style.paint(escape_line(where), Paint.FAINT)}\n"

    def wrapped(self, lead: str, text: str) -> Iterator[str]:
        """Give a paragraph that begins with `lead` and goes on to the right of it."""
        for number, line in enumerate(self._lines(text, len(lead))):
            yield f"{' ' * len(lead) if number else lead}{escape_line(line)}\n"

    def _lines(self, text: str, indent: int) -> list[str]:
        words = escape_terminal(" ".join(text.split()))
        room = max(self._width - indent, _LEAST)
        return textwrap.wrap(words, room, break_long_words=False, break_on_hyphens=False) or [""]


def _words(each: Told) -> str:
    """Tell a thing in a line: `rds (Amazon RDS): multi_az true -> false`."""
    if each.word is ChangeKind.RENAMED:
        note = f"; {each.note}" if each.note else ""
        return f"{each.before} -> {each.part}{note}"
    what = f"{each.property} " if each.property else ""
    kind = f", {each.note}" if each.note else ""
    if each.before is not None and each.after is not None:
        return f"{each.part}{kind}: {what}{each.before} -> {each.after}"
    stated = each.before or each.after
    return f"{each.part}{kind}: {stated}" if stated else f"{each.part}{kind}"
