"""Sets of nodes under three-valued conditions: those that surely are in, and those that may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from archlint.ruleset.conditions import Condition
from archlint.ruleset.logic import Truth

# Gives the nodes of which a condition holds for sure, and those of which it may hold; or those of
# its opposite, where the second argument says so.
Split: TypeAlias = Callable[[Condition, bool], tuple[set[str], set[str]]]


def membership(node: str, certain: set[str], possible: set[str]) -> Truth:
    """Tell whether a node is in a set of which only these bounds are known."""
    if node in certain:
        return True
    return None if node in possible else False
