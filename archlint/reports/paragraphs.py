"""Labelled paragraphs and lists for the terminal, and those that several reports have."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from archlint.reports.style import Paint, Style
from archlint.ruleset.frameworks import THIRD_PARTY, Framework
from archlint.ruleset.values import Rule
from archlint.ruleset.waiving_advice import MANDATORY, waiver_entry
from archlint.text import escape_line, escape_terminal


class Paragraphs:
    """Writes labelled paragraphs, wrapped to the screen."""

    def __init__(self, style: Style, width: int) -> None:
        """Keep the colours and the columns."""
        self.style = style
        self._width = width

    def labelled(self, label: str, text: str, paint: Paint = Paint.GREEN) -> Iterator[str]:
        """Give a paragraph that begins with its label."""
        first, *rest = self.wrapped(f"{label}: {' '.join(text.split())}", 4, 2)
        yield f"  {self.style.paint(f'{label}:', paint)}{first[len(label) + 1 :]}\n"
        yield from (f"  {escape_line(line)}\n" for line in rest)

    def paragraph(self, text: str) -> Iterator[str]:
        """Give a paragraph without a label."""
        yield from (f"  {escape_line(line)}\n" for line in self.wrapped(text, 0, 2))

    def heading(self, text: str) -> Iterator[str]:
        """Give a line that announces a list."""
        yield f"  {self.style.paint(text, Paint.GREEN)}\n"

    def item(self, text: str, depth: int = 0, bullet: str = "-") -> Iterator[str]:
        """Give an entry of a list."""
        indent = 4 + 2 * depth
        words = " ".join(text.split())
        first, *rest = self.wrapped(f"{bullet} {words}", len(bullet) + 1, indent)
        yield f"{' ' * indent}{first}\n"
        yield from (f"{' ' * indent}{line}\n" for line in rest)

    def block(self, text: str) -> Iterator[str]:
        """Give lines as they are, such as YAML."""
        yield from (f"    {escape_terminal(line)}\n" for line in text.splitlines())

    def wrapped(self, text: str, hanging: int, indent: int) -> list[str]:
        """Break a text into lines.

        Args:
            text: The text.
            hanging: How far the lines after the first begin to the right of it, in columns.
            indent: How many columns will stand before each line.
        """
        return textwrap.wrap(
            escape_terminal(text),
            self._width - indent,
            subsequent_indent=" " * hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )


def controls_as_text(
    rule: Rule, frameworks: Mapping[str, Framework], writer: Paragraphs
) -> Iterator[str]:
    """Give the controls that a rule is evidence for, with their titles as far as they are known."""
    if not rule.controls:
        return
    yield from writer.heading("counts for:")
    for name, ids in rule.controls.items():
        framework = frameworks.get(name)
        known = {} if framework is None else framework.controls
        named = [f"{i} ({known[i].title})" if i in known and known[i].title else i for i in ids]
        third = framework is not None and framework.mapping == THIRD_PARTY
        mapping = ", a third party's mapping" if third else ""
        yield from writer.item(f"{name}{mapping}: {'; '.join(named)}")


def waiving_as_text(rule: Rule, finding_id: str, writer: Paragraphs) -> Iterator[str]:
    """Say how a finding is waived, or that it cannot be."""
    entry = waiver_entry(rule, finding_id)
    if not entry:
        yield from writer.labelled("waiving", MANDATORY)
        return
    yield from writer.heading("to waive it, complete this and put it into the model:")
    yield from writer.block(entry)
