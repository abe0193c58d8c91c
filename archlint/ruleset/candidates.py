"""Which candidates of a relation decide it, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archlint.architecture.values import Node
from archlint.finding import Evidence
from archlint.ruleset.conditions import Condition, Has, Linked, Placed, Quantifier, Reached
from archlint.ruleset.evaluation import Evaluation
from archlint.ruleset.fact_words import open_facts, verb_words
from archlint.ruleset.logic import Truth, all_of
from archlint.ruleset.wording import bounds_words, noun

MAX_CANDIDATES = 5


class Candidates:
    """Explains the quantifiers of relations."""

    def __init__(self, evaluation: Evaluation) -> None:
        """Keep the evaluation."""
        self._evaluation = evaluation

    def deciding(
        self, quantifier: Quantifier, where: Condition, candidates: list[str], answer: Truth
    ) -> list[str]:
        """Return the candidates that decide a quantifier, the plainest cases first."""
        answers = {name: self._evaluation.holds(where, name) for name in candidates}
        if quantifier is Quantifier.COUNT:
            wanted: tuple[Truth, ...] = (True, None)
        elif answer is None and None in answers.values():
            wanted = (None,)
        else:  # an answer that is open though none of theirs is: it is open whether they are meant
            wanted = (answer is True if quantifier is Quantifier.EVERY else True,)
        return [name for name in candidates if answers[name] in wanted][:MAX_CANDIDATES]

    def counted(
        self, condition: Placed | Linked | Reached, node: Node, members: Mapping[str, Truth]
    ) -> Iterator[Evidence]:
        """Say how many were counted, and how many were asked for.

        Args:
            condition: The relation; only a count is told.
            node: The node that it starts at.
            members: The candidates, each with whether it is one at all.
        """
        if condition.quantifier is Quantifier.COUNT:
            answers = [
                all_of((member, self._evaluation.holds(condition.where, name)))
                for name, member in members.items()
            ]
            least, most = answers.count(True), len(answers) - answers.count(False)
            number = str(least) if least == most else f"{least} to {most}"
            if self._may_be_more(condition, node):
                number = f"{least} or more"
            yield Evidence(
                f"'{node.id}' {verb_words(condition)} {number} {noun(condition.where)}, "
                f"{bounds_words(condition.bounds)} asked for",
                node.location,
            )

    def _may_be_more(self, condition: Placed | Linked | Reached, node: Node) -> bool:
        if isinstance(condition, Placed):
            containment = self._evaluation.containment
            return condition.inward and bool(containment.unseen(condition, node))
        return bool(self._evaluation.open.ends(condition))

    def not_enumerated(
        self, condition: Placed | Linked | Reached | Has, answer: Truth
    ) -> Iterator[Evidence]:
        """Say what the model does not enumerate, where that leaves an answer open."""
        if answer is None and condition.quantifier is not Quantifier.EVERY:
            yield from open_facts(self._evaluation.open.ends(condition))
