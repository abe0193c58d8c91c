"""Facts about stated values: what they are, what they should be, which of their parts decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from archlint.architecture.types import PropertySpec
from archlint.architecture.values import PortRange, Value
from archlint.finding import Evidence
from archlint.ruleset.candidates import MAX_CANDIDATES
from archlint.ruleset.conditions import (
    Both,
    Condition,
    Elements,
    Entity,
    Equals,
    Includes,
    Matches,
    NotTest,
    Parts,
    Quantifier,
    Test,
    Within,
)
from archlint.ruleset.fact_words import EXPECTED, LACKING
from archlint.ruleset.item_reasons import Reasons, reasons_of
from archlint.ruleset.logic import Truth
from archlint.ruleset.value_tests import Resolve, test_value
from archlint.ruleset.wording import (
    bounds_words,
    element_words,
    included_words,
    item_words,
    test_words,
    unlike_words,
    value_words,
)

SIMPLE = (Equals, Matches, Within)  # tests whose expectation reads well after `not`


class ValueFacts:
    """Tells what decides a test of a stated value."""

    def __init__(
        self, resolve: Resolve, of_named: Callable[[Condition, str], Iterator[Evidence]]
    ) -> None:
        """Keep how a pattern on what an id names is decided, and who tells of that."""
        self._resolve = resolve
        self._of_named = of_named

    def of_value(
        self, name: str, test: Test, value: Value, spec: PropertySpec | None = None
    ) -> Iterator[Evidence]:
        """Give the facts.

        Args:
            name: What it is the value of: `listeners of 'lb'`.
            test: What is asked of it.
            value: The value.
            spec: What the catalogue says of it.
        """
        answer = self._answer(test, value)
        match test:
            case NotTest(Both() | Elements() | Parts() | Includes() as inner):
                yield from self.of_value(name, inner, value, spec)
            case Both(tests):
                deciding = [inner for inner in tests if self._answer(inner, value) is answer]
                for part in deciding:
                    yield from self.of_value(name, part, value, spec)
            case Elements() if isinstance(value.content, tuple):
                yield from self._elements(name, test, value, spec)
            case Parts(where) if isinstance(value.content, Mapping):
                reasons = reasons_of(where, value.content, self._resolve, spec)
                words = item_words(value.plain(), where)
                yield self._reasoned(f"{name} is {words}", value, reasons)
                yield from self._of_entities(reasons)
            case _:
                yield _plain(name, test, value, answer)
                if isinstance(test, Entity) and isinstance(value.content, str):
                    yield from self._of_named(test.where, value.content)

    def _answer(self, test: Test, value: Value) -> Truth:
        return test_value(test, value, self._resolve)

    def _elements(
        self, name: str, test: Elements, value: Value, spec: PropertySpec | None
    ) -> Iterator[Evidence]:
        items: tuple[Value, ...] = value.content
        answers = [self._answer(test.test, item) for item in items]
        answer = self._answer(test, value)
        if test.quantifier is Quantifier.COUNT and answer is not True:
            yield _counted(name, test, value, answers)
        wanted = _deciding(test.quantifier, answer)
        told = [item for item, given in zip(items, answers, strict=True) if given in wanted]
        for item in told[:MAX_CANDIDATES]:
            yield from self._item(f"{name} has ", test.test, item, spec.of if spec else None)
        if not told and (test.quantifier is not Quantifier.COUNT or answer is True):
            lacks = test.quantifier is Quantifier.SOME and answer is False and bool(items)
            more = f", none {element_words(test.test)}" if lacks else ""
            yield Evidence(f"{name} is {value_words(value.plain())}{more}", value.location)

    def _item(
        self, head: str, test: Test, item: Value, spec: PropertySpec | None
    ) -> Iterator[Evidence]:
        if isinstance(test, Parts) and isinstance(item.content, Mapping):
            reasons = reasons_of(test.where, item.content, self._resolve, spec)
            yield self._reasoned(head + item_words(item.plain(), test.where), item, reasons)
            yield from self._of_entities(reasons)
            return
        failed = self._answer(test, item) is False and isinstance(test, SIMPLE)
        more = EXPECTED + test_words(test) if failed else ""
        yield Evidence(f"{head}{item_words(item.plain())}{more}", item.location)
        if isinstance(test, Entity) and isinstance(item.content, str):
            yield from self._of_named(test.where, item.content)

    def _reasoned(self, said: str, whole: Value, reasons: Reasons) -> Evidence:
        places = {value.location for _, value in reasons.unlike}
        alone = len(places) == 1 and not reasons.unstated
        return Evidence(said + reasons.words(), places.pop() if alone else whole.location)

    def _of_entities(self, reasons: Reasons) -> Iterator[Evidence]:
        for where, name in reasons.entities:
            yield from self._of_named(where, name)


def _deciding(quantifier: Quantifier, answer: Truth) -> tuple[Truth, ...]:
    """Return the answers of those elements that decide."""
    if quantifier is Quantifier.COUNT:
        return (True, None)
    if answer is None:
        return (None,)
    return (False,) if quantifier is Quantifier.EVERY else (True,)


def _counted(name: str, test: Elements, value: Value, answers: list[Truth]) -> Evidence:
    least, most = answers.count(True), len(answers) - answers.count(False)
    number = str(least) if least == most else f"{least} to {most}"
    words, asked = element_words(test.test), bounds_words(test.bounds)
    some = "item" if number == "1" else "items"
    more = f" {words}" if words else ""
    return Evidence(f"{name} has {number} {some}{more}, {asked} asked for", value.location)


def _plain(name: str, test: Test, value: Value, answer: Truth) -> Evidence:
    more = ""
    if answer is False and isinstance(test, SIMPLE):
        more = EXPECTED + test_words(test)
    elif answer is False and isinstance(test, Includes):
        listing = isinstance(value.content, tuple) and not isinstance(value.content, PortRange)
        more = LACKING + included_words(test) if listing else f", {unlike_words(test)}"
    return Evidence(f"{name} is {value_words(value.plain())}{more}", value.location)
