"""Lines on a grid of cells, at right angles, that never lie about the architecture.

A line never enters a frame that holds neither of its ends, and never passes over a box: those
cells are closed to it. Among the open ways it takes the cheapest: short, few bends, few crossings,
clear of titles. Lines of the same kind and label to the same end join like rivers before their
arrow; others share no stretch, unless there is no way at all without. Each line is routed twice,
the second time knowing all others; in large pictures once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from archlint.diagrams.ground import Ground
from archlint.diagrams.layout import Area, Layout
from archlint.diagrams.lines import Line
from archlint.diagrams.nesting import chain
from archlint.diagrams.routes import Route, heading
from archlint.diagrams.searching import Question, find_way
from archlint.errors import ArchlintError

_STUB = 3
# Beyond this many lines nobody follows each of them: one pass, and a search that hurries ahead.
_FEW = 80


def route_all(
    lines: Sequence[Line], layout: Layout, parent: Mapping[str, str], titles: Iterable[Area]
) -> list[Route]:
    """Route every line.

    Args:
        lines: The lines.
        layout: The places of boxes and frames.
        parent: The frame around every box and frame; empty for none.
        titles: The areas of the frames' titles.

    Returns:
        The routes, sorted by line.
    """
    router = _Router(layout, parent, titles, 1.0 if len(lines) <= _FEW else 2.0)
    bundles: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        bundles.setdefault(line.bundle, []).append(line)
    order = sorted(bundles.values(), key=router.urgency)
    for bundle in [*order, *order] if len(lines) <= _FEW else order:
        router.route(bundle)
    return sorted(router.routes.values(), key=lambda route: route.line)


class _Router:
    def __init__(
        self, layout: Layout, parent: Mapping[str, str], titles: Iterable[Area], haste: float
    ) -> None:
        self.layout = layout
        self.parent = parent
        self.ground = Ground(layout, parent, titles)
        self.routes: dict[Line, Route] = {}
        self.haste = haste

    def urgency(self, bundle: Sequence[Line]) -> tuple[bool, int, Line]:
        lengths = [self._distance(line) for line in bundle]
        return bundle[0].kind != "traffic", max(lengths), bundle[0]

    def _distance(self, line: Line) -> int:
        one, other = self.layout.area(line.source), self.layout.area(line.target)
        across = max(one.left - other.right, other.left - one.right, 0)
        down = max(one.top - other.bottom, other.top - one.bottom, 0)
        return across + down

    def route(self, bundle: Sequence[Line]) -> None:
        """Route lines that may join, the nearest first, afresh."""
        ground = self.ground
        for line in bundle:
            if (old := self.routes.pop(line, None)) is not None:
                ground.occupy(old, -1)
        trunk: dict[int, int] = {}
        for line in sorted(bundle, key=lambda item: (self._distance(item), item)):
            route = self._search(line, trunk)
            if route is None:
                raise ArchlintError(
                    f"no way was found for the line from '{line.source}' to '{line.target}'",
                    hint="please report the model: a picture without the line would be false",
                )
            ground.occupy(route, 1)
            self.routes[line] = route
            headings = [heading(here, there) for here, there in pairwise(route.cells)]
            if not route.joins:
                headings.append(route.end)
            # Not right where a line leaves its source: that would look like the source's own.
            for place, course in list(zip(route.cells, headings, strict=False))[_STUB:]:
                trunk[ground.cell(*place)] = course

    def _search(self, line: Line, trunk: Mapping[int, int]) -> Route | None:
        ground = self.ground
        around = {end: set(chain(self.parent, end)) for end in (line.source, line.target)}
        leaves = line.target in around[line.source]
        enters = line.source in around[line.target]
        allowed = {"", *around[line.source], *around[line.target]}
        # From inside a frame to that frame, the line stays in it; else it ends before the border.
        allowed |= {line.target} if leaves else set()
        starts = ground.ports(line.source, from_inside=enters, leaving=True)
        goals = ground.ports(line.target, from_inside=leaves, leaving=False)
        common = (around[line.source] & around[line.target]) or {""}
        last = around[line.target] | ({line.target} if leaves else set())
        borders = {name: len(self._frames(name) ^ last) for name in allowed}
        question = Question(starts, goals, trunk, allowed, common, borders, self.haste)
        found = find_way(ground, question) or find_way(ground, question, shared=True)
        if found is None:
            return None
        cells, start, end, joins = found
        places = tuple((cell % ground.width, cell // ground.width) for cell in cells)
        return Route(line, places, start, end, joins)

    def _frames(self, name: str) -> set[str]:
        """Return a frame with those around it; none where there is no frame."""
        return {name, *chain(self.parent, name)} if name else set()
