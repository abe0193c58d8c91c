"""The page of findings: what is violated and why, what is not stated, what holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from archlint.finding import Finding, Outcome, Severity, SubjectKind
from archlint.pages.atlas import FINDINGS, Atlas
from archlint.pages.markdown import Link, href
from archlint.ruleset import Report, Rule, RuleResult, Summary


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding.

    Lines of files are left out on purpose: they move with every edit, and the committed page would
    be stale although nothing in it has changed.

    Attributes:
        id: Its name.
        subject: The id of what is judged.
        node: Leads to the subject, where that is a node.
        message: What was found.
        more: The facts used that the message does not tell.
        files: The files that state the facts.
    """

    id: str
    subject: str
    node: Link | None
    message: str
    more: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule and its violations; `link` leads to them."""

    id: str
    link: Link
    title: str
    severity: Severity
    why: str
    fix: str
    limits: str
    sources: tuple[str, ...]
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class WaivedView:
    """A finding that is accepted: why, by whom (may be empty), and until when (may be empty)."""

    rule: str
    title: str
    finding: FindingView
    reason: str
    approved_by: str
    expires: str


@dataclass(frozen=True, slots=True)
class UnknownView:
    """One subject of which a rule cannot be judged."""

    rule: str
    title: str
    finding: FindingView


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How a rule judged its subjects."""

    id: str
    title: str
    severity: Severity
    violated: int
    unknown: int
    satisfied: int
    waived: int


@dataclass(frozen=True, slots=True)
class SeverityCount:
    """How many violations there are of one severity."""

    severity: Severity
    count: int


@dataclass(frozen=True, slots=True)
class FindingsView:
    """Everything on the page.

    Attributes:
        summary: The counts that close a report.
        severities: The violations by severity, strongest first.
        violated: The rules that are violated, the most severe first.
        waived: What is accepted, by the finding's id.
        unknown: Where the model does not say enough.
        judged: Every rule that has a subject, with its counts.
        without_subject: The rules that have none.
    """

    summary: Summary
    severities: tuple[SeverityCount, ...]
    violated: tuple[RuleView, ...]
    waived: tuple[WaivedView, ...]
    unknown: tuple[UnknownView, ...]
    judged: tuple[RuleCount, ...]
    without_subject: tuple[RuleCount, ...]


def findings_view(report: Report, atlas: Atlas) -> FindingsView:
    """Put a report into the order in which people read it."""
    by_rule: dict[str, list[FindingView]] = {}
    for finding in _violations(report):
        by_rule.setdefault(finding.rule, []).append(_finding(finding, atlas))
    rules = {result.rule.id: result.rule for result in report.results}
    severity = list(Severity)
    violated = sorted(by_rule, key=lambda rule: (severity.index(rules[rule].severity), rule))
    judged = [_count(result) for result in report.results if result.applied_to]
    without_subject = [_count(result) for result in report.results if not result.applied_to]
    return FindingsView(
        summary=report.summary,
        severities=severity_counts(report),
        violated=tuple(_rule(rules[rule], tuple(by_rule[rule])) for rule in violated),
        waived=tuple(
            _waived(finding, rules[finding.rule], atlas)
            for finding in sorted(report.findings, key=lambda finding: finding.id)
            if finding.outcome is Outcome.WAIVED
        ),
        unknown=tuple(
            UnknownView(finding.rule, rules[finding.rule].title, _finding(finding, atlas))
            for finding in sorted(report.unknown(), key=lambda finding: finding.id)
        ),
        judged=tuple(judged),
        without_subject=tuple(without_subject),
    )


def severity_counts(report: Report) -> tuple[SeverityCount, ...]:
    """Count the violations of each severity that has any, strongest first."""
    counts = Counter(finding.severity for finding in _violations(report))
    return tuple(SeverityCount(level, counts[level]) for level in Severity if counts[level])


def _violations(report: Report) -> Iterator[Finding]:
    return (found for found in report.findings if found.outcome is Outcome.VIOLATED)


def _waived(finding: Finding, rule: Rule, atlas: Atlas) -> WaivedView:
    waiver = finding.waiver
    return WaivedView(
        rule=finding.rule,
        title=rule.title,
        finding=_finding(finding, atlas),
        reason=waiver.reason if waiver else "",
        approved_by=waiver.approved_by if waiver else "",
        expires=str(waiver.expires) if waiver and waiver.expires else "",
    )


def _count(result: RuleResult) -> RuleCount:
    return RuleCount(
        id=result.rule.id,
        title=result.rule.title,
        severity=result.rule.severity,
        violated=result.violated,
        unknown=result.unknown,
        satisfied=result.satisfied,
        waived=result.waived,
    )


def _rule(rule: Rule, findings: tuple[FindingView, ...]) -> RuleView:
    return RuleView(
        id=rule.id,
        link=Link(rule.title, href(FINDINGS, f"rule-{rule.id}")),
        title=rule.title,
        severity=rule.severity,
        why=rule.why,
        fix=rule.fix,
        limits=rule.limits,
        sources=rule.sources,
        findings=findings,
    )


def _finding(finding: Finding, atlas: Atlas) -> FindingView:
    facts = dict.fromkeys(item.message for item in finding.evidence)
    is_node = finding.subject.kind is SubjectKind.NODE and finding.subject.id in atlas.model.nodes
    return FindingView(
        id=finding.id,
        subject=finding.subject.id,
        node=atlas.link(finding.subject.id) if is_node else None,
        message=finding.message,
        more=tuple(fact for fact in facts if fact not in finding.message),
        files=tuple(sorted({item.location.path for item in finding.evidence})),
    )
