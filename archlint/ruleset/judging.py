"""Find the subjects of a rule and decide the outcome of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from archlint.architecture.values import Node
from archlint.errors import ArchlintError
from archlint.finding import Outcome
from archlint.graph import Edge, in_order
from archlint.ruleset.conditions import Condition, Quantifier, Reached
from archlint.ruleset.decisions import Always, Decision
from archlint.ruleset.evaluation import Evaluation
from archlint.ruleset.logic import Truth
from archlint.ruleset.values import DeclaredRule

MAX_PAIRS = 200_000
WORTH_KNOWING = 8  # members of a group: for fewer, what they share is not worth working out

T = TypeVar("T", Node, Edge)


class Ends(NamedTuple):
    """The two ends of a path that a rule objects to."""

    source: str
    target: str


class Judgement(NamedTuple):
    """The outcome for one subject.

    Attributes:
        subject: A node, an edge, the two ends of a path, or `None` for the model.
        outcome: What the rule says of it.
        selected: Whether the rule surely applies to it, or only may (`None`).
    """

    subject: Node | Edge | Ends | None
    outcome: Outcome
    selected: Truth


def judge(rule: DeclaredRule, evaluation: Evaluation) -> Iterator[Judgement]:
    """Judge every subject of a rule, in the order of their ids."""
    where, require = rule.selection.where, rule.require
    match rule.selection.subject:
        case "model":
            selected = evaluation.model_holds(where)
            if selected is not False:
                required = evaluation.model_holds(require)
                yield Judgement(None, _outcome(selected, required), selected)
        case "connection":
            yield from _judge_connections(rule, evaluation)
        case _ if isinstance(require, Reached) and require.quantifier is Quantifier.NONE:
            yield from _judge_paths(rule, require, evaluation)
        case _:
            yield from _judge_nodes(rule, evaluation)


def _judge_nodes(rule: DeclaredRule, evaluation: Evaluation) -> Iterable[Judgement]:
    groups = []
    for group in evaluation.by_type.candidates(rule.selection.where):
        make: Callable[[Condition], Decision[Node]] = evaluation.node_decision
        if len(group.members) >= WORTH_KNOWING:
            make = partial(evaluation.node_decision_of, node_type=group.sort)
        groups.append(_judge_group(rule, group.members, make))
    return _in_order(groups, lambda judgement: judgement.subject.id)


def _judge_connections(rule: DeclaredRule, evaluation: Evaluation) -> Iterable[Judgement]:
    groups = []
    for group in evaluation.by_sort.groups:
        make: Callable[[Condition], Decision[Edge]] = evaluation.edge_decision
        if len(group.members) >= WORTH_KNOWING:
            make = partial(evaluation.edge_decision_of, sort=group.sort)
        groups.append(_judge_group(rule, group.members, make))
    return _in_order(groups, lambda judgement: in_order(judgement.subject))


def _judge_group(
    rule: DeclaredRule, members: Iterable[T], make: Callable[[Condition], Decision[T]]
) -> list[Judgement]:
    applies = make(rule.selection.where)
    if isinstance(applies, Always) and applies.answer is False:
        return []
    holds = make(rule.require)
    judgements = []
    for subject in members:
        selected = applies(subject)
        if selected is not False:
            outcome = _outcome(selected, holds(subject))
            judgements.append(Judgement(subject, outcome, selected))
    return judgements


def _in_order(groups: Iterable[list[Judgement]], key: Callable[[Any], Any]) -> Iterable[Judgement]:
    filled = [group for group in groups if group]
    return filled[0] if len(filled) == 1 else sorted(chain(*filled), key=key)


def _outcome(selected: Truth, required: Truth) -> Outcome:
    if required is True:
        return Outcome.SATISFIED
    if required is False and selected is True:
        return Outcome.VIOLATED
    return Outcome.UNKNOWN


def _judge_paths(
    rule: DeclaredRule, require: Reached, evaluation: Evaluation
) -> Iterator[Judgement]:
    """Judge a rule that forbids paths: each pair of ends is a subject of its own.

    A node without a forbidden path is one satisfied subject.
    """
    selected = _selected(rule, evaluation)
    avoids = evaluation.held(require)
    objected = [node for node in selected if avoids(node) is not True]
    certain_ends, possible_ends = evaluation.reachability.ends(require)
    surely = _pairs(require, objected, certain_ends, evaluation, certain=True)
    perhaps = _pairs(require, objected, possible_ends, evaluation, certain=False)
    by_node: dict[str, list[Ends]] = {}
    for pair in sorted(surely | perhaps):
        by_node.setdefault(pair.source if require.forward else pair.target, []).append(pair)
    for node, applies in selected.items():
        if node not in by_node:
            # Two searches must agree; should they ever not, the node is not passed for satisfied.
            outcome = Outcome.UNKNOWN if node in objected else Outcome.SATISFIED
            yield Judgement(evaluation.model.nodes[node], outcome, applies)
        for pair in by_node.get(node, ()):
            violated = applies is True and pair in surely
            yield Judgement(pair, Outcome.VIOLATED if violated else Outcome.UNKNOWN, applies)


def _selected(rule: DeclaredRule, evaluation: Evaluation) -> dict[str, Truth]:
    """Return whether a rule applies, by node, except where it does not."""
    where = rule.selection.where
    applies = evaluation.node_decision(where)
    groups = evaluation.by_type.candidates(where)
    nodes = sorted(chain(*(group.members for group in groups)), key=lambda node: node.id)
    answers = ((node.id, applies(node)) for node in nodes)
    return {node: selected for node, selected in answers if selected is not False}


def _pairs(
    require: Reached,
    nodes: list[str],
    ends: set[str],
    evaluation: Evaluation,
    *,
    certain: bool,
) -> set[Ends]:
    """Find the pairs with a path between them, searching from the side that has fewer."""
    if not nodes or not ends:
        return set()
    search = evaluation.reachability.search(require, certain=certain)
    sources, targets = (set(nodes), ends) if require.forward else (ends, set(nodes))
    forward = len(sources) <= len(targets)
    starts, goals = (sources, targets) if forward else (targets, sources)
    pairs: set[Ends] = set()
    for start in starts:
        found = search.ends(start, forward=forward) & goals
        pairs.update(Ends(start, end) if forward else Ends(end, start) for end in found)
        if len(pairs) > MAX_PAIRS:
            raise ArchlintError(
                f"more than {MAX_PAIRS:,} pairs of nodes have a path between them that a rule "
                "forbids",
                hint="narrow what the rule applies to, or what its path ends at",
            )
    return pairs
