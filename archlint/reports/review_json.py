"""A review as JSON for scripts: a contract, see `review.schema.json`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from archlint.architecture.values import Model
from archlint.finding import Finding
from archlint.reports.diff_json import architecture, field_entry, locations, opening
from archlint.reports.json_parts import arrays, compact, finding_entry, notice_entry, rule_entry
from archlint.reports.review_words import review_counts
from archlint.review.values import Review, RuleChange
from archlint.ruleset.values import Report


def review_as_json(review: Review, report: Report, *, version: str, unknown: bool) -> Iterator[str]:
    """Give a review as pieces of one JSON object, a change and a finding a line.

    Args:
        review: What there is to tell.
        report: What the check of the head found, for its rules and their counts.
        version: The version of archlint.
        unknown: Whether to list what became unknown.
    """
    rules = {result.rule.id: result.rule for result in report.results}
    sides = review.difference
    found = review.findings

    def entries(findings: Iterable[Finding], model: Model) -> Iterator[dict[str, Any]]:
        return (finding_entry(each, model, rules.get(each.rule)) for each in findings)

    yield from opening(sides, base=review.base, head=review.head, version=version)
    facts = {
        "judged_by": review.judged_by,
        "fail_on": review.fail_on,
        "strict": review.strict,
        "summary": review_counts(review),
    }
    yield f" {compact(facts)[1:-1]},\n"
    yield from arrays(
        (
            *architecture(sides, review.consequences),
            ("introduced", entries(found.introduced, sides.head)),
            ("fixed", entries(found.fixed, sides.base)),
            ("unsettled", entries(found.unsettled, sides.head)),
            ("unchanged", entries(found.unchanged, sides.head)),
            ("waived", entries(found.waived, sides.head)),
            *((("unknown", entries(found.unknown, sides.head)),) if unknown else ()),
            ("unwaived", sorted(found.unwaived)),
            (
                "rule_changes",
                (_rule_change(each, sides.head, entries) for each in review.rule_changes),
            ),
            ("notices", map(notice_entry, found.notices)),
            ("rules", map(rule_entry, report.results)),
            ("remarks", review.remarks),
        )
    )


def _rule_change(
    change: RuleChange,
    head: Model,
    entries: Callable[[Iterable[Finding], Model], Iterator[dict[str, Any]]],
) -> dict[str, Any]:
    return {
        "rule": change.rule,
        "title": change.title,
        "is_setting": change.is_setting,
        "effect": change.effect,
        "loosens": change.effect.loosens,
        "fields": [field_entry(field) for field in change.fields],
        "hidden": list(entries(change.hidden, head)),
        "reason": change.reason,
        "locations": locations(change.before, change.after),
    }
