"""Find the subjects of a rule and decide the outcome of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from archlint.architecture.values import Node
from archlint.errors import ArchlintError
from archlint.finding import Outcome
from archlint.graph import Edge
from archlint.ruleset.conditions import Quantifier, Reached
from archlint.ruleset.evaluation import Evaluation
from archlint.ruleset.logic import Truth
from archlint.ruleset.values import DeclaredRule

MAX_PAIRS = 200_000


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
                yield _judged(None, selected, evaluation.model_holds(require))
        case "connection":
            for edge in evaluation.graph.connections:
                selected = evaluation.edge_holds(where, edge)
                if selected is not False:
                    yield _judged(edge, selected, evaluation.edge_holds(require, edge))
        case _ if isinstance(require, Reached) and require.quantifier is Quantifier.NONE:
            yield from _judge_paths(rule, require, evaluation)
        case _:
            for node, selected in _selected(rule, evaluation):
                yield _judged(node, selected, evaluation.node_holds(require, node))


def _selected(rule: DeclaredRule, evaluation: Evaluation) -> Iterator[tuple[Node, Truth]]:
    for node in evaluation.by_type.candidates(rule.selection.where):
        selected = evaluation.node_holds(rule.selection.where, node)
        if selected is not False:
            yield node, selected


def _judged(subject: Node | Edge | None, selected: Truth, required: Truth) -> Judgement:
    if required is True:
        return Judgement(subject, Outcome.SATISFIED, selected)
    if required is False and selected is True:
        return Judgement(subject, Outcome.VIOLATED, selected)
    return Judgement(subject, Outcome.UNKNOWN, selected)


def _judge_paths(
    rule: DeclaredRule, require: Reached, evaluation: Evaluation
) -> Iterator[Judgement]:
    """Judge a rule that forbids paths: each pair of ends is a subject of its own.

    A node without a forbidden path is one satisfied subject.
    """
    selected = dict(_ids(_selected(rule, evaluation)))
    objected = [node for node in selected if evaluation.holds(require, node) is not True]
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


def _ids(selected: Iterator[tuple[Node, Truth]]) -> Iterator[tuple[str, Truth]]:
    return ((node.id, applies) for node, applies in selected)


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
