"""Put conditions into words, for messages: `aws.subnet with access private`."""

from __future__ import annotations

from collections.abc import Iterator
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

_LONG_ITEM = 100  # the letters of an item of a list that is written out
_MOST_VALUES = 5  # the wanted values that are named beside an item

_QUANTITY = {
    Quantifier.EVERY: "only",
    Quantifier.NONE: "no",
}
_ELEMENTS = {
    Quantifier.SOME: "including one",
    Quantifier.EVERY: "each",
    Quantifier.NONE: "none",
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
    others = [part for part in parts if part is not named]
    return " ".join([head, *_joined(others)])


def _joined(conditions: list[Condition]) -> list[str]:
    if not conditions:
        return []
    clauses = [clause(part) for part in conditions]
    plain = all(text.startswith("with ") for text in clauses)
    if plain and not any(isinstance(part, AnyOf) for part in conditions):
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
            return _alternatives([_relative(part) for part in parts])
        case Not(Property(path, test)):
            return f"with {'.'.join(path)} {test_words(NotTest(test))}"
        case Not(part):
            text = _relative(part)
            return text.replace("that is ", "that is not ", 1) if _is(text) else f"not {text}"
        case Words(field, patterns):
            return f"with {field} {listed(patterns, last='or')}"
        case Property(path, test):
            return f"with {'.'.join(path)} {test_words(test)}"
        case Inherited(wanted):
            return "that is inherited" if wanted else "that is not inherited"
    return _relation(condition)


def _relative(condition: Condition) -> str:
    """Say what a condition asks as a clause of its own: `that is aws.rds with multi_az true`."""
    text = noun(condition)
    return text.removeprefix("node ") if text.startswith("node ") else f"that is {text}"


def _is(text: str) -> bool:
    return text.startswith("that is ")


def _alternatives(clauses: list[str]) -> str:
    """Join clauses by `or`, with what they begin with alike said once."""
    for head in ("that is ", "with "):
        if all(text.startswith(head) for text in clauses):
            return head + _once([text.removeprefix(head) for text in clauses])
    return " or ".join(clauses)


def _once(texts: list[str]) -> str:
    """Join by `or`, leaving out a property that the text before names as well."""
    said, before = "", ""
    for text in texts:
        name = text.partition(" ")[0]
        plain = " and " not in text and " and " not in before
        again = plain and before.startswith(f"{name} ") and text != name
        said += (" or " if said else "") + (text.removeprefix(f"{name} ") if again else text)
        before = text
    return said


def _relation(condition: Condition) -> str:
    match condition:
        case Placed(inward=inward, where=where):
            verb = "that contains" if inward else "within"
            return f"{verb} {quantified(condition.quantifier, condition.bounds, noun(where))}"
        case Linked(forward=forward, where=where):
            verb = "connected to" if forward else "connected from"
            return f"{verb} {quantified(condition.quantifier, condition.bounds, noun(where))}"
        case Reached(forward=forward, where=where):
            verb = "that reaches" if forward else "reached from"
            return f"{verb} {quantified(condition.quantifier, condition.bounds, noun(where))}"
        case Spread(what, bounds):
            return f"spread over {bounds_words(bounds)} {what}s"
        case Assets(field, quantifier, where, bounds):
            verb = "that stores" if field == "stores" else "that carries"
            return f"{verb} {quantified(quantifier, bounds, noun(where, 'data'))}"
        case End(source, where):
            return f"{'from' if source else 'to'} {noun(where)}"
        case Crosses(quantifier, where, bounds):
            return f"that crosses {quantified(quantifier, bounds, noun(where, 'boundary'))}"
        case Has(quantifier, where, bounds):
            return f"that has {quantified(quantifier, bounds, noun(where))}"
    raise AssertionError(condition)


def quantified(quantifier: Quantifier, bounds: Bounds, name: str) -> str:
    """Say how many of what: `an aws.rds`, `only aws.rds`, `no aws.rds`, `at least 2 aws.rds`."""
    if quantifier is Quantifier.SOME:
        return name if name.startswith("data") else a_or_an(name)
    return f"{_QUANTITY.get(quantifier) or bounds_words(bounds)} {name}"


def a_or_an(word: str) -> str:
    """Put the article before a word."""
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


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
        case Includes():
            return f"that includes {included_words(test)}"
        case Exists(wanted):
            return "present" if wanted else "absent"
        case Stated(wanted):
            return "stated" if wanted else "not stated"
        case Both(tests):
            return " and ".join(test_words(inner) for inner in tests)
        case NotTest(inner):
            return _not_words(inner)
        case Elements(quantifier, inner, bounds):
            number = _ELEMENTS.get(quantifier) or bounds_words(bounds)
            return f"{number} {element_words(inner)}"
        case Entity(where):
            return f"that names {noun(where)}"
        case Parts(where):
            return clause(where).removeprefix("with ")
    raise AssertionError(test)


def _not_words(test: Test) -> str:
    match test:
        case Exists(wanted):
            return test_words(Exists(not wanted))
        case Stated(wanted):
            return test_words(Stated(not wanted))
        case NotTest(inner):
            return test_words(inner)
    return f"not {test_words(test)}"


def unlike_words(test: Test) -> str:
    """Say what a value is not that fails a test; nothing where the value says it itself."""
    match test:
        case Equals(wanted) if all(isinstance(value, bool) for value in wanted):
            return ""
        case Equals(wanted) if len(wanted) > _MOST_VALUES:
            return f"not one of the {len(wanted)} asked for"
        case Equals() | Within() | Matches():
            return f"not {test_words(test)}"
        case Includes():
            return f"not including {included_words(test)}"
        case Elements(Quantifier.SOME, inner):
            return f"without one {element_words(inner)}"
    return ""


def included_words(test: Includes) -> str:
    """Name what a value is to include: `22 or 3389`."""
    return listed([value_words(value) for value in test.wanted], last="or")


def element_words(test: Test) -> str:
    """Name the elements of a list that pass a test, after their number: `with protocol http`."""
    match test:
        case Exists(True):
            return ""
        case Parts(where):
            return clause(where)
        case Entity(where):
            return f"that is {noun(where)}"
    return f"that is {test_words(test)}"


def item_words(content: Any, where: Condition | None = None) -> str:
    """Write an item of a list: a long one with nothing but the parts that a pattern asks of."""
    text = value_words(content)
    if where is None or not isinstance(content, dict) or len(text) <= _LONG_ITEM:
        return text
    asked = {path[0] for path in _paths(where)}
    parts = [f"{key}: {value_words(part)}" for key, part in content.items() if key in asked]
    return "{" + ", ".join([*parts, "…"][: len(content)]) + "}"


def _paths(where: Condition) -> Iterator[tuple[str, ...]]:
    match where:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _paths(part)
        case Not(part):
            yield from _paths(part)
        case Property(path, _):
            yield path


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
