"""The rule `data-classified`."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.plugin import ArchitectureGraph, Verdict, rule, satisfied, violated


@rule(
    id="data-classified",
    title="Every data asset states its classification",
    severity="warning",
    why="""
        How data must be protected follows from how sensitive it is. Of an asset without a
        classification no rule can tell whether it is kept well.
    """,
    fix="State classification: public, internal, confidential or restricted.",
    limits="Whether the classification is right is for people to judge.",
    tags=("hygiene", "data"),
    passes=["data: {orders: {classification: confidential}}"],
    fails=[
        """
        data: {orders: {}}
        because: "'orders' does not state its classification"
        """,
        """
        data: {orders: {classification: null}}
        because: "'orders' does not state its classification"
        """,
    ],
)
def data_classified(graph: ArchitectureGraph) -> Iterator[Verdict]:
    """Judge each data asset."""
    for asset in graph.model.data.values():
        if asset.text("classification"):
            yield satisfied(asset)
        else:
            yield violated(asset, f"'{asset.id}' does not state its classification")
