"""Which nodes every path must pass: dominators, found for all nodes in one pass.

The algorithm is that of Lengauer and Tarjan, "A fast algorithm for finding dominators in a
flowgraph" (ACM TOPLAS 1, 1979), in its simple form: its time grows with edges times the logarithm
of nodes. It is written out here because importing networkx takes as long as checking a model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

_NONE: tuple[str, ...] = ()


class Passage(NamedTuple):
    """What a node between sources and targets lets through.

    Attributes:
        cuts_off: How many targets no path reaches without it.
        first: The first of these by id; empty where there is none.
    """

    cuts_off: int
    first: str


class _Search(NamedTuple):
    """A depth-first search from a root, numbered 0, that stands before every source.

    Attributes:
        nodes: The nodes in the order in which they were met; the root has no name.
        parent: By number, the number of the node from which it was met.
        before: By number, the numbers of all nodes with an edge to it.
    """

    nodes: list[str]
    parent: list[int]
    before: list[list[int]]


def passages(
    successors: Mapping[str, Sequence[str]], *, sources: Iterable[str], targets: Iterable[str]
) -> dict[str, Passage]:
    """Return, for each node between, which targets its loss would cut off from all sources.

    Args:
        successors: The nodes that each node has an edge to.
        sources: Where paths begin.
        targets: Where paths end.

    Returns:
        The nodes, other than sources, that are on a path from a source to a target and do not end
        it; a target may be such a node for other targets.
    """
    starts, ends = sorted(set(sources)), set(targets)
    search = _search(successors, starts)
    dominators = _immediate_dominators(search)
    count = [0] * len(search.nodes)
    first = [""] * len(search.nodes)
    for number in range(len(search.nodes) - 1, 0, -1):  # each after all that it dominates
        name, above = search.nodes[number], dominators[number]
        below = [n for n in (first[number], name if name in ends else "", first[above]) if n]
        count[above] += count[number] + (name in ends)
        first[above] = min(below, default="")
    return {
        search.nodes[number]: Passage(count[number], first[number])
        for number in sorted(_leading_on(search, ends))
        if number and search.nodes[number] not in starts
    }


def _search(successors: Mapping[str, Sequence[str]], sources: list[str]) -> _Search:
    nodes, parent, before = [""], [0], [[0]]
    numbers: dict[str, int] = {}
    trail: list[tuple[int, Iterator[str]]] = [(0, iter(sources))]
    while trail:
        current, waiting = trail[-1]
        name = next(waiting, None)
        if name is None:
            trail.pop()
            continue
        known = numbers.get(name)
        if known is not None:
            before[known].append(current)
            continue
        numbers[name] = len(nodes)
        trail.append((len(nodes), iter(successors.get(name, _NONE))))
        nodes.append(name)
        parent.append(current)
        before.append([current])
    return _Search(nodes, parent, before)


def _immediate_dominators(search: _Search) -> list[int]:
    """Return, by number, the last node that all paths to a node pass; the root has itself."""
    size = len(search.nodes)
    semi, best, linked, found = list(range(size)), list(range(size)), [-1] * size, [0] * size
    bucket: list[list[int]] = [[] for _ in range(size)]
    for number in range(size - 1, 0, -1):
        for predecessor in search.before[number]:
            nearest = _evaluated(predecessor, semi, best, linked)
            semi[number] = min(semi[number], semi[nearest])
        bucket[semi[number]].append(number)
        above = linked[number] = search.parent[number]
        for waiting in bucket[above]:
            nearest = _evaluated(waiting, semi, best, linked)
            found[waiting] = nearest if semi[nearest] < semi[waiting] else above
        bucket[above] = []
    for number in range(1, size):
        if found[number] != semi[number]:
            found[number] = found[found[number]]
    return found


def _evaluated(number: int, semi: list[int], best: list[int], linked: list[int]) -> int:
    """Return the node with the least semidominator on the way up the linked trees."""
    if linked[number] < 0:
        return number
    trail = []
    current = number
    while linked[linked[current]] >= 0:
        trail.append(current)
        current = linked[current]
    for current in reversed(trail):
        above = linked[current]
        if semi[best[above]] < semi[best[current]]:
            best[current] = best[above]
        linked[current] = linked[above]
    return best[number]


def _leading_on(search: _Search, ends: set[str]) -> set[int]:
    """Return the numbers of the nodes from which an edge leads on to an end."""
    found: set[int] = set()
    waiting = [number for number, name in enumerate(search.nodes) if number and name in ends]
    while waiting:
        for number in search.before[waiting.pop()]:
            if number not in found:
                found.add(number)
                waiting.append(number)
    return found
