"""A report, or what prevented one, as JSON for scripts: a contract, see `check.schema.json`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from archlint.reports.json_parts import (
    arrays,
    compact,
    finding_entry,
    notice_entry,
    place,
    rule_entry,
)
from archlint.reports.uniting import listed_findings, notices_of, united
from archlint.ruleset.values import Report, Summary, summary_of
from archlint.source import Problem


def reports_as_json(reports: Sequence[Report], *, version: str, unknown: bool) -> Iterator[str]:
    """Give reports as pieces of one JSON object, a finding and a rule a line.

    Args:
        reports: What a check found, of each model and environment; there is at least one.
        version: The version of archlint.
        unknown: Whether to list what the model does not say. There may be several unknowns a
            node; they are made and written one at a time.
    """
    results = united(reports)
    yield f'{{"archlint": {compact(version)}, "model": {compact(reports[0].model.path)},\n'
    yield f' "summary": {compact(_counts(summary_of(results)))},\n'
    rules = {result.rule.id: result.rule for result in results}
    found = listed_findings(reports, unknown=unknown)
    yield from arrays(
        (
            ("models", map(_judged, reports)),
            (
                "findings",
                (finding_entry(each, report.model, rules[each.rule]) for report, each in found),
            ),
            ("notices", map(notice_entry, notices_of(reports))),
            ("rules", map(rule_entry, results)),
        )
    )


def _counts(summary: Summary) -> dict[str, int]:
    return {
        "violated": summary.violated,
        "unknown": summary.unknown,
        "satisfied": summary.satisfied,
        "not_applicable": summary.not_applicable,
        "waived": summary.waived,
        "baselined": summary.baselined,
    }


def _judged(report: Report) -> dict[str, Any]:
    return {
        "model": report.model.path,
        "environment": report.model.environment or None,
        "summary": _counts(report.summary),
    }


def problems_as_json(problems: Sequence[Problem], *, version: str, model: str) -> str:
    """Return what prevented a report as one JSON object.

    Args:
        problems: The problems; there is at least one.
        version: The version of archlint.
        model: The path of the model, as it was given.
    """
    errors = [
        {
            "message": problem.message,
            "location": place(problem.location),
            "hint": problem.hint,
        }
        for problem in problems
    ]
    head = f'{{"archlint": {compact(version)}, "model": {compact(model)},\n'
    return f"{head}{''.join(arrays([('errors', errors)]))}"
