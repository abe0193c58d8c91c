"""What a comparison of two models finds, and what a review of a change tells, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from archlint.architecture.values import Model
from archlint.finding import Finding, Notice, Severity
from archlint.source import Location


class ChangeKind(StrEnum):
    """What became of a part of a model."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    RENAMED = "renamed"


class PartKind(StrEnum):
    """What sort of part of a model it is; `MODEL` is the model's own name, description, `open`."""

    NODE = "node"
    CONNECTION = "connection"
    DATA = "data"
    FLOW = "flow"
    MODEL = "model"


class Fact(NamedTuple):
    """What one side says.

    Attributes:
        value: The value without positions: an atom, lists, dicts; `None` where the model states
            that there is none.
        location: Where that side states it.
    """

    value: Any
    location: Location


class FieldChange(NamedTuple):
    """One property that differs.

    Attributes:
        name: Its dotted path, such as `multi_az` or `labels.team`.
        before: What the base says; `None` where it does not state it.
        after: What the head says; `None` where it does not state it.
    """

    name: str
    before: Fact | None
    after: Fact | None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one part of a model.

    A part that moved and has other properties as well makes two changes; so does one that is
    renamed and changed.

    Attributes:
        change: What became of it.
        kind: What sort of part it is.
        id: Its id in the head, or in the base where it is removed: a node's, a data asset's, a
            flow's id, a connection's key, `model`.
        name: What people call it.
        type: The id of a node's type; empty for other parts.
        before: Where and how it stands in the base; `None` where it is added. The value is the id
            for `RENAMED`, the sorted boundaries for `MOVED`, a dict of what differs for `CHANGED`
            (only what is stated), a dict of all that is stated for `REMOVED`.
        after: The same of the head; `None` where it is removed.
        fields: The properties that differ, by name; for `CHANGED` only.
        matched_by: Why a renamed part is held to be the same, in words; for `RENAMED` only.
    """

    change: ChangeKind
    kind: PartKind
    id: str
    name: str
    type: str = ""
    before: Fact | None = None
    after: Fact | None = None
    fields: tuple[FieldChange, ...] = ()
    matched_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Removed and added parts of which several could be the same; each stays removed and added.

    Attributes:
        kind: What sort of part they are.
        removed: The ids in the base.
        added: The ids in the head.
        reason: Why none is taken for another, in words.
    """

    kind: PartKind
    removed: tuple[str, ...]
    added: tuple[str, ...]
    reason: str


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Difference:
    """How two models differ.

    Attributes:
        base: The one before; it may be empty.
        head: The one after.
        changes: What became of each part, by kind, id and change.
        ambiguous: What could be a rename, and is not taken for one.
        renamed: The new id of each renamed node, by its old one.
    """

    base: Model
    head: Model
    changes: tuple[Change, ...]
    ambiguous: tuple[Ambiguity, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=_nothing)


class Risk(StrEnum):
    """Whether a consequence exposes more or less than before."""

    RAISED = "raised"
    LOWERED = "lowered"
    NEUTRAL = "neutral"


class Hop(NamedTuple):
    """One edge of a path, by the ids of its ends, and where the model states it."""

    source: str
    target: str
    location: Location


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from the changes, though no line of the model says it.

    Attributes:
        kind: A word for scripts: `boundary-crossed`, `boundary-no-longer-crossed`,
            `datastore-reachable`, `datastore-no-longer-reachable`, `trust-changed`,
            `classification-changed`, `data-flows`, `data-no-longer-flows`.
        subject: What it is about: a node's id, a connection's key, a data asset's id.
        message: What follows, as one sentence without a full stop.
        risk: Whether it exposes more or less.
        path: The path that shows it, of the head (of the base where something no longer holds);
            may be empty.
        before: Where the base states what it rests on, if it does.
        after: Where the head states it, if it does.
    """

    kind: str
    subject: str
    message: str
    risk: Risk
    path: tuple[Hop, ...] = ()
    before: Location | None = None
    after: Location | None = None


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """What a change does to the findings; the same rules judged both sides.

    Attributes:
        introduced: Violated in the head and not in the base; as the head shows them.
        fixed: Violated in the base; in the head satisfied, or without a subject. As of the base.
        unsettled: Violated in the base, unknown in the head: the change took away what was known.
            As the head shows them.
        unchanged: Violated in both; as the head shows them.
        waived: Violations that a waiver of the head accepts and none of the base did, or not for
            as long, whether the base had the violation or not; as the head shows them.
        unknown: Unknown in the head and not in the base, where unknowns are asked for; `unsettled`
            is a part of it.
        notices: What the head's check notes (a waiver that matches nothing) and the base's did not.
        unwaived: The ids of those introduced that a waiver of the base accepted.
    """

    introduced: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    unsettled: tuple[Finding, ...] = ()
    unchanged: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()
    unknown: tuple[Finding, ...] = ()
    notices: tuple[Notice, ...] = ()
    unwaived: frozenset[str] = frozenset()


class RuleEffect(StrEnum):
    """What a change does to a rule, or to a setting of the project."""

    ADDED = "added"
    REMOVED = "removed"
    DISABLED = "disabled"
    ENABLED = "enabled"
    WEAKENED = "weakened"
    STRENGTHENED = "strengthened"
    CHANGED = "changed"

    @property
    def loosens(self) -> bool:
        """Whether less is found, or less fails, than before."""
        return self in (RuleEffect.REMOVED, RuleEffect.DISABLED, RuleEffect.WEAKENED)


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule, or a setting of the project, that the change touches.

    Attributes:
        rule: The rule's id; for a setting its name in the configuration, such as `fail-on`; for a
            node type `type` and its id.
        title: What the rule is called; empty for what is none.
        effect: What the change does to it.
        fields: What differs: `severity`, `require`, `applies_to`, `mandatory`, a parameter, ...
        before: Where the base states it, if it does.
        after: Where the head states it, if it does.
        hidden: Violations of the head's model that the base's rule finds and the head's does not:
            what the change of the rule would hide. By id.
        is_setting: Whether it is a setting of the project or a node type.
        reason: Why, where the head says so, such as in `[[ignore]]`; may be empty.
    """

    rule: str
    title: str
    effect: RuleEffect
    fields: tuple[FieldChange, ...] = ()
    before: Location | None = None
    after: Location | None = None
    hidden: tuple[Finding, ...] = ()
    is_setting: bool = False
    reason: str = ""


class Revision(NamedTuple):
    """One side of a comparison.

    Attributes:
        name: What the user called it: `main`, `HEAD`, a file's path, `working tree`.
        commit: The id of the commit in full; empty where it is none.
    """

    name: str
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """All that there is to tell of a change.

    Attributes:
        base: The side before.
        head: The side after.
        difference: How the models differ.
        consequences: What follows from that, what raises the risk first.
        findings: What it does to the findings.
        rule_changes: What it does to the rules, what loosens first.
        judged_by: Whose rules judged both: `base` or `head`.
        fail_on: The least severity of an introduced finding that fails.
        strict: Whether what became unknown fails as well; `findings.unknown` then has it.
        remarks: What else there is to know of the run, such as an environment that changes too.
        environments: Those of the remarks that tell of environments.
    """

    base: Revision
    head: Revision
    difference: Difference
    consequences: tuple[Consequence, ...]
    findings: FindingChanges
    rule_changes: tuple[RuleChange, ...]
    judged_by: str
    fail_on: Severity
    strict: bool = False
    remarks: tuple[str, ...] = ()
    environments: tuple[str, ...] = ()

    @property
    def failing(self) -> tuple[Finding, ...]:
        """What the change brings about that is as severe as `fail_on` or more."""
        found = self.findings
        brought = (*found.introduced, *(found.unknown if self.strict else ()))
        return tuple(each for each in brought if each.severity.at_least(self.fail_on))

    @property
    def changes_nothing(self) -> bool:
        """Whether neither the architecture, what is found, nor a rule changes.

        Of other environments than the one reviewed, only the architecture is known.
        """
        found = self.findings
        return not (
            self.difference.changes
            or self.environments
            or self.rule_changes
            or found.introduced
            or found.fixed
            or found.unsettled
            or found.waived
        )
