"""Trees to values, held to what the catalogue says of a property."""

from __future__ import annotations

import math
import re
from contextlib import suppress
from ipaddress import ip_network
from types import MappingProxyType
from typing import Any

from archlint.architecture.ids import is_id
from archlint.architecture.shape import unknown_key
from archlint.architecture.tree import Mapping, Scalar, Sequence, Tree, describe
from archlint.architecture.types import PropertySpec, ValueType
from archlint.architecture.values import PortRange, Value
from archlint.source import Problems
from archlint.text import quote, quoted_list, suggestion, visible

_URL = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+\Z")
_PORTS = re.compile(r"(0|[1-9][0-9]{0,4})(?:-(0|[1-9][0-9]{0,4}))?\Z")


class Refused(Exception):  # noqa: N818 - it says what happened to the value
    """A value that its property does not admit: the message and the next step."""


def read_value(tree: Tree, spec: PropertySpec, name: str, problems: Problems) -> Value | None:
    """Read one stated value.

    Args:
        tree: What the model says.
        spec: What the catalogue admits.
        name: The property's dotted path, for messages.
        problems: Takes what is wrong; the result is then `None`.
    """
    if isinstance(tree, Scalar):
        if tree.value is None:
            return Value(None, tree.location)
        reader = _SCALARS.get(spec.type)
        if reader is not None:
            try:
                return Value(reader(tree, spec), tree.location)
            except Refused as refusal:
                message, hint = refusal.args
                problems.add(f"{quote(name)} {message}", tree.location, hint)
                return None
    elif spec.type is ValueType.LIST and isinstance(tree, Sequence):
        return _list(tree, spec, name, problems)
    elif spec.type is ValueType.MAPPING and isinstance(tree, Mapping):
        return _mapping(tree, spec, name, problems)
    elif spec.type is ValueType.FREE:
        return free_value(tree)
    problems.add(
        f"{quote(name)} must be {_wanted(spec)}, found {describe(tree)}",
        tree.location,
        _how_to_write(tree, spec, name),
    )
    return None


def _list(tree: Sequence, spec: PropertySpec, name: str, problems: Problems) -> Value:
    of = spec.of or PropertySpec(ValueType.FREE)
    items = [read_value(item, of, name, problems) for item in tree.items]
    for item, read in zip(tree.items, items, strict=True):
        if read is not None and read.content is None:
            problems.add(
                f"{quote(name)} holds an empty item", item.location, "remove it or fill it in"
            )
    stated = tuple(item for item in items if item is not None and item.content is not None)
    return Value(stated, tree.location)


def _mapping(tree: Mapping, spec: PropertySpec, name: str, problems: Problems) -> Value:
    content: dict[str, Value] = {}
    for entry in tree:
        inner: PropertySpec | None = spec.of or PropertySpec(ValueType.STRING)
        if spec.properties:
            inner = spec.properties.get(entry.key)
        if inner is None:
            unknown_key(
                quote(name), entry.key, entry.key_location, tuple(spec.properties), problems
            )
            continue
        value = read_value(entry.value, inner, f"{name}.{entry.key}", problems)
        if value is not None:
            content[entry.key] = value
    return Value(MappingProxyType(content), tree.location)


def free_value(tree: Tree) -> Value:
    """Read a free-form fact as it is."""
    if isinstance(tree, Sequence):
        return Value(tuple(free_value(item) for item in tree.items), tree.location)
    if isinstance(tree, Mapping):
        content = {entry.key: free_value(entry.value) for entry in tree}
        return Value(MappingProxyType(content), tree.location)
    return Value(tree.value, tree.location)


def _string(tree: Scalar, spec: PropertySpec) -> str:
    if not spec.enum:
        return tree.text
    for word in spec.enum:
        if word.casefold() == tree.text.casefold():
            return word
    raise Refused(
        f"cannot be {quote(tree.text)}",
        suggestion(tree.text, spec.enum) or f"write {quoted_list(spec.enum, last='or')}",
    )


def _boolean(tree: Scalar, _spec: PropertySpec) -> bool:
    if isinstance(tree.value, bool):
        return tree.value
    words = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
    meant = words.get(tree.text.casefold(), tree.text.casefold())
    raise Refused(
        f"must be true or false, found {describe(tree)}",
        f"write {meant}" if meant in ("true", "false") else "write true or false",
    )


def _integer(tree: Scalar, spec: PropertySpec) -> int:
    if type(tree.value) is not int:
        raise Refused(
            f"must be a whole number{_unit(spec)}, found {describe(tree)}", "write digits only"
        )
    _within_bounds(tree.value, spec)
    return tree.value


def _number(tree: Scalar, spec: PropertySpec) -> float:
    if isinstance(tree.value, bool) or not isinstance(tree.value, int | float):
        raise Refused(f"must be a number{_unit(spec)}, found {describe(tree)}", "write a number")
    if not math.isfinite(tree.value):  # TOML has such, and no bound would keep `nan` out
        raise Refused(f"must be a number{_unit(spec)}, found {tree.text}", "write digits")
    _within_bounds(tree.value, spec)
    return tree.value


def _within_bounds(number: float, spec: PropertySpec) -> None:
    low, high = spec.minimum, spec.maximum
    if low is not None and number < low:
        raise Refused(f"must be at least {low:g} {spec.unit}".rstrip(), f"write {low:g} or more")
    if high is not None and number > high:
        raise Refused(f"must be at most {high:g} {spec.unit}".rstrip(), f"write {high:g} or less")


def _unit(spec: PropertySpec) -> str:
    return f" of {spec.unit}" if spec.unit else ""


def parse_port(text: str) -> PortRange | None:
    """Read `443`, `8000-8080` or `all`; `None` when it is none of them."""
    if text == "all":
        return PortRange(0, 65535)
    match = _PORTS.match(text)
    if match is None:
        return None
    first = int(match[1])
    last = first if match[2] is None else int(match[2])
    return PortRange(first, last) if first <= last <= 65535 else None


def _port(tree: Scalar, _spec: PropertySpec) -> PortRange:
    port = parse_port(tree.text)
    if port is None:
        raise Refused(
            f"must be a port, found {describe(tree)}",
            "write a number from 0 to 65535, a range such as 8000-8080, or all",
        )
    return port


def _cidr(tree: Scalar, _spec: PropertySpec) -> Any:
    try:
        return ip_network(tree.text)
    except ValueError:
        hint = "write it as in 10.0.0.0/16"
        with suppress(ValueError):
            hint = f"write {visible(str(ip_network(tree.text, strict=False)))}"
        raise Refused(f"must be a CIDR block, found {describe(tree)}", hint) from None


def _url(tree: Scalar, _spec: PropertySpec) -> str:
    if not _URL.match(tree.text):
        raise Refused(
            f"must be the address of a page, found {describe(tree)}",
            "write it as in https://example.com/page",
        )
    return tree.text


def _id(tree: Scalar, spec: PropertySpec) -> Any:
    if spec.or_cidr:
        return _block_or_id(tree, spec)
    if not isinstance(tree.value, str):
        wanted = _wanted(spec)
        raise Refused(f"must be {wanted}, found {describe(tree)}", f"write {wanted}")
    return tree.text


def _block_or_id(tree: Scalar, spec: PropertySpec) -> Any:
    """Read a CIDR block, or the id of a node: no text is both.

    A bare address is refused: it is an easy slip for a block, and no id.
    """
    if isinstance(tree.value, str) and is_id(tree.text):
        return tree.text
    with suppress(ValueError):
        if "/" in tree.text:
            return ip_network(tree.text)
    hint = "write a block as in 10.0.0.0/16, or the id of a node"
    with suppress(ValueError):
        hint = f"write {visible(str(ip_network(tree.text, strict=False)))}"
    raise Refused(f"must be {_wanted(spec)}, found {describe(tree)}", hint)


def _free(tree: Scalar, _spec: PropertySpec) -> Any:
    return tree.value


_SCALARS = {
    ValueType.STRING: _string,
    ValueType.BOOLEAN: _boolean,
    ValueType.INTEGER: _integer,
    ValueType.NUMBER: _number,
    ValueType.PORT: _port,
    ValueType.CIDR: _cidr,
    ValueType.URL: _url,
    ValueType.REFERENCE: _id,
    ValueType.DATA: _id,
    ValueType.FREE: _free,
}
_WANTED = {
    ValueType.STRING: "a text",
    ValueType.BOOLEAN: "true or false",
    ValueType.INTEGER: "a whole number",
    ValueType.NUMBER: "a number",
    ValueType.PORT: "a port",
    ValueType.CIDR: "a CIDR block",
    ValueType.URL: "the address of a page",
    ValueType.LIST: "a list",
    ValueType.MAPPING: "a mapping",
    ValueType.REFERENCE: "the id of a node",
    ValueType.DATA: "the id of a data asset",
    ValueType.FREE: "a value",
}


def _wanted(spec: PropertySpec) -> str:
    return f"{_WANTED[ValueType.CIDR]} or the id of a node" if spec.or_cidr else _WANTED[spec.type]


def _how_to_write(tree: Tree, spec: PropertySpec, name: str) -> str:
    if spec.type is ValueType.LIST:
        items = "first, second"
        if isinstance(tree, Scalar) and tree.text.isalnum():
            items = visible(tree.text[:60])
        return f"write it as '{name.rpartition('.')[2]}: [{items}]'"
    if spec.type is ValueType.MAPPING:
        return "write 'key: value' lines under it"
    return f"write {_wanted(spec)}"
