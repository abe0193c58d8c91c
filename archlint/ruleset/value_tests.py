"""Decide tests of single values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from ipaddress import IPv4Network, IPv6Network
from math import inf
from typing import Any

from archlint.architecture.values import PortRange, Value
from archlint.ruleset.conditions import (
    All,
    AnyOf,
    Both,
    Bounds,
    Condition,
    Elements,
    Entity,
    Equals,
    Exists,
    Includes,
    Matches,
    Not,
    NotTest,
    Parts,
    Property,
    Quantifier,
    Stated,
    Test,
    Within,
)
from archlint.ruleset.logic import Truth, all_of, any_of, negation

Resolve = Callable[[Condition, str], Truth]


def look_up(stated: Mapping[str, Value], path: tuple[str, ...]) -> Value | None:
    """Follow a path into stated values.

    Returns:
        The value; `None` when it is unstated. Inside a mapping that is stated to be none, there is
        none of anything.
    """
    value = stated.get(path[0])
    for key in path[1:]:
        if value is None or value.content is None:
            return value
        value = value.content.get(key) if isinstance(value.content, Mapping) else None
    return value


def test_value(test: Test, value: Value | None, resolve: Resolve) -> Truth:
    """Decide a test of a value.

    Args:
        test: The test.
        value: The value; `None` when it is unstated.
        resolve: Decides a pattern on what an id names.
    """
    match test:
        case Stated(wanted):
            return (value is not None) is wanted
        case NotTest(inner):
            return negation(test_value(inner, value, resolve))
        case Both(tests):
            return all_of(test_value(inner, value, resolve) for inner in tests)
    if value is None:
        return None
    if isinstance(test, Exists):
        return (value.content is not None) is test.wanted
    if value.content is None:
        # What is stated to be none is, where a list is asked for, a list without elements.
        if isinstance(test, Elements):
            return quantify(test.quantifier, (), test.bounds)
        return False
    return _test_content(test, value.content, resolve)


def _test_content(test: Test, content: Any, resolve: Resolve) -> Truth:
    match test:
        case Equals(wanted, fold):
            return any(_same(_folded(content, fold), item) for item in wanted)
        case Within(bounds, order):
            return inside(bounds, order.index(content.casefold()) if order else content)
        case Matches():
            return not isinstance(content, tuple | Mapping) and test.accepts(str(content))
        case Includes(wanted, fold):
            return any(_includes(content, each, fold) for each in wanted)
        case Elements(quantifier, inner, bounds):
            answers = [(True, test_value(inner, item, resolve)) for item in content]
            return quantify(quantifier, answers, bounds)
        case Entity(where):
            # A CIDR block that stands where a reference could names nothing.
            return isinstance(content, str) and resolve(where, content)
        case Parts(where):
            return test_parts(where, content, resolve)
    raise AssertionError(test)


def test_parts(where: Condition, content: Mapping[str, Value], resolve: Resolve) -> Truth:
    """Decide a pattern on the entries of a mapping."""
    match where:
        case All(parts):
            return all_of(test_parts(part, content, resolve) for part in parts)
        case AnyOf(parts):
            return any_of(test_parts(part, content, resolve) for part in parts)
        case Not(part):
            return negation(test_parts(part, content, resolve))
        case Property(path, test):
            return test_value(test, look_up(content, path), resolve)
    raise AssertionError(where)


def quantify(
    quantifier: Quantifier,
    answers: Iterable[tuple[Truth, Truth]],
    bounds: Bounds,
    *,
    more: bool = False,
) -> Truth:
    """Decide a quantifier over candidates.

    Args:
        quantifier: How many of them are asked for.
        answers: For each, whether it is a candidate at all, and whether it passes.
        bounds: The limits of a count.
        more: Whether there may be further candidates that pass, any number of them; `every` speaks
            of the given ones.
    """
    match quantifier:
        case Quantifier.SOME | Quantifier.NONE:
            some = any_of(all_of(pair) for pair in answers)
            some = None if some is False and more else some
            return some if quantifier is Quantifier.SOME else negation(some)
        case Quantifier.EVERY:
            return all_of(any_of((negation(member), passes)) for member, passes in answers)
        case Quantifier.COUNT:
            both = [all_of(pair) for pair in answers]
            least = sum(answer is True for answer in both)
            most = inf if more else least + sum(answer is None for answer in both)
            return count_inside(bounds, least, most)


def count_inside(bounds: Bounds, least: float, most: float) -> Truth:
    """Decide whether a number that lies from `least` to `most` is within bounds."""
    lower = all_of(
        _compare(limit, strict, least, most)
        for limit, strict in ((bounds.gte, False), (bounds.gt, True))
        if limit is not None
    )
    upper = all_of(
        _compare(-limit, strict, -most, -least)
        for limit, strict in ((bounds.lte, False), (bounds.lt, True))
        if limit is not None
    )
    return all_of((lower, upper))


def _compare(limit: float, strict: bool, least: float, most: float) -> Truth:
    def enough(number: float) -> bool:
        return number > limit if strict else number >= limit

    if enough(least):
        return True
    return None if enough(most) else False


def inside(bounds: Bounds, number: float) -> bool:
    """Tell whether a number is within bounds."""
    return count_inside(bounds, number, number) is True


def _folded(content: Any, fold: bool) -> Any:
    return content.casefold() if fold and isinstance(content, str) else content


def _includes(content: Any, wanted: Any, fold: bool) -> bool:
    if isinstance(content, PortRange):
        return bool(content.first <= wanted.first and wanted.last <= content.last)
    if isinstance(content, IPv4Network):
        return isinstance(wanted, IPv4Network) and wanted.subnet_of(content)
    if isinstance(content, IPv6Network):
        return isinstance(wanted, IPv6Network) and wanted.subnet_of(content)
    if isinstance(content, str):  # a reference, where a CIDR block could stand
        return False
    return any(_element_includes(item.content, wanted, fold) for item in content)


def _element_includes(content: Any, wanted: Any, fold: bool) -> bool:
    if isinstance(content, PortRange | IPv4Network | IPv6Network):
        return _includes(content, wanted, fold)
    return _same(_folded(content, fold), wanted)


def _same(content: Any, wanted: Any) -> bool:
    """Compare as people do: `true` is not the number 1."""
    return isinstance(content, bool) == isinstance(wanted, bool) and bool(content == wanted)
