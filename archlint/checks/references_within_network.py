"""The rule `references-within-network`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from archlint.plugin import ArchitectureGraph, EdgeKind, Verdict, fact, rule, satisfied, violated

# They serve one network, and nothing in another can name them.
OF_ONE_NETWORK = frozenset(
    {
        "internet_gateway",
        "nat_gateway",
        "network_acl",
        "route_table",
        "security_group",
        "subnet",
        "subnet_group",
    }
)

# What is let in or out may come from a network that is joined to this one.
BETWEEN_NETWORKS = ("ingress.", "egress.")


@rule(
    id="references-within-network",
    title="Nothing refers to parts of another network",
    severity="error",
    why="""
        A security group, a route table or a subnet belongs to one network. What stands in another
        cannot use it, so the model describes something that cannot be built.
    """,
    fix="Name the one of the node's own network, or correct where either of them is placed.",
    limits="""
        Judges references between nodes that both stand in a network that is drawn. The sources and
        destinations that a security group lets through are left out: networks may be joined.
    """,
    tags=("hygiene", "network"),
    passes=[
        """
        nodes:
          vpc: {type: aws.vpc, nodes: {back: {type: aws.subnet}, web: {type: aws.security_group}}}
          app: {type: aws.ec2, in: back, security_groups: [web]}
        """,
    ],
    fails=[
        """
        nodes:
          east: {type: aws.vpc, nodes: {web: {type: aws.security_group}}}
          west: {type: aws.vpc}
          app: {type: aws.ec2, in: west, security_groups: [web]}
        because: security_groups of 'app' names 'web' of another network
        """,
    ],
)
def references_within_network(graph: ArchitectureGraph) -> Iterator[Verdict]:
    """Judge each reference to what serves one network, where both ends stand in one."""

    @cache  # siblings share what is around them
    def networks(around: frozenset[str]) -> frozenset[str]:
        return frozenset(name for name in around if "network" in graph.nodes[name].type.kinds)

    for edge in graph.edges:
        if edge.kind is not EdgeKind.REFERENCE or edge.property.startswith(BETWEEN_NETWORKS):
            continue
        source, target = graph.nodes[edge.source], graph.nodes[edge.target]
        if not target.type.kinds & OF_ONE_NETWORK:
            continue
        here, there = networks(graph.ancestors(source.id)), networks(graph.ancestors(target.id))
        if not (here and there):
            continue
        if here & there:
            yield satisfied(edge)
            continue
        yield violated(
            edge,
            f"{edge.property} of '{source.id}' names '{target.id}' of another network",
            fact(f"'{source.id}' is within '{min(here)}'", source),
            fact(f"'{target.id}' is within '{min(there)}'", target),
        )
