"""What a report on a model means for the controls of a framework."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from archlint.finding import Finding, Outcome
from archlint.ruleset.frameworks import Control, Framework
from archlint.ruleset.values import Report, Rule


class State(StrEnum):
    """What can be said of a control, in the order in which one state outweighs the next.

    What certainly fails comes first; then what nobody knows; then what fails and was accepted, by a
    person or by a baseline; then what could have been judged and was not. Only what is left of all
    that is satisfied. The last three say why nothing was judged.
    """

    VIOLATED = "violated"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    BASELINED = "baselined"
    NOT_JUDGED = "not_judged"
    SATISFIED = "satisfied"
    NO_SUBJECT = "no_subject"
    NOT_EXPRESSIBLE = "not_expressible"
    NOT_IMPLEMENTED = "not_implemented"

    @property
    def words(self) -> str:
        """The state as people read it."""
        return self.value.replace("_", " ")


MEANING: Mapping[State, str] = {
    State.VIOLATED: "at least one subject of one of its rules violates it",
    State.UNKNOWN: "nothing violates it, but of at least one subject the model does not say enough",
    State.WAIVED: "violations that a person has accepted, with a reason and an end",
    State.BASELINED: "violations that were there when the baseline was written",
    State.NOT_JUDGED: "nothing is against it, but the settings leave out at least one of its rules",
    State.SATISFIED: "every subject of its rules satisfies them, and there is at least one",
    State.NO_SUBJECT: "the model holds nothing that its rules apply to",
    State.NOT_EXPRESSIBLE: "a model at this level cannot say whether it holds",
    State.NOT_IMPLEMENTED: "no rule is evidence for it",
}
_BY_OUTCOME = (
    (Outcome.VIOLATED, State.VIOLATED),
    (Outcome.UNKNOWN, State.UNKNOWN),
    (Outcome.WAIVED, State.WAIVED),
    (Outcome.BASELINED, State.BASELINED),
)
_OUTCOMES = (*(outcome for outcome, _ in _BY_OUTCOME), Outcome.SATISFIED)


@dataclass(frozen=True, slots=True)
class RuleEvidence:
    """What one rule contributes to a control.

    Attributes:
        rule: The rule.
        findings: What it says of each of its subjects, the gravest first, then by subject.
        left_out: Why it was not judged; `None` where it was.
    """

    rule: Rule
    findings: tuple[Finding, ...]
    left_out: str | None = None

    def count(self, outcome: Outcome) -> int:
        """Count the subjects that it judges so."""
        return sum(finding.outcome is outcome for finding in self.findings)

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many subjects it judges which way, without those of none, the gravest first."""
        counted = {outcome: self.count(outcome) for outcome in _OUTCOMES}
        return {outcome: count for outcome, count in counted.items() if count}


@dataclass(frozen=True, slots=True)
class ControlResult:
    """A control in its state, and what decides it.

    Attributes:
        control: The control.
        state: What can be said of it.
        rules: The rules that are evidence for it, by id.
    """

    control: Control
    state: State
    rules: tuple[RuleEvidence, ...]

    @property
    def without_subject(self) -> tuple[Rule, ...]:
        """Those of its rules that were judged and found nothing to apply to."""
        return tuple(r.rule for r in self.rules if r.left_out is None and not r.findings)

    @property
    def left_out(self) -> tuple[RuleEvidence, ...]:
        """Those of its rules that the settings leave out."""
        return tuple(evidence for evidence in self.rules if evidence.left_out is not None)


@dataclass(frozen=True, slots=True)
class FrameworkResult:
    """The controls of a framework, in the order of its file."""

    framework: Framework
    controls: tuple[ControlResult, ...]

    @property
    def counts(self) -> Mapping[State, int]:
        """How many controls are in each state."""
        return {state: sum(c.state is state for c in self.controls) for state in State}


def carries(rule: Rule, frameworks: Iterable[Framework]) -> bool:
    """Tell whether a rule is evidence for a control of one of the frameworks."""
    return any(rule.controls.get(framework.id) for framework in frameworks)


def assess(
    frameworks: Sequence[Framework], report: Report, *, left_out: Sequence[tuple[Rule, str]] = ()
) -> tuple[FrameworkResult, ...]:
    """Find the state of every control.

    Args:
        frameworks: The frameworks.
        report: What the rules that carry their controls say of a model.
        left_out: Rules that carry their controls and were not judged, each with the reason.
    """
    findings: dict[str, list[Finding]] = {result.rule.id: [] for result in report.results}
    for finding in chain(report.findings, report.unknown(), report.satisfied()):
        findings[finding.rule].append(finding)
    evidence = [
        RuleEvidence(result.rule, tuple(sorted(findings[result.rule.id], key=_gravity)))
        for result in report.results
    ]
    evidence += [RuleEvidence(rule, (), reason) for rule, reason in left_out]
    evidence.sort(key=lambda one: one.rule.id)
    return tuple(_framework(framework, evidence) for framework in frameworks)


def _framework(framework: Framework, evidence: Sequence[RuleEvidence]) -> FrameworkResult:
    by_control: dict[str, list[RuleEvidence]] = {control: [] for control in framework.controls}
    for one in evidence:
        for control in one.rule.controls.get(framework.id, ()):
            if control in by_control:
                by_control[control].append(one)
    return FrameworkResult(
        framework,
        tuple(
            ControlResult(
                framework.controls[control], _state(framework.controls[control], rules), rules
            )
            for control, rules in ((name, tuple(found)) for name, found in by_control.items())
        ),
    )


def _state(control: Control, rules: Sequence[RuleEvidence]) -> State:
    if control.not_expressible:
        return State.NOT_EXPRESSIBLE
    if not rules:
        return State.NOT_IMPLEMENTED
    outcomes = {finding.outcome for evidence in rules for finding in evidence.findings}
    for outcome, state in _BY_OUTCOME:
        if outcome in outcomes:
            return state
    if any(evidence.left_out is not None for evidence in rules):
        return State.NOT_JUDGED
    return State.SATISFIED if outcomes else State.NO_SUBJECT


def _gravity(finding: Finding) -> tuple[int, str]:
    return _OUTCOMES.index(finding.outcome), finding.id
