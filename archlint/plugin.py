"""Write rules in Python: what rules import, the built-in ones and everybody's alike.

    from archlint.plugin import rule, satisfied, violated

    @rule(id="named-nodes", title="Nodes have names", severity="note", why="...", fix="...",
          passes=["nodes: {a: {type: internet, name: A}}"], fails=["nodes: {a: {type: internet}}"])
    def named_nodes(graph):
        for node in graph.nodes.values():
            if node.text("name"):
                yield satisfied(node)
            else:
                yield violated(node, f"'{node.id}' has no name")

The reference is docs/python-rules.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from inspect import isgeneratorfunction
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias

from archlint.architecture.ids import is_id
from archlint.architecture.values import (
    Connection,
    DataAsset,
    Flow,
    Model,
    Node,
    OpenType,
    Step,
)
from archlint.finding import Evidence, Outcome, Severity
from archlint.graph import ArchitectureGraph, Edge, EdgeKind
from archlint.ruleset.values import ExampleText, PythonRule
from archlint.ruleset.verdicts import Judged, Verdict, location_of
from archlint.source import Location
from archlint.text import quote, suggestion

__all__ = [
    "ArchitectureGraph",
    "Connection",
    "DataAsset",
    "Edge",
    "EdgeKind",
    "Evidence",
    "Flow",
    "Model",
    "Node",
    "OpenType",
    "Step",
    "Verdict",
    "fact",
    "rule",
    "satisfied",
    "unknown",
    "violated",
]

_Function: TypeAlias = Callable[[ArchitectureGraph], Iterator[Verdict]]


class _Stated(Protocol):
    """Whatever knows where the model states it: a value, a placement, a node, a connection."""

    @property
    def location(self) -> Location: ...


def satisfied(subject: Judged) -> Verdict:
    """Say that what the rule asks holds of a subject."""
    return Verdict(Outcome.SATISFIED, subject)


def violated(subject: Judged, message: str, *evidence: Evidence) -> Verdict:
    """Say that what the rule asks does not hold of a subject.

    Args:
        subject: A node, a connection, an edge, a pair of nodes (the ends of a path), a flow, a pair
            of a flow and one of its steps, a data asset, or the model.
        message: What was found, as one sentence without a final full stop.
        evidence: The facts that it rests on, in the order that explains it (see `fact`).
    """
    return Verdict(Outcome.VIOLATED, subject, message, evidence)


def unknown(subject: Judged, message: str, *evidence: Evidence) -> Verdict:
    """Say that the model does not state enough to judge a subject.

    Args:
        subject: As for `violated`.
        message: What is not stated, as one sentence without a final full stop.
        evidence: The facts that leave it open.
    """
    return Verdict(Outcome.UNKNOWN, subject, message, evidence)


def fact(message: str, at: _Stated | Judged) -> Evidence:
    """Make a fact that a verdict rests on.

    Args:
        message: The fact.
        at: What states it: a value (`node.stated["multi_az"]`), a placement, or anything that can
            be a subject. Where that stands in the model's files is found out here.
    """
    stated: Any = at
    location = getattr(stated, "location", None)
    return Evidence(message, location if isinstance(location, Location) else location_of(at))


def rule(
    *,
    id: str,  # noqa: A002 - it is called so in YAML rules, findings and documents
    title: str,
    severity: str,
    why: str,
    fix: str,
    limits: str = "",
    tags: Sequence[str] = (),
    sources: Sequence[str] = (),
    controls: Mapping[str, Sequence[str]] | None = None,
    mandatory: bool = False,
    aliases: Sequence[str] = (),
    help: str = "",  # noqa: A002 - it is called so in YAML rules
    passes: Sequence[str] = (),
    fails: Sequence[str] = (),
    unknown: Sequence[str] = (),
) -> Callable[[_Function], PythonRule]:
    """Make a rule of a generator function that gives a verdict on each subject.

    The function takes the graph of a model and gives at most one verdict a subject, in any order.
    It is run once for each model, and once more when unknowns are listed.

    Args:
        id: Its name everywhere: findings, documents, the command line.
        title: What must hold, in a few words.
        severity: `error`, `warning` or `note`.
        why: Why it matters.
        fix: What to do about a violation.
        limits: What it cannot see.
        tags: Words to select it by.
        sources: Where the requirement comes from.
        controls: The controls that it is evidence for, by framework.
        mandatory: Whether its findings can neither be waived nor put into a baseline.
        aliases: The ids that it had before.
        help: The address of its page.
        passes: Models, as YAML without a head, in which it finds nothing violated or unknown.
        fails: Models in which it finds something violated.
        unknown: Models in which it finds something unknown, and nothing violated.

    Raises:
        ValueError: If something of this is missing or cannot be.
    """
    expected = {Outcome.SATISFIED: passes, Outcome.VIOLATED: fails, Outcome.UNKNOWN: unknown}
    texts = {"title": title, "why": why, "fix": fix, "limits": limits, "help": help}
    lists = {
        "tags": tags,
        "sources": sources,
        "aliases": aliases,
        **{f"controls {framework}": ids for framework, ids in (controls or {}).items()},
        "passes": passes,
        "fails": fails,
        "unknown": unknown,
    }
    wrong = [
        *_wrong_words(id, severity),
        *_wrong_texts(texts, needed=("title", "why", "fix")),
        *(f"'{name}' must be a list of texts" for name, v in lists.items() if not _is_list(v)),
    ]

    def decorate(function: _Function) -> PythonRule:
        if not isgeneratorfunction(function):
            wrong.append("it must decorate a generator function: def name(graph): ... yield ...")
        if wrong:
            raise ValueError(f"the rule {quote(str(id))}: {'; '.join(wrong)}")
        location = Location(function.__code__.co_filename, function.__code__.co_firstlineno, 1)
        return PythonRule(
            id=id,
            pack=function.__module__,
            title=_prose(title),
            severity=Severity(severity),
            why=_prose(why),
            fix=_prose(fix),
            limits=_prose(limits),
            tags=tuple(tags),
            sources=tuple(sources),
            controls=MappingProxyType(
                {name: tuple(ids) for name, ids in sorted((controls or {}).items())}
            ),
            mandatory=mandatory,
            aliases=tuple(aliases),
            help=help,
            location=location,
            function=function,
            examples=tuple(
                ExampleText(outcome, text, location)
                for outcome, models in expected.items()
                for text in models
            ),
        )

    return decorate


def _prose(text: str) -> str:
    return " ".join(text.split())


def _wrong_words(rule_id: object, severity: object) -> Iterator[str]:
    if not (isinstance(rule_id, str) and is_id(rule_id)):
        yield (
            "'id' must have small letters, digits, '-' and '_', begin with a letter and end with a "
            "letter or digit"
        )
    words = [level.value for level in Severity]
    if severity not in words:
        guess = suggestion(str(severity), words)
        yield f"'severity' must be one of {', '.join(words)}" + (f" ({guess})" if guess else "")


def _wrong_texts(texts: Mapping[str, object], *, needed: Sequence[str]) -> Iterator[str]:
    for name, value in texts.items():
        if not isinstance(value, str):
            yield f"'{name}' must be a text"
        elif name in needed and not value.strip():
            yield f"'{name}' is empty"


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and all(
        isinstance(item, str) and not isinstance(value, str) for item in value
    )
