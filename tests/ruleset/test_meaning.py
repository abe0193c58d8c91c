"""What each condition means: one behaviour a case, each from a tiny model and a tiny rule."""

from __future__ import annotations

from typing import NamedTuple

import pytest

RULE = """\
id: a-rule
title: A title
severity: error
applies_to: {applies_to}
require: {require}
why: A reason.
fix: A way.
"""


class Case(NamedTuple):
    """A behaviour.

    `outcomes` gives the violated, the unknown, and how many are satisfied: `!db ?cache 2`.
    """

    behaviour: str
    applies_to: str
    require: str
    model: str
    outcomes: str


@pytest.fixture
def outcomes(judge):
    """Judge, and write down what came out, as `Case` says."""

    def run(case):
        rule = RULE.format(applies_to=case.applies_to, require=case.require)
        report = judge(rule, case.model)
        (result,) = report.results
        told = [
            *sorted(f"!{finding.subject.id}" for finding in report.findings),
            *sorted(f"?{finding.subject.id}" for finding in report.unknown()),
        ]
        if result.satisfied:
            told.append(str(result.satisfied))
        return " ".join(told) or "not applicable"

    return run


def cases(*rows):
    found = [Case(*row) for row in rows]
    return pytest.mark.parametrize("case", found, ids=[case.behaviour for case in found])


DB = "{type: aws.rds}"
MULTI_AZ = "{multi_az: true}"


@cases(
    (
        "a stated fact that meets the requirement satisfies it",
        *(DB, MULTI_AZ, "nodes: {db: {type: aws.rds, multi_az: true}}", "1"),
    ),
    (
        "a stated fact that misses it violates it",
        *(DB, MULTI_AZ, "nodes: {db: {type: aws.rds, multi_az: false}}", "!db"),
    ),
    ("an unstated fact leaves it open", DB, MULTI_AZ, "nodes: {db: {type: aws.rds}}", "?db"),
    (
        "a rule without subjects is not applicable",
        *(DB, MULTI_AZ, "nodes: {app: {type: generic.service}}", "not applicable"),
    ),
    (
        "what perhaps is a subject, and passes, is satisfied",
        *("{type: aws.rds, encrypted: true}", MULTI_AZ),
        "nodes: {db: {type: aws.rds, multi_az: true}}",
        "1",
    ),
    (
        "what perhaps is a subject, and fails, is unknown",
        *("{type: aws.rds, encrypted: true}", MULTI_AZ),
        "nodes: {db: {type: aws.rds, multi_az: false}}",
        "?db",
    ),
    (
        "what surely is no subject is not judged",
        *("{type: aws.rds, encrypted: true}", MULTI_AZ),
        "nodes: {db: {type: aws.rds, encrypted: false, multi_az: false}}",
        "not applicable",
    ),
    (
        "all is false when one is false, whatever is unknown",
        *(DB, "{all: [{multi_az: true}, {encrypted: true}]}"),
        "nodes: {db: {type: aws.rds, multi_az: false}}",
        "!db",
    ),
    (
        "all is unknown when one is unknown and none is false",
        *(DB, "{all: [{multi_az: true}, {encrypted: true}]}"),
        "nodes: {db: {type: aws.rds, multi_az: true}}",
        "?db",
    ),
    (
        "any is true when one is true, whatever is unknown",
        *(DB, "{any: [{multi_az: true}, {encrypted: true}]}"),
        "nodes: {db: {type: aws.rds, multi_az: true}}",
        "1",
    ),
    (
        "any is unknown when one is unknown and none is true",
        *(DB, "{any: [{multi_az: true}, {encrypted: true}]}"),
        "nodes: {db: {type: aws.rds, multi_az: false}}",
        "?db",
    ),
    (
        "the opposite of unknown is unknown",
        *(DB, "{not: {multi_az: true}}", "nodes: {db: {type: aws.rds}}", "?db"),
    ),
    (
        "the opposite of true is false",
        *(DB, "{not: {multi_az: true}}", "nodes: {db: {type: aws.rds, multi_az: true}}", "!db"),
    ),
    (
        "several conditions side by side all have to hold",
        *(DB, "{multi_az: true, encrypted: true}"),
        "nodes: {db: {type: aws.rds, multi_az: true, encrypted: false}}",
        "!db",
    ),
)
def test_four_outcomes(outcomes, case):
    assert outcomes(case) == case.outcomes


@cases(
    (
        "type is a glob",
        *("{type: 'aws.*'}", "{type: aws.rds}"),
        "nodes: {db: {type: aws.rds}, s3: {type: aws.s3}, q: {type: generic.queue}}",
        "!s3 1",
    ),
    (
        "a list is any of",
        *("{type: [aws.rds, aws.s3]}", "{type: aws.rds}"),
        "nodes: {db: {type: aws.rds}, s3: {type: aws.s3}, q: {type: generic.queue}}",
        "!s3 1",
    ),
    (
        "kind means every type of the kind",
        *("{kind: database}", "{type: aws.rds}"),
        "nodes: {db: {type: aws.rds}, other: {type: generic.database}, s3: {type: aws.s3}}",
        "!other 1",
    ),
    (
        "kind is a glob",
        *("{kind: 'data*'}", "{type: aws.rds}"),
        "nodes: {db: {type: aws.rds}, app: {type: generic.service}}",
        "1",
    ),
    (
        "the path of a shared icon means the curated type",
        *("{type: aws.rds}", "{type: aws.rds}", "nodes: {db: {type: aws.database.RDS}}", "1"),
    ),
    (
        "a type of the icon index can be named",
        *("{type: aws.analytics.Athena}", "{id: a}"),
        "nodes: {a: {type: aws.analytics.Athena}, b: {type: aws.rds}}",
        "1",
    ),
    (
        "a glob means the types of the icon index too",
        *("{type: 'aws.analytics.*'}", "{id: b}"),
        "nodes: {a: {type: aws.analytics.Athena}, b: {type: aws.rds}}",
        "!a",
    ),
    (
        "id is a glob",
        *("{id: 'web-*'}", "{type: aws.ec2}"),
        "nodes: {web-1: {type: aws.ec2}, web-2: {type: aws.rds}, db: {type: aws.rds}}",
        "!web-2 1",
    ),
    (
        "a question mark stands for one letter",
        *("{id: 'web-?'}", "{type: aws.ec2}"),
        "nodes: {web-1: {type: aws.ec2}, web-10: {type: aws.rds}}",
        "1",
    ),
    (
        "name is what people call it, or else its id",
        *("{}", "{name: ['Main *', db]}"),
        "nodes: {app: {type: aws.ec2, name: Main App}, db: {type: aws.rds}, q: {type: aws.s3}}",
        "!q 2",
    ),
    (
        "one tag that matches is enough",
        *("{}", "{tags: 'p*'}"),
        "nodes: {a: {type: aws.ec2, tags: [web, pci]}, b: {type: aws.ec2, tags: [web]}}",
        "!b 1",
    ),
    (
        "tags that are not stated are not there",
        *("{}", "{tags: pci}", "nodes: {a: {type: aws.ec2}}", "!a"),
    ),
)
def test_words(outcomes, case):
    assert outcomes(case) == case.outcomes


def about_db(*rows):
    """Cases about one property of one database, `what is stated` standing beside its type."""
    return cases(
        *(
            (behaviour, DB, require, f"nodes: {{db: {{type: aws.rds{stated}}}}}", expected)
            for behaviour, require, stated, expected in rows
        )
    )


@about_db(
    ("a literal", "{engine: postgres}", ", engine: postgres", "1"),
    ("another literal", "{engine: postgres}", ", engine: mysql", "!db"),
    ("any of a list", "{engine: [mysql, postgres]}", ", engine: postgres", "1"),
    ("none of a list", "{engine: [mysql, postgres]}", ", engine: oracle", "!db"),
    ("enums fold case in the rule", "{engine: PostGres}", ", engine: postgres", "1"),
    ("enums fold case in the model", "{engine: postgres}", ", engine: POSTGRES", "1"),
    ("free texts keep their case", "{owner: Anna}", ", owner: Anna", "1"),
    ("free texts differ by case", "{owner: anna}", ", owner: Anna", "!db"),
    ("gte at the limit", "{backup_retention_days: {gte: 7}}", ", backup_retention_days: 7", "1"),
    ("gte below it", "{backup_retention_days: {gte: 7}}", ", backup_retention_days: 6", "!db"),
    ("gt at the limit", "{backup_retention_days: {gt: 7}}", ", backup_retention_days: 7", "!db"),
    ("gt above it", "{backup_retention_days: {gt: 7}}", ", backup_retention_days: 8", "1"),
    ("lte at the limit", "{backup_retention_days: {lte: 7}}", ", backup_retention_days: 7", "1"),
    ("lte above it", "{backup_retention_days: {lte: 7}}", ", backup_retention_days: 8", "!db"),
    ("lt at the limit", "{backup_retention_days: {lt: 7}}", ", backup_retention_days: 7", "!db"),
    ("lt below it", "{backup_retention_days: {lt: 7}}", ", backup_retention_days: 6", "1"),
    (
        "two bounds both hold",
        "{backup_retention_days: {gte: 7, lte: 9}}",
        ", backup_retention_days: 10",
        "!db",
    ),
    ("an unstated number", "{backup_retention_days: {gte: 7}}", "", "?db"),
    ("a default makes nothing known", "{backup_retention_days: 1}", "", "?db"),
    ("not a literal", "{engine: {not: mysql}}", ", engine: postgres", "1"),
    ("not any of", "{engine: {not: [mysql, postgres]}}", ", engine: postgres", "!db"),
    ("not of what is unstated", "{engine: {not: mysql}}", "", "?db"),
    ("not of what there is none of", "{engine: {not: mysql}}", ", engine: null", "1"),
    ("a glob", "{engine: {glob: 'post*'}}", ", engine: postgres", "1"),
    ("a glob is anchored", "{engine: {glob: 'post'}}", ", engine: postgres", "!db"),
    ("a regex", "{engine: {matches: 'post.*'}}", ", engine: postgres", "1"),
    (
        "a regex is anchored at its start",
        "{engine: {matches: 'gres'}}",
        ", engine: postgres",
        "!db",
    ),
    ("a regex is anchored at its end", "{engine: {matches: 'post'}}", ", engine: postgres", "!db"),
    ("alternatives are anchored", "{engine: {matches: 'a|post'}}", ", engine: postgres", "!db"),
    ("exists when stated", "{engine: {exists: true}}", ", engine: mysql", "1"),
    ("exists not when stated to be none", "{engine: {exists: true}}", ", engine: null", "!db"),
    ("exists is unknown when unstated", "{engine: {exists: true}}", "", "?db"),
    ("exists false", "{engine: {exists: false}}", ", engine: null", "1"),
    ("absent is the opposite", "{engine: {absent: true}}", ", engine: mysql", "!db"),
    ("absent when stated to be none", "{engine: {absent: true}}", ", engine: null", "1"),
    ("absent is unknown when unstated", "{engine: {absent: true}}", "", "?db"),
    ("stated when stated", "{engine: {stated: true}}", ", engine: mysql", "1"),
    ("stated when stated to be none", "{engine: {stated: true}}", ", engine: null", "1"),
    ("stated is false when unstated", "{engine: {stated: true}}", "", "!db"),
    ("not stated", "{engine: {stated: false}}", "", "1"),
    ("none is not a value", "{engine: mysql}", ", engine: null", "!db"),
    ("two tests both hold", "{engine: {glob: 'p*', not: postgres}}", ", engine: postgres", "!db"),
    ("a dotted path", "{labels.env: prod}", ", labels: {env: prod}", "1"),
    ("a dotted path to what is unstated", "{labels.env: prod}", ", labels: {tier: web}", "?db"),
    ("a dotted path into nothing stated", "{labels.env: prod}", "", "?db"),
    ("a dotted path into stated nothing", "{labels.env: prod}", ", labels: null", "!db"),
    ("a free-form fact", "{meta.rack.row: 4}", ", meta: {rack: {row: 4}}", "1"),
    ("true is not the number 1", "{meta.on: 1}", ", meta: {on: true}", "!db"),
    ("the number 1 is not true", "{meta.on: true}", ", meta: {on: 1}", "!db"),
    ("a list is no text", "{meta.many: {glob: '*'}}", ", meta: {many: [a]}", "!db"),
    ("a mapping is no text", "{meta.rack: {matches: '.*'}}", ", meta: {rack: {row: 4}}", "!db"),
    ("a list includes", "{responsibilities: {includes: b}}", ", responsibilities: [a, b]", "1"),
    ("a list lacks", "{responsibilities: {includes: c}}", ", responsibilities: [a, b]", "!db"),
    ("some element", "{responsibilities: {some: b}}", ", responsibilities: [a, b]", "1"),
    ("every element", "{responsibilities: {every: b}}", ", responsibilities: [a, b]", "!db"),
    ("no element", "{responsibilities: {none: c}}", ", responsibilities: [a, b]", "1"),
    ("some of an empty list", "{responsibilities: {some: b}}", ", responsibilities: []", "!db"),
    ("every of an empty list", "{responsibilities: {every: b}}", ", responsibilities: []", "1"),
    ("none of an empty list", "{responsibilities: {none: b}}", ", responsibilities: []", "1"),
    ("every of an unstated list", "{responsibilities: {every: b}}", "", "?db"),
    (
        "some of a list that is none",
        "{responsibilities: {some: b}}",
        ", responsibilities: null",
        "!db",
    ),
    (
        "every of a list that is none",
        "{responsibilities: {every: b}}",
        ", responsibilities: null",
        "1",
    ),
    (
        "none of a list that is none",
        "{responsibilities: {none: b}}",
        ", responsibilities: null",
        "1",
    ),
    (
        "the count of a list",
        "{responsibilities: {count: {gte: 2}}}",
        ", responsibilities: [a, b]",
        "1",
    ),
    (
        "the count of elements that pass",
        "{responsibilities: {count: {where: {glob: 'a*'}, gte: 2}}}",
        ", responsibilities: [a, ab, b]",
        "1",
    ),
    (
        "the count of a list that is none",
        "{responsibilities: {count: {lte: 0}}}",
        ", responsibilities: null",
        "1",
    ),
)
def test_tests_of_a_value(outcomes, case):
    assert outcomes(case) == case.outcomes


LISTENERS = "nodes: {{acm: {{type: aws.acm}}, lb: {{type: aws.alb, listeners: {}}}}}"


@cases(
    *(
        (behaviour, "{type: aws.alb}", require, LISTENERS.format(listeners), expected)
        for behaviour, require, listeners, expected in (
            (
                "a port range includes a port",
                "{listeners: {some: {port: {includes: 22}}}}",
                "[{port: 0-65535}]",
                "1",
            ),
            (
                "all ports include a port",
                "{listeners: {some: {port: {includes: 22}}}}",
                "[{port: all}]",
                "1",
            ),
            (
                "a port range does not include what it only overlaps",
                "{listeners: {some: {port: {includes: 20-30}}}}",
                "[{port: 25-40}]",
                "!lb",
            ),
            ("a port equals itself", "{listeners: {some: {port: 443}}}", "[{port: 443}]", "1"),
            (
                "a range is not the port in it",
                "{listeners: {some: {port: 443}}}",
                "[{port: 440-445}]",
                "!lb",
            ),
            (
                "an element that does not say leaves some open",
                "{listeners: {some: {protocol: https}}}",
                "[{protocol: http}, {port: 1}]",
                "?lb",
            ),
            (
                "an element that does not say leaves every open",
                "{listeners: {every: {protocol: https}}}",
                "[{protocol: https}, {port: 1}]",
                "?lb",
            ),
            (
                "a false element decides every",
                "{listeners: {every: {protocol: https}}}",
                "[{protocol: http}, {port: 1}]",
                "!lb",
            ),
            (
                "a count is compared as an interval: still open",
                "{listeners: {count: {where: {protocol: https}, gte: 2}}}",
                "[{protocol: https}, {port: 1}]",
                "?lb",
            ),
            (
                "a count is compared as an interval: enough already",
                "{listeners: {count: {where: {protocol: https}, gte: 1}}}",
                "[{protocol: https}, {port: 1}]",
                "1",
            ),
            (
                "a count is compared as an interval: out of reach",
                "{listeners: {count: {where: {protocol: https}, gte: 3}}}",
                "[{protocol: https}, {port: 1}]",
                "!lb",
            ),
            (
                "a mapping on a reference is a pattern on the node",
                "{listeners: {some: {certificate: {type: aws.acm}}}}",
                "[{certificate: acm}]",
                "1",
            ),
            (
                "a literal on a reference is an id",
                "{listeners: {some: {certificate: acm}}}",
                "[{certificate: acm}]",
                "1",
            ),
            (
                "an unstated reference is unknown",
                "{listeners: {some: {certificate: {type: aws.acm}}}}",
                "[{protocol: https}]",
                "?lb",
            ),
            (
                "parts of an element combine",
                "{listeners: {some: {any: [{protocol: https}, {port: 443}]}}}",
                "[{port: 443}]",
                "1",
            ),
            (
                "the opposite of a part",
                "{listeners: {every: {not: {protocol: http}}}}",
                "[{protocol: http}]",
                "!lb",
            ),
        )
    ),
    (
        "a block includes a smaller one",
        *("{kind: subnet}", "{cidr: {includes: 10.1.2.0/24}}"),
        "nodes: {s: {type: aws.subnet, cidr: 10.1.0.0/16}}",
        "1",
    ),
    (
        "a block does not include a larger one",
        *("{kind: subnet}", "{cidr: {includes: 10.0.0.0/8}}"),
        "nodes: {s: {type: aws.subnet, cidr: 10.1.0.0/16}}",
        "!s",
    ),
    (
        "the whole of IPv6 holds no IPv4",
        *("{kind: subnet}", "{cidr: {includes: 10.0.0.0/8}}"),
        "nodes: {s: {type: aws.subnet, cidr: '::/0'}}",
        "!s",
    ),
    (
        "the whole of IPv4 holds no IPv6",
        *("{kind: subnet}", "{cidr: {includes: '2001:db8::/32'}}"),
        "nodes: {s: {type: aws.subnet, cidr: 0.0.0.0/0}}",
        "!s",
    ),
)
def test_tests_of_lists_references_and_ranges(outcomes, case):
    assert outcomes(case) == case.outcomes


WORLD = "{any: [{source: {includes: 0.0.0.0/0}}, {source: {includes: '::/0'}}]}"
WORLD_OPEN_SSH = f"{{ingress: {{none: {{port: {{includes: 22}}, all: [{WORLD}]}}}}}}"


def about_ingress(*rows):
    """Cases about the one ingress entry of a security group."""
    return cases(
        *(
            (
                behaviour,
                "{type: aws.security_group, id: g}",
                require,
                (
                    f"nodes: {{web: {{type: aws.security_group}}, db: {{type: aws.rds}}, "
                    f"g: {{type: aws.security_group, ingress: [{entry}]}}}}"
                ),
                expected,
            )
            for behaviour, require, entry, expected in rows
        )
    )


@about_ingress(
    ("all ports open SSH", WORLD_OPEN_SSH, "{port: 0-65535, source: 0.0.0.0/0}", "!g"),
    ("and so they do by IPv6", WORLD_OPEN_SSH, "{port: all, source: '::/0'}", "!g"),
    ("another group is not the world", WORLD_OPEN_SSH, "{port: 22, source: web}", "1"),
    ("a network is not the world", WORLD_OPEN_SSH, "{port: 22, source: 10.0.0.0/8}", "1"),
    ("another port is not SSH", WORLD_OPEN_SSH, "{port: 443, source: 0.0.0.0/0}", "1"),
    ("an unstated source leaves it open", WORLD_OPEN_SSH, "{port: 22}", "?g"),
    ("an unstated port leaves it open", WORLD_OPEN_SSH, "{source: 0.0.0.0/0}", "?g"),
    ("an unstated port from a group does not", WORLD_OPEN_SSH, "{source: web}", "1"),
    (
        "the world of IPv4 is not in that of IPv6",
        "{ingress: {some: {source: {includes: 0.0.0.0/0}}}}",
        *("{source: '::/0'}", "!g"),
    ),
    (
        "a pattern asks about the node that is named",
        "{ingress: {some: {source: {type: aws.security_group}}}}",
        *("{source: web}", "1"),
    ),
    (
        "and finds out when it does not match",
        "{ingress: {some: {source: {type: aws.security_group}}}}",
        *("{source: db}", "!g"),
    ),
    (
        "a block is no node",
        "{ingress: {some: {source: {}}}}",
        *("{source: 10.0.0.0/8}", "!g"),
    ),
    (
        "so it is none of a type either",
        "{ingress: {every: {source: {not: {type: aws.rds}}}}}",
        *("{source: 10.0.0.0/8}", "1"),
    ),
    ("a literal is an id", "{ingress: {some: {source: web}}}", "{source: web}", "1"),
    (
        "or a block, however it is written",
        "{ingress: {some: {source: '2001:db8:0::/32'}}}",
        *("{source: '2001:0db8::/32'}", "1"),
    ),
    (
        "a list of literals may hold both",
        "{ingress: {every: {source: [web, 10.0.0.0/8]}}}",
        *("{source: 10.0.0.0/8}, {source: web}", "1"),
    ),
    (
        "a block exists as a node does",
        "{ingress: {every: {source: {exists: true}}}}",
        *("{source: 10.0.0.0/8}, {source: web}", "1"),
    ),
    (
        "a glob reads a block as its text",
        "{ingress: {every: {source: {glob: '10.*'}}}}",
        *("{source: 10.0.0.0/8}", "1"),
    ),
    (
        "a group that is named is connected, a block is nothing",
        "{connects_to: {count: {lte: 1, gte: 1}, by: {property: ingress.source}}}",
        *("{source: web}, {source: 10.0.0.0/8}", "1"),
    ),
)
def test_what_is_a_block_or_a_reference(outcomes, case):
    assert outcomes(case) == case.outcomes


NET = """\
nodes:
  vpc:
    type: aws.vpc
    nodes:
      open: {type: aws.subnet, access: public, zone: a}
      shut: {type: aws.subnet, access: private, zone: a}
      dark: {type: aws.subnet, access: private, zone: b}
      some: {type: aws.subnet}
"""
PRIVATE = "{within: {every: {type: aws.subnet, access: private}}}"


@cases(
    ("in one that passes", DB, PRIVATE, NET + "  db: {type: aws.rds, in: shut}", "1"),
    ("in one that fails", DB, PRIVATE, NET + "  db: {type: aws.rds, in: open}", "!db"),
    ("every: one fails", DB, PRIVATE, NET + "  db: {type: aws.rds, in: [shut, open]}", "!db"),
    ("every: one open", DB, PRIVATE, NET + "  db: {type: aws.rds, in: [shut, some]}", "?db"),
    (
        "a bare pattern means every",
        *(DB, "{within: {type: aws.subnet, access: private}}"),
        NET + "  db: {type: aws.rds, in: [shut, open]}",
        "!db",
    ),
    (
        "some: one passes",
        *(DB, "{within: {some: {type: aws.subnet, access: private}}}"),
        NET + "  db: {type: aws.rds, in: [shut, open]}",
        "1",
    ),
    (
        "none: one fails",
        *(DB, "{within: {none: {type: aws.subnet, access: public}}}"),
        NET + "  db: {type: aws.rds, in: [shut, open]}",
        "!db",
    ),
    (
        "count",
        *(DB, "{within: {count: {where: {type: aws.subnet, access: private}, gte: 2}}}"),
        NET + "  db: {type: aws.rds, in: [shut, dark]}",
        "1",
    ),
    (
        "candidates are at every depth",
        *(DB, "{within: {some: {type: aws.vpc}}}", NET + "  db: {type: aws.rds, in: shut}", "1"),
    ),
    (
        "only what the pattern names is a candidate",
        *(DB, "{within: {every: {type: aws.vpc, id: vpc}}}"),
        NET + "  db: {type: aws.rds, in: shut}",
        "1",
    ),
    (
        "without a type or kind every boundary around it is a candidate",
        *(DB, "{within: {every: {id: shut}}}", NET + "  db: {type: aws.rds, in: shut}", "!db"),
    ),
    (
        "under all, the type still names the candidates",
        *(DB, "{within: {every: {all: [{type: aws.subnet, access: private}]}}}"),
        NET + "  db: {type: aws.rds, in: shut}",
        "1",
    ),
    (
        "under all beside others, the type still names the candidates",
        *(DB, "{within: {every: {all: [{type: aws.subnet}], access: private}}}"),
        NET + "  db: {type: aws.rds, in: shut}",
        "1",
    ),
    ("placed in nothing is unknown", DB, PRIVATE, "nodes: {db: {type: aws.rds}}", "?db"),
    (
        "placed in nothing is unknown for none too",
        *(DB, "{within: {none: {type: aws.subnet, access: public}}}"),
        *("nodes: {db: {type: aws.rds}}", "?db"),
    ),
    (
        "at no candidate, of a type that lives there, is unknown",
        *(DB, PRIVATE, NET + "  db: {type: aws.rds, in: vpc}", "?db"),
    ),
    (
        "at no candidate, of a type that lives there, is unknown for none too",
        *(DB, "{within: {none: {type: aws.subnet, access: public}}}"),
        *(NET + "  db: {type: aws.rds, in: vpc}", "?db"),
    ),
    (
        "a level further out counts as lived in",
        *(DB, "{within: {some: {type: aws.region}}}"),
        NET + "  db: {type: aws.rds, in: shut}",
        "?db",
    ),
    (
        "at no candidate, of a type that does not live there, is false",
        *("{type: aws.s3}", "{within: {every: {type: aws.subnet}}}"),
        "nodes: {cloud: {type: aws.cloud}, files: {type: aws.s3, in: cloud}}",
        "!files",
    ),
    (
        "at no candidate, of a type that does not live there, none is true",
        *("{type: aws.s3}", "{within: {none: {type: aws.subnet}}}"),
        "nodes: {cloud: {type: aws.cloud}, files: {type: aws.s3, in: cloud}}",
        "1",
    ),
    (
        "at no candidate, of a type that does not live there, the count is 0",
        *("{type: aws.s3}", "{within: {count: {where: {type: aws.subnet}, lte: 0}}}"),
        "nodes: {cloud: {type: aws.cloud}, files: {type: aws.s3, in: cloud}}",
        "1",
    ),
    (
        "a type of the icon index may stand anywhere",
        *("{type: aws.analytics.Athena}", "{within: {every: {type: aws.subnet}}}"),
        "nodes: {cloud: {type: aws.cloud}, a: {type: aws.analytics.Athena, in: cloud}}",
        "?a",
    ),
    (
        "no boundary is both a VPC and a subnet, so none is missing",
        *(DB, "{within: {none: {type: aws.vpc, kind: subnet}}}"),
        NET + "  db: {type: aws.rds, in: shut}",
        "1",
    ),
)
def test_within(outcomes, case):
    assert outcomes(case) == case.outcomes


@cases(
    (
        "contains looks at every depth",
        *("{type: aws.vpc}", "{contains: {type: aws.rds}}"),
        NET + "  db: {type: aws.rds, in: shut}",
        "1",
    ),
    (
        "contains none",
        *("{kind: subnet}", "{contains: {none: {type: aws.rds}}}"),
        NET + "  db: {type: aws.rds, in: [open, shut]}",
        "!open !shut 2",
    ),
    (
        "contains every, over nothing, is true",
        *("{kind: subnet}", "{contains: {every: {type: aws.rds}}}"),
        NET + "  s3: {type: aws.s3, in: open}",
        "!open 3",
    ),
    (
        "contains counts a node once, however often it is placed",
        *("{type: aws.vpc}", "{contains: {count: {where: {type: aws.rds}, lte: 1}}}"),
        NET + "  db: {type: aws.rds, in: [open, shut]}",
        "1",
    ),
    (
        "contains is unknown where one inside is",
        *("{type: aws.vpc}", "{contains: {type: aws.rds, multi_az: true}}"),
        NET + "  db: {type: aws.rds, in: shut}",
        "?vpc",
    ),
    (
        "spread over distinct values",
        *(DB, "{spread_over: {what: zone, gte: 2}}"),
        NET + "  db: {type: aws.rds, in: [shut, dark]}",
        "1",
    ),
    (
        "the same value twice is one",
        *(DB, "{spread_over: {what: zone, gte: 2}}"),
        NET + "  db: {type: aws.rds, in: [shut, open]}",
        "!db",
    ),
    (
        "a subnet that does not say stands for one or more zones",
        *(DB, "{spread_over: {what: zone, gte: 2}}"),
        NET + "  db: {type: aws.rds, in: some}",
        "?db",
    ),
    (
        "a subnet that does not say stands for at least one zone",
        *(DB, "{spread_over: {what: zone, gte: 1}}"),
        NET + "  db: {type: aws.rds, in: some}",
        "1",
    ),
    (
        "enough zones are enough, whatever another subnet does not say",
        *(DB, "{spread_over: {what: zone, gte: 2}}"),
        NET + "  db: {type: aws.rds, in: [shut, dark, some]}",
        "1",
    ),
    (
        "placed in nothing, the spread is unknown",
        *(DB, "{spread_over: {what: zone, gte: 2}}", "nodes: {db: {type: aws.rds}}", "?db"),
    ),
    (
        "drawn straight into the VPC, the spread is unknown",
        *(DB, "{spread_over: {what: zone, gte: 1}}"),
        NET + "  db: {type: aws.rds, in: vpc}",
        "?db",
    ),
    (
        "a type of the icon index drawn straight into the VPC, too",
        *("{type: aws.analytics.Athena}", "{spread_over: {what: zone, gte: 1}}"),
        NET + "  a: {type: aws.analytics.Athena, in: vpc}",
        "?a",
    ),
    (
        "a subnet said to have no zone adds none",
        *(DB, "{spread_over: {what: zone, gte: 1}}"),
        "nodes: {s: {type: aws.subnet, zone: null}, db: {type: aws.rds, in: s}}",
        "!db",
    ),
    (
        "a zone that is drawn is a value",
        *(DB, "{spread_over: {what: zone, gte: 2}}"),
        """\
nodes:
  z1: {type: aws.availability_zone, nodes: {s1: {type: aws.subnet}}}
  z2: {type: aws.availability_zone, nodes: {s2: {type: aws.subnet}}}
  db: {type: aws.rds, in: [s1, s2]}
""",
        "1",
    ),
)
def test_contains_and_spread(outcomes, case):
    assert outcomes(case) == case.outcomes


LINKS = """\
nodes:
  waf: {type: aws.waf}
  acm: {type: aws.acm}
  lb: {type: aws.alb, web_acl: waf}
  app: {type: generic.service}
  db: {type: aws.rds, encrypted: false}
connections:
  - lb -> app: {protocol: https, id: one}
  - lb -> app: {protocol: http, id: two}
  - lb -> acm: {kind: uses}
  - app -> db
"""


@cases(
    ("a connection", "{id: app}", "{connects_to: {type: aws.rds}}", LINKS, "1"),
    ("no connection is closed-world", "{id: db}", "{connects_to: {}}", LINKS, "!db"),
    ("a reference counts", "{id: lb}", "{connects_to: {type: aws.waf}}", LINKS, "1"),
    ("the other direction", "{id: waf}", "{connected_from: {type: aws.alb}}", LINKS, "1"),
    ("direction matters", "{id: waf}", "{connects_to: {type: aws.alb}}", LINKS, "!waf"),
    ("a bare pattern means some", "{id: lb}", "{connects_to: {id: app}}", LINKS, "1"),
    ("every", "{id: lb}", "{connects_to: {every: {id: app}}}", LINKS, "!lb"),
    ("every over nothing is true", "{id: db}", "{connects_to: {every: {id: app}}}", LINKS, "1"),
    ("none", "{id: lb}", "{connects_to: {none: {type: aws.waf}}}", LINKS, "!lb"),
    (
        "count counts nodes, not connections",
        *("{id: lb}", "{connects_to: {count: {where: {id: app}, gte: 2}}}", LINKS, "!lb"),
    ),
    ("count without where", "{id: lb}", "{connects_to: {count: {gte: 3}}}", LINKS, "1"),
    (
        "by narrows to a kind of edge",
        *("{id: lb}", "{connects_to: {type: aws.waf, by: {kind: traffic}}}", LINKS, "!lb"),
    ),
    (
        "by a reference, by its property",
        *("{id: lb}", "{connects_to: {type: aws.waf, by: {property: web_acl}}}", LINKS, "1"),
    ),
    (
        "by a connection's field: one parallel connection is enough",
        *("{id: lb}", "{connects_to: {id: app, by: {protocol: https}}}", LINKS, "1"),
    ),
    (
        "by a connection's id",
        *("{id: lb}", "{connects_to: {id: app, by: {id: 't*'}}}", LINKS, "1"),
    ),
    (
        "by is a premise of every",
        *("{id: lb}", "{connects_to: {every: {type: aws.acm}, by: {kind: uses}}}", LINKS, "1"),
    ),
    (
        "by is part of none",
        *("{id: lb}", "{connects_to: {none: {type: aws.acm}, by: {kind: traffic}}}", LINKS, "1"),
    ),
    (
        "an unstated field of by leaves it open",
        *("{id: app}", "{connects_to: {type: aws.rds, by: {encrypted: true}}}", LINKS, "?app"),
    ),
    (
        "a premise that may fail leaves every open",
        *("{id: app}", "{connects_to: {every: {id: x}, by: {encrypted: true}}}", LINKS, "?app"),
    ),
    (
        "an unstated reference property is unknown",
        *("{type: aws.rds}", "{kms_key: {type: aws.kms}}", LINKS, "?db"),
    ),
    (
        "what is asked of the node at the end",
        *("{id: app}", "{connects_to: {type: aws.rds, encrypted: true}}", LINKS, "!app"),
    ),
)
def test_connections_and_references(outcomes, case):
    assert outcomes(case) == case.outcomes


INHERITED = """\
nodes:
  users: {type: actor.user}
  vpc:
    type: aws.vpc
    nodes:
      subnet:
        type: aws.subnet
        nodes: {a: {type: aws.ec2}, b: {type: aws.ec2}}
connections: [users -> vpc, a -> b]
"""


@cases(
    (
        "a connection to a boundary holds for what is inside",
        *("{type: aws.ec2}", "{connected_from: {type: actor.user}}", INHERITED, "2"),
    ),
    (
        "it is marked as inherited",
        *("{type: aws.ec2}", "{connected_from: {by: {inherited: false}}}", INHERITED, "!a 1"),
    ),
    (
        "it carries paths",
        *("{type: actor.user}", "{reaches: {count: {gte: 2}}}", INHERITED, "1"),
    ),
    (
        "its subjects are named after both",
        *("{connection: {}}", "{protocol: https}", INHERITED),
        "?a->b ?users->a#users->vpc ?users->b#users->vpc",
    ),
    (
        "a boundary itself has no connection",
        *("{type: aws.vpc}", "{connected_from: {none: {}}}", INHERITED, "1"),
    ),
)
def test_connections_that_end_at_boundaries(outcomes, case):
    assert outcomes(case) == case.outcomes


PATHS = """\
nodes:
  users: {type: actor.user}
  lb: {type: aws.alb}
  app: {type: generic.service}
  db: {type: aws.rds}
  key: {type: aws.kms}
connections:
  - users -> lb: {encrypted: true}
  - lb -> app: {encrypted: true}
  - app -> db
  - app -> key: {kind: uses}
"""
UNSURE = """\
nodes:
  users: {type: actor.user}
  lb: {type: aws.alb}
  db: {type: aws.rds}
connections: [users -> lb, lb -> db]
"""
NO_PATH = "{reached_from: {none: {type: actor.user}, avoiding: {type: aws.alb, scheme: internal}}}"
NEVER = "{reached_from: {none: {type: actor.user}, avoiding: {type: aws.waf}}}"


@cases(
    ("over several hops", "{id: users}", "{reaches: {type: aws.rds}}", PATHS, "1"),
    ("against the direction", "{id: db}", "{reached_from: {type: actor.user}}", PATHS, "1"),
    ("uses carry no paths", "{id: users}", "{reaches: {type: aws.kms}}", PATHS, "!users"),
    (
        "avoiding tests the nodes between",
        *("{id: users}", "{reaches: {type: aws.rds, avoiding: {type: aws.alb}}}", PATHS, "!users"),
    ),
    (
        "avoiding does not test the ends",
        *("{id: users}", "{reaches: {type: aws.rds, avoiding: {type: aws.rds}}}", PATHS, "1"),
    ),
    (
        "through tests the nodes between",
        *("{id: users}", "{reaches: {type: aws.rds, through: {type: aws.alb}}}", PATHS, "1"),
    ),
    (
        "through does not test the ends",
        *("{id: lb}", "{reaches: {type: aws.rds, through: {type: aws.alb}}}", PATHS, "!lb"),
    ),
    (
        "by tests every connection on the way",
        *("{id: users}", "{reaches: {type: generic.service, by: {encrypted: true}}}", PATHS, "1"),
    ),
    (
        "an unstated field on the way leaves it open",
        *("{id: users}", "{reaches: {type: aws.rds, by: {encrypted: true}}}", PATHS, "?users"),
    ),
    (
        "count counts ends",
        *("{id: users}", "{reaches: {count: {gte: 3, lte: 3}}}", PATHS, "1"),
    ),
    (
        "every",
        *("{id: app}", "{reaches: {every: {type: aws.rds}}}", PATHS, "1"),
    ),
    (
        "count compares an interval when a path is open",
        *("{id: users}", "{reaches: {count: {gte: 3}, by: {encrypted: true}}}", PATHS, "?users"),
    ),
    (
        "count is enough without the open path",
        *("{id: users}", "{reaches: {count: {gte: 2}, by: {encrypted: true}}}", PATHS, "1"),
    ),
    (
        "a path never ends at its own start",
        *("{id: a}", "{reaches: {count: {lte: 1}}}"),
        "nodes: {a: {type: aws.ec2}, b: {type: aws.ec2}}\nconnections: [a -> b, b -> a]",
        "1",
    ),
    (
        "none names the two ends",
        *("{type: aws.rds}", "{reached_from: {none: {type: actor.user}}}", PATHS),
        "!users->db",
    ),
    (
        "none names them in the direction of the path",
        *("{type: actor.user}", "{reaches: {none: {type: aws.rds}}}", PATHS, "!users->db"),
    ),
    (
        "none, with every end a subject of its own",
        *("{type: actor.user}", "{reaches: {none: {type: [aws.rds, aws.alb]}}}", PATHS),
        "!users->db !users->lb",
    ),
    (
        "a node without a forbidden path is one satisfied subject",
        *("{type: aws.alb}", "{reached_from: {none: {type: aws.rds}}}", PATHS, "1"),
    ),
    (
        "a path free of even possible blockers violates",
        *("{type: aws.rds}", NEVER, UNSURE, "!users->db"),
    ),
    (
        "a path free only of certain blockers is unknown",
        *("{type: aws.rds}", NO_PATH, UNSURE, "?users->db"),
    ),
    (
        "a path with a certain blocker does not count",
        *("{type: aws.rds}", NEVER.replace("waf", "alb"), UNSURE, "1"),
    ),
    (
        "beside another condition the node is the subject",
        *("{type: aws.rds}", "{reached_from: {none: {type: actor.user}}, id: db}", PATHS, "!db"),
    ),
    (
        "a path may come back to pass what it must go through",
        *("{id: a}", "{reaches: {id: b, through: {id: c}}}"),
        (
            "nodes: {a: {type: aws.ec2}, b: {type: aws.ec2}, c: {type: aws.ec2}}\n"
            "connections: [a -> b, b -> c, c -> b]"
        ),
        "1",
    ),
)
def test_paths(outcomes, case):
    assert outcomes(case) == case.outcomes


STORE = """\
data:
  cards: {classification: restricted, tags: [pci]}
  logs: {classification: internal}
  other: {}
nodes:
"""


@cases(
    (
        "stores some",
        *(DB, "{stores: {classification: restricted}}"),
        STORE + "  db: {type: aws.rds, stores: [logs, cards]}",
        "1",
    ),
    (
        "stores none",
        *(DB, "{stores: {none: {tags: pci}}}"),
        STORE + "  db: {type: aws.rds, stores: [logs, cards]}",
        "!db",
    ),
    (
        "classifications have an order",
        *(DB, "{stores: {every: {classification: {gte: confidential}}}}"),
        STORE + "  db: {type: aws.rds, stores: [logs, cards]}",
        "!db",
    ),
    (
        "an unstated classification is unknown",
        *(DB, "{stores: {classification: restricted}}"),
        STORE + "  db: {type: aws.rds, stores: [other]}",
        "?db",
    ),
    (
        "by id",
        *(DB, "{stores: {count: {where: {id: ['c*', logs]}, gte: 2}}}"),
        STORE + "  db: {type: aws.rds, stores: [logs, cards]}",
        "1",
    ),
    (
        "unstated is unknown of what holds data",
        *(DB, "{stores: {none: {tags: pci}}}", STORE + "  db: {type: aws.rds}", "?db"),
    ),
    (
        "unstated is none that the model does not list",
        *(DB, "{stores: {none: {tags: hr}}}", STORE + "  db: {type: aws.rds}", "1"),
    ),
    (
        "unstated is none of what the model does not list",
        *(DB, "{stores: {some: {tags: hr}}}", STORE + "  db: {type: aws.rds}", "!db"),
    ),
    (
        "unstated is one of those listed, whichever",
        *(
            DB,
            "{stores: {every: {id: [cards, logs, other]}}}",
            STORE + "  db: {type: aws.rds}",
            "1",
        ),
    ),
    (
        "unstated may be one of those listed that fails",
        *(DB, "{stores: {every: {id: [cards, logs]}}}", STORE + "  db: {type: aws.rds}", "?db"),
    ),
    (
        "unstated is at most as many as are listed",
        *(DB, "{stores: {count: {where: {id: [cards, logs]}, lte: 2}}}"),
        STORE + "  db: {type: aws.rds}",
        "1",
    ),
    (
        "unstated may be all that are listed",
        *(DB, "{stores: {count: {where: {id: [cards, logs]}, lt: 2}}}"),
        STORE + "  db: {type: aws.rds}",
        "?db",
    ),
    (
        "unstated is nothing where nothing is listed",
        *(DB, "{stores: {some: {}}}", "nodes: {db: {type: aws.rds}}", "!db"),
    ),
    (
        "a selection of restricted data is empty in a model that lists none",
        *("{stores: {classification: restricted}}", "{type: aws.kms}"),
        "data: {logs: {classification: internal}}\nnodes: {db: {type: aws.rds}}",
        "not applicable",
    ),
    (
        "unstated is empty of what holds none",
        *("{}", "{stores: {none: {tags: pci}}}", STORE + "  waf: {type: aws.waf}", "1"),
    ),
    (
        "stated to be none is empty",
        *(DB, "{stores: {none: {tags: pci}}}", STORE + "  db: {type: aws.rds, stores: null}", "1"),
    ),
    (
        "an empty list is empty",
        *(DB, "{stores: {some: {}}}", STORE + "  db: {type: aws.rds, stores: []}", "!db"),
    ),
)
def test_data(outcomes, case):
    assert outcomes(case) == case.outcomes


NOT_DESCRIBED = """\
data: {cards: {}}
nodes: {a: {type: aws.ec2}, x: {type: aws.analytics.Athena}}
connections: [a -> x]
"""
FLOWS = """\
data: {cards: {classification: restricted}}
nodes:
  users: {type: actor.user}
  vpc:
    type: aws.vpc
    nodes:
      front: {type: aws.subnet, access: public}
      back: {type: aws.subnet, access: private}
      spare: {type: aws.subnet, access: private}
  lb: {type: aws.alb, in: front}
  db: {type: aws.rds, in: back}
  waf: {type: aws.waf}
connections:
  - users -> lb: {protocol: HTTPS, port: 443, carries: [cards]}
  - lb -> db
  - lb -> waf: {kind: uses}
"""


@cases(
    ("the kind", "{connection: {kind: uses}}", "{to: {type: aws.waf}}", FLOWS, "1"),
    (
        "protocols fold case",
        *("{connection: {from: {type: actor.user}}}", "{protocol: https}", FLOWS, "1"),
    ),
    ("an unstated field", "{connection: {to: {type: aws.rds}}}", "{port: 1}", FLOWS, "?lb->db"),
    ("a port", "{connection: {from: {id: users}}}", "{port: {includes: 443}}", FLOWS, "1"),
    ("from and to", "{connection: {from: {id: lb}}}", "{to: {id: db}}", FLOWS, "!lb->waf 1"),
    (
        "crosses what it leaves or enters",
        *("{connection: {crosses: {type: aws.subnet, access: private}}}", "{kind: traffic}"),
        FLOWS,
        "1",
    ),
    (
        "does not cross what holds both ends",
        *("{connection: {to: {id: db}}}", "{crosses: {none: {type: aws.vpc}}}", FLOWS, "1"),
    ),
    (
        "an end without a place may be anywhere",
        *("{connection: {}}", "{crosses: {none: {type: aws.subnet}}}"),
        (
            "nodes: {s: {type: aws.subnet}, app: {type: aws.ec2, in: s}, db: {type: aws.rds}}\n"
            "connections: [app -> db]"
        ),
        "?app->db",
    ),
    (
        "an end without a place may be in a boundary that holds nothing else",
        *("{connection: {}}", "{crosses: {none: {type: aws.subnet}}}"),
        (
            "nodes: {s: {type: aws.subnet}, users: {type: actor.user}, db: {type: aws.rds}}\n"
            "connections: [users -> db]"
        ),
        "?users->db",
    ),
    ("carries", "{connection: {from: {id: users}}}", "{carries: {id: cards}}", FLOWS, "1"),
    (
        "unstated carries is unknown between what moves data",
        *("{connection: {to: {id: db}}}", "{carries: {none: {}}}", FLOWS, "?lb->db"),
    ),
    (
        "unstated carries is nothing that the model does not list",
        *("{connection: {to: {id: db}}}", "{carries: {none: {id: letters}}}", FLOWS, "1"),
    ),
    (
        "unstated carries is empty of uses",
        *("{connection: {kind: uses}}", "{carries: {none: {}}}", FLOWS, "1"),
    ),
    (
        "unstated carries is empty where one end moves no data",
        *("{connection: {}}", "{carries: {none: {}}}"),
        "nodes: {a: {type: aws.ec2}, k: {type: aws.kms}}\nconnections: [a -> k, k -> a]",
        "2",
    ),
    (
        "what a type of the icon index moves is not known",
        *("{connection: {}}", "{carries: {none: {}}}"),
        NOT_DESCRIBED,
        "?a->x",
    ),
    (
        "parallel connections are told apart by their ids",
        *("{connection: {}}", "{protocol: https}"),
        (
            "nodes: {a: {type: aws.ec2}, b: {type: aws.ec2}}\n"
            "connections: [a -> b: {protocol: http}, a -> b: {protocol: ssh, id: admin}]"
        ),
        "!a->b !a->b#admin",
    ),
    (
        "references are no connections",
        *("{connection: {}}", "{}"),
        "nodes: {lb: {type: aws.alb, web_acl: waf}, waf: {type: aws.waf}}",
        "not applicable",
    ),
    (
        "nodes at the ends may be asked anything",
        *("{connection: {}}", "{from: {within: {some: {kind: subnet}}}}"),
        (
            "nodes: {s: {type: aws.subnet}, a: {type: aws.ec2, in: s}, b: {type: aws.ec2, in: s}}\n"
            "connections: [a -> b]"
        ),
        "1",
    ),
)
def test_connections(outcomes, case):
    assert outcomes(case) == case.outcomes


@cases(
    ("has", "{model: true}", "{has: {type: aws.waf}}", FLOWS, "1"),
    ("has none", "{model: true}", "{has: {none: {type: aws.waf}}}", FLOWS, "!model"),
    ("has every", "{model: true}", "{has: {every: {type: 'aws.*'}}}", FLOWS, "!model"),
    (
        "has count",
        *("{model: true}", "{has: {count: {where: {kind: subnet}, gte: 3}}}", FLOWS, "1"),
    ),
    (
        "has, perhaps",
        *("{model: true}", "{has: {type: aws.rds, multi_az: true}}", FLOWS, "?model"),
    ),
    (
        "applies to models that have",
        *("{model: {has: {type: aws.s3}}}", "{has: {type: aws.waf}}", FLOWS, "not applicable"),
    ),
    (
        "applies to models that perhaps have",
        *("{model: {has: {type: aws.rds, multi_az: true}}}", "{has: {type: aws.s3}}"),
        FLOWS,
        "?model",
    ),
    (
        "combined",
        *("{model: true}", "{any: [{has: {type: aws.s3}}, {not: {has: {type: aws.acm}}}]}"),
        FLOWS,
        "1",
    ),
)
def test_models(outcomes, case):
    assert outcomes(case) == case.outcomes


def test_selecting_by_a_property_that_a_type_lacks_leaves_it_out(outcomes):
    model = "nodes: {db: {type: aws.rds, multi_az: true}, app: {type: generic.service}}"
    case = Case("", "{multi_az: {exists: true}}", "{type: aws.rds}", model, "")
    assert outcomes(case) == "1"


def test_a_type_of_the_index_that_a_glob_selects_never_fails_for_a_property_it_lacks(outcomes):
    # `aws.da*` means aws.database.Timestream as well, and of that the catalogue knows nothing.
    model = "nodes: {c: {type: aws.database.Timestream}}"
    require = "{security_groups: {exists: true}}"
    assert outcomes(Case("", "{type: 'aws.da*'}", require, model, "")) == "?c"


EMPTY_END = """\
nodes: {users: {type: actor.user}, vpc: {type: aws.vpc}}
data: {cards: {classification: restricted}}
connections: [users -> vpc: {protocol: http, carries: [cards]}]
"""
DRAWN_END = """\
nodes: {users: {type: actor.user}, vpc: {type: aws.vpc, nodes: {app: {type: aws.ec2}}}}
connections: [users -> vpc]
"""
ICON_ALONE = """\
nodes: {fn: {type: aws.analytics.Athena}, db: {type: aws.rds}}
connections: [fn -> db]
"""


@cases(
    (
        "a connection to an empty boundary is judged itself",
        *("{connection: {}}", "{encrypted: true}", EMPTY_END, "?users->vpc"),
    ),
    (
        "for whom it is drawn from, a connection is not inherited",
        *("{type: actor.user}", "{connects_to: {by: {inherited: false}}}", DRAWN_END, "1"),
    ),
    (
        "a type that is known by its icon alone may be of any kind",
        *("{kind: compute}", "{connects_to: {type: aws.s3}}", ICON_ALONE, "?fn"),
    ),
    (
        "so what comes from it may come from an actor",
        *("{type: aws.rds}", "{reached_from: {none: {kind: actor}}}", ICON_ALONE, "?fn->db"),
    ),
)
def test_what_is_drawn_and_what_is_known_by_its_icon(outcomes, case):
    assert outcomes(case) == case.outcomes
