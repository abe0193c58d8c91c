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
from archlint.finding import (
    Evidence,
    Finding,
    Notice,
    Outcome,
    Severity,
    Subject,
    SubjectKind,
    Waiver,
)
from archlint.graph import ArchitectureGraph
from archlint.review.values import (
    Ambiguity,
    Change,
    ChangeKind,
    Consequence,
    Difference,
    Fact,
    FieldChange,
    FindingChanges,
    Hop,
    PartKind,
    Review,
    Revision,
    Risk,
    RuleChange,
    RuleEffect,
)
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


# --- reviews --------------------------------------------------------------------------------------

SHOP = "model/shop.yaml"
BASE = Revision("main", "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d")
HEAD = Revision("HEAD", "9f8e7d6c5b4a39281706f5e4d3c2b1a098765432")


class Side:
    """A text, and where words stand in it."""

    def __init__(self, name: str) -> None:
        self.text = (DATA / "review" / name).read_text(encoding="utf-8")

    def at(self, words: str, within: str = "") -> Location:
        """Return where words first stand at or after other words."""
        start = self.text.index(words, self.text.index(within))
        lines = self.text[:start].splitlines(keepends=True)
        column = 1 if self.text[:start].endswith("\n") else len(lines[-1]) + 1
        return Location(SHOP, len(lines) + (column == 1), column)


def its_changes(old: Side, new: Side) -> tuple[Change, ...]:
    """Changes of every sort, as a comparison gives them: by kind and id."""
    rds, was = new.at("rds:"), old.at("rds:")
    node, data, link = PartKind.NODE, PartKind.DATA, PartKind.CONNECTION
    cache = {"type": "aws.elasticache", "name": "Sessions", "in": ["private"], "engine": "redis"}
    added, removed, changed = ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CHANGED
    gone = {"type": "aws.ecs-service", "in": ["private"]}
    fields = tuple(
        FieldChange(
            name,
            None if before is None else Fact(before, old.at(word, "rds:")),
            None if after is None else Fact(after, new.at(word, "rds:")),
        )
        for name, word, before, after in (
            ("description", "Holds", DESCRIPTION + "backed up", DESCRIPTION + "copied"),
            ("encrypted", "true", True, None),
            ("multi_az", "multi_az", False, True),
        )
    )
    classified = FieldChange(
        "classification",
        Fact("internal", old.at("internal")),
        Fact("restricted", new.at("restricted")),
    )
    orders = (Fact({}, old.at("orders:")), Fact({}, new.at("orders:")))
    return (
        Change(
            added, node, "cache", "Sessions", "aws.elasticache", None, Fact(cache, new.at("cache:"))
        ),
        Change(removed, node, "batch", "batch", "aws.ecs-service", Fact(gone, old.at("batch:"))),
        Change(removed, node, "jobs", "jobs", "aws.ecs-service", Fact(gone, old.at("jobs:"))),
        Change(
            changed, node, "rds", "Orders database", "aws.rds", Fact({}, was), Fact({}, rds), fields
        ),
        Change(
            *(ChangeKind.MOVED, node, "rds", "Orders database", "aws.rds"),
            Fact(["private"], old.at("private", "Orders database")),
            Fact(["public"], new.at("public", "Orders database")),
        ),
        Change(
            *(ChangeKind.RENAMED, node, "shop", "shop", "aws.ecs-service"),
            Fact("web", old.at("web:")),
            Fact("shop", new.at("shop:")),
            matched_by=("the same type and placement", "2 of 2 connections"),
        ),
        *(
            Change(added, node, name, name, "aws.ecs-service", None, Fact(gone, new.at(name)))
            for name in ("worker-a", "worker-b")
        ),
        Change(added, link, "users->rds", "users->rds", "", None, Fact({}, new.at("users -> rds"))),
        Change(changed, data, "orders", "orders", "", *orders, (classified,)),
    )


DESCRIPTION = (
    "Holds the orders of the shop, which are kept for ten years after the last delivery "
    "wherever they went, and "
)


def its_rule_changes(hidden: Finding) -> tuple[RuleChange, ...]:
    own, config = "rules/rds-private-subnet.yaml", "archlint.toml"
    severity = FieldChange(
        "severity", Fact("error", Location(own, 3, 11)), Fact("note", Location(own, 3, 11))
    )
    retention = FieldChange(
        "days", Fact(7, Location(config, 4, 8)), Fact(30, Location(config, 5, 8))
    )
    return (
        RuleChange(
            *("rds-private-subnet", "Databases are private", RuleEffect.WEAKENED, (severity,)),
            *(Location(own, 1, 1), Location(own, 1, 1), (hidden,)),
        ),
        RuleChange(
            *("owned-by-a-team", "There is an owner", RuleEffect.DISABLED, (), None),
            Location(config, 9, 1),
            reason="nobody has the time",
        ),
        RuleChange(
            *("fail-on", "", RuleEffect.WEAKENED),
            (FieldChange("fail-on", None, Fact("error", Location(config, 2, 11))),),
            after=Location(config, 2, 11),
            is_setting=True,
        ),
        RuleChange(
            *("rds-backed-up", "Backups are kept", RuleEffect.STRENGTHENED, (retention,)),
            *(Location(config, 4, 1), Location(config, 5, 1)),
        ),
    )


@pytest.fixture
def sides() -> tuple[Side, Side]:
    return Side("before.yaml"), Side("after.yaml")


@pytest.fixture
def rules_of_review() -> dict[str, Rule]:
    severities = {
        "rds-private-subnet": Severity.ERROR,
        "no-path-to-data": Severity.WARNING,
        "owned-by-a-team": Severity.NOTE,
        "rds-encrypted": Severity.ERROR,
        "rds-multi-az": Severity.WARNING,
        "cache-encrypted": Severity.WARNING,
    }
    return {name: a_rule(name, severity) for name, severity in severities.items()}


@pytest.fixture
def review(sides: tuple[Side, Side], rules_of_review: dict[str, Rule]) -> Review:
    """A change that moves a database to where users can reach it, with everything that follows."""
    old, new = sides

    def found(
        rule: str,
        subject: str,
        message: str,
        *evidence: tuple[str, Location],
        outcome: Outcome = Outcome.VIOLATED,
        kind: SubjectKind = SubjectKind.NODE,
    ) -> Finding:
        facts = tuple(Evidence(said, place) for said, place in evidence)
        severity = rules_of_review[rule].severity
        return Finding(
            rule, Subject(kind, subject), outcome, severity, message, facts[0].location, facts
        )

    public = found(
        *("rds-private-subnet", "rds", "'rds' stands in the public subnet 'public'"),
        ("'rds' stands in 'public'", new.at("public", "Orders database")),
        ("access of 'public' is public", new.at("public", "access")),
    )
    reached = found(
        *("no-path-to-data", "users->rds", "traffic from 'users' reaches 'rds': users -> rds"),
        ("users -> rds", new.at("users -> rds")),
        kind=SubjectKind.PATH,
    )
    unwaived = found(
        *("owned-by-a-team", "alb", "'alb' states no owner"),
        ("'alb' states no owner", new.at("alb:")),
    )
    waiver = Waiver(
        *("cache-encrypted@cache", "only sessions", date(2027, 3, 31), "the CTO"),
        new.at("cache-encrypted@cache"),
    )
    said = "encrypted of 'rds' is not stated"
    hops = (Hop("users", "rds", new.at("users -> rds")),)
    long_way = (
        Hop("users", "alb", new.at("users -> alb")),
        Hop("alb", "shop", new.at("alb -> shop")),
        Hop("shop", "rds", new.at("shop -> rds")),
    )
    findings = FindingChanges(
        introduced=(reached, unwaived, public),
        fixed=(
            found(
                *("rds-multi-az", "rds", "multi_az of 'rds' is false, not true"),
                ("multi_az of 'rds' is false", old.at("multi_az")),
            ),
        ),
        unsettled=(
            found(*("rds-encrypted", "rds", said), (said, new.at("rds:")), outcome=Outcome.UNKNOWN),
        ),
        unchanged=tuple(
            found("owned-by-a-team", name, f"'{name}' states no owner", ("no owner", new.at(name)))
            for name in ("users", "vpc")
        ),
        waived=(
            replace(
                found(
                    *("cache-encrypted", "cache", "'cache' is not encrypted"),
                    ("encrypted is not true", new.at("cache:")),
                    outcome=Outcome.WAIVED,
                ),
                waiver=waiver,
            ),
        ),
        unknown=(
            found(
                *("owned-by-a-team", "cache", "'cache' does not state an owner"),
                ("owner", new.at("cache:")),
                outcome=Outcome.UNKNOWN,
            ),
        ),
        notices=(
            Notice(
                *("unused-waiver", Severity.WARNING, "the waiver of 'x@y' matches no finding"),
                *(new.at("cache-encrypted@cache"), "remove it"),
            ),
        ),
        unwaived=frozenset({unwaived.id}),
    )
    model = Model(SHOP, "Shop", "", {}, (), {}, {})
    difference = Difference(
        base=model,
        head=model,
        changes=its_changes(old, new),
        ambiguous=(
            Ambiguity(
                *(PartKind.NODE, ("batch", "jobs"), ("worker-a", "worker-b")),
                "each has the same type, placement and connections",
            ),
        ),
        renamed={"web": "shop"},
    )
    consequences = (
        Consequence(
            *("datastore-reachable", "rds", "'rds' can now be reached from the internet"),
            *(Risk.RAISED, hops, None, new.at("users -> rds")),
        ),
        Consequence(
            *("classification-changed", "orders", "'orders' was internal and is restricted"),
            *(Risk.RAISED, long_way, old.at("internal"), new.at("restricted")),
        ),
        Consequence(
            *("boundary-no-longer-crossed", "vpc", "traffic no longer enters 'private'"),
            *(Risk.LOWERED, (Hop("web", "rds", old.at("web -> rds")),), old.at("web -> rds")),
        ),
        Consequence("trust-changed", "rds", "'rds' is as trusted as 'public'", Risk.NEUTRAL),
    )
    return Review(
        base=BASE,
        head=HEAD,
        difference=difference,
        consequences=consequences,
        findings=findings,
        rule_changes=its_rule_changes(public),
        judged_by="base",
        fail_on=Severity.WARNING,
        remarks=("the environment 'staging' changes, too: --env staging reviews it",),
    )


@pytest.fixture
def quiet_review(review: Review) -> Review:
    """The same, of a change to comments alone."""
    findings = FindingChanges(unchanged=review.findings.unchanged)
    difference = replace(review.difference, changes=(), ambiguous=(), renamed={})
    return replace(
        review,
        difference=difference,
        consequences=(),
        findings=findings,
        rule_changes=(),
        remarks=(),
    )
