"""A report, or what prevented one, as Markdown for the summary of a CI job or a comment.

Both are read where `@name` notifies people and `#1` leaves a trace, so nothing that a model says
may be either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from archlint.finding import Finding, Notice, Severity
from archlint.reports.uniting import (
    counts,
    name_of,
    notices_of,
    open_findings,
    united,
    waived_findings,
    waiver_words,
)
from archlint.ruleset.values import Report, Rule
from archlint.source import Problem
from archlint.text import (
    code_markdown,
    comment_markdown,
    escape_terminal,
    escape_xml,
    linked_markdown,
    plural,
)

# A comment on GitHub may have 65,536 characters, and is refused when it has more.
ROOM = 60_000
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
    budget = _Budget(ROOM - sum(map(_size, head)))
    if violated:
        yield "| Severity | Finding | What was found | Place |\n|---|---|---|---|\n"
        rows = _Budget(_TABLE_ROOM)
        table = list(rows.fitting(map(_row, violated)))
        yield from table
        yield f"\n{rows.rest(len(violated) - len(table))}"
        budget.spend(table)
        details = list(budget.fitting(_details(found, rules[found.rule]) for found in violated))
        yield from details
        yield budget.rest(len(violated) - len(details))
    notices = notices_of(reports)
    told = list(budget.fitting(map(_notice, notices)))
    yield from told
    if notices:
        yield f"\n{budget.rest(len(notices) - len(told))}"
    waived = list(chain.from_iterable(map(waived_findings, reports)))
    yield from _folded(f"{len(waived)} waived", map(_waived_line, waived), len(waived), budget)
    if unknown:
        yield from _unknown(reports, budget)
    yield _foot(version)


def failure_as_markdown(problems: Sequence[Problem], *, version: str, model: str) -> Iterator[str]:
    """Give what prevented a report as pieces of Markdown: a table of the problems.

    Args:
        problems: The problems; there is at least one.
        version: The version of archlint.
        model: What was to be judged, as it was given.
    """
    yield f"## archlint: {plural(len(problems), 'error')}\n\n"
    yield f"{_code(model)} could not be judged: nothing is known of what it violates.\n\n"
    yield "| Place | What is wrong | Next step |\n|---|---|---|\n"
    rows = _Budget(ROOM)
    table = list(rows.fitting(map(_problem_row, problems)))
    yield from table
    yield f"\n{rows.rest(len(problems) - len(table))}"
    yield _foot(version)


class _Budget:
    """Lets pieces pass until the room is used up."""

    def __init__(self, room: int) -> None:
        self._room = room

    def spend(self, pieces: Iterable[str]) -> None:
        self._room -= sum(map(_size, pieces))

    def fitting(self, pieces: Iterable[str]) -> Iterator[str]:
        for piece in pieces:
            if _size(piece) > self._room:
                return
            self._room -= _size(piece)
            yield piece

    def rest(self, number: int) -> str:
        """Say how many did not fit."""
        return f"{number} more did not fit here.\n\n" if number else ""


def _size(text: str) -> int:
    return len(text.encode())


def _strength(finding: Finding) -> int:
    return list(Severity).index(finding.severity)


def _models(reports: Sequence[Report]) -> Iterator[str]:
    for report in reports:
        said = f": {counts([report])}" if len(reports) > 1 else ""
        yield f"- {_code(name_of(report))}{said}\n"
    yield "\n"


def _foot(version: str) -> str:
    return f"<sub>{comment_markdown(f'archlint {version}')}</sub>\n"


def _row(finding: Finding) -> str:
    cells = [
        finding.severity.value,
        _code(finding.id),
        comment_markdown(finding.message),
        _code(str(finding.location)),
    ]
    return f"| {' | '.join(cells)} |\n"


def _problem_row(problem: Problem) -> str:
    place = _code(str(problem.location)) if problem.location else ""
    cells = [place, comment_markdown(problem.message), comment_markdown(problem.hint)]
    return f"| {' | '.join(cells)} |\n"


def _details(finding: Finding, rule: Rule) -> str:
    """Fold what a violation rests on; the blank line makes what follows Markdown again."""
    facts = "".join(
        f"- {comment_markdown(fact.message)} ({_code(str(fact.location))})\n"
        for fact in finding.evidence
    )
    return (
        f"<details><summary>{finding.severity.value}: {_summary_code(finding.id)}</summary>\n\n"
        f"**{comment_markdown(finding.message)}**\n\n"
        f"{facts}\n"
        f"**Why:** {comment_markdown(rule.why)}\n\n"
        f"**Fix:** {comment_markdown(rule.fix)}\n\n"
        f"{_help(rule)}"
        "</details>\n\n"
    )


def _help(rule: Rule) -> str:
    return f"**More:** {linked_markdown(rule.help)}\n\n" if rule.help else ""


def _unknown(reports: Sequence[Report], budget: _Budget) -> Iterator[str]:
    number = sum(report.summary.unknown for report in reports)
    title = f"{number} unknown: what the model does not say"
    findings = (finding for report in reports for finding in report.unknown())
    yield from _folded(title, map(_unknown_line, findings), number, budget)


def _folded(title: str, lines: Iterable[str], number: int, budget: _Budget) -> Iterator[str]:
    """Fold a number of lines under a title; nothing where there are none."""
    if not number:
        return
    yield f"<details><summary>{title}</summary>\n\n"
    shown = 0
    for line in budget.fitting(lines):
        yield line
        shown += 1
    yield f"\n{budget.rest(number - shown)}</details>\n\n"


def _waived_line(finding: Finding) -> str:
    said = waiver_words(finding.waiver) if finding.waiver is not None else finding.message
    return f"- {_code(finding.id)}: {comment_markdown(said)} ({_code(str(finding.location))})\n"


def _notice(notice: Notice) -> str:
    said = comment_markdown(f"{notice.message}; next: {notice.hint}")
    return f"- {notice.severity.value}: {said} ({_code(str(notice.location))})\n"


def _unknown_line(finding: Finding) -> str:
    said = comment_markdown(finding.message)
    return f"- {_code(finding.id)}: {said} ({_code(str(finding.location))})\n"


def _code(text: str) -> str:
    """Write an id or a place as code, unless a mail program would notify someone of it."""
    plain = "" if _mentions(text) else code_markdown(text)
    return plain or comment_markdown(text)


def _mentions(text: str) -> bool:
    return any(char == "@" and not text[:at][-1:].isalnum() for at, char in enumerate(text))


def _summary_code(text: str) -> str:
    """Write an id as code in HTML, on one line: a blank line would end the HTML."""
    code = escape_xml(escape_terminal(text))
    return f"<code>{code.replace('@', '@&#8203;') if _mentions(text) else code}</code>"
