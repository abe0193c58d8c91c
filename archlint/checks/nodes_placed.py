"""The rule `nodes-placed`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from archlint.plugin import ArchitectureGraph, Node, Verdict, fact, rule, satisfied, violated


@rule(
    id="nodes-placed",
    title="What stands in subnets is placed where subnets are drawn",
    severity="warning",
    why="""
        Of a database or a server that is placed in nothing, no rule can tell whether the internet
        can reach it: everything about its network stays unknown.
    """,
    fix="Say in which subnets it stands (in), or in which boundary around them.",
    limits="""
        Applies to types that stand in subnets, in models that draw a subnet of that sort. Whether
        the place is the right one is not judged.
    """,
    tags=("hygiene", "network"),
    passes=[
        """
        nodes:
          back: {type: aws.subnet}
          db: {type: aws.rds, in: back}
          mail: {type: generic.service, in: back}
        """
    ],
    fails=[
        """
        nodes: {back: {type: aws.subnet}, db: {type: aws.rds}}
        because: "'db' is placed in nothing"
        """
    ],
)
def nodes_placed(graph: ArchitectureGraph) -> Iterator[Verdict]:
    """Judge each node whose type stands in subnets of a sort that the model draws."""
    drawn: dict[str, Node] = {}
    for boundary in graph.nodes.values():
        if "subnet" in boundary.type.kinds:
            drawn.setdefault(boundary.type.id, boundary)

    @cache
    def fitting_for(lives_in: tuple[str, ...]) -> list[Node]:
        return [
            subnet
            for subnet in drawn.values()
            if any(subnet.type.answers_to(level) for level in lives_in)
        ]

    for node in graph.nodes.values():
        fitting = fitting_for(node.type.lives_in)
        if not fitting:
            continue
        if node.placements:
            yield satisfied(node)
            continue
        yield violated(
            node,
            f"'{node.id}' is placed in nothing, although the model draws subnets",
            fact(f"'{node.id}' is placed in nothing", node),
            fact(f"'{fitting[0].id}' is {fitting[0].type.id}", fitting[0]),
        )
