"""What a picture of a change says in words: few, since cards are small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from archlint.diagrams.fonts import wrap
from archlint.diagrams.sizes import DETAIL_SIZE, TEXT_WIDTH
from archlint.review.union import Union
from archlint.review.values import Change, ChangeKind, Difference, Fact, FieldChange, PartKind
from archlint.ruleset.wording import value_words
from archlint.text import listed, plural

_MOST = 3
_LONGEST = 60
_UNSTATED = "unstated"
# What a line's label says anyway.
_OF_LABELS = frozenset({"label", "protocol", "port"})
_DRAWN = frozenset({PartKind.NODE, PartKind.CONNECTION})


def count_words(difference: Difference) -> str:
    """Count what became of the parts that pictures show: `2 added, 1 removed`."""
    counts = Counter(change.change for change in difference.changes if change.kind in _DRAWN)
    told = [f"{counts[kind]} {kind}" for kind in ChangeKind if counts[kind]]
    return ", ".join(told) or "nothing drawn here differs"


def also_words(difference: Difference) -> str:
    """Tell what else differs, which pictures do not show; empty for nothing."""
    names = {PartKind.DATA: "data asset", PartKind.FLOW: "flow"}
    told = []
    for kind, name in names.items():
        counts = Counter(change.change for change in difference.changes if change.kind is kind)
        told += [f"{plural(counts[what], name)} {what}" for what in ChangeKind if counts[what]]
    if any(change.kind is PartKind.MODEL for change in difference.changes):
        told.append("what the model says of itself changed")
    return f"also, not drawn: {', '.join(told)}" if told else ""


def node_words(name: str, union: Union) -> list[str]:
    """Tell what became of a node, in lines for its card."""
    told = []
    for change in union.nodes.get(name, ()):
        if change.change is ChangeKind.RENAMED and change.before is not None:
            told.append(f"was {change.before.value}")
        elif change.change is ChangeKind.MOVED:
            told.append(_moved(name, union))
        elif change.change is ChangeKind.CHANGED:
            told += field_words(change.fields)
    return told


def _moved(name: str, union: Union) -> str:
    was, now = boundaries(name, union, before=True), boundaries(name, union, before=False)
    left = [title for key, title in was.items() if key not in now]
    entered = [title for key, title in now.items() if key not in was]
    if entered and all(key not in union.difference.head.nodes for key in was if key not in now):
        return f"now in {listed(entered)}" + (" as well" if was and not left else "")
    if left and entered:
        return f"moved from {listed(left)}"
    return f"{'no longer in' if now else 'moved out of'} {listed(left)}"


def moved_to(name: str, union: Union) -> str:
    """Tell where a node went, for its former place; empty if it only went along with another."""
    if not any(change.change is ChangeKind.MOVED for change in union.nodes.get(name, ())):
        return ""
    now = boundaries(name, union, before=False)
    was = boundaries(name, union, before=True)
    entered = [title for key, title in now.items() if key not in was]
    if now.keys().isdisjoint(was):
        return f"moved to {listed(entered)}" if entered else "moved out"
    if was.keys() <= now.keys():
        return f"now in {listed(entered)} as well"
    return f"now in {listed(list(now.values()))}{'' if entered else ' alone'}"


def boundaries(name: str, union: Union, *, before: bool) -> dict[str, str]:
    """Return the names of the boundaries that a node stands in directly, by what they go by."""
    if not before:
        nodes = union.difference.head.nodes
        return {at.boundary: nodes[at.boundary].name for at in nodes[name].placements}
    nodes = union.difference.base.nodes
    node = nodes[union.of_base[name]]
    return {union.names[at.boundary]: nodes[at.boundary].name for at in node.placements}


def line_words(changes: Iterable[Change]) -> str:
    """Tell what differs of a connection besides its label."""
    fields = [field for change in changes for field in change.fields]
    return "; ".join(field_words([field for field in fields if field.name not in _OF_LABELS]))


def field_words(fields: Sequence[FieldChange]) -> list[str]:
    """Tell fields that differ, a line each, the type first; of many, how many more there are."""
    # Another type says most: it must not be among those that are only counted.
    ordered = sorted(fields, key=lambda field: field.name != "type")
    told = [_cut(_field_words(field)) for field in ordered]
    if len(told) > _MOST:
        more = len(told) - _MOST + 1
        return [*told[: _MOST - 1], f"and {plural(more, 'more change')}"]
    return told


def _field_words(field: FieldChange) -> str:
    old, new = _plain(field.before), _plain(field.after)
    if isinstance(old, list) and isinstance(new, list):
        entered = [f"+ {value_words(item)}" for item in new if item not in old]
        left = [f"− {value_words(item)}" for item in old if item not in new]
        text = f"{field.name}: {', '.join([*entered, *left]) or 'in another order'}"
    else:
        text = f"{field.name}: {_side(field.after)} (was {_side(field.before)})"
    return text if len(text) <= _LONGEST else f"{field.name}: {_became(field)}"


def _became(field: FieldChange) -> str:
    """Tell in a word what became of a property whose values are too long for a card."""
    if field.before is None:
        return "added"
    return "removed" if field.after is None else "changed"


def _plain(fact: Fact | None) -> Any:
    return None if fact is None else fact.value


def _side(fact: Fact | None) -> str:
    return _UNSTATED if fact is None else value_words(fact.value)


def _cut(text: str) -> str:
    return " ".join(wrap(text, DETAIL_SIZE, TEXT_WIDTH, lines=2))


def left_out_words(count: int, *, with_neighbours: bool) -> str:
    """Tell what a cut picture leaves out; empty for nothing."""
    if not count:
        return ""
    told = f"{count:,} unchanged {'node is' if count == 1 else 'nodes are'} left out"
    shown = "what changed and its direct neighbours are" if with_neighbours else "what changed is"
    return f"{told}: {shown} shown, in the boundaries around"


def kinds_in(changes: Collection[Change]) -> tuple[str, ...]:
    """Return how a changed node is drawn, what weighs most first."""
    found = {change.change for change in changes}
    told: list[ChangeKind] = [
        kind for kind in (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.MOVED) if kind in found
    ]
    if found & {ChangeKind.CHANGED, ChangeKind.RENAMED}:
        told.append(ChangeKind.CHANGED)
    return tuple(str(kind) for kind in told)
