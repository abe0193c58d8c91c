"""What the search for superfluous parts of examples finds, and what it leaves alone."""

from __future__ import annotations

import pytest

from archlint.architecture.parsing import parse
from archlint.ruleset import read_rules
from archlint.ruleset.example_judging import build_rule_example

from . import mutation
from .minimality import removals, superfluous
from .mutants import Mutator
from .trees import plain, written

HEAD = "id: a-rule\ntitle: A title\nseverity: error\nwhy: A reason.\nfix: A way.\n"
BOTH = "applies_to: {type: aws.rds}\nrequire: {all: [{multi_az: true}, {encrypted: true}]}\n"
USES = "applies_to: {kind: service}\nrequire: {connects_to: {kind: database}}\n"
INSIDE = "applies_to: {kind: database}\nrequire: {within: {none: {kind: subnet, access: public}}}\n"
CONNECTED = """{
  nodes: {a: {type: generic.service}, d: {type: generic.database}},
  connections: [a -> d: {port: 1}, d -> a]}"""
PLACED = """{
  nodes: {
    net: {type: generic.network, nodes: {front: {type: generic.subnet, access: public}}},
    region: {type: aws.region}, db: {type: generic.database, in: [front, region]}}}"""


@pytest.mark.parametrize(
    ("rule", "kind", "model", "found"),
    [
        (BOTH, "fail", "{nodes: {db: {type: aws.rds, multi_az: false}}}", []),
        # It shows that nothing else is wrong: without it, a mutant would find nothing violated.
        (BOTH, "fail", "{nodes: {db: {type: aws.rds, multi_az: false, encrypted: true}}}", []),
        (
            BOTH,
            "fail",
            "{nodes: {db: {type: aws.rds, multi_az: false, name: D}, app: {type: aws.ec2}}}",
            ["remove nodes.db.name", "remove nodes.app"],
        ),
        (USES, "pass", CONNECTED, ["remove connections[0].a -> d.port", "remove connections[1]"]),
        (INSIDE, "fail", PLACED, ["lift what is in nodes.net out of it", "remove nodes.db.in[1]"]),
    ],
)
def test_what_nobody_would_miss_is_named(catalogue, rule, kind, model, found):
    text = f"{HEAD}{rule}examples: {{{kind}: [{model}]}}\n"
    (read,) = read_rules([("pack", "a.yaml", text)], catalogue)
    built = build_rule_example(read.examples[0], 1, catalogue)
    subject = mutation.Subject(read, mutation.parts_of(read.id, text), (built,))
    mutants = [made for _, made in mutation.mutants(subject, Mutator(catalogue), catalogue)]
    assert list(superfluous(read, built, mutants, catalogue)) == found


def test_one_thing_is_taken_away_at_a_time():
    model = "{nodes: {net: {type: t, nodes: {a: {type: t, in: [x, y]}}}}, open: [t]}"
    found = {name: written(less) for name, less in removals(plain(parse(model, "a.yaml")))}
    assert set(found) == {
        "remove nodes.net",
        "lift what is in nodes.net out of it",
        "remove nodes.net.nodes",
        "remove nodes.net.nodes.a",
        "remove nodes.net.nodes.a.in",
        "remove nodes.net.nodes.a.in[0]",
        "remove nodes.net.nodes.a.in[1]",
        "remove open[0]",
    }
    assert found["lift what is in nodes.net out of it"] == (
        '{"nodes": {"a": {"type": "t", "in": ["x", "y"]}}, "open": ["t"]}'
    )
