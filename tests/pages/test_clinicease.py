"""What the source of the ClinicEase model tells, the pages tell."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

Pages = dict[str, str]

CORE = {
    "Application Load Balancer": [
        "Distributes incoming traffic across multiple container instances",
        "Provides SSL termination with certificates from ACM",
        "Health checks for automatic failover",
    ],
    "ECS Service": [
        "Container orchestration service for running the application",
        "Manages container instances and scaling",
        "Integrates with ALB for traffic distribution",
    ],
    "Container Instance 1": [
        "Docker containers running the Next.js application",
        "Serve both frontend and API routes",
        "Handle real-time communication via Socket.io",
    ],
    "Container Instance 2": [
        "Docker containers running the Next.js application",
        "Serve both frontend and API routes",
        "Handle real-time communication via Socket.io",
    ],
    "Amazon RDS (PostgreSQL)": [
        "Managed PostgreSQL database service",
        "Handles all application data storage",
        "Provides automated backups and failover",
    ],
    "ElastiCache (Redis)": [
        "In-memory data store for caching",
        "Session storage for improved performance",
        "Real-time data synchronization",
    ],
}
SUPPORTING = {
    "Amazon S3": [
        "Object storage for static assets",
        "Profile images and document storage",
        "Backup storage for critical data",
    ],
    "Amazon CloudFront": [
        "Content delivery network",
        "Global distribution of static assets",
        "Improved performance and reduced latency",
    ],
    "AWS Certificate Manager": [
        "SSL/TLS certificate management",
        "Automatic renewal of certificates",
        "Integration with ALB and CloudFront",
    ],
    "AWS Secrets Manager": [
        "Secure storage of environment variables",
        "Automatic rotation of secrets",
        "Integration with ECS task definitions",
    ],
}
ALTERNATIVE = {
    "AWS Elastic Beanstalk": [
        "Simplified deployment option",
        "Managed application hosting",
        "Automatic scaling and monitoring",
    ],
}
GROUPS = {
    "Core components": CORE,
    "Supporting services": SUPPORTING,
    "Alternative deployment": ALTERNATIVE,
}
# The arrows of the data flow, by the title of the flow.
FLOWS = {
    "User request": [
        ("End Users", "Amazon CloudFront"),
        ("Amazon CloudFront", "Amazon S3"),
        ("End Users", "Application Load Balancer"),
    ],
    "Load balancing": [
        ("Application Load Balancer", "ECS Service"),
        ("ECS Service", "Container Instance 1"),
        ("ECS Service", "Container Instance 2"),
    ],
    "Database operations": [("Container Instance 1", "Amazon RDS (PostgreSQL)")],
    "Caching and session storage": [("Container Instance 2", "ElastiCache (Redis)")],
    "File uploads and downloads": [("Container Instance 1", "Amazon S3")],
    "Environment variables": [("Container Instance 2", "AWS Secrets Manager")],
}


def section(text: str, heading: str) -> str:
    """Return what stands between a heading and the next of its level or above."""
    found = re.search(rf"^(#+) {re.escape(heading)}$", text, re.MULTILINE)
    assert found, heading
    rest = text[found.end() :]
    after = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: after.start()] if after else rest


def plain(markdown: str) -> str:
    """Take links and escapes out of Markdown."""
    return re.sub(r"\\(.)", r"\1", re.sub(r"\[((?:\\.|[^\]])*)\]\([^)]*\)", r"\1", markdown))


@pytest.mark.parametrize("group", GROUPS)
def test_each_component_has_its_responsibilities_in_its_group(clinic: Pages, group: str) -> None:
    of_group = section(clinic["components.md"], group)
    for component, responsibilities in GROUPS[group].items():
        entry = plain(section(of_group, component))
        for responsibility in responsibilities:
            assert f"- {responsibility}\n" in entry


def test_groups_come_in_the_order_core_supporting_alternative(clinic: Pages) -> None:
    headings = re.findall(r"^## (.+)$", clinic["components.md"], re.MULTILINE)
    assert headings == [*GROUPS, "Actors", "Boundaries"]


@pytest.mark.parametrize("flow", FLOWS)
def test_each_flow_has_its_steps(clinic: Pages, flow: str) -> None:
    told = plain(section(clinic["data-flows.md"], flow))
    for source, target in FLOWS[flow]:
        assert f"| {source} | {target} |" in told
    assert "```mermaid" in told


@pytest.mark.parametrize(
    ("boundary", "holds"),
    [
        ("Public Subnet", "Contains internet-facing components (ALB)."),
        ("Public Subnet", "Application Load Balancer"),
        ("Public Subnet", "`access`: public"),
        ("Private Subnet", "Contains sensitive components (RDS, ElastiCache)."),
        ("Private Subnet", "Holds directly: Amazon RDS (PostgreSQL), ElastiCache (Redis)"),
        ("Private Subnet", "`access`: private"),
        ("VPC", "Network isolation for all components"),
        ("Security groups", "Control traffic between components"),
    ],
)
def test_security_boundaries(clinic: Pages, boundary: str, holds: str) -> None:
    assert holds in section(plain(clinic["security-boundaries.md"]), boundary)


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Standby and failover", "Amazon RDS (PostgreSQL) | `multi_az` | yes"),
        ("Scaling", "ECS Service | `auto_scaling` | yes"),
        ("Backup and recovery", "Amazon RDS (PostgreSQL) | `automated_backups` | yes"),
        ("Backup and recovery", "`backup_retention_days` | not stated"),
        ("Load balancing", "Application Load Balancer sends traffic to ECS Service"),
        ("Spread over subnets and zones", "not stated for Public Subnet"),
        ("Described, not checked", "Distributes traffic for fault tolerance"),
        ("Described, not checked", "Automatically adjusts container count based on demand"),
        (
            "Described, not checked",
            "Multi-AZ deployment across multiple availability zones (claimed, not modelled)",
        ),
    ],
)
def test_high_availability(clinic: Pages, heading: str, told: str) -> None:
    assert told in section(plain(clinic["high-availability.md"]), heading)


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Amazon CloudWatch", "Metrics and logs for all AWS services"),
        ("Amazon CloudWatch", "Notifications for critical events"),
        ("Amazon CloudWatch", "| metrics and logs | Application Load Balancer, ECS Service,"),
        ("Health checks", "Application Load Balancer | `health_checks` | yes"),
    ],
)
def test_monitoring(clinic: Pages, heading: str, told: str) -> None:
    assert told in section(plain(clinic["monitoring.md"]), heading)


def test_the_overview_shows_the_picture_and_what_stands_where(clinic: Pages) -> None:
    text = clinic["index.md"]
    assert "[![ClinicEase AI: architecture](architecture.png)](architecture.svg)" in text
    tree = plain(section(text, "What stands where"))
    for line in (
        "- AWS Cloud\n    - VPC (Amazon VPC)\n        - Public Subnet (Subnet)\n            - App",
        "        - Private Subnet (Subnet)\n            - Amazon RDS (PostgreSQL)",
        "- Outside every boundary\n    - End Users\n",
    ):
        assert line in tree


def test_traffic_from_outside_is_followed_to_every_datastore(clinic: Pages) -> None:
    told = plain(section(clinic["security-boundaries.md"], "Exposure"))
    for path in (
        "End Users → Application Load Balancer → ECS Service → Amazon RDS (PostgreSQL)",
        "End Users → Application Load Balancer → ECS Service → ElastiCache (Redis)",
        "End Users → Amazon CloudFront → Amazon S3",
    ):
        assert f"| {path} |" in told


def test_what_the_model_leaves_open_is_named_with_the_provider_s_default(clinic: Pages) -> None:
    entry = plain(section(clinic["components.md"], "Amazon RDS (PostgreSQL)"))
    assert re.search(r"\| `backup_retention_days` \| [^|]+ \| 1 day; source: Amazon RDS", entry)
    assert re.search(r"\| `encrypted` \| [^|]+ \| ", entry)


def test_the_drawing_s_own_arrows_are_all_told(clinic: Pages) -> None:
    arrows: Mapping[str, tuple[str, ...]] = {
        "End Users": ("Amazon CloudFront", "Application Load Balancer"),
        "Application Load Balancer": ("ECS Service", "AWS Certificate Manager"),
        "ECS Service": ("Container Instance 1", "Container Instance 2", "AWS Secrets Manager"),
        "Amazon CloudFront": ("Amazon S3",),
        "AWS Elastic Beanstalk": ("Amazon RDS (PostgreSQL)",),
    }
    for source, targets in arrows.items():
        entry = plain(section(clinic["components.md"], source))
        for target in targets:
            assert f"| to {target} |" in entry
