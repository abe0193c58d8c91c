"""What several reports for scripts have in common: findings, rules and places as JSON."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from typing import Any

from archlint.architecture.values import Model
from archlint.finding import Finding, Notice, Outcome, Waiver
from archlint.ruleset.values import Rule, RuleResult
from archlint.source import Location


def array(name: str, items: Iterable[object]) -> Iterator[str]:
    """Give a key and its list as pieces of text, an entry a line."""
    yield f' "{name}": ['
    separator = "\n  "
    for item in items:
        yield f"{separator}{compact(item)}"
        separator = ",\n  "
    yield "]"


def arrays(lists: Iterable[tuple[str, Iterable[object]]]) -> Iterator[str]:
    """Give several keys, each with its list, as what ends an object."""
    separator = ""
    for name, items in lists:
        yield separator
        yield from array(name, items)
        separator = ",\n"
    yield "}\n"


def compact(value: object) -> str:
    """Write a value in one line of ASCII: nothing that a model says can act on a terminal."""
    return json.dumps(value, ensure_ascii=True)


def finding_entry(finding: Finding, model: Model, rule: Rule | None) -> dict[str, Any]:
    """Return a finding as every report has it.

    Args:
        finding: The finding.
        model: The model that it is about.
        rule: Its rule, which names the controls; `None` where it is not known any more.
    """
    waiver = finding.waiver
    return {
        "id": finding.id,
        "model": model.path,
        "environment": model.environment or None,
        **judgement(finding),
        "controls": {} if rule is None else _controls(rule),
        "waiver": None if waiver is None else _waiver(waiver, finding),
    }


def judgement(finding: Finding) -> dict[str, Any]:
    """Return what a rule says of what, and the facts that this rests on."""
    return {
        "rule": finding.rule,
        "outcome": finding.outcome,
        "severity": finding.severity,
        "subject": {"kind": finding.subject.kind, "id": finding.subject.id},
        "message": finding.message,
        "location": place(finding.location),
        "evidence": [
            {"message": fact.message, "location": place(fact.location)} for fact in finding.evidence
        ],
    }


def day(date: datetime.date | None) -> str | None:
    """Return a day as `2027-03-31`; `None` where there is none."""
    return None if date is None else date.isoformat()


def _waiver(waiver: Waiver, finding: Finding) -> dict[str, Any]:
    return {
        "finding": waiver.finding,
        "reason": waiver.reason,
        "expires": day(waiver.expires),
        "approved_by": waiver.approved_by,
        "expired": finding.outcome is not Outcome.WAIVED,
        "location": place(waiver.location),
    }


def notice_entry(notice: Notice) -> dict[str, Any]:
    """Return a notice as every report has it."""
    return {
        "id": notice.id,
        "severity": notice.severity,
        "message": notice.message,
        "location": place(notice.location),
        "hint": notice.hint,
    }


def rule_entry(result: RuleResult) -> dict[str, Any]:
    """Return a rule with the counts of what it judged."""
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


def place(location: Location | None) -> dict[str, Any] | None:
    """Return a place; `None` where there is none."""
    if location is None:
        return None
    return {"path": location.path, "line": location.line, "column": location.column}
