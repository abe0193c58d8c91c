"""Several reports, of several models or environments, seen as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from archlint.finding import Finding, Notice, Outcome, Severity, Waiver
from archlint.ruleset.values import Report, RuleResult, Summary, summary_of
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
        waived=one.waived + other.waived,
        baselined=one.baselined + other.baselined,
    )


def listed_findings(
    reports: Sequence[Report], *, unknown: bool
) -> Iterator[tuple[Report, Finding]]:
    """Give each report's violations, accepted ones included, and the unknowns if asked for."""
    for report in reports:
        for finding in chain(report.findings, report.unknown() if unknown else ()):
            yield report, finding


def open_findings(report: Report) -> Iterator[Finding]:
    """Give the violations that nothing accepts."""
    return (found for found in report.findings if found.outcome is Outcome.VIOLATED)


def waived_findings(report: Report) -> Iterator[Finding]:
    """Give the findings that a waiver accepts."""
    return (found for found in report.findings if found.outcome is Outcome.WAIVED)


def notices_of(reports: Sequence[Report]) -> tuple[Notice, ...]:
    """Return what else there is to know, each thing once."""
    return tuple(dict.fromkeys(notice for report in reports for notice in report.notices))


def waiver_words(waiver: Waiver) -> str:
    """Tell a waiver in a line: `accepted for the trial (until 2027-03-31, approved by the CTO)`."""
    terms = []
    if waiver.expires is not None:
        terms.append(f"until {waiver.expires}")
    if waiver.approved_by:
        terms.append(f"approved by {waiver.approved_by}")
    return f"{waiver.reason} ({', '.join(terms)})" if terms else waiver.reason


def accepted_counts(summary: Summary) -> list[str]:
    """Tell how many are accepted: `1 waived`, `2 baselined`; nothing where there are none."""
    counted = {"waived": summary.waived, "baselined": summary.baselined}
    return [f"{count} {word}" for word, count in counted.items() if count]


def name_of(report: Report) -> str:
    """Name what was judged: `model.yaml`, or `model.yaml (staging)`."""
    model = report.model
    return f"{model.path} ({model.environment})" if model.environment else model.path


def counts(reports: Sequence[Report]) -> str:
    """Tell the counts: `2 violated (1 error, 1 note), 1 unknown, 3 satisfied`."""
    of = Counter(found.severity for report in reports for found in open_findings(report))
    parts = [plural(of[severity], severity.value) for severity in Severity if of[severity]]
    summary = summary_of(result for report in reports for result in report.results)
    violated = f"{summary.violated} violated"
    return ", ".join(
        [
            f"{violated} ({', '.join(parts)})" if parts else violated,
            f"{summary.unknown} unknown",
            f"{summary.satisfied} satisfied",
            *accepted_counts(summary),
        ]
    )
