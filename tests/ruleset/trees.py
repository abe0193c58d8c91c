"""YAML trees as plain values that can be cut and mended: mappings, lists and scalars."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from archlint.architecture.tree import Entry, Mapping, Scalar, Sequence, Tree
from archlint.source import Location

# A mapping is a dict, a list a list, and what stands in them a Scalar, which keeps its text.
Plain = Any
Path = tuple[str | int, ...]

NOWHERE = Location("a test", 1, 1)


def plain(tree: Tree) -> Plain:
    """Turn a tree into plain values."""
    if isinstance(tree, Mapping):
        return {entry.key: plain(entry.value) for entry in tree}
    if isinstance(tree, Sequence):
        return [plain(item) for item in tree.items]
    return tree


def planted(value: Plain) -> Tree:
    """Turn plain values into a tree; positions other than those of scalars are lost."""
    if isinstance(value, dict):
        entries = {key: Entry(key, NOWHERE, planted(item)) for key, item in value.items()}
        return Mapping(entries, NOWHERE)
    if isinstance(value, list):
        return Sequence(tuple(planted(item) for item in value), NOWHERE)
    return value


def scalar(value: str | int | float | bool) -> Scalar:
    """Make a scalar as YAML would read it."""
    return Scalar(value, value if isinstance(value, str) else json.dumps(value), NOWHERE)


def written(value: Plain) -> str:
    """Write plain values as YAML on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(k)}: {written(v)}' for k, v in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(written(item) for item in value)}]"
    return json.dumps(value.value) if isinstance(value.value, str) else value.text


def replaced(tree: Plain, path: Path, value: Plain) -> Plain:
    """Return a copy with another value at a path."""
    if not path:
        return value
    first, *rest = path
    if isinstance(tree, list):
        return [
            replaced(item, tuple(rest), value) if i == first else item
            for i, item in enumerate(tree)
        ]
    return {
        k: replaced(item, tuple(rest), value) if k == first else item for k, item in tree.items()
    }


def at(tree: Plain, path: Path) -> Plain:
    """Return what stands at a path."""
    for step in path:
        tree = tree[step]
    return tree


def without(tree: Plain, path: Path) -> Plain:
    """Return a copy without the entry or item at a path."""
    *above, last = path
    parent = at(tree, tuple(above))
    if isinstance(parent, list):
        kept: Plain = [item for i, item in enumerate(parent) if i != last]
    else:
        kept = {key: item for key, item in parent.items() if key != last}
    return replaced(tree, tuple(above), kept)


def places(tree: Plain, path: Path = ()) -> Iterator[tuple[Path, Plain]]:
    """Go through everything in a tree with its path, the tree itself first."""
    yield path, tree
    steps: Any = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    for step, item in steps:
        yield from places(item, (*path, step))


def named(path: Path) -> str:
    """Write a path: `require.all[1].not`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")
