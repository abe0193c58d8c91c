"""Pages of models that are small, sparse, or shaped in a way that ClinicEase is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Pages = dict[str, str]
Make = Callable[..., Pages]


def service(**stated: Any) -> dict[str, Any]:
    return {"type": "generic.service", **stated}


def test_an_empty_model_says_what_it_has_not(make: Make) -> None:
    pages = make()
    for file, told in {
        "index.md": "The model has no components.",
        "components.md": "The model has no components.",
        "data-flows.md": "The model describes no flows.",
        "security-boundaries.md": "The model has no boundaries.",
        "high-availability.md": "No node of the model is known to be a load balancer.",
        "monitoring.md": "No node of the model is known to be a monitoring component.",
        "findings.md": "No rule is violated.",
    }.items():
        assert told in pages[file]
    assert "The model describes no data." in pages["data-flows.md"]
    assert "The model has neither an actor nor the internet." in pages["security-boundaries.md"]


def test_a_component_alone_is_told_with_what_it_leaves_open(make: Make) -> None:
    entry = make(nodes={"app": service()})["components.md"]
    assert "## Components without a group" in entry
    assert "`app` · Service (`generic.service`) · placement not stated" in entry
    assert "| `auto_scaling` | Whether the number of its instances follows demand. | – |" in entry
    assert "No connections." in entry


def test_groups_beyond_the_known_come_by_name_and_the_ungrouped_last(make: Make) -> None:
    groups = ["zoo", "alternative", None, "core", "batch", "supporting"]
    nodes = {
        f"n-{number}": service(**({"group": group} if group else {}))
        for number, group in enumerate(groups)
    }
    headings = re.findall(r"^## (.+)$", make(nodes=nodes)["components.md"], re.MULTILINE)
    assert headings == [
        "Core components",
        "Supporting services",
        "Alternative deployment",
        "Batch",
        "Zoo",
        "Components without a group",
    ]


def test_every_placement_is_told(make: Make) -> None:
    pages = make(
        nodes={
            "net": {"type": "generic.network"},
            "a": {"type": "generic.subnet", "in": "net", "zone": "zone-1"},
            "b": {"type": "generic.subnet", "in": "net", "zone": "zone-2"},
            "app": service(**{"in": ["a", "b"]}),
        }
    )
    assert "· in net \u203a a; and in net \u203a b" in pages["components.md"]
    assert "        - app (Service), also in b\n" in pages["index.md"]
    assert "| app | a, b | zone-1, zone-2 |" in pages["high-availability.md"]


def test_the_first_page_tells_which_types_are_not_enumerated(make: Make) -> None:
    page = make(open=["aws.waf", "aws.cloudwatch"])["index.md"]
    assert "It does not enumerate AWS WAF (aws.waf), Amazon CloudWatch (aws.cloudwatch): " in page
    assert "enumerate" not in make()["index.md"]


def test_equal_names_are_told_apart_by_their_ids(make: Make) -> None:
    page = make(
        nodes={"a": service(name="App"), "b": service(name="App"), "c": service(name="Other")},
        connections=["a -> b", "c -> a"],
    )["components.md"]
    assert "| to App (b) |" in page
    assert "| from Other |" in page


def test_what_is_stated_to_be_none_is_told_as_none(make: Make) -> None:
    pages = make(nodes={"alb": {"type": "aws.alb", "web_acl": None, "security_groups": []}})
    assert "| `web_acl` | none |" in pages["components.md"]
    assert "| `security_groups` | none |" in pages["components.md"]
    firewalls = pages["security-boundaries.md"].partition("### Web application firewalls")[2]
    assert "Stated to have none: alb." in firewalls.partition("###")[0]


def test_what_one_listener_of_several_leaves_open_is_named(make: Make) -> None:
    page = make(
        nodes={
            "alb": {
                "type": "aws.alb",
                "listeners": [{"protocol": "https", "port": 443}, {"protocol": "http"}],
            }
        }
    )["components.md"]
    assert "| `listeners` | protocol https, port 443; protocol http |" in page
    assert "| `listeners.port` |" in page
    assert "| `listeners.protocol` |" not in page


def test_numbers_have_their_unit(make: Make) -> None:
    page = make(nodes={"db": {"type": "aws.rds", "backup_retention_days": 7}})["components.md"]
    assert "| `backup_retention_days` | 7 days |" in page


def test_owner_tags_labels_and_nested_claims_are_told(make: Make) -> None:
    page = make(
        nodes={
            "a": service(
                owner="Ops",
                tags=["pci", "legacy"],
                labels={"cost": "42"},
                meta={"sla": {"uptime": "99.9", "hours": ["mon", "fri"]}},
            )
        }
    )["components.md"]
    assert "| `owner` | Ops | Who answers for it. |" in page
    assert "| `tags` | pci, legacy |" in page
    assert "| `labels` | cost 42 |" in page
    assert "- sla: uptime 99.9, hours mon, fri\n" in page


def test_who_sends_nothing_to_the_monitoring_is_named(make: Make) -> None:
    page = make(
        nodes={
            "watch": {"type": "generic.monitoring"},
            "group": {"type": "aws.security_group"},
            "sends": service(),
            "read": service(),
            "silent": service(),
        },
        connections=[
            {"from": "sends", "to": "watch", "kind": "uses"},
            {"from": "watch", "to": "read", "kind": "uses"},
        ],
    )["monitoring.md"]
    assert "joins these with a monitoring component: silent.\n" in page
    assert "| not stated | sends |" in page
    assert "It connects to read." in page


def test_a_datastore_that_nobody_outside_reaches_is_named(make: Make) -> None:
    page = make(
        nodes={
            "users": {"type": "actor.user"},
            "app": service(),
            "db": {"type": "generic.database"},
            "cache": {"type": "generic.cache"},
        },
        connections=["users -> app", "app -> db", {"from": "app", "to": "cache", "kind": "uses"}],
    )["security-boundaries.md"]
    assert "| db | not stated | users → app → db |" in page
    assert "No traffic from outside leads to: cache." in page
    assert "Its traffic gets to 2 of 3 components" in page


def test_data_that_is_stored_and_carried_nowhere_is_not_left_out(make: Make) -> None:
    page = make(data={"secret": {"classification": "restricted"}})["data-flows.md"]
    assert "secret | `secret` | restricted | – | – | not stated |" in page
    assert "| secret | restricted | not stated | not stated | – |" in page


def test_boundaries_that_nest_very_deep_or_share_contents_stay_readable(make: Make) -> None:
    deep = {
        f"d-{level}": {"type": "generic.group", **({"in": f"d-{level - 1}"} if level else {})}
        for level in range(40)
    }
    # Each level stands in both groups of the level above: the number of ways down doubles.
    diamonds = {
        f"{side}-{level}": {
            "type": "generic.group",
            **({"in": [f"l-{level - 1}", f"r-{level - 1}"]} if level else {}),
        }
        for level in range(11)
        for side in ("l", "r")
    }
    page = make(nodes={**deep, **diamonds})["index.md"]
    assert "    - d-11 (Group): 1 node inside\n" in page
    assert "d-12" not in page
    assert page.count("- l-5 (Group)") == 2
    assert page.count("- l-10 (Group)") == 2
    assert "l-5 (Group), also in l-4: contents above" in page
