"""The shipped rules, held as a set, and what they say of the model in this repository."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from archlint.architecture.reader import read_model
from archlint.edge.bundled import FRAMEWORKS, bundled
from archlint.finding import Outcome
from archlint.graph import ArchitectureGraph
from archlint.ruleset import check, read_rules, run_examples

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    file for file in sorted(bundled().rules.glob("*/*.yaml")) if file.parent.name != FRAMEWORKS
]
RULE_IDS = [file.stem for file in FILES]
MODEL = ROOT / "model" / "architecture.yaml"

# A model for each rule, other than the rule's own examples, in which it finds just this.
FIRES = {
    "rds-private-subnet": ("front: {type: aws.subnet, access: public}", "aws.rds, in: front", "x"),
    "rds-multi-az": ("", "aws.rds, engine: mysql, multi_az: false", "x"),
    "rds-backup-retention": ("", "aws.rds, backup_retention_days: 0", "x"),
    "alb-uses-acm": ("waf: {type: aws.waf}", "aws.alb, web_acl: waf", "x"),
    "database-private-subnet": (
        "front: {type: generic.subnet, access: public}",
        "onprem.database.PostgreSQL, in: front",
        "x",
    ),
    "compute-private-subnet": ("s: {type: aws.subnet, access: public}", "aws.ec2, in: s", "x"),
    "no-direct-internet-to-datastore": ("net: {type: internet}", "aws.s3", "net->x"),
    "internet-facing-waf": ("", "aws.alb, scheme: internet-facing", "x"),
    "restricted-data-encrypted": ("net: {type: internet}", "generic.queue", "net->x"),
    "no-orphans": ("vpc: {type: aws.vpc}", "aws.kms, in: vpc", "x"),
}


@pytest.fixture(scope="session")
def shipped(catalogue):
    files = [
        (f.parent.name, f"archlint:rules/{f.parent.name}/{f.name}", f.read_text(encoding="utf-8"))
        for f in FILES
    ]
    return {rule.id: rule for rule in read_rules(files, catalogue)}


def test_there_are_rules():
    assert len(FILES) >= 10


@pytest.mark.parametrize("file", FILES, ids=RULE_IDS)
def test_a_file_is_named_after_its_rule_and_its_folder_is_the_pack(shipped, file):
    rule = shipped[file.stem]
    assert rule.location.path.endswith(f"/{rule.pack}/{rule.id}.yaml")
    assert rule.pack == file.parent.name


def test_titles_are_unique(shipped):
    counts = Counter(rule.title.casefold() for rule in shipped.values())
    assert [title for title, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("rule_id", RULE_IDS)
def test_a_rule_reads_well(shipped, rule_id):
    rule = shipped[rule_id]
    assert rule.title[0].isupper()
    assert not rule.title.endswith((".", "!", "?"))
    assert len(rule.title) <= 80
    for text in (rule.why, rule.fix, rule.limits):
        assert not text or (text[0].isupper() and text.endswith("."))
    assert rule.tags
    assert list(rule.tags) == list(dict.fromkeys(rule.tags))


@pytest.mark.parametrize("rule_id", RULE_IDS)
def test_a_rule_has_a_passing_and_a_failing_example(shipped, rule_id):
    expected = {example.expected for example in shipped[rule_id].examples}
    assert expected >= {Outcome.SATISFIED, Outcome.VIOLATED}


def test_every_example_is_true(shipped, catalogue):
    results = run_examples(shipped.values(), catalogue)
    assert [(r.rule.id, r.expected, r.number, r.message) for r in results if not r.passed] == []
    assert len(results) == sum(len(rule.examples) for rule in shipped.values())


def test_every_rule_has_a_model_of_its_own_here(shipped):
    assert set(FIRES) == set(shipped)


@pytest.mark.parametrize("rule_id", RULE_IDS)
def test_a_rule_fires_on_another_model_than_its_examples(shipped, model_of, rule_id):
    more, node, subject = FIRES[rule_id]
    lines = ["data: {secret: {classification: restricted}}", "nodes:"]
    lines += [f"  {more}"] if more else []
    lines += [f"  x: {{type: {node}}}"]
    if "->" in subject:
        lines += ["connections:", f"  - {subject.replace('->', ' -> ')}:"]
        lines += ["      {protocol: ftp, carries: [secret]}"]
    model = model_of("\n".join(lines))
    report = check(ArchitectureGraph(model), [shipped[rule_id]])
    assert [finding.id for finding in report.findings] == [f"{rule_id}@{subject}"]
    assert report.findings[0].evidence


# --- The model of this repository -----------------------------------------------------------------


@pytest.fixture
def outcome(shipped, catalogue):
    """Judge the model, after changes to its text, by one rule; give outcome and finding."""

    def run(rule_id, **changes):
        text = MODEL.read_text(encoding="utf-8")
        for old, new in changes.get("replace", ()):
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        model = read_model(text, "model/architecture.yaml", catalogue)
        report = check(ArchitectureGraph(model), [shipped[rule_id]])
        found = [*report.findings, *report.unknown()]
        if not found:
            return "satisfied", None
        (finding,) = found
        return finding.outcome.value, finding

    return run


def line_of(text, needle, *, after=""):
    """Return the line number, from 1, of the first line that holds a text, after another."""
    start = text.index(after) if after else 0
    return text[: text.index(needle, start)].count("\n") + 1


RDS = "  rds:\n    type: aws.rds\n    name: Amazon RDS (PostgreSQL)\n    in: private\n"
PRIVATE = (
    "            name: Private Subnet\n"
    "            description: Contains sensitive components (RDS, ElastiCache).\n"
    "            access: private\n"
)


def test_the_database_stands_in_a_private_subnet(outcome):
    assert outcome("rds-private-subnet") == ("satisfied", None)


def test_a_database_moved_to_the_public_subnet_is_found_where_it_is_placed(outcome):
    moved = RDS.replace("in: private", "in: public")
    found, finding = outcome("rds-private-subnet", replace=[(RDS, moved)])
    assert found == "violated"
    assert finding.id == "rds-private-subnet@rds"
    text = MODEL.read_text(encoding="utf-8")
    assert finding.location.line == line_of(text, "  rds:")
    placed, access = finding.evidence
    assert (placed.location.line, placed.location.column) == (finding.location.line + 3, 9)
    assert access.location.line == line_of(text, "access: public")


def test_a_subnet_that_does_not_state_its_access_leaves_it_open(outcome):
    silent = PRIVATE.replace("            access: private\n", "")
    found, finding = outcome("rds-private-subnet", replace=[(PRIVATE, silent)])
    assert found == "unknown"
    assert finding.evidence[-1].message == "'private' does not state access"


def test_a_database_placed_in_nothing_is_left_open(outcome):
    found, finding = outcome(
        "rds-private-subnet", replace=[(RDS, RDS.replace("    in: private\n", ""))]
    )
    assert found == "unknown"
    assert finding.evidence[0].message == "'rds' is placed in nothing"


CONNECTION = "  - alb -> acm: {kind: uses, label: TLS certificate}\n"
CERTIFICATE = "- {protocol: https, certificate: acm}"


def test_the_load_balancer_uses_acm(outcome):
    assert outcome("alb-uses-acm") == ("satisfied", None)


@pytest.mark.parametrize(
    "change", [(CONNECTION, ""), (CERTIFICATE, "- {protocol: https}")], ids=["drawn", "stated"]
)
def test_the_connection_or_the_certificate_is_enough(outcome, change):
    assert outcome("alb-uses-acm", replace=[change]) == ("satisfied", None)


def test_without_connection_and_certificate_it_does_not(outcome):
    changes = [(CONNECTION, ""), (CERTIFICATE, "- {protocol: https}")]
    found, finding = outcome("alb-uses-acm", replace=changes)
    assert found == "violated"
    assert finding.id == "alb-uses-acm@alb"
    assert finding.location.line == line_of(MODEL.read_text(encoding="utf-8"), "  alb:")


def test_rules_are_plain_yaml():
    """Other tools can read them: no tags, one document, nothing that only archlint understands."""
    for file in FILES:
        assert isinstance(yaml.safe_load(file.read_text(encoding="utf-8")), dict)
