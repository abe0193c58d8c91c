"""Prove rules by their own examples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import dedent

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.parsing import parse
from archlint.architecture.reader import build_example
from archlint.errors import ArchlintError
from archlint.finding import Outcome
from archlint.graph import ArchitectureGraph
from archlint.ruleset.engine import check
from archlint.ruleset.example_reader import read_example
from archlint.ruleset.values import (
    DeclaredRule,
    Example,
    ExampleText,
    PythonRule,
    Report,
    Rule,
    RuleResult,
)
from archlint.source import Location, Problems, SourceError
from archlint.text import plural, quote


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """Whether a rule says of an example what the example expects.

    Attributes:
        rule: The rule.
        expected: What the example expects.
        number: Which of the rule's examples that expect the same; counts from 1.
        passed: Whether the rule says so.
        message: What it says instead; empty when it passed.
        location: Where the example stands.
    """

    rule: Rule
    expected: Outcome
    number: int
    passed: bool
    message: str
    location: Location


def run_examples(rules: Iterable[Rule], catalogue: Catalogue) -> tuple[ExampleResult, ...]:
    """Judge every example of every rule by that rule alone."""
    results = []
    for rule in rules:
        assert isinstance(rule, DeclaredRule | PythonRule)  # noqa: S101 - there are no others
        numbers = dict.fromkeys(Outcome, 0)
        for example in rule.examples:
            numbers[example.expected] += 1
            message = _judge(rule, example, numbers[example.expected], catalogue)
            results.append(
                ExampleResult(
                    rule,
                    example.expected,
                    numbers[example.expected],
                    not message,
                    message,
                    example.location,
                )
            )
    return tuple(results)


def _judge(rule: Rule, example: Example | ExampleText, number: int, catalogue: Catalogue) -> str:
    """Return what is wrong, or an empty string."""
    try:
        read = as_example(example, f"example {number}")
        model = build_example(read.tree, read.location.path, catalogue)
    except SourceError as error:
        return "the model is not valid: " + "; ".join(
            f"{problem.location}: {problem.message}" for problem in error.problems
        )
    try:
        report = check(ArchitectureGraph(model), [rule])
        told = _told(report, example.expected) if read.because else ()
    except ArchlintError as error:  # the other examples and rules are still judged
        return str(error)
    (result,) = report.results
    if _as_expected(result, example.expected):
        return _unsaid(read, told)
    if result.applied_to == 0:
        return f"expected {example.expected}, but the rule applies to nothing in this model"
    counts = ", ".join(
        f"{count} {outcome}"
        for outcome, count in (
            (Outcome.VIOLATED, result.violated),
            (Outcome.UNKNOWN, result.unknown),
            (Outcome.SATISFIED, result.satisfied),
        )
        if count
    )
    return f"expected {example.expected}, found {counts} ({plural(result.applied_to, 'subject')})"


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


def _told(report: Report, expected: Outcome) -> tuple[str, ...]:
    """Return what the rule tells of the subjects that are judged as expected."""
    told = {
        Outcome.SATISFIED: report.satisfied,
        Outcome.VIOLATED: lambda: iter(report.findings),
        Outcome.UNKNOWN: report.unknown,
    }[expected]
    return tuple(
        text
        for finding in told()
        for text in (finding.message, *(fact.message for fact in finding.evidence))
    )


def _unsaid(example: Example, told: tuple[str, ...]) -> str:
    lacking = [text for text in example.because if not any(text in said for said in told)]
    if not lacking:
        return ""
    wanted = " and ".join(quote(text) for text in lacking)
    found = "; ".join(dict.fromkeys(told)) or "nothing"
    return f"{example.expected}, but not because of {wanted}; it tells: {found}"


def _as_expected(result: RuleResult, expected: Outcome) -> bool:
    """Passing means nothing else than satisfied; failing, a violation; unknown, no violation."""
    match expected:
        case Outcome.SATISFIED:
            return result.satisfied > 0 and result.violated == 0 and result.unknown == 0
        case Outcome.VIOLATED:
            return result.violated > 0
    return result.unknown > 0 and result.violated == 0
