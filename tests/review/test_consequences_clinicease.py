"""What follows where the database of ClinicEase is opened to its users."""

from pathlib import Path

import pytest

from .following import following

MODEL = Path(__file__).parents[2] / "model" / "architecture.yaml"
REACHED = "traffic from 'users' now reaches 'rds'"


@pytest.fixture(scope="module")
def opened():
    base = MODEL.read_text("utf-8")
    name = "    name: Amazon RDS (PostgreSQL)\n    in: "
    head = base.replace(f"{name}private", f"{name}public")
    head = head.replace("\nconnections:\n", "\nconnections:\n  - users -> rds\n")
    assert len(head) - len(base) == len("  - users -> rds\n") - 1
    return following(base, head)


def test_what_raises_the_risk_comes_first(opened):
    assert [(one.kind, one.subject, one.message) for one in opened[:3]] == [
        (
            "boundary-crossed",
            "users->rds",
            "the new connection 'users->rds' enters 'aws', 'vpc' and 'public'",
        ),
        (
            "datastore-reachable",
            "rds",
            f"{REACHED} directly, before only through others: users -> rds",
        ),
        (
            "trust-changed",
            "rds",
            "'rds' now stands in a public subnet, before in a private subnet",
        ),
    ]
    assert {one.risk for one in opened[:3]} == {"raised"}


def test_what_no_longer_crosses_the_private_subnet_is_neutral(opened):
    assert {(one.kind, one.subject) for one in opened[3:]} == {
        ("boundary-crossed", "elastic-beanstalk->rds"),
        ("boundary-no-longer-crossed", "container-1->rds"),
        ("boundary-no-longer-crossed", "container-2->rds"),
        ("boundary-no-longer-crossed", "ecs->rds"),
        ("boundary-no-longer-crossed", "elastic-beanstalk->rds"),
    }
    assert {one.risk for one in opened[3:]} == {"neutral"}


def test_each_says_where_the_model_states_it(opened):
    text = MODEL.read_text("utf-8").splitlines()
    moved = opened[2]
    assert text[moved.before.line - 1] == "    in: private"
    assert text[opened[1].after.line - 2] == "connections:"
