"""Entries of security groups that no connection needs."""

from __future__ import annotations

import pytest

from archlint.checks import security_group_unused_ingress

NEEDLESS, NEEDED, OPEN, NONE = (["door"], [], 0), ([], [], 1), ([], ["door"], 0), ([], [], 0)


def model(ingress, connections="app -> db: {port: 443}", member="[door]"):
    return f"""\
nodes:
  web: {{type: aws.security_group}}
  door: {{type: aws.security_group{ingress}}}
  app: {{type: aws.ec2, security_groups: [web]}}
  db: {{type: aws.rds, security_groups: {member}}}
connections: [{connections}]
"""


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("{port: 443, source: web}", NEEDED),
        ("{port: 443, source: 0.0.0.0/0}", NEEDED),
        ("{port: 22, source: web}", NEEDLESS),
        ("{port: 443, source: web}, {port: 22, source: 0.0.0.0/0}", NEEDLESS),
        ("{port: 443, source: door}", NEEDLESS),
        ("{port: 443, source: 10.0.0.0/8}", OPEN),
        ("{source: web}", OPEN),
        ("{source: web}, {port: 22, source: web}", NEEDLESS),
    ],
)
def test_an_entry_is_needed_by_a_connection(outcomes, entries, expected):
    text = model(f", ingress: [{entries}]")
    assert outcomes(security_group_unused_ingress, text) == expected


@pytest.mark.parametrize(
    ("connection", "expected"),
    [
        ("{port: 443, protocol: tcp}", NEEDLESS),
        ("{port: 443, protocol: udp}", NEEDED),
        ("{port: 443, protocol: https}", OPEN),
    ],
)
def test_an_entry_of_another_transport_protocol_is_not_needed(outcomes, connection, expected):
    ingress = ", ingress: [{protocol: udp, port: 443, source: web}]"
    text = model(ingress, connections=f"app -> db: {connection}")
    assert outcomes(security_group_unused_ingress, text) == expected


def test_only_traffic_needs_an_entry(outcomes):
    ingress = ", ingress: [{port: 443, source: web}]"
    text = model(ingress, connections="app -> db: {kind: uses, port: 443}")
    assert outcomes(security_group_unused_ingress, text) == NEEDLESS


@pytest.mark.parametrize(
    ("source", "types", "expected"),
    [
        ("web", "aws.ec2", OPEN),  # a further member of web, that sends
        ("web", "aws.rds", OPEN),  # a further member of the group, that is sent to
        ("web", "actor.user", NEEDLESS),  # in no group
        ("web", "aws.security_group, aws.subnet, aws.kms", NEEDLESS),
        ("0.0.0.0/0", "actor.user", OPEN),
        ("0.0.0.0/0", "aws.nat_gateway", OPEN),
        ("0.0.0.0/0", "aws.security_group, aws.subnet, aws.kms", NEEDLESS),
    ],
)
def test_what_is_not_shown_may_need_an_entry(outcomes, source, types, expected):
    text = f"{model(f', ingress: [{{port: 22, source: {source}}}]')}open: [{types}]\n"
    assert outcomes(security_group_unused_ingress, text) == expected


def test_an_open_type_changes_nothing_that_is_needed(outcomes):
    text = f"{model(', ingress: [{port: 443, source: web}]')}open: [aws.ec2]\n"
    assert outcomes(security_group_unused_ingress, text) == NEEDED


def test_an_entry_that_nothing_can_need_is_told_beside_one_that_something_may(report):
    ingress = ", ingress: [{port: 22, source: web}, {port: 23, source: 0.0.0.0/0}]"
    text = f"{model(ingress)}open: [actor.user]\n"
    (finding,) = report(security_group_unused_ingress, text).findings
    assert finding.message == "no connection needs 1 of the 2 ingress entries of 'door'"


def test_the_finding_says_what_the_model_does_not_enumerate(report):
    text = f"{model(', ingress: [{port: 22, source: web}]')}open: [aws.ec2, aws.security_group]\n"
    (finding,) = report(security_group_unused_ingress, text).unknown()
    assert finding.message == (
        "no connection that is shown needs 1 of the 1 ingress entries of 'door', and the model "
        "does not enumerate aws.ec2 (open)"
    )
    assert [(fact.message, fact.location.line) for fact in finding.evidence] == [
        ("it may be needed", 5),
        ("the model does not enumerate aws.ec2 (open)", 9),
    ]


def test_what_has_no_connection_needs_nothing(outcomes):
    text = model(", ingress: [{port: 443, source: web}]", connections="")
    assert outcomes(security_group_unused_ingress, text) == NEEDLESS


@pytest.mark.parametrize(
    ("ingress", "member", "expected"),
    [
        ("", "[door]", NONE),  # what it admits is not stated
        (", ingress: []", "[door]", NEEDED),
        (", ingress: [{port: 22, source: web}]", "[]", NONE),  # nobody is a member
    ],
)
def test_groups_that_say_nothing_or_have_no_members_are_left_alone(
    outcomes, ingress, member, expected
):
    text = model(ingress, member=member)
    assert outcomes(security_group_unused_ingress, text) == expected


def test_the_finding_counts_the_entries_and_points_at_them(report):
    text = model(", ingress: [{port: 443, source: web}, {port: 22, source: web}]")
    (finding,) = report(security_group_unused_ingress, text).findings
    assert finding.message == "no connection needs 1 of the 2 ingress entries of 'door'"
    (fact,) = finding.evidence
    assert (fact.location.line, fact.location.column) == (5, 72)
