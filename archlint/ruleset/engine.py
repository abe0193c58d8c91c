"""Judge a model by rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archlint.finding import Finding, Outcome
from archlint.graph import ArchitectureGraph
from archlint.ruleset.evaluation import Evaluation
from archlint.ruleset.judging import judge
from archlint.ruleset.telling import Teller
from archlint.ruleset.values import Report, Rule, RuleResult


def check(graph: ArchitectureGraph, rules: Iterable[Rule], *, environment: str = "") -> Report:
    """Judge every subject of every rule.

    Args:
        graph: The model's graph.
        rules: The rules.
        environment: What the findings' ids name, where several environments are judged at once.

    Returns:
        The report; its findings are in the order of rule and subject.

    Raises:
        ArchlintError: If a search for paths costs too much.
    """
    evaluation = Evaluation(graph)
    findings: list[Finding] = []
    results: list[RuleResult] = []
    with_unknowns: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.id):
        counts = dict.fromkeys(Outcome, 0)
        teller = Teller(rule, evaluation, environment)
        for judgement in judge(rule, evaluation):
            counts[judgement.outcome] += 1
            if judgement.outcome is Outcome.VIOLATED:
                findings.append(teller.finding(judgement))
        if counts[Outcome.UNKNOWN]:
            with_unknowns.append(rule)
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
        unknown=lambda: _unknown(with_unknowns, evaluation, environment),
    )


def _unknown(rules: list[Rule], evaluation: Evaluation, environment: str) -> Iterator[Finding]:
    """Judge again what was open: the findings are made one at a time, as they are asked for."""
    for rule in rules:
        teller = Teller(rule, evaluation, environment)
        for judgement in judge(rule, evaluation):
            if judgement.outcome is Outcome.UNKNOWN:
                yield teller.finding(judgement)
