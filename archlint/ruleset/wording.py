"""Put conditions into words, for messages: `aws.subnet with access private`."""

from __future__ import annotations

from typing import Any

from archlint.ruleset.conditions import (
    All,
    AnyOf,
    Assets,
    Both,
    Bounds,
    Condition,
    Crosses,
    Elements,
    End,
    Entity,
    Equals,
    Exists,
    Has,
    Includes,
    Inherited,
    Linked,
    Matches,
    Not,
    NotTest,
    Parts,
    Placed,
    Property,
    Quantifier,
    Reached,
    Spread,
    Stated,
    Test,
    Within,
    Words,
)
from archlint.text import listed

_QUANTITY = {
    Quantifier.SOME: "a",
    Quantifier.EVERY: "only",
    Quantifier.NONE: "no",
}


def noun(condition: Condition, default: str = "node") -> str:
    """Name what a pattern means: `database or cache with multi_az true`."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    heads = {part.field: part for part in parts if isinstance(part, Words)}
    head = default
    named = heads.get("type") or heads.get("kind")
    if named is not None:
        head = listed([word.replace("_", " ") for word in named.patterns], last="or")
        if named.field == "type":
            head = listed(named.patterns, last="or")
    clauses = [clause(part) for part in parts if part is not named]
    return " ".join([head, *_joined(clauses)])


def _joined(clauses: list[str]) -> list[str]:
    if not clauses:
        return []
    plain = all(text.startswith("with ") for text in clauses)
    if plain:
        return ["with " + " and ".join(text.removeprefix("with ") for text in clauses)]
    return [" and ".join(clauses)]


def clause(condition: Condition) -> str:
    """Say what a condition asks, after the name of what it asks it of."""
    match condition:
        case All(()):
            return "of any sort"
        case All(parts):
            return " and ".join(clause(part) for part in parts)
        case AnyOf(parts):
            return "that is " + " or ".join(_alternative(part) for part in parts)
        case Not(part):
            return "that is not " + _alternative(part)
        case Words(field, patterns):
            return f"with {field} {listed(patterns, last='or')}"
        case Property(path, test):
            return f"with {'.'.join(path)} {test_words(test)}"
        case Inherited(wanted):
            return "that is inherited" if wanted else "that is not inherited"
    return _relation(condition)


def _alternative(condition: Condition) -> str:
    text = noun(condition)
    return text.removeprefix("node ") or text


def _relation(condition: Condition) -> str:
    match condition:
        case Placed(inward=inward, where=where):
            verb = "that contains" if inward else "within"
            return f"{verb} {quantity(condition.quantifier, condition.bounds)} {noun(where)}"
        case Linked(forward=forward, where=where):
            verb = "connected to" if forward else "connected from"
            return f"{verb} {quantity(condition.quantifier, condition.bounds)} {noun(where)}"
        case Reached(forward=forward, where=where):
            verb = "that reaches" if forward else "reached from"
            return f"{verb} {quantity(condition.quantifier, condition.bounds)} {noun(where)}"
        case Spread(what, bounds):
            return f"spread over {bounds_words(bounds)} {what}s"
        case Assets(field, quantifier, where, bounds):
            verb = "that stores" if field == "stores" else "that carries"
            return f"{verb} {quantity(quantifier, bounds)} {noun(where, 'data')}"
        case End(source, where):
            return f"{'from' if source else 'to'} {noun(where)}"
        case Crosses(quantifier, where, bounds):
            return f"that crosses {quantity(quantifier, bounds)} {noun(where, 'boundary')}"
        case Has(quantifier, where, bounds):
            return f"that has {quantity(quantifier, bounds)} {noun(where)}"
    raise AssertionError(condition)


def quantity(quantifier: Quantifier, bounds: Bounds) -> str:
    """Say how many: `a`, `only`, `no`, `at least 2`."""
    return _QUANTITY.get(quantifier) or bounds_words(bounds)


def bounds_words(bounds: Bounds, order: tuple[str, ...] = ()) -> str:
    """Say what bounds ask: `at least 7`, `more than 2 and at most 5`."""
    words = [
        f"{word} {order[int(limit)] if order else format(limit, 'g')}"
        for word, limit in (
            ("at least", bounds.gte),
            ("more than", bounds.gt),
            ("at most", bounds.lte),
            ("less than", bounds.lt),
        )
        if limit is not None
    ]
    return " and ".join(words)


def test_words(test: Test) -> str:
    """Say what a test asks of a value."""
    match test:
        case Equals(wanted):
            return listed([value_words(value) for value in wanted], last="or")
        case Within(bounds, order):
            return bounds_words(bounds, order)
        case Matches(text, glob):
            return f"like {text}" if glob else f"matching {text}"
        case Includes(wanted):
            return f"that includes {listed([value_words(value) for value in wanted], last='or')}"
        case Exists(wanted):
            return "present" if wanted else "absent"
        case Stated(wanted):
            return "stated" if wanted else "not stated"
        case Both(tests):
            return " and ".join(test_words(inner) for inner in tests)
        case NotTest(inner):
            return f"not {test_words(inner)}"
        case Elements(quantifier, inner, bounds):
            return f"with {quantity(quantifier, bounds)} element {test_words(inner)}"
        case Entity(where):
            return f"that names {noun(where)}"
        case Parts(where):
            return clause(where).removeprefix("with ")
    raise AssertionError(test)


def value_words(content: Any) -> str:
    """Write a value as a model writes it."""
    if content is None:
        return "none"
    if isinstance(content, bool):
        return "true" if content else "false"
    if isinstance(content, list):
        return "[" + ", ".join(value_words(item) for item in content) + "]"
    if isinstance(content, dict):
        inner = ", ".join(f"{key}: {value_words(item)}" for key, item in content.items())
        return "{" + inner + "}"
    text = str(content)
    return text if len(text) <= 80 else text[:79] + "…"
