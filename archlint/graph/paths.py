"""Paths of traffic, under conditions that may be unknown.

A path is a sequence of traffic edges from one node to another; it may pass a node twice. A search
is *certain* when it uses only what surely qualifies, and *possible* when it uses all that is not
ruled out. Between the two lies what the model does not say.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from archlint.errors import ArchlintError
from archlint.graph.edges import Edge, EdgeKind
from archlint.graph.graph import ArchitectureGraph

MAX_VISITS = 10_000_000
REMEMBERED = 16  # searches: a rule's findings share few sources
Truth = bool | None


class Step(NamedTuple):
    """A node on the way, and whether a node that the path must pass lies behind."""

    node: str
    passed: bool


class _Trails(NamedTuple):
    """What a search found: by step the last edge of a shortest path, and the step before."""

    edges: Mapping[Step, Edge]
    before: Mapping[Step, Step | None]


class PathSearch:
    """Searches for paths on which every edge and every node between qualifies.

    Args:
        graph: The graph.
        by: Tells whether an edge qualifies; `None` for all.
        avoiding: Tells whether a node between is one to avoid; `None` for none.
        through: Tells whether a node between is one to pass; `None` when none must be.
        certain: Whether an unknown answer disqualifies (a certain search) or not (a possible one).
    """

    def __init__(
        self,
        graph: ArchitectureGraph,
        *,
        by: Callable[[Edge], Truth] | None = None,
        avoiding: Callable[[str], Truth] | None = None,
        through: Callable[[str], Truth] | None = None,
        certain: bool,
    ) -> None:
        """Keep the conditions."""
        self._graph = graph
        self._by = by
        self._avoiding = avoiding
        self._through = through
        self._certain = certain
        self._visits = 0
        self._remembered: dict[tuple[str, bool], _Trails] = {}

    def _qualifies(self, answer: Truth) -> bool:
        return answer is True or (answer is None and not self._certain)

    def _edges(self, node: str, *, forward: bool) -> Iterable[Edge]:
        edges = self._graph.edges_from(node) if forward else self._graph.edges_to(node)
        self._visits += len(edges)
        if self._visits > MAX_VISITS:
            raise ArchlintError(
                f"the search for paths visits more than {MAX_VISITS:,} connections",
                hint="narrow what the rule applies to, or what its path ends at",
            )
        for edge in edges:
            if edge.kind is EdgeKind.TRAFFIC and (
                self._by is None or self._qualifies(self._by(edge))
            ):
                yield edge

    def _beyond(self, step: Step) -> Step | None:
        """Return the step with its node counted as one between; `None` if it may not be."""
        if self._avoiding is not None:
            avoided = self._avoiding(step.node)
            if avoided is True or (avoided is None and self._certain):
                return None
        if step.passed or self._through is None:
            return step
        return Step(step.node, self._qualifies(self._through(step.node)))

    def reaching(self, ends: Iterable[str], *, forward: bool) -> set[str]:
        """Return the nodes that have a path to, or from, an end other than themselves.

        One search serves all nodes. Each remembers up to two ends, so that a node which is an end
        itself is told from one that has a path to another.

        Args:
            ends: Where the paths end.
            forward: Whether the paths run from the nodes to the ends, instead of back.
        """
        start_passed = self._through is None
        known: dict[Step, list[str]] = {}
        waiting: deque[tuple[Step, str]] = deque()
        for end in sorted(ends):
            waiting.append((Step(end, start_passed), end))
        found: set[str] = set()
        first = len(waiting)
        while waiting:
            step, end = waiting.popleft()
            if first > 0:
                first -= 1
                between: Step | None = step
            else:
                between = self._beyond(step)
            if between is None:
                continue
            for edge in self._edges(step.node, forward=not forward):
                other = edge.source if forward else edge.target
                reached = Step(other, between.passed)
                ends_known = known.setdefault(reached, [])
                if end in ends_known or len(ends_known) >= 2:
                    continue
                ends_known.append(end)
                if reached.passed and other != end:
                    found.add(other)
                waiting.append((reached, end))
        return found

    def ends(self, node: str, *, forward: bool) -> set[str]:
        """Return the other nodes at the end of paths that leave, or enter, a node."""
        trails, _ = self._trails(node, forward=forward)
        return {step.node for step in trails if step.passed} - {node}

    def shortest(self, source: str, target: str) -> tuple[Edge, ...] | None:
        """Return a shortest path; of several, the one whose nodes come first by id."""
        trails, before = self._trails(source)
        return _walk_back(trails, before, Step(target, True))

    def shortest_to_each(self, source: str, targets: Iterable[str]) -> dict[str, tuple[Edge, ...]]:
        """Return a shortest path from one node to each of several that it reaches."""
        trails, before = self._trails(source)
        paths = {target: _walk_back(trails, before, Step(target, True)) for target in targets}
        return {target: path for target, path in paths.items() if path}

    def _trails(self, start: str, *, forward: bool = True) -> _Trails:
        """Search from a node, once: findings of one rule mostly share their sources."""
        key = (start, forward)
        if key not in self._remembered:
            if len(self._remembered) == REMEMBERED:
                del self._remembered[next(iter(self._remembered))]
            self._remembered[key] = self._search(start, forward=forward)
        return self._remembered[key]

    def _search(self, start: str, *, forward: bool) -> _Trails:
        begin = Step(start, self._through is None)
        trails: dict[Step, Edge] = {}
        before: dict[Step, Step | None] = {}
        waiting: deque[Step | None] = deque([None])
        while waiting:
            step = waiting.popleft()
            between = begin if step is None else self._beyond(step)
            if between is None:
                continue
            for edge in self._edges(between.node, forward=forward):
                reached = Step(edge.target if forward else edge.source, between.passed)
                if reached not in trails:
                    trails[reached] = edge
                    before[reached] = step
                    waiting.append(reached)
        return _Trails(trails, before)


def _walk_back(
    trails: Mapping[Step, Edge], before: Mapping[Step, Step | None], last: Step
) -> tuple[Edge, ...] | None:
    if last not in trails:
        return None
    path = []
    step: Step | None = last
    while step is not None:
        path.append(trails[step])
        step = before[step]
    return tuple(reversed(path))
