"""A report, or what prevented one, as JSON for scripts: a contract, see `check.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from archlint.finding import Finding, Notice, Outcome, Waiver
from archlint.reports.uniting import listed_findings, notices_of, united
from archlint.ruleset.values import Report, Rule, RuleResult, Summary, summary_of
from archlint.source import Location, Problem


def reports_as_json(reports: Sequence[Report], *, version: str, unknown: bool) -> Iterator[str]:
    """Give reports as pieces of one JSON object, a finding and a rule a line.

    Args:
        reports: What a check found, of each model and environment; there is at least one.
        version: The version of archlint.
        unknown: Whether to list what the model does not say. There may be several unknowns a
            node; they are made and written one at a time.
    """
    results = united(reports)
    yield f'{{"archlint": {_compact(version)}, "model": {_compact(reports[0].model.path)},\n'
    yield f' "summary": {_compact(_counts(summary_of(results)))},\n'
    yield from _array("models", map(_judged, reports))
    yield ",\n"
    rules = {result.rule.id: result.rule for result in results}
    found = listed_findings(reports, unknown=unknown)
    yield from _array(
        "findings", (_finding(finding, report, rules[finding.rule]) for report, finding in found)
    )
    yield ",\n"
    yield from _array("notices", map(_notice, notices_of(reports)))
    yield ",\n"
    yield from _array("rules", map(_rule, results))
    yield "}\n"


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
            "location": None if problem.location is None else _location(problem.location),
            "hint": problem.hint,
        }
        for problem in problems
    ]
    head = f'{{"archlint": {_compact(version)}, "model": {_compact(model)},\n'
    return f"{head}{''.join(_array('errors', errors))}}}\n"


def _array(name: str, items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield f' "{name}": ['
    separator = "\n  "
    for item in items:
        yield f"{separator}{_compact(item)}"
        separator = ",\n  "
    yield "]"


def _finding(finding: Finding, report: Report, rule: Rule) -> dict[str, Any]:
    return {
        "id": finding.id,
        "model": report.model.path,
        "environment": report.model.environment or None,
        "rule": finding.rule,
        "outcome": finding.outcome,
        "severity": finding.severity,
        "subject": {"kind": finding.subject.kind, "id": finding.subject.id},
        "message": finding.message,
        "location": _location(finding.location),
        "evidence": [
            {"message": fact.message, "location": _location(fact.location)}
            for fact in finding.evidence
        ],
        "controls": _controls(rule),
        "waiver": None if finding.waiver is None else _waiver(finding.waiver, finding),
    }


def _waiver(waiver: Waiver, finding: Finding) -> dict[str, Any]:
    return {
        "finding": waiver.finding,
        "reason": waiver.reason,
        "expires": None if waiver.expires is None else waiver.expires.isoformat(),
        "approved_by": waiver.approved_by,
        "expired": finding.outcome is not Outcome.WAIVED,
        "location": _location(waiver.location),
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "id": notice.id,
        "severity": notice.severity,
        "message": notice.message,
        "location": _location(notice.location),
        "hint": notice.hint,
    }


def _rule(result: RuleResult) -> dict[str, Any]:
    rule = result.rule
    return {
        "id": rule.id,
        "severity": rule.severity,
        "title": rule.title,
        "why": rule.why,
        "fix": rule.fix,
        "pack": rule.pack,
        "tags": list(rule.tags),
        "controls": _controls(rule),
        "help": rule.help or None,
        "applied_to": result.applied_to,
        "satisfied": result.satisfied,
        "violated": result.violated,
        "unknown": result.unknown,
        "waived": result.waived,
        "baselined": result.baselined,
    }


def _controls(rule: Rule) -> dict[str, list[str]]:
    return {framework: list(ids) for framework, ids in rule.controls.items()}


def _location(location: Location) -> dict[str, Any]:
    return {"path": location.path, "line": location.line, "column": location.column}


def _compact(value: object) -> str:
    # ASCII: nothing that a model says can act on the terminal that this may be printed to.
    return json.dumps(value, ensure_ascii=True)
