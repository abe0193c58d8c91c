"""What would satisfy a rule, read off its condition."""

import re

import pytest

from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.finding import Outcome
from archlint.graph import ArchitectureGraph
from archlint.ruleset import DeclaredRule, check, read_rules
from archlint.ruleset.describing import describe
from archlint.ruleset.explaining import explain, findings_of


@pytest.fixture
def remedy(read_rule, model_of, catalogue):
    """The steps for the first subject that is not satisfied, as indented text."""

    def said(model, require, applies_to=None):
        about = {"applies_to": applies_to or subject(model), "require": require}
        rule, graph = read_rule(about), ArchitectureGraph(model_of(model))
        found = findings_of(check(graph, [rule]))
        finding = next(f for f in found if f.outcome is not Outcome.SATISFIED)
        return "\n".join(lines(explain(graph, rule, finding, catalogue.types)))

    return said


def subject(model):
    """Mean the node `x`, by its type as well: what types lack may not be asked of them."""
    return {"id": "x", "type": re.search(r" x: {type: ([\w.]+)", model)[1]}


def lines(step, depth=0):
    if step is None:
        yield "nothing"
    elif step.parts:
        yield "  " * depth + ("one of" if step.one_of else "all of")
        for part in step.parts:
            yield from lines(part, depth + 1)
    else:
        place = f" ({step.location.line}:{step.location.column})" if step.location else ""
        yield "  " * depth + step.text + place
        if step.note:
            yield "  " * depth + f"= {step.note.partition(';')[0]}"


def nodes(**stated):
    return "nodes:\n" + "".join(f"  {name}: {text}\n" for name, text in stated.items())


RDS = {"type": "aws.rds"}
SUBNETS = (
    "  vpc: {type: aws.vpc}\n"
    "  open: {type: aws.subnet, in: vpc, access: public}\n"
    "  shut: {type: aws.subnet, in: vpc, access: private}\n"
)
CASES = {
    "a value that is another": (
        nodes(x="{type: aws.rds, multi_az: false}"),
        {"multi_az": True},
        "state 'multi_az: true' on 'x' (4:32)",
    ),
    "a value that is not stated, with the provider's default": (
        nodes(x="{type: aws.rds}"),
        {"backup_retention_days": {"gte": 7}},
        (
            "let backup_retention_days of 'x' be at least 7 (4:3)\n"
            "= the provider's default is 1 day, which would not do"
        ),
    ),
    "a default that would do": (
        nodes(x="{type: aws.rds}"),
        {"backup_retention_days": {"lte": 7}},
        (
            "let backup_retention_days of 'x' be at most 7 (4:3)\n"
            "= the provider's default is 1 day, which would do: state it if nobody changed it"
        ),
    ),
    "a value that it must not be, where few are left": (
        nodes(x="{type: aws.subnet, access: public}"),
        {"not": {"access": "public"}},
        "state 'access: private' on 'x' (4:33)",
    ),
    "a value that could only be stated and not stated at once": (
        nodes(x="{type: aws.rds}"),
        {
            "any": [
                {"labels.environment": {"stated": True, "exists": True}},
                {"labels": {"stated": False, "exists": True}},
            ]
        },
        "state labels.environment of 'x' (4:3)",
    ),
    "a list that must be empty": (
        nodes(x="{type: aws.security_group, ingress: [{port: 22}]}"),
        {"ingress": {"count": {"lte": 0}}},
        "state 'ingress: []' on 'x' (4:42)",
    ),
    "a list without some entries": (
        nodes(x="{type: aws.security_group, ingress: [{port: 22}]}"),
        {"ingress": {"none": {"port": 22}}},
        "let ingress of 'x' have no entry with port 22 (4:42)",
    ),
    "tags": (nodes(x="{type: aws.rds}"), {"tags": "phi"}, "give 'x' the tag 'phi' (4:3)"),
    "a boundary to move to": (
        "nodes:\n" + SUBNETS + "  x: {type: aws.rds, in: open}\n",
        {"within": {"every": {"type": "aws.subnet", "access": "private"}}},
        (
            "one of\n"
            "  place 'x' only in an aws.subnet with access private (such as 'shut') (7:26)\n"
            "  state 'access: private' on 'open' (5:45)"
        ),
    ),
    "a boundary to leave": (
        "nodes:\n" + SUBNETS + "  x: {type: aws.rds, in: open}\n",
        {"within": {"none": {"type": "aws.subnet", "access": "public"}}},
        (
            "one of\n"
            "  take 'x' out of 'open', for example into 'shut' (7:26)\n"
            "  state 'access: private' on 'open' (5:45)"
        ),
    ),
    "nowhere yet": (
        nodes(x="{type: aws.rds}"),
        {"within": {"every": {"type": "aws.subnet"}}},
        "place 'x' in an aws.subnet (4:3)",
    ),
    "a connection or a reference": (
        nodes(x="{type: aws.alb}", waf="{type: aws.waf}"),
        {"connects_to": {"kind": "web_firewall"}},
        (
            "one of\n"
            "  connect 'x' to a web firewall (such as 'waf') (4:3)\n"
            "  name a web firewall in web_acl of 'x' (4:3)"
        ),
    ),
    "a connection too many": (
        nodes(x="{type: aws.ec2}", db="{type: aws.rds}") + "connections: [x -> db]\n",
        {"connects_to": {"none": {"type": "aws.rds"}}},
        "remove the connection x -> db (6:15)",
    ),
    "what is connected, to be another": (
        nodes(x="{type: aws.ec2}", db="{type: aws.rds, encrypted: false}")
        + "connections: [x -> db]\n",
        {"connects_to": {"every": {"type": "aws.rds", "encrypted": True}}},
        (
            "one of\n"
            "  remove the connection x -> db (6:15)\n"
            "  state 'encrypted: true' on 'db' (5:34)"
        ),
    ),
    "a path to cut": (
        nodes(net="{type: internet}", app="{type: generic.service}", x="{type: aws.rds}")
        + "connections: [net -> app, app -> x]\n",
        {"reached_from": {"none": {"kind": "internet"}, "avoiding": {"kind": "cdn"}}},
        (
            "one of\n"
            "  remove the connection net -> app (7:15)\n"
            "  remove the connection app -> x (7:27)\n"
            "  lead the traffic from 'net' to 'x' through a cdn (4:3)"
        ),
    ),
    "a path to lay": (
        nodes(x="{type: aws.rds}", net="{type: internet}"),
        {"reached_from": {"kind": "internet"}},
        "let traffic lead to 'x' from an internet (such as 'net') (4:3)",
    ),
    "zones": (
        "nodes:\n  a: {type: aws.subnet}\n  x: {type: aws.ec2, in: a}\n",
        {"spread_over": {"what": "zone", "gte": 2}},
        (
            "all of\n"
            "  place 'x' in boundaries of at least 2 different zones (5:3)\n"
            "  state zone of 'a' (4:3)"
        ),
    ),
    "something inside": (
        nodes(x="{type: aws.vpc}"),
        {"contains": {"type": "aws.subnet"}},
        "place an aws.subnet in 'x' (4:3)",
    ),
    "something inside that should not be": (
        nodes(x="{type: aws.vpc}", db="{type: aws.rds, in: x}"),
        {"contains": {"none": {"type": "aws.rds"}}},
        "take 'db' out of 'x' (5:3)",
    ),
    "data": (
        "data: {cards: {classification: restricted}}\n" + nodes(x="{type: aws.rds}"),
        {"stores": {"none": {"classification": "restricted"}}},
        "state in 'stores' what 'x' stores: no data with classification restricted (5:3)",
    ),
    "entries of a list": (
        nodes(x="{type: aws.alb, listeners: [{protocol: http}]}"),
        {"listeners": {"none": {"protocol": "http"}}},
        "let listeners of 'x' have no entry with protocol http (4:33)",
    ),
    "alternatives, one of which cannot be": (
        nodes(x="{type: aws.rds}"),
        {"any": [{"type": "aws.aurora"}, {"tags": "exempt"}]},
        "give 'x' the tag 'exempt' (4:3)",
    ),
    "what no change of it brings about": (
        nodes(x="{type: aws.rds}"),
        {"type": "aws.aurora"},
        "nothing",
    ),
}


@pytest.mark.parametrize(("model", "require", "expected"), CASES.values(), ids=CASES)
def test_what_to_change_follows_from_the_condition(remedy, model, require, expected):
    text = f"archlint: 1\nname: A system\n{model}"
    assert remedy(text, require) == expected


def test_a_connection_is_changed_where_it_stands(remedy):
    text = nodes(a="{type: aws.ec2}", b="{type: aws.rds}") + "connections: [a -> b]\n"
    said = remedy(
        f"archlint: 1\nname: A system\n{text}",
        {"encrypted": True},
        {"connection": {"kind": "traffic"}},
    )
    assert said == "state 'encrypted: true' on a -> b (6:15)"


def test_a_model_is_changed_by_adding_to_it_or_by_what_is_in_it(remedy):
    said = remedy(
        "archlint: 1\nname: A system\n"
        + nodes(t="{type: aws.cloudtrail, multi_region_trail: false}"),
        {"has": {"type": "aws.cloudtrail", "multi_region_trail": True}},
        {"model": True},
    )
    assert said == (
        "one of\n"
        "  add an aws.cloudtrail with multi_region_trail true to the model (1:1)\n"
        "  state 'multi_region_trail: true' on 't' (4:49)"
    )


def test_where_a_rule_only_may_apply_it_may_also_be_said_that_it_does_not(remedy):
    said = remedy(
        "archlint: 1\nname: A system\n" + nodes(x="{type: aws.alb}"),
        {"tags": "reviewed"},
        {"type": "aws.alb", "scheme": "internet-facing"},
    )
    assert said == (
        "one of\n"
        "  give 'x' the tag 'reviewed' (4:3)\n"
        "  state 'scheme: internal' on 'x' (4:3)\n"
        "  = the provider's default is internet-facing, which would not do"
    )


def test_what_satisfies_a_rule_needs_no_remedy(read_rule, model_of, catalogue):
    rule = read_rule({"applies_to": RDS, "require": {"multi_az": True}})
    graph = ArchitectureGraph(model_of(nodes(x="{type: aws.rds, multi_az: true}")))
    (finding,) = findings_of(check(graph, [rule]))
    assert finding.outcome is Outcome.SATISFIED
    assert explain(graph, rule, finding, catalogue.types) is None


def test_every_shipped_declared_rule_says_what_would_satisfy_it(catalogue):
    files = bundled().rule_files(FileReader())
    silent = [
        finding.id
        for rule in read_rules(files, catalogue)
        if isinstance(rule, DeclaredRule)
        for example in describe(rule, catalogue, {}).examples
        if example.expected is not Outcome.SATISFIED and not example.todo
        for finding in example.told
        if explain(ArchitectureGraph(example.model), rule, finding, catalogue.types) is None
    ]
    assert silent == []
