"""Prove rules by their own examples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import dedent

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.parsing import parse
from archlint.architecture.reader import build_example
from archlint.architecture.values import Model
from archlint.errors import ArchlintError
from archlint.finding import Outcome
from archlint.graph import ArchitectureGraph
from archlint.ruleset.engine import check
from archlint.ruleset.values import DeclaredRule, Example, ExampleText, PythonRule, Rule, RuleResult
from archlint.source import Location, SourceError
from archlint.text import plural


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
        model = _model(example, number, catalogue)
    except SourceError as error:
        return "the model is not valid: " + "; ".join(
            f"{problem.location}: {problem.message}" for problem in error.problems
        )
    try:
        (result,) = check(ArchitectureGraph(model), [rule]).results
    except ArchlintError as error:  # the other examples and rules are still judged
        return str(error)
    if _as_expected(result, example.expected):
        return ""
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


def _model(example: Example | ExampleText, number: int, catalogue: Catalogue) -> Model:
    if isinstance(example, Example):
        return build_example(example.tree, example.location.path, catalogue)
    # Lines count within the text of the example: in the Python around it, they are not known.
    path = f"example {number}"
    return build_example(parse(dedent(example.text), path), path, catalogue)


def _as_expected(result: RuleResult, expected: Outcome) -> bool:
    """Passing means nothing else than satisfied; failing, a violation; unknown, no violation."""
    match expected:
        case Outcome.SATISFIED:
            return result.satisfied > 0 and result.violated == 0 and result.unknown == 0
        case Outcome.VIOLATED:
            return result.violated > 0
    return result.unknown > 0 and result.violated == 0
