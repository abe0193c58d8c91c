"""A compliance report for scripts: a contract, see `report.schema.json`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from archlint.finding import Finding, Waiver
from archlint.reports.compliance_words import CAVEATS, Judged
from archlint.reports.json_parts import arrays, compact, day, judgement, place
from archlint.ruleset.compliance import ControlResult, FrameworkResult, RuleEvidence
from archlint.ruleset.values import Rule


def compliance_as_json(results: Sequence[FrameworkResult], judged: Judged) -> Iterator[str]:
    """Give a report as pieces of one JSON object; each finding stands in it once.

    Args:
        results: The frameworks, with the state of each control.
        judged: What was judged.
    """
    used = {
        evidence.rule.id: evidence
        for result in results
        for control in result.controls
        for evidence in control.rules
    }
    evidence = [used[rule] for rule in sorted(used)]
    head = {
        "archlint": judged.version,
        "model": judged.model,
        "name": judged.name,
        "environment": judged.environment or None,
        "not_shown": CAVEATS,
    }
    yield f"{{{compact(head)[1:-1]},\n"
    yield from arrays(
        (
            ("frameworks", map(_framework, results)),
            ("rules", (_rule(one.rule) for one in evidence)),
            ("findings", (_finding(found) for one in evidence for found in one.findings)),
        )
    )


def _framework(result: FrameworkResult) -> dict[str, Any]:
    framework = result.framework
    return {
        "id": framework.id,
        "title": framework.title,
        "version": framework.version,
        "publisher": framework.publisher,
        "source": framework.source,
        "mapping": framework.mapping,
        "remark": framework.remark,
        "summary": {state.value: count for state, count in result.counts.items()},
        "controls": [_control(control) for control in result.controls],
    }


def _control(result: ControlResult) -> dict[str, Any]:
    return {
        "id": result.control.id,
        "title": result.control.title,
        "source": result.control.source,
        "state": result.state.value,
        "not_expressible": result.control.not_expressible,
        "rules": [_evidence(evidence) for evidence in result.rules],
    }


def _evidence(evidence: RuleEvidence) -> dict[str, Any]:
    return {
        "id": evidence.rule.id,
        "judged": evidence.left_out is None,
        "left_out": evidence.left_out or "",
        "counts": {outcome.value: count for outcome, count in evidence.counts.items()},
        "findings": [finding.id for finding in evidence.findings],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": rule.severity,
        "limits": rule.limits,
        "controls": {name: list(ids) for name, ids in rule.controls.items()},
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        **judgement(finding),
        "waiver": None if finding.waiver is None else _waiver(finding.waiver),
    }


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {
        "reason": waiver.reason,
        "approved_by": waiver.approved_by,
        "expires": day(waiver.expires),
        "location": place(waiver.location),
    }
