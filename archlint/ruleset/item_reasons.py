"""Which parts of a mapping decide a pattern on it, such as on an item of a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from archlint.architecture.types import PropertySpec
from archlint.architecture.values import Value
from archlint.ruleset.conditions import (
    All,
    AnyOf,
    Both,
    Condition,
    Entity,
    Not,
    NotTest,
    Parts,
    Property,
    Test,
)
from archlint.ruleset.fact_words import decisive, default_of
from archlint.ruleset.value_tests import Resolve, look_up, test_parts, test_value
from archlint.ruleset.wording import unlike_words
from archlint.text import listed


@dataclass(slots=True)
class Reasons:
    """Why a pattern on a mapping holds, fails, or is open.

    Attributes:
        unstated: The parts that are not stated though that decides, with their defaults.
        unlike: What parts are not, in words, each with the part.
        entities: Patterns on what ids name, each with the id.
    """

    unstated: list[str] = field(default_factory=list)
    unlike: list[tuple[str, Value]] = field(default_factory=list)
    entities: list[tuple[Condition, str]] = field(default_factory=list)

    def words(self) -> str:
        """Say what is beside the mapping's own content: nothing where that says it all."""
        said = ""
        if self.unlike:
            said += f", with {listed(list(dict.fromkeys(words for words, _ in self.unlike)))}"
        if self.unstated:
            said += f", which does not state {listed(list(dict.fromkeys(self.unstated)))}"
        return said


def reasons_of(
    where: Condition, content: Mapping[str, Value], resolve: Resolve, spec: PropertySpec | None
) -> Reasons:
    """Find the parts that decide a pattern.

    Args:
        where: The pattern.
        content: The mapping's entries.
        resolve: Decides a pattern on what an id names.
        spec: What the catalogue says of the mapping.
    """
    reasons = Reasons()
    for path, test, value in _leaves(where, content, resolve):
        _add(reasons, ".".join(path), test, value, resolve, default_of(spec, path))
    return reasons


def _leaves(
    where: Condition, content: Mapping[str, Value], resolve: Resolve, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Test, Value | None]]:
    """Give the tests that decide, each with the path that it is asked of and what stands there."""
    match where:
        case All(parts) | AnyOf(parts):
            answers = [test_parts(part, content, resolve) for part in parts]
            for part in decisive(where, answers):
                yield from _leaves(part, content, resolve, path)
        case Not(part):
            yield from _leaves(part, content, resolve, path)
        case Property(inner, test):
            value = look_up(content, inner)
            if isinstance(test, Parts) and value and isinstance(value.content, Mapping):
                yield from _leaves(test.where, value.content, resolve, (*path, *inner))
            else:
                yield (*path, *inner), test, value


def _add(
    reasons: Reasons, name: str, test: Test, value: Value | None, resolve: Resolve, default: str
) -> None:
    answer = test_value(test, value, resolve)
    if isinstance(test, NotTest | Both):
        tests = test.tests if isinstance(test, Both) else (test.test,)
        for inner in tests:
            if isinstance(test, NotTest) or test_value(inner, value, resolve) is answer:
                _add(reasons, name, inner, value, resolve, default)
    elif value is None:
        if answer is not True:
            reasons.unstated.append(name + default)
    elif isinstance(test, Entity):
        if isinstance(value.content, str):
            reasons.entities.append((test.where, value.content))
    elif answer is False and value.content is not None and (words := unlike_words(test)):
        reasons.unlike.append((f"{name} {words}", value))
