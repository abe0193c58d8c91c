"""What the shipped rules say of the model in this repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from archlint.architecture.reader import read_model
from archlint.edge.files import FileReader
from archlint.edge.loading import load_rulebook
from archlint.edge.sources import Extent
from archlint.graph import ArchitectureGraph
from archlint.ruleset import check

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "model" / "architecture.yaml"


@pytest.fixture(scope="session")
def shipped():
    return {rule.id: rule for rule in load_rulebook(FileReader(), Extent()).rules}


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
