"""Read the fields of one node, connection, data asset or flow."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as AbstractMapping
from types import MappingProxyType

from archlint.architecture.shape import unknown_key
from archlint.architecture.tree import Mapping, Tree, describe, is_nothing
from archlint.architecture.types import NOTHING, PropertySpec
from archlint.architecture.value_reader import read_value
from archlint.architecture.values import Value
from archlint.source import Problems


def read_record(
    tree: Tree,
    specs: AbstractMapping[str, PropertySpec],
    what: str | Callable[[], str],
    problems: Problems,
    *,
    skip: tuple[str, ...] = (),
    common: tuple[str, ...] = (),
) -> AbstractMapping[str, Value]:
    """Read a mapping whose values are described by specs.

    Args:
        tree: A mapping, or nothing at all.
        specs: What may be stated.
        what: What is read, for messages; a function where writing it out is work.
        problems: Takes what is wrong.
        skip: Keys that somebody else reads.
        common: Keys that every node may have, which a hint with many others leaves out.
    """
    if is_nothing(tree):
        return NOTHING
    if not isinstance(tree, Mapping):
        problems.add(
            f"expected a mapping for {_written(what)}, found {describe(tree)}",
            tree.location,
            "write 'key: value' lines, or '{key: value}'",
        )
        return NOTHING
    stated = {}
    for entry in tree:
        key = entry.key
        if key in skip:
            continue
        spec = specs.get(key)
        if spec is None:
            known = (*skip, *specs)
            unknown_key(_written(what), key, entry.key_location, known, problems, common=common)
            continue
        value = read_value(entry.value, spec, key, problems)
        if value is not None:
            stated[key] = value
    return MappingProxyType(stated)


def _written(what: str | Callable[[], str]) -> str:
    return what if isinstance(what, str) else what()
