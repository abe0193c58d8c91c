"""Every odd value at every sort of place: parser and schema say the same."""

import pytest

HEAD = "archlint: 1\nname: x\n"
NODES = "nodes: {a: {type: aws.ec2}, b: {type: aws.ec2}}\ndata: {d: {}}\n"
AN_ID = '"a\\x40b"'  # a@b, where @ stands for the value
PLACES = {
    "version": "archlint: @\nname: x",
    "name of the model": "archlint: 1\nname: @",
    **{
        key: f"{HEAD}{key}: @"
        for key in ("description", "nodes", "connections", "data", "flows", "unknown")
    },
    **{
        f"field {key}": f"{HEAD}data: {{d: {{}}}}\nnodes: {{a: {{type: aws.vpc, {key}: @}}}}"
        for key in (
            *("name", "tags", "labels", "stores", "meta", "in", "nodes", "cidr", "unknown"),
            *("responsibilities", "group"),
        )
    },
    **{
        f"property {key}": f"{HEAD}nodes: {{a: {{type: aws.rds, {key}: @}}}}"
        for key in ("engine", "multi_az", "backup_retention_days", "kms_key", "security_groups")
    },
    "node": f"{HEAD}nodes: {{a: @}}",
    "type": f"{HEAD}nodes: {{a: {{type: @}}}}",
    "id": f"{HEAD}nodes: {{'@': {{type: aws.rds}}}}",
    "tag": f"{HEAD}nodes: {{a: {{type: aws.rds, tags: [@]}}}}",
    "label": f"{HEAD}nodes: {{a: {{type: aws.rds, labels: {{k: @}}}}}}",
    "listeners": f"{HEAD}nodes: {{a: {{type: aws.alb, listeners: @}}}}",
    "listener": f"{HEAD}nodes: {{a: {{type: aws.alb, listeners: [@]}}}}",
    "property of a listener": f"{HEAD}nodes: {{a: {{type: aws.alb, listeners: [{{port: @}}]}}}}",
    "connection": f"{HEAD}{NODES}connections: [@]",
    "details of a connection": f"{HEAD}{NODES}connections: [a -> b: @]",
    "from": f"{HEAD}{NODES}connections: [{{from: @, to: b}}]",
    "to": f"{HEAD}{NODES}connections: [{{from: a, to: @}}]",
    **{
        f"{key} of a connection": f"{HEAD}{NODES}connections: [a -> b: {{{key}: @}}]"
        for key in ("id", "kind", "port", "encrypted", "carries", "protocol", "unknown")
    },
    "flow": f"{HEAD}{NODES}flows: {{f: @}}",
    "steps": f"{HEAD}{NODES}flows: {{f: {{steps: @}}}}",
    "step": f"{HEAD}{NODES}flows: {{f: {{steps: [@]}}}}",
    "details of a step": f"{HEAD}{NODES}flows: {{f: {{steps: [a -> b: @]}}}}",
    "data asset": f"{HEAD}data: {{d: @}}",
    **{key: f"{HEAD}{key}: @" for key in ("include", "open", "environments", "waivers")},
    "waiver": f"{HEAD}waivers: [@]",
    "waived finding": f"{HEAD}waivers: [{{reason: x, finding: @}}]",
    **{
        f"{key} of a waiver": f"{HEAD}waivers: [{{reason: x, finding: {AN_ID}, {key}: @}}]"
        for key in ("expires", "approved_by", "unknown")
    },
    "reason of a waiver": f"{HEAD}waivers: [{{finding: {AN_ID}, reason: @}}]",
    "waiver without a reason": f"{HEAD}waivers: [{{finding: {AN_ID}, expires: @}}]",
    "waivers of an environment": f"{HEAD}{NODES}environments: {{e: {{waivers: @}}}}",
    "included path": f"{HEAD}include: [@]",
    "open type": f"{HEAD}open: [@]",
    "links": f"{HEAD}nodes: {{a: {{type: aws.vpc, links: @}}}}",
    "link": f"{HEAD}nodes: {{a: {{type: aws.vpc, links: {{Page: @}}}}}}",
    "source": f"{HEAD}nodes: {{a: {{type: aws.security_group, ingress: [{{source: @}}]}}}}",
    "environment": f"{HEAD}{NODES}environments: {{e: @}}",
    **{
        f"{key} of an environment": f"{HEAD}{NODES}environments: {{e: {{{key}: @}}}}"
        for key in (
            *("name", "description", "nodes", "data", "flows", "connections", "open", "remove"),
            *("include", "archlint", "environments", "unknown"),
        )
    },
    "node of an environment": f"{HEAD}{NODES}environments: {{e: {{nodes: {{a: @}}}}}}",
    "new node of an environment": f"{HEAD}{NODES}environments: {{e: {{nodes: {{c: @}}}}}}",
    **{
        f"field {key} of an environment's node": f"{HEAD}{NODES}environments: "
        f"{{e: {{nodes: {{a: {{{key}: @}}}}}}}}"
        for key in ("type", "in", "nodes", "name", "tags", "links", "multi_az", "unknown")
    },
    "nested 'in' of an environment": f"{HEAD}nodes: {{a: {{type: aws.vpc}}, b: "
    "{type: aws.vpc}}\nenvironments: {e: {nodes: {a: {nodes: {b: {in: @}}}}}}",
    "flow of an environment": f"{HEAD}{NODES}flows: {{f: {{steps: [a -> b]}}}}\n"
    "environments: {e: {flows: {f: @}}}",
    "steps of an environment": f"{HEAD}{NODES}flows: {{f: {{steps: [a -> b]}}}}\n"
    "environments: {e: {flows: {f: {steps: @}}}}",
    **{
        f"removed {key}": f"{HEAD}{NODES}environments: {{e: {{remove: {{{key}: @}}}}}}"
        for key in ("nodes", "data", "flows", "connections", "unknown")
    },
    "removed node": f"{HEAD}{NODES}environments: {{e: {{remove: {{nodes: [@]}}}}}}",
    "removed connection": f"{HEAD}{NODES}environments: {{e: {{remove: {{connections: [@]}}}}}}",
    "details of a removed connection": f"{HEAD}{NODES}environments: "
    "{e: {remove: {connections: [a -> b: @]}}}",
    "id of a removed connection": f"{HEAD}{NODES}environments: "
    "{e: {remove: {connections: [{from: a, to: b, id: @}]}}}",
    "classification": f"{HEAD}data: {{d: {{classification: @}}}}",
}
VALUES = [
    *("null", "~", "true", "false", "True", "NULL", "yes", "no", "off", "x", '""', "''", '"a\\n"'),
    *("0", "1", "-1", "15", "35", "36", "1.0", "1.5", "7.0", "1e3", "-0", "+5", "0755", "0x1F"),
    *('"1"', "1.10", ".inf", "1234567890123456789", "1e400", "65535", "65536", "'443'", "all"),
    *("ALL", "80-90", "90-80", "80 - 90", "80-65536", "99999-1", "http", "2024-01-02", "22:22"),
    *("10.0.0.0/16", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.1", '"::/0"', '"fe80::1%eth0/64"'),
    *("10.0.0.0/255.0.0.0", "10.0.0.0/1.2.3.4", '"1::2::3/64"', "a", "b", "A", "a-", "9", "a_b-c"),
    *("d", "aws.rds", "aws.nope", "aws.database.RDS", "aws.analytics.Athena", "Postgres", "uses"),
    *("postgress", "RESTRICTED", "a -> b", "a->b", "a -> b -> c", "A -> b", "a <- b", "a ->"),
    *('"a->b\\n"', "[]", "{}", "[null]", "[a]", "[a, a]", "[a, A]", "[x, [y]]", "[true]", "[15]"),
    *("{a: b}", "{a: null}", "{a: [b]}", "{A: {}}", "{type: aws.rds}", "{a: {type: aws.rds}}"),
    *("{a -> b: {}}", "{a -> b: null}", "{a -> b: {label: 5}}", "{a -> b: {port: 1}}", "[a -> b]"),
    *("{a -> b: {}, b -> a: {}}", "{from: a}", "{to: b}", "{from: a, to: b}", "{label: x}"),
    *("{from: [], to: b}", "{from: [a, b], to: [a]}", "{from: a, to: b, label: x}", "[a: {}]"),
    *("https://example.com/", "ftp://x", '"http://a b"', "../a", "a//b", "./a", '"a\\0"', "C:x"),
    *("[aws.rds]", "[aws.rds, aws.rds]", "[aws.rds, aws.database.RDS]", "a -> b#c", "{id: c}"),
    *("{a -> b: {id: c}}", "{from: a, to: b, id: c}", "{remove: {nodes: [a]}}", "{all: {}}"),
    *("a@b", "a@b@e", "'a-*@?'", '"a @b"', "a@", "a@b@", "a@b@c@d", "[{finding: a@b, reason: x}]"),
    *("2027-03-31", "2028-02-29", "2027-02-29", "0000-01-01", "2027-3-31", "20270331", '" "'),
    *("{steps: [a -> b]}", "{steps: []}", "{title: x}", "{port: 443}", "{port: 443, x: 1}"),
]


@pytest.mark.parametrize("place", PLACES)
def test_parser_and_schema_say_the_same(place, verdicts):
    values = [value for value in VALUES if place != "id" or value[0] not in "[{'\""]
    said = {value: verdicts(PLACES[place].replace("@", value)) for value in values}
    unequal = {value: both for value, both in said.items() if bool(both[0]) != bool(both[1])}
    assert not unequal
    assert any(refused for refused, _ in said.values()) or place == "field meta"
