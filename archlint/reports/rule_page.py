"""The page of a rule, as text for the terminal and as JSON for scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from archlint.finding import Outcome
from archlint.reports.paragraphs import Paragraphs, controls_as_text, waiving_as_text
from archlint.reports.rules import parameters_as_data
from archlint.reports.style import PAINT_OF, Paint, Style
from archlint.ruleset.describing import Description, ShownExample
from archlint.ruleset.frameworks import Framework
from archlint.ruleset.parameters import value_text
from archlint.ruleset.values import Parameter
from archlint.text import escape_line, escape_terminal

_SAYS = {
    Outcome.VIOLATED: "fails, for example:",
    Outcome.SATISFIED: "passes, for example:",
    Outcome.UNKNOWN: "is unknown, for example:",
}


def rule_page_as_text(
    description: Description,
    frameworks: Mapping[str, Framework],
    *,
    remark: str,
    style: Style,
    width: int,
) -> Iterator[str]:
    """Give the page of a rule as pieces of text, with the first example of each outcome.

    Args:
        description: The rule.
        frameworks: The frameworks that rules speak of, by id.
        remark: What else to know of the rule in this project; may be empty.
        style: The colours.
        width: The columns of the screen.
    """
    rule, writer = description.rule, Paragraphs(style, width)
    head = style.paint(f"{rule.severity}[{rule.id}]", PAINT_OF[rule.severity])
    yield f"{head}: {style.paint(escape_terminal(rule.title), Paint.STRONG)}\n\n"
    yield from _requirement(description, writer)
    if remark:
        yield from writer.labelled("note", remark)
    yield from writer.labelled("why", rule.why)
    yield from writer.labelled("fix", rule.fix)
    if rule.limits:
        yield from writer.labelled("limits", rule.limits)
    for outcome in _SAYS:
        example = description.first(outcome)
        if example is not None:
            yield "\n"
            yield from _example(example, writer)
    yield "\n"
    yield from writer.labelled("pack", rule.pack)
    if rule.tags:
        yield from writer.labelled("tags", ", ".join(rule.tags))
    if rule.aliases:
        yield from writer.labelled("formerly", ", ".join(rule.aliases))
    for parameter in rule.parameters:
        yield from writer.labelled("parameter", parameter_words(parameter))
    yield from controls_as_text(rule, frameworks, writer)
    if rule.sources:
        yield from writer.heading("sources:")
        for source in rule.sources:
            yield from writer.item(source)
    yield from waiving_as_text(rule, description.sample_id, writer)
    yield from writer.labelled("file", description.file)
    if rule.help:
        yield from writer.labelled("page", rule.help)


def rule_page_as_json(description: Description, *, remark: str, version: str) -> Iterator[str]:
    """Give the page of a rule as one JSON object."""
    rule = description.rule
    told = {
        "archlint": version,
        "rule": {
            "id": rule.id,
            "severity": rule.severity,
            "title": rule.title,
            "requirement": [{"depth": d, "text": text} for d, text in description.requirement],
            "declared": description.declared,
            "why": rule.why,
            "fix": rule.fix,
            "limits": rule.limits,
            "pack": rule.pack,
            "tags": list(rule.tags),
            "controls": {name: list(ids) for name, ids in rule.controls.items()},
            "sources": list(rule.sources),
            "aliases": list(rule.aliases),
            "mandatory": rule.mandatory,
            "parameters": parameters_as_data(rule),
            "help": rule.help or None,
            "file": description.file,
        },
        "remark": remark,
        "examples": [
            {
                "expected": example.expected,
                "model": example.yaml,
                "told": [finding.message for finding in example.told],
                "todo": example.todo,
            }
            for example in description.examples
        ],
    }
    yield json.dumps(told, indent=1, ensure_ascii=True) + "\n"


def parameter_words(parameter: Parameter) -> str:
    """Say what a parameter is, what it means and what it is here."""
    kind = ", ".join(filter(None, (parameter.type, parameter.unit)))
    said = f"{parameter.name} ({kind}): {parameter.description}"
    default = value_text(parameter.default)
    if parameter.value == parameter.default:
        return f"{said} Default: {default}."
    return f"{said} Set to {value_text(parameter.value)} (default: {default})."


def _requirement(description: Description, writer: Paragraphs) -> Iterator[str]:
    for depth, text in description.requirement:
        if depth:
            yield from writer.item(text, depth - 1)
        else:
            yield from writer.paragraph(text)
    yield "\n"


def _example(example: ShownExample, writer: Paragraphs) -> Iterator[str]:
    yield from writer.heading(_SAYS[example.expected])
    yield from writer.block(example.yaml)
    if example.expected is not Outcome.SATISFIED:
        for finding in example.told[:1]:
            said = f"{finding.id}: {finding.message}"
            yield from (f"    {escape_line(line)}\n" for line in writer.wrapped(f"= {said}", 2, 4))
