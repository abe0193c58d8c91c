"""The rule `impossible-placement`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from archlint.plugin import ArchitectureGraph, Node, Verdict, fact, rule, satisfied, violated

# Where an address decides what stands there. Regions, accounts and groups are drawn loosely.
PLACES = frozenset({"network", "subnet"})

# Drawn within the subnets of what they run or serve, although they stand further out.
DRAWN_WITHIN = frozenset({"block_storage", "container_cluster"})


@rule(
    id="impossible-placement",
    title="Nothing is drawn inside a network or subnet where it cannot stand",
    severity="warning",
    why="""
        A bucket has no address in a subnet, and a content delivery network stands at the edge of
        the internet. Drawn inside, they look protected by walls that are not around them.
    """,
    fix="""
        Place it at the level where it stands (a region, an account, the network itself), and draw
        the connection or the private endpoint by which the network reaches it.
    """,
    limits="""
        Judges types of which the catalogue says where they stand, and networks and subnets alone.
        Disks and clusters are left out: they are drawn with what they serve.
    """,
    tags=("hygiene", "network"),
    passes=[
        """
        nodes:
          region:
            type: aws.region
            nodes:
              files: {type: aws.s3}
              vpc: {type: aws.vpc, nodes: {back: {type: aws.subnet, nodes: {db: {type: aws.rds}}}}}
        """,
        """
        nodes:
          back:
            type: aws.subnet
            nodes: {disk: {type: aws.ebs}, tasks: {type: aws.ecs_cluster}}
          app: {type: aws.ec2, in: back}
        """,
    ],
    fails=[
        """
        nodes: {back: {type: aws.subnet, nodes: {files: {type: aws.s3}}}}
        because: aws.s3 stands in aws.region
        """,
        """
        nodes: {vpc: {type: aws.vpc, nodes: {cdn: {type: aws.cloudfront}}}}
        because: aws.cloudfront stands in aws.cloud
        """,
        """
        nodes: {back: {type: generic.subnet, nodes: {web: {type: generic.security_group}}}}
        because: generic.security_group stands in network
        """,
    ],
)
def impossible_placement(graph: ArchitectureGraph) -> Iterator[Verdict]:
    """Judge each node that stands in something and whose type stands at known levels."""
    admitted: dict[str, frozenset[str]] = {}

    @cache  # siblings share what is around them
    def misfits(around: frozenset[str], admitted: frozenset[str]) -> list[Node]:
        nodes = [graph.nodes[name] for name in sorted(around)]
        return [n for n in nodes if n.type.curated and not n.type.kinds & PLACES <= admitted]

    for node in graph.nodes.values():
        kinds = node.type.kinds
        if not (node.placements and node.type.lives_in) or kinds & DRAWN_WITHIN:
            continue
        if node.type.id not in admitted:
            admitted[node.type.id] = _admitted(node)
        wrong = misfits(graph.ancestors(node.id), admitted[node.type.id])
        if not wrong:
            yield satisfied(node)
            continue
        where = " or ".join(node.type.lives_in)
        boundary = wrong[0]
        yield violated(
            node,
            f"'{node.id}' is drawn within '{boundary.id}' ({boundary.type.id}), but {node.type.id} "
            f"stands in {where}",
            *(fact(f"'{node.id}' is placed in '{p.boundary}'", p) for p in node.placements),
            *(fact(f"'{item.id}' is {item.type.id}", item) for item in wrong),
        )


def _admitted(node: Node) -> frozenset[str]:
    """Return the kinds of places that may be around a node of a type."""
    levels = {name: kinds & PLACES for name, kinds in node.type.levels.items()}
    return frozenset().union(*levels.values(), PLACES.intersection(node.type.lives_in))
