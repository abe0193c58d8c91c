"""What the examples of rules prove, as values and as text for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archlint.finding import Finding, Outcome
from archlint.reports.frames import CodeFrames, Mark
from archlint.reports.style import Paint, Style
from archlint.ruleset.examples import TODO, WORDS, ExampleResult
from archlint.ruleset.values import Rule
from archlint.source import Location
from archlint.text import escape_terminal, plural, quoted_list

KINDS = (*WORDS.values(), TODO)
_NEEDED = (Outcome.SATISFIED, Outcome.VIOLATED)
_MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that is wrong with a rule's examples.

    Attributes:
        rule: The rule.
        name: Which of its examples: `'fail' example 1`; where one is lacking, of which kind.
        message: What is wrong.
        location: Where to look.
        hint: What to do; may be empty.
        expected: What the example expects; empty where it does not matter.
        found: What the rule says of each subject instead.
    """

    rule: Rule
    name: str
    message: str
    location: Location
    hint: str
    expected: str = ""
    found: tuple[Finding, ...] = ()


def failures_of(rules: Sequence[Rule], results: Sequence[ExampleResult]) -> list[Failure]:
    """Return every example that does not do what it says, and every one that is lacking."""
    proven = {(result.rule.id, result.kind) for result in results}
    failures = [
        Failure(
            rule,
            f"'{WORDS[needed]}' example",
            f"it has no '{WORDS[needed]}' example",
            rule.location,
            f"add '{WORDS[needed]}: [{{nodes: {{...}}}}]' to its examples",
        )
        for rule in rules
        for needed in _NEEDED
        if (rule.id, WORDS[needed]) not in proven
    ]
    failures += [_failure(result) for result in results if not result.passed]
    return sorted(failures, key=lambda failure: (failure.rule.id, failure.location))


def _failure(result: ExampleResult) -> Failure:
    expected = f"{WORDS[result.expected]}: {result.expected}"
    if result.because:
        expected += f", because {quoted_list(result.because)}"
    name = name_of_example(result)
    return Failure(
        result.rule,
        name,
        f"{name}: {result.message}",
        result.location,
        result.hint,
        expected if result.found else "",
        result.found,
    )


def name_of_example(result: ExampleResult) -> str:
    """Return what to call an example: `'fail' example 2`."""
    return f"'{result.kind}' example {result.number}"


def examples_as_text(
    rules: Sequence[Rule],
    results: Sequence[ExampleResult],
    texts: Mapping[str, str],
    *,
    style: Style,
    width: int,
) -> Iterator[str]:
    """Give what examples prove as pieces of text: known gaps, what fails, then the counts.

    Args:
        rules: The rules.
        results: Whether each of their examples does what it says.
        texts: The texts that were read, by path.
        style: The colours.
        width: The columns of the screen.
    """
    yield from _gaps(results, style)
    frames = CodeFrames(texts, style, width)
    failures = failures_of(rules, results)
    for failure in failures:
        head = style.paint(f"error[{failure.rule.id}]", Paint.RED)
        yield f"{head}: {style.paint(escape_terminal(failure.message), Paint.STRONG)}\n"
        mark = Mark(failure.location, paint=Paint.RED)
        yield from (f"{line}\n" for line in frames.show([mark], title=True))
        yield from _difference(failure, style)
        if failure.hint:
            yield f"  {style.paint('next:', Paint.GREEN)} {escape_terminal(failure.hint)}\n"
        yield "\n"
    packs = sorted({rule.pack for rule in rules})
    if len(packs) > 1:
        for pack in packs:
            own = [rule for rule in rules if rule.pack == pack]
            counts = _counts(own, [result for result in results if result.rule.pack == pack])
            yield f"{escape_terminal(pack)}: {counts}\n"
    if failures:
        verdict = style.paint(plural(len(failures), "failure"), Paint.RED)
    else:
        verdict = style.paint("all do what they say", Paint.GREEN)
    yield f"{_counts(rules, results)}: {verdict}\n"


def _gaps(results: Sequence[ExampleResult], style: Style) -> Iterator[str]:
    gaps = [result for result in results if result.todo and result.passed]
    for result in gaps:
        head = style.paint(f"todo[{result.rule.id}]", Paint.YELLOW)
        said = f"example {result.number} is not {result.expected} yet: {result.todo}"
        yield f"{head}: {escape_terminal(said)}\n"
    if gaps:
        yield "\n"


def _difference(failure: Failure, style: Style) -> Iterator[str]:
    """Give what is expected and what is found, as a diff does."""
    if not failure.expected:
        return
    yield f"  {style.paint(f'- {escape_terminal(failure.expected)}', Paint.RED)}\n"
    for finding in failure.found[:_MOST_FOUND]:
        said = escape_terminal(f"{finding.outcome} {finding.id}: {finding.message}")
        yield f"  {style.paint(f'+ {said}', Paint.GREEN)}\n"
        for fact in finding.evidence:
            if fact.message != finding.message:
                yield f"  {style.paint(f'+     {escape_terminal(fact.message)}', Paint.GREEN)}\n"
    more = len(failure.found) - _MOST_FOUND
    if more > 0:
        yield f"  {style.paint(f'+ and {more} more', Paint.GREEN)}\n"


def _counts(rules: Sequence[Rule], results: Sequence[ExampleResult]) -> str:
    found = Counter(result.kind for result in results)
    kinds = ", ".join(f"{found[kind]} {kind}" for kind in KINDS if kind != TODO or found[kind])
    return f"{plural(len(rules), 'rule')}, {plural(len(results), 'example')} ({kinds})"
