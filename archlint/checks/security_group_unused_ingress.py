"""The rule `security-group-unused-ingress`."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.checks.ingress import Arrival, admits, arrival_of, entries_of, memberships
from archlint.plugin import (
    ArchitectureGraph,
    Verdict,
    fact,
    rule,
    satisfied,
    unknown,
    violated,
)

MAX_ENTRIES = 3


@rule(
    id="security-group-unused-ingress",
    title="Security groups admit no more than the connections need",
    severity="note",
    why="An ingress that nothing needs is a door left open for whoever comes along.",
    fix="Remove the entry, or draw the connection that needs it.",
    limits="""
        It knows the connections that the model draws: traffic from outside the model, such as
        that of administrators, needs to be drawn, too. Groups without members are not judged.
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
          data:
            type: aws.security_group
            ingress: [{port: 5432, source: web}, {port: 22, source: 0.0.0.0/0}]
          app: {type: aws.ec2, security_groups: [web]}
          db: {type: aws.rds, security_groups: [data]}
        connections: [app -> db: {port: 5432}]
        """
    ],
    unknown=[
        """
        nodes:
          web: {type: aws.security_group}
          data: {type: aws.security_group, ingress: [{port: 5432, source: web}]}
          app: {type: aws.ec2, security_groups: [web]}
          db: {type: aws.rds, security_groups: [data]}
        connections: [app -> db]
        """
    ],
)
def security_group_unused_ingress(graph: ArchitectureGraph) -> Iterator[Verdict]:
    """Judge each group that has members and states what it admits to them."""
    for group, arrivals in sorted(_arrivals(graph).items()):
        node = graph.nodes[group]
        entries = entries_of(node)
        if entries is None:
            continue
        answers = [
            (entry, {admits(entry, arrival, graph) for arrival in arrivals}) for entry in entries
        ]
        needless = [entry for entry, found in answers if found <= {False}]
        open_ones = [entry for entry, found in answers if True not in found and None in found]
        if needless:
            facts = [fact("no connection needs this", e.value) for e in needless[:MAX_ENTRIES]]
            count = f"{len(needless)} of the {len(entries)} ingress entries of '{group}'"
            yield violated(node, f"no connection needs {count}", *facts)
        elif open_ones:
            facts = [fact("it may be needed", entry.value) for entry in open_ones[:MAX_ENTRIES]]
            message = f"whether a connection needs what '{group}' admits is not stated"
            yield unknown(node, message, *facts)
        else:
            yield satisfied(node)


def _arrivals(graph: ArchitectureGraph) -> dict[str, set[Arrival]]:
    """Return, for each group with members, what arrives at them; alike connections count once."""
    found: dict[str, set[Arrival]] = {}
    members = memberships(graph)
    for node, groups in members.items():
        for group in groups or ():
            arrivals = found.setdefault(group, set())
            arrivals.update(
                arrival_of(edge, members)
                for edge in graph.edges_to(node)
                if edge.connection is not None
            )
    return found
