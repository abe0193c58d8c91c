"""What a rule written in Python says, and of what."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from archlint.architecture.values import Connection, DataAsset, Flow, Model, Node, Step
from archlint.finding import Evidence, Outcome, Subject, SubjectKind
from archlint.graph import Edge
from archlint.source import Location

# What can be judged. Two nodes are the ends of a path; a flow and a step are that step.
Judged: TypeAlias = (
    Node | Edge | Connection | tuple[Node, Node] | Flow | tuple[Flow, Step] | DataAsset | Model
)


class Verdict(NamedTuple):
    """What a rule says of one subject.

    Attributes:
        outcome: Satisfied, violated or unknown.
        subject: What is judged.
        message: What was found, as one sentence; empty when satisfied.
        evidence: The facts used; may be empty.
    """

    outcome: Outcome
    subject: Judged
    message: str = ""
    evidence: tuple[Evidence, ...] = ()


def subject_of(judged: object) -> Subject:
    """Return how findings name what is judged.

    Raises:
        TypeError: If it is nothing that can be judged.
    """
    return _told(judged)[0]


def location_of(judged: object) -> Location:
    """Return where the model states what is judged.

    Raises:
        TypeError: If it is nothing that can be judged.
    """
    return _told(judged)[1]


def _told(judged: object) -> tuple[Subject, Location]:
    match judged:
        case Node():
            return Subject(SubjectKind.NODE, judged.id), judged.location
        case Edge() | Connection():
            return Subject(SubjectKind.CONNECTION, judged.key), judged.location
        case (Node() as source, Node() as target):
            return Subject(SubjectKind.PATH, f"{source.id}->{target.id}"), source.location
        case Flow():
            return Subject(SubjectKind.FLOW, judged.id), judged.location
        case (Flow() as flow, Step() as step):
            name = f"{flow.id}:{step.source}->{step.target}"
            return Subject(SubjectKind.FLOW, name), step.location
        case DataAsset():
            return Subject(SubjectKind.DATA, judged.id), judged.location
        case Model():
            return Subject(SubjectKind.MODEL, "model"), Location(judged.path, 1, 1)
    raise TypeError(f"a verdict needs a subject, such as a node, found {judged!r:.80}")
