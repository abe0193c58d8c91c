"""A report made by hand, so that these tests need no engine."""

from collections.abc import Callable

import pytest

from archlint.architecture.values import Model
from archlint.finding import Evidence, Finding, Outcome, Severity, Subject, SubjectKind
from archlint.ruleset.values import Report, Rule, RuleResult
from archlint.source import Location

HERE = Location("m.yaml", 1, 1)


def a_rule(name: str, severity: Severity = Severity.ERROR, **more: object) -> Rule:
    fields: dict[str, object] = {
        "id": name,
        "pack": "sample",
        "title": f"The title of {name}",
        "severity": severity,
        "why": f"Why {name}.",
        "fix": f"Fix {name}.",
        "limits": "",
        "tags": (),
        "sources": (),
        "location": HERE,
    }
    return Rule(**(fields | more))  # type: ignore[arg-type]


def a_finding(rule: Rule, subject: str, outcome: Outcome = Outcome.VIOLATED) -> Finding:
    return Finding(
        rule=rule.id,
        subject=Subject(SubjectKind.NODE, subject),
        outcome=outcome,
        severity=rule.severity,
        message=f"'{subject}' is off",
        location=HERE,
        evidence=(Evidence("because of this", Location("m.yaml", 2, 4)),),
    )


@pytest.fixture
def rule() -> Callable[..., Rule]:
    return a_rule


@pytest.fixture
def finding() -> Callable[..., Finding]:
    return a_finding


@pytest.fixture
def report() -> Callable[..., Report]:
    """Makes a report of findings; the satisfied are made up, one for each rule."""

    def make(rules: list[Rule], findings: list[Finding]) -> Report:
        violated = [found for found in findings if found.outcome is Outcome.VIOLATED]
        unknown = [found for found in findings if found.outcome is Outcome.UNKNOWN]
        return Report(
            model=Model("m.yaml", "M", "", {}, (), {}, {}),
            findings=tuple(violated),
            results=tuple(
                RuleResult(
                    rule,
                    satisfied=1,
                    violated=sum(found.rule == rule.id for found in violated),
                    unknown=sum(found.rule == rule.id for found in unknown),
                )
                for rule in rules
            ),
            unknown=lambda: iter(unknown),
        )

    return make
