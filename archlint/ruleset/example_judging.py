"""Judge one example by its rule, and tell what the rule says of it."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.parsing import parse
from archlint.architecture.reader import build_example
from archlint.finding import Finding, Outcome
from archlint.graph import ArchitectureGraph
from archlint.ruleset.engine import check
from archlint.ruleset.example_reader import read_example
from archlint.ruleset.values import Example, ExampleText, Report, Rule, RuleResult
from archlint.source import Problems
from archlint.text import plural, quote


@dataclass(frozen=True, slots=True)
class BuiltExample:
    """An example with the graph of its model, which any number of rules may judge."""

    example: Example
    graph: ArchitectureGraph


@dataclass(frozen=True, slots=True)
class Proof:
    """What a rule says of an example.

    Attributes:
        message: How that differs from what the example expects; empty where it does not.
        hint: What to do about it.
        found: What the rule says of each subject; empty where nothing differs.
    """

    message: str = ""
    hint: str = ""
    found: tuple[Finding, ...] = ()


def build_rule_example(
    example: Example | ExampleText, number: int, catalogue: Catalogue
) -> BuiltExample:
    """Read the model of an example.

    Args:
        example: The example, in a rule's file or in Python.
        number: What positions call an example in Python by.
        catalogue: The types that nodes may have.

    Raises:
        SourceError: With every problem of the model.
    """
    read = as_example(example, f"example {number}")
    return BuiltExample(
        read, ArchitectureGraph(build_example(read.tree, read.location.path, catalogue))
    )


def prove(rule: Rule, built: BuiltExample) -> Proof:
    """Judge an example by a rule.

    Raises:
        ArchlintError: If the rule cannot be judged.
    """
    expected = built.example.expected
    report = check(built.graph, [rule])
    (result,) = report.results
    if result.applied_to == 0:
        return Proof(
            f"expected {expected}, but the rule applies to nothing in this model",
            "add to the model what 'applies_to' asks for, or correct 'applies_to'",
        )
    if _as_expected(result, expected):
        return _unsaid(built.example, report)
    counts = ", ".join(
        f"{count} {outcome}"
        for outcome, count in (
            (Outcome.VIOLATED, result.violated),
            (Outcome.UNKNOWN, result.unknown),
            (Outcome.SATISFIED, result.satisfied),
        )
        if count
    )
    return Proof(
        f"expected {expected}, found {counts} ({plural(result.applied_to, 'subject')})",
        _HINTS[expected],
        told(report),
    )


_HINTS = {
    Outcome.SATISFIED: "state in the model all that the rule asks for, or correct the rule",
    Outcome.VIOLATED: "state in the model what breaks the rule, or correct the rule",
    Outcome.UNKNOWN: "leave out of the model what the rule needs to know, or correct the rule",
}


def told(report: Report) -> tuple[Finding, ...]:
    """Return what a report says of every subject: violations first, what is satisfied last."""
    return (*report.findings, *report.unknown(), *report.satisfied())


def as_example(example: Example | ExampleText, name: str) -> Example:
    """Return an example as a value; one that is still a text is read, and called by the name.

    Raises:
        SourceError: If its text is not YAML.
    """
    if isinstance(example, Example):
        return example
    # Lines count within the text of the example: in the Python around it, they are not known.
    problems = Problems()
    read = read_example(example.expected, parse(dedent(example.text), name, problems), problems)
    problems.raise_if_any()
    return read


def _unsaid(example: Example, report: Report) -> Proof:
    if not example.because:
        return Proof()
    findings = told(report)
    said = [
        text
        for finding in findings
        if finding.outcome is example.expected
        for text in (finding.message, *(fact.message for fact in finding.evidence))
    ]
    lacking = [text for text in example.because if not any(text in line for line in said)]
    if not lacking:
        return Proof()
    wanted = " and ".join(quote(text) for text in lacking)
    heard = "; ".join(dict.fromkeys(said)) or "nothing"
    return Proof(
        f"{example.expected}, but not because of {wanted}; it tells: {heard}",
        "write into 'because' a part of what the rule tells, or correct the model or the rule",
        findings,
    )


def _as_expected(result: RuleResult, expected: Outcome) -> bool:
    """Passing means nothing else than satisfied; failing, a violation; unknown, no violation."""
    match expected:
        case Outcome.SATISFIED:
            return result.satisfied > 0 and result.violated == 0 and result.unknown == 0
        case Outcome.VIOLATED:
            return result.violated > 0
    return result.unknown > 0 and result.violated == 0
