"""The rule `connection-not-admitted`."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.checks.ingress import Arrival, any_admits, arrival_of, entries_of, memberships
from archlint.checks.open_types import may_join, open_facts, told
from archlint.plugin import (
    ArchitectureGraph,
    EdgeKind,
    Verdict,
    fact,
    rule,
    satisfied,
    unknown,
    violated,
)

MAX_GROUPS = 3


@rule(
    id="connection-not-admitted",
    title="Security groups admit the connections that are drawn",
    severity="warning",
    why="""
        A connection to a node whose security groups admit nothing of the kind cannot work as it is
        drawn: either the picture or the groups are out of date.
    """,
    fix="Add an ingress entry with the connection's port and source, or remove the connection.",
    limits="""
        Connections of traffic to nodes whose groups state their ingress are judged by port, source,
        and protocol: an entry for tcp does not admit what says udp, and what names neither is taken
        for tcp. Egress, network ACLs and routes are not judged, nor who stands in a block of
        addresses other than the whole internet.
    """,
    tags=("network",),
    passes=[
        """
        nodes:
          web: {type: aws.security_group}
          data: {type: aws.security_group, ingress: [{port: 5432, source: web}]}
          app: {type: aws.ec2, security_groups: [web]}
          db: {type: aws.rds, security_groups: [data]}
        connections: [app -> db: {port: 5432}]
        """
    ],
    fails=[
        """
        nodes:
          web: {type: aws.security_group}
          data: {type: aws.security_group, ingress: [{port: 3306, source: web}]}
          app: {type: aws.ec2, security_groups: [web]}
          db: {type: aws.rds, security_groups: [data]}
        connections: [app -> db: {port: 5432}]
        because: no ingress of 'data' admits 'app' to 'db'
        """
    ],
    unknown=[
        """
        nodes:
          data: {type: aws.security_group, ingress: [{port: 5432, source: 10.0.0.0/16}]}
          app: {type: aws.ec2, security_groups: []}
          db: {type: aws.rds, security_groups: [data]}
        connections: [app -> db: {port: 5432}]
        because: whether 'data' admits 'app' to 'db' is not stated
        """
    ],
)
def connection_not_admitted(graph: ArchitectureGraph) -> Iterator[Verdict]:
    """Judge each connection of traffic to a member of a group that states its ingress."""
    stated = {
        node.id: entries
        for node in graph.nodes.values()
        if "security_group" in node.type.kinds and (entries := entries_of(node)) is not None
    }
    known_answers: dict[tuple[tuple[str, ...], Arrival], bool | None] = {}
    members = memberships(graph)
    for edge in graph.connections:
        groups = members[edge.target] or frozenset()
        known = tuple(sorted(groups & stated.keys()))
        if edge.kind is not EdgeKind.TRAFFIC or not known:
            continue
        arrival = arrival_of(edge, members)
        if (known, arrival) not in known_answers:  # many connections are alike
            offered = [entry for name in known for entry in stated[name]]
            known_answers[known, arrival] = any_admits(offered, arrival, graph)
        answer = known_answers[known, arrival]
        if answer:
            yield satisfied(edge)
            continue
        named = ", ".join(f"'{name}'" for name in known[:MAX_GROUPS])
        facts = [
            fact(f"what '{name}' admits", graph.nodes[name].stated["ingress"])
            for name in known[:MAX_GROUPS]
        ]
        if answer is None or len(known) < len(groups):
            message = f"whether {named} admits '{edge.source}' to '{edge.target}' is not stated"
            yield unknown(edge, message, *facts)
            continue
        message = f"no ingress of {named} admits '{edge.source}' to '{edge.target}'"
        target = graph.nodes[edge.target]
        further = [item for item in graph.model.open if may_join(member=target, group=item)]
        if further:  # it may be a member of one that is not shown
            yield unknown(edge, f"{message}, and {told(further)}", *facts, *open_facts(further))
        else:
            yield violated(edge, message, *facts)
