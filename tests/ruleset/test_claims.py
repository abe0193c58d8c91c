"""A rule's controls are held to the frameworks' own lists, at their places in the rule's file."""

from __future__ import annotations

from dataclasses import replace

from archlint.ruleset.claims import check_claims
from archlint.ruleset.frameworks import read_frameworks
from archlint.source import Problems

FRAMEWORK = """\
framework: acme-1.0
title: Acme's own
version: "1"
publisher: Acme
source: the wiki
mapping: vendor
controls:
  A.1: {}
  A.2: {not_expressible: People are not modelled.}
"""
RULE = """\
id: a-rule
title: A title
severity: error
why: A reason.
fix: A way.
applies_to: {type: aws.rds}
require: {id: a}
controls:
"""


def problems(rule):
    found = Problems()
    check_claims([rule], read_frameworks([("f.yaml", FRAMEWORK)]), found)
    return [f"{p.location.line}:{p.location.column} {p.message} | {p.hint}" for p in found.found()]


def test_a_listed_control_may_be_claimed(read_rule):
    assert problems(read_rule(RULE + "  acme-1.0: [A.1]\n")) == []


def test_an_unknown_framework_is_refused_where_it_is_named(read_rule):
    assert problems(read_rule(RULE + "  acme-1.1: [A.1]\n")) == [
        "9:3 'acme-1.1' is no framework | did you mean 'acme-1.0'?"
    ]


def test_an_unknown_control_is_refused_where_it_is_named(read_rule):
    [said] = problems(read_rule(RULE + "  acme-1.0:\n    - A.1\n    - A.11\n"))
    assert said.startswith("11:7 'A.11' is no control of 'acme-1.0' as f.yaml lists it")
    assert said.endswith("| did you mean 'A.1'?")


def test_a_control_that_no_model_can_show_is_refused_with_the_place_that_says_so(read_rule):
    [said] = problems(read_rule(RULE + "  acme-1.0: A.2\n"))
    assert said.startswith("9:13 the control 'A.2' of 'acme-1.0' cannot be expressed in a model")
    assert "f.yaml:9:3" in said


def test_a_name_of_a_framework_that_is_short_is_none_in_a_rule(read_rule):
    [said] = problems(read_rule(RULE + "  acme: [A.1]\n"))
    assert "'acme' is no framework" in said


def test_a_rule_whose_file_does_not_name_the_place_is_told_of_as_a_whole(read_rule):
    rule = replace(read_rule(RULE + "  acme-1.0: A.1\n"), controls={"acme-1.0": ("A.9",)})
    assert problems(rule)[0].startswith(f"{rule.location.line}:{rule.location.column} ")
