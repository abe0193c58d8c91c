"""The state of a control, from what its rules say of a model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from archlint.finding import Outcome, Waiver
from archlint.graph import ArchitectureGraph
from archlint.ruleset import check
from archlint.ruleset.compliance import MEANING, State, assess, carries
from archlint.ruleset.frameworks import read_frameworks
from archlint.source import Location

FRAMEWORK = """\
framework: acme
title: Acme's own
version: "1"
publisher: Acme
source: the wiki
mapping: vendor
controls:
  A.1: {}
  A.2: {not_expressible: People are not modelled.}
  A.3: {}
"""
HERE = Location("model.yaml", 1, 1)
WAIVER = Waiver("*", "Soon gone.", date(2027, 3, 31), "Ada", HERE)
STATED = {"good": "true", "bad": "false"}


@pytest.fixture
def framework():
    return read_frameworks([("f.yaml", FRAMEWORK)])[0]


@pytest.fixture
def judged(read_rule, model_of):
    """Judge databases by rules with the ids given; `good`, `bad` and `open` databases each.

    Each rule asks for `multi_az` of the databases that bear its own tag.
    """

    def judge(rules, controls=("A.1",)):
        nodes = {}
        for rule, databases in rules.items():
            for number, database in enumerate(databases, 1):
                nodes[f"{rule}-{database}-{number}"] = {"type": "aws.rds", "tags": [rule]}
                if database in STATED:
                    nodes[f"{rule}-{database}-{number}"]["multi_az"] = database == "good"
        made = [
            read_rule(
                {
                    "id": rule,
                    "applies_to": {"all": [{"type": "aws.rds"}, {"tags": rule}]},
                    "require": {"multi_az": True},
                    "controls": {"acme": list(controls)},
                }
            )
            for rule in rules
        ]
        nodes["other"] = {"type": "aws.s3"}
        return check(ArchitectureGraph(model_of({"nodes": nodes})), made)

    return judge


def state_of(framework, report, control="A.1", **more):
    [result] = assess([framework], report, **more)
    [found] = [one for one in result.controls if one.control.id == control]
    return found


def accepted(report, outcome):
    """Accept every violation, as waivers and baselines do."""
    waiver = WAIVER if outcome is Outcome.WAIVED else None
    findings = tuple(replace(one, outcome=outcome, waiver=waiver) for one in report.findings)
    return replace(report, findings=findings)


@pytest.mark.parametrize(
    ("rules", "state"),
    [
        ({"one": ["good", "good"]}, State.SATISFIED),
        ({"one": ["good", "bad"]}, State.VIOLATED),
        ({"one": ["good", "open"]}, State.UNKNOWN),
        ({"one": ["open", "bad"]}, State.VIOLATED),
        ({"one": []}, State.NO_SUBJECT),
        ({"one": ["good"], "two": ["bad"]}, State.VIOLATED),
        ({"one": ["good"], "two": ["open"]}, State.UNKNOWN),
        ({"one": ["open"], "two": ["bad"]}, State.VIOLATED),
        ({"one": ["good"], "two": []}, State.SATISFIED),
        ({"one": [], "two": []}, State.NO_SUBJECT),
    ],
    ids=str,
)
def test_a_control_is_as_its_gravest_subject(framework, judged, rules, state):
    assert state_of(framework, judged(rules)).state is state


@pytest.mark.parametrize(
    ("outcome", "others", "state"),
    [
        (Outcome.WAIVED, ["good"], State.WAIVED),
        (Outcome.WAIVED, ["good", "open"], State.UNKNOWN),
        (Outcome.BASELINED, ["good"], State.BASELINED),
        (Outcome.BASELINED, ["open"], State.UNKNOWN),
    ],
)
def test_what_was_accepted_is_neither_violated_nor_satisfied(
    framework, judged, outcome, others, state
):
    report = accepted(judged({"one": ["bad", *others]}), outcome)
    assert state_of(framework, report).state is state


def test_a_waiver_outweighs_a_baseline_and_a_violation_both(framework, judged):
    report = judged({"one": ["bad", "bad", "bad"]})
    first, second, third = report.findings
    waived = replace(first, outcome=Outcome.WAIVED, waiver=WAIVER)
    baselined = replace(second, outcome=Outcome.BASELINED)
    both = replace(report, findings=(waived, baselined))
    assert state_of(framework, both).state is State.WAIVED
    all_three = replace(report, findings=(waived, baselined, third))
    assert state_of(framework, all_three).state is State.VIOLATED


def test_a_control_that_no_rule_carries_is_not_implemented(framework, judged):
    assert state_of(framework, judged({"one": ["good"]}), "A.3").state is State.NOT_IMPLEMENTED


def test_a_control_that_no_model_can_show_is_not_expressible_whatever_is_judged(framework, judged):
    report = judged({"one": ["bad"]}, controls=("A.1", "A.2"))
    assert state_of(framework, report, "A.2").state is State.NOT_EXPRESSIBLE


def test_a_control_whose_rule_is_left_out_is_not_satisfied(framework, judged):
    report = judged({"one": ["good"]})
    left_out = [(replace(report.results[0].rule, id="two"), "It was noisy.")]
    found = state_of(framework, report, left_out=left_out)
    assert found.state is State.NOT_JUDGED
    assert [(one.rule.id, one.left_out) for one in found.left_out] == [("two", "It was noisy.")]


@pytest.mark.parametrize("database", ["bad", "open"])
def test_a_rule_that_is_left_out_hides_nothing_graver(framework, judged, database):
    report = judged({"one": [database]})
    left_out = [(replace(report.results[0].rule, id="two"), "")]
    found = state_of(framework, report, left_out=left_out)
    assert found.state in (State.VIOLATED, State.UNKNOWN)


def test_a_satisfied_control_has_its_evidence_and_names_rules_without_a_subject(framework, judged):
    found = state_of(framework, judged({"one": ["good"], "two": []}))
    one, two = found.rules
    assert [fact.message for fact in one.findings[0].evidence] == [
        "multi_az of 'one-good-1' is true"
    ]
    assert two.findings == ()
    assert [rule.id for rule in found.without_subject] == ["two"]


def test_the_gravest_findings_come_first(framework, judged):
    [one] = state_of(framework, judged({"one": ["good", "open", "bad", "good"]})).rules
    assert [finding.outcome.value for finding in one.findings] == [
        "violated",
        "unknown",
        "satisfied",
        "satisfied",
    ]
    assert list(one.counts.items()) == [
        (Outcome.VIOLATED, 1),
        (Outcome.UNKNOWN, 1),
        (Outcome.SATISFIED, 2),
    ]


def test_controls_stand_in_the_order_of_their_list_and_are_counted_by_state(framework, judged):
    [result] = assess([framework], judged({"one": ["bad"]}))
    assert [one.control.id for one in result.controls] == ["A.1", "A.2", "A.3"]
    assert {state: n for state, n in result.counts.items() if n} == {
        State.VIOLATED: 1,
        State.NOT_EXPRESSIBLE: 1,
        State.NOT_IMPLEMENTED: 1,
    }


def test_a_rule_carries_the_frameworks_that_it_names(framework, judged):
    rule = judged({"one": []}).results[0].rule
    other = replace(framework, id="other")
    assert carries(rule, [framework])
    assert carries(rule, [other, framework])
    assert not carries(rule, [other])
    assert not carries(replace(rule, controls={"acme": ()}), [framework])


def test_every_state_has_a_meaning():
    assert set(MEANING) == set(State)
