"""What follows from a change, though no line of the model says it."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.graph import ArchitectureGraph
from archlint.review.admitting import admitted
from archlint.review.classifying import classifying
from archlint.review.crossing import crossings
from archlint.review.data_moves import data_moves
from archlint.review.data_places import DataSide
from archlint.review.drafts import Draft, told
from archlint.review.ids import renamed_parts
from archlint.review.reaching import reachable
from archlint.review.sides import Side, both_sides
from archlint.review.trust import trust
from archlint.review.values import ChangeKind, Consequence, Difference, PartKind

_OF_NODES = frozenset({PartKind.NODE, PartKind.CONNECTION})
_OF_DATA = _OF_NODES | {PartKind.DATA}


def consequences(
    base: ArchitectureGraph, head: ArchitectureGraph, difference: Difference
) -> tuple[Consequence, ...]:
    """Derive what follows from a change.

    A rename by itself has no consequences; another meaning of a type, which no line of the model
    says, has. Of a model that is new, or gone, everything is news:
    there, only the datastores that traffic from outside reaches are told. Of each kind no more
    than `drafts.MOST_OF_A_KIND` are told, those that raise the risk first; one more counts the
    others.

    Args:
        base: The graph of the model before; it may be empty.
        head: The graph of the model after.
        difference: How the two differ; it says which nodes and data are renamed, and which sort
            of parts differ at all. The consequences come from the graphs.

    Returns:
        The consequences by the ids of the head (of the base for what is gone): what raises the
        risk first, then what is neutral, then what lowers it; of these by kind and subject.
    """
    touched = {
        change.kind for change in difference.changes if change.change is not ChangeKind.RENAMED
    }
    if _other_kinds(difference):
        touched.add(PartKind.NODE)
    if not touched & _OF_DATA:
        return ()
    before, after = both_sides(base, head, difference)
    return told(_drafts(before, after, difference, touched))


def _other_kinds(difference: Difference) -> bool:
    """Tell whether a node is of other kinds than before, since its type is, if nothing else."""
    now = difference.head.nodes
    return any(
        after is not None and after.type.kinds != before.type.kinds
        for name, before in difference.base.nodes.items()
        for after in (now.get(difference.renamed.get(name, name)),)
    )


def _drafts(
    before: Side, after: Side, difference: Difference, touched: set[PartKind]
) -> Iterator[Draft]:
    if touched & _OF_NODES:
        yield from reachable(before, after)
    if not before.nodes or not after.nodes:
        return
    if touched & _OF_NODES:
        yield from crossings(before, after)
        yield from trust(before, after)
        yield from admitted(before, after)
    renamed = renamed_parts(difference).get(PartKind.DATA, {})
    base_data = DataSide(before, renamed)
    head_data = DataSide(after, {})
    yield from classifying(base_data, head_data)
    yield from data_moves(base_data, head_data)
