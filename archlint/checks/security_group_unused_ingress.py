"""The rule `security-group-unused-ingress`."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.checks.ingress import Arrival, Entry, admits, arrival_of, entries_of, memberships
from archlint.checks.open_types import carries_traffic, may_join, open_facts, told
from archlint.plugin import (
    ArchitectureGraph,
    EdgeKind,
    Node,
    OpenType,
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
        It knows the connections of traffic that the model draws: traffic from outside the model,
        such as that of administrators, needs to be drawn, too. Groups without members are not
        judged. A connection that names neither tcp nor udp is taken for tcp.
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
        because: no connection needs 1 of the 2 ingress entries of 'data'
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
        because: whether a connection needs what 'data' admits is not stated
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
        unmet = [entry for entry, found in answers if found <= {False}]
        users = [_unlisted_users(entry, node, graph) for entry in unmet]
        needless = [entry for entry, found in zip(unmet, users, strict=True) if not found]
        open_ones = [entry for entry, found in answers if True not in found and None in found]
        if needless:
            facts = [fact("no connection needs this", e.value) for e in needless[:MAX_ENTRIES]]
            count = f"{len(needless)} of the {len(entries)} ingress entries of '{group}'"
            yield violated(node, f"no connection needs {count}", *facts)
        elif unmet:
            further = [i for i in graph.model.open if any(i in found for found in users)]
            facts = [fact("it may be needed", entry.value) for entry in unmet[:MAX_ENTRIES]]
            count = f"{len(unmet)} of the {len(entries)} ingress entries of '{group}'"
            message = f"no connection that is shown needs {count}, and {told(further)}"
            yield unknown(node, message, *facts, *open_facts(further))
        elif open_ones:
            facts = [fact("it may be needed", entry.value) for entry in open_ones[:MAX_ENTRIES]]
            message = f"whether a connection needs what '{group}' admits is not stated"
            yield unknown(node, message, *facts)
        else:
            yield satisfied(node)


def _unlisted_users(entry: Entry, group: Node, graph: ArchitectureGraph) -> list[OpenType]:
    """Return the open types whose nodes may send or receive what an entry of a group admits."""
    source = graph.nodes.get(entry.source) if isinstance(entry.source, str) else None
    only_members = source is not None and "security_group" in source.type.kinds
    return [
        item
        for item in graph.model.open
        if may_join(member=item, group=group)
        or (not only_members and carries_traffic(item))
        or (source is not None and may_join(member=item, group=source))
    ]


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
                if edge.kind is EdgeKind.TRAFFIC
            )
    return found
