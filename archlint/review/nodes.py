"""What became of the nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archlint.architecture.values import Model, Node
from archlint.review.contents import Naming, node_specs, written_alike
from archlint.review.fields import Version, changed, differing, field
from archlint.review.renames import Renames
from archlint.review.values import Change, ChangeKind, Fact, PartKind
from archlint.source import Location


def not_alike(base: Model, head: Model) -> list[str]:
    """Return the ids that both models have, of the nodes that are not written alike in both."""
    found = []
    for name, before in base.nodes.items():
        after = head.nodes.get(name)
        if after is not None and not (
            before.type.id == after.type.id
            and _boundaries(before) == _boundaries(after)
            and written_alike(before.stated, after.stated)
        ):
            found.append(name)
    return found


def compare_nodes(
    base: Model, head: Model, touched: list[str], renames: Renames, naming: Naming
) -> Iterator[Change]:
    """Tell what became of the nodes.

    Args:
        base: The model before.
        head: The model after.
        touched: The ids that both have, of nodes that are not written alike.
        renames: The nodes that were renamed.
        naming: What the nodes and data that the base names are called in the head.
    """
    for old, new in renames.new_ids.items():
        before, after = base.nodes[old], head.nodes[new]
        facts = (Fact(old, before.location), Fact(new, after.location))
        yield _change(ChangeKind.RENAMED, after, *facts, matched_by=renames.reasons[old])
        yield from _kept(before, after, renames.new_ids, naming)
    for name in touched:
        yield from _kept(base.nodes[name], head.nodes[name], renames.new_ids, naming)
    for name in base.nodes.keys() - head.nodes.keys() - renames.new_ids.keys():
        node = base.nodes[name]
        yield _change(ChangeKind.REMOVED, node, _all_of(node), None)
    for name in head.nodes.keys() - base.nodes.keys() - set(renames.new_ids.values()):
        node = head.nodes[name]
        yield _change(ChangeKind.ADDED, node, None, _all_of(node))


def _boundaries(node: Node) -> set[str]:
    return {placement.boundary for placement in node.placements}


def _change(
    change: ChangeKind,
    node: Node,
    before: Fact | None,
    after: Fact | None,
    matched_by: tuple[str, ...] = (),
) -> Change:
    return Change(
        change,
        PartKind.NODE,
        node.id,
        node.name,
        node.type.id,
        before=before,
        after=after,
        matched_by=matched_by,
    )


def _all_of(node: Node) -> Fact:
    stated = {name: value.plain() for name, value in node.stated.items()}
    where = {"in": sorted(_boundaries(node))} if node.placements else {}
    return Fact({"type": node.type.id, **where, **stated}, node.location)


def _kept(
    before: Node, after: Node, new_ids: Mapping[str, str], naming: Naming
) -> Iterator[Change]:
    """Tell whether a node that both models have moved, and what of it changed."""
    stood = {new_ids.get(name, name): name for name in _boundaries(before)}
    stands = _boundaries(after)
    if stood.keys() != stands:
        left = {old for new, old in stood.items() if new not in stands}
        yield _change(
            ChangeKind.MOVED,
            after,
            Fact(sorted(stood.values()), _place(before, left)),
            Fact(sorted(stands), _place(after, stands - stood.keys())),
        )
    fields = list(
        differing(
            Version(before.stated, node_specs(before), naming),
            Version(after.stated, node_specs(after)),
        )
    )
    if before.type.id != after.type.id:
        places = (before.location, after.location)
        fields.append(field("type", before.type.id, after.type.id, places))
    places = (before.location, after.location)
    yield from changed(PartKind.NODE, after.id, after.name, fields, places, node_type=after.type.id)


def _place(node: Node, telling: set[str]) -> Location:
    """Return where a node says that it stands, first of all in a boundary that tells."""
    for placement in node.placements:
        if placement.boundary in telling:
            return placement.location
    return node.placements[0].location if node.placements else node.location
