"""Ids of findings follow renamed nodes, wherever these stand in a subject."""

import pytest

from archlint.finding import Finding, Outcome, Severity, Subject, SubjectKind
from archlint.review.ids import RenamedIds
from archlint.review.values import PartKind
from archlint.source import Location

HERE = Location("m.yaml", 1, 1)
RENAMED = {"rds": "db", "users": "people", "vpc": "net"}


def finding(kind, subject, environment=""):
    return Finding(
        "a-rule",
        Subject(SubjectKind(kind), subject),
        Outcome.VIOLATED,
        Severity.ERROR,
        "off",
        HERE,
        (),
        environment=environment,
    )


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("node", "rds", "db"),
        ("node", "rds-2", "rds-2"),
        ("node", "alb", "alb"),
        ("path", "users->rds", "people->db"),
        ("connection", "users->rds", "people->db"),
        ("connection", "users->rds#rds", "people->db#rds"),
        ("connection", "alb->rds-2#sql", "alb->rds-2#sql"),
        ("connection", "rds->vpc.network.rds", "db->net.network.rds"),
        ("connection", "alb->rds.network[2]", "alb->db.network[2]"),
        ("connection", "users->rds#users->vpc", "people->db#people->net"),
        ("connection", "users->rds#users->vpc#vpc", "people->db#people->net#vpc"),
        ("flow", "users", "users"),
        ("flow", "users:users->alb", "users:people->alb"),
        ("data", "rds", "rds"),
        ("model", "model", "model"),
    ],
)
@pytest.mark.parametrize("environment", ["", "staging"])
def test_a_subject_names_renamed_nodes_anew(kind, before, after, environment):
    suffix = f"@{environment}" if environment else ""
    found = finding(kind, before, environment)
    assert RenamedIds(RENAMED).of(found) == f"a-rule@{after}{suffix}"
    assert RenamedIds({}).of(found) == found.id


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("users->vpc", "people->net#web"),
        ("users->rds#users->vpc", "people->db#people->net#web"),
        ("users->rds#users->alb", "people->db#people->alb"),
        ("users->rds#web", "people->db#web"),
    ],
)
def test_an_inherited_connection_follows_the_drawn_one_that_gets_an_id(before, after):
    ids = RenamedIds(RENAMED, {PartKind.CONNECTION: {"users->vpc": "people->net#web"}})
    assert ids.of(finding("connection", before)) == f"a-rule@{after}"


def test_a_swap_of_two_names_is_followed():
    ids = RenamedIds({"a": "b", "b": "a"})
    assert ids.of(finding("path", "a->b")) == "a-rule@b->a"
    assert ids.in_text("from 'a' to 'b'") == "from 'b' to 'a'"


@pytest.mark.parametrize(
    ("entry", "may_be"),
    [
        ("a-rule@rds", {"a-rule@rds", "a-rule@db"}),
        ("a-rule@users->rds@staging", {"a-rule@users->rds@staging", "a-rule@people->db@staging"}),
        ("rds@alb", {"rds@alb"}),
    ],
)
def test_an_entry_of_a_baseline_may_name_several_sorts_of_subjects(entry, may_be):
    assert RenamedIds(RENAMED).of_entry(entry) == may_be


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("'a-rule@rds' is gone", "'a-rule@db' is gone"),
        ("'a-rule@users->rds' is gone", "'a-rule@people->db' is gone"),
        ("'rds-backup@my-rds' and 'x@rds-2' stay", "'rds-backup@my-rds' and 'x@rds-2' stay"),
    ],
)
def test_a_message_names_renamed_nodes_anew(before, after):
    assert RenamedIds(RENAMED).in_text(before) == after
