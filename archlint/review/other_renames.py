"""Data assets and flows that are the same under another id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import NamedTuple

from archlint.architecture.values import Connection, DataAsset, Flow, Model, Value
from archlint.review.contents import Naming, data_specs, meaning
from archlint.review.renames import Renames
from archlint.review.values import Ambiguity, PartKind
from archlint.text import plural


def find_renamed_data(base: Model, head: Model, node_ids: Mapping[str, str]) -> Renames:
    """Find the data assets that were renamed.

    Two are held to be one if they have the same classification and tags, and are stored by the same
    nodes and carried by the same connections; where nothing stores or carries them, if they have
    the same name. If several fit, the name and the description decide, else nothing.

    Args:
        base: The model before.
        head: The model after.
        node_ids: The ids in the head of nodes that were renamed.
    """
    removed = sorted(base.data.keys() - head.data.keys())
    added = sorted(head.data.keys() - base.data.keys())
    if not removed or not added:
        return Renames({}, {}, ())
    used = (_users(base, removed, node_ids), _users(head, added, {}))
    sides = (
        {name: _asset(base.data[name], used[0][name]) for name in removed},
        {name: _asset(head.data[name], used[1][name]) for name in added},
    )
    matches, ambiguous = _matched(
        PartKind.DATA, *sides, "have the same classification, tags and users"
    )
    reasons = {old: _why_data(base.data[old], len(used[0][old])) for old in matches}
    return Renames(matches, reasons, ambiguous)


def find_renamed_flows(base: Model, head: Model, node_ids: Mapping[str, str]) -> Renames:
    """Find the flows that were renamed: those with the same steps.

    If several have them, the labels of the steps, the title and the description decide, else none.

    Args:
        base: The model before.
        head: The model after.
        node_ids: The ids in the head of nodes that were renamed.
    """
    removed = sorted(base.flows.keys() - head.flows.keys())
    added = sorted(head.flows.keys() - base.flows.keys())
    if not removed or not added:
        return Renames({}, {}, ())
    sides = (
        {name: _flow(base.flows[name], node_ids) for name in removed},
        {name: _flow(head.flows[name], {}) for name in added},
    )
    matches, ambiguous = _matched(PartKind.FLOW, *sides, "have the same steps")
    reasons = {}
    for old in matches:
        count = len(base.flows[old].steps)
        reasons[old] = (f"same {plural(count, 'step')}" if count > 1 else "same step",)
    return Renames(matches, reasons, ambiguous)


class _Part(NamedTuple):
    """What a part must have in common with another to be the same, and what else it has."""

    needed: Hashable
    further: Hashable
    is_told_apart: bool


def _matched(
    kind: PartKind, removed: Mapping[str, _Part], added: Mapping[str, _Part], alike: str
) -> tuple[dict[str, str], tuple[Ambiguity, ...]]:
    """Match what has in common all that there is, then what has in common what is needed."""
    matches: dict[str, str] = {}
    ambiguous: list[Ambiguity] = []

    def by(key: Callable[[_Part], Hashable]) -> Iterable[tuple[list[str], list[str]]]:
        taken = set(matches.values())
        groups: dict[Hashable, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for name, part in removed.items():
            if name not in matches:
                groups[key(part)][0].append(name)
        for name, part in added.items():
            if name not in taken:
                groups[key(part)][1].append(name)
        return [group for group in groups.values() if all(group)]

    for olds, news in by(lambda part: (part.needed, part.further)):
        if len(olds) == len(news) == 1 and removed[olds[0]].is_told_apart:
            matches[olds[0]] = news[0]
    for olds, news in by(lambda part: part.needed):
        if len(olds) == len(news) == 1 and removed[olds[0]].is_told_apart:
            matches[olds[0]] = news[0]
        else:
            reason = f"all {alike}, and several fit"
            if len(olds) == len(news) == 1:
                reason = f"both {alike}, and nothing else shows that they are the same"
            ambiguous.append(Ambiguity(kind, tuple(olds), tuple(news), reason))
    return dict(sorted(matches.items())), tuple(ambiguous)


def _users(
    model: Model, assets: Iterable[str], node_ids: Mapping[str, str]
) -> dict[str, frozenset[Hashable]]:
    users: dict[str, set[Hashable]] = {name: set() for name in assets}
    for node in model.nodes.values():
        for asset in _named(node.stated.get("stores")):
            if asset in users:
                users[asset].add(node_ids.get(node.id, node.id))
    for connection in model.connections:
        for asset in _named(connection.stated.get("carries")):
            if asset in users:
                users[asset].add(ends_of(connection, node_ids))
    return {name: frozenset(found) for name, found in users.items()}


def ends_of(connection: Connection, node_ids: Mapping[str, str]) -> tuple[str, str, str]:
    """Return the ends of a connection as the head calls them, and its own id, if it has one."""
    source, target = connection.source, connection.target
    return (node_ids.get(source, source), node_ids.get(target, target), own_id(connection))


def own_id(connection: Connection) -> str:
    """Return the id that tells a connection from others between its ends; may be empty."""
    return connection.key.partition("#")[2]


def _named(value: Value | None) -> Iterable[str]:
    if value is None or value.content is None:
        return ()
    return (item.content for item in value.content)


def _asset(asset: DataAsset, users: frozenset[Hashable]) -> _Part:
    def means(*fields: str) -> Hashable:
        stated = ((name, asset.stated[name]) for name in fields if name in asset.stated)
        return tuple((name, meaning(value, data_specs(name), Naming())) for name, value in stated)

    if users:
        return _Part((means("classification", "tags"), users), means("name", "description"), True)
    needed = means("classification", "tags", "name")
    return _Part((needed, users), means("description"), asset.text("name") != "")


def _why_data(asset: DataAsset, users: int) -> tuple[str, ...]:
    classification = asset.text("classification")
    words = [f"same classification: {classification}"] if classification else []
    if asset.texts("tags"):
        words.append("same tags")
    words.append(f"same {plural(users, 'user')}" if users else "same name")
    return tuple(words)


def _flow(flow: Flow, node_ids: Mapping[str, str]) -> _Part:
    steps = tuple(
        (node_ids.get(step.source, step.source), node_ids.get(step.target, step.target))
        for step in flow.steps
    )
    labels = tuple(step.label for step in flow.steps)
    return _Part(steps, (labels, flow.text("title"), flow.text("description")), True)
