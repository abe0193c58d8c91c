"""Connections as the pages tell them: flows over them, parallel ones, encryption."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

Pages = dict[str, str]
Make = Callable[..., Pages]


def service(**stated: Any) -> dict[str, Any]:
    return {"type": "generic.service", **stated}


def test_a_step_over_a_missing_connection_is_said_plainly(make: Make) -> None:
    page = make(
        nodes={"a": service(), "b": service()},
        flows={"f": {"title": "F", "steps": [{"a -> b": {"label": "asks"}}]}},
    )["data-flows.md"]
    assert "| 1 | a | b | asks | **no such connection** | – | – | – |" in page
    assert "Step 1: the model has no connection from a to b." in page
    assert "    n1--xn2: 1. asks (no such connection)\n" in page
    assert "- F: 1 step without a connection\n" in page


def test_a_step_that_only_a_reference_bears_out_names_the_property(make: Make) -> None:
    page = make(
        nodes={
            "alb": {"type": "aws.alb", "listeners": [{"certificate": "acm"}]},
            "acm": {"type": "aws.acm"},
        },
        flows={"f": {"steps": ["alb -> acm"]}},
    )["data-flows.md"]
    assert "no connection from alb to acm; alb names acm in `listeners.certificate`." in page


def test_a_step_inside_a_connected_boundary_goes_over_that_connection(make: Make) -> None:
    pages = make(
        nodes={
            "users": {"type": "actor.user"},
            "net": {"type": "generic.network"},
            "app": service(**{"in": "net"}),
        },
        connections=[{"from": "users", "to": "net", "protocol": "https", "label": "visits"}],
        flows={"f": {"steps": ["users -> app"]}},
    )
    assert (
        "| 1 | users | app | visits | traffic | https, encrypted by its protocol | not stated "
        "| enters net |"
    ) in pages["data-flows.md"]
    assert "| as part of net: users → net | visits |" in pages["components.md"]
    assert "| in | users | net | visits |" in pages["security-boundaries.md"]


def test_hops_that_are_written_as_one_step_share_its_number(make: Make) -> None:
    page = make(
        nodes={"a": service(), "b": service(), "c": service()},
        connections=[{"from": "a", "to": ["b", "c"]}],
        flows={"f": {"steps": [{"from": "a", "to": ["b", "c"]}, "b -> c"]}},
    )["data-flows.md"]
    assert re.findall(r"^\| (\d) \| (\w) \| (\w)", page, re.MULTILINE) == [
        ("1", "a", "b"),
        ("1", "a", "c"),
        ("2", "b", "c"),
    ]


def test_parallel_connections_are_told_apart_by_their_ids(make: Make) -> None:
    page = make(
        nodes={"a": service(), "b": service()},
        connections=[
            {"from": "a", "to": "b", "id": "read", "label": "asks"},
            {"from": "a", "to": "b", "id": "write", "label": "asks"},
        ],
    )["components.md"]
    assert "| to b | asks (`read`) |" in page
    assert "| from a | asks (`write`) |" in page


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ({}, "not stated"),
        ({"encrypted": True}, "encrypted"),
        ({"encrypted": False}, "not encrypted"),
        ({"encrypted": False, "protocol": "https"}, "https, not encrypted"),
        ({"protocol": "HTTPS", "port": 8443}, "HTTPS, port 8443, encrypted by its protocol"),
        ({"protocol": "http"}, "http, not encrypted by its protocol"),
        ({"protocol": "postgres"}, "postgres, encryption not stated"),
    ],
)
def test_encryption_in_transit(make: Make, stated: dict[str, Any], told: str) -> None:
    pages = make(
        nodes={"a": service(), "b": service()}, connections=[{"from": "a", "to": "b", **stated}]
    )
    assert (
        f"| a | b | not stated | traffic | {told} | not stated |"
        in (pages["security-boundaries.md"])
    )


@pytest.mark.parametrize(
    "protocol",
    [
        "https",
        "ldaps",
        "mtls",
        "sftp",
        "smtps",
        "ssh",
        "tls",
        "wss",
        "ftp",
        "http",
        "ldap",
        "smtp",
        "telnet",
        "ws",
        "postgres",
        "quic",
    ],
)
def test_the_pages_and_the_rule_agree_on_which_protocols_are_encrypted(
    make: Make, protocol: str
) -> None:
    pages = make(
        data={"secret": {"classification": "restricted"}},
        nodes={"a": service(), "b": service()},
        connections=[{"from": "a", "to": "b", "protocol": protocol, "carries": ["secret"]}],
    )
    judged = re.search(
        r"\(`restricted-data-encrypted`\) \| error \| (\d) \| (\d) \| (\d)", pages["findings.md"]
    )
    assert judged
    told = {
        "1": "not encrypted by its protocol",
        "2": "encryption not stated",
        "3": "encrypted by its protocol",
    }[str(judged.groups().index("1") + 1)]
    assert f"| {protocol}, {told} |" in pages["data-flows.md"]
