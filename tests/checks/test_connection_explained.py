"""Connections, and what says what they are for."""

from __future__ import annotations

import pytest

from archlint.checks import connection_explained

NODES = """\
data: {orders: {}}
nodes:
  users: {type: actor.user}
  net: {type: generic.network, nodes: {app: {type: generic.service}, db: {type: generic.database}}}
  mail: {type: generic.service}
"""


def model(connections, steps="users -> app"):
    flows = f"flows: {{use: {{steps: [{steps}]}}}}\n" if steps else ""
    return f"{NODES}connections: [{connections}]\n{flows}"


@pytest.mark.parametrize(
    ("connections", "expected"),
    [
        ("users -> app", ([], [], 1)),
        ("app -> users", (["app->users"], [], 0)),  # an answer needs no arrow of its own
        ("users -> net", ([], [], 1)),  # drawn to the boundary around the step's end
        ("app -> db", (["app->db"], [], 0)),
        ("app -> db: {kind: uses}", ([], [], 0)),
        ("app -> db: {label: orders}", ([], [], 1)),
        ("app -> db: {description: Keeps the orders.}", ([], [], 1)),
        ("app -> db: {protocol: tls}", ([], [], 1)),
        ("app -> db: {port: 5432}", ([], [], 1)),
        ("app -> db: {carries: [orders]}", ([], [], 1)),
        ("app -> db: {carries: [], label: null}", (["app->db"], [], 0)),
        ("app -> db: {encrypted: true}", (["app->db"], [], 0)),
        ("{id: a, from: app, to: db}, {id: b, from: app, to: db, port: 1}", (["app->db#a"], [], 1)),
    ],
)
def test_a_connection_is_taken_or_explained(outcomes, connections, expected):
    assert outcomes(connection_explained, model(connections)) == expected


@pytest.mark.parametrize(
    ("connections", "steps", "expected"),
    [
        ("users -> app", "users -> net", ([], [], 1)),
        ("net -> mail", "app -> mail", ([], [], 1)),
        ("app -> mail", "net -> mail", ([], [], 1)),
        ("mail -> app", "net -> mail", (["mail->app"], [], 0)),
        ("app -> db", "", ([], [], 0)),  # no flow says how the system works
    ],
)
def test_steps_at_boundaries_count_and_models_without_flows_are_left_alone(
    outcomes, connections, steps, expected
):
    assert outcomes(connection_explained, model(connections, steps)) == expected
