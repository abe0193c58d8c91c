"""The rule `reference-of-wrong-type`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archlint.plugin import (
    ArchitectureGraph,
    Edge,
    EdgeKind,
    Node,
    Verdict,
    fact,
    rule,
    satisfied,
    unknown,
    violated,
)


@rule(
    id="reference-of-wrong-type",
    title="A reference names a node of the right type",
    severity="error",
    why="""
        A property such as a certificate or a key names the node that serves it. One that names
        something else is a slip of the pen, and every rule that follows the reference judges the
        wrong thing.
    """,
    fix="Name the node that is meant, or correct the type of the one that is named.",
    limits="""
        A node whose type is known by its icon alone is left open where a kind is asked for that the
        icon does not show.
    """,
    tags=("hygiene",),
    passes=["nodes: {acm: {type: aws.acm}, alb: {type: aws.alb, listeners: [{certificate: acm}]}}"],
    fails=[
        """
        nodes: {key: {type: aws.kms}, alb: {type: aws.alb, listeners: [{certificate: key}]}}
        because: names 'key', which is aws.kms and not aws.acm
        """,
        """
        nodes: {web: {type: aws.alb, security_groups: [web]}}
        because: names 'web', which is aws.alb and not aws.security_group
        """,
    ],
)
def reference_of_wrong_type(graph: ArchitectureGraph) -> Iterator[Verdict]:
    """Judge each reference by the types and kinds that the catalogue lets it name."""
    known: dict[tuple[str, str], tuple[str, ...]] = {}
    for edge in graph.edges:
        if edge.kind is EdgeKind.REFERENCE:
            node_type = graph.nodes[edge.source].type
            at = (node_type.id, edge.property)
            admitted = known.get(at)
            if admitted is None:
                admitted = known[at] = _wanted(node_type.properties, edge.property)
            if admitted:
                yield _verdict(edge, graph.nodes[edge.target], admitted)


def _wanted(properties: Any, path: str) -> tuple[str, ...]:
    """Return the types and kinds that a property may name."""
    spec: Any = None
    for part in path.split("."):
        spec = properties[part]
        while spec.of is not None:
            spec = spec.of
        properties = spec.properties
    return tuple(spec.to)


def _verdict(edge: Edge, target: Node, admitted: tuple[str, ...]) -> Verdict:
    if any(target.type.answers_to(name) for name in admitted):
        return satisfied(edge)
    asked = " or ".join(admitted)
    facts = (
        fact(f"{edge.property} of '{edge.source}' names '{target.id}'", edge),
        fact(f"'{target.id}' is {target.type.id}", target),
    )
    # Kinds have no dot in their names; types have, except for those that are their own kind.
    if not target.type.curated and any("." not in name for name in admitted):
        message = f"whether {target.type.id} is {asked}, which {edge.property} names, is not known"
        return unknown(edge, message, *facts)
    return violated(
        edge,
        f"{edge.property} of '{edge.source}' names '{target.id}', which is {target.type.id} "
        f"and not {asked}",
        *facts,
    )
