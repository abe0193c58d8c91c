"""A report, or what prevented one, as a code quality report of GitLab.

See https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from archlint.finding import Finding, Outcome, Severity
from archlint.reports.places import within
from archlint.reports.uniting import listed_findings
from archlint.ruleset.values import Report
from archlint.source import Location, Problem
from archlint.text import escape_terminal, visible

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "minor"}


def report_as_gitlab(
    reports: Sequence[Report],
    *,
    version: str,  # noqa: ARG001 - alike for every format; this one has no place for it
    unknown: bool,
    root: str = "",
) -> Iterator[str]:
    """Give reports as pieces of one JSON array, a finding a line; what is accepted is left out.

    Args:
        reports: What a check found, for each model and environment.
        version: The version of archlint.
        unknown: Whether to list what the models do not say, as information.
        root: The root of the repository, as an absolute path with forward slashes: a path within it
            that is absolute becomes relative, as GitLab asks for.
    """
    return _array(
        _found(report, finding, root)
        for report, finding in listed_findings(reports, unknown=unknown)
        if finding.outcome in (Outcome.VIOLATED, Outcome.UNKNOWN)
    )


def failure_as_gitlab(
    problems: Sequence[Problem],
    *,
    version: str,  # noqa: ARG001 - alike for every format; this one has no place for it
    model: str,
    root: str = "",
) -> Iterator[str]:
    """Give what prevented a report as pieces of one JSON array, a problem a line.

    Args:
        problems: The problems; there is at least one.
        version: The version of archlint.
        model: What was to be judged, as it was given.
        root: The root of the repository, as an absolute path with forward slashes.
    """
    return _array(_problem(problem, model, root) for problem in problems)


def _array(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    separator = "[\n  "
    for item in items:
        yield f"{separator}{json.dumps(item, ensure_ascii=True)}"
        separator = ",\n  "
    yield "[]\n" if separator.startswith("[") else "\n]\n"


def _found(report: Report, finding: Finding, root: str) -> dict[str, Any]:
    violated = finding.outcome is Outcome.VIOLATED
    said = finding.message if violated else f"unknown: {finding.message}"
    return _entry(
        description=f"{said} [{finding.id}]",
        check=finding.rule,
        identity=f"{finding.id}\n{report.model.path}",
        severity=_SEVERITIES[finding.severity] if violated else "info",
        location=finding.location,
        root=root,
    )


def _problem(problem: Problem, model: str, root: str) -> dict[str, Any]:
    said = f"archlint could not judge the model: {problem.message}"
    return _entry(
        description=f"{said}; next: {problem.hint}" if problem.hint else said,
        check="archlint",
        identity=f"{problem.message}\n{problem.location or model}",
        severity="blocker",
        location=problem.location or Location(model, 1, 1),
        root=root,
    )


def _entry(
    *, description: str, check: str, identity: str, severity: str, location: Location, root: str
) -> dict[str, Any]:
    return {
        "description": escape_terminal(description),
        "check_name": check,
        "fingerprint": sha256(visible(identity, keep="\n").encode()).hexdigest(),
        "severity": severity,
        "location": {
            "path": escape_terminal(within(location.path, root)),
            "lines": {"begin": location.line},
        },
    }
