"""Turn judgements into findings: a sentence, a place, and the evidence."""

from __future__ import annotations

from collections.abc import Iterable

from archlint.architecture.values import Node
from archlint.finding import Evidence, Finding, Outcome, Subject, SubjectKind
from archlint.graph import Edge
from archlint.ruleset.conditions import Reached
from archlint.ruleset.evaluation import Evaluation
from archlint.ruleset.fact_words import arrow, tidied
from archlint.ruleset.facts import Facts
from archlint.ruleset.judging import Ends, Judgement
from archlint.ruleset.values import DeclaredRule
from archlint.source import Location

MAX_FACTS_IN_MESSAGE = 3


class Teller:
    """Tells the findings of one rule."""

    def __init__(self, rule: DeclaredRule, evaluation: Evaluation, environment: str = "") -> None:
        """Keep the rule, how its answers came about, and the environment that ids name."""
        self._rule = rule
        self._environment = environment
        self._evaluation = evaluation
        self._facts = Facts(evaluation)

    def finding(self, judgement: Judgement) -> Finding:
        """Tell what was found of one subject."""
        subject, location = self._subject(judgement.subject)
        # Of what is decided by words alone, such as a type, there is nothing else to tell.
        evidence = tidied(self._evidence(judgement, self._facts)) or tidied(
            self._evidence(judgement, Facts(self._evaluation, every_word=True))
        )
        if isinstance(judgement.subject, Ends):
            location = evidence[0].location
        return Finding(
            rule=self._rule.id,
            subject=subject,
            outcome=judgement.outcome,
            severity=self._rule.severity,
            message=self._message(judgement, evidence),
            location=location,
            evidence=evidence,
            environment=self._environment,
        )

    def _subject(self, subject: Node | Edge | Ends | None) -> tuple[Subject, Location]:
        match subject:
            case Node():
                return Subject(SubjectKind.NODE, subject.id), subject.location
            case Edge():
                return Subject(SubjectKind.CONNECTION, subject.key), subject.location
            case Ends(source, target):
                at = self._evaluation.model.nodes[source].location
                return Subject(SubjectKind.PATH, f"{source}->{target}"), at
        return Subject(SubjectKind.MODEL, "model"), self._start()

    def _start(self) -> Location:
        return Location(self._evaluation.model.path, 1, 1)

    def _evidence(self, judgement: Judgement, facts: Facts) -> Iterable[Evidence]:
        where, require = self._rule.selection.where, self._rule.require
        open_selection = judgement.selected is None
        match judgement.subject:
            case Node() as node:
                if open_selection:
                    yield from facts.of_node(where, node)
                yield from facts.of_node(require, node)
            case Edge() as edge:
                if open_selection:
                    yield from facts.of_edge(where, edge)
                yield from facts.of_edge(require, edge)
            case Ends(source, target):
                assert isinstance(require, Reached)  # noqa: S101 - only these have ends
                yield from facts.path(require, source, target)
                if open_selection:
                    subject = source if require.forward else target
                    yield from facts.of_node(where, self._evaluation.model.nodes[subject])
            case None:
                if open_selection:
                    yield from facts.of_model(where, self._start())
                yield from facts.of_model(require, self._start())

    def _message(self, judgement: Judgement, evidence: tuple[Evidence, ...]) -> str:
        if isinstance(judgement.subject, Ends):
            source, target = judgement.subject
            verb = "reaches" if judgement.outcome is Outcome.VIOLATED else "may reach"
            assert isinstance(self._rule.require, Reached)  # noqa: S101 - only these have ends
            hops = self._facts.hops(self._rule.require, source, target)
            way = " -> ".join([source, *(hop.target for hop in hops)])
            along = {arrow(hop) for hop in hops}
            reasons = [fact.message for fact in evidence if fact.message not in along]
            said = f"traffic from '{source}' {verb} '{target}': {way}"
            return "; ".join([said, *reasons[:MAX_FACTS_IN_MESSAGE]])
        told = [fact.message for fact in evidence[:MAX_FACTS_IN_MESSAGE]]
        more = len(evidence) - len(told)
        if more:
            told.append(f"and {more} more")
        return "; ".join(told) or self._rule.title
