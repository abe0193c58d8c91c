"""Read `spread_over`: over how many values of a property the placements of a node are spread."""

from __future__ import annotations

from archlint.architecture.tree import Mapping, Scalar, Tree, describe
from archlint.ruleset.conditions import Bounds, Spread
from archlint.ruleset.relations import read_bounds
from archlint.ruleset.type_sets import TypeSets
from archlint.source import Location, Problems
from archlint.text import suggestion


def read_spread(tree: Tree, at: Location, sets: TypeSets, problems: Problems) -> Spread:
    """Read `{what: zone, gte: 2}`."""
    hint = "write '{what: zone, gte: 2}'"
    if not isinstance(tree, Mapping):
        problems.add(f"'spread_over' needs 'what' and bounds, found {describe(tree)}", at, hint)
        return Spread("", Bounds(), at)
    what = tree.get("what")
    if not isinstance(what, Scalar) or not isinstance(what.value, str):
        problems.add("'spread_over' needs 'what'", tree.location, hint)
        return Spread("", Bounds(), at)
    known = sets.boundary_properties()
    if what.text not in known:
        problems.add(
            f"no boundary has the property '{what.text}'",
            what.location,
            suggestion(what.text, known) or f"boundaries have: {', '.join(known)}",
        )
    bounds = read_bounds(tree, problems, also=("what",))
    return Spread(what.text, bounds, at)
