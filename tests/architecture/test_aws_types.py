"""The AWS types say what the known checks of AWS deployments read."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml

from archlint.architecture.fields import NODE_FIELDS
from archlint.architecture.types import PropertySpec, ValueType
from archlint.edge.bundled import bundled

CHECKS: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "controls-properties.yaml").read_text(encoding="utf-8")
)
# How many checks of each sort there are.
SORTS = {"NET": 16, "LB": 10, "TLS": 1, "DNS": 1, "CDN": 6, "API": 3, "RDS": 10, "S3": 5} | {
    "ECS": 5, "ECR": 1, "LAM": 2, "ASG": 1, "EC2": 2, "EKS": 1, "DDB": 1, "CACHE": 2, "EFS": 1,
    "OS": 1, "MSG": 1, "KMS": 1, "SEC": 1, "LOG": 2, "IAM": 1, "GOV": 1, "TAG": 1,
}  # fmt: skip
YES_OR_NO = (
    r"is_.*|.*_protection|.*_public_.*|public.*|require_tls|.*encrypted(?:_in_transit)?|multi_az"
)
# Where the words come from AWS and are more than two.
NAMED_LEVELS = {"aws.region.vpc_block_public_access", "aws.eks.public_access_cidrs"}


@pytest.fixture(scope="module")
def aws(catalogue):
    return {name: t for name, t in catalogue.types.items() if name.startswith("aws.")}


def properties(
    specs: Mapping[str, PropertySpec], path: str = ""
) -> Iterator[tuple[str, PropertySpec]]:
    for key, spec in specs.items():
        yield f"{path}{key}", spec
        yield from properties((spec.of or spec).properties, f"{path}{key}.")


def test_there_are_at_least_seventy_types(aws):
    assert len(aws) >= 70


def test_the_table_has_every_check_once():
    expected = [f"{sort}-{n:02}" for sort, count in SORTS.items() for n in range(1, count + 1)]
    assert sorted(CHECKS) == sorted(expected)
    assert len(CHECKS) == 77


@pytest.mark.parametrize("check", CHECKS)
def test_what_a_check_reads_is_in_the_catalogue(aws, check):
    known = {f"node.{field}" for field in NODE_FIELDS} | set(aws)
    for node_type in aws.values():
        known |= {f"{node_type.id}.{path}" for path, _ in properties(node_type.properties)}
    assert CHECKS[check]
    assert set(CHECKS[check]) <= known


def test_every_type_stands_in_the_cloud(aws):
    for node_type in aws.values():
        if node_type.lives_in:
            assert "aws.cloud" in node_type.levels, node_type.id


def test_only_places_and_what_names_no_place_live_nowhere(aws):
    assert {name for name, t in aws.items() if not t.lives_in} == {"aws.cloud", "aws.waf"}


def test_what_holds_nodes_is_what_people_draw_as_boxes(aws):
    assert {name.removeprefix("aws.") for name, t in aws.items() if t.is_boundary} == {
        "cloud", "account", "region", "vpc", "availability_zone", "subnet",
        "asg", "ecs_cluster", "eks", "eks_node_group",
    }  # fmt: skip


def test_every_default_quotes_the_page_that_documents_it(aws):
    defaults = [
        (f"{t.id}.{path}", spec.default_source)
        for t in aws.values()
        for path, spec in properties(t.properties)
        if spec.default is not None
    ]
    assert len(defaults) >= 60
    for where, source in defaults:
        assert re.search(r"\(https?://\S+\)$", source), where
        assert '"' in source or ": " in source, where


def test_a_default_without_a_value_has_no_source(aws):
    for node_type in aws.values():
        for path, spec in properties(node_type.properties):
            assert (spec.default is None) == (not spec.default_source), f"{node_type.id}.{path}"


def test_the_same_name_is_of_the_same_type_everywhere(aws):
    types: dict[str, set[ValueType]] = {}
    for node_type in aws.values():
        for path, spec in node_type.properties.items():
            types.setdefault(path, set()).add(spec.type)
    assert {name: sorted(found) for name, found in types.items() if len(found) > 1} == {}


def test_what_is_named_as_yes_or_no_is_a_boolean(aws):
    for node_type in aws.values():
        for path, spec in node_type.properties.items():
            where = f"{node_type.id}.{path}"
            if re.fullmatch(YES_OR_NO, path) and where not in NAMED_LEVELS:
                assert spec.type is ValueType.BOOLEAN, where


def test_every_datastore_says_whether_it_is_encrypted(aws):
    for node_type in aws.values():
        if "datastore" in node_type.kinds:
            assert node_type.properties["encrypted"].type is ValueType.BOOLEAN, node_type.id


@pytest.mark.parametrize(
    ("name", "to", "kind"),
    [
        ("kms_key", ("aws.kms",), "key_store"),
        ("web_acl", ("aws.waf",), "web_firewall"),
        ("role", ("aws.iam_role",), "identity"),
        ("security_groups", ("aws.security_group",), "security_group"),
    ],
)
def test_a_reference_of_a_name_leads_to_the_same_everywhere(aws, name, to, kind):
    found = [spec for t in aws.values() for key, spec in t.properties.items() if key == name]
    assert len(found) >= 5
    assert {(spec.of or spec).to for spec in found} == {to}
    assert all(kind in aws[target].kinds for target in to)


def test_words_that_go_from_least_to_most_are_ordered(catalogue):
    tls = catalogue.type("aws.cloudfront").properties["minimum_tls"]
    assert tls.ordered
    assert tls.enum.index("tlsv1.1") < tls.enum.index("tlsv1.2")
    block = catalogue.type("aws.region").properties["vpc_block_public_access"]
    assert (block.enum[0], block.ordered) == ("off", True)


MODEL = """archlint: 1
name: Example
nodes:
  cloud:
    type: aws.cloud
    nodes:
      region:
        type: aws.region
        vpc_block_public_access: off
        nodes:
          vpc:
            type: aws.vpc
            nodes:
              public: {type: aws.subnet, zone: a, route_table: routes, network_acl: acl}
  gateway: {type: aws.internet_gateway, in: vpc}
  routes:
    type: aws.route_table
    in: vpc
    routes: [{destination: 0.0.0.0/0, target: gateway}]
  acl:
    type: aws.network_acl
    in: vpc
    ingress: [{number: 100, protocol: tcp, port: 1024-65535, cidr: 0.0.0.0/0, action: allow}]
  web:
    type: aws.security_group
    in: vpc
    ingress: [{protocol: tcp, port: 443}]
  group:
    type: aws.asg
    in: public
    nodes:
      host: {type: aws.ec2, security_groups: [web], imdsv2_required: true}
  cdn:
    type: aws.cloudfront
    in: cloud
    origins: [{target: bucket, access_control: true}]
  bucket: {type: aws.s3, in: region, encryption: SSE-KMS, kms_key: key}
  key: {type: aws.kms, in: region, rotation: true}
  policy:
    type: aws.iam_policy
    statements: [{effect: Allow, actions: ["s3:*"], resources: ["*"]}]
"""


def test_a_deployment_can_be_written_with_them(read):
    model = read(MODEL)
    assert model.nodes["bucket"].text("encryption") == "sse-kms"
    assert model.nodes["region"].text("vpc_block_public_access") == "off"
    assert model.nodes["host"].type.id == "aws.ec2"


@pytest.mark.parametrize(
    ("path", "type_name"),
    [
        ("aws.management.CloudwatchLogs", "aws.cloudwatch_logs"),
        ("aws.network.PublicSubnet", "aws.subnet"),
        ("aws.general.InternetGateway", "aws.internet_gateway"),
        ("aws.mobile.APIGateway", "aws.api_gateway"),
        ("aws.database.Redshift", "aws.redshift"),
        ("aws.network.ELB", "aws.network.ELB"),
    ],
)
def test_an_icon_that_a_service_has_twice_means_the_service(catalogue, path, type_name):
    assert catalogue.type(path).id == type_name


def test_every_type_can_be_read_alone():
    # Anchors and aliases would tie a type to another one in its file.
    for file in sorted(bundled().types.glob("aws-*.yaml")):
        tokens = yaml.scan(file.read_text(encoding="utf-8"))
        tied = [t for t in tokens if isinstance(t, yaml.AnchorToken | yaml.AliasToken)]
        assert [(file.name, t.start_mark.line + 1) for t in tied] == []
