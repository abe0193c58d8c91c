"""Why a rule says of a subject what it says, and what would satisfy it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from archlint.architecture.types import NodeType
from archlint.architecture.values import Model, Node
from archlint.finding import Finding, Outcome
from archlint.graph import ArchitectureGraph, Edge
from archlint.ruleset.conditions import Reached
from archlint.ruleset.evaluation import Evaluation
from archlint.ruleset.judging import Ends, Judgement, judge
from archlint.ruleset.remedies import Remedies
from archlint.ruleset.steps import NEVER, Step, either, in_words
from archlint.ruleset.values import DeclaredRule, Report, Rule
from archlint.source import Location


@dataclass(frozen=True, slots=True)
class Explanation:
    """One rule and one subject of a model.

    Attributes:
        rule: The rule.
        id: The id of the finding that was asked for.
        finding: What the rule says of the subject; `None` where it does not apply to it.
        remedy: What would satisfy the rule, as far as its condition tells it.
        judged: The ids of what the rule does judge in the model.
        remark: What else to know of the rule in this project; may be empty.
    """

    rule: Rule
    id: str
    finding: Finding | None
    remedy: Step | None
    judged: tuple[str, ...]
    remark: str = ""

    @property
    def outcome(self) -> str:
        """What the rule says, as a word."""
        return self.finding.outcome.value if self.finding else "not applicable"


def findings_of(report: Report) -> Iterator[Finding]:
    """Give everything that a report says of any subject."""
    return chain(report.findings, report.unknown(), report.satisfied())


def explain(
    graph: ArchitectureGraph, rule: Rule, finding: Finding, types: Mapping[str, NodeType]
) -> Step | None:
    """Say what would satisfy a rule that a subject violates, or of which it is unknown.

    Args:
        graph: The model's graph.
        rule: The rule.
        finding: What it says of the subject.
        types: The catalogue's types.

    Returns:
        What to change; `None` for what is satisfied, or where the rule's condition does not tell.
    """
    if not isinstance(rule, DeclaredRule) or finding.outcome is Outcome.SATISFIED:
        return None
    evaluation = Evaluation(graph)
    remedies = Remedies(evaluation, types)
    for judgement in judge(rule, evaluation):
        if _key(judgement) == finding.subject.id:
            step = _remedy(rule, judgement, remedies, evaluation.model)
            return None if step in (None, NEVER) else in_words(step)
    return None


def names_a_subject(model: Model, subject: str) -> bool:
    """Tell whether a model has what a finding's id names, whatever rules judge."""
    source, arrow, target = subject.partition("->")
    if arrow:
        target = target.partition("#")[0]
        return source in model.nodes and target in model.nodes
    flow = subject.partition(":")[0]
    return subject == "model" or subject in {**model.nodes, **model.data} or flow in model.flows


def _key(judgement: Judgement) -> str:
    match judgement.subject:
        case Node() as node:
            return node.id
        case Edge() as edge:
            return edge.key
        case Ends(source, target):
            return f"{source}->{target}"
    return "model"


def _remedy(
    rule: DeclaredRule, judgement: Judgement, remedies: Remedies, model: Model
) -> Step | None:
    """Let the requirement hold, or, where the rule only may apply, let it not apply."""
    where, require = rule.selection.where, rule.require
    steps: list[Step | None]
    match judgement.subject:
        case Node() as node:
            steps = [remedies.of_node(require, node)]
            steps += _otherwise(judgement, remedies.of_node(where, node, wanted=False))
        case Edge() as edge:
            steps = [remedies.of_edge(require, edge)]
            steps += _otherwise(judgement, remedies.of_edge(where, edge, wanted=False))
        case Ends(source, target):
            assert isinstance(require, Reached)  # noqa: S101 - only these have ends
            steps = [remedies.of_path(require, source, target)]
            node = model.nodes[source if require.forward else target]
            steps += _otherwise(judgement, remedies.of_node(where, node, wanted=False))
        case None:
            at = Location(model.path, 1, 1)
            steps = [remedies.of_model(require, at)]
            steps += _otherwise(judgement, remedies.of_model(where, at, wanted=False))
    return either(steps)


def _otherwise(judgement: Judgement, step: Step | None) -> list[Step | None]:
    return [step] if judgement.selected is None else []
