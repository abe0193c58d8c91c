"""Read tests of values, held against what the catalogue says the values can be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archlint.architecture.tree import Entry, Mapping, Scalar, Sequence, Tree, describe
from archlint.architecture.types import ORDERED_TYPES, SCALAR_TYPES, PropertySpec, ValueType
from archlint.architecture.value_reader import read_value
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
from archlint.ruleset.relations import BOUND_WORDS, check_bounds, read_count
from archlint.ruleset.text_patterns import BadPattern, glob_matcher, regex_matcher
from archlint.source import Problems
from archlint.text import listed, suggestion

_QUANTIFIERS = ("some", "every", "none", "count")
OPERATORS = (
    *BOUND_WORDS,
    *("not", "matches", "glob", "includes", "exists", "absent", "stated"),
    *_QUANTIFIERS,
)
_TEXTUAL = frozenset(
    {ValueType.STRING, ValueType.URL, ValueType.REFERENCE, ValueType.DATA, ValueType.FREE}
)
_NOTHING = Equals((), fold=False)


class TestReader:
    """Turns the YAML after a property into a test."""

    __test__ = False  # not a test class, whatever its name suggests to a test runner

    def __init__(
        self,
        problems: Problems,
        node: Callable[[Tree], Condition],
        data: Callable[[Tree], Condition],
    ) -> None:
        """Keep where to report, and how to read patterns on what references name."""
        self._problems = problems
        self._node = node
        self._data = data

    def read(self, tree: Tree, specs: list[PropertySpec], name: str) -> Test:
        """Read a test.

        Args:
            tree: The YAML.
            specs: What the value can be: more than one where several types have the property.
            name: The property, for messages.
        """
        if isinstance(tree, Scalar | Sequence):
            return self._literal(tree, specs, name)
        if tree.entries and all(key in OPERATORS for key in tree.entries):
            return self._operators(tree, specs, name)
        kinds = {spec.type for spec in specs}
        if kinds == {ValueType.REFERENCE}:
            return Entity(self._node(tree))
        if kinds == {ValueType.DATA}:
            return Entity(self._data(tree))
        if kinds == {ValueType.MAPPING}:
            return Parts(self._parts(tree, specs, name))
        for entry in tree:
            if entry.key not in OPERATORS:
                self._problems.add(
                    f"unknown test '{entry.key}'",
                    entry.key_location,
                    suggestion(entry.key, OPERATORS) or f"the tests are {listed(OPERATORS)}",
                )
        if not tree.entries:
            self._problems.add(f"an empty test of '{name}'", tree.location, "write a value")
        return _NOTHING

    # Literals

    def _literal(self, tree: Tree, specs: list[PropertySpec], name: str) -> Test:
        return Equals(*self._wanted(tree, specs, name))

    def _wanted(
        self, tree: Tree, specs: list[PropertySpec], name: str
    ) -> tuple[tuple[Any, ...], bool]:
        """Read a value or a list of them; tell also whether words are compared in any case."""
        items = tree.items if isinstance(tree, Sequence) else (tree,)
        if not items:
            self._problems.add(
                f"'{name}' is to be one of no values", tree.location, "write at least one"
            )
        wanted, fold = [], False
        for item in items:
            spec = self._fitting(item, specs, name)
            if spec is not None:
                content, folded = self._content(item, spec, name)
                fold = fold or folded
                wanted.append(content)
        return tuple(wanted), fold

    def _fitting(self, item: Tree, specs: list[PropertySpec], name: str) -> PropertySpec | None:
        """Return a description of the value that the literal fits, or report why none does."""
        at = item.location
        if isinstance(item, Scalar) and item.value is None:
            self._problems.add(
                f"'{name}' is compared with nothing", at, "write 'absent: true' or 'exists: false'"
            )
            return None
        for spec in specs:
            if spec.type in (ValueType.LIST, ValueType.MAPPING):
                what = "a list" if spec.type is ValueType.LIST else "a mapping"
                self._problems.add(
                    f"'{name}' is {what}, which a single value never equals",
                    at,
                    "use some, every, none, count or includes"
                    if spec.type is ValueType.LIST
                    else f"test one of its parts: '{name}.PART: ...'",
                )
                return None
        first: Problems | None = None
        for spec in specs:
            trial = Problems()
            if read_value(item, spec, name, trial) is not None:
                return spec
            first = first or trial
        if first is not None:
            self._problems.extend(first.found())
        return None

    def _content(self, item: Tree, spec: PropertySpec, name: str) -> tuple[Any, bool]:
        value = read_value(item, spec, name, Problems())
        content = None if value is None else value.content
        fold = bool(spec.enum) or spec.ignore_case
        return (content.casefold() if fold and isinstance(content, str) else content), fold

    # Operators

    def _operators(self, tree: Mapping, specs: list[PropertySpec], name: str) -> Test:
        tests: list[Test] = []
        if any(key in BOUND_WORDS for key in tree.entries):
            tests.append(self._bounds(tree, specs, name))
        tests += [
            self._operator(entry, specs, name) for entry in tree if entry.key not in BOUND_WORDS
        ]
        return tests[0] if len(tests) == 1 else Both(tuple(tests))

    def _operator(self, entry: Entry, specs: list[PropertySpec], name: str) -> Test:
        key, tree = entry.key, entry.value
        if key == "not":
            return NotTest(self.read(tree, specs, name))
        if key in ("exists", "absent", "stated"):
            wanted = self._flag(entry)
            if key == "stated":
                return Stated(wanted)
            return Exists(wanted if key == "exists" else not wanted)
        if key in ("matches", "glob"):
            return self._text_pattern(entry, specs, name)
        if key == "includes":
            return self._includes(entry, specs, name)
        return self._elements(entry, specs, name)

    def _flag(self, entry: Entry) -> bool:
        if isinstance(entry.value, Scalar) and isinstance(entry.value.value, bool):
            return entry.value.value
        self._problems.add(
            f"'{entry.key}' must be true or false, found {describe(entry.value)}",
            entry.value.location,
            "write true or false",
        )
        return True

    def _bounds(self, tree: Mapping, specs: list[PropertySpec], name: str) -> Test:
        limits: dict[str, float] = {}
        order: tuple[str, ...] = ()
        for entry in tree:
            if entry.key not in BOUND_WORDS:
                continue
            spec = specs[0]
            if len({(other.type, other.enum) for other in specs}) > 1:
                self._problems.add(
                    f"'{name}' is of another type in some of the types that this may mean",
                    entry.key_location,
                    "narrow the types",
                )
                return _NOTHING
            if spec.ordered:
                order = tuple(word.casefold() for word in spec.enum)
            elif spec.type not in ORDERED_TYPES:
                self._problems.add(
                    f"'{entry.key}' compares numbers or ordered words, and '{name}' is neither",
                    entry.key_location,
                    "test for one of its values",
                )
                continue
            if self._fitting(entry.value, specs, name) is None:
                continue
            content, _ = self._content(entry.value, spec, name)
            limits[entry.key] = order.index(content) if order else content
        bounds = Bounds(**limits)
        check_bounds(bounds, tree.location, self._problems)
        return Within(bounds, order)

    def _text_pattern(self, entry: Entry, specs: list[PropertySpec], name: str) -> Test:
        if not all(spec.type in _TEXTUAL for spec in specs):
            self._problems.add(
                f"'{entry.key}' is for texts, and '{name}' is none", entry.key_location, ""
            )
            return _NOTHING
        if not isinstance(entry.value, Scalar) or entry.value.value is None:
            self._problems.add(f"'{entry.key}' needs a pattern", entry.value.location, "write one")
            return _NOTHING
        text = entry.value.text
        try:
            make = glob_matcher if entry.key == "glob" else regex_matcher
            fold = any(spec.enum or spec.ignore_case for spec in specs)
            return Matches(text, entry.key == "glob", make(text, fold))
        except BadPattern as error:
            self._problems.add(str(error), entry.value.location, "see the syntax of RE2")
            return _NOTHING

    def _includes(self, entry: Entry, specs: list[PropertySpec], name: str) -> Test:
        inner = []
        for spec in specs:
            if spec.type in (ValueType.PORT, ValueType.CIDR):
                inner.append(spec)
            elif spec.or_cidr:
                inner.append(PropertySpec(ValueType.CIDR))
            elif spec.type is ValueType.LIST and spec.of and spec.of.type in _ITEM_TYPES:
                inner.append(spec.of)
        if len(inner) != len(specs):
            self._problems.add(
                f"'includes' is for lists of single values, ports and CIDR blocks, and '{name}' "
                "is none",
                entry.key_location,
                "test for a value, or use some",
            )
            return _NOTHING
        wanted, fold = self._wanted(entry.value, inner, name)
        return Includes(wanted, fold)

    def _elements(self, entry: Entry, specs: list[PropertySpec], name: str) -> Test:
        inner = [spec.of for spec in specs if spec.type is ValueType.LIST and spec.of is not None]
        if len(inner) != len(specs):
            self._problems.add(
                f"'{entry.key}' is for lists, and '{name}' is none",
                entry.key_location,
                "test the value itself",
            )
            return _NOTHING

        def read(tree: Tree) -> Test:
            return self.read(tree, inner, name)

        quantifier = Quantifier(entry.key)
        if quantifier is Quantifier.COUNT:
            where, bounds = read_count(entry.value, read, self._problems)
            return Elements(quantifier, where or Exists(True), bounds)
        return Elements(quantifier, read(entry.value), Bounds())

    # Patterns on the parts of a mapping

    def _parts(self, tree: Tree, specs: list[PropertySpec], name: str) -> Condition:
        if not isinstance(tree, Mapping):
            self._problems.add(f"expected a pattern on '{name}'", tree.location, "write '{...}'")
            return All((), tree.location)
        parts = tuple(self._part(entry, specs, name) for entry in tree)
        return parts[0] if len(parts) == 1 else All(parts, tree.location)

    def _part(self, entry: Entry, specs: list[PropertySpec], name: str) -> Condition:
        at = entry.key_location
        if entry.key in ("all", "any") and isinstance(entry.value, Sequence):
            items = tuple(self._parts(item, specs, name) for item in entry.value.items)
            return All(items, at) if entry.key == "all" else AnyOf(items, at)
        if entry.key == "not":
            return Not(self._parts(entry.value, specs, name), at)
        path = tuple(entry.key.split("."))
        inner = specs
        for key in path:
            inner = [spec.properties[key] for spec in inner if key in spec.properties]
        if not inner:
            known = sorted({key for spec in specs for key in spec.properties})
            self._problems.add(
                f"'{name}' has no '{entry.key}'",
                at,
                suggestion(entry.key, known) or f"it has {listed(known)}",
            )
            return All((), at)
        return Property(path, self.read(entry.value, inner, f"{name}.{entry.key}"), at)


_ITEM_TYPES = SCALAR_TYPES | {ValueType.REFERENCE, ValueType.DATA, ValueType.FREE}
