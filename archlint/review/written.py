"""What a rule's file says, without where it says it."""

from __future__ import annotations

from typing import Any

from archlint.architecture.tree import Mapping, Scalar, Sequence, Tree


def plain(tree: Tree) -> Any:
    """Return an atom, lists, dicts."""
    match tree:
        case Mapping():
            return {entry.key: plain(entry.value) for entry in tree}
        case Sequence():
            return [plain(item) for item in tree.items]
        case Scalar():
            return tree.value


def says_the_same(one: Tree | None, other: Tree | None) -> bool:
    """Tell whether two trees say the same, wherever they stand and however keys are ordered."""
    if one is None or other is None:
        return one is other
    return _canonical(one) == _canonical(other)


def _canonical(tree: Tree) -> object:
    match tree:
        case Mapping():
            return {entry.key: _canonical(entry.value) for entry in tree}
        case Sequence():
            return [_canonical(item) for item in tree.items]
        case Scalar():
            # To Python, `true` equals 1; and the text of 1.10 is another than that of 1.1.
            value = tree.value
            said = value if value is None or isinstance(value, bool) else tree.text
            return type(value).__name__, said
