"""What the model states of a node, and what it leaves open, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archlint.architecture.fields import NODE_FIELDS
from archlint.architecture.types import PropertySpec, ValueType
from archlint.architecture.values import Node, PortRange, Value
from archlint.pages.atlas import Atlas
from archlint.pages.markdown import Markdown, joined

# These have a place of their own in an entry.
_TOLD_APART = frozenset({"name", "description", "responsibilities", "group", "meta"})
_ANYTHING = PropertySpec(ValueType.FREE)


@dataclass(frozen=True, slots=True)
class Fact:
    """A stated field or property.

    Attributes:
        name: The property, dotted inside mappings.
        value: What is stated, as Markdown.
        meaning: What the catalogue says of it; may be empty.
    """

    name: str
    value: Markdown
    meaning: str


@dataclass(frozen=True, slots=True)
class OpenFact:
    """A property that the model does not state.

    Attributes:
        name: The property, dotted inside mappings.
        meaning: What the catalogue says of it; may be empty.
        default: The provider's documented default, or an empty text.
        source: Where that default is documented.
    """

    name: str
    meaning: str
    default: str
    source: str


def stated_facts(node: Node, atlas: Atlas) -> tuple[Fact, ...]:
    """Return what a node states, its type's properties first, in the catalogue's order."""
    specs = {**node.type.properties, **NODE_FIELDS}
    return tuple(
        Fact(name, written(node.stated[name], specs[name], atlas), specs[name].description)
        for name in specs
        if name in node.stated and name not in _TOLD_APART
    )


def claims(stated: Mapping[str, Value], atlas: Atlas) -> tuple[Fact, ...]:
    """Return the free-form facts, which no rule and no picture knows of."""
    meta = stated.get("meta")
    if meta is None or not isinstance(meta.content, Mapping):
        return ()
    return tuple(
        Fact(name, written(value, _ANYTHING, atlas), "") for name, value in meta.content.items()
    )


def open_facts(node: Node) -> tuple[OpenFact, ...]:
    """Return what a node's type could state and the node does not."""
    unstated = {
        path: spec
        for name, spec in node.type.properties.items()
        for path, spec in _unstated(name, spec, node.stated.get(name))
    }
    found = [open_fact(path, spec) for path, spec in unstated.items()]
    if node.type.holds_data and "stores" not in node.stated:
        found.append(open_fact("stores", NODE_FIELDS["stores"]))
    return tuple(found)


def open_fact(path: str, spec: PropertySpec) -> OpenFact:
    """Say what is known of a property that is not stated."""
    default = "" if spec.default is None else number(spec.default, spec.unit)
    return OpenFact(path, spec.description, default, spec.default_source)


def _unstated(
    path: str, spec: PropertySpec, value: Value | None
) -> Iterator[tuple[str, PropertySpec]]:
    """Give what is unstated in a value; inside a list, what at least one of its items lacks."""
    if value is None:
        yield path, spec
        return
    element = spec.of if spec.type is ValueType.LIST else spec
    items = value.content if _is_list(value) else (value,)
    mappings = [item.content for item in items if isinstance(item.content, Mapping)]
    if element is None or not mappings:
        return
    for key, inner in element.properties.items():
        for mapping in mappings:
            yield from _unstated(f"{path}.{key}", inner, mapping.get(key))


def _is_list(value: Value) -> bool:
    # A range of ports is a tuple as well.
    return isinstance(value.content, tuple) and not isinstance(value.content, PortRange)


def written(value: Value, spec: PropertySpec, atlas: Atlas) -> Markdown:
    """Write a stated value: references and data as links, numbers with their unit."""
    content = value.content
    if _is_list(value):
        of = spec.of or _ANYTHING
        separator = "; " if any(isinstance(item.content, Mapping) for item in content) else ", "
        return joined([written(item, of, atlas) for item in content], separator) or NOTHING
    if isinstance(content, Mapping):
        parts = [
            joined([key, written(item, spec.properties.get(key, _ANYTHING), atlas)], " ")
            for key, item in content.items()
        ]
        return joined(parts) or NOTHING
    if content is None:
        return NOTHING
    if spec.type is ValueType.REFERENCE and isinstance(content, str):
        return joined([atlas.link(content)])
    if spec.type is ValueType.DATA:
        return joined([atlas.data_link(content)])
    return joined([number(content, spec.unit)])


def number(content: object, unit: str) -> str:
    """Write an atom: truth as yes and no, a number with its unit."""
    if isinstance(content, bool):
        return "yes" if content else "no"
    if unit and isinstance(content, int | float):
        return f"{content} {unit.removesuffix('s') if content == 1 else unit}"
    return str(content)


NOTHING = Markdown("none")
