"""Judge a model by rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from archlint.finding import Finding, Outcome
from archlint.graph import ArchitectureGraph
from archlint.ruleset.evaluation import Evaluation
from archlint.ruleset.judging import Judgement, judge
from archlint.ruleset.python_judging import PythonJudge
from archlint.ruleset.telling import Teller
from archlint.ruleset.values import DeclaredRule, PythonRule, Report, Rule, RuleResult


class _Judge(Protocol):
    """What a rule of either sort is judged by: each judgement has an `outcome`."""

    def judgements(self) -> Iterator[Any]: ...

    def finding(self, judgement: Any, /) -> Finding: ...


def check(graph: ArchitectureGraph, rules: Iterable[Rule], *, environment: str = "") -> Report:
    """Judge every subject of every rule.

    Args:
        graph: The model's graph.
        rules: The rules.
        environment: What the findings' ids name, where several environments are judged at once.

    Returns:
        The report; its findings are in the order of rule and subject.

    Raises:
        ArchlintError: If a search for paths costs too much, or a rule written in Python fails.
    """
    evaluation = Evaluation(graph)
    findings: list[Finding] = []
    results: list[RuleResult] = []
    judges: dict[Outcome, list[_Judge]] = {Outcome.UNKNOWN: [], Outcome.SATISFIED: []}
    for rule in sorted(rules, key=lambda rule: rule.id):
        counts = dict.fromkeys(Outcome, 0)
        judge_of_rule = _judge(rule, evaluation, environment)
        for judgement in judge_of_rule.judgements():
            counts[judgement.outcome] += 1
            if judgement.outcome is Outcome.VIOLATED:
                findings.append(judge_of_rule.finding(judgement))
        for outcome, having in judges.items():
            if counts[outcome]:
                having.append(judge_of_rule)
        results.append(
            RuleResult(
                rule,
                satisfied=counts[Outcome.SATISFIED],
                violated=counts[Outcome.VIOLATED],
                unknown=counts[Outcome.UNKNOWN],
            )
        )
    return Report(
        model=graph.model,
        findings=tuple(findings),
        results=tuple(results),
        unknown=lambda: _again(judges[Outcome.UNKNOWN], Outcome.UNKNOWN),
        satisfied=lambda: _again(judges[Outcome.SATISFIED], Outcome.SATISFIED),
    )


def _again(judges: list[_Judge], outcome: Outcome) -> Iterator[Finding]:
    """Judge again: findings of what holds or is open are made one at a time, when asked for."""
    for judge_of_rule in judges:
        for judgement in judge_of_rule.judgements():
            if judgement.outcome is outcome:
                yield judge_of_rule.finding(judgement)


def _judge(rule: Rule, evaluation: Evaluation, environment: str) -> _Judge:
    match rule:
        case DeclaredRule():
            return _DeclaredJudge(rule, evaluation, environment)
        case PythonRule():
            return PythonJudge(rule, evaluation.graph, environment)
    raise TypeError(f"no rule that can be judged: {rule!r:.80}")


class _DeclaredJudge:
    def __init__(self, rule: DeclaredRule, evaluation: Evaluation, environment: str) -> None:
        self._rule = rule
        self._evaluation = evaluation
        self._teller = Teller(rule, evaluation, environment)

    def judgements(self) -> Iterator[Judgement]:
        return judge(self._rule, self._evaluation)

    def finding(self, judgement: Judgement) -> Finding:
        return self._teller.finding(judgement)
