"""The small parts that remedies are told with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from archlint.architecture.types import PropertySpec, ValueType
from archlint.architecture.values import Node, OpenType
from archlint.graph import Edge
from archlint.ruleset.conditions import All, Assets, Condition, Not, Placed, Quantifier, Words
from archlint.ruleset.fact_words import arrow
from archlint.ruleset.steps import NEVER, Step
from archlint.ruleset.wording import bounds_words, noun
from archlint.source import Location
from archlint.text import quoted_list


def level_words(condition: Placed) -> str:
    """Name the level at which a node must stand for it to be known around it what there is."""
    if not condition.levels:
        return ""
    return f"a {noun(All(tuple(condition.levels), condition.location))}, and in "


def asked_for(
    quantifier: Quantifier, where: Condition, wanted: bool
) -> tuple[Quantifier, Condition]:
    """Return what is asked for where a relation is to hold, or is not to."""
    if wanted:
        return quantifier, where
    match quantifier:
        case Quantifier.SOME:
            return Quantifier.NONE, where
        case Quantifier.NONE:
            return Quantifier.SOME, where
        case Quantifier.EVERY:
            return Quantifier.SOME, where.part if isinstance(where, Not) else Not(
                where, where.location
            )
    return quantifier, where


def amount(quantifier: Quantifier, bounds: str, *, wanted: bool) -> str:
    """Say how many are asked for."""
    words = {Quantifier.SOME: "a", Quantifier.EVERY: "only", Quantifier.NONE: "no"}
    return words.get(quantifier) or f"{'' if wanted else 'not '}{bounds}"


def word_step(condition: Words, node: Node, wanted: bool) -> Step:
    """Say what to change for a node to go by words; most words are its own for good."""
    patterns = quoted_list(condition.patterns, last="or")
    if condition.field == "tags":
        verb = "give '{}' the tag {}" if wanted else "take from '{}' the tag {}"
        return Step(verb.format(node.id, patterns), node.location)
    if condition.field == "name":
        verb = "like" if wanted else "unlike"
        return Step(f"name '{node.id}' {verb} {patterns}", node.location)
    return NEVER


def asset_step(condition: Assets, subject: str, at: Location, wanted: bool) -> Step:
    """Say what data to state."""
    quantifier, where = asked_for(condition.quantifier, condition.where, wanted)
    asked = amount(quantifier, bounds_words(condition.bounds), wanted=wanted)
    data = f"{asked} {noun(where, 'data')}".replace("a data ", "data ", 1)
    return Step(f"state in '{condition.field}' what {subject} {condition.field}: {data}", at)


def closing_steps(types: Iterable[OpenType]) -> tuple[Step, ...]:
    """Say how the model comes to show everything of open types."""
    return tuple(
        Step(f"show every {item.type.id}, and remove the type from 'open'", item.location)
        for item in types
    )


def edge_name(edge: Edge) -> str:
    """Name an edge as something that can be removed."""
    if edge.property:
        return f"'{edge.target}' from {edge.property} of '{edge.source}'"
    return f"the connection {arrow(edge)}"


def reference_specs(
    properties: Mapping[str, PropertySpec], before: str = ""
) -> Iterator[tuple[str, PropertySpec]]:
    """Give every property that names nodes, with its path."""
    for name, spec in properties.items():
        inner = spec.of if spec.type is ValueType.LIST and spec.of is not None else spec
        if inner.type is ValueType.REFERENCE and inner.to:
            yield before + name, inner
        yield from reference_specs(inner.properties, f"{before}{name}.")
