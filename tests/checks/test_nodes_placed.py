"""Nodes that are placed in nothing, and the subnets that they could stand in."""

from __future__ import annotations

import pytest

from archlint.checks import nodes_placed


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ("back: {type: aws.subnet}, db: {type: aws.rds, in: back}", ([], [], 1)),
        ("back: {type: aws.subnet}, db: {type: aws.rds}", (["db"], [], 0)),
        ("back: {type: generic.subnet}, app: {type: generic.service}", (["app"], [], 0)),
        ("back: {type: aws.subnet}, app: {type: generic.service}", (["app"], [], 0)),
        (
            "net: {type: aws.vpc}, back: {type: aws.subnet}, db: {type: aws.rds, in: net}",
            ([], [], 1),
        ),
        # Another provider's subnet, or none: nowhere to place it.
        ("back: {type: azure.subnet}, db: {type: aws.rds}", ([], [], 0)),
        ("net: {type: aws.vpc}, db: {type: aws.rds}", ([], [], 0)),
        # It stands in no subnet.
        ("back: {type: aws.subnet}, files: {type: aws.s3}, users: {type: actor.user}", ([], [], 0)),
    ],
)
def test_what_stands_in_subnets_is_placed(outcomes, nodes, expected):
    assert outcomes(nodes_placed, f"nodes: {{{nodes}}}\n") == expected
