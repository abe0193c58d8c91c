"""A finding speaks: its id, its place, and the facts it rests on, each at the very text stated."""

from __future__ import annotations

import itertools

import pytest

RULE = """\
id: a-rule
title: A title
severity: warning
applies_to: {applies_to}
require: {require}
why: A reason.
fix: A way.
"""
MARK = "§"


def marked(text):
    """Take the marks out of a text; give the rest, and each mark's line and column."""
    parts, places, so_far = text.split(MARK), [], ""
    for part in parts[:-1]:
        so_far += part
        lines = so_far.split("\n")
        places.append((len(lines), len(lines[-1]) + 1))
    return "".join(parts), places


@pytest.fixture
def find(judge):
    """Judge a model with marks; give the only finding, and where the marks stood."""

    def run(applies_to, require, model):
        text, places = marked("archlint: 1\nname: A system\n" + model)
        report = judge(RULE.format(applies_to=applies_to, require=require), text)
        (finding,) = [*report.findings, *report.unknown()]
        return finding, places

    return run


DB = "{type: aws.rds}"
PRIVATE = "{within: {every: {type: aws.subnet, access: private}}}"

# Each model has a mark where the finding is shown, then one for each piece of evidence. What comes
# first in the file is marked first; `order` says which mark belongs to which.
EVIDENCE = {
    "a placement: where it is said, and the property it leads to": (
        DB,
        PRIVATE,
        "nodes:\n  open: {type: aws.subnet, access: §public}\n  §db: {type: aws.rds, in: §open}\n",
        [1, 2, 0],
        ["'db' is within 'open' (aws.subnet)", "access of 'open' is public, not private"],
    ),
    "one placement of several": (
        DB,
        PRIVATE,
        (
            "nodes:\n"
            "  shut: {type: aws.subnet, access: private}\n"
            "  open: {type: aws.subnet, access: §public}\n"
            "  §db:\n    type: aws.rds\n    in:\n      - shut\n      - §open\n"
        ),
        [1, 2, 0],
        ["'db' is within 'open' (aws.subnet)", "access of 'open' is public, not private"],
    ),
    "a nested placement: the node's own line": (
        DB,
        PRIVATE,
        (
            "nodes:\n  open:\n    type: aws.subnet\n    access: §public\n"
            "    nodes:\n      §§db: {type: aws.rds}\n"
        ),
        [1, 2, 0],
        ["'db' is within 'open' (aws.subnet)", "access of 'open' is public, not private"],
    ),
    "an indirect placement: what leads there": (
        DB,
        "{within: {none: {type: aws.vpc}}}",
        (
            "nodes:\n  vpc: {type: aws.vpc}\n  sub: {type: aws.subnet, in: vpc}\n"
            "  §db: {type: aws.rds, in: §sub}\n"
        ),
        [0, 1],
        ["'db' is within 'vpc' (aws.vpc)"],
    ),
    "no placement": (
        DB,
        PRIVATE,
        "nodes:\n  §§db: {type: aws.rds}\n",
        [0, 1],
        ["'db' is placed in nothing"],
    ),
    "a placement at no candidate": (
        DB,
        PRIVATE,
        "nodes:\n  vpc: {type: aws.vpc}\n  §db: {type: aws.rds, in: §vpc}\n",
        [0, 1],
        ["'db' is placed in 'vpc', but in no aws.subnet"],
    ),
    "a property": (
        DB,
        "{multi_az: true}",
        "nodes:\n  §db:\n    type: aws.rds\n    multi_az: §false\n",
        [0, 1],
        ["multi_az of 'db' is false, not true"],
    ),
    "what is unstated: the node, and the provider's default": (
        DB,
        "{backup_retention_days: {gte: 7}}",
        "nodes:\n  §§db: {type: aws.rds}\n",
        [0, 1],
        ["'db' does not state backup_retention_days (the provider's default is 1 day)"],
    ),
    "what is unstated of a boundary": (
        DB,
        PRIVATE,
        "nodes:\n  §sub: {type: aws.subnet}\n  §db: {type: aws.rds, in: §sub}\n",
        [1, 2, 0],
        ["'db' is within 'sub' (aws.subnet)", "'sub' does not state access"],
    ),
    "an element of a list": (
        "{type: aws.alb}",
        "{listeners: {none: {protocol: http}}}",
        (
            "nodes:\n  §lb:\n    type: aws.alb\n    listeners:\n      - {protocol: https}\n"
            "      - §{protocol: http}\n"
        ),
        [0, 1],
        ["listeners of 'lb' has {protocol: http}"],
    ),
    "an element that lacks something: at what it states instead": (
        "{type: aws.alb}",
        "{listeners: {every: {protocol: https}}}",
        (
            "nodes:\n  §lb:\n    type: aws.alb\n    listeners:\n      - {protocol: https}\n"
            "      - {port: 80, protocol: §http}\n"
        ),
        [0, 1],
        ["listeners of 'lb' has {port: 80, protocol: http}, with protocol not https"],
    ),
    "an element that does not state something": (
        "{type: aws.alb}",
        "{listeners: {none: {protocol: http, not: {redirect_to: https}}}}",
        "nodes:\n  §lb:\n    type: aws.alb\n    listeners:\n      - §{protocol: http}\n",
        [0, 1],
        ["listeners of 'lb' has {protocol: http}, which does not state redirect_to"],
    ),
    "an element that what it names decides": (
        "{type: aws.cloudfront}",
        "{origins: {every: {target: {type: aws.s3}}}}",
        (
            "nodes:\n  §cdn: {type: aws.cloudfront, origins: [§{target: lb}]}\n"
            "  §lb: {type: aws.alb}\n"
        ),
        [0, 1, 2],
        ["origins of 'cdn' has {target: lb}", "'lb' is an aws.alb"],
    ),
    "an element that is itself a name": (
        "{type: aws.db_subnet_group}",
        "{subnets: {every: {type: aws.subnet, access: private}}}",
        (
            "nodes:\n  §group: {type: aws.db_subnet_group, subnets: [§front]}\n"
            "  front: {type: aws.subnet, access: §public}\n"
        ),
        [0, 1, 2],
        ["subnets of 'group' has front", "access of 'front' is public, not private"],
    ),
    "a long element: what was asked of it alone": (
        "{type: aws.iam_policy}",
        "{statements: {none: {effect: allow, actions: {some: '*'}}}}",
        (
            "nodes:\n  §policy:\n    type: aws.iam_policy\n    statements:\n"
            "      - §{effect: allow, actions: ['*'], resources: [a-very-long-name-of-a-bucket, "
            "another-very-long-name-of-a-bucket]}\n"
        ),
        [0, 1],
        ["statements of 'policy' has {effect: allow, actions: [*], …}"],
    ),
    "no such element": (
        "{type: aws.alb}",
        "{listeners: {some: {protocol: https}}}",
        "nodes:\n  §lb: {type: aws.alb, listeners: §[{protocol: http}]}\n",
        [0, 1],
        ["listeners of 'lb' is [{protocol: http}], none with protocol https"],
    ),
    "a number of elements": (
        "{type: aws.alb}",
        "{listeners: {count: {where: {protocol: https}, gte: 2}}}",
        (
            "nodes:\n  §lb:\n    type: aws.alb\n    listeners:\n      §- §{protocol: https}\n"
            "      - {protocol: http}\n"
        ),
        [0, 1, 2],
        [
            "listeners of 'lb' has 1 item with protocol https, at least 2 asked for",
            "listeners of 'lb' has {protocol: https}",
        ],
    ),
    "what a list lacks, in one breath": (
        DB,
        "{all: [{log_exports: {includes: audit}}, {log_exports: {includes: error}}]}",
        "nodes:\n  §db: {type: aws.rds, log_exports: §[general]}\n",
        [0, 1],
        ["log_exports of 'db' is [general], without audit or error"],
    ),
    "what a port does not include": (
        "{connection: {}}",
        "{port: {includes: 443}}",
        (
            "nodes:\n  a: {type: aws.ec2}\n  b: {type: aws.ec2}\n"
            "connections:\n  - §a -> b: {port: §80}\n"
        ),
        [0, 1],
        ["port of a -> b is 80, not including 443"],
    ),
    "no boundary that is asked for: those that there are": (
        DB,
        "{within: {type: aws.subnet, access: private}}",
        "nodes:\n  open: {type: aws.subnet, access: §public}\n  §db: {type: aws.rds, in: §open}\n",
        [1, 2, 0],
        ["'db' is within 'open' (aws.subnet)", "access of 'open' is public, not private"],
    ),
    "a type that should not be": (
        DB,
        "{not: {type: 'aws.*'}}",
        "nodes:\n  §§db: {type: aws.rds}\n",
        [0, 1],
        ["'db' is an aws.rds"],
    ),
    "a connection": (
        "{type: actor.user}",
        "{connects_to: {none: {type: aws.rds}}}",
        (
            "nodes:\n  §users: {type: actor.user}\n  db: {type: aws.rds}\n"
            "connections:\n  - §users -> db\n"
        ),
        [0, 1],
        ["users -> db"],
    ),
    "a connection with fields": (
        "{type: actor.user}",
        "{connects_to: {none: {type: aws.rds}, by: {protocol: ssh}}}",
        (
            "nodes:\n  §users: {type: actor.user}\n  db: {type: aws.rds}\n"
            "connections:\n  - §users -> db: {protocol: §ssh}\n"
        ),
        [0, 1, 2],
        ["users -> db", "protocol of users -> db is ssh"],
    ),
    "a connection written with from and to": (
        "{type: actor.user}",
        "{connects_to: {none: {type: aws.rds}}}",
        (
            "nodes:\n  §users: {type: actor.user}\n  db: {type: aws.rds}\n"
            "connections:\n  - §{from: users, to: db}\n"
        ),
        [0, 1],
        ["users -> db"],
    ),
    "no connection: the node": (
        "{type: actor.user}",
        "{connects_to: {type: aws.rds}}",
        "nodes:\n  §§users: {type: actor.user}\n",
        [0, 1],
        ["'users' has no connection or reference to any aws.rds"],
    ),
    "a reference": (
        "{type: aws.alb}",
        "{connects_to: {none: {type: aws.acm}}}",
        (
            "nodes:\n  §lb:\n    type: aws.alb\n    listeners:\n      - {certificate: §acm}\n"
            "  acm: {type: aws.acm}\n"
        ),
        [0, 1],
        ["'lb' refers to 'acm' (listeners.certificate)"],
    ),
    "a path: each hop, shown at the first": (
        DB,
        "{reached_from: {none: {type: actor.user}}}",
        (
            "nodes:\n  users: {type: actor.user}\n  app: {type: generic.service}\n"
            "  db: {type: aws.rds}\nconnections:\n  - §app -> db\n  - §§users -> app\n"
        ),
        [1, 2, 0],
        ["users -> app", "app -> db"],
    ),
    "a path that may be blocked: what leaves it open": (
        DB,
        "{reached_from: {none: {type: actor.user}, avoiding: {type: aws.alb, scheme: internal}}}",
        (
            "nodes:\n  users: {type: actor.user}\n  §lb: {type: aws.alb}\n"
            "  db: {type: aws.rds}\nconnections:\n  - §§users -> lb\n  - §lb -> db\n"
        ),
        [1, 2, 3, 0],
        [
            "users -> lb",
            "lb -> db",
            "'lb' does not state scheme (the provider's default is internet-facing)",
        ],
    ),
    "a path to what may or may not be meant": (
        "{type: actor.user}",
        "{reaches: {none: {type: aws.rds, encrypted: false}}}",
        (
            "nodes:\n  users: {type: actor.user}\n  §db: {type: aws.rds}\n"
            "connections:\n  - §§users -> db\n"
        ),
        [1, 2, 0],
        ["users -> db", "'db' does not state encrypted (the provider's default is false)"],
    ),
    "a path to what surely is meant": (
        "{type: actor.user}",
        "{reaches: {none: {type: aws.rds, encrypted: false}}}",
        (
            "nodes:\n  users: {type: actor.user}\n  db: {type: aws.rds, encrypted: false}\n"
            "connections:\n  - §§users -> db\n"
        ),
        [0, 1],
        ["users -> db"],
    ),
    "a fact that should not be": (
        DB,
        "{not: {engine: mysql}}",
        "nodes:\n  §db: {type: aws.rds, engine: §mysql}\n",
        [0, 1],
        ["engine of 'db' is mysql"],
    ),
    "a reference that no connection's field tells anything of": (
        "{type: aws.alb}",
        "{connects_to: {none: {type: aws.waf}, by: {not: {protocol: http}}}}",
        "nodes:\n  §lb: {type: aws.alb, web_acl: §waf}\n  waf: {type: aws.waf}\n",
        [0, 1],
        ["'lb' refers to 'waf' (web_acl)"],
    ),
    "data that is stored": (
        DB,
        "{stores: {none: {classification: restricted}}}",
        (
            "data: {logs: {}, cards: {classification: restricted}}\n"
            "nodes:\n  §db: {type: aws.rds, stores: [§cards]}\n"
        ),
        [0, 1],
        ["'db' stores 'cards' (restricted)"],
    ),
    "data of which nothing is said": (
        DB,
        "{stores: {none: {classification: restricted}}}",
        "data: {cards: {classification: restricted}}\nnodes:\n  §§db: {type: aws.rds}\n",
        [0, 1],
        ["'db' does not state what data it stores"],
    ),
    "data of which nothing is said, in a model that lists none such": (
        DB,
        "{stores: {classification: restricted}}",
        "data: {logs: {classification: public}}\nnodes:\n  §§db: {type: aws.rds}\n",
        [0, 1],
        [
            (
                "'db' does not state what data it stores, and the model lists no data with "
                "classification restricted"
            )
        ],
    ),
    "data of which nothing is said, in a model that lists none": (
        DB,
        "{stores: {classification: restricted}}",
        "nodes:\n  §§db: {type: aws.rds}\n",
        [0, 1],
        ["'db' does not state what data it stores, and the model lists no data"],
    ),
    "a field of a connection": (
        "{connection: {}}",
        "{encrypted: true}",
        (
            "nodes:\n  a: {type: aws.ec2}\n  b: {type: aws.ec2}\n"
            "connections:\n  - §a -> b: {encrypted: §false}\n"
        ),
        [0, 1],
        ["encrypted of a -> b is false, not true"],
    ),
    "an unstated field of a connection": (
        "{connection: {}}",
        "{encrypted: true}",
        "nodes:\n  a: {type: aws.ec2}\n  b: {type: aws.ec2}\nconnections:\n  - §§a -> b\n",
        [0, 1],
        ["a -> b does not state encrypted"],
    ),
    "what the model lacks": (
        "{model: true}",
        "{has: {type: aws.cloudwatch}}",
        "nodes:\n  a: {type: aws.ec2}\n",
        [],
        ["the model has no aws.cloudwatch"],
    ),
    "what the model should not have": (
        "{model: true}",
        "{has: {none: {type: aws.ec2}}}",
        "nodes:\n  §a: {type: aws.ec2}\n",
        [None, 0],
        ["the model has 'a' (aws.ec2)"],
    ),
    "what an open selection rests on comes first": (
        "{type: aws.rds, encrypted: true}",
        "{multi_az: true}",
        "nodes:\n  §§db: {type: aws.rds, multi_az: §false}\n",
        [0, 1, 2],
        [
            "'db' does not state encrypted (the provider's default is false)",
            "multi_az of 'db' is false, not true",
        ],
    ),
}


@pytest.mark.parametrize(
    ("applies_to", "require", "model", "order", "facts"), EVIDENCE.values(), ids=EVIDENCE
)
def test_evidence_points_at_the_text_that_states_it(find, applies_to, require, model, order, facts):
    finding, places = find(applies_to, require, model)
    assert [fact.message for fact in finding.evidence] == facts
    found = [finding.location, *(fact.location for fact in finding.evidence)]
    wanted = [(1, 1) if mark is None else places[mark] for mark in order] or [(1, 1), (1, 1)]
    assert [(place.line, place.column) for place in found] == wanted
    assert {place.path for place in found} == {"model.yaml"}


@pytest.mark.parametrize(
    ("applies_to", "require", "kind", "finding_id"),
    [
        ("{type: aws.rds}", "{multi_az: true}", "node", "a-rule@db"),
        ("{connection: {to: {id: app}, id: two}}", "{port: 1}", "connection", "a-rule@lb->app#two"),
        ("{connection: {to: {id: db}}}", "{port: 1}", "connection", "a-rule@app->db"),
        (
            "{type: aws.rds}",
            "{reached_from: {none: {type: aws.alb}}}",
            "path",
            "a-rule@lb->db",
        ),
        ("{model: true}", "{has: {type: aws.s3}}", "model", "a-rule@model"),
    ],
)
def test_ids_speak(find, applies_to, require, kind, finding_id):
    model = """\
nodes: {lb: {type: aws.alb}, app: {type: generic.service}, db: {type: aws.rds, multi_az: false}}
connections:
  - lb -> app: {port: 443}
  - lb -> app: {port: 80, id: two}
  - app -> db: {port: 5432}
"""
    finding, _ = find(applies_to, require, model)
    assert finding.id == finding_id
    assert finding.subject.kind == kind
    assert finding.severity == "warning"


def test_ids_do_not_depend_on_lines(find):
    model = "nodes:\n  db: {type: aws.rds, multi_az: false}\n"
    first, _ = find(DB, "{multi_az: true}", model)
    second, _ = find(DB, "{multi_az: true}", "\n\n# moved\n" + model)
    assert first.id == second.id
    assert first.location != second.location


NODES = """\
nodes:
  u: {type: actor.user}
  a: {type: aws.ec2}
  b: {type: aws.ec2}
  c: {type: aws.ec2}
  lb: {type: aws.alb}
  db: {type: aws.rds}
connections: """
FORBIDDEN = "{reached_from: {none: {type: actor.user}, avoiding: {type: aws.alb}}}"


@pytest.mark.parametrize(
    ("connections", "way"),
    [
        ("[u -> a, a -> b, b -> db, u -> c, c -> db]", "u -> c -> db"),
        ("[u -> b, b -> db, u -> a, a -> db]", "u -> a -> db"),
        ("[u -> c, c -> db, u -> b, b -> a, a -> db]", "u -> c -> db"),
        ("[u -> b, b -> a, u -> a, a -> c, b -> c, c -> db]", "u -> a -> c -> db"),
        ("[u -> db, u -> a, a -> db]", "u -> db"),
    ],
    ids=["the shortest", "of two the first by id", "shorter before id", "by every id", "direct"],
)
def test_a_path_rule_shows_the_shortest_path_ties_broken_by_id(find, connections, way):
    finding, _ = find("{id: db}", FORBIDDEN, NODES + connections)
    assert finding.id == "a-rule@u->db"
    assert finding.message == f"traffic from 'u' reaches 'db': {way}"
    hops = way.split(" -> ")
    assert [fact.message for fact in finding.evidence] == [
        f"{one} -> {other}" for one, other in itertools.pairwise(hops)
    ]


def test_a_longer_path_that_surely_violates_is_shown_before_a_shorter_open_one(find):
    model = NODES + "[u -> lb, lb -> db, u -> a, a -> b, b -> db]"
    avoiding = FORBIDDEN.replace("{type: aws.alb}", "{type: aws.alb, scheme: internal}")
    finding, _ = find("{id: db}", avoiding, model)
    assert finding.outcome == "violated"
    assert finding.message == "traffic from 'u' reaches 'db': u -> a -> b -> db"


def test_of_parallel_connections_the_first_by_id_is_the_hop(find):
    model = """\
nodes: {u: {type: actor.user}, db: {type: aws.rds}}
connections:
  - u -> db: {id: zulu}
  - §u -> db: {id: alfa}
"""
    finding, places = find("{id: db}", FORBIDDEN, model)
    assert [(e.location.line, e.location.column) for e in finding.evidence] == places


def test_a_path_over_an_inherited_connection_says_which_is_drawn(find):
    model = """\
nodes: {u: {type: actor.user}, vpc: {type: aws.vpc, nodes: {db: {type: aws.rds}}}}
connections: [§u -> vpc]
"""
    finding, places = find("{id: db}", FORBIDDEN, model)
    assert finding.id == "a-rule@u->db"
    assert [fact.message for fact in finding.evidence] == ["u -> db (by u->vpc)"]
    assert [(e.location.line, e.location.column) for e in finding.evidence] == places


def test_a_finding_on_an_inherited_connection_names_both(find):
    model = """\
nodes: {u: {type: actor.user}, vpc: {type: aws.vpc, nodes: {db: {type: aws.rds}}}}
connections: [u -> vpc: {id: main}]
"""
    finding, _ = find("{connection: {}}", "{encrypted: true}", model)
    assert finding.id == "a-rule@u->db#u->vpc#main"


CHAIN = """\
nodes: {u: {type: actor.user}, lb: {type: aws.alb}, app: {type: aws.ec2}}
connections:
  - u -> lb: {encrypted: false}
  - lb -> app
"""


@pytest.mark.parametrize(
    ("require", "untrue"),
    [
        (
            "{connects_to: {type: aws.alb, by: {encrypted: true}}}",
            "'u' has no connection or reference to any aws.alb",
        ),
        (
            "{reaches: {type: aws.ec2, avoiding: {type: aws.alb}}}",
            "no path of traffic leads from 'u' to any aws.ec2",
        ),
    ],
    ids=["a connection", "a path"],
)
def test_what_is_there_but_does_not_qualify_is_not_said_to_be_missing(find, require, untrue):
    finding, _ = find("{id: u}", require, CHAIN)
    assert finding.message != untrue


@pytest.mark.parametrize(
    ("require", "word"),
    [("{tags: pci}", "tags"), ("{id: x}", "id"), ("{name: x}", "name")],
)
def test_a_finding_about_a_word_speaks_of_that_word(find, require, word):
    finding, _ = find("{id: u}", require, "nodes: {u: {type: actor.user}}")
    assert word in finding.message.replace("'u'", "")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("type: aws.s3", "aws.s3"),
        ("type: [aws.s3, aws.kms]", "aws.s3 or aws.kms"),
        ("kind: [object_storage, cache]", "object storage or cache"),
        ("type: aws.rds, engine: mysql", "aws.rds with engine mysql"),
        ("type: aws.rds, engine: {glob: 'my*'}", "aws.rds with engine like my*"),
        ("type: aws.rds, engine: {matches: 'my.*'}", "aws.rds with engine matching my.*"),
        ("type: aws.rds, engine: {not: mysql}", "aws.rds with engine not mysql"),
        ("type: aws.rds, not: {engine: mysql}", "aws.rds with engine not mysql"),
        (
            "type: aws.rds, any: [{engine: mysql}, {engine: {glob: 'my*'}}, {multi_az: true}]",
            "aws.rds with engine mysql or like my* or multi_az true",
        ),
        (
            "type: aws.rds, multi_az: true, any: [{engine: mysql}, {engine: postgres}]",
            "aws.rds with multi_az true and with engine mysql or postgres",
        ),
        (
            "type: aws.rds, any: [{within: {some: {type: aws.vpc}}}, {engine: mysql}]",
            "aws.rds within an aws.vpc or with engine mysql",
        ),
        (
            "any: [{type: aws.rds}, {kind: cache}]",
            "node that is aws.rds or cache",
        ),
        ("type: aws.rds, not: {kind: cache}", "aws.rds that is not cache"),
        (
            "type: aws.alb, listeners: {some: {protocol: http}}",
            "aws.alb with listeners including one with protocol http",
        ),
        (
            "type: aws.rds, backup_retention_days: {gte: 7}, multi_az: true",
            "aws.rds with backup_retention_days at least 7 and multi_az true",
        ),
    ],
)
def test_what_is_missing_is_named_in_words(find, pattern, words):
    model = "nodes: {u: {type: actor.user}}"
    finding, _ = find("{id: u}", f"{{connects_to: {{{pattern}}}}}", model)
    assert finding.message == f"'u' has no connection or reference to any {words}"


def test_every_fact_is_given_once(find):
    model = "nodes: {db: {type: aws.rds, multi_az: false}}"
    finding, _ = find(DB, "{any: [{multi_az: true}, {all: [{multi_az: true}]}]}", model)
    assert len(finding.evidence) == 1


def test_the_message_gives_three_facts_and_counts_the_rest(find):
    names = ["a", "b", "c", "d", "e"]
    nodes = ", ".join(f"{name}: {{type: aws.rds}}" for name in names)
    model = f"nodes: {{u: {{type: actor.user}}, {nodes}}}\n"
    model += "connections: [{from: u, to: [a, b, c, d, e]}]"
    finding, _ = find("{id: u}", "{connects_to: {none: {type: aws.rds}}}", model)
    assert finding.message == "u -> a; u -> b; u -> c; and 2 more"


def test_findings_are_sorted_by_rule_and_subject(judge):
    rule = RULE.format(applies_to=DB, require="{multi_az: true}")
    model = "nodes:\n" + "".join(
        f"  {name}: {{type: aws.rds, multi_az: false}}\n" for name in ("z", "m", "a")
    )
    report = judge(rule, model)
    assert [finding.subject.id for finding in report.findings] == ["a", "m", "z"]


def test_a_report_counts_and_makes_unknown_findings_on_request(judge):
    rule = RULE.format(applies_to=DB, require="{multi_az: true}")
    model = "nodes: {a: {type: aws.rds}, b: {type: aws.rds, multi_az: true}, c: {type: aws.rds}}"
    report = judge(rule, model)
    assert report.findings == ()
    assert [finding.id for finding in report.unknown()] == ["a-rule@a", "a-rule@c"]
    assert [finding.id for finding in report.unknown()] == ["a-rule@a", "a-rule@c"]
    (result,) = report.results
    assert (result.satisfied, result.violated, result.unknown) == (1, 0, 2)
    assert result.applied_to == 3
    assert report.summary.unknown == 2
    assert report.summary.not_applicable == 0


def test_a_rule_without_subjects_is_counted_as_not_applicable(judge):
    rule = RULE.format(applies_to=DB, require="{multi_az: true}")
    assert judge(rule, "nodes: {a: {type: aws.s3}}").summary.not_applicable == 1


def test_the_same_input_gives_the_same_report(judge):
    rule = RULE.format(applies_to="{}", require="{reaches: {none: {type: aws.rds}}}")
    model = NODES + "[u -> a, a -> b, b -> db, u -> c, c -> db, db -> a]"
    assert judge(rule, model).findings == judge(rule, model).findings


COUNTED = """\
nodes:
  vpc: {type: aws.vpc, nodes: {one: {type: aws.subnet}}}
  app: {type: aws.ec2, in: one}
  db: {type: aws.rds}
connections: [app -> db]
"""


@pytest.mark.parametrize(
    ("subject", "require", "said"),
    [
        (
            "{id: vpc}",
            "{contains: {count: {where: {type: aws.subnet}, gte: 2}}}",
            "'vpc' contains 1 aws.subnet, at least 2 asked for",
        ),
        (
            "{id: app}",
            "{connects_to: {count: {where: {kind: database}, gt: 1}}}",
            "'app' connects to 1 database, more than 1 asked for",
        ),
        (
            "{id: db}",
            "{reached_from: {count: {lt: 1}}}",
            "'db' is reached from 1 node, less than 1 asked for",
        ),
    ],
)
def test_a_finding_about_a_count_says_how_many_there_are(find, subject, require, said):
    finding, _ = find(subject, require, COUNTED)
    assert finding.message.startswith(said)


def test_protocols_are_matched_without_regard_to_case(find):
    model = """\
nodes: {u: {type: actor.user}, lb: {type: aws.alb}}
connections: [u -> lb: {protocol: HTTP}]
"""
    for asked in (
        "{protocol: http}",
        "{protocol: {glob: 'h*'}}",
        "{protocol: {matches: 'https?'}}",
    ):
        finding, _ = find("{connection: {}}", f"{{not: {asked}}}", model)
        assert finding.outcome == "violated"


def test_a_fact_is_not_taken_for_the_beginning_of_another(find):
    # One statement draws both connections, so the facts have one place and begin alike.
    model = """\
nodes: {app: {type: aws.ec2}, db: {type: aws.rds}, db-2: {type: aws.rds}}
connections: [{from: app, to: [db, db-2]}]
"""
    finding, _ = find("{id: app}", "{connects_to: {none: {kind: database}}}", model)
    assert [fact.message for fact in finding.evidence] == ["app -> db", "app -> db-2"]


def test_what_leaves_a_path_open_is_said_and_its_hops_are_not_said_again(find):
    model = """\
nodes: {u: {type: actor.user}, app: {type: aws.ec2}, db: {type: aws.rds}}
connections: [u -> app, app -> db]
"""
    require = "{reached_from: {none: {kind: actor}, by: {encrypted: false}}}"
    finding, _ = find("{id: db}", require, model)
    assert finding.outcome == "unknown"
    assert finding.message == (
        "traffic from 'u' may reach 'db': u -> app -> db; u -> app does not state encrypted; "
        "app -> db does not state encrypted"
    )


def told_of_what_holds(judge, applies_to, require, model):
    text, places = marked("archlint: 1\nname: A system\n" + model)
    report = judge(RULE.format(applies_to=applies_to, require=require), text)
    (finding,) = report.satisfied()
    return finding, places


# What a satisfied subject rests on; each mark is the place of a fact, in the order of the file.
HOLDS = {
    "boundaries none of which is forbidden": (
        DB,
        "{within: {none: {all: [{kind: subnet}, {not: {access: private}}]}}}",
        "nodes:\n  back: {type: aws.subnet, access: §private}\n  db: {type: aws.rds, in: §back}\n",
        ["access of 'back' is private", "'db' is within 'back' (aws.subnet)"],
    ),
    "a type": (
        "{id: db}",
        "{any: [{type: aws.rds}, {type: aws.s3}]}",
        "nodes:\n  §db: {type: aws.rds}\n",
        ["'db' is an aws.rds"],
    ),
    "a reference that counts as one": (
        "{type: aws.alb}",
        "{connects_to: {type: aws.waf, by: {kind: [uses, reference]}}}",
        "nodes:\n  lb: {type: aws.alb, web_acl: §waf}\n  waf: {type: aws.waf}\n",
        ["'lb' refers to 'waf' (web_acl)"],
    ),
    "data that the model does not list": (
        DB,
        "{stores: {none: {tags: pci}}}",
        "data: {logs: {}}\nnodes:\n  §db: {type: aws.rds}\n",
        ["'db' does not state what data it stores, and the model lists no data with tags pci"],
    ),
    "data that the model lists, all of it": (
        DB,
        "{stores: {every: {id: logs}}}",
        "data: {logs: {}}\nnodes:\n  §db: {type: aws.rds}\n",
        ["'db' does not state what data it stores, and the model lists only data with id logs"],
    ),
}


@pytest.mark.parametrize(("applies_to", "require", "model", "facts"), HOLDS.values(), ids=HOLDS)
def test_what_holds_is_told_with_its_place(judge, applies_to, require, model, facts):
    finding, places = told_of_what_holds(judge, applies_to, require, model)
    told = sorted(finding.evidence, key=lambda fact: fact.location)
    assert [fact.message for fact in told] == facts
    assert [(fact.location.line, fact.location.column) for fact in told] == places


def test_an_edge_that_does_not_count_is_not_told_beside_one_that_does(judge):
    model = """\
nodes: {lb: {type: aws.alb}, waf: {type: aws.waf}}
connections: [lb -> waf: {kind: uses}, lb -> waf: {id: other}]
"""
    require = "{connects_to: {type: aws.waf, by: {kind: uses}}}"
    finding, _ = told_of_what_holds(judge, "{type: aws.alb}", require, model)
    assert [fact.message for fact in finding.evidence] == [
        "lb -> waf",
        "lb -> waf is of kind uses",
    ]
