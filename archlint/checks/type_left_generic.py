"""The rule `type-left-generic`."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.plugin import ArchitectureGraph, Verdict, fact, rule, satisfied, violated

PROVIDERS = frozenset({"aws", "azure", "gcp", "k8s"})

# Only gathers nodes, wherever they stand.
GATHERING = "generic.group"


@rule(
    id="type-left-generic",
    title="What stands in a provider's boundary has a type of that provider",
    severity="note",
    why="""
        Most rules ask for a provider's own types and what these state. A generic type in the middle
        of a provider's network slips past all of them.
    """,
    fix="Give it the type of the service that it is; see docs/catalogue.md for the types.",
    limits="""
        Software that runs on a provider's machines, and is no service of its, may have no type of
        its own: place it in the machine or the cluster that it runs on, or waive the finding.
    """,
    tags=("hygiene",),
    passes=[
        """
        nodes:
          office: {type: generic.datacenter, nodes: {db: {type: generic.database}}}
        """
    ],
    fails=[
        """
        nodes: {vpc: {type: aws.vpc, nodes: {db: {type: generic.database}}}}
        because: it stands within 'vpc' (aws.vpc)
        """
    ],
)
def type_left_generic(graph: ArchitectureGraph) -> Iterator[Verdict]:
    """Judge each node of a generic type that stands in something."""
    for node in graph.nodes.values():
        if not (node.type.id.startswith("generic.") and node.type.curated and node.placements):
            continue
        if node.type.id == GATHERING:
            continue
        around = [graph.nodes[name] for name in sorted(graph.ancestors(node.id))]
        owned = [item for item in around if item.type.id.partition(".")[0] in PROVIDERS]
        if any("compute" in item.type.kinds for item in around) or not owned:
            yield satisfied(node)
            continue
        yield violated(
            node,
            f"'{node.id}' is {node.type.id}, although it stands within '{owned[0].id}' "
            f"({owned[0].type.id})",
            fact(f"'{node.id}' is {node.type.id}", node),
            fact(f"'{owned[0].id}' is {owned[0].type.id}", owned[0]),
        )
