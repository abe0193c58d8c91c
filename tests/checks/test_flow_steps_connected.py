"""A step of a flow and the connections that it may take."""

from __future__ import annotations

import pytest

from archlint.checks import flow_steps_connected

NODES = """\
nodes:
  users: {type: actor.user}
  net: {type: generic.network, nodes: {app: {type: generic.service}, db: {type: generic.database}}}
"""


def model(connections, steps):
    return f"{NODES}connections: [{connections}]\nflows: {{save: {{steps: [{steps}]}}}}\n"


@pytest.mark.parametrize(
    ("connections", "steps", "expected"),
    [
        ("app -> db", "app -> db", ([], [], 1)),
        ("", "app -> db", (["save:app->db"], [], 0)),
        ("db -> app", "app -> db", (["save:app->db"], [], 0)),
        ("app -> db: {kind: uses}", "app -> db", ([], [], 1)),
        ("users -> net", "users -> app", ([], [], 1)),  # inherited from the boundary
        ("users -> net", "users -> net", ([], [], 1)),
        ("users -> app", "users -> net", ([], [], 1)),
        ("app -> users", "net -> users", ([], [], 1)),
        ("users -> app", "net -> users", (["save:net->users"], [], 0)),
        ("app -> db", "app -> db, app -> db", ([], [], 1)),  # a step taken twice is one subject
        ("app -> db", "app -> db, db -> app", (["save:db->app"], [], 1)),
        ("{id: a, from: app, to: db}, {id: b, from: app, to: db}", "app -> db", ([], [], 1)),
    ],
)
def test_a_step_takes_a_connection(outcomes, connections, steps, expected):
    assert outcomes(flow_steps_connected, model(connections, steps)) == expected


def test_a_reference_is_no_connection(outcomes):
    text = """\
nodes: {alb: {type: aws.alb, listeners: [{certificate: acm}]}, acm: {type: aws.acm}}
flows: {tls: {steps: [alb -> acm]}}
"""
    assert outcomes(flow_steps_connected, text) == (["tls:alb->acm"], [], 0)


def test_the_finding_points_at_the_step_and_names_a_connection_the_other_way(report):
    (finding,) = report(flow_steps_connected, model("db -> app", "app -> db")).findings
    assert finding.id == "flow-steps-connected@save:app->db"
    assert finding.subject.kind == "flow"
    assert finding.message == "no connection leads from 'app' to 'db', only from 'db' to 'app'"
    assert finding.location.line == 7
    assert [fact.location.line for fact in finding.evidence] == [7]


def test_each_flow_is_judged_by_itself(outcomes):
    text = f"{NODES}flows: {{a: {{steps: [app -> db]}}, b: {{steps: [app -> db]}}}}\n"
    assert outcomes(flow_steps_connected, text) == (["a:app->db", "b:app->db"], [], 0)


@pytest.mark.parametrize(
    ("connections", "step", "hop"),
    [
        ("users -> app, app -> db", "users -> db", "; the connections go by way of 'app'"),
        ("users -> net, net -> db", "users -> db", ""),  # drawn to the boundary: it is connected
        ("users -> app", "users -> db", ""),
        ("db -> users, users -> app, app -> db", "users -> db", ", only from 'db' to 'users'"),
    ],
)
def test_the_hop_that_a_step_skips_is_named(report, connections, step, hop):
    found = report(flow_steps_connected, model(connections, step)).findings
    expected = [f"no connection leads from 'users' to 'db'{hop}"]
    assert [finding.message for finding in found] == ([] if "net" in connections else expected)
