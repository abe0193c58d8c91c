"""The parameters of rules: declared by a rule with a default, set by a project, used as `$name`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from archlint.architecture.ids import check_name
from archlint.architecture.shape import Shape
from archlint.architecture.spec_reader import read_property
from archlint.architecture.tree import Entry, Scalar, Sequence, Tree, describe
from archlint.architecture.tree import Mapping as MappingTree
from archlint.architecture.types import SCALAR_TYPES, PropertySpec, ValueType
from archlint.architecture.value_reader import read_value
from archlint.ruleset.values import Parameter, Rule
from archlint.source import Location, Problems
from archlint.text import listed, quote, suggestion

# What a project sets, by rule and parameter, each with the place that says so.
Given: TypeAlias = Mapping[str, Mapping[str, tuple[Any, Location]]]
NONE_GIVEN: Given = MappingProxyType({})

_DECLARED = Shape(
    "a parameter",
    required=("type", "default", "description"),
    optional=("enum", "minimum", "maximum", "unit", "of"),
)
_TYPES = SCALAR_TYPES | {ValueType.LIST}
_USE = re.compile(r"\$(\$?)([A-Za-z_][A-Za-z0-9_-]*)\Z")
_IN_TEXT = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")


class Parameters:
    """The parameters of one rule, with the values that they have in this run."""

    def __init__(
        self,
        rule: str,
        tree: Tree | None,
        given: Mapping[str, tuple[Any, Location]],
        problems: Problems,
    ) -> None:
        """Read what a rule declares, and what a project sets of it.

        Args:
            rule: The rule's id.
            tree: What it declares; `None` for nothing.
            given: What the project sets, by parameter.
            problems: Takes what is wrong with either.
        """
        self._problems = problems
        self.broken = False
        self._values: dict[str, Tree] = {}
        self._places: dict[str, Location] = {}
        self._used: set[str] = set()
        self.declared: tuple[Parameter, ...] = tuple(self._read(tree, given))
        if self._places:
            refuse_unknown(rule, given, self._places, problems)

    def _read(
        self, tree: Tree | None, given: Mapping[str, tuple[Any, Location]]
    ) -> Iterable[Parameter]:
        if tree is None:
            return
        if not isinstance(tree, MappingTree):
            self._problems.add(
                f"'parameters' must be a mapping, found {describe(tree)}",
                tree.location,
                "write 'name: {type: integer, default: 7, description: ...}' lines under it",
            )
            return
        for entry in tree:
            parameter = self._parameter(entry, given.get(entry.key))
            if parameter is not None:
                yield parameter

    def _parameter(self, entry: Entry, given: tuple[Any, Location] | None) -> Parameter | None:
        check_name(entry.key, entry.key_location, self._problems)
        self._places[entry.key] = entry.key_location
        fields = _DECLARED.read(entry.value, self._problems)
        default = None if fields is None else fields.get("default")
        if fields is None or default is None:
            return None
        stated = {k: e for k, e in fields.tree.entries.items() if k != "default"}
        spec = read_property(MappingTree(stated, fields.tree.location), self._problems)
        if spec is None or not self._usable(spec, fields.at("type")):
            return None
        value = self._value(entry.key, default, spec)
        chosen = default if given is None else tree_of(*given)
        own = value if given is None else self._value(entry.key, chosen, spec)
        # What cannot be used is told of once, where it is set; the rest is read with the default.
        self._values[entry.key] = default if own is None else chosen
        return Parameter(
            name=entry.key,
            type=_type_words(spec),
            description=" ".join(spec.description.split()),
            unit=spec.unit,
            default=value,
            value=own,
        )

    def _usable(self, spec: PropertySpec, at: Location) -> bool:
        inner = spec.of if spec.type is ValueType.LIST else spec
        if spec.type in _TYPES and inner is not None and inner.type in SCALAR_TYPES:
            return True
        words = listed(sorted(kind.value for kind in _TYPES), last="or")
        self._problems.add(
            "a parameter is a single value or a list of them", at, f"write {words}; a list has 'of'"
        )
        return False

    def _value(self, name: str, tree: Tree, spec: PropertySpec) -> Any:
        value = read_value(tree, spec, name, self._problems)
        if value is not None and value.content in (None, ()):
            self._problems.add(
                f"{quote(name)} has no value", tree.location, "write at least one value"
            )
            return None
        return None if value is None else value.plain()

    def applied(self, tree: Tree) -> Tree:
        """Return a tree with the value of a parameter wherever its `$name` stands.

        `$$name` stands for the text `$name`.
        """
        match tree:
            case MappingTree():
                entries = {k: e._replace(value=self.applied(e.value)) for k, e in _pairs(tree)}
                return MappingTree(entries, tree.location)
            case Sequence():
                return Sequence(tuple(self._items(tree)), tree.location)
        use = _USE.match(tree.text) if isinstance(tree.value, str) else None
        return tree if use is None else self._used_value(tree, use[2], escaped=bool(use[1]))

    def _items(self, tree: Sequence) -> Iterable[Tree]:
        """Give the items of a list; a parameter that is a list stands for its own items."""
        for item in tree.items:
            value = self.applied(item)
            if isinstance(value, Sequence) and isinstance(item, Scalar):
                yield from value.items
            else:
                yield value

    def _used_value(self, tree: Scalar, name: str, *, escaped: bool) -> Tree:
        if escaped:
            return Scalar(f"${name}", f"${name}", tree.location)
        self._used.add(name)
        if name not in self._places:
            self.broken = True
            hint = suggestion(name, self._places) or (
                f"declare it under 'parameters', or write $${name} for the text"
            )
            self._problems.add(f"there is no parameter {quote(name)}", tree.location, hint)
        value = self._values.get(name)
        return tree if value is None else _moved(value, tree.location)

    def told(self, text: str) -> str:
        """Return a text with the value of a parameter wherever its `$name` stands."""
        values = {parameter.name: parameter.value for parameter in self.declared}

        def word(match: re.Match[str]) -> str:
            return value_text(values[match[1]]) if match[1] in values else match[0]

        return _IN_TEXT.sub(word, text)

    def refuse_unused(self) -> None:
        """Report what is declared and nowhere used: setting it would change nothing."""
        for name, at in self._places.items():
            if name not in self._used:
                self._problems.add(
                    f"the parameter {quote(name)} is not used",
                    at,
                    f"write ${name} in 'require', or remove it",
                )


def refuse_unknown(
    rule: str,
    given: Mapping[str, tuple[Any, Location]],
    declared: Collection[str],
    problems: Problems,
) -> None:
    """Refuse what a project sets of parameters that a rule does not declare."""
    for parameter, (_, at) in given.items():
        if parameter not in declared:
            names = listed([quote(name) for name in declared])
            hint = suggestion(parameter, declared) or f"it has {names or 'none'}"
            problems.add(f"the rule '{rule}' has no parameter {quote(parameter)}", at, hint)


def check_given(given: Given, rules: Iterable[Rule], problems: Problems) -> None:
    """Refuse what a project sets of rules that are not there, or have no parameters at all."""
    known = {name: rule for rule in rules for name in (rule.id, *rule.aliases)}
    for name, values in given.items():
        rule = known.get(name)
        if rule is not None and not rule.parameters:
            refuse_unknown(rule.id, values, (), problems)
        elif rule is None:
            _, at = next(iter(values.values()))
            hint = suggestion(name, known) or "see 'archlint rules list'"
            problems.add(f"{quote(name)} is no rule", at, hint)


def given_to(given: Given, rule_id: str, aliases: Iterable[str]) -> dict[str, tuple[Any, Location]]:
    """Return what a project sets of a rule, under its id or a former one."""
    found: dict[str, tuple[Any, Location]] = {}
    for name in (*aliases, rule_id):
        found.update(given.get(name, {}))
    return found


def tree_of(value: Any, location: Location) -> Tree:
    """Return a plain value as if a rule's file had stated it."""
    if isinstance(value, list | tuple):
        return Sequence(tuple(tree_of(item, location) for item in value), location)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Scalar(value, text, location)


def value_text(value: Any) -> str:
    """Write the value of a parameter in a sentence."""
    if isinstance(value, list):
        return listed([value_text(item) for item in value])
    return str(value).lower() if isinstance(value, bool) else str(value)


def _pairs(tree: MappingTree) -> Iterable[tuple[str, Entry]]:
    return tree.entries.items()


def _moved(tree: Tree, location: Location) -> Tree:
    if isinstance(tree, Sequence):
        return Sequence(tuple(_moved(item, location) for item in tree.items), location)
    return tree._replace(location=location) if isinstance(tree, Scalar) else tree


def _type_words(spec: PropertySpec) -> str:
    return f"list of {spec.of.type.value}" if spec.of is not None else spec.type.value
