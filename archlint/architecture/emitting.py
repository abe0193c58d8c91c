"""YAML values back as text that reads as the same values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archlint.architecture.scalars import resolve
from archlint.architecture.tree import Mapping, Scalar, Sequence, Tree
from archlint.text import visible

# What every reader of YAML takes for text, also between brackets: no sign that begins or ends
# something, and no colon before a blank.
_INSIDE = re.compile(r"[A-Za-z0-9_./$*(<-](?:[^\x00-\x1f\x7f-\x9f:#,\[\]{}\"'&!|%@`]|:(?=\S))*\Z")
_STARTS = ("- ", "-", "?", "*")


def emit(tree: Tree, *, width: int = 88) -> str:
    """Write a value as YAML: short ones in a line, longer ones as blocks.

    Args:
        tree: The value; comments, anchors and the author's layout are not part of it.
        width: The columns that a line should keep to.
    """
    return "".join(f"{line}\n" for line in _block(tree, width))


def _block(tree: Tree, width: int) -> Iterator[str]:
    if isinstance(tree, Mapping) and tree.entries:
        for entry in tree:
            yield from _beside(f"{_word(entry.key)}:", "  ", entry.value, width)
    elif isinstance(tree, Sequence) and tree.items:
        for item in tree.items:
            yield from _item(item, width)
    else:
        yield _flow(tree)


def _beside(head: str, indent: str, tree: Tree, width: int) -> Iterator[str]:
    line = f"{head} {_flow(tree)}"
    if _is_leaf(tree) or (len(line) <= width and not _is_deep(tree)):
        yield line
        return
    yield head
    yield from (f"{indent}{inner}" for inner in _block(tree, width - len(indent)))


def _item(tree: Tree, width: int) -> Iterator[str]:
    line = f"- {_flow(tree)}"
    if _is_leaf(tree) or len(line) <= width:
        yield line
        return
    first, *rest = _block(tree, width - 2)
    yield f"- {first}"
    yield from (f"  {inner}" for inner in rest)


def _is_leaf(tree: Tree) -> bool:
    if isinstance(tree, Mapping):
        return not tree.entries
    return isinstance(tree, Scalar) or not tree.items


def _is_deep(tree: Tree) -> bool:
    """Tell whether a value holds mappings of mappings, which read better one below the other."""
    if isinstance(tree, Sequence):
        return any(_is_deep(item) for item in tree.items)
    return isinstance(tree, Mapping) and any(
        isinstance(entry.value, Mapping) and entry.value.entries for entry in tree
    )


def _flow(tree: Tree) -> str:
    match tree:
        case Scalar():
            return _scalar(tree)
        case Sequence(items):
            return f"[{', '.join(map(_flow, items))}]"
    return "{" + ", ".join(f"{_word(e.key)}: {_flow(e.value)}" for e in tree) + "}"


def _scalar(scalar: Scalar) -> str:
    if not isinstance(scalar.value, str):
        return "null" if scalar.value is None else scalar.text
    return _word(scalar.value)


def _word(text: str) -> str:
    """Write a text plainly where it reads back as it is, else in quotes."""
    plain = _INSIDE.match(text) and not text.endswith((" ", ":")) and not text.startswith(_STARTS)
    if plain and resolve(text) == text and isinstance(resolve(text), str):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{visible(escaped)}"'  # what cannot be seen is escaped as YAML has it
