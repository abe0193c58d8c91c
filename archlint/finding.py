"""What a check finds: outcomes, findings and their evidence, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
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
    """What a rule says of a subject."""

    SATISFIED = "satisfied"
    VIOLATED = "violated"
    UNKNOWN = "unknown"


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
class Finding:
    """One rule's judgement of one subject.

    Attributes:
        rule: The rule's id.
        subject: What is judged.
        outcome: `VIOLATED` or `UNKNOWN`; satisfied subjects are counted, not listed.
        severity: The rule's severity.
        message: What was found, as one sentence.
        location: The line that the finding is shown at.
        evidence: The facts used, in the order in which they explain the judgement.
        environment: The environment that was judged, where several are judged at once; else empty.
    """

    rule: str
    subject: Subject
    outcome: Outcome
    severity: Severity
    message: str
    location: Location
    evidence: tuple[Evidence, ...]
    environment: str = ""

    @property
    def id(self) -> str:
        """The stable name that baselines, waivers and reviews match exactly."""
        suffix = f"@{self.environment}" if self.environment else ""
        return f"{self.rule}@{self.subject.id}{suffix}"
