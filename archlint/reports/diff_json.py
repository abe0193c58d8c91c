"""A comparison of two models as JSON for scripts: a contract, see `diff.schema.json`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from archlint.reports.diff_words import change_counts
from archlint.reports.json_parts import arrays, compact, place
from archlint.review.values import (
    Ambiguity,
    Change,
    Consequence,
    Difference,
    Fact,
    FieldChange,
    Revision,
)
from archlint.source import Location

Lists = Iterable[tuple[str, Iterable[object]]]


def diff_as_json(
    difference: Difference,
    consequences: Sequence[Consequence],
    *,
    base: Revision,
    head: Revision,
    version: str,
    remarks: Sequence[str] = (),
) -> Iterator[str]:
    """Give a comparison as pieces of one JSON object, a change a line.

    Args:
        difference: How the models differ.
        consequences: What follows from that.
        base: The side before.
        head: The side after.
        version: The version of archlint.
        remarks: What else there is to know, as sentences.
    """
    yield from opening(difference, base=base, head=head, version=version)
    yield f' "summary": {compact(change_counts(difference))},\n'
    yield from arrays((*architecture(difference, consequences), ("remarks", remarks)))


def opening(
    difference: Difference, *, base: Revision, head: Revision, version: str
) -> Iterator[str]:
    """Give the lines that a comparison and a review begin with."""
    path = difference.head.path
    yield f'{{"archlint": {compact(version)}, "model": {compact(path)},\n'
    sides = {"base": (base, difference.base.path), "head": (head, path)}
    for name, (revision, its_path) in sides.items():
        side = {"name": revision.name, "commit": revision.commit or None, "model": its_path}
        yield f' "{name}": {compact(side)},\n'


def architecture(difference: Difference, consequences: Sequence[Consequence]) -> Lists:
    """Return the lists that tell what becomes of the architecture, by their keys."""
    return (
        ("changes", map(_change, difference.changes)),
        ("ambiguous", map(_ambiguity, difference.ambiguous)),
        ("consequences", map(_consequence, consequences)),
    )


def field_entry(field: FieldChange) -> dict[str, Any]:
    """Return a property that differs; its place is null on the side that does not state it."""
    return {
        "name": field.name,
        "before": _value(field.before),
        "after": _value(field.after),
        "locations": _places(field.before, field.after),
    }


def locations(before: Location | None, after: Location | None) -> dict[str, Any]:
    """Return where both sides state something."""
    return {"before": place(before), "after": place(after)}


def _change(change: Change) -> dict[str, Any]:
    return {
        "change": change.change,
        "kind": change.kind,
        "id": change.id,
        "name": change.name,
        "type": change.type or None,
        "before": _value(change.before),
        "after": _value(change.after),
        "fields": [field_entry(field) for field in change.fields],
        "matched_by": list(change.matched_by),
        "locations": _places(change.before, change.after),
    }


def _ambiguity(ambiguity: Ambiguity) -> dict[str, Any]:
    return {
        "kind": ambiguity.kind,
        "removed": list(ambiguity.removed),
        "added": list(ambiguity.added),
        "reason": ambiguity.reason,
    }


def _consequence(consequence: Consequence) -> dict[str, Any]:
    return {
        "kind": consequence.kind,
        "subject": consequence.subject,
        "message": consequence.message,
        "risk": consequence.risk,
        "path": [
            {"source": hop.source, "target": hop.target, "location": place(hop.location)}
            for hop in consequence.path
        ],
        "locations": locations(consequence.before, consequence.after),
    }


def _places(before: Fact | None, after: Fact | None) -> dict[str, Any]:
    return locations(before and before.location, after and after.location)


def _value(fact: Fact | None) -> Any:
    return None if fact is None else _plain(fact.value)


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it, which knows neither infinity nor sets."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return [_plain(item) for item in sorted(value, key=str)]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return value if isinstance(value, float) and math.isfinite(value) else str(value)
