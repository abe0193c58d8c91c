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
