"""The model of ClinicEase AI holds everything that its source draws and tells.

The source lies in `tests/cases/seed/clinicease.md`: a diagram in Mermaid and the prose around it.
What can be read out of it by a program is; the tables below say what each piece is in the model.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEED = (ROOT / "tests" / "cases" / "seed" / "clinicease.md").read_text(encoding="utf-8")

# Names in the diagram, and what they are in the model.
BOXES = {
    "ALB": "alb",
    "ECS": "ecs",
    "Container1": "container-1",
    "Container2": "container-2",
    "RDS": "rds",
    "Redis": "redis",
    "S3": "s3",
    "ACM": "acm",
    "SM": "secrets-manager",
    "CF": "cloudfront",
    "EB": "elastic-beanstalk",
    "Users": "users",
}
BOUNDARIES = {
    "AWS Cloud": "aws",
    "VPC": "vpc",
    "Public Subnet": "public",
    "Private Subnet": "private",
}
TYPES = {
    "users": "actor.user",
    "aws": "aws.cloud",
    "vpc": "aws.vpc",
    "public": "aws.subnet",
    "private": "aws.subnet",
    "alb": "aws.alb",
    "ecs": "aws.ecs_service",
    "container-1": "aws.ecs_task",
    "container-2": "aws.ecs_task",
    "rds": "aws.rds",
    "redis": "aws.elasticache",
    "s3": "aws.s3",
    "cloudfront": "aws.cloudfront",
    "acm": "aws.acm",
    "secrets-manager": "aws.secrets_manager",
    "cloudwatch": "aws.cloudwatch",
    "security-groups": "aws.security_group",
    "elastic-beanstalk": "aws.elastic_beanstalk",
}
# The prose speaks of certificates and of environment variables on these two arrows.
USES = {("alb", "acm"), ("ecs", "secrets-manager")}
DESCRIBED = {
    "Application Load Balancer (ALB)": ["alb"],
    "ECS (Elastic Container Service)": ["ecs"],
    "Container Instances": ["container-1", "container-2"],
    "Amazon RDS (PostgreSQL)": ["rds"],
    "ElastiCache (Redis)": ["redis"],
    "Amazon S3": ["s3"],
    "Amazon CloudFront": ["cloudfront"],
    "AWS Certificate Manager (ACM)": ["acm"],
    "AWS Secrets Manager": ["secrets-manager"],
    "AWS Elastic Beanstalk": ["elastic-beanstalk"],
}
GROUPS = {
    "Core Components": "core",
    "Supporting Services": "supporting",
    "Alternative Deployment": "alternative",
}
# The six lines of "Data Flow", and the hops that each must hold.
FLOWS = {
    "**User Request** → CloudFront/S3 (static assets) or ALB (application)": (
        "user-request",
        [("users", "cloudfront"), ("cloudfront", "s3"), ("users", "alb")],
    ),
    "**ALB** → ECS Container Instances (load balanced)": (
        "load-balancing",
        [("alb", "ecs"), ("ecs", "container-1"), ("ecs", "container-2")],
    ),
    "**Container** ↔ RDS (database operations)": (
        "database-operations",
        [("container-1", "rds"), ("container-2", "rds")],
    ),
    "**Container** ↔ ElastiCache (caching/session storage)": (
        "caching",
        [("container-1", "redis"), ("container-2", "redis")],
    ),
    "**Container** → S3 (file uploads/downloads)": (
        "file-transfer",
        [("container-1", "s3"), ("container-2", "s3")],
    ),
    "**Container** ↔ Secrets Manager (environment variables)": (
        "secrets",
        [("container-1", "secrets-manager"), ("container-2", "secrets-manager")],
    ),
}
# Sentences of the remaining sections, and the connections that only they tell of.
PROSE_ONLY = {
    "Integration with ALB and CloudFront": [("cloudfront", "acm", "uses")],
    "**Container** ↔ RDS": [("container-1", "rds", "traffic"), ("container-2", "rds", "traffic")],
    "**Container** ↔ ElastiCache": [
        ("container-1", "redis", "traffic"),
        ("container-2", "redis", "traffic"),
    ],
    "**Container** → S3": [("container-1", "s3", "traffic"), ("container-2", "s3", "traffic")],
    "**Container** ↔ Secrets Manager": [
        ("container-1", "secrets-manager", "uses"),
        ("container-2", "secrets-manager", "uses"),
    ],
    "Metrics and logs for all AWS services": [
        (node, "cloudwatch", "uses")
        for node in TYPES
        if node not in {"users", "aws", "vpc", "public", "private", "cloudwatch", "security-groups"}
    ],
}


def mermaid() -> tuple[dict[str, str], list[tuple[str, str]], dict[str, str]]:
    """The boxes with their texts, the arrows, and the boundary of each box and boundary."""
    diagram = SEED.split("```mermaid\n")[1].split("```")[0]
    boxes: dict[str, str] = {}
    arrows: list[tuple[str, str]] = []
    inside: dict[str, str] = {}
    open_boundaries: list[str] = []
    for line in map(str.strip, diagram.splitlines()):
        if line.startswith("subgraph"):
            name = line.split('"')[1]
            if open_boundaries:
                inside[name] = open_boundaries[-1]
            open_boundaries.append(name)
        elif line == "end":
            open_boundaries.pop()
        elif not line.startswith(("graph", "classDef", "class ")):
            for box, text in re.findall(r"(\w+)\[([^\]]+)\]", line):
                boxes[box] = text
                if open_boundaries:
                    inside[box] = open_boundaries[-1]
            arrow = re.fullmatch(r"(\w+)(?:\[.*?\])? -\.?-> (\w+)(?:\[.*?\])?", line)
            if arrow:
                arrows.append((arrow[1], arrow[2]))
    return boxes, arrows, inside


def bullets() -> dict[str, dict[str, list[str]]]:
    """The numbered components of each section, with their bullets."""
    found: dict[str, dict[str, list[str]]] = {}
    section = title = ""
    for line in SEED.split("## Component Descriptions")[1].split("## Data Flow")[0].splitlines():
        if line.startswith("### "):
            section = line[4:]
        elif heading := re.match(r"\d+\. \*\*(.+)\*\*", line):
            title = heading[1]
            found.setdefault(section, {})[title] = []
        elif line.strip().startswith("- "):
            found[section][title].append(line.strip()[2:])
    return found


def points(section: str) -> dict[str, str]:
    """The bullets `- **Name**: text` of a section."""
    return dict(
        re.findall(r"^- \*\*(.+?)\*\*: (.+)$", SEED.split(f"## {section}")[1], re.MULTILINE)
    )


@pytest.fixture(scope="module")
def model(read):
    return read((ROOT / "model" / "architecture.yaml").read_bytes())


def test_the_source_reads_as_counted_by_hand():
    boxes, arrows, inside = mermaid()
    assert (len(boxes), len(arrows), len(inside)) == (12, 11, 14)
    assert sum(len(lines) for parts in bullets().values() for lines in parts.values()) == 30
    assert set(boxes) == set(BOXES)


def test_every_box_is_a_node_of_its_type_and_what_the_diagram_does_not_draw_is_known(model):
    assert {node.id: node.type.id for node in model.nodes.values()} == TYPES
    assert set(TYPES) - {*BOXES.values(), *BOUNDARIES.values()} == {"cloudwatch", "security-groups"}


def test_every_box_keeps_the_words_of_its_text(model):
    for box, text in mermaid()[0].items():
        name = model.nodes[BOXES[box]].name
        words = re.findall(r"\w+", text.split(" - Static Assets")[0].split(" - Alternative")[0])
        assert re.findall(r"\w+", name) == words


def test_everything_stands_where_the_diagram_draws_it(model):
    inside = mermaid()[2]
    ids = BOXES | BOUNDARIES
    drawn = {ids[name]: [ids[around]] for name, around in inside.items()}
    drawn |= {"users": [], "aws": []}
    found = {
        node.id: [place.boundary for place in node.placements] for node in model.nodes.values()
    }
    told = {"cloudwatch": ["aws"], "security-groups": ["vpc"]}
    assert found == drawn | told


def test_every_arrow_is_a_connection_of_its_kind(model):
    kinds = {(c.source, c.target): c.kind for c in model.connections}
    arrows = [(BOXES[source], BOXES[target]) for source, target in mermaid()[1]]
    assert {arrow: kinds.get(arrow) for arrow in arrows} == {
        arrow: "uses" if arrow in USES else "traffic" for arrow in arrows
    }


def test_every_connection_is_drawn_or_told(model):
    drawn = {(BOXES[source], BOXES[target]) for source, target in mermaid()[1]}
    told = {(source, target) for hops in PROSE_ONLY.values() for source, target, _ in hops}
    assert {(c.source, c.target) for c in model.connections} == drawn | told
    assert not drawn & told
    assert len(model.connections) == len(drawn) + len(told)


@pytest.mark.parametrize("sentence", PROSE_ONLY)
def test_what_only_the_prose_connects_is_connected(model, sentence):
    assert sentence in SEED
    found = {(c.source, c.target, c.kind) for c in model.connections}
    assert set(PROSE_ONLY[sentence]) <= found


@pytest.mark.parametrize("title", DESCRIBED)
def test_every_bullet_is_a_responsibility_in_its_words_and_order(model, title):
    [(section, lines)] = [
        (section, parts[title]) for section, parts in bullets().items() if title in parts
    ]
    for node_id in DESCRIBED[title]:
        node = model.nodes[node_id]
        assert list(node.texts("responsibilities")[: len(lines)]) == lines
        assert node.text("group") == GROUPS[section]


def test_no_component_of_the_prose_is_left_out():
    assert {title for parts in bullets().values() for title in parts} == set(DESCRIBED)


@pytest.mark.parametrize("line", FLOWS)
def test_every_line_of_the_data_flow_is_a_flow_with_its_hops(model, line):
    assert line in SEED
    flow, hops = FLOWS[line]
    assert [(step.source, step.target) for step in model.flows[flow].steps] == hops


def test_there_are_no_flows_but_those_of_the_source(model):
    lines = re.findall(r"^\d+\. (.+)$", SEED.split("## Data Flow")[1].split("##")[0], re.MULTILINE)
    assert lines == list(FLOWS)
    assert list(model.flows) == [flow for flow, _ in FLOWS.values()]


def test_the_security_boundaries_are_described_in_the_words_of_the_source(model):
    told = points("Security Boundaries")
    nodes = model.nodes
    assert told["Public Subnet"] in nodes["public"].text("description")
    assert told["Private Subnet"] in nodes["private"].text("description")
    assert told["VPC"] in nodes["vpc"].text("description")
    assert told["Security Groups"] in nodes["security-groups"].text("description")
    assert (nodes["public"].plain("access"), nodes["private"].plain("access")) == (
        "public",
        "private",
    )


def test_the_claims_of_high_availability_are_stated(model):
    told, nodes = points("High Availability"), model.nodes
    assert told["Multi-AZ Deployment"] == "RDS and ECS across multiple availability zones"
    assert nodes["rds"].plain("multi_az") is True
    assert "multiple availability zones" in nodes["ecs"].plain("meta")["claim"]
    assert told["Auto Scaling"].removeprefix("ECS ").capitalize() in nodes["ecs"].texts(
        "responsibilities"
    )
    assert nodes["ecs"].plain("auto_scaling") is True
    assert told["Load Balancing"].removeprefix("ALB ").capitalize() in nodes["alb"].texts(
        "responsibilities"
    )
    assert told["Backup and Recovery"] == "Automated backups for RDS"
    assert nodes["rds"].plain("automated_backups") is True


def test_monitoring_and_alerting_are_stated(model):
    told, nodes = points("Monitoring and Logging"), model.nodes
    assert list(nodes["cloudwatch"].texts("responsibilities")) == [
        told["CloudWatch"],
        told["Alerting"],
    ]
    assert told["Health Checks"] == "ALB monitors container health"
    assert nodes["alb"].plain("health_checks") is True


def test_what_the_source_does_not_say_is_not_stated(model):
    unsaid = {"port", "encrypted"}
    assert not [c.key for c in model.connections if unsaid & set(c.stated)]
    for node in model.nodes.values():
        assert not {"encrypted", "backup_retention_days", "kms_key", "cidr", "zone"} & set(
            node.stated
        )
