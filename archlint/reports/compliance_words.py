"""What every form of a compliance report says, in the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archlint.finding import Evidence, Finding, Outcome
from archlint.ruleset.compliance import ControlResult, FrameworkResult, State
from archlint.ruleset.frameworks import THIRD_PARTY, Framework
from archlint.ruleset.parameters import value_text
from archlint.ruleset.values import Rule
from archlint.text import listed, plural

CAVEATS = (
    "It judges what the model states, not whether the system is built as it is modelled.",
    "What the model does not state is unknown, and nowhere counted as satisfied.",
    "A rule rarely covers all that a control asks; what it cannot see is told below.",
    "Only the controls listed here were looked at, not the whole framework.",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a report is about.

    Attributes:
        model: The path of the model.
        name: The name of the system.
        environment: The environment that was judged; empty for the model as it stands.
        version: The version of archlint.
    """

    model: str
    name: str
    environment: str
    version: str


def mapping_words(framework: Framework) -> str:
    """Say whose mapping it is; a third party's is said loudly."""
    if framework.mapping == THIRD_PARTY:
        return "THIRD-PARTY MAPPING"
    return "vendor's mapping"


def counts_words(result: FrameworkResult) -> str:
    """Write how many controls there are and how many are in which state."""
    parts = [f"{count} {state.words}" for state, count in result.counts.items() if count]
    return f"{plural(len(result.controls), 'control')}: {', '.join(parts) or 'none'}"


def title_words(result: ControlResult) -> str:
    """Return a control's title, or what is checked for it where no source of a title was read."""
    if result.control.title or not result.rules:
        return result.control.title
    return f"checked: {'; '.join(evidence.rule.title for evidence in result.rules)}"


def remarks(result: ControlResult) -> Iterator[str]:
    """Give what is to be known of a control's state besides the findings, as sentences."""
    if result.control.not_expressible:
        yield f"A model cannot express it: {result.control.not_expressible}"
    elif result.state is State.NOT_IMPLEMENTED:
        yield "No rule is evidence for it."
    elif result.state is State.NO_SUBJECT:
        yield "The model holds nothing that its rules apply to."
    if result.without_subject and result.state is not State.NO_SUBJECT:
        names = listed([rule.id for rule in result.without_subject])
        of = "the rule" if len(result.without_subject) == 1 else "the rules"
        yield f"The model holds nothing for {of} {names}."
    for evidence in result.rules:
        for parameter in evidence.rule.parameters:
            if parameter.value != parameter.default:
                own, usual = value_text(parameter.value), value_text(parameter.default)
                said = f"{parameter.name} is {own}, and not {usual}"
                yield f"The settings change what the rule {evidence.rule.id} asks: {said}."
    for evidence in result.left_out:
        why = f": {evidence.left_out}" if evidence.left_out else ""
        yield f"The settings leave out the rule {evidence.rule.id}{why}"


def waiver_words(finding: Finding) -> str:
    """Tell of the waiver of a finding: who accepted it, why, and until when; or that it expired."""
    waiver = finding.waiver
    if waiver is None:
        return ""
    by = f" by {waiver.approved_by}" if waiver.approved_by else ", by nobody named"
    if finding.outcome is Outcome.WAIVED:
        end = f"until {waiver.expires}" if waiver.expires else "without an end"
        return f"waived {end}{by}: {waiver.reason}"
    return f"its waiver{by} expired on {waiver.expires}: {waiver.reason}"


def facts_of(finding: Finding) -> tuple[Evidence, ...]:
    """Return what a finding rests on; where nothing is stated, what was found and where."""
    return finding.evidence or (Evidence(finding.message, finding.location),)


def limited_rules(results: Sequence[FrameworkResult]) -> tuple[Rule, ...]:
    """Return the rules that say what they cannot see, each once, by id."""
    rules = {
        evidence.rule.id: evidence.rule
        for result in results
        for control in result.controls
        for evidence in control.rules
        if evidence.rule.limits
    }
    return tuple(rules[rule_id] for rule_id in sorted(rules))
