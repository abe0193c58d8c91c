"""The only way from users to a datastore, and how many zones it runs in."""

from __future__ import annotations

import pytest

from archlint.checks import single_point_of_failure

HEAD = """\
nodes:
  a: {type: aws.subnet, zone: eu-1a}
  a2: {type: aws.subnet, zone: eu-1a}
  b: {type: aws.subnet, zone: eu-1b}
  s: {type: aws.subnet}
  s2: {type: aws.subnet}
  region: {type: aws.region}
  azure: {type: azure.region}
  shop: {type: k8s.namespace}
  users: {type: actor.user}
  net: {type: internet}
  db: {type: aws.rds, in: a, multi_az: false}
"""


@pytest.mark.parametrize(
    ("app", "expected"),
    [
        ("aws.ec2, in: a", (["app"], [], 0)),
        ("aws.ec2, in: [a, a2]", (["app"], [], 0)),
        ("aws.ec2, in: [a, b]", ([], [], 1)),
        ("aws.ec2, in: s", ([], ["app"], 0)),  # a subnet may span zones
        ("aws.ec2, in: [a, s]", ([], ["app"], 0)),
        ("aws.ec2", ([], ["app"], 0)),
        ("aws.ecs_service, in: [s, s2], auto_scaling: true", ([], [], 1)),
        ("aws.ecs_service, in: [s, s2], auto_scaling: false", ([], ["app"], 0)),
        ("aws.ecs_service, in: a, auto_scaling: true", (["app"], [], 0)),
        ("aws.rds, in: a, multi_az: true", ([], [], 1)),
        ("aws.rds, in: [a, b], multi_az: false", (["app"], [], 0)),
        ("aws.rds, in: [a, b]", ([], ["app"], 0)),
        ("azure.app_service, in: s, zone_redundant: true", ([], [], 1)),
        ("azure.app_service, in: s, zone_redundant: false", (["app"], [], 0)),
        ("azure.app_service, in: [a, b]", ([], ["app"], 0)),
        ("gcp.managed_instance_group, in: s, regional: true", ([], [], 1)),
        ("k8s.deployment, in: s, topology_spread: true", ([], [], 1)),
        ("k8s.deployment, in: s, topology_spread: false", ([], ["app"], 0)),
        ("aws.lambda, in: region", ([], [], 0)),  # spread by whoever runs it
        ("aws.lambda, in: [region, a]", (["app"], [], 0)),
        ("azure.app_service, in: azure", ([], ["app"], 0)),
        ("k8s.deployment, in: shop", ([], ["app"], 0)),  # its cluster may stand in one zone
        ("aws.cloudfront", ([], [], 0)),
        ("aws.s3", ([], [], 0)),
        ("actor.system", ([], [], 0)),
    ],
)
def test_the_only_way_is_judged_by_its_zones(outcomes, app, expected):
    text = f"{HEAD}  app: {{type: {app}}}\nconnections: [users -> app, app -> db]\n"
    assert outcomes(single_point_of_failure, text) == expected


@pytest.mark.parametrize(
    ("connections", "violated", "satisfied"),
    [
        ("users -> x, x -> db", ["x"], 0),
        ("users -> x, x -> y, y -> db", ["x", "y"], 0),
        ("users -> x, users -> y, x -> db, y -> db", [], 2),
        ("users -> x, net -> y, x -> db, y -> db", [], 2),  # another entry is another way
        ("users -> x, x -> db, users -> db", [], 1),
        ("users -> x, x -> y, y -> x, x -> db", ["x"], 1),  # on a detour, and not needed
        ("users -> x, x -> y", [], 0),  # leads to no datastore
        ("x -> db", [], 0),  # no users
        ("users -> x, x -> db: {kind: uses}", [], 0),
        ("users -> x, x -> net, net -> db", [], 1),
    ],
)
def test_what_all_paths_pass_is_found(outcomes, connections, violated, satisfied):
    nodes = f"{HEAD}  x: {{type: aws.ec2, in: a}}\n  y: {{type: aws.ec2, in: a}}\n"
    text = f"{nodes}connections: [{connections}]\n"
    assert outcomes(single_point_of_failure, text) == (violated, [], satisfied)


def test_the_finding_says_what_is_cut_off_and_where_it_stands(report):
    text = (
        f"{HEAD}  db-2: {{type: aws.rds}}\n  app: {{type: aws.ec2, in: a}}\n"
        "connections: [users -> app, app -> db, app -> db-2]\n"
    )
    (finding,) = report(single_point_of_failure, text).findings
    assert finding.message == (
        "without 'app' no traffic from users reaches 'db' and 1 more; 'app' stands in one zone"
    )
    assert [(fact.message, fact.location.line) for fact in finding.evidence] == [
        ("'app' is the only way to 'db'", 14),
        ("it is within 'a', in the zone eu-1a", 16),
    ]


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ("aws.ec2", ([], ["app"], 0)),  # another one beside it
        ("aws.lambda", ([], ["app"], 0)),  # another way
        ("aws.alb", ([], ["app"], 0)),
        ("actor.user", ([], ["app"], 0)),  # users with a way of their own
        ("aws.security_group, aws.kms, aws.cloudwatch, aws.subnet", (["app"], [], 0)),
        ("aws.rds", (["app"], [], 0)),  # a further end is no way
        ("onprem.network.Nginx", ([], ["app"], 0)),  # nothing says what it does
    ],
)
def test_what_is_not_shown_may_be_another_way(outcomes, types, expected):
    text = (
        f"{HEAD}  app: {{type: aws.ec2, in: a}}\nconnections: [users -> app, app -> db]\n"
        f"open: [{types}]\n"
    )
    assert outcomes(single_point_of_failure, text) == expected


def test_the_finding_says_what_the_model_does_not_enumerate(report):
    text = (
        f"{HEAD}  app: {{type: aws.ec2, in: a}}\nconnections: [users -> app, app -> db]\n"
        "open: [aws.ec2, aws.security_group]\n"
    )
    (finding,) = report(single_point_of_failure, text).unknown()
    assert finding.message == (
        "without 'app' no traffic from users reaches 'db' as shown; 'app' stands in one zone, and "
        "the model does not enumerate aws.ec2 (open)"
    )
    assert finding.evidence[-1].message == "the model does not enumerate aws.ec2 (open)"
    assert finding.evidence[-1].location.line == 17


def test_a_boundary_is_not_what_traffic_passes(outcomes):
    text = f"{HEAD}  app: {{type: aws.ec2, in: a}}\nconnections: [users -> a, app -> db]\n"
    assert outcomes(single_point_of_failure, text) == ([], [], 1)
