"""Lists of rules, and what their examples prove."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from archlint.finding import Outcome
from archlint.reports.frames import CodeFrames, Mark
from archlint.reports.style import PAINT_OF, Paint, Style
from archlint.ruleset.examples import ExampleResult
from archlint.ruleset.values import Rule
from archlint.source import Location
from archlint.text import escape_terminal, plural

# What a rule's file calls the outcomes that its examples expect.
_WORDS = {Outcome.SATISFIED: "pass", Outcome.VIOLATED: "fail", Outcome.UNKNOWN: "unknown"}
_NEEDED = (Outcome.SATISFIED, Outcome.VIOLATED)


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
            "help": rule.help or None,
        }
        for rule in rules
    ]
    yield json.dumps({"archlint": version, "rules": listed}, indent=1) + "\n"


class Failure(NamedTuple):
    """One thing that is wrong with a rule's examples."""

    rule: Rule
    message: str
    location: Location


def failures_of(rules: Sequence[Rule], results: Sequence[ExampleResult]) -> list[Failure]:
    """Return every example that does not do what it says, and every one that is lacking."""
    proven = {(result.rule.id, result.expected) for result in results}
    failures = [
        Failure(rule, f"it has no '{_WORDS[needed]}' example", rule.location)
        for rule in rules
        for needed in _NEEDED
        if (rule.id, needed) not in proven
    ]
    failures += [
        Failure(
            result.rule,
            f"'{_WORDS[result.expected]}' example {result.number}: {result.message}",
            result.location,
        )
        for result in results
        if not result.passed
    ]
    return sorted(failures, key=lambda failure: (failure.rule.id, failure.location))


def has_failures(rules: Sequence[Rule], results: Sequence[ExampleResult]) -> bool:
    """Tell whether an example is lacking or does not do what it says."""
    return bool(failures_of(rules, results))


def examples_as_text(
    rules: Sequence[Rule],
    results: Sequence[ExampleResult],
    texts: Mapping[str, str],
    *,
    style: Style,
    width: int,
) -> Iterator[str]:
    """Give what examples prove as pieces of text: what fails, then the counts.

    Args:
        rules: The rules.
        results: Whether each of their examples does what it says.
        texts: The texts that were read, by path.
        style: The colours.
        width: The columns of the screen.
    """
    frames = CodeFrames(texts, style, width)
    failures = failures_of(rules, results)
    for failure in failures:
        head = style.paint(f"error[{failure.rule.id}]", Paint.RED)
        yield f"{head}: {style.paint(escape_terminal(failure.message), Paint.STRONG)}\n"
        mark = Mark(failure.location, paint=Paint.RED)
        yield from (f"{line}\n" for line in frames.show([mark], title=True))
        yield "\n"
    yield f"{_counts(rules, results, failures, style)}\n"


def _counts(
    rules: Sequence[Rule],
    results: Sequence[ExampleResult],
    failures: Sequence[Failure],
    style: Style,
) -> str:
    expected = Counter(_WORDS[result.expected] for result in results)
    kinds = ", ".join(f"{expected[word]} {word}" for word in _WORDS.values())
    counts = f"{plural(len(rules), 'rule')}, {plural(len(results), 'example')} ({kinds})"
    if failures:
        verdict = style.paint(plural(len(failures), "failure"), Paint.RED)
    else:
        verdict = style.paint("all do what they say", Paint.GREEN)
    return f"{counts}: {verdict}"
