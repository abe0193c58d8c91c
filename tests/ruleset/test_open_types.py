"""What a model does not enumerate is unknown where it is not shown, and changes nothing else."""

from __future__ import annotations

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
MODEL = """\
nodes:
  users: {{type: actor.user}}
  vpc: {{type: aws.vpc}}
  net: {{type: aws.subnet, in: vpc}}
  lb: {{type: aws.alb, in: net}}
  app: {{type: aws.ec2, in: net}}
  waf: {{type: aws.waf}}
  db: {{type: aws.rds, in: vpc}}
  log: {{type: aws.s3}}
connections: [users -> lb, lb -> app, app -> db, {{from: lb, to: waf, kind: uses}}]
open: [{open}]
"""
FROM_USERS = "{reached_from: {none: {kind: actor}, avoiding: {kind: web_firewall}}}"
TO_DB = "{reaches: {some: {id: db}, through: {kind: web_firewall}}}"


@pytest.fixture
def outcome(judge):
    """Judge the model: the outcomes by subject, with some types open."""

    def run(applies_to, require, open_types):
        text = MODEL.format(open=", ".join(open_types))
        report = judge(RULE.format(applies_to=applies_to, require=require), text)
        (result,) = report.results
        found = [f"!{finding.subject.id}" for finding in report.findings]
        found += [f"?{finding.subject.id}" for finding in report.unknown()]
        return " ".join(found) or f"{result.satisfied}"

    return run


# What is asked of which node, which type is open, and what comes out without it and with it.
CHANGED = {
    "some that is false": ("app", "{connects_to: {type: aws.acm}}", "aws.acm", "!app", "?app"),
    "some by kind": (
        *("app", "{connects_to: {kind: certificate_store}}", "aws.acm"),
        *("!app", "?app"),
    ),
    "none that is true": (
        *("app", "{connects_to: {none: {type: aws.acm}}}", "aws.acm"),
        *("1", "?app"),
    ),
    "a count from above": (
        *("lb", "{connects_to: {count: {where: {type: aws.waf}, lte: 1}}}", "aws.waf"),
        *("1", "?lb"),
    ),
    "a count from below that falls short": (
        *("lb", "{connects_to: {count: {where: {type: aws.waf}, gte: 2}}}", "aws.waf"),
        *("!lb", "?lb"),
    ),
    "from the other side": (
        *("log", "{connected_from: {type: aws.cloudfront}}", "aws.cloudfront"),
        *("!log", "?log"),
    ),
    "in a boundary": ("vpc", "{contains: {type: aws.kms}}", "aws.kms", "!vpc", "?vpc"),
    "in no boundary": ("vpc", "{contains: {none: {type: aws.kms}}}", "aws.kms", "1", "?vpc"),
    "counted in a boundary": (
        *("vpc", "{contains: {count: {where: {type: aws.rds}, lte: 1}}}", "aws.rds"),
        *("1", "?vpc"),
    ),
    "none from the other side": (
        *("log", "{connected_from: {none: {type: aws.cloudfront}}}", "aws.cloudfront"),
        *("1", "?log"),
    ),
    "at the end of paths": ("app", "{reaches: {type: aws.s3}}", "aws.s3", "!app", "?app"),
    "at the end of no path": (
        *("app", "{reaches: {none: {type: aws.s3}}}", "aws.s3"),
        *("1", "?app"),
    ),
    "counted at the end of paths": (
        *("lb", "{reaches: {count: {where: {kind: compute}, lte: 1}}}", "aws.ecs_task"),
        *("1", "?lb"),
    ),
    "one to avoid may stand on a path": ("db", FROM_USERS, "aws.waf", "!users->db", "?users->db"),
    "no path surely avoids it": (
        *("users", "{reaches: {some: {id: db}, avoiding: {kind: web_firewall}}}", "aws.waf"),
        *("1", "?users"),
    ),
    "no end is surely reached": (
        *("users", "{reaches: {every: {type: aws.rds}, avoiding: {type: aws.waf}}}", "aws.waf"),
        *("!users", "?users"),
    ),
    "nor surely counted": (
        *("app", "{reaches: {count: {gte: 1}, avoiding: {type: aws.waf}}}", "aws.waf"),
        *("1", "?app"),
    ),
    "one to pass may stand on a path": ("users", TO_DB, "aws.waf", "!users", "?users"),
    "so a path that must not pass it may": (
        *("users", "{reaches: {none: {id: db}, through: {kind: web_firewall}}}", "aws.waf"),
        *("1", "?users->db"),
    ),
    "what is not one of a type is one of the others": (
        *("log", "{connects_to: {not: {type: aws.waf}}}", "aws.cloudfront"),
        *("!log", "?log"),
    ),
    "a relation inside a relation": (
        *("users", "{connects_to: {type: aws.alb, connects_to: {type: aws.acm}}}", "aws.acm"),
        *("!users", "?users"),
    ),
}
UNCHANGED = {
    "some that is true": ("lb", "{connects_to: {type: aws.waf}}", "aws.waf", "1"),
    "none that is false": ("lb", "{connects_to: {none: {type: aws.waf}}}", "aws.waf", "!lb"),
    "every": ("lb", "{connects_to: {every: {kind: [compute, web_firewall]}}}", "aws.waf", "1"),
    "every that is false": ("lb", "{connects_to: {every: {type: aws.waf}}}", "aws.waf", "!lb"),
    "enough for a count": (
        *("lb", "{connects_to: {count: {where: {type: aws.waf}, gte: 1}}}", "aws.waf", "1"),
    ),
    "too many for a count": (
        *("lb", "{connects_to: {count: {where: {type: aws.waf}, lt: 1}}}", "aws.waf", "!lb"),
    ),
    "another type": ("app", "{connects_to: {type: aws.acm}}", "aws.waf", "!app"),
    "a pattern that names no type": ("log", "{connects_to: {}}", "aws.acm", "!log"),
    "a pattern that names any type": ("log", "{connects_to: {type: '*'}}", "aws.acm", "!log"),
    "a pattern on the id": ("log", "{connects_to: {id: acm}}", "aws.acm", "!log"),
    "what type and kind exclude": (
        *("app", "{connects_to: {type: 'aws.*', kind: certificate_store}}", "aws.waf", "!app"),
    ),
    "what can hold nothing": ("lb", "{contains: {none: {type: aws.kms}}}", "aws.kms", "1"),
    "a boundary that is known": ("app", "{within: {type: aws.subnet}}", "aws.subnet", "1"),
    "no path at all": ("log", TO_DB, "aws.waf", "!log"),
    "no path that one could stand on": ("log", FROM_USERS, "aws.waf", "1"),
    "the subjects": ("users", "{reaches: {type: aws.rds}}", "actor.user", "1"),
}


@pytest.mark.parametrize(
    ("node", "require", "open_type", "closed", "opened"), CHANGED.values(), ids=CHANGED
)
def test_what_rests_on_absence_alone_is_unknown(outcome, node, require, open_type, closed, opened):
    assert outcome(f"{{id: {node}}}", require, []) == closed
    assert outcome(f"{{id: {node}}}", require, [open_type]) == opened


@pytest.mark.parametrize(
    ("node", "require", "open_type", "expected"), UNCHANGED.values(), ids=UNCHANGED
)
def test_everything_else_stays_as_it_is(outcome, node, require, open_type, expected):
    assert outcome(f"{{id: {node}}}", require, []) == expected
    assert outcome(f"{{id: {node}}}", require, [open_type]) == expected


@pytest.mark.parametrize(
    ("open_types", "expected"), [([], "!log"), (["aws.region"], "?log"), (["aws.waf"], "!log")]
)
def test_a_placed_node_may_stand_in_a_boundary_that_is_not_shown(judge, open_types, expected):
    model = {
        "nodes": {"cloud": {"type": "aws.cloud"}, "log": {"type": "actor.user", "in": "cloud"}},
        "open": open_types,
    }
    report = judge(
        {"applies_to": {"id": "log"}, "require": {"within": {"type": "aws.region"}}}, model
    )
    assert [f"!{f.subject.id}" for f in report.findings] + [
        f"?{f.subject.id}" for f in report.unknown()
    ] == [expected]


@pytest.mark.parametrize(
    ("require", "closed", "opened"),
    [
        ("{has: {type: aws.acm}}", "!model", "?model"),
        ("{has: {none: {type: aws.acm}}}", "1", "?model"),
        ("{has: {count: {where: {kind: certificate_store}, lt: 1}}}", "1", "?model"),
        ("{has: {every: {not: {type: aws.acm}}}}", "1", "1"),
        ("{has: {type: aws.rds}}", "1", "1"),
    ],
)
def test_the_model_may_have_more_than_it_shows(outcome, require, closed, opened):
    assert outcome("{model: true}", require, []) == closed
    assert outcome("{model: true}", require, ["aws.acm"]) == opened


def test_a_rule_may_be_about_a_model_that_has_more_than_it_shows(outcome):
    applies_to = "{model: {has: {type: aws.acm}}}"
    assert outcome(applies_to, "{has: {type: aws.rds}}", ["aws.acm"]) == "1"
    assert outcome(applies_to, "{has: {type: aws.cloudwatch}}", ["aws.acm"]) == "?model"


def test_a_type_of_the_icon_index_may_be_open_and_of_any_kind(outcome):
    asked = "{id: app}", "{connects_to: {none: {kind: cdn}}}"
    assert outcome(*asked, []) == "1"
    assert outcome(*asked, ["aws.analytics.Athena"]) == "?app"


# What is asked of which node, and what is said of it.
SAID = {
    "an edge": (
        *("app", "{connects_to: {type: aws.acm}}", "aws.acm"),
        (
            "'app' has no connection or reference to any aws.acm; "
            "the model does not enumerate aws.acm (open)"
        ),
    ),
    "a count": (
        *("lb", "{connects_to: {count: {where: {type: aws.waf}, gte: 2}}}", "aws.waf"),
        (
            "'lb' connects to 1 or more aws.waf, at least 2 asked for; "
            "the model does not enumerate aws.waf (open); lb -> waf"
        ),
    ),
    "an edge in either direction": (
        *("app", "{any: [{connects_to: {kind: cdn}}, {connected_from: {kind: cdn}}]}"),
        "aws.cloudfront",
        (
            "'app' has no connection or reference to or from any cdn; "
            "the model does not enumerate aws.cloudfront (open)"
        ),
    ),
    "what stands in a boundary": (
        *("vpc", "{contains: {type: aws.kms}}", "aws.kms"),
        "'vpc' contains no aws.kms; the model does not enumerate aws.kms (open)",
    ),
    "the end of a path": (
        *("app", "{reaches: {type: aws.s3}}", "aws.s3"),
        (
            "no path of traffic leads from 'app' to any aws.s3; "
            "the model does not enumerate aws.s3 (open)"
        ),
    ),
    "a path to avoid a node": (
        *("db", FROM_USERS, "aws.waf"),
        (
            "traffic from 'users' may reach 'db': users -> lb -> app -> db; "
            "the model does not enumerate aws.waf (open), so one may stand on the way"
        ),
    ),
    "a path through a node": (
        *("app", TO_DB, "aws.waf"),
        "app -> db; the model does not enumerate aws.waf (open), so one may stand on the way",
    ),
}


@pytest.mark.parametrize(("node", "require", "open_type", "said"), SAID.values(), ids=SAID)
def test_an_open_type_is_told(judge, node, require, open_type, said):
    text = MODEL.format(open=open_type)
    rule = RULE.format(applies_to=f"{{id: {node}}}", require=require)
    (finding,) = judge(rule, text).unknown()
    assert finding.message == said
    for fact in finding.evidence:
        if "(open)" in fact.message:
            line = text.splitlines()[fact.location.line - 3]
            assert line[fact.location.column - 1 :].startswith(open_type)


def test_a_placement_left_open_is_told(judge):
    model = "nodes: {c: {type: aws.cloud}, u: {type: actor.user, in: c}}\nopen: [aws.region]"
    rule = RULE.format(applies_to="{id: u}", require="{within: {type: aws.region}}")
    (finding,) = judge(rule, model).unknown()
    assert finding.message == (
        "'u' is placed in 'c', but in no aws.region; the model does not enumerate aws.region (open)"
    )


def test_the_whole_model_left_open_is_told(judge):
    rule = RULE.format(applies_to="{model: true}", require="{has: {type: aws.acm}}")
    (finding,) = judge(rule, "nodes: {}\nopen: [aws.acm]").unknown()
    assert finding.message == (
        "the model has no aws.acm; the model does not enumerate aws.acm (open)"
    )


def test_a_violation_says_nothing_of_open_types(judge):
    text = MODEL.format(open="aws.waf")
    rule = RULE.format(applies_to="{id: lb}", require="{connects_to: {none: {type: aws.waf}}}")
    (finding,) = judge(rule, text).findings
    assert finding.message == "lb -> waf"
