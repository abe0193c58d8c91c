"""Read relations: a pattern, or a quantifier over one, with its siblings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from archlint.architecture.tree import Mapping as TreeMapping
from archlint.architecture.tree import Scalar, Tree, describe
from archlint.ruleset.conditions import All, Bounds, Condition, Quantifier
from archlint.source import Location, Problems
from archlint.text import suggestion

Part = TypeVar("Part")
_QUANTIFIERS = tuple(q.value for q in Quantifier)
BOUND_WORDS = ("gte", "gt", "lte", "lt")


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation as it was read.

    Attributes:
        quantifier: How many candidates are asked for.
        where: What is asked of them.
        bounds: The limits of a count.
        siblings: What stands beside the quantifier, still as YAML.
    """

    quantifier: Quantifier
    where: Condition
    bounds: Bounds
    siblings: Mapping[str, Tree]


def read_relation(
    tree: Tree,
    default: Quantifier,
    pattern: Callable[[Tree], Condition],
    siblings: tuple[str, ...],
    problems: Problems,
) -> Relation:
    """Read a relation.

    Args:
        tree: The YAML.
        default: What a bare pattern means.
        pattern: Reads a pattern on a candidate.
        siblings: The keys that may stand beside the quantifier.
        problems: Takes what is wrong.
    """
    if not isinstance(tree, TreeMapping):
        return Relation(default, pattern(tree), Bounds(), {})
    beside = {key: entry.value for key, entry in tree.entries.items() if key in siblings}
    rest = {key: entry for key, entry in tree.entries.items() if key not in siblings}
    named = [key for key in rest if key in _QUANTIFIERS]
    if not named:
        return Relation(default, pattern(TreeMapping(rest, tree.location)), Bounds(), beside)
    for key, entry in rest.items():
        if key != named[0]:
            words = (*_QUANTIFIERS, *siblings)
            problems.add(
                f"'{key}' cannot stand beside '{named[0]}'",
                entry.key_location,
                suggestion(key, words) or f"put it into the pattern after '{named[0]}:'",
            )
    quantifier, inner = Quantifier(named[0]), rest[named[0]].value
    if quantifier is not Quantifier.COUNT:
        return Relation(quantifier, pattern(inner), Bounds(), beside)
    where, bounds = read_count(inner, pattern, problems)
    return Relation(quantifier, where or All((), inner.location), bounds, beside)


def read_count(
    tree: Tree, pattern: Callable[[Tree], Part], problems: Problems
) -> tuple[Part | None, Bounds]:
    """Read `{where: ..., gte: n}`; without `where`, everything counts."""
    if not isinstance(tree, TreeMapping):
        problems.add(
            f"'count' needs bounds, found {describe(tree)}", tree.location, "write '{gte: 2}'"
        )
        return None, Bounds()
    where = tree.get("where")
    bounds = read_bounds(tree, problems, also=("where",))
    return (None if where is None else pattern(where)), bounds


def read_bounds(tree: TreeMapping, problems: Problems, *, also: tuple[str, ...]) -> Bounds:
    """Read limits on a number; at least one is needed.

    Args:
        tree: The mapping that holds them.
        problems: Takes what is wrong.
        also: Other keys that the mapping may have.
    """
    limits: dict[str, float] = {}
    for entry in tree:
        if entry.key in BOUND_WORDS:
            value = entry.value
            if isinstance(value, Scalar) and type(value.value) in (int, float):
                limits[entry.key] = value.value  # type: ignore[assignment]  # narrowed above
            else:
                problems.add(
                    f"'{entry.key}' must be a number, found {describe(value)}",
                    value.location,
                    "write a number",
                )
        elif entry.key not in also:
            known = (*BOUND_WORDS, *also)
            problems.add(
                f"unknown key '{entry.key}'",
                entry.key_location,
                suggestion(entry.key, known) or f"write one of: {', '.join(known)}",
            )
    if not any(entry.key in BOUND_WORDS for entry in tree):
        problems.add("a count without bounds", tree.location, "add gte, gt, lte or lt")
    bounds = Bounds(**limits)
    check_bounds(bounds, tree.location, problems)
    return bounds


def check_bounds(bounds: Bounds, at: Location, problems: Problems) -> None:
    """Report bounds that no number is within: the rule could never hold."""
    low = max((n for n in (bounds.gte, bounds.gt) if n is not None), default=None)
    high = min((n for n in (bounds.lte, bounds.lt) if n is not None), default=None)
    if low is None or high is None:
        return
    strict = low == bounds.gt or high == bounds.lt
    if low > high or (low == high and strict):
        problems.add("no number is within these bounds", at, "widen them")
