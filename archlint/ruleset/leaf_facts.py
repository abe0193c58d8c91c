"""Facts that lead to no further ones: values over placements, and data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archlint.architecture.values import Node, Value
from archlint.finding import Evidence
from archlint.ruleset.candidates import MAX_CANDIDATES
from archlint.ruleset.conditions import Assets, Quantifier
from archlint.ruleset.evaluation import Evaluation
from archlint.ruleset.logic import Truth
from archlint.ruleset.wording import noun, value_words
from archlint.source import Location


def spread_facts(evaluation: Evaluation, what: str, node: Node) -> Iterator[Evidence]:
    """Say which value of a property each placement of a node has."""
    if not node.placements:
        yield Evidence(f"'{node.id}' is placed in nothing", node.location)
    for placement in node.placements:
        boundary = evaluation.model.nodes[placement.boundary]
        value = boundary.stated.get(what)
        said = (
            f"does not state {what}"
            if value is None
            else f"has {what} {value_words(value.plain())}"
        )
        yield Evidence(f"'{node.id}' is within '{boundary.id}', which {said}", placement.location)


def asset_facts(
    evaluation: Evaluation,
    condition: Assets,
    stated: Value | None,
    held: Mapping[str, Truth],
    subject: str,
    at: Location,
) -> Iterator[Evidence]:
    """Say which data is stored or carried, those that a pattern means before all.

    Args:
        evaluation: Decides the pattern.
        condition: What is asked of the data.
        stated: The data that is stated.
        held: The data assets that the subject has, or may have, by id.
        subject: Whose it is.
        at: Where its absence is shown.
    """
    data, verb = evaluation.model.data, condition.field
    if stated is None:
        listed_words = _listed_words(evaluation, condition, held)
        yield Evidence(f"{subject} does not state what data it {verb}{listed_words}", at)
        return
    items = stated.content or ()
    matching = [
        item
        for item in items
        if evaluation.data_holds(condition.where, data[item.content]) is not False
    ]
    for item in (matching or items)[:MAX_CANDIDATES]:
        asset = data[item.content]
        level = asset.text("classification") or "unclassified"
        yield Evidence(f"{subject} {verb} '{asset.id}' ({level})", item.location)
    if not stated.content:
        yield Evidence(f"{subject} {verb} no data", stated.location)


def _listed_words(evaluation: Evaluation, condition: Assets, held: Mapping[str, Truth]) -> str:
    """Say what the model lists, where that decides what is asked of data that is not stated."""
    data = evaluation.model.data
    if not data:
        return ", and the model lists no data"
    answers = [evaluation.data_holds(condition.where, data[asset]) for asset in held]
    wanted = noun(condition.where, "data")
    if condition.quantifier is Quantifier.EVERY:
        only = held and all(answer is True for answer in answers)
        return f", and the model lists only {wanted}" if only else ""
    none = held and all(answer is False for answer in answers)
    return f", and the model lists no {wanted}" if none else ""
