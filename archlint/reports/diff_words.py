"""What every form of a comparison says, in the same words: values, parts, places, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from archlint.reports.value_words import field_words, pairs_words, shortened, value_words
from archlint.review.values import (
    Ambiguity,
    Change,
    ChangeKind,
    Consequence,
    Difference,
    Fact,
    FieldChange,
    Hop,
    PartKind,
    Revision,
    Risk,
)
from archlint.source import Location
from archlint.text import plural

NO_CHANGE = "no architectural change"
RISK_WORDS = {
    Risk.RAISED: "risk raised",
    Risk.LOWERED: "risk lowered",
    Risk.NEUTRAL: "follows",
}
# What a reader looks for first.
_ORDER = (
    ChangeKind.MOVED,
    ChangeKind.ADDED,
    ChangeKind.REMOVED,
    ChangeKind.RENAMED,
    ChangeKind.CHANGED,
)
_SHORT_COMMIT = 8
_PART_WORDS = {
    PartKind.NODE: "",
    PartKind.CONNECTION: "connection ",
    PartKind.DATA: "data asset ",
    PartKind.FLOW: "flow ",
    PartKind.MODEL: "",
}
# Their names, types and ends stand beside what is said of parts.
_TOLD_BESIDE = {
    PartKind.NODE: frozenset({"name", "type"}),
    PartKind.CONNECTION: frozenset({"from", "to", "id"}),
    PartKind.DATA: frozenset({"name"}),
    PartKind.FLOW: frozenset({"title"}),
    PartKind.MODEL: frozenset({"name"}),
}


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of a comparison, which say how places are written.

    A place of a commit before is written as git names it, `main:model.yaml:3:5`, since the file
    that lies there now is another one; a place after as it is.
    """

    base: Revision
    head: Revision

    def before(self, location: Location) -> Location:
        """Return a place of the base, named so that it cannot be taken for one of the head."""
        if not self.base.commit:
            return location
        return location._replace(path=f"{self.base.name}:{location.path}")

    def where(
        self,
        before: Location | None,
        after: Location | None,
        write: Callable[[str], str] = str,
    ) -> str:
        """Write where something stands and stood: `m.yaml:4:3 (was main:m.yaml:3:3)`.

        Args:
            before: Where it stands in the base, if it does.
            after: Where it stands in the head, if it does.
            write: Writes one place in the manner of the report.
        """
        was = "" if before is None else write(str(self.before(before)))
        if after is None:
            return was
        now = write(str(after))
        return f"{now} (was {was})" if was else now

    @property
    def words(self) -> str:
        """Name both: `main (1a2b3c4d) -> HEAD (5e6f7a8b)`."""
        return f"{revision_words(self.base)} -> {revision_words(self.head)}"


class Told(NamedTuple):
    """One thing that became of a part, in words.

    Attributes:
        word: What became of it: `moved`.
        part: What it is: `rds (Amazon RDS)`.
        property: The property that differs; may be empty.
        before: What it was; `None` where there was nothing.
        after: What it is now; `None` where there is nothing.
        note: What else to say; may be empty.
        before_at: Where the base states it, if it does.
        after_at: Where the head states it, if it does.
    """

    word: ChangeKind
    part: str
    property: str
    before: str | None
    after: str | None
    note: str
    before_at: Location | None
    after_at: Location | None


def revision_words(revision: Revision) -> str:
    """Name a side: `main (1a2b3c4d)`, or what is not a commit by its name alone."""
    name, commit = revision
    if not commit or (len(name) >= _SHORT_COMMIT and commit.startswith(name)):
        return name
    return f"{name} ({commit[:_SHORT_COMMIT]})"


def change_counts(difference: Difference) -> dict[str, int]:
    """Count the changes by what became of the part, and what is ambiguous."""
    of = Counter(change.change for change in difference.changes)
    counts = {kind.value: of[kind] for kind in ChangeKind}
    return counts | {"ambiguous": len(difference.ambiguous)}


def difference_words(
    difference: Difference, *, environments: int = 0, consequences: int = 0
) -> str:
    """Tell the counts in words: `1 moved, 2 added`, or that nothing changed.

    Args:
        difference: How the models differ.
        environments: How many environments change in more than that.
        consequences: How much follows from that, or from types that mean something else.
    """
    counts = change_counts(difference)
    order = [*(kind.value for kind in _ORDER), "ambiguous"]
    told = [f"{counts[word]} {word}" for word in order if counts[word]]
    told += [environment_words(environments)] if environments else []
    if not told and consequences:
        return "the models state the same, by node types that differ"
    return ", ".join(told) or NO_CHANGE


def environment_words(number: int) -> str:
    """Tell how many environments change in more than the model as it stands."""
    return f"{plural(number, 'environment')} changed besides"


def in_order(difference: Difference) -> list[Change]:
    """Return the changes, what a reader looks for first before the rest."""
    return sorted(difference.changes, key=lambda change: _ORDER.index(change.change))


def told(change: Change) -> Iterator[Told]:
    """Tell a change in words: one thing, or one for each property that differs."""
    places = [None if fact is None else fact.location for fact in (change.before, change.after)]
    part = part_words(change)
    match change.change:
        case ChangeKind.CHANGED if change.fields:
            # Another type says most, and why other properties are gone.
            fields = sorted(change.fields, key=lambda field: field.name != "type")
            yield from (_field_told(part, field) for field in fields)
            return
        case ChangeKind.MOVED:
            sets = _boundaries(change.before), _boundaries(change.after)
            yield Told(change.change, part, "", *sets, "", *places)
        case ChangeKind.RENAMED:
            ids = _id_of(change.before), _id_of(change.after) or change.id
            note = f"matched by {'; '.join(change.matched_by)}" if change.matched_by else ""
            yield Told(change.change, part, "", *ids, note, *places)
        case _:
            stated = _stated(change.kind, change.before), _stated(change.kind, change.after)
            yield Told(change.change, part, "", *stated, change.type, *places)


def _field_told(part: str, field: FieldChange) -> Told:
    before, after = field_words(field)
    places = [None if fact is None else fact.location for fact in (field.before, field.after)]
    return Told(ChangeKind.CHANGED, part, field.name, before, after, "", *places)


def part_words(change: Change) -> str:
    """Name a part: `rds (Amazon RDS)`, `connection users->alb`, `the model`."""
    if change.kind is PartKind.MODEL:
        return "the model"
    named = change.name and change.name not in (change.id, change.type)
    name = f" ({shortened(change.name)})" if named else ""
    return f"{_PART_WORDS[change.kind]}{change.id}{name}"


def ambiguity_words(ambiguity: Ambiguity) -> str:
    """Tell what could be a rename and is not taken for one."""
    removed, added = (", ".join(ids) for ids in (ambiguity.removed, ambiguity.added))
    kind = _PART_WORDS[ambiguity.kind].strip() or "node"
    return f"{kind}: removed {removed}; added {added}: {ambiguity.reason}"


def consequence_words(consequence: Consequence) -> str:
    """Tell what follows, with the path that shows it unless the message names it."""
    hops, said = consequence.path, consequence.message
    way = " -> ".join([hops[0].source, *(hop.target for hop in hops)]) if hops else ""
    is_told = way in said or (len(hops) == 1 and f"{hops[0].source}->{hops[0].target}" in said)
    return said if is_told else f"{said}: {way}"


def hops_of(consequence: Consequence, sides: Sides) -> tuple[Hop, ...]:
    """Return the hops of a path; those that show what no longer holds are at places of the base.

    A path of one hop says nothing that the place of its consequence does not.
    """
    if len(consequence.path) == 1:
        return ()
    if "-no-longer-" not in consequence.kind:
        return consequence.path
    return tuple(hop._replace(location=sides.before(hop.location)) for hop in consequence.path)


def risk_counts(consequences: tuple[Consequence, ...]) -> str:
    """Tell how many consequences there are, and how many of them expose more."""
    raised = sum(each.risk is Risk.RAISED for each in consequences)
    said = f", {raised} of them raising the risk" if raised else ""
    return f"{plural(len(consequences), 'consequence')}{said}"


def _boundaries(fact: Fact | None) -> str:
    value = None if fact is None else fact.value
    if isinstance(value, (list, tuple)):
        return shortened(", ".join(map(str, value))) or "no boundary"
    return "no boundary" if value is None else shortened(value_words(value))


def _id_of(fact: Fact | None) -> str:
    return "" if fact is None or fact.value is None else str(fact.value)


def _stated(kind: PartKind, fact: Fact | None) -> str | None:
    """Write what an added or removed part states besides what is told beside it."""
    if fact is None:
        return None
    if not isinstance(fact.value, Mapping):
        return shortened(value_words(fact.value))
    is_traffic = kind is PartKind.CONNECTION and fact.value.get("kind") == "traffic"
    beside = _TOLD_BESIDE[kind] | ({"kind"} if is_traffic else set())
    return shortened(pairs_words({k: v for k, v in fact.value.items() if k not in beside}))
