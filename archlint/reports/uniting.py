"""Several reports, of several models or environments, seen as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from archlint.finding import Finding, Severity
from archlint.ruleset.values import Report, RuleResult
from archlint.text import plural


def united(reports: Sequence[Report]) -> tuple[RuleResult, ...]:
    """Return every rule once, by id, with its counts over all reports."""
    totals: dict[str, RuleResult] = {}
    for result in chain.from_iterable(report.results for report in reports):
        known = totals.get(result.rule.id)
        totals[result.rule.id] = result if known is None else _sum(known, result)
    return tuple(totals[rule] for rule in sorted(totals))


def _sum(one: RuleResult, other: RuleResult) -> RuleResult:
    return RuleResult(
        one.rule,
        satisfied=one.satisfied + other.satisfied,
        violated=one.violated + other.violated,
        unknown=one.unknown + other.unknown,
    )


def listed_findings(
    reports: Sequence[Report], *, unknown: bool
) -> Iterator[tuple[Report, Finding]]:
    """Give each report's violations, and after them its unknowns where they are asked for."""
    for report in reports:
        for finding in chain(report.findings, report.unknown() if unknown else ()):
            yield report, finding


def name_of(report: Report) -> str:
    """Name what was judged: `model.yaml`, or `model.yaml (staging)`."""
    model = report.model
    return f"{model.path} ({model.environment})" if model.environment else model.path


def counts(reports: Sequence[Report]) -> str:
    """Tell the counts: `2 violated (1 error, 1 note), 1 unknown, 3 satisfied`."""
    of = Counter(finding.severity for report in reports for finding in report.findings)
    parts = [plural(of[severity], severity.value) for severity in Severity if of[severity]]
    summaries = [report.summary for report in reports]
    violated = f"{sum(summary.violated for summary in summaries)} violated"
    return ", ".join(
        [
            f"{violated} ({', '.join(parts)})" if parts else violated,
            f"{sum(summary.unknown for summary in summaries)} unknown",
            f"{sum(summary.satisfied for summary in summaries)} satisfied",
        ]
    )
