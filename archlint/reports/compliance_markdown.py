"""A compliance report as Markdown that an auditor can read: a table, then a section a control."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archlint.finding import Finding, Outcome
from archlint.reports.compliance_words import (
    CAVEATS,
    Judged,
    counts_words,
    facts_of,
    limited_rules,
    mapping_words,
    remarks,
    title_words,
    waiver_words,
)
from archlint.ruleset.compliance import (
    MEANING,
    ControlResult,
    FrameworkResult,
    RuleEvidence,
    State,
)
from archlint.ruleset.frameworks import THIRD_PARTY
from archlint.text import code_markdown, comment_markdown, linked_markdown

_SHOWN = 5  # findings of one outcome that are not folded away
_NOT_IN_ANCHORS = re.compile(r"[^a-z0-9]+")


def compliance_as_markdown(results: Sequence[FrameworkResult], judged: Judged) -> Iterator[str]:
    """Give a report as pieces of Markdown.

    Args:
        results: The frameworks, with the state of each control.
        judged: What was judged.
    """
    yield f"# Compliance of {comment_markdown(judged.name)}\n\n"
    yield f"- Model: {_code(judged.model)}\n"
    yield f"- Environment: {_code(judged.environment) or 'none, the model as it stands'}\n"
    yield f"- Judged by: {comment_markdown(f'archlint {judged.version}')}\n\n"
    for result in results:
        yield from _framework(result)
    yield from _open_ends(results)


def _framework(result: FrameworkResult) -> Iterator[str]:
    framework = result.framework
    yield f"## {comment_markdown(f'{framework.title} {framework.version}')}\n\n"
    loud = framework.mapping == THIRD_PARTY
    said = f"**{mapping_words(framework)}.** " if loud else ""
    if framework.remark:
        yield f"> {said}{linked_markdown(framework.remark, comment=True)}\n\n"
    yield f"- Publisher: {comment_markdown(framework.publisher)}\n"
    yield f"- Source: {linked_markdown(framework.source, comment=True)}\n"
    yield f"- Mapping: {framework.mapping}\n\n"
    yield f"**{counts_words(result)}**\n\n"
    yield "| State | Control | Title | Rules |\n|---|---|---|---|\n"
    for control in result.controls:
        yield _row(control, framework.id)
    yield "\n"
    yield from _legend(result)
    for control in result.controls:
        yield from _control(control, framework.id)


def _row(result: ControlResult, framework: str) -> str:
    rules = ", ".join(_code(evidence.rule.id) for evidence in result.rules) or "none"
    link = f"[{comment_markdown(result.control.id)}](#{_anchor(framework, result)})"
    cells = [f"**{result.state.words}**", link, comment_markdown(title_words(result)), rules]
    return f"| {' | '.join(cells)} |\n"


def _legend(result: FrameworkResult) -> Iterator[str]:
    for state in State:
        if result.counts[state]:
            yield f"- *{state.words}*: {MEANING[state]}\n"
    yield "\n"


def _control(result: ControlResult, framework: str) -> Iterator[str]:
    title = title_words(result)
    head = comment_markdown(f"{result.control.id}: {title}" if title else result.control.id)
    yield f'<a id="{_anchor(framework, result)}"></a>\n\n### {head}\n\n'
    yield f"State: **{result.state.words}**\n\n"
    if result.control.source:
        yield f"Source: {linked_markdown(result.control.source, comment=True)}\n\n"
    for remark in remarks(result):
        yield f"{comment_markdown(remark)}\n\n"
    for evidence in result.rules:
        if evidence.findings:
            yield from _rule(evidence)


def _rule(evidence: RuleEvidence) -> Iterator[str]:
    counts = ", ".join(f"{count} {outcome}" for outcome, count in evidence.counts.items())
    title = comment_markdown(evidence.rule.title)
    yield f"**{_code(evidence.rule.id)}**, {title}: {counts}\n\n"
    for outcome, count in evidence.counts.items():
        items = [_finding(found) for found in evidence.findings if found.outcome is outcome]
        folded = outcome is Outcome.SATISFIED or count > _SHOWN
        if folded:
            yield f"<details><summary>{count} {outcome}</summary>\n\n"
        yield from items
        yield "\n</details>\n\n" if folded else "\n"


def _finding(finding: Finding) -> str:
    lines = [f"- **{finding.outcome}** {_code(finding.subject.id)}\n"]
    waiver = waiver_words(finding)
    if waiver:
        lines.append(f"  - {comment_markdown(waiver)}\n")
    lines += [
        f"  - {comment_markdown(fact.message)} ({_code(str(fact.location))})\n"
        for fact in facts_of(finding)
    ]
    return "".join(lines)


def _open_ends(results: Sequence[FrameworkResult]) -> Iterator[str]:
    yield "## What this does not show\n\n"
    for caveat in CAVEATS:
        yield f"- {comment_markdown(caveat)}\n"
    rules = limited_rules(results)
    if rules:
        yield "\n| Rule | What it cannot see |\n|---|---|\n"
    for rule in rules:
        yield f"| {_code(rule.id)} | {comment_markdown(rule.limits)} |\n"


def _anchor(framework: str, result: ControlResult) -> str:
    name = f"{framework}-{result.control.id}".lower()
    return _NOT_IN_ANCHORS.sub("-", name).strip("-")


def _code(text: str) -> str:
    """Write an id or a place as code, unless it could notify someone."""
    return ("" if "@" in text else code_markdown(text)) or comment_markdown(text)
