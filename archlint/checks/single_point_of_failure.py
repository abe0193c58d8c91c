"""The rule `single-point-of-failure`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from archlint.checks.open_types import carries_traffic, open_facts, told
from archlint.plugin import (
    ArchitectureGraph,
    Node,
    Verdict,
    fact,
    rule,
    satisfied,
    unknown,
    violated,
)

# At these levels a node stands in one place that may fail; what lives further out (a bucket in a
# region, a content delivery network) is spread by whoever runs it.
LEVELS = frozenset({"subnet", "zone"})

# How types say that they run in several zones, whatever subnets they are drawn in.
SPREAD = ("multi_az", "zone_redundant", "regional")


class _Answer(NamedTuple):
    """Whether a node survives the loss of a zone, as far as the model says, and why."""

    survives: bool | None
    reason: str


@rule(
    id="single-point-of-failure",
    title="No component in one zone is the only way from users to a datastore",
    severity="warning",
    why="""
        Where all traffic from users to a datastore passes one component in one availability zone,
        the loss of that zone, or of that component, takes the data out of reach, however redundant
        everything around it is.
    """,
    fix="""
        Run the component in two zones or more (place it in subnets of several zones, or state
        multi_az, zone_redundant, regional or auto_scaling where that is so), or give the traffic a
        second way.
    """,
    limits="""
        It judges what stands in subnets or zones and trusts what the model states of zones and
        of how a node is spread over them. The ends of a path, the network between them, the
        capacity that is left after a loss and services that the provider spreads over a region,
        such as a function that is drawn in its region, are not judged.
    """,
    tags=("availability",),
    passes=[
        """
        nodes:
          a: {type: aws.subnet, zone: eu-1a}
          b: {type: aws.subnet, zone: eu-1b}
          users: {type: actor.user}
          app: {type: aws.ecs_service, in: [a, b]}
          db: {type: aws.rds, in: a}
        connections: [users -> app, app -> db]
        """,
        """
        nodes:
          a: {type: aws.subnet, zone: eu-1a}
          b: {type: aws.subnet, zone: eu-1b}
          users: {type: actor.user}
          app-1: {type: aws.ec2, in: a}
          app-2: {type: aws.ec2, in: b}
          db: {type: aws.rds, in: a}
        connections: [users -> app-1, users -> app-2, app-1 -> db, app-2 -> db]
        """,
    ],
    fails=[
        """
        nodes:
          a: {type: aws.subnet, zone: eu-1a}
          users: {type: actor.user}
          app: {type: aws.ec2, in: a}
          db: {type: aws.rds, in: a}
        connections: [users -> app, app -> db]
        because: "'app' stands in one zone"
        """
    ],
    unknown=[
        """
        nodes:
          a: {type: aws.subnet}
          users: {type: actor.user}
          app: {type: aws.ec2, in: a}
          db: {type: aws.rds, in: a}
        connections: [users -> app, app -> db]
        because: in how many zones 'app' runs is not stated
        """
    ],
)
def single_point_of_failure(graph: ArchitectureGraph) -> Iterator[Verdict]:
    """Judge what stands between users and datastores."""
    users = [n.id for n in graph.nodes.values() if n.type.kinds & {"actor", "internet"}]
    datastores = [n.id for n in graph.nodes.values() if "datastore" in n.type.kinds]
    for node_id, passage in graph.passages(sources=users, targets=datastores).items():
        node = graph.nodes[node_id]
        if not _stands_in_one_place(node, graph):
            continue
        answer = _Answer(True, "") if not passage.cuts_off else _answer(node, graph)
        if answer.survives:
            yield satisfied(node)
            continue
        others = passage.cuts_off - 1
        further = [
            item
            for item in graph.model.open
            if carries_traffic(item) or item.type.id == node.type.id
        ]
        message = (
            f"without '{node.id}' no traffic from users reaches '{passage.first}'"
            f"{f' and {others} more' if others else ''}{' as shown' if further else ''}; "
            f"{answer.reason}{f', and {told(further)}' if further else ''}"
        )
        facts = [
            fact(f"'{node.id}' is the only way to '{passage.first}'", graph.nodes[passage.first]),
            *(fact(_place(p.boundary, graph), p) for p in node.placements),
            *open_facts(further),
        ]
        verdict = violated if answer.survives is False and not further else unknown
        yield verdict(node, message, *facts)


def _stands_in_one_place(node: Node, graph: ArchitectureGraph) -> bool:
    if node.type.is_boundary and (node.type.curated or node.id in graph.children):
        return False
    if any(graph.nodes[name].type.kinds & LEVELS for name in graph.ancestors(node.id)):
        return True
    if not node.type.properties.keys() & {*SPREAD} and _stands_further_out(node, graph):
        return False
    return any(kinds & LEVELS for kinds in node.type.levels.values())


def _stands_further_out(node: Node, graph: ArchitectureGraph) -> bool:
    """Tell whether a node stands at a level of its type that no subnet or zone is around."""
    parents = [graph.nodes[name].type for name in graph.parents(node.id)]
    return any(
        parent.answers_to(level) and not any(k & LEVELS for k in parent.levels.values())
        for parent in parents
        for level in node.type.lives_in
    )


def _answer(node: Node, graph: ArchitectureGraph) -> _Answer:
    for name in SPREAD:
        if name in node.type.properties:  # its subnets say where it may run, not where it does
            stated = node.plain(name)
            if stated is None:
                return _Answer(None, f"'{node.id}' does not state {name}")
            return _Answer(stated, f"its {name} is {str(stated).lower()}")
    if node.plain("topology_spread") is True:
        return _Answer(True, "")
    subnets = [b for b in graph.parents(node.id) if "subnet" in graph.nodes[b].type.kinds]
    if node.plain("auto_scaling") is True and len(subnets) > 1:
        return _Answer(True, "")
    least, most = graph.spread(node.id, "zone")
    if least >= 2:
        return _Answer(True, "")
    if not node.placements:
        return _Answer(None, f"'{node.id}' is placed in nothing")
    if most <= 1:
        return _Answer(False, f"'{node.id}' stands in one zone")
    return _Answer(None, f"in how many zones '{node.id}' runs is not stated")


def _place(boundary: str, graph: ArchitectureGraph) -> str:
    zone = graph.nodes[boundary].text("zone")
    return f"it is within '{boundary}'" + (f", in the zone {zone}" if zone else "")
