"""Generic types, and the providers' boundaries around them."""

from __future__ import annotations

import pytest

from archlint.checks import type_left_generic

PLACES = """\
nodes:
  vpc: {type: aws.vpc}
  weu: {type: azure.region}
  project: {type: gcp.project}
  space: {type: k8s.namespace}
  office: {type: generic.datacenter}
  tier: {type: generic.group, in: vpc}
  host: {type: aws.asg, in: vpc}
"""


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ("{type: generic.database, in: vpc}", (["it"], [], 0)),
        ("{type: generic.database, in: weu}", (["it"], [], 0)),
        ("{type: generic.database, in: project}", (["it"], [], 0)),
        ("{type: generic.service, in: space}", (["it"], [], 0)),
        ("{type: generic.database, in: tier}", (["it"], [], 0)),  # at any depth
        ("{type: generic.database, in: [office, vpc]}", (["it"], [], 0)),
        ("{type: generic.database, in: office}", ([], [], 1)),
        ("{type: generic.service, in: host}", ([], [], 1)),  # software on a machine
        ("{type: generic.group, in: vpc}", ([], [], 0)),
        ("{type: generic.database}", ([], [], 0)),
        ("{type: aws.rds, in: vpc}", ([], [], 0)),
        ("{type: onprem.database.PostgreSQL, in: vpc}", ([], [], 0)),
        ("{type: generic.storage.Storage, in: vpc}", (["it"], [], 0)),  # another spelling
    ],
)
def test_a_generic_type_in_a_providers_boundary_is_found(outcomes, node, expected):
    assert outcomes(type_left_generic, f"{PLACES}  it: {node}\n") == expected


def test_the_finding_names_the_boundary(report):
    text = f"{PLACES}  it: {{type: generic.database, in: vpc}}\n"
    (finding,) = report(type_left_generic, text).findings
    assert finding.message == (
        "'it' is generic.database, although it stands within 'vpc' (aws.vpc)"
    )
    assert [fact.location.line for fact in finding.evidence] == [11, 4]
