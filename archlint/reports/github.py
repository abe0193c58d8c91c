"""A report, or what prevented one, as workflow commands that annotate a commit on GitHub.

See https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archlint.finding import Finding, Outcome, Severity
from archlint.reports.uniting import counts, listed_findings, notices_of, united
from archlint.ruleset.values import Report, Rule
from archlint.source import Location, Problem
from archlint.text import escape_terminal, plural

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_ANNOTATED = (Outcome.VIOLATED, Outcome.UNKNOWN)
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def report_as_github(reports: Sequence[Report], *, version: str, unknown: bool) -> Iterator[str]:
    """Give reports as lines of text: an annotation for each finding, then the counts.

    What is accepted is counted, and not annotated.

    Args:
        reports: What a check found, for each model and environment.
        version: The version of archlint.
        unknown: Whether to list what the models do not say, as notices.
    """
    rules = {result.rule.id: result.rule for result in united(reports)}
    for _, finding in listed_findings(reports, unknown=unknown):
        if finding.outcome in _ANNOTATED:
            yield _annotation(finding, rules[finding.rule])
    for notice in notices_of(reports):
        lines = [notice.message, f"next: {notice.hint}"]
        yield _command(_COMMANDS[notice.severity], notice.location, notice.id, lines)
    yield f"archlint {escape_terminal(version)}: {counts(reports)}\n"


def failure_as_github(problems: Sequence[Problem], *, version: str, model: str) -> Iterator[str]:
    """Give what prevented a report as lines of text: an annotation for each problem.

    Args:
        problems: The problems; there is at least one.
        version: The version of archlint.
        model: What was to be judged, as it was given.
    """
    for problem in problems:
        lines = [problem.message, f"next: {problem.hint}" if problem.hint else ""]
        place = problem.location or Location(model, 1, 1)
        yield _command("error", place, "archlint could not judge the model", lines)
    yield f"archlint {escape_terminal(version)}: {plural(len(problems), 'error')}\n"


def _annotation(finding: Finding, rule: Rule) -> str:
    violated = finding.outcome is Outcome.VIOLATED
    lines = [finding.message]
    lines += [f"{fact.location}: {fact.message}" for fact in finding.evidence]
    if violated:
        lines += ["", f"why: {' '.join(rule.why.split())}", f"fix: {' '.join(rule.fix.split())}"]
        lines += [f"help: {rule.help}"] if rule.help else []
    command = _COMMANDS[finding.severity] if violated else "notice"
    title = finding.id if violated else f"unknown: {finding.id}"
    return _command(command, finding.location, title, lines)


def _command(name: str, location: Location, title: str, lines: Sequence[str]) -> str:
    path, line, column = location
    properties = {"file": path, "line": str(line), "col": str(column), "title": title}
    written = ",".join(
        f"{key}={escape_terminal(value).translate(_PROPERTY)}" for key, value in properties.items()
    )
    text = "\n".join(escape_terminal(line) for line in lines).strip("\n")
    return f"::{name} {written}::{text.translate(_DATA)}\n"
