"""What security groups admit, and the connections that are drawn to their members."""

from __future__ import annotations

import pytest

from archlint.checks import connection_not_admitted


def model(ingress, *, source="security_groups: [web]", connection="{port: 443}", more="[door]"):
    return f"""\
nodes:
  web: {{type: aws.security_group}}
  other: {{type: aws.security_group}}
  door: {{type: aws.security_group, ingress: {ingress}}}
  shut: {{type: aws.security_group, ingress: []}}
  app: {{type: aws.ec2, {source}}}
  db: {{type: aws.rds, security_groups: {more}}}
connections: [app -> db: {connection}]
"""


ADMITTED, REFUSED, OPEN = ([], [], 1), (["app->db"], [], 0), ([], ["app->db"], 0)


@pytest.mark.parametrize(
    ("ingress", "expected"),
    [
        ("[{port: 443, source: web}]", ADMITTED),
        ("[{port: 400-500, source: web}]", ADMITTED),
        ("[{port: all, source: web}]", ADMITTED),
        ("[{protocol: tcp, port: 443, source: web}]", ADMITTED),
        ("[{port: 443, source: 0.0.0.0/0}]", ADMITTED),
        ("[{port: 22, source: web}, {port: 443, source: web}]", ADMITTED),
        ("[]", REFUSED),
        ("null", REFUSED),
        ("[{port: 22, source: web}]", REFUSED),
        ("[{port: 443, source: other}]", REFUSED),
        ("[{port: 443, source: 10.0.0.0/8}]", OPEN),
        ('[{port: 443, source: "::/0"}]', OPEN),
        ("[{port: 443}]", OPEN),
        ("[{source: web}]", OPEN),
        ("[{port: 22, source: web}, {source: web}]", OPEN),
    ],
)
def test_port_and_source_decide(outcomes, ingress, expected):
    assert outcomes(connection_not_admitted, model(ingress)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"connection": "{}"}, OPEN),
        ({"connection": "{port: 440-450}"}, OPEN),  # in part
        ({"connection": "{kind: uses, port: 443}"}, ([], [], 0)),
        ({"source": "name: App"}, OPEN),  # its groups are not stated
        ({"source": "security_groups: []"}, REFUSED),
        ({"more": "[door, shut]"}, ADMITTED),
        ({"more": "[shut]"}, REFUSED),
        ({"more": "[shut, other]"}, OPEN),  # what the other admits is not stated
        ({"more": "[other]"}, ([], [], 0)),
        ({"more": "[]"}, ([], [], 0)),
    ],
)
def test_what_else_decides(outcomes, changes, expected):
    assert outcomes(connection_not_admitted, model("[{port: 443, source: web}]", **changes)) == (
        expected
    )


@pytest.mark.parametrize(
    ("entry", "connection", "expected"),
    [
        ("udp", "protocol: tcp", REFUSED),
        ("tcp", "protocol: udp", REFUSED),
        ("tcp", "protocol: UDP", REFUSED),
        ("udp", "protocol: udp", ADMITTED),
        ("tcp", "protocol: tcp", ADMITTED),
        ("all", "protocol: udp", ADMITTED),
        ("tcp", "protocol: https", ADMITTED),
        ("udp", "protocol: https", OPEN),  # HTTP/3 runs over it
        ("udp", "encrypted: true", OPEN),
        ("icmp", "protocol: tcp", REFUSED),
        ("icmp", "protocol: https", REFUSED),
        ("icmp", "protocol: icmp", ADMITTED),
        ("tcp", "protocol: icmp", REFUSED),
    ],
)
def test_the_transport_protocol_decides_where_it_is_stated(outcomes, entry, connection, expected):
    text = model(
        f"[{{protocol: {entry}, port: 443, source: web}}]",
        connection=f"{{port: 443, {connection}}}",
    )
    assert outcomes(connection_not_admitted, text) == expected


@pytest.mark.parametrize(("transport", "expected"), [("tcp", ADMITTED), ("udp", OPEN)])
def test_an_entry_without_a_protocol_is_taken_for_tcp_at_most(outcomes, transport, expected):
    text = model("[{port: 443, source: web}]", connection=f"{{port: 443, protocol: {transport}}}")
    assert outcomes(connection_not_admitted, text) == expected


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ("aws.security_group", OPEN),  # the target may be in a further group
        ("aws.ec2, aws.rds, aws.prefix_list", REFUSED),
        ("azure.network_security_group", REFUSED),  # another provider's
    ],
)
def test_a_group_that_is_not_shown_may_admit(outcomes, types, expected):
    text = f"{model('[{port: 22, source: web}]')}open: [{types}]\n"
    assert outcomes(connection_not_admitted, text) == expected


def test_an_open_type_changes_nothing_that_is_admitted(outcomes):
    text = f"{model('[{port: 443, source: web}]')}open: [aws.security_group]\n"
    assert outcomes(connection_not_admitted, text) == ADMITTED


def test_the_finding_says_what_the_model_does_not_enumerate(report):
    text = f"{model('[{port: 22, source: web}]')}open: [aws.security_group]\n"
    (finding,) = report(connection_not_admitted, text).unknown()
    assert finding.message == (
        "no ingress of 'door' admits 'app' to 'db', and the model does not enumerate "
        "aws.security_group (open)"
    )
    assert [fact.location.line for fact in finding.evidence] == [6, 11]


def test_the_finding_names_the_groups_and_points_at_what_they_admit(report):
    (finding,) = report(connection_not_admitted, model("[{port: 22, source: web}]")).findings
    assert finding.id == "connection-not-admitted@app->db"
    assert finding.message == "no ingress of 'door' admits 'app' to 'db'"
    assert [fact.location.line for fact in finding.evidence] == [6]
