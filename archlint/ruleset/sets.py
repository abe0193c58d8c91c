"""Sets of nodes under three-valued conditions: those that surely are in, and those that may be."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from archlint.ruleset.logic import Truth, negation


def split(
    nodes: Iterable[str], holds: Callable[[str], Truth], *, opposite: bool
) -> tuple[set[str], set[str]]:
    """Return the nodes of which a condition holds for sure, and those of which it may hold.

    Args:
        nodes: The nodes to ask of.
        holds: Decides the condition.
        opposite: Whether the opposite of the condition is meant.
    """
    certain, possible = set(), set()
    for node in nodes:
        answer = holds(node)
        if opposite:
            answer = negation(answer)
        if answer is not False:
            possible.add(node)
            if answer is True:
                certain.add(node)
    return certain, possible


def membership(node: str, certain: set[str], possible: set[str]) -> Truth:
    """Tell whether a node is in a set of which only these bounds are known."""
    if node in certain:
        return True
    return None if node in possible else False
