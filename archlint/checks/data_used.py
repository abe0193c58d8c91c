"""The rule `data-used`."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.checks.open_types import open_facts, told
from archlint.plugin import ArchitectureGraph, Verdict, rule, satisfied, unknown, violated


@rule(
    id="data-used",
    title="Every data asset is stored or carried by something",
    severity="note",
    why="""
        Data that is listed but nowhere drawn is either no longer there, or it is there and nobody
        has said where: then every rule about it looks past the place that matters.
    """,
    fix="State where it rests (stores) and what it travels over (carries), or remove it.",
    limits="Whether all places are stated is for people to judge; one is enough here.",
    tags=("hygiene", "data"),
    passes=[
        """
        data: {orders: {}, prices: {}}
        nodes: {app: {type: generic.service}, db: {type: generic.database, stores: [orders]}}
        connections: [app -> db: {carries: [prices]}]
        """
    ],
    fails=["data: {orders: {}}\nbecause: nothing stores or carries 'orders'"],
    unknown=[
        """
        data: {orders: {}}
        open: [aws.s3]
        because: the model does not enumerate aws.s3 (open)
        """
    ],
)
def data_used(graph: ArchitectureGraph) -> Iterator[Verdict]:
    """Judge each data asset."""
    model = graph.model
    used = {
        *(asset for node in model.nodes.values() for asset in node.texts("stores")),
        *(asset for drawn in model.connections for asset in drawn.texts("carries")),
    }
    further = [item for item in model.open if item.type.holds_data or not item.type.kinds]
    for asset in model.data.values():
        message = f"nothing stores or carries '{asset.id}'"
        if asset.id in used:
            yield satisfied(asset)
        elif further:
            yield unknown(asset, f"{message}, and {told(further)}", *open_facts(further))
        else:
            yield violated(asset, message)
