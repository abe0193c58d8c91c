"""What to state for a test of a value to hold, or not to hold."""

from __future__ import annotations

from archlint.architecture.fields import NODE_FIELDS
from archlint.architecture.types import PropertySpec, ValueType
from archlint.architecture.values import Node, Value
from archlint.ruleset.conditions import (
    Both,
    Bounds,
    Elements,
    Entity,
    Equals,
    Exists,
    Includes,
    NotTest,
    Parts,
    Quantifier,
    Stated,
    Test,
    Within,
)
from archlint.ruleset.logic import negation
from archlint.ruleset.steps import NEVER, Step
from archlint.ruleset.value_tests import Resolve, test_value
from archlint.ruleset.wording import bounds_words, clause, noun, test_words, value_words
from archlint.source import Location

# Their values are not what the catalogue writes as a default.
_STRUCTURED = (ValueType.PORT, ValueType.CIDR, ValueType.LIST, ValueType.MAPPING)


def value_step(
    name: str,
    subject: str,
    test: Test,
    value: Value | None,
    at: Location,
    *,
    wanted: bool,
    spec: PropertySpec | None = None,
) -> Step:
    """Say what to state; `NEVER` where nothing that could be stated would do.

    Args:
        name: The property's path.
        subject: Whose it is, as messages write it.
        test: The test.
        value: What is stated now.
        at: Where to state what is not stated yet.
        wanted: Whether the test is to hold.
        spec: What the catalogue says of the property.
    """
    if wanted and _is_contradictory(test):
        return NEVER
    opposite = None if wanted else _opposite(test, spec)
    if opposite is not None:
        test, wanted = opposite, True
    text = _text(name, subject, test, wanted)
    location = at if value is None else value.location
    vague = not wanted or isinstance(test, Stated)
    return Step(text, location, about=f"{name} of {subject}", vague=vague)


def default_note(
    node: Node, path: tuple[str, ...], test: Test, resolve: Resolve, *, wanted: bool
) -> str:
    """Say what the provider documents to hold where a property is not stated, if it does."""
    spec = spec_of(node, path)
    if spec is None or spec.default is None or spec.type in _STRUCTURED:
        return ""
    answer = test_value(test, Value(spec.default, node.location), resolve)
    does = (answer if wanted else negation(answer)) is True
    unit = f" {spec.unit.removesuffix('s') if spec.default == 1 else spec.unit}".rstrip()
    said = f"the provider's default is {value_words(spec.default)}{unit}"
    source = f"; source: {spec.default_source}" if spec.default_source else ""
    more = "which would do: state it if nobody changed it" if does else "which would not do"
    return f"{said}, {more}{source}"


def spec_of(node: Node, path: tuple[str, ...]) -> PropertySpec | None:
    """Return what the catalogue says of a property, or `None` when it does not know it."""
    spec = node.type.properties.get(path[0]) or NODE_FIELDS.get(path[0])
    for key in path[1:]:
        spec = spec.properties.get(key) if spec and spec.type is ValueType.MAPPING else None
    return spec


def _opposite(test: Test, spec: PropertySpec | None) -> Test | None:
    """Return a plain test that holds where another does not, if there is one."""
    match test:
        case Equals((bool() as flag,)):
            return Equals((not flag,), fold=False)
        case Equals(wanted) if spec is not None and spec.enum:
            others = tuple(word for word in spec.enum if word.casefold() not in wanted)
            return Equals(others, fold=True) if others else None
        case Exists(there):
            return Exists(not there)
    return None


def _is_contradictory(test: Test) -> bool:
    """Tell whether a value must not be stated, and be something all the same."""
    match test:
        case Both(tests):
            return Stated(False) in tests and any(inner != Stated(False) for inner in tests)
    return False


def _text(name: str, subject: str, test: Test, wanted: bool) -> str:
    match test:
        case NotTest(inner):
            return _text(name, subject, inner, not wanted)
        case Stated(there):
            there = there is wanted
            return f"state {name} of {subject}" if there else f"leave {name} of {subject} out"
        case Exists(there):
            return f"state {name} of {subject}" if there else f"state '{name}: null' on {subject}"
        case Equals((one,)) if wanted:
            return f"state '{name}: {value_words(one)}' on {subject}"
        case Equals() | Within() if wanted:
            return f"let {name} of {subject} be {test_words(test)}"
        case Elements(quantifier, inner, bounds):
            if _is_empty(quantifier, inner, bounds) and wanted:
                return f"state '{name}: []' on {subject}"
            return f"let {name} of {subject} have {_entries(quantifier, inner, bounds, wanted)}"
        case Entity(where):
            return f"let {name} of {subject} name {'a' if wanted else 'no'} {noun(where)}"
        case Parts(where):
            verb = "have" if wanted else "not have"
            return f"let {name} of {subject} {verb} {clause(where).removeprefix('with ')}"
        case Includes(item):
            verb = "include" if wanted else "not include"
            return f"let {name} of {subject} {verb} {value_words(item)}"
        case Both(tests) if wanted:
            tests = tuple(inner for inner in tests if inner != Stated(True)) or tests
            if len(tests) == 1:
                return _text(name, subject, tests[0], wanted)
            return f"let {name} of {subject} be {' and '.join(map(test_words, tests))}"
    return f"let {name} of {subject} {'be' if wanted else 'not be'} {test_words(test)}"


def _is_empty(quantifier: Quantifier, inner: Test, bounds: Bounds) -> bool:
    """Tell whether a list is asked to have no entry at all."""
    none = quantifier is Quantifier.NONE or (
        quantifier is Quantifier.COUNT and bounds in (Bounds(lte=0), Bounds(lt=1))
    )
    return none and inner == Exists(True)


def _entries(quantifier: Quantifier, inner: Test, bounds: Bounds, wanted: bool) -> str:
    words = _entry_words(inner)
    match quantifier, wanted:
        case (Quantifier.SOME, True) | (Quantifier.NONE, False):
            return f"an entry {words}"
        case (Quantifier.NONE, True) | (Quantifier.SOME, False):
            return f"no entry {words}"
        case (Quantifier.EVERY, True):
            return f"only entries {words}"
        case (Quantifier.EVERY, False):
            return f"an entry that is not {words}"
    return f"{'' if wanted else 'not '}{bounds_words(bounds)} entries {words}"


def _entry_words(test: Test) -> str:
    match test:
        case Parts(where):
            return clause(where)
        case Entity(where):
            return f"that name a {noun(where)}"
    return f"that are {test_words(test)}"
