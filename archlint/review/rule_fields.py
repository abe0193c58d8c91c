"""What of a rule differs between two sides, and whether it finds less for that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from archlint.architecture.tree import Mapping, Tree
from archlint.finding import Severity
from archlint.review.rule_sides import RuleSide, place_in
from archlint.review.values import Fact, FieldChange, RuleEffect
from archlint.review.written import plain, says_the_same
from archlint.ruleset.values import DeclaredRule, Rule

_PROSE = ("title", "why", "fix", "limits")
_LISTS = ("tags", "sources", "aliases")
_CONDITIONS = ("applies_to", "require")


class Weighed(NamedTuple):
    """A difference, and what it does to the rule.

    Attributes:
        field: What differs.
        effect: `WEAKENED` or `STRENGTHENED`; `CHANGED` where archlint cannot tell which; `None`
            where it only tells of the rule, and what is found stays.
    """

    field: FieldChange
    effect: RuleEffect | None


class RulePair(NamedTuple):
    """A rule before and after, and what it stands in."""

    base: RuleSide
    before: Rule
    head: RuleSide
    after: Rule


def differences(pair: RulePair) -> tuple[Weighed, ...]:
    """Return what differs, what weakens first, then by name."""
    found = [
        *_id(pair),
        *_severity(pair),
        *_mandatory(pair),
        *_conditions(pair),
        *_parameters(pair),
        *_texts(pair),
    ]
    return tuple(sorted(found, key=_rank))


def _rank(found: Weighed) -> tuple[int, str]:
    order = (RuleEffect.WEAKENED, RuleEffect.CHANGED, RuleEffect.STRENGTHENED, None)
    return order.index(found.effect), found.field.name


def stronger(yes: bool) -> RuleEffect:
    """Return the effect of what can be weighed."""
    return RuleEffect.STRENGTHENED if yes else RuleEffect.WEAKENED


def _id(pair: RulePair) -> Iterator[Weighed]:
    before, after = pair.before, pair.after
    if before.id != after.id:
        sides = (Fact(rule.id, rule.location) for rule in (before, after))
        yield Weighed(FieldChange("id", *sides), None)


def _severity(pair: RulePair) -> Iterator[Weighed]:
    before, after = pair.base.severity(pair.before), pair.head.severity(pair.after)
    if before.value != after.value:
        effect = stronger(Severity(after.value).at_least(Severity(before.value)))
        yield Weighed(FieldChange("severity", before, after), effect)


def _mandatory(pair: RulePair) -> Iterator[Weighed]:
    if pair.before.mandatory is not pair.after.mandatory:
        sides = (
            Fact(True, place_in(rule, "mandatory")) if rule.mandatory else None
            for rule in (pair.before, pair.after)
        )
        yield Weighed(FieldChange("mandatory", *sides), stronger(pair.after.mandatory))


def _conditions(pair: RulePair) -> Iterator[Weighed]:
    for key in _CONDITIONS:
        before, after = _written(pair.before, key), _written(pair.after, key)
        if not says_the_same(before, after):
            yield Weighed(FieldChange(key, _fact(before), _fact(after)), RuleEffect.CHANGED)


def _written(rule: Rule, *keys: str) -> Tree | None:
    tree: Tree | None = rule.written if isinstance(rule, DeclaredRule) else None
    for key in keys:
        tree = tree.get(key) if isinstance(tree, Mapping) else None
    return tree


def _fact(tree: Tree | None) -> Fact | None:
    return None if tree is None else Fact(plain(tree), tree.location)


def _parameters(pair: RulePair) -> Iterator[Weighed]:
    """Give values in use that differ, and what else the rule declares of its parameters."""
    names = {p.name for rule in (pair.before, pair.after) for p in rule.parameters}
    for name in sorted(names):
        before = pair.base.parameter(pair.before, name)
        after = pair.head.parameter(pair.after, name)
        if _value(before) != _value(after):
            change = FieldChange(f"parameters.{name}", before, after)
            yield Weighed(change, RuleEffect.CHANGED)
        if before is not None and after is not None:
            yield from _declarations(pair, name)


def _value(fact: Fact | None) -> tuple[str, ...]:
    """Return a value as it can be compared: to Python, `True` equals 1."""
    if fact is None:
        return ()
    items = fact.value if isinstance(fact.value, list | tuple) else [fact.value]
    return (type(fact.value).__name__, *map(repr, items))


def _declarations(pair: RulePair, name: str) -> Iterator[Weighed]:
    trees = [_written(rule, "parameters", name) for rule in (pair.before, pair.after)]
    keys = {key for tree in trees if isinstance(tree, Mapping) for key in tree.entries}
    for key in sorted(keys - {"default"}):
        before, after = (tree.get(key) if isinstance(tree, Mapping) else None for tree in trees)
        if not says_the_same(before, after):
            change = FieldChange(f"parameters.{name}.{key}", _fact(before), _fact(after))
            yield Weighed(change, None)


def _texts(pair: RulePair) -> Iterator[Weighed]:
    for key in (*_PROSE, *_LISTS, "help", "controls"):
        before, after = _text(pair.before, key), _text(pair.after, key)
        if before != after:
            sides = (
                Fact(value, place_in(rule, key)) if value else None
                for value, rule in ((before, pair.before), (after, pair.after))
            )
            yield Weighed(FieldChange(key, *sides), None)


def _text(rule: Rule, key: str) -> Any:
    """Return what a rule says of itself; as its file does, whatever its parameters are."""
    if key in _PROSE:
        tree = _written(rule, key)
        text = str(plain(tree)) if tree is not None else getattr(rule, key)
        return " ".join(text.split())
    value = getattr(rule, key)
    if key in _LISTS:
        return sorted(value)
    if key == "controls":
        return {framework: sorted(value[framework]) for framework in sorted(value)}
    return value
