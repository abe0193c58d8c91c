"""A report as text for people, with the lines of the model that each finding rests on."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from archlint.finding import Evidence, Finding, Notice, Outcome, Severity
from archlint.reports.frames import CodeFrames, Mark
from archlint.reports.style import PAINT_OF, Paint, Style
from archlint.reports.uniting import (
    accepted_counts,
    name_of,
    notices_of,
    open_findings,
    waived_findings,
    waiver_words,
)
from archlint.ruleset.values import Report, Rule
from archlint.text import escape_line, escape_terminal, plural

MAX_CONTROLS = 3  # of each framework, in the lines that close a rule's findings


@dataclass(frozen=True, slots=True)
class TextOptions:
    """How a report is shown.

    Attributes:
        style: Its colours.
        width: The columns of the screen.
        unknown: Whether to list what the model does not say.
        summary: Whether to close with the counts.
        controls: Whether to name the controls that a rule is evidence for.
    """

    style: Style
    width: int
    unknown: bool = False
    summary: bool = True
    controls: bool = False


def reports_as_text(
    reports: Sequence[Report], texts: Mapping[str, str], options: TextOptions
) -> Iterator[str]:
    """Give reports as pieces of text: the findings of each rule by rule, then the counts.

    What is waived is told in short, what is baselined counted.

    Args:
        reports: What a check found, of each model and environment.
        texts: The texts that were read, by path.
        options: How to show it.
    """
    writer = FindingsWriter(texts, options)
    for report in reports:
        rules = {result.rule.id: result.rule for result in report.results}
        yield from writer.findings(open_findings(report), rules)
        if options.unknown:
            yield from writer.findings(report.unknown(), rules)
        if options.summary:
            yield from writer.waived(waived_findings(report))
    yield from writer.notices(notices_of(reports))
    if not options.summary:
        return
    for report in reports:
        name = f"{escape_line(name_of(report))}: " if len(reports) > 1 else ""
        yield f"{name}{summary_line(report, options.style)}\n"
    if any(report.summary.unknown for report in reports) and not options.unknown:
        yield "--unknown lists what the model does not say\n"
    if any(report.summary.violated for report in reports):
        yield "'archlint explain ID' tells what would mend a finding, or how to waive it\n"


def summary_line(report: Report, style: Style) -> str:
    """Return the counts of a report: `1 violated (1 error), 2 unknown, 3 satisfied`."""
    summary = report.summary
    of = Counter(finding.severity for finding in open_findings(report))
    parts = [plural(of[severity], severity.value) for severity in Severity if of[severity]]
    violated = f"{summary.violated} violated" + (f" ({', '.join(parts)})" if parts else "")
    counts = [
        style.paint(violated, PAINT_OF[min(of, key=list(Severity).index)] if of else Paint.GREEN),
        f"{summary.unknown} unknown",
        f"{summary.satisfied} satisfied",
        *accepted_counts(summary),
    ]
    if summary.not_applicable:
        counts.append(f"{plural(summary.not_applicable, 'rule')} not applicable")
    return ", ".join(counts)


class FindingsWriter:
    """Writes findings and what else there is to know, with the lines that they rest on."""

    def __init__(self, texts: Mapping[str, str], options: TextOptions) -> None:
        """Keep the texts that were read, by path, and how to show findings."""
        self._frames = CodeFrames(texts, options.style, options.width)
        self._style = options.style
        self._width = options.width
        self._controls = options.controls

    def findings(self, findings: Iterable[Finding], rules: Mapping[str, Rule]) -> Iterator[str]:
        """Give findings; why they matter and how to mend them stands once for each rule.

        Unknowns are many, and say at one place what is not stated: they are listed in short.
        """
        for rule, group in groupby(findings, key=lambda finding: finding.rule):
            for finding in group:
                yield from self._finding(finding)
            yield from self._advice(rules[rule], unknown=finding.outcome is Outcome.UNKNOWN)

    def waived(self, findings: Iterable[Finding]) -> Iterator[str]:
        """Give what is waived: a line each with the reason, and where the waiver stands."""
        written = False
        for finding in findings:
            written = True
            head = self._style.paint(f"waived[{escape_terminal(finding.id)}]", Paint.FAINT)
            place, said = finding.location, finding.message
            if finding.waiver is not None:
                place, said = finding.waiver.location, waiver_words(finding.waiver)
            yield f"{head}: {escape_terminal(said)}\n"
            yield f"  {self._style.paint('-->', Paint.BLUE)} {escape_terminal(str(place))}\n"
        if written:
            yield "\n"

    def notices(self, notices: Iterable[Notice]) -> Iterator[str]:
        """Give what else there is to know, each with its line and the next step."""
        for notice in notices:
            paint = PAINT_OF[notice.severity]
            head = self._style.paint(f"{notice.severity.value}[{notice.id}]", paint)
            message = self._style.paint(escape_terminal(notice.message), Paint.STRONG)
            yield f"{head}: {message}\n"
            mark = Mark(notice.location, paint=paint)
            yield from (f"{line}\n" for line in self._frames.show([mark], title=True))
            step = self._style.paint("next:", Paint.GREEN)
            yield f"  {step} {escape_terminal(notice.hint)}\n\n"

    def _finding(self, finding: Finding) -> Iterator[str]:
        known = finding.outcome is Outcome.VIOLATED
        paint = PAINT_OF[finding.severity] if known else Paint.MAGENTA
        label = finding.severity.value if known else finding.outcome.value
        head = self._style.paint(f"{label}[{escape_terminal(finding.id)}]", paint)
        message = self._style.paint(escape_terminal(finding.message), Paint.STRONG)
        yield f"{head}: {message}\n"
        if not known:
            arrow = self._style.paint("-->", Paint.BLUE)
            yield f"  {arrow} {escape_terminal(str(finding.location))}\n"
            return
        marks = [_mark(fact, finding) for fact in finding.evidence]
        if all(mark.location != finding.location for mark in marks):
            marks.insert(0, Mark(finding.location))
        marks.sort(key=lambda mark: mark.location != finding.location)
        marks = [mark._replace(paint=paint) if not at else mark for at, mark in enumerate(marks)]
        for line in self._frames.show(marks, title=True):
            yield f"{line}\n"
        yield "\n"

    def _advice(self, rule: Rule, *, unknown: bool) -> Iterator[str]:
        if unknown:  # there is nothing to mend, only something to say
            yield "\n"
            return
        controls = _controls(rule) if self._controls else ""
        advice = (("why", rule.why), ("fix", rule.fix), ("controls", controls))
        for label, text in ((label, text) for label, text in advice if text):
            words = escape_terminal(" ".join(text.split()))
            lines = textwrap.wrap(
                f"{label}: {words}",
                self._width - 2,
                subsequent_indent=" " * (len(label) + 2),
                break_long_words=False,
                break_on_hyphens=False,
            )
            first, *rest = lines
            rest_of_first = first.removeprefix(f"{label}:")
            yield f"  {self._style.paint(f'{label}:', Paint.GREEN)}{rest_of_first}\n"
            yield from (f"  {escape_line(line)}\n" for line in rest)
        yield "\n"


def _controls(rule: Rule) -> str:
    """Name the controls that a rule is evidence for, in short: some frameworks have dozens."""
    named = []
    for framework, ids in rule.controls.items():
        more = len(ids) - MAX_CONTROLS
        rest = f" and {more} more" if more > 0 else ""
        named.append(f"{framework} {', '.join(ids[:MAX_CONTROLS])}{rest}")
    return "; ".join(named)


def _mark(fact: Evidence, finding: Finding) -> Mark:
    """Show a fact at its place, without saying beside the message what the message says."""
    said = fact.location == finding.location and fact.message in finding.message
    return Mark(fact.location, "" if said else fact.message)
