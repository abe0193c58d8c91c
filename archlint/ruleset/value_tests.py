"""Decide tests of single values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from ipaddress import IPv4Network, IPv6Network
from math import inf
from operator import ge, gt, le, lt
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
from archlint.ruleset.decisions import all_decide, any_decides, opposite
from archlint.ruleset.logic import Truth, all_of, any_of, negation

Resolve = Callable[[Condition, str], Truth]
ValueTest = Callable[[Value | None], Truth]


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


def value_test(test: Test, resolve: Resolve) -> ValueTest:
    """Return the function that decides a test of a value, `None` for one that is unstated.

    Args:
        test: The test.
        resolve: Decides a pattern on what an id names.
    """
    match test:
        case Stated(wanted):
            return lambda value: (value is not None) is wanted
        case Exists(wanted):
            return lambda value: None if value is None else (value.content is not None) is wanted
        case NotTest(inner):
            return opposite(value_test(inner, resolve))
        case Both(tests):
            return all_decide([value_test(inner, resolve) for inner in tests])
    # What is stated to be none is, where a list is asked for, a list without elements.
    of_none = quantify(test.quantifier, (), test.bounds) if isinstance(test, Elements) else False
    of_content = _content_test(test, resolve)

    def decide(value: Value | None) -> Truth:
        if value is None:
            return None
        content = value.content
        return of_none if content is None else of_content(content)

    return decide


def test_value(test: Test, value: Value | None, resolve: Resolve) -> Truth:
    """Decide a test of one value (see `value_test`)."""
    return value_test(test, resolve)(value)


def _content_test(test: Test, resolve: Resolve) -> Callable[[Any], Truth]:
    match test:
        case Equals(wanted, fold):
            return _equality(wanted, fold)
        case Within(bounds, order):
            is_inside = _number_test(bounds)
            if not order:
                return is_inside
            return lambda content: is_inside(order.index(content.casefold()))
        case Matches(accepts=accepts):
            return lambda content: (
                not isinstance(content, tuple | Mapping) and accepts(str(content))
            )
        case Includes(wanted, fold):
            return lambda content: any(_includes(content, each, fold) for each in wanted)
        case Elements(quantifier, inner, bounds):
            passes = value_test(inner, resolve)
            return lambda content: quantify(
                quantifier, [(True, passes(item)) for item in content], bounds
            )
        case Entity(where):
            # A CIDR block that stands where a reference could names nothing.
            return lambda content: isinstance(content, str) and resolve(where, content)
        case Parts(where):
            return _parts_test(where, resolve)
    raise AssertionError(test)


def _equality(wanted: tuple[Any, ...], fold: bool) -> Callable[[Any], bool]:
    """Compare as people do: `true` is not the number 1."""
    items = [(item, isinstance(item, bool)) for item in wanted]

    def equals(content: Any) -> bool:
        if fold and isinstance(content, str):
            content = content.casefold()
        is_flag = isinstance(content, bool)
        return any(flag is is_flag and content == item for item, flag in items)

    return equals


def _number_test(bounds: Bounds) -> Callable[[float], bool]:
    pairs = ((bounds.gte, ge), (bounds.gt, gt), (bounds.lte, le), (bounds.lt, lt))
    limits = [(limit, compare) for limit, compare in pairs if limit is not None]
    return lambda number: all(compare(number, limit) for limit, compare in limits)


def _parts_test(where: Condition, resolve: Resolve) -> Callable[[Mapping[str, Value]], Truth]:
    match where:
        case All(parts):
            return all_decide([_parts_test(part, resolve) for part in parts])
        case AnyOf(parts):
            return any_decides([_parts_test(part, resolve) for part in parts])
        case Not(part):
            return opposite(_parts_test(part, resolve))
        case Property(path, test):
            decide = value_test(test, resolve)
            return lambda content: decide(look_up(content, path))
    raise AssertionError(where)


def test_parts(where: Condition, content: Mapping[str, Value], resolve: Resolve) -> Truth:
    """Decide a pattern on the entries of one mapping."""
    return _parts_test(where, resolve)(content)


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
    return _equality((wanted,), fold)(content)
