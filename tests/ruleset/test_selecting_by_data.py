"""A rule about data is not about a model that lists no such data."""

from __future__ import annotations

import pytest

RESTRICTED = {"classification": "restricted"}
STORING = {"stores": RESTRICTED}
CARRYING = {"connection": {"carries": RESTRICTED}}
READING = {"connects_to": {"some": {"kind": "database"}, "by": {"carries": RESTRICTED}}}
EITHER = {"any": [STORING, {"type": "aws.s3"}]}
BOTH = {"all": [STORING, {"type": "aws.rds"}]}

NODES = """\
nodes: {app: {type: aws.ec2}, db: {type: aws.rds}}
connections: [app -> db]
"""
NONE_LISTED = NODES
PUBLIC = f"{NODES}data: {{logs: {{classification: public}}}}\n"
SECRET = f"{NODES}data: {{cards: {{classification: restricted}}}}\n"
UNCLASSIFIED = f"{NODES}data: {{cards: {{}}}}\n"


@pytest.mark.parametrize("where", [STORING, READING, BOTH], ids=["stores", "carries", "all"])
@pytest.mark.parametrize(
    ("model", "applies"),
    [(NONE_LISTED, False), (PUBLIC, False), (SECRET, True), (UNCLASSIFIED, True)],
    ids=["no data", "public data", "restricted data", "unclassified data"],
)
def test_nodes_that_say_nothing_may_hold_only_what_is_listed(judge, where, model, applies):
    rule = {"applies_to": where, "require": {"description": {"exists": True}}}
    assert bool(judge(rule, model).summary.unknown) is applies


@pytest.mark.parametrize(("model", "unknown"), [(NONE_LISTED, 0), (PUBLIC, 0), (SECRET, 1)])
def test_connections_that_say_nothing_may_carry_only_what_is_listed(judge, model, unknown):
    report = judge({"applies_to": CARRYING, "require": {"encrypted": True}}, model)
    assert report.summary.unknown == unknown
    assert report.summary.not_applicable == (not unknown)


def test_another_way_to_be_meant_keeps_the_rule(judge):
    model = PUBLIC.replace("aws.ec2", "aws.s3")
    report = judge({"applies_to": EITHER, "require": {"name": "x"}}, model)
    assert [finding.subject.id for finding in report.findings] == ["app"]


@pytest.mark.parametrize(
    ("quantifier", "violated", "unknown"), [("none", 1, 0), ("every", 0, 1), ("some", 0, 0)]
)
def test_what_may_be_stored_decides_every_quantifier(judge, quantifier, violated, unknown):
    where = {"type": "aws.rds", "stores": {quantifier: RESTRICTED}}
    summary = judge({"applies_to": where, "require": {"name": "x"}}, PUBLIC).summary
    assert (summary.violated, summary.unknown) == (violated, unknown)
