"""A report, or what prevented one, as Markdown for the summary of a CI job or a comment.

Both are read where `@name` notifies people and `#1` leaves a trace, so nothing that a model says
may be either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from archlint.finding import Finding, Severity
from archlint.reports.markdown_parts import (
    ROOM,
    TABLE_HEAD,
    Budget,
    code,
    finding_details,
    finding_line,
    finding_row,
    folded,
    foot,
    notice_line,
    row,
    size,
    waived_line,
)
from archlint.reports.uniting import (
    counts,
    name_of,
    notices_of,
    open_findings,
    united,
    waived_findings,
)
from archlint.ruleset.values import Report
from archlint.source import Problem
from archlint.text import comment_markdown, plural

_TABLE_ROOM = ROOM // 3


def report_as_markdown(reports: Sequence[Report], *, version: str, unknown: bool) -> Iterator[str]:
    """Give reports as pieces of Markdown: the counts, a table, and the details folded.

    Notices and what is waived follow; what is baselined is counted.

    What would not fit into a comment is left out, and counted: the table ends after a third of the
    room, the details end with the room.

    Args:
        reports: What a check found, for each model and environment.
        version: The version of archlint.
        unknown: Whether to list what the models do not say.
    """
    rules = {result.rule.id: result.rule for result in united(reports)}
    violated = sorted(chain.from_iterable(map(open_findings, reports)), key=_strength)
    head = [f"## archlint: {counts(reports)}\n", "\n", *_models(reports)]
    yield from head
    budget = Budget(ROOM - sum(map(size, head)))
    if violated:
        yield TABLE_HEAD
        rows = Budget(_TABLE_ROOM)
        table = list(rows.fitting(map(finding_row, violated)))
        yield from table
        yield f"\n{rows.rest(len(violated) - len(table))}"
        budget.spend(table)
        details = list(
            budget.fitting(finding_details(found, rules[found.rule]) for found in violated)
        )
        yield from details
        yield budget.rest(len(violated) - len(details))
    notices = notices_of(reports)
    told = list(budget.fitting(map(notice_line, notices)))
    yield from told
    if notices:
        yield f"\n{budget.rest(len(notices) - len(told))}"
    waived = list(chain.from_iterable(map(waived_findings, reports)))
    yield from folded(f"{len(waived)} waived", map(waived_line, waived), len(waived), budget)
    if unknown:
        yield from _unknown(reports, budget)
    yield foot(version)


def failure_as_markdown(
    problems: Sequence[Problem], *, version: str, model: str, marker: str = ""
) -> Iterator[str]:
    """Give what prevented a report as pieces of Markdown: a table of the problems.

    Args:
        problems: The problems; there is at least one.
        version: The version of archlint.
        model: What was to be judged, as it was given.
        marker: The line to begin with, by which the comment is found again; may be empty.
    """
    yield marker
    yield f"## archlint: {plural(len(problems), 'error')}\n\n"
    yield f"{code(model)} could not be judged: nothing is known of what it violates.\n\n"
    yield "| Place | What is wrong | Next step |\n|---|---|---|\n"
    rows = Budget(ROOM - size(marker))
    table = list(rows.fitting(map(_problem_row, problems)))
    yield from table
    yield f"\n{rows.rest(len(problems) - len(table))}"
    yield foot(version)


def _strength(finding: Finding) -> int:
    return list(Severity).index(finding.severity)


def _models(reports: Sequence[Report]) -> Iterator[str]:
    for report in reports:
        said = f": {counts([report])}" if len(reports) > 1 else ""
        yield f"- {code(name_of(report))}{said}\n"
    yield "\n"


def _problem_row(problem: Problem) -> str:
    place = code(str(problem.location)) if problem.location else ""
    return row([place, comment_markdown(problem.message), comment_markdown(problem.hint)])


def _unknown(reports: Sequence[Report], budget: Budget) -> Iterator[str]:
    number = sum(report.summary.unknown for report in reports)
    title = f"{number} unknown: what the model does not say"
    findings = (finding for report in reports for finding in report.unknown())
    yield from folded(title, map(finding_line, findings), number, budget)
