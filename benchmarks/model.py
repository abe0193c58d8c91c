"""The topology as a model of archlint."""

from __future__ import annotations

from collections.abc import Iterator

from topology import CHAINS, TIERS, ZONES, Group, Network, Topology


def model(system: Topology) -> Iterator[str]:
    """Give the lines of the model."""
    yield "archlint: 1"
    yield f"name: Generated, {system.nodes} nodes"
    yield "data: {records: {classification: restricted}}"
    yield "nodes:"
    yield "  users: {type: actor.user}"
    yield "  internet: {type: internet}"
    yield "  cloud:"
    yield "    type: aws.cloud"
    yield "    nodes:"
    for region in system.regions:
        yield f"      region-{region}:"
        yield "        type: aws.region"
        yield "        nodes:"
        for network in system.networks:
            if network.region == region:
                yield from _boundaries(network)
    for network in system.networks:
        yield from _shared(network)
        for group in network.groups:
            yield from _group(group, network.region)
    yield "connections:"
    yield "  - users -> internet"
    for group in system.groups:
        yield from _connections(group)


def _boundaries(network: Network) -> Iterator[str]:
    n = network.number
    yield f"          vpc-{n}:"
    yield "            type: aws.vpc"
    yield "            cidr: 10.0.0.0/16"
    yield "            nodes:"
    for zone in range(ZONES):
        yield f"              zone-{n}-{zone}:"
        yield "                type: aws.availability_zone"
        yield "                nodes:"
        for index, tier in enumerate(TIERS):
            access = "public" if tier == "public" else "private"
            yield (
                f"                  {tier}-{n}-{zone}: {{type: aws.subnet, access: {access}, "
                f"zone: z{zone}, cidr: 10.0.{16 * index + zone}.0/24}}"
            )


def _shared(network: Network) -> Iterator[str]:
    n = network.number
    for tier in TIERS:
        yield f"  sg-{tier}-{n}: {{type: aws.security_group, in: vpc-{n}}}"
    for name, kind in (
        ("certificate", "acm"),
        ("key", "kms"),
        ("firewall", "waf"),
        ("logs", "cloudwatch"),
    ):
        yield f"  {name}-{n}: {{type: aws.{kind}, in: region-{network.region}}}"


def _group(group: Group, region: int) -> Iterator[str]:
    g, n = group.number, group.network
    listener = f"{{protocol: https, port: 443, certificate: certificate-{n}}}"
    yield f"  lb-{g}:"
    yield "    type: aws.alb"
    yield f"    in: {_subnets('public', n)}"
    yield "    scheme: internet-facing"
    yield f"    listeners: [{listener if group.serves_https else '{protocol: http, port: 80}'}]"
    yield f"    security_groups: [sg-public-{n}]"
    yield f"    web_acl: {f'firewall-{n}' if group.has_firewall else 'null'}"
    for chain in range(CHAINS):
        for name, tier in (("web", group.tier_of(chain=chain)), ("api", "app")):
            yield f"  {name}-{g}-{chain}:"
            yield "    type: aws.ecs_service"
            yield f"    in: {_subnets(tier, n)}"
            yield f"    description: The {name} service {chain} of group {g}."
            yield "    launch_type: fargate"
            yield f"    security_groups: [sg-app-{n}]"
    yield f"  db-{g}:"
    yield "    type: aws.rds"
    yield f"    in: {_subnets(group.database_tier, n)}"
    yield "    engine: postgres"
    yield f"    multi_az: {str(group.multi_az).lower()}"
    yield f"    backup_retention_days: {group.backup_days}"
    yield f"    encrypted: {str(group.encrypted).lower()}"
    if group.encrypted:
        yield f"    kms_key: key-{n}"
    yield f"    security_groups: [sg-data-{n}]"
    yield "    stores: [records]"
    yield (
        f"  cache-{g}: {{type: aws.elasticache, in: {_subnets('data', n)}, engine: redis, "
        f"security_groups: [sg-data-{n}], stores: []}}"
    )
    key = f", kms_key: key-{n}" if group.encrypted else ""
    yield f"  bucket-{g}: {{type: aws.s3, in: region-{region}{key}, stores: [records]}}"
    yield f"  queue-{g}: {{type: generic.queue, in: region-{region}}}"
    yield f"  secret-{g}: {{type: aws.secrets_manager, in: region-{region}, kms_key: key-{n}}}"


def _subnets(tier: str, network: int) -> str:
    return f"[{', '.join(f'{tier}-{network}-{zone}' for zone in range(ZONES))}]"


def _connections(group: Group) -> Iterator[str]:
    g, n = group.number, group.network
    scheme = "https" if group.serves_https else "http"
    yield f"  - internet -> lb-{g}: {{protocol: {scheme}}}"
    for chain in range(CHAINS):
        yield f"  - lb-{g} -> web-{g}-{chain}: {{port: 8080}}"
        yield f"  - web-{g}-{chain} -> api-{g}-{chain}: {{port: 8080}}"
        yield (f"  - api-{g}-{chain} -> db-{g}: {{protocol: tls, port: 5432, carries: [records]}}")
    yield f"  - api-{g}-0 -> cache-{g}: {{port: 6379}}"
    yield f"  - api-{g}-1 -> queue-{g}"
    yield f"  - api-{g}-2 -> bucket-{g}: {{protocol: https, carries: [records]}}"
    yield f"  - api-{g}-0 -> secret-{g}: {{kind: uses}}"
    services = [f"{name}-{g}-{chain}" for chain in range(CHAINS) for name in ("web", "api")]
    yield f"  - {{from: [{', '.join(services)}], to: logs-{n}, kind: uses}}"
    if group.exposed:
        yield f"  - internet -> web-{g}-0: {{port: 8080}}"
    if group.called is not None:
        yield f"  - web-{g}-1 -> lb-{group.called}: {{protocol: https}}"


def exposed(nodes: int) -> Iterator[str]:
    """Give the lines of another model: one in which a path rule finds half of all nodes."""
    yield "archlint: 1"
    yield f"name: Exposed, {nodes} nodes"
    yield "nodes:"
    yield "  users: {type: actor.user}"
    for number in range(nodes // 2):
        yield f"  app-{number}: {{type: generic.service}}"
        yield f"  db-{number}: {{type: generic.database}}"
    yield "connections:"
    for number in range(nodes // 2):
        yield f"  - users -> app-{number}"
        yield f"  - app-{number} -> db-{number}"
