"""Read tests of properties by their path, held against the types that a pattern may mean."""

from __future__ import annotations

from collections.abc import Iterable

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.fields import NODE_FIELDS
from archlint.architecture.tree import Entry
from archlint.architecture.types import PropertySpec, ValueType
from archlint.ruleset.conditions import All, Condition, Property
from archlint.ruleset.scopes import Scope
from archlint.ruleset.type_sets import TypeSets
from archlint.ruleset.value_patterns import TestReader
from archlint.source import Problems
from archlint.text import listed, quoted_list, suggestion, visible


class PropertyReader:
    """Turns `multi_az: true` or `labels.env: prod` into a condition."""

    def __init__(
        self,
        catalogue: Catalogue,
        sets: TypeSets,
        tests: TestReader,
        conditions: Iterable[str],
        problems: Problems,
    ) -> None:
        """Keep what names are held against.

        Args:
            catalogue: The types.
            sets: Sets of them.
            tests: Reads what follows the path.
            conditions: The other conditions on a node, to suggest from.
            problems: Takes what is wrong.
        """
        self._catalogue = catalogue
        self._sets = sets
        self._tests = tests
        self._conditions = tuple(conditions)
        self._problems = problems

    def read(self, entry: Entry, scope: Scope) -> Condition:
        """Read a test of a node's property."""
        path = tuple(entry.key.split("."))
        common = NODE_FIELDS.get(path[0])
        specs = [common] if common is not None else self._specs(entry, path[0], scope)
        return self.tested(entry, path, specs)

    def tested(self, entry: Entry, path: tuple[str, ...], specs: list[PropertySpec]) -> Condition:
        """Read a test of what a path leads to from one of several descriptions."""
        for key in path[1:]:
            specs = [inner for spec in specs if (inner := self._inner(entry, spec, key))]
        if not specs:
            return All((), entry.key_location)
        return Property(path, self._tests.read(entry.value, specs, entry.key), entry.key_location)

    def _specs(self, entry: Entry, name: str, scope: Scope) -> list[PropertySpec]:
        having = self._sets.having(name, scope.types)
        lacking = sorted(scope.types - having)
        if not having:
            self._report_unknown(entry, name, scope)
        elif scope.strict and not scope.named:
            some = listed(sorted(having)[:3], last="or")
            self._problems.add(
                f"'{name}' is not a property of every node",
                entry.key_location,
                f"name a type or kind that has it, such as {some}",
            )
        elif scope.strict and lacking:
            more = f" and {len(lacking) - 4} more" if len(lacking) > 4 else ""
            self._problems.add(
                f"'{name}' is not a property of {quoted_list(lacking[:4])}{more}",
                entry.key_location,
                "narrow the types, or ask for it in 'applies_to'",
            )
        else:
            return [self._catalogue.type(item).properties[name] for item in sorted(having)]
        return []

    def _report_unknown(self, entry: Entry, name: str, scope: Scope) -> None:
        message = f"unknown property or condition '{visible(entry.key)}'"
        known = {*self._conditions, *NODE_FIELDS, *self._sets.properties(scope.types)}
        hint = suggestion(name, known) or "see docs/rule-language.md for what can be asked"
        if elsewhere := sorted(self._sets.having(name)):
            message = f"no type that this pattern may mean has '{name}'"
            hint = f"it is a property of {listed(elsewhere[:4])}"
        self._problems.add(message, entry.key_location, hint)

    def _inner(self, entry: Entry, spec: PropertySpec, key: str) -> PropertySpec | None:
        if spec.type is ValueType.FREE:
            return spec
        if spec.type is ValueType.MAPPING:
            if not spec.properties:
                return spec.of or PropertySpec(ValueType.STRING)
            if key in spec.properties:
                return spec.properties[key]
            message = f"unknown property '{visible(entry.key)}'"
            hint = suggestion(key, spec.properties) or f"it has {listed(list(spec.properties))}"
        elif spec.type is ValueType.LIST:
            message = f"the path '{entry.key}' crosses a list"
            hint = "ask of its elements with some, every or none"
        else:
            message = f"'{entry.key}' goes into a single value"
            hint = "shorten the path"
        self._problems.add(message, entry.key_location, hint)
        return None
