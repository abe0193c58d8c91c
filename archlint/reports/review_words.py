"""What every form of a review says, in the same words: the verdict, the rules that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from archlint.finding import Finding, Severity
from archlint.reports.diff_words import NO_CHANGE, change_counts, environment_words
from archlint.reports.uniting import waiver_words
from archlint.reports.value_words import field_words, shortened
from archlint.review.values import FieldChange, Review, RuleChange, RuleEffect
from archlint.text import listed, plural

UNSETTLED = "this was a violation; the model no longer says"
UNWAIVED = "a waiver of the base accepted this; it is gone, or over"
_VERBS = {
    RuleEffect.ADDED: "adds",
    RuleEffect.REMOVED: "removes",
    RuleEffect.DISABLED: "disables",
    RuleEffect.ENABLED: "enables",
    RuleEffect.WEAKENED: "weakens",
    RuleEffect.STRENGTHENED: "strengthens",
    RuleEffect.CHANGED: "changes",
}
_MOST_HIDDEN = 5


def verdict(review: Review, *, severities: bool = False) -> str:
    """Return the line to begin with: `1 introduced, 1 fixed, 3 unchanged`, or that nothing changed.

    What is not to be overlooked is counted, too, where there is any.

    Args:
        review: What there is to tell.
        severities: Whether to tell how strong the introduced are.
    """
    if review.changes_nothing:
        return NO_CHANGE
    found = review.findings
    loosened = sum(change.effect.loosens for change in review.rule_changes)
    strong = _severity_words(found.introduced) if severities else ""
    counts = [
        f"{len(found.introduced)} introduced{f' ({strong})' if strong else ''}",
        f"{len(found.fixed)} fixed",
        f"{len(found.unchanged)} unchanged",
    ]
    if found.unsettled:
        counts.append(f"{len(found.unsettled)} no longer known")
    if newly := newly_unknown(review):
        counts.append(f"{len(newly)} newly unknown")
    if found.waived:
        counts.append(f"{len(found.waived)} waived by this change")
    if loosened:
        counts.append(f"{plural(loosened, 'rule or setting', 'rules or settings')} loosened")
    if review.environments:
        counts.append(environment_words(len(review.environments)))
    return ", ".join(counts)


def review_counts(review: Review) -> dict[str, int]:
    """Count everything that a review tells."""
    found = review.findings
    return change_counts(review.difference) | {
        "introduced": len(found.introduced),
        "fixed": len(found.fixed),
        "unsettled": len(found.unsettled),
        "unchanged": len(found.unchanged),
        "waived": len(found.waived),
        "rule_changes": len(review.rule_changes),
        "failing": len(review.failing),
    }


def newly_unknown(review: Review) -> list[Finding]:
    """Return what may fail by being unknown, without what was violated before."""
    told = {finding.id for finding in review.findings.unsettled}
    return [each for each in review.findings.unknown if review.strict and each.id not in told]


def strongest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by severity; those of one rule stay together."""
    return sorted(findings, key=lambda finding: list(Severity).index(finding.severity))


def _severity_words(findings: Iterable[Finding]) -> str:
    of = Counter(finding.severity for finding in findings)
    return ", ".join(plural(of[severity], severity.value) for severity in Severity if of[severity])


def failing_words(review: Review) -> str:
    """Say how many fail, and what failing takes."""
    brought = "introduced or newly unknown" if review.strict else "introduced"
    count = len(review.failing)
    said = f"{count} {brought} of that strength" if count else f"nothing {brought} fails"
    return f"what fails: {review.fail_on.value} or stronger; {said}"


def judged_words(review: Review) -> str:
    """Say whose rules judged: a change that is judged by its own says so."""
    return f"the {review.judged_by}'s rules judged both sides"


def rule_change_words(change: RuleChange, judged_by: str) -> str:
    """Tell what the change does to a rule, and what that hides.

    Such as `the change weakens rds-private-subnet: severity error -> note; it would hide
    rds-private-subnet@rds; the base's rules judged`.
    """
    name = f"the setting {change.rule}" if change.is_setting else change.rule
    said = [f"the change {_VERBS[change.effect]} {name}"]
    fields = [_field_words(field, change.rule) for field in change.fields]
    if fields:
        said[0] = f"{said[0]}: {'; '.join(fields)}"
    if change.reason:
        said.append(f"reason: {shortened(change.reason)}")
    if change.hidden:
        verb = "would hide" if judged_by == "base" else "hides"
        ids = [finding.id for finding in change.hidden[:_MOST_HIDDEN]]
        more = len(change.hidden) - len(ids)
        said.append(f"it {verb} {listed([*ids, f'{more} more'] if more else ids)}")
        said.append(f"the {judged_by}'s rules judged")
    return "; ".join(said)


def _field_words(field: FieldChange, rule: str) -> str:
    name = "" if field.name == rule else f"{field.name} "
    return f"{name}{' -> '.join(field_words(field))}"


def waived_words(finding: Finding) -> str:
    """Tell of the waiver that a change adds: why, until when, by whom."""
    if finding.waiver is None:
        return finding.message
    end = "" if finding.waiver.expires else " (without an end)"
    return f"{waiver_words(finding.waiver)}{end}"
