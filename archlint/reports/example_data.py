"""What the examples of rules prove, for programs: JSON, and JUnit's XML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import SubElement

from archlint.finding import Finding
from archlint.reports.examples import KINDS, Failure, failures_of, name_of_example
from archlint.reports.junit_parts import add_outcome, add_test, document, empty_suite
from archlint.ruleset.examples import ExampleResult
from archlint.ruleset.values import Rule
from archlint.source import Location
from archlint.text import escape_terminal


def examples_as_json(
    rules: Sequence[Rule], results: Sequence[ExampleResult], *, version: str
) -> Iterator[str]:
    """Give one JSON object: what is wrong, the known gaps, and the counts of each pack."""
    import json

    whole = {
        "archlint": version,
        "failures": [_as_data(failure) for failure in failures_of(rules, results)],
        "todo": [
            {
                "rule": result.rule.id,
                "expected": result.expected,
                "why": result.todo,
                "location": _place(result.location),
            }
            for result in results
            if result.todo and result.passed
        ],
        "packs": {
            pack: _counts(
                [rule for rule in rules if rule.pack == pack],
                [result for result in results if result.rule.pack == pack],
            )
            for pack in sorted({rule.pack for rule in rules})
        },
    }
    yield json.dumps(whole, indent=1) + "\n"


def examples_as_junit(
    rules: Sequence[Rule], results: Sequence[ExampleResult], *, version: str
) -> Iterator[str]:
    """Give pieces of XML: a suite for each pack, a test for each example; known gaps are skipped.

    An example that is lacking is a test that failed.
    """
    suites = {
        pack: empty_suite(pack, {"archlint": version})
        for pack in sorted({rule.pack for rule in rules})
    }
    failures = {(f.rule.id, f.name): f for f in failures_of(rules, results)}
    for result in results:
        rule, name = result.rule, name_of_example(result)
        test = add_test(suites[rule.pack], f"{rule.pack}.{rule.id}", name)
        failure = failures.pop((rule.id, name), None)
        if failure is not None:
            add_outcome(test, "failure", "example", failure.message, _lines(failure))
        elif result.todo:
            SubElement(test, "skipped", {"message": escape_terminal(f"todo: {result.todo}")})
    for failure in failures.values():
        rule = failure.rule
        test = add_test(suites[rule.pack], f"{rule.pack}.{rule.id}", failure.name)
        add_outcome(test, "failure", "lacking", failure.message, _lines(failure))
    return document(list(suites.values()))


def _lines(failure: Failure) -> list[str]:
    lines = [str(failure.location)]
    lines += [f"- {failure.expected}"] if failure.expected else []
    for finding in failure.found:
        lines.append(f"+ {finding.outcome} {finding.id}: {finding.message}")
        lines += [f"+     {fact.message}" for fact in finding.evidence]
    return lines + ([f"next: {failure.hint}"] if failure.hint else [])


def _as_data(failure: Failure) -> dict[str, Any]:
    return {
        "rule": failure.rule.id,
        "example": failure.name,
        "message": failure.message,
        "location": _place(failure.location),
        "hint": failure.hint,
        "expected": failure.expected,
        "found": [_finding(finding) for finding in failure.found],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "outcome": finding.outcome,
        "message": finding.message,
        "evidence": [
            {"message": fact.message, "location": _place(fact.location)}
            for fact in finding.evidence
        ],
    }


def _place(location: Location) -> dict[str, Any]:
    return {"path": location.path, "line": location.line, "column": location.column}


def _counts(rules: Sequence[Rule], results: Sequence[ExampleResult]) -> dict[str, int]:
    found = Counter(result.kind for result in results)
    return {
        "rules": len(rules),
        "examples": len(results),
        **{kind: found[kind] for kind in KINDS},
        "failures": len(failures_of(rules, results)),
    }
