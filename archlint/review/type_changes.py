"""What a change does to a project's own node types: what rules see of a node rests on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.types import NodeType, PropertySpec
from archlint.review.values import Fact, FieldChange, RuleChange, RuleEffect
from archlint.ruleset.help import SHIPPED
from archlint.source import Location

_WORDS = ("description", "default_source")


def catalogue_changes(base: Catalogue, head: Catalogue) -> tuple[RuleChange, ...]:
    """Compare the node types that do not ship with archlint.

    A type that loses a kind takes its nodes from the rules that ask for it: it is weakened. One
    that differs otherwise is told as changed, since only its nodes could tell whether anything is
    found less. Descriptions do not count.

    Returns:
        A change for each type, named as `type acme.thing`: those removed first, then by name.
    """
    before, after = _own(base), _own(head)
    found: list[RuleChange] = []
    for name in sorted(before.keys() | after.keys()):
        found += _compared(name, before.get(name), after.get(name))
    return tuple(sorted(found, key=lambda change: (not change.effect.loosens, change.rule)))


def _own(catalogue: Catalogue) -> dict[str, tuple[NodeType, Location]]:
    return {
        node_type.id: (node_type, node_type.location)
        for node_type in catalogue.types.values()
        if node_type.location is not None and not node_type.location.path.startswith(SHIPPED)
    }


def _compared(
    name: str, before: tuple[NodeType, Location] | None, after: tuple[NodeType, Location] | None
) -> Iterator[RuleChange]:
    effect = RuleEffect.CHANGED
    if before is None or after is None:
        effect = RuleEffect.ADDED if before is None else RuleEffect.REMOVED
    differing = tuple(_fields(before, after)) if before and after else ()
    if before and after and not before[0].kinds <= after[0].kinds:
        effect = RuleEffect.WEAKENED
    if differing or effect is not RuleEffect.CHANGED:
        yield RuleChange(
            f"type {name}",
            "",
            effect,
            differing,
            before and before[1],
            after and after[1],
            is_setting=True,
        )


def _fields(
    before: tuple[NodeType, Location], after: tuple[NodeType, Location]
) -> Iterator[FieldChange]:
    old, new = _stated(before[0]), _stated(after[0])
    for key in sorted(old.keys() | new.keys()):
        if _typed(old.get(key)) != _typed(new.get(key)):
            yield FieldChange(
                key,
                Fact(old[key], before[1]) if key in old else None,
                Fact(new[key], after[1]) if key in new else None,
            )


def _stated(node_type: NodeType) -> dict[str, Any]:
    """Return what rules and the reading of models rest on."""
    stated = {
        "kinds": sorted(node_type.kinds),
        "lives_in": sorted(node_type.lives_in),
        "icon": node_type.icon,
        "also": sorted(node_type.also),
        "holds_data": node_type.holds_data,
    }
    own = {f"properties.{name}": _spec(spec) for name, spec in node_type.properties.items()}
    return {key: value for key, value in stated.items() if value} | own


def _spec(spec: PropertySpec) -> dict[str, Any]:
    """Return what is said of a property, as the file of the type would say it."""
    said: dict[str, Any] = {"type": spec.type.value}
    for field in fields(spec):
        value = getattr(spec, field.name)
        if field.name in (*said, *_WORDS):
            continue
        if isinstance(value, PropertySpec):
            said[field.name] = _spec(value)
        elif isinstance(value, Mapping):
            inner = {key: _spec(value[key]) for key in sorted(value)}
            said |= {field.name: inner} if inner else {}
        elif value != field.default:
            said[field.name] = list(value) if isinstance(value, tuple) else value
    return said


def _typed(value: Any) -> Any:
    """Return a value that differs where types do: to Python, `True` equals 1."""
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    return type(value).__name__, value
