"""References, and the networks that their two ends stand in."""

from __future__ import annotations

import pytest

from archlint.checks import references_within_network

TWO = """\
nodes:
  east:
    type: aws.vpc
    nodes:
      front: {type: aws.subnet}
      web: {type: aws.security_group}
      routes: {type: aws.route_table}
      nat: {type: aws.nat_gateway}
  west: {type: aws.vpc, nodes: {back: {type: aws.subnet}}}
  region: {type: aws.region}
  loose: {type: aws.security_group}
  key: {type: aws.kms, in: east}
  twice: {type: aws.security_group, in: [east, west]}
"""


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ("{type: aws.ec2, in: front, security_groups: [web]}", ([], [], 1)),
        ("{type: aws.ec2, in: back, security_groups: [web]}", (["it->web.security_groups"], [], 0)),
        ("{type: aws.ec2, in: back, security_groups: [twice]}", ([], [], 1)),
        ("{type: aws.ec2, in: back, security_groups: [loose]}", ([], [], 0)),
        ("{type: aws.ec2, in: region, security_groups: [web]}", ([], [], 0)),
        ("{type: aws.ec2, security_groups: [web]}", ([], [], 0)),
        ("{type: aws.subnet, in: west, route_table: routes}", (["it->routes.route_table"], [], 0)),
        ("{type: aws.db_subnet_group, in: west, subnets: [front]}", (["it->front.subnets"], [], 0)),
        (
            "{type: aws.route_table, in: west, routes: [{target: nat}]}",
            (["it->nat.routes.target"], [], 0),
        ),
        # Networks may be joined, and a key serves them all.
        ("{type: aws.security_group, in: west, ingress: [{source: web}]}", ([], [], 0)),
        ("{type: aws.security_group, in: west, egress: [{destination: web}]}", ([], [], 0)),
        ("{type: aws.rds, in: back, kms_key: key}", ([], [], 0)),
    ],
)
def test_both_ends_stand_in_one_network(outcomes, node, expected):
    assert outcomes(references_within_network, f"{TWO}  it: {node}\n") == expected


def test_a_connection_may_cross_networks(outcomes):
    text = f"{TWO}  it: {{type: aws.ec2, in: back}}\nconnections: [it -> nat]\n"
    assert outcomes(references_within_network, text) == ([], [], 0)


def test_the_finding_names_both_networks(report):
    text = f"{TWO}  it: {{type: aws.ec2, in: back, security_groups: [web]}}\n"
    (finding,) = report(references_within_network, text).findings
    assert finding.message == "security_groups of 'it' names 'web' of another network"
    assert [fact.message for fact in finding.evidence] == [
        "'it' is within 'west'",
        "'web' is within 'east'",
    ]
