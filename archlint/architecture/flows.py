"""Read flows: ordered scenarios over the connections."""

from __future__ import annotations

from archlint.architecture.arrows import Arrow, read_arrow, too_many
from archlint.architecture.fields import CONNECTION_FIELDS, FLOW_FIELDS
from archlint.architecture.ids import check_id
from archlint.architecture.records import read_record
from archlint.architecture.tree import Mapping, Sequence, Tree, describe, is_nothing
from archlint.architecture.values import Flow, Step
from archlint.source import Location, Problems
from archlint.text import listed, quote

STEP_FIELDS = {"label": CONNECTION_FIELDS["label"]}


def read_flows(
    tree: Tree | None, problems: Problems, ends: list[tuple[str, Location]]
) -> dict[str, Flow]:
    """Read a mapping of flows by id; `ends` takes every node that is named, with its place."""
    if tree is None or is_nothing(tree):
        return {}
    if not isinstance(tree, Mapping):
        problems.add(
            f"'flows' must be a mapping, found {describe(tree)}",
            tree.location,
            "write 'id: {title: ..., steps: [a -> b]}' lines under it",
        )
        return {}
    flows = {}
    for entry in tree:
        check_id(entry.key, entry.key_location, problems)
        stated = read_record(
            entry.value, FLOW_FIELDS, f"the flow {quote(entry.key)}", problems, skip=("steps",)
        )
        if not isinstance(entry.value, Mapping) and not is_nothing(entry.value):
            continue  # which has been said
        steps = entry.value.get("steps") if isinstance(entry.value, Mapping) else None
        if not isinstance(steps, Sequence) or not steps.items:
            problems.add(
                f"the flow {quote(entry.key)} needs a list of steps",
                entry.key_location if steps is None else steps.location,
                "write 'steps: [a -> b, b -> c]'",
            )
            continue
        read = _read_steps(steps, problems, ends)
        flows[entry.key] = Flow(entry.key, entry.key_location, read, stated)
    return flows


def _read_steps(
    tree: Sequence, problems: Problems, ends: list[tuple[str, Location]]
) -> tuple[Step, ...]:
    steps: list[Step] = []
    visited: set[str] = set()
    for item in tree.items:
        arrow = read_arrow(item, problems)
        if arrow is None:
            continue
        ends += (*arrow.sources, *arrow.targets)
        if too_many(arrow, len(steps), "steps of this flow", problems):
            break
        label = _label(arrow, problems)
        if not steps:
            visited.update(source for source, _ in arrow.sources)
        _check_start(arrow, visited, problems)
        steps += [
            Step(source, target, label, arrow.location)
            for source, _ in arrow.sources
            for target, _ in arrow.targets
        ]
        visited.update(target for target, _ in arrow.targets)
    return tuple(steps)


def _label(arrow: Arrow, problems: Problems) -> str:
    if arrow.details is None:
        return ""
    stated = read_record(arrow.details, STEP_FIELDS, "a step", problems, skip=arrow.end_keys)
    label = stated.get("label")
    return "" if label is None else str(label.content or "")


def _check_start(arrow: Arrow, visited: set[str], problems: Problems) -> None:
    for source, at in arrow.sources:
        if source not in visited:
            problems.add(
                f"this step starts at {quote(source)}, which the flow has not reached",
                at,
                f"start at {_some(visited)}, or add the step before it",
            )


def _some(names: set[str]) -> str:
    few = sorted(names)[:5]
    return listed([quote(name) for name in few] + ["..."] * (len(names) > len(few)), last="or")
