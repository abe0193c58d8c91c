"""Where nodes are drawn, and where their types stand."""

from __future__ import annotations

import pytest

from archlint.checks import impossible_placement

PLACES = """\
nodes:
  region:
    type: aws.region
    nodes:
      zone: {type: aws.availability_zone}
      vpc: {type: aws.vpc, nodes: {back: {type: aws.subnet}}}
  open: {type: generic.network, nodes: {part: {type: generic.subnet}}}
  lan: {type: ibm.network.Subnet}
  tier: {type: generic.group, in: back}
"""


@pytest.mark.parametrize(
    ("node", "impossible"),
    [
        ("{type: aws.s3, in: region}", False),
        ("{type: aws.s3, in: vpc}", True),
        ("{type: aws.s3, in: back}", True),
        ("{type: aws.s3, in: tier}", True),  # at any depth
        ("{type: aws.s3, in: [region, back]}", True),
        ("{type: aws.s3, in: part}", True),
        ("{type: aws.s3, in: zone}", False),  # zones and regions are drawn loosely
        ("{type: aws.cloudfront, in: vpc}", True),
        ("{type: aws.cloudfront, in: region}", False),
        ("{type: aws.rds, in: back}", False),
        ("{type: aws.rds, in: part}", False),  # a stand-in for the provider's own subnet
        ("{type: aws.rds, in: vpc}", False),
        ("{type: aws.internet_gateway, in: back}", True),
        ("{type: aws.internet_gateway, in: vpc}", False),
        ("{type: generic.internet_gateway, in: open}", False),
        ("{type: generic.internet_gateway, in: part}", True),
    ],
)
def test_a_node_is_drawn_where_its_type_stands(outcomes, node, impossible):
    violated, unknown, _ = outcomes(impossible_placement, f"{PLACES}  it: {node}\n")
    assert ("it" in violated, unknown) == (impossible, [])


@pytest.mark.parametrize(
    "node",
    [
        "{type: aws.s3}",  # placed in nothing
        "{type: generic.object_storage, in: back}",  # nobody said where it stands
        "{type: aws.analytics.Athena, in: back}",
        "{type: aws.ebs, in: back}",  # drawn with what they serve
        "{type: aws.ecs_cluster, in: back}",
    ],
)
def test_what_may_stand_anywhere_is_not_judged(report, node):
    found = report(impossible_placement, f"{PLACES}  it: {node}\n")
    assert [f.subject.id for f in (*found.findings, *found.satisfied())].count("it") == 0


def test_a_boundary_that_is_known_by_its_icon_alone_is_not_judged(outcomes):
    text = f"{PLACES}  it: {{type: aws.s3, in: lan}}\n"
    assert "it" not in outcomes(impossible_placement, text)[0]


def test_the_finding_says_where_it_stands(report):
    text = "nodes: {vpc: {type: aws.vpc, nodes: {files: {type: aws.s3}}}}\n"
    (finding,) = report(impossible_placement, text).findings
    assert finding.message == (
        "'files' is drawn within 'vpc' (aws.vpc), but aws.s3 stands in aws.region"
    )
    assert [fact.message for fact in finding.evidence] == [
        "'files' is placed in 'vpc'",
        "'vpc' is aws.vpc",
    ]
