"""The explanation of a finding, as text for people and as JSON for scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from archlint.finding import Finding, Outcome
from archlint.reports.frames import CodeFrames, Mark
from archlint.reports.hops import way
from archlint.reports.paragraphs import Paragraphs, controls_as_text, waiving_as_text
from archlint.reports.style import PAINT_OF, Paint, Style
from archlint.ruleset.explaining import Explanation
from archlint.ruleset.frameworks import Framework
from archlint.ruleset.steps import Step
from archlint.ruleset.waiving_advice import waiver_entry
from archlint.source import Location
from archlint.text import escape_terminal, plural

_PAINT = {
    Outcome.SATISFIED: Paint.GREEN,
    Outcome.UNKNOWN: Paint.MAGENTA,
    Outcome.WAIVED: Paint.CYAN,
    Outcome.BASELINED: Paint.CYAN,
}
_MOST_IDS = 10


def explanation_as_text(
    explanation: Explanation,
    texts: Mapping[str, str],
    frameworks: Mapping[str, Framework],
    *,
    style: Style,
    width: int,
) -> Iterator[str]:
    """Give an explanation as pieces of text.

    Args:
        explanation: The explanation.
        texts: The texts that were read, by path.
        frameworks: The frameworks that rules speak of, by id.
        style: The colours.
        width: The columns of the screen.
    """
    writer = Paragraphs(style, width)
    rule, finding = explanation.rule, explanation.finding
    paint = _PAINT.get(finding.outcome, PAINT_OF[rule.severity]) if finding else Paint.FAINT
    head = style.paint(f"{explanation.outcome}[{escape_terminal(explanation.id)}]", paint)
    said = finding.message if finding else _not_applicable(explanation)
    yield f"{head}: {style.paint(escape_terminal(said), Paint.STRONG)}\n"
    if finding is not None:
        yield from _facts(finding, texts, paint, style, width)
    yield "\n"
    yield from writer.labelled("rule", f"{rule.title} ({rule.id}, {rule.severity}, {rule.pack})")
    if explanation.remark:
        yield from writer.labelled("note", explanation.remark)
    yield from writer.labelled("why", rule.why)
    if finding is None:
        yield from _judged(explanation, writer)
    else:
        yield from _path(finding, writer)
        yield from _waiver(finding, writer)
        yield from _remedy(explanation, finding, writer)
    if rule.limits:
        yield from writer.labelled("limits", rule.limits)
    yield from controls_as_text(rule, frameworks, writer)
    if finding is not None and finding.outcome is Outcome.VIOLATED:
        yield from waiving_as_text(rule, finding.id, writer)
    if rule.help:
        yield from writer.labelled("page", rule.help)


def explanation_as_json(explanation: Explanation, *, version: str) -> Iterator[str]:
    """Give an explanation as one JSON object, in pieces."""
    rule, finding = explanation.rule, explanation.finding
    told: dict[str, Any] = {
        "archlint": version,
        "id": explanation.id,
        "outcome": explanation.outcome,
        "rule": {
            "id": rule.id,
            "severity": rule.severity,
            "title": rule.title,
            "why": rule.why,
            "fix": rule.fix,
            "limits": rule.limits,
            "pack": rule.pack,
            "controls": {name: list(ids) for name, ids in rule.controls.items()},
            "mandatory": rule.mandatory,
            "help": rule.help or None,
        },
        "remark": explanation.remark,
        "message": None,
        "location": None,
        "evidence": [],
        "path": [],
        "remedy": None,
        "waiver": None,
        "judged": list(explanation.judged),
    }
    if finding is not None:
        told |= {
            "message": finding.message,
            "location": _place(finding.location),
            "evidence": [
                {"message": fact.message, "location": _place(fact.location)}
                for fact in finding.evidence
            ],
            "path": list(way(finding)),
            "remedy": None if explanation.remedy is None else _step(explanation.remedy),
        }
        if finding.outcome is Outcome.VIOLATED:
            told["waiver"] = waiver_entry(rule, finding.id) or None
    yield json.dumps(told, indent=1, ensure_ascii=True) + "\n"


def _facts(
    finding: Finding, texts: Mapping[str, str], paint: Paint, style: Style, width: int
) -> Iterator[str]:
    marks = [Mark(fact.location, fact.message) for fact in finding.evidence]
    if not marks:
        marks = [Mark(finding.location, "")]
    marks[0] = marks[0]._replace(paint=paint)
    yield from (f"{line}\n" for line in CodeFrames(texts, style, width).show(marks, title=True))


def _not_applicable(explanation: Explanation) -> str:
    return f"the rule '{explanation.rule.id}' does not apply to it"


def _judged(explanation: Explanation, writer: Paragraphs) -> Iterator[str]:
    judged = explanation.judged
    if not judged:
        yield from writer.labelled("judged", "the model has nothing that the rule applies to")
        return
    yield from writer.heading("what the rule judges in this model:")
    for name in judged[:_MOST_IDS]:
        yield from writer.item(name)
    if len(judged) > _MOST_IDS:
        yield from writer.item(f"and {plural(len(judged) - _MOST_IDS, 'other')}")


def _path(finding: Finding, writer: Paragraphs) -> Iterator[str]:
    nodes = way(finding)
    if nodes:
        yield from writer.labelled("path", " -> ".join(nodes))


def _waiver(finding: Finding, writer: Paragraphs) -> Iterator[str]:
    waiver = finding.waiver
    if waiver is None:
        if finding.outcome is Outcome.BASELINED:
            yield from writer.labelled("baselined", "the baseline holds it")
        return
    until = f" until {waiver.expires}" if waiver.expires else ""
    by = f", approved by {waiver.approved_by}" if waiver.approved_by else ""
    label = "waived" if finding.outcome is Outcome.WAIVED else "was waived"
    text = f"{until}: {waiver.reason}{by} ({waiver.location})".removeprefix(": ").strip()
    yield from writer.labelled(label, text)


def _remedy(explanation: Explanation, finding: Finding, writer: Paragraphs) -> Iterator[str]:
    if finding.outcome is Outcome.SATISFIED:
        return
    if explanation.remedy is not None:
        yield from _steps(explanation.remedy, writer)
    yield from writer.labelled("fix", explanation.rule.fix)


def _steps(remedy: Step, writer: Paragraphs) -> Iterator[str]:
    if not remedy.parts:
        yield from writer.heading("what would satisfy it:")
        yield from _item(remedy, writer, 0)
        return
    which = "one of these" if remedy.one_of else "all of these together"
    yield from writer.heading(f"what would satisfy it, {which}:")
    for step in remedy.parts:
        yield from _item(step, writer, 0)


def _item(step: Step, writer: Paragraphs, depth: int) -> Iterator[str]:
    if step.parts:
        yield from writer.item("one of these:" if step.one_of else "all of these together:", depth)
        for part in step.parts:
            yield from _item(part, writer, depth + 1)
        return
    place = f" ({step.location})" if step.location else ""
    yield from writer.item(f"{step.text}{place}", depth)
    if step.note:
        yield from writer.item(step.note, depth + 1, bullet="=")


def _step(step: Step) -> dict[str, Any]:
    if step.parts:
        return {"one_of" if step.one_of else "all_of": [_step(part) for part in step.parts]}
    return {
        "step": step.text,
        "location": None if step.location is None else _place(step.location),
        "note": step.note,
    }


def _place(location: Location) -> dict[str, Any]:
    return {"path": location.path, "line": location.line, "column": location.column}
