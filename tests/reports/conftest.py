"""Reports made by hand, so that these tests need no engine; and one by the engine, for goldens."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.reader import read_model
from archlint.architecture.values import Model
from archlint.edge.bundled import bundled
from archlint.finding import Evidence, Finding, Outcome, Severity, Subject, SubjectKind
from archlint.graph import ArchitectureGraph
from archlint.ruleset import check, read_rules
from archlint.ruleset.baseline import apply_baseline, baseline_text
from archlint.ruleset.baseline_reader import read_baseline
from archlint.ruleset.values import Report, Rule, RuleResult
from archlint.ruleset.waiving import apply_waivers
from archlint.source import Location

HERE = Location("m.yaml", 1, 1)
DATA = Path(__file__).with_name("data")
SNAPSHOTS = Path(__file__).with_name("snapshots")
UPDATE = "ARCHLINT_UPDATE_SNAPSHOTS"
# A name that a stranger chose for a file.
PATH = "models/<i>@team | `shop`:1%0A.yaml"


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


@pytest.fixture(scope="session")
def shop_reports() -> list[Report]:
    """Two environments of one model, judged; what they are called and own is hostile.

    There are findings of each outcome: violated, waived, waived until lately, baselined, unknown.
    """
    files = sorted(bundled().types.glob("*.yaml"))
    texts = [(file.name, file.read_text(encoding="utf-8")) for file in files]
    index = (bundled().types / "diagrams-index.tsv").read_text(encoding="utf-8")
    catalogue = read_catalogue(texts, index)
    listed = yaml.safe_load((DATA / "rules.yaml").read_text(encoding="utf-8"))
    sources = [("sample", f"rules/sample/{one['id']}.yaml", json.dumps(one)) for one in listed]
    rules = read_rules(sources, catalogue)
    text = (DATA / "shop.yaml").read_text(encoding="utf-8")

    def graph_of(said: str) -> ArchitectureGraph:
        return ArchitectureGraph(read_model(said, PATH, catalogue))

    staging = text.replace("encrypted: false", "encrypted: true")
    reports = [
        check(
            ArchitectureGraph(replace(read_model(said, PATH, catalogue), environment=name)),
            rules,
            environment=name,
        )
        for name, said in (("production", text), ("staging", staging))
    ]
    made = apply_waivers(reports, rules=rules, today=date(2026, 11, 22))
    # Judged as the model itself, for a waiver without an environment to be told as unused.
    [base] = apply_waivers([check(graph_of(text), rules)], rules=rules, today=date(2026, 11, 22))
    made = (replace(made[0], notices=base.notices), *made[1:])
    known = read_baseline(
        baseline_text({"shop": ["owned-by-a-team@web@staging", "owned-by-a-team@gone@staging"]}),
        "b.json",
    )
    return list(apply_baseline(made, known, models={PATH: "shop"}, rules=rules))


@pytest.fixture
def matches_snapshot() -> Callable[[str, str], None]:
    """Compares a text with the file of that name in `snapshots/`.

    A text that is meant to change: `ARCHLINT_UPDATE_SNAPSHOTS=1 pytest tests/reports` writes the
    files instead, and `git diff` shows what has become of them.
    """

    def compare(text: str, name: str) -> None:
        file = SNAPSHOTS / name
        if os.environ.get(UPDATE):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert text == file.read_text(encoding="utf-8"), f"to accept it, set {UPDATE}=1"

    return compare
