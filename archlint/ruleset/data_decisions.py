"""Conditions on data, made ready: of single assets, and of what something stores or carries."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeAlias

from archlint.architecture.values import DataAsset, Model, Value
from archlint.ruleset.conditions import All, AnyOf, Assets, Condition, Not, Property, Words
from archlint.ruleset.decisions import (
    Decision,
    OncePerCondition,
    all_decide,
    any_decides,
    opposite,
)
from archlint.ruleset.logic import Truth
from archlint.ruleset.value_tests import Resolve, look_up, quantify, value_test
from archlint.ruleset.words import data_words

# Decides by what is stated, and by whether leaving that out leaves something unsaid.
Held: TypeAlias = Callable[[Value | None, bool], Truth]


class DataDecisions:
    """Makes the decisions on the data of one model."""

    def __init__(self, model: Model, named: Resolve) -> None:
        """Keep the data, and how a pattern on what an id names is decided."""
        self._data = model.data
        self._named = named
        self.decision = OncePerCondition(self._make)

    def _make(self, condition: Condition) -> Decision[DataAsset]:
        match condition:
            case All(parts):
                return all_decide(map(self._make, parts))
            case AnyOf(parts):
                return any_decides(map(self._make, parts))
            case Not(part):
                return opposite(self._make(part))
            case Words():
                return lambda asset: data_words(condition, asset)
            case Property(path, test):
                decide = value_test(test, self._named)
                return lambda asset: decide(look_up(asset.stated, path))
        raise TypeError(f"no condition on data: {condition!r:.80}")

    def stated(self, value: Value | None, *, may_hold: bool) -> dict[str, Truth]:
        """Return the assets that are held, or may be, by id.

        What holds data and does not say which may hold any that is listed.
        """
        if value is None:
            return dict.fromkeys(self._data, None) if may_hold else {}
        return {item.content: True for item in value.content or ()}

    def held(self, condition: Assets) -> Held:
        """Return the decision on what something stores or carries.

        Most say the same few things, or nothing: each is decided once.
        """
        passes = self.decision(condition.where)

        def decide(held: dict[str, Truth]) -> Truth:
            answers = ((member, passes(self._data[asset])) for asset, member in held.items())
            return quantify(condition.quantifier, answers, condition.bounds)

        @cache
        def unstated(may_hold: bool) -> Truth:
            return decide(self.stated(None, may_hold=may_hold))

        @cache
        def stated(assets: tuple[str, ...]) -> Truth:
            return decide(dict.fromkeys(assets, True))

        def holds(value: Value | None, may_hold: bool) -> Truth:
            if value is None:
                return unstated(may_hold)
            return stated(tuple([item.content for item in value.content or ()]))

        return holds
