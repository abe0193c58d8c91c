"""What became of the data assets and the flows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archlint.architecture.values import DataAsset, Flow, Model
from archlint.review.contents import Specs, data_specs, flow_specs
from archlint.review.fields import Version, changed, differing, field
from archlint.review.renames import Renames
from archlint.review.values import Change, ChangeKind, Fact, FieldChange, PartKind


def compare_data(base: Model, head: Model, renamed: Renames) -> Iterator[Change]:
    """Tell what became of the data assets, given which were renamed."""
    both = {name: name for name in base.data if name in head.data} | dict(renamed.new_ids)
    for old, new in both.items():
        before, after = base.data[old], head.data[new]
        if old != new:
            yield _renamed(PartKind.DATA, before, after, after.name, renamed.reasons[old])
        fields = _differing(before, after, data_specs)
        yield from _changed(PartKind.DATA, before, after, after.name, fields)
    for name in base.data.keys() - both.keys():
        asset = base.data[name]
        yield _gone(PartKind.DATA, name, asset.name, _all_of(asset))
    for name in head.data.keys() - set(both.values()):
        asset = head.data[name]
        yield _new(PartKind.DATA, name, asset.name, _all_of(asset))


def compare_flows(
    base: Model, head: Model, renamed: Renames, node_ids: Mapping[str, str]
) -> Iterator[Change]:
    """Tell what became of the flows, given which were renamed.

    Args:
        base: The model before.
        head: The model after.
        renamed: The flows that were renamed.
        node_ids: The ids in the head of nodes that were renamed.
    """
    both = {name: name for name in base.flows if name in head.flows} | dict(renamed.new_ids)
    for old, new in both.items():
        before, after = base.flows[old], head.flows[new]
        if old != new:
            yield _renamed(PartKind.FLOW, before, after, after.title, renamed.reasons[old])
        fields = [*_differing(before, after, flow_specs), *_steps(before, after, node_ids)]
        yield from _changed(PartKind.FLOW, before, after, after.title, fields)
    for name in base.flows.keys() - both.keys():
        flow = base.flows[name]
        yield _gone(PartKind.FLOW, name, flow.title, _all_of_flow(flow))
    for name in head.flows.keys() - set(both.values()):
        flow = head.flows[name]
        yield _new(PartKind.FLOW, name, flow.title, _all_of_flow(flow))


def _differing(
    before: DataAsset | Flow, after: DataAsset | Flow, specs: Specs
) -> tuple[FieldChange, ...]:
    return differing(Version(before.stated, specs), Version(after.stated, specs))


def _steps(before: Flow, after: Flow, node_ids: Mapping[str, str]) -> Iterator[FieldChange]:
    if _walk(before, node_ids) != _walk(after, {}):
        places = (before.steps[0].location, after.steps[0].location)
        yield field("steps", _in_words(before), _in_words(after), places)


def _walk(flow: Flow, node_ids: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [
        (node_ids.get(source, source), node_ids.get(target, target), label)
        for source, target, label, _ in flow.steps
    ]


def _in_words(flow: Flow) -> list[str]:
    return [
        f"{step.source} -> {step.target}" + (f": {step.label}" if step.label else "")
        for step in flow.steps
    ]


def _all_of(part: DataAsset | Flow) -> Fact:
    return Fact({name: value.plain() for name, value in part.stated.items()}, part.location)


def _all_of_flow(flow: Flow) -> Fact:
    stated, location = _all_of(flow)
    return Fact({**stated, "steps": _in_words(flow)}, location)


def _renamed(
    kind: PartKind,
    before: DataAsset | Flow,
    after: DataAsset | Flow,
    name: str,
    matched_by: tuple[str, ...],
) -> Change:
    facts = (Fact(before.id, before.location), Fact(after.id, after.location))
    return Change(ChangeKind.RENAMED, kind, after.id, name, "", *facts, matched_by=matched_by)


def _changed(
    kind: PartKind,
    before: DataAsset | Flow,
    after: DataAsset | Flow,
    name: str,
    fields: tuple[FieldChange, ...] | list[FieldChange],
) -> Iterator[Change]:
    places = (before.location, after.location)
    yield from changed(kind, after.id, name, fields, places)


def _gone(kind: PartKind, part: str, name: str, before: Fact) -> Change:
    return Change(ChangeKind.REMOVED, kind, part, name, before=before)


def _new(kind: PartKind, part: str, name: str, after: Fact) -> Change:
    return Change(ChangeKind.ADDED, kind, part, name, after=after)
