"""Lists of rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from archlint.reports.style import PAINT_OF, Style
from archlint.ruleset.values import Rule
from archlint.text import escape_terminal


def rules_as_text(rules: Sequence[Rule], style: Style) -> Iterator[str]:
    """Give a line for each rule: id, severity, pack and title, in columns."""
    widths = [
        max(len(cell) for cell in column)
        for column in zip(*((rule.id, rule.severity, rule.pack) for rule in rules), strict=True)
    ]
    for rule in rules:
        severity = style.paint(f"{rule.severity:<{widths[1]}}", PAINT_OF[rule.severity])
        pack = f"{escape_terminal(rule.pack):<{widths[2]}}"
        yield f"{rule.id:<{widths[0]}}  {severity}  {pack}  {escape_terminal(rule.title)}\n"


def rules_as_json(rules: Sequence[Rule], *, version: str) -> Iterator[str]:
    """Give one JSON object with every rule, as pieces of text."""
    import json

    listed = [
        {
            "id": rule.id,
            "severity": rule.severity,
            "title": rule.title,
            "pack": rule.pack,
            "why": rule.why,
            "fix": rule.fix,
            "limits": rule.limits,
            "tags": list(rule.tags),
            "sources": list(rule.sources),
            "controls": {name: list(ids) for name, ids in sorted(rule.controls.items())},
            "mandatory": rule.mandatory,
            "aliases": list(rule.aliases),
            "parameters": parameters_as_data(rule),
            "help": rule.help or None,
        }
        for rule in rules
    ]
    yield json.dumps({"archlint": version, "rules": listed}, indent=1) + "\n"


def parameters_as_data(rule: Rule) -> list[dict[str, Any]]:
    """Return the parameters of a rule, for JSON."""
    return [
        {
            "name": parameter.name,
            "type": parameter.type,
            "description": parameter.description,
            "unit": parameter.unit or None,
            "default": parameter.default,
            "value": parameter.value,
        }
        for parameter in rule.parameters
    ]
