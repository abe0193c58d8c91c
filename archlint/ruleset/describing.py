"""A rule as its page tells it: what it asks, and what it says of its own examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import dedent

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.emitting import emit
from archlint.architecture.parsing import parse
from archlint.architecture.reader import build_example
from archlint.architecture.tree import Mapping as TreeMapping
from archlint.architecture.values import Model
from archlint.finding import Finding, Outcome
from archlint.graph import ArchitectureGraph
from archlint.ruleset.engine import check
from archlint.ruleset.example_judging import as_example
from archlint.ruleset.requirement import Line, requirement
from archlint.ruleset.values import DeclaredRule, Example, ExampleText, PythonRule, Report, Rule
from archlint.source import Problems, SourceError

DECLARED = ("applies_to", "require")


@dataclass(frozen=True, slots=True)
class ShownExample:
    """An example of a rule, judged.

    Attributes:
        expected: What the rule must say of it.
        yaml: The model.
        model: The same as values.
        told: What the rule tells of the subjects that it judges so, in the order of their ids.
        todo: Why the rule does not judge it so yet; empty where it does.
    """

    expected: Outcome
    yaml: str
    model: Model
    told: tuple[Finding, ...]
    todo: str


@dataclass(frozen=True, slots=True)
class Description:
    """Everything that the page of a rule shows.

    Attributes:
        rule: The rule.
        requirement: What it asks, in words; its title for a rule in Python.
        declared: The YAML of what it applies to and requires; empty for a rule in Python.
        examples: Its examples, in the order of its file.
        file: The file that defines it.
    """

    rule: Rule
    requirement: tuple[Line, ...]
    declared: str
    examples: tuple[ShownExample, ...]
    file: str

    @property
    def sample_id(self) -> str:
        """The id that a finding of the rule may have, as its own example shows it."""
        failing = self.first(Outcome.VIOLATED)
        return failing.told[0].id if failing and failing.told else f"{self.rule.id}@SUBJECT"

    def first(self, expected: Outcome) -> ShownExample | None:
        """Return the first example that must be judged so, and is."""
        found = (e for e in self.examples if e.expected is expected and not e.todo)
        return next(found, None)


def describe(rule: Rule, catalogue: Catalogue, texts: Mapping[str, str]) -> Description:
    """Describe a rule.

    Args:
        rule: The rule.
        catalogue: The types that its examples may use.
        texts: The texts of rules' files, by path.

    Raises:
        SourceError: If one of its examples is no model.
        ArchlintError: If the rule fails.
    """
    assert isinstance(rule, DeclaredRule | PythonRule)  # noqa: S101 - there are no others
    text = texts.get(rule.location.path, "")
    declared = isinstance(rule, DeclaredRule)
    return Description(
        rule=rule,
        requirement=requirement(rule)
        if isinstance(rule, DeclaredRule)
        else (Line(0, f"{rule.title}."),),
        declared=_declared(text, rule.location.path) if declared else "",
        examples=tuple(_shown(rule, example, catalogue) for example in rule.examples),
        file=rule.location.path,
    )


def _shown(rule: Rule, example: Example | ExampleText, catalogue: Catalogue) -> ShownExample:
    read = as_example(example, "example")
    model = build_example(read.tree, read.location.path, catalogue)
    report = check(ArchitectureGraph(model), [rule])
    told = tuple(_told(report, example.expected))
    return ShownExample(read.expected, emit(read.tree), model, told, read.todo)


def _told(report: Report, expected: Outcome) -> Iterator[Finding]:
    match expected:
        case Outcome.VIOLATED:
            return iter(report.findings)
        case Outcome.UNKNOWN:
            return report.unknown()
    return report.satisfied()


def _declared(text: str, path: str) -> str:
    """Return the lines of a rule's file that say what it applies to and what it requires.

    Returns:
        The lines as they were written; nothing where these keys do not begin lines of their own.
    """
    try:
        tree = parse(text, path, Problems())
    except SourceError:
        return ""
    if not isinstance(tree, TreeMapping):
        return ""
    starts = {entry.key: entry.key_location for entry in tree}
    if any(at.column != 1 for at in starts.values()):
        return ""
    lines = text.splitlines()
    order = sorted(at.line for at in starts.values())
    found = []
    for key in DECLARED:
        if key in starts:
            start = starts[key].line
            end = next((line for line in order if line > start), len(lines) + 1)
            found += lines[start - 1 : end - 1]
    return dedent("\n".join(line.rstrip() for line in found)).strip("\n") + "\n" if found else ""
