"""Compare two models by what they mean: comments, order and layout make no difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from archlint.architecture.collector import collector_held
from archlint.architecture.values import DataAsset, Flow, Model
from archlint.review.connections import compare_connections
from archlint.review.contents import Naming
from archlint.review.fields import changed
from archlint.review.nodes import compare_nodes, not_alike
from archlint.review.other_renames import find_renamed_data, find_renamed_flows
from archlint.review.parts import compare_data, compare_flows
from archlint.review.renames import find_renames
from archlint.review.values import (
    Ambiguity,
    Change,
    Difference,
    Fact,
    FieldChange,
    PartKind,
)
from archlint.source import Location

_PARTS = list(PartKind)


def compare(base: Model, head: Model) -> Difference:
    """Compare two models.

    First it is found out which nodes, then which data assets and flows, are the same under another
    id; after that every id of the base is read as the head's, so that a rename is no other change
    of what names the node.

    Args:
        base: The model before.
        head: The model after.

    Returns:
        What differs, in the same order whatever the order of the files.
    """
    with collector_held():
        return _compared(base, head)


def _compared(base: Model, head: Model) -> Difference:
    touched = not_alike(base, head)
    renames = find_renames(base, head, touched)
    data = find_renamed_data(base, head, renames.new_ids)
    flows = find_renamed_flows(base, head, renames.new_ids)
    naming = Naming(renames.new_ids, data.new_ids)
    connections = compare_connections(base, head, naming, renames.new_ids)
    changes = [
        *compare_nodes(base, head, touched, renames, naming),
        *connections.changes,
        *compare_data(base, head, data),
        *compare_flows(base, head, flows, renames.new_ids),
        *_compare_heads(base, head),
    ]
    ambiguous = (
        *renames.ambiguous,
        *connections.ambiguous,
        *data.ambiguous,
        *flows.ambiguous,
    )
    return Difference(
        base,
        head,
        tuple(sorted(changes, key=_order)),
        tuple(sorted(ambiguous, key=_order_of_ambiguous)),
        MappingProxyType(dict(renames.new_ids)),
    )


def empty_model(path: str, name: str = "") -> Model:
    """Return a model without any part: what comes before a model that is new.

    Args:
        path: The file that the model would be in.
        name: What people call the system; where it is the same in both, no change is told.
    """
    nothing: Mapping[str, DataAsset] = MappingProxyType({})
    none: Mapping[str, Flow] = MappingProxyType({})
    return Model(path, name, "", MappingProxyType({}), (), nothing, none)


def _order(change: Change) -> tuple[int, str, str]:
    return (_PARTS.index(change.kind), change.id, change.change)


def _order_of_ambiguous(found: Ambiguity) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    return (_PARTS.index(found.kind), found.removed, found.added)


def _compare_heads(base: Model, head: Model) -> Iterator[Change]:
    """Tell of the models' own names, descriptions and open types.

    A model does not say where it states the first two: the top of its file is told.
    """
    tops = (Location(base.path, 1, 1), Location(head.path, 1, 1))
    fields = [
        FieldChange(name, _if_stated(before, tops[0]), _if_stated(after, tops[1]))
        for name, before, after in (
            ("name", base.name, head.name),
            ("description", base.description, head.description),
        )
        if before != after
    ]
    before, after = _open(base), _open(head)
    if (before and before.value) != (after and after.value):
        fields.append(FieldChange("open", before, after))
    yield from changed(PartKind.MODEL, "model", head.name, fields, tops)


def _if_stated(text: str, location: Location) -> Fact | None:
    return Fact(text, location) if text else None


def _open(model: Model) -> Fact | None:
    if not model.open:
        return None
    return Fact(sorted(found.type.id for found in model.open), model.open[0].location)
