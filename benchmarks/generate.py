"""Write a model of a given size: the same size gives the same bytes.

    python benchmarks/generate.py 10000 > model.yaml

Regions hold networks of six subnets; load balancers take traffic from users and pass it to six
services each, which share a database and a cache and reach into the neighbouring group. So paths
from the users to the datastores are many and long, and every rule has work to do.
"""

import sys
from collections.abc import Iterator

NODES_PER_GROUP = 9
SERVICES = 6
GROUPS_PER_NETWORK = 100


def model(nodes: int) -> Iterator[str]:
    """Give the lines of a model with about that many nodes, and more connections than nodes."""
    groups = max(1, nodes // NODES_PER_GROUP)
    networks = max(1, groups // GROUPS_PER_NETWORK)
    yield "archlint: 1"
    yield f"name: Generated, {nodes} nodes"
    yield "data: {records: {classification: restricted}}"
    yield "nodes:"
    yield "  users: {type: actor.user}"
    yield "  cloud:"
    yield "    type: aws.cloud"
    yield "    nodes:"
    for network in range(networks):
        yield f"      vpc-{network}:"
        yield "        type: aws.vpc"
        yield "        nodes:"
        for subnet in range(6):
            access = "public" if subnet < 2 else "private"
            yield (
                f"          subnet-{network}-{subnet}: "
                f"{{type: aws.subnet, access: {access}, zone: z{subnet % 3}}}"
            )
    yield "  acm: {type: aws.acm, in: cloud}"
    yield "  waf: {type: aws.waf, in: cloud}"
    for group in range(groups):
        yield from _group_nodes(group, group % networks)
    yield "connections:"
    for group in range(groups):
        yield from _group_connections(group)


def _group_nodes(group: int, network: int) -> Iterator[str]:
    yield f"  alb-{group}:"
    yield "    type: aws.alb"
    yield f"    in: [subnet-{network}-0, subnet-{network}-1]"
    yield "    scheme: internet-facing"
    yield "    listeners: [{protocol: https, certificate: acm}]"
    yield "    web_acl: waf"
    for service in range(SERVICES):
        yield f"  app-{group}-{service}:"
        yield "    type: aws.ecs_service"
        yield f"    in: [subnet-{network}-{2 + service % 4}]"
        yield f"    description: Service {service} of group {group}."
        yield "    auto_scaling: true"
    yield f"  db-{group}:"
    yield "    type: aws.rds"
    yield f"    in: subnet-{network}-{2 + group % 4}"
    yield "    multi_az: true"
    yield f"    backup_retention_days: {group % 14}"
    yield "    stores: [records]"
    yield f"  cache-{group}: {{type: aws.elasticache, in: subnet-{network}-3, engine: redis}}"


def _group_connections(group: int) -> Iterator[str]:
    yield f"  - users -> alb-{group}: {{protocol: https}}"
    for service in range(SERVICES):
        yield f"  - alb-{group} -> app-{group}-{service}"
        yield f"  - app-{group}-{service} -> db-{group}: {{protocol: tls, carries: [records]}}"
    yield f"  - app-{group}-0 -> cache-{group}"
    if group:
        yield f"  - app-{group}-1 -> alb-{group - 1}"


def exposed(nodes: int) -> Iterator[str]:
    """Give the lines of a model in which a path rule finds half of all nodes."""
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


if __name__ == "__main__":
    sys.stdout.writelines(line + "\n" for line in model(int(sys.argv[1])))
