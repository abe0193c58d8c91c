"""Prove rules by their own examples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from archlint.architecture.catalogue import Catalogue
from archlint.errors import ArchlintError
from archlint.finding import Finding, Outcome
from archlint.ruleset.example_judging import Proof, build_rule_example, prove
from archlint.ruleset.values import DeclaredRule, Example, ExampleText, PythonRule, Rule
from archlint.source import Location, SourceError

# What a rule's file calls the outcomes that its examples expect.
WORDS = {Outcome.SATISFIED: "pass", Outcome.VIOLATED: "fail", Outcome.UNKNOWN: "unknown"}
TODO = "todo"


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """Whether a rule says of an example what the example expects.

    Attributes:
        rule: The rule.
        expected: What the example expects.
        number: Which of the rule's examples of its kind it is; counts from 1.
        passed: Whether the rule says so; of a known gap, whether it is one still.
        message: What is wrong; empty when it passed.
        location: Where the example stands.
        because: What the example says that the rule must tell.
        todo: Why the rule does not say so yet, where the example is a known gap; else empty.
        hint: What to do; empty when it passed.
        found: What the rule says of each subject, where that is not what is expected.
    """

    rule: Rule
    expected: Outcome
    number: int
    passed: bool
    message: str
    location: Location
    because: tuple[str, ...] = ()
    todo: str = ""
    hint: str = ""
    found: tuple[Finding, ...] = ()

    @property
    def kind(self) -> str:
        """The key that it stands under: `pass`, `fail`, `unknown` or `todo`."""
        return TODO if self.todo else WORDS[self.expected]


def run_examples(rules: Iterable[Rule], catalogue: Catalogue) -> tuple[ExampleResult, ...]:
    """Judge every example of every rule by that rule alone."""
    results = []
    for rule in rules:
        assert isinstance(rule, DeclaredRule | PythonRule)  # noqa: S101 - there are no others
        numbers: dict[Outcome | str, int] = {}
        for example in rule.examples:
            kind = TODO if _gap(example) else example.expected
            numbers[kind] = numbers.get(kind, 0) + 1
            results.append(_result(rule, example, numbers[kind], catalogue))
    return tuple(results)


def _result(
    rule: Rule, example: Example | ExampleText, number: int, catalogue: Catalogue
) -> ExampleResult:
    because: tuple[str, ...] = ()
    gap = _gap(example)
    try:
        built = build_rule_example(example, number, catalogue)
        because = built.example.because
        proof = prove(rule, built)
        if gap:
            proof = _of_gap(proof, example.expected)
    except SourceError as error:
        detail = "; ".join(f"{problem.location}: {problem.message}" for problem in error.problems)
        hints = dict.fromkeys(problem.hint for problem in error.problems)
        proof = Proof(f"the model is not valid: {detail}", "; ".join(filter(None, hints)))
    except ArchlintError as error:  # the other examples and rules are still judged
        proof = Proof(str(error), error.hint)
    return ExampleResult(
        rule=rule,
        expected=example.expected,
        number=number,
        passed=not proof.message,
        message=proof.message,
        location=example.location,
        because=because,
        todo=gap,
        hint=proof.hint,
        found=proof.found,
    )


def _gap(example: Example | ExampleText) -> str:
    return example.todo if isinstance(example, Example) else ""


def _of_gap(proof: Proof, expected: Outcome) -> Proof:
    """Turn round what is said of a known gap: as long as the rule does not say so, all is well."""
    if proof.message:
        return Proof()
    place = WORDS[expected]
    return Proof(
        f"it does what it says now: move it to '{place}'",
        f"write it under '{place}:', without 'expect' and 'why'",
    )
