"""What would satisfy a condition on containment: what to place where, or to change there."""

from __future__ import annotations

from archlint.architecture.values import Node
from archlint.ruleset.conditions import Placed, Quantifier
from archlint.ruleset.evaluation import Evaluation
from archlint.ruleset.remedy_candidates import OfNode, RemedyCandidates
from archlint.ruleset.remedy_words import asked_for, closing_steps, level_words
from archlint.ruleset.steps import Step, either, together
from archlint.ruleset.wording import bounds_words, noun


class ContainmentRemedies:
    """Says what to change for `in`, `contains` and `spread`, for one node each."""

    def __init__(
        self, evaluation: Evaluation, candidates: RemedyCandidates, of_node: OfNode
    ) -> None:
        """Keep the evaluation, and what says how to change the nodes around and inside."""
        self._evaluation = evaluation
        self._nodes = evaluation.model.nodes
        self._among = candidates
        self._of_node = of_node

    def within(self, condition: Placed, node: Node, wanted: bool) -> Step | None:
        """Say what to change for what is around a node."""
        quantifier, where = asked_for(condition.quantifier, condition.where, wanted)
        at = node.placements[0].location if node.placements else node.location
        around = [
            self._nodes[name] for name in self._evaluation.containment.candidates(condition, node)
        ]
        if quantifier is Quantifier.COUNT:
            bounds = bounds_words(condition.bounds)
            no = "" if wanted else "not "
            return Step(f"place '{node.id}' within {no}{bounds} {noun(where)}", at)
        if quantifier is Quantifier.NONE:
            return together(
                either(
                    [
                        Step(
                            f"take '{node.id}' out of '{one.id}'{self._among.instead(where, one)}",
                            at,
                        ),
                        self._of_node(where, one, wanted=False),
                    ]
                )
                for one in self._among.off(around, where, False)
            ) or Step(f"place '{node.id}' in {level_words(condition)}no {noun(where)}", at)
        off = self._among.off(around, where, True)
        only = "only in" if quantifier is Quantifier.EVERY and around else "in"
        place = Step(
            f"place '{node.id}' {only} a {noun(where)}{self._among.such_as(where, node)}", at
        )
        changed = [self._of_node(where, one) for one in off]
        if quantifier is Quantifier.EVERY:
            changed = [together(changed)] if changed else []
        closed = closing_steps(self._evaluation.open.ends(condition)) if not around else ()
        return either([place, *changed, *closed])

    def contains(self, condition: Placed, node: Node, wanted: bool) -> Step | None:
        """Say what to change for what is inside a node."""
        quantifier, where = asked_for(condition.quantifier, condition.where, wanted)
        inside = [self._nodes[name] for name in self._evaluation.graph.descendants(node.id)]
        if quantifier is Quantifier.COUNT:
            asked = bounds_words(condition.bounds)
            no = "" if wanted else "not "
            return Step(f"let '{node.id}' contain {no}{asked} {noun(where)}", node.location)
        if quantifier is Quantifier.SOME:
            place = Step(f"place a {noun(where)} in '{node.id}'", node.location)
            changed = [self._of_node(where, one) for one in self._among.off(inside, where, True)]
            return either([place, *changed])
        on = quantifier is Quantifier.EVERY
        return together(
            either(
                [
                    Step(f"take '{one.id}' out of '{node.id}'", one.location),
                    self._of_node(where, one, wanted=on),
                ]
            )
            for one in self._among.off(inside, where, on)
        ) or either(closing_steps(self._evaluation.containment.unseen(condition, node)))

    def spread(self, what: str, asked: str, node: Node) -> Step | None:
        """Say what to change for the number of different values that its boundaries state.

        Args:
            what: The property that they state, such as `az`.
            asked: How many of them, in words.
            node: The node.
        """
        place = Step(f"place '{node.id}' in boundaries of {asked} different {what}s", node.location)
        unstated = [
            self._nodes[placement.boundary]
            for placement in node.placements
            if what not in self._nodes[placement.boundary].stated
        ]
        told = [Step(f"state {what} of '{one.id}'", one.location) for one in unstated]
        return either([together([place, *told])]) if told else place
