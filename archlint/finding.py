"""What a check finds: outcomes, findings and their evidence, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from archlint.source import Location


class Severity(StrEnum):
    """How much a violation matters, strongest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    def at_least(self, threshold: Severity) -> bool:
        """Tell whether this severity is as strong as the threshold or stronger."""
        order = list(Severity)
        return order.index(self) <= order.index(threshold)


class Outcome(StrEnum):
    """What a rule says of a subject.

    `WAIVED` and `BASELINED` are violations that the model, or a baseline, has accepted.
    """

    SATISFIED = "satisfied"
    VIOLATED = "violated"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    BASELINED = "baselined"


class SubjectKind(StrEnum):
    """What a finding is about."""

    NODE = "node"
    CONNECTION = "connection"
    PATH = "path"
    FLOW = "flow"
    DATA = "data"
    MODEL = "model"


class Subject(NamedTuple):
    """What a finding is about.

    `id` speaks and does not depend on line numbers: a node's id, `users->alb` for a connection
    (`users->alb#name` where parallel ones need a name) and for a path, a flow's id and `flow:a->b`
    for one of its steps, a data asset's id, `model` for the model.
    """

    kind: SubjectKind
    id: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact that a judgement rests on, and where the model states it."""

    message: str
    location: Location


@dataclass(frozen=True, slots=True)
class Waiver:
    """The decision to live with findings, as the model states it.

    Attributes:
        finding: The id of the finding; one with `*` or `?` is a glob over whole ids.
        reason: Why it is accepted.
        expires: The last day on which it holds; `None` where it has no end.
        approved_by: Who accepted it; may be empty.
        location: Where the model states it.
    """

    finding: str
    reason: str
    expires: date | None
    approved_by: str
    location: Location


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know about a check itself, such as a waiver that matches nothing.

    Attributes:
        id: What sort of notice it is, a word for scripts: `unused-waiver`.
        severity: How much it matters.
        message: What it says, as one sentence.
        location: Where it points.
        hint: What to do about it.
    """

    id: str
    severity: Severity
    message: str
    location: Location
    hint: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's judgement of one subject.

    Attributes:
        rule: The rule's id.
        subject: What is judged.
        outcome: What the rule says; satisfied subjects are told only where they are asked for.
        severity: The rule's severity.
        message: What was found, as one sentence.
        location: The line that the finding is shown at.
        evidence: The facts used, in the order in which they explain the judgement.
        environment: The environment that was judged, where several are judged at once; else empty.
        waiver: The waiver that accepts it, if one does; or the one that did until it expired.
    """

    rule: str
    subject: Subject
    outcome: Outcome
    severity: Severity
    message: str
    location: Location
    evidence: tuple[Evidence, ...]
    environment: str = ""
    waiver: Waiver | None = None

    @property
    def id(self) -> str:
        """The stable name that baselines, waivers and reviews match exactly."""
        suffix = f"@{self.environment}" if self.environment else ""
        return f"{self.rule}@{self.subject.id}{suffix}"
