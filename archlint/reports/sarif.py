"""A report, or what prevented one, as SARIF 2.1.0 for code scanning and editors.

See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; what GitHub reads of it, and
its limits: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from archlint.finding import Evidence, Finding, Notice, Outcome, Severity
from archlint.reports.hops import steps
from archlint.reports.places import is_absolute, uri, web_address
from archlint.reports.uniting import listed_findings, notices_of, united, waiver_words
from archlint.ruleset.values import Report, Rule
from archlint.source import Location, Problem
from archlint.text import escape_markdown, linked_markdown, visible

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
# GitHub refuses a file with more, and cuts longer descriptions.
MAX_TAGS = 20
MAX_LOCATIONS = 1_000
MAX_DESCRIPTION = 1_024
_ACCEPTED = (Outcome.WAIVED, Outcome.BASELINED)
_PROBLEM_SEVERITY = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "recommendation",
}


def report_as_sarif(reports: Sequence[Report], *, version: str, unknown: bool) -> Iterator[str]:
    """Give reports as pieces of one SARIF log with one run, a result a line.

    Args:
        reports: What a check found, for each model and environment.
        version: The version of archlint.
        unknown: Whether to list what the models do not say, as results of the kind `open`.
    """
    rules = [result.rule for result in united(reports)]
    index = {rule.id: at for at, rule in enumerate(rules)}
    yield from _head(version, map(_rule, rules))
    run = {
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The folder that archlint was run in."}}
        },
        "invocations": [_invocation(notices_of(reports))],
        "properties": {"models": [_judged(report) for report in reports]},
    }
    yield f"  {_compact(run)[1:-1]},\n"
    results = (
        _result(report, finding, index)
        for report, finding in listed_findings(reports, unknown=unknown)
    )
    yield from _array("results", results)
    yield "\n}]}\n"


def failure_as_sarif(problems: Sequence[Problem], *, version: str, model: str) -> Iterator[str]:
    """Give what prevented a report as pieces of a SARIF log, whose run did not succeed.

    It has no `results`: there are none, which is not to say that nothing was found. An upload to
    GitHub refuses such a run, so that no alert is closed by it.

    Args:
        problems: The problems; there is at least one.
        version: The version of archlint.
        model: What was to be judged, as it was given.
    """
    yield from _head(version, ())
    run = {
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": False,
                "exitCode": 2,
                "toolExecutionNotifications": [_notification(problem) for problem in problems],
            }
        ],
        "properties": {"models": [{"model": visible(model)}]},
    }
    yield f"  {_compact(run)[1:-1]}\n}}]}}\n"


def _head(version: str, rules: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield f'{{"$schema": {_compact(_SCHEMA)}, "version": "2.1.0", "runs": [{{\n'
    yield f'  "tool": {{"driver": {{"name": "archlint", "version": {_compact(version)},\n'
    yield from _array("rules", rules)
    yield "}},\n"


def _array(name: str, items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield f'  "{name}": ['
    separator = "\n    "
    for item in items:
        yield f"{separator}{_compact(item)}"
        separator = ",\n    "
    yield "]"


def _judged(report: Report) -> dict[str, Any]:
    summary = report.summary
    return _named(report) | {
        "violated": summary.violated,
        "unknown": summary.unknown,
        "satisfied": summary.satisfied,
        "not_applicable": summary.not_applicable,
        "waived": summary.waived,
        "baselined": summary.baselined,
    }


def _named(report: Report) -> dict[str, Any]:
    model = {"model": visible(report.model.path)}
    environment = report.model.environment
    return model | {"environment": environment} if environment else model


def _rule(rule: Rule) -> dict[str, Any]:
    title = _one_line(rule.title)
    address = {"helpUri": web_address(rule.help)} if rule.help else {}
    return {
        "id": rule.id,
        "name": "".join(word[:1].upper() + word[1:] for word in rule.id.split("-")),
        "shortDescription": {"text": _cut(title)},
        "fullDescription": {"text": _cut(_one_line(rule.why) or title)},
        "help": _help(rule),
        **address,
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {
            "pack": visible(rule.pack),
            "tags": _tags(rule)[:MAX_TAGS],
            **_controls(rule),
            "problem.severity": _PROBLEM_SEVERITY[rule.severity],
        },
    }


def _tags(rule: Rule) -> list[str]:
    """Give a rule's own tags, and after them its controls, as code scanning lists `external/`."""
    own = sorted({visible(tag) for tag in rule.tags})
    controls = [f"external/{name}/{one}" for name, ids in rule.controls.items() for one in ids]
    return [*own, *map(visible, controls)]


def _controls(rule: Rule) -> dict[str, Any]:
    """Give all controls of a rule, for which the tags may have no room."""
    named = {visible(name): [visible(one) for one in ids] for name, ids in rule.controls.items()}
    return {"controls": named} if named else {}


def _help(rule: Rule) -> dict[str, str]:
    parts = [("Why", rule.why), ("Fix", rule.fix), ("Limits", rule.limits)]
    parts = [(name, text) for name, text in parts if text.strip()]
    plain = [f"{name}: {_one_line(text)}" for name, text in parts]
    marked = [f"**{name}:** {escape_markdown(text)}" for name, text in parts]
    if rule.sources:
        plain.append("\n".join(["Sources:", *(f"- {_one_line(text)}" for text in rule.sources)]))
        items = (f"- {linked_markdown(' '.join(text.split()))}" for text in rule.sources)
        marked.append("\n".join(["**Sources:**", "", *items]))
    return {
        "text": "\n\n".join(plain) or _one_line(rule.title),
        "markdown": "\n\n".join(marked) or escape_markdown(rule.title),
    }


def _result(report: Report, finding: Finding, index: Mapping[str, int]) -> dict[str, Any]:
    violated = finding.outcome is not Outcome.UNKNOWN
    subject = {"name": visible(finding.subject.id), "kind": finding.subject.kind.value}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "kind": "fail" if violated else "open",
        "level": finding.severity.value if violated else "none",
        "message": _message(finding.message),
        "locations": [_location(finding.location) | {"logicalLocations": [subject]}],
        "partialFingerprints": {
            "archlintFindingId/v1": finding.id,
            "archlintModel/v1": visible(report.model.path),
        },
        "properties": _named(report),
    }
    if finding.outcome in _ACCEPTED:
        result["suppressions"] = [_suppression(finding)]
    if finding.evidence:
        facts = islice(finding.evidence, MAX_LOCATIONS - 1)
        result["relatedLocations"] = [
            {"id": number} | _fact(fact) for number, fact in enumerate(facts, start=1)
        ]
    path = steps(finding)[:MAX_LOCATIONS]
    if path:
        result["codeFlows"] = [
            {"threadFlows": [{"locations": [{"location": _fact(fact)} for fact in path]}]}
        ]
    return result


def _suppression(finding: Finding) -> dict[str, Any]:
    """Say why a result counts no more: an accepted suppression outside of the code (3.35)."""
    suppression: dict[str, Any] = {"kind": "external", "status": "accepted"}
    waiver = finding.waiver if finding.outcome is Outcome.WAIVED else None
    if waiver is None:
        return suppression | {"justification": "It is in the baseline."}
    return suppression | {
        "justification": _one_line(waiver_words(waiver)),
        "location": _location(waiver.location),
    }


def _invocation(notices: Sequence[Notice]) -> dict[str, Any]:
    """Tell of a run that succeeded, and of what else there is to know of it."""
    if not notices:
        return {"executionSuccessful": True}
    told = [
        {
            "level": notice.severity.value,
            "message": _message(f"{notice.message}; next: {notice.hint}"),
            "locations": [_location(notice.location)],
            "properties": {"id": notice.id},
        }
        for notice in notices
    ]
    return {"executionSuccessful": True, "toolConfigurationNotifications": told}


def _notification(problem: Problem) -> dict[str, Any]:
    said = problem.message + (f"; next: {problem.hint}" if problem.hint else "")
    notification: dict[str, Any] = {"level": "error", "message": _message(said)}
    if problem.location is not None:
        notification["locations"] = [_location(problem.location)]
    return notification


def _fact(fact: Evidence) -> dict[str, Any]:
    return _location(fact.location) | {"message": _message(fact.message)}


def _location(location: Location) -> dict[str, Any]:
    artifact = {"uri": uri(location.path)}
    if not is_absolute(location.path):
        artifact["uriBaseId"] = _ROOT
    region = {"startLine": location.line, "startColumn": location.column}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _message(text: str) -> dict[str, str]:
    return {"text": _one_line(text)}


def _one_line(text: str) -> str:
    """Show a text as it was written: `[text](address)` would be a link (SARIF, 3.11.6)."""
    return visible(" ".join(text.split())).replace("](", "] (")


def _cut(text: str) -> str:
    return text if len(text) <= MAX_DESCRIPTION else f"{text[: MAX_DESCRIPTION - 3]}..."


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=True)
