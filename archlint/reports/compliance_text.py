"""A compliance report for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from archlint.finding import Finding
from archlint.reports.compliance_words import (
    CAVEATS,
    Judged,
    counts_words,
    facts_of,
    limited_rules,
    mapping_words,
    remarks,
    title_words,
    waiver_words,
)
from archlint.reports.style import Paint, Style
from archlint.ruleset.compliance import ControlResult, FrameworkResult, State
from archlint.ruleset.frameworks import THIRD_PARTY
from archlint.text import escape_line, escape_terminal

_PAINT = {
    State.VIOLATED: Paint.RED,
    State.UNKNOWN: Paint.MAGENTA,
    State.WAIVED: Paint.YELLOW,
    State.BASELINED: Paint.YELLOW,
    State.NOT_JUDGED: Paint.YELLOW,
    State.SATISFIED: Paint.GREEN,
}
_LABEL = max(len(state.words) for state in State)


def compliance_as_text(
    results: Sequence[FrameworkResult], judged: Judged, *, style: Style, width: int
) -> Iterator[str]:
    """Give a report as pieces of text: each framework with its controls, then what it leaves open.

    Args:
        results: The frameworks, with the state of each control.
        judged: What was judged.
        style: The colours.
        width: The columns of the screen.
    """
    writer = _Writer(style, width)
    for result in results:
        yield from writer.framework(result, judged)
    yield "what this does not show\n"
    for caveat in CAVEATS:
        yield from writer.wrapped("  - ", caveat)
    for rule in limited_rules(results):
        yield from writer.wrapped("  - ", f"{rule.id}: {rule.limits}")


class _Writer:
    def __init__(self, style: Style, width: int) -> None:
        self._style = style
        self._width = width

    def wrapped(self, lead: str, text: str) -> Iterator[str]:
        lines = textwrap.wrap(
            escape_terminal(text),
            max(self._width - len(lead), 20),
            break_long_words=False,
            break_on_hyphens=False,
        )
        for number, line in enumerate(lines):
            yield f"{' ' * len(lead) if number else lead}{escape_line(line)}\n"

    def framework(self, result: FrameworkResult, judged: Judged) -> Iterator[str]:
        framework = result.framework
        title = escape_line(f"{framework.title} {framework.version}")
        yield f"{self._style.paint(title, Paint.STRONG)} ({escape_terminal(framework.publisher)})\n"
        where = f"{judged.model} ({judged.name})"
        if judged.environment:
            where += f", environment {judged.environment}"
        yield from self.wrapped("  model     ", where)
        yield from self.wrapped("  archlint  ", judged.version)
        yield from self.wrapped("  source    ", framework.source)
        said = f"{mapping_words(framework)}. {framework.remark}".strip()
        loud = Paint.YELLOW if framework.mapping == THIRD_PARTY else Paint.FAINT
        for line in self.wrapped("  mapping   ", said):
            yield f"{self._style.paint(line.rstrip(), loud)}\n"
        yield "\n"
        for control in result.controls:
            yield from self._control(control)
        yield f"\n{self._style.paint(counts_words(result), Paint.STRONG)}\n\n"

    def _control(self, result: ControlResult) -> Iterator[str]:
        label = f"{result.state.words:<{_LABEL}}"
        paint = _PAINT.get(result.state, Paint.FAINT)
        head = f"{result.control.id}  {title_words(result)}".rstrip()
        yield f"{self._style.paint(label, paint)}  {escape_terminal(head)}\n"
        for remark in remarks(result):
            yield from self.wrapped("    ", remark)
        for evidence in result.rules:
            if evidence.findings:
                counts = ", ".join(f"{n} {outcome}" for outcome, n in evidence.counts.items())
                yield f"    {escape_terminal(f'{evidence.rule.id}: {counts}')}\n"
            for finding in evidence.findings:
                yield from self._finding(finding)

    def _finding(self, finding: Finding) -> Iterator[str]:
        yield f"      {finding.outcome} {escape_terminal(finding.subject.id)}\n"
        waiver = waiver_words(finding)
        if waiver:
            yield from self.wrapped("        ", waiver)
        for fact in facts_of(finding):
            yield f"        {escape_terminal(f'{fact.message} ({fact.location})')}\n"
