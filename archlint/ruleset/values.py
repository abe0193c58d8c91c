"""Rules and reports as values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from archlint.architecture.tree import Mapping as MappingTree
from archlint.architecture.tree import Tree
from archlint.architecture.values import Model
from archlint.finding import Finding, Notice, Outcome, Severity
from archlint.graph import ArchitectureGraph
from archlint.ruleset.conditions import Condition
from archlint.ruleset.verdicts import Verdict
from archlint.source import Location


@dataclass(frozen=True, slots=True)
class Selection:
    """What a rule applies to.

    Attributes:
        subject: `node`, `connection` or `model`.
        where: The condition that selects among them.
    """

    subject: str
    where: Condition


@dataclass(frozen=True, slots=True)
class Example:
    """A small model that a rule must judge in a known way.

    Attributes:
        expected: What the rule must say of it.
        tree: The model, still as YAML.
        location: Where it stands in the rule's file.
        because: Texts that what the rule tells of the model must contain.
        todo: Why the rule does not judge it so yet; empty where it does.
    """

    expected: Outcome
    tree: Tree
    location: Location
    because: tuple[str, ...] = ()
    todo: str = ""


@dataclass(frozen=True, slots=True)
class ExampleText:
    """A small model that a rule must judge in a known way, not yet read.

    Attributes:
        expected: What the rule must say of it.
        text: The model's YAML.
        location: Where the rule is defined.
    """

    expected: Outcome
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value of a rule that a project may set.

    Attributes:
        name: Its name; the rule writes `$name` where the value goes.
        type: What it may be, such as `integer` or `list of port`.
        description: What it means.
        unit: The unit of a number, such as `days`; may be empty.
        default: What it is where no project sets it: an atom or a list of atoms.
        value: What it is in this run.
    """

    name: str
    type: str
    description: str
    unit: str
    default: Any
    value: Any


def _nothing() -> Iterator[Finding]:
    return iter(())


def _no_controls() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({})


def _no_locations() -> Mapping[tuple[str, str], Location]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that must hold, whatever decides whether it does.

    Attributes:
        id: Its name everywhere: the file, findings, documents.
        pack: The pack that it belongs to.
        title: What must hold, in a few words.
        severity: How much a violation matters.
        why: Why it matters.
        fix: What to do about a violation.
        limits: What it cannot see; may be empty.
        tags: Words to select it by.
        sources: Where the requirement comes from.
        location: Where it is defined.
        controls: The controls that it is evidence for, by framework.
        mandatory: Whether its findings can neither be waived nor put into a baseline.
        aliases: The ids that it had before; waivers and baselines that name those still match.
        help: The address of its page; empty for the usual one.
        parameters: The values that a project may set.
    """

    id: str
    pack: str
    title: str
    severity: Severity
    why: str
    fix: str
    limits: str
    tags: tuple[str, ...]
    sources: tuple[str, ...]
    location: Location
    controls: Mapping[str, tuple[str, ...]] = field(default_factory=_no_controls)
    mandatory: bool = False
    aliases: tuple[str, ...] = ()
    help: str = ""
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredRule(Rule):
    """A rule written in the rule language.

    Attributes:
        selection: What it applies to.
        require: What must hold of each of them.
        examples: Models that it must pass, fail, or leave open.
        control_locations: Where its file names each framework and control, by both; a framework
            alone has an empty control.
        written: What its file says, for comparing; `None` for a rule that ships with archlint.
    """

    selection: Selection
    require: Condition
    examples: tuple[Example, ...]
    control_locations: Mapping[tuple[str, str], Location] = field(default_factory=_no_locations)
    written: MappingTree | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonRule(Rule):
    """A rule written in Python.

    Attributes:
        function: Gives a verdict on each subject of the rule, in any order.
        examples: Models that it must pass, fail, or leave open.
    """

    function: Callable[[ArchitectureGraph], Iterator[Verdict]]
    examples: tuple[ExampleText, ...]


@dataclass(frozen=True, slots=True)
class RuleResult:
    """How many subjects a rule judged which way; what is waived or baselined is not violated."""

    rule: Rule
    satisfied: int
    violated: int
    unknown: int
    waived: int = 0
    baselined: int = 0

    @property
    def applied_to(self) -> int:
        """The number of its subjects; none means that the rule was not applicable."""
        return self.satisfied + self.violated + self.unknown + self.waived + self.baselined


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts that close a report: outcomes of subjects, and rules without subjects."""

    violated: int
    unknown: int
    satisfied: int
    not_applicable: int
    waived: int = 0
    baselined: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    Attributes:
        model: The model that was judged.
        findings: The violations, accepted ones included, in the order of rule and subject.
        results: Every rule that was evaluated, by id, with its counts.
        unknown: Makes the unknown findings, one at a time: there may be several a node.
        satisfied: Makes what holds, one at a time, with the facts that it rests on.
        notices: What else there is to know of the check, in the order of the files.
    """

    model: Model
    findings: tuple[Finding, ...]
    results: tuple[RuleResult, ...]
    unknown: Callable[[], Iterator[Finding]]
    satisfied: Callable[[], Iterator[Finding]] = _nothing
    notices: tuple[Notice, ...] = ()

    @property
    def summary(self) -> Summary:
        """Count outcomes over all rules."""
        return summary_of(self.results)


def summary_of(results: Iterable[RuleResult]) -> Summary:
    """Count outcomes over all rules."""
    counted = tuple(results)
    return Summary(
        violated=sum(result.violated for result in counted),
        unknown=sum(result.unknown for result in counted),
        satisfied=sum(result.satisfied for result in counted),
        not_applicable=sum(result.applied_to == 0 for result in counted),
        waived=sum(result.waived for result in counted),
        baselined=sum(result.baselined for result in counted),
    )
