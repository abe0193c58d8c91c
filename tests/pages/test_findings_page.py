"""The page of findings, made of reports that are put together by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.reader import read_model
from archlint.finding import Evidence, Finding, Outcome, Severity, Subject, SubjectKind
from archlint.graph import ArchitectureGraph
from archlint.pages import write_pages
from archlint.ruleset import Report, Rule, RuleResult
from archlint.source import Location

MODEL = """
archlint: 1
name: System
nodes:
  a: {type: generic.service, name: App}
  b: {type: generic.service}
connections: [a -> b]
"""
PATH = "model/architecture.yaml"
NODE_A = Subject(SubjectKind.NODE, "a")
Write = Callable[..., str]


def rule(name: str, severity: Severity = Severity.ERROR) -> Rule:
    at = Location(f"archlint:rules/test/{name}.yaml", 1, 1)
    return Rule(
        id=name,
        pack="test",
        title=f"Title of {name}",
        severity=severity,
        why=f"Why {name} matters.",
        fix=f"How to mend {name}.",
        limits=f"What {name} cannot see.",
        tags=(),
        sources=("A page (https://a.example/b_c)",),
        location=at,
    )


def finding(
    of: Rule, subject: Subject = NODE_A, outcome: Outcome = Outcome.VIOLATED, line: int = 3
) -> Finding:
    return Finding(
        rule=of.id,
        subject=subject,
        outcome=outcome,
        severity=of.severity,
        message="told in the message",
        location=Location(PATH, line, 5),
        evidence=(
            Evidence("told in the message", Location(PATH, line, 5)),
            Evidence("told only here", Location("model/other.yaml", line + 1, 7)),
        ),
    )


@pytest.fixture
def write(catalogue: Catalogue, templates: Mapping[str, str]) -> Write:
    def page(
        results: list[RuleResult],
        violated: list[Finding],
        unknown: list[Finding],
        *,
        file: str = "findings.md",
    ) -> str:
        model = read_model(MODEL, PATH, catalogue)
        report = Report(model, tuple(violated), tuple(results), lambda: iter(unknown))
        pages = write_pages(report, ArchitectureGraph(model), templates, picture="architecture")
        return pages[file]

    return page


def test_a_violation_is_told_with_why_evidence_and_fix(write: Write) -> None:
    broken = rule("broken")
    page = write([RuleResult(broken, 1, 1, 0)], [finding(broken)], [])
    for told in (
        "### Title of broken\n\n`broken` · error\n\nWhy broken matters.",
        "- `broken@a` ([App](components.md#node-a)): told in the message; stated in `model/arch",
        "`model/architecture.yaml`, `model/other.yaml`\n    - told only here\n",
        "Fix: How to mend broken.",
        "Limits of the rule: What broken cannot see.",
        "- A page (<https://a.example/b_c>)",
        "| 1 (1 error) | 0 | 1 | 0 |",
        "| Title of broken (`broken`) | error | 1 | 0 | 1 |",
    ):
        assert told in page.replace("\\)", ")")


def test_lines_of_the_model_are_left_out_so_that_the_page_stays_current(write: Write) -> None:
    broken = rule("broken")
    pages = {
        write([RuleResult(broken, 0, 1, 0)], [finding(broken, line=line)], []) for line in (3, 99)
    }
    assert len(pages) == 1


def test_the_most_severe_rules_come_first(write: Write) -> None:
    rules = [
        rule("a-note", Severity.NOTE),
        rule("b-error", Severity.ERROR),
        rule("c-warning", Severity.WARNING),
    ]
    page = write([RuleResult(r, 0, 1, 0) for r in rules], [finding(r) for r in rules], [])
    assert re.findall(r"^### Title of (.+)$", page, re.MULTILINE) == [
        "b-error",
        "c-warning",
        "a-note",
    ]
    assert "| 3 (1 error, 1 warning, 1 note) | 0 | 0 | 0 |" in page


def test_unknown_subjects_are_a_table(write: Write) -> None:
    silent = rule("silent")
    connection = Subject(SubjectKind.CONNECTION, "a->b")
    subjects = [connection, NODE_A, Subject(SubjectKind.MODEL, "model")]
    unknown = [finding(silent, subject, Outcome.UNKNOWN) for subject in subjects]
    page = write([RuleResult(silent, 0, 0, 3)], [], unknown)
    assert "| Title of silent (`silent`) | [App](components.md#node-a) | told in" in page
    assert "| Title of silent (`silent`) | `a->b` | told in" in page
    assert "| Title of silent (`silent`) | `model` | told in" in page
    assert "No rule is violated." in page


def test_rules_without_a_subject_are_named(write: Write) -> None:
    page = write([RuleResult(rule("idle"), 0, 0, 0)], [], [])
    assert "## Rules without a subject" in page
    assert "- Title of idle (`idle`)" in page
    assert "| 0 | 0 | 0 | 1 |" in page


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((1, 0, 0), "No rule is violated."),
        ((0, 1, 0), "The model violates rules:"),
        ((0, 0, 0), "No rule has judged anything."),
    ],
)
def test_the_overview_says_in_a_sentence_how_the_model_stands(
    write: Write, counts: tuple[int, int, int], told: str
) -> None:
    only = rule("only")
    found = [finding(only)] * counts[1]
    assert told in write([RuleResult(only, *counts)], found, [], file="index.md")
