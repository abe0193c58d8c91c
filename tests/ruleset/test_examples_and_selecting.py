"""Proving a rule by its examples, and choosing among rules."""

from __future__ import annotations

import json

import pytest

from archlint.errors import ArchlintError
from archlint.ruleset import read_rules, run_examples, select_rules

RULE = {
    "id": "multi-az",
    "title": "A title",
    "severity": "error",
    "applies_to": {"type": "aws.rds"},
    "require": {"multi_az": True},
    "why": "A reason.",
    "fix": "A way.",
}


def model(**nodes):
    return {"nodes": {name: {"type": "aws.rds", **stated} for name, stated in nodes.items()}}


PASSES, FAILS, OPEN = {"multi_az": True}, {"multi_az": False}, {}


@pytest.fixture
def prove(catalogue, read_rule):
    """Run one example; give the message, empty when the example is true."""

    def run(expected, example):
        rule = read_rule({**RULE, "examples": {expected: [example]}})
        (result,) = run_examples([rule], catalogue)
        assert result.passed is (result.message == "")
        return result.message

    return run


@pytest.mark.parametrize(
    ("expected", "example", "message"),
    [
        ("pass", model(a=PASSES), ""),
        ("pass", model(a=PASSES, b=OPEN), "expected satisfied, found 1 unknown, 1 satisfied"),
        ("pass", model(a=FAILS), "expected satisfied, found 1 violated (1 subject)"),
        ("pass", {"nodes": {}}, "the rule applies to nothing in this model"),
        ("fail", model(a=FAILS), ""),
        ("fail", model(a=PASSES, b=FAILS, c=OPEN), ""),
        ("fail", model(a=OPEN), "expected violated, found 1 unknown (1 subject)"),
        ("unknown", model(a=OPEN), ""),
        ("unknown", model(a=OPEN, b=PASSES), ""),
        ("unknown", model(a=OPEN, b=FAILS), "expected unknown, found 1 violated, 1 unknown"),
        ("unknown", model(a=PASSES), "expected unknown, found 1 satisfied (1 subject)"),
        ("pass", model(a={"multi_as": True}), "the model is not valid: "),
        ("pass", ["no model"], "the model is not valid: "),
        ("fail", {**model(a=FAILS), "because": "multi_az of 'a' is false"}, ""),
        ("pass", {**model(a=PASSES), "because": ["multi_az of 'a'", "is true"]}, ""),
        ("unknown", {**model(a=OPEN), "because": "does not state multi_az"}, ""),
        (
            "fail",
            {**model(a=FAILS), "because": ["multi_az", "no zone"]},
            "violated, but not because of 'no zone'; it tells: multi_az of 'a' is false",
        ),
    ],
)
def test_an_example_holds_or_says_what_it_found(prove, expected, example, message):
    found = prove(expected, example)
    assert message in found
    assert bool(message) is bool(found)


def todo(expected, example):
    return {**example, "expect": expected, "why": "It does not see zones."}


@pytest.mark.parametrize(
    ("example", "message"),
    [
        (todo("fail", model(a=PASSES)), ""),
        (todo("fail", {"nodes": {}}), ""),
        (todo("fail", {**model(a=FAILS), "because": "no zone"}), ""),
        (todo("fail", model(a=FAILS)), "it does what it says now: move it to 'fail'"),
        (todo("pass", model(a=PASSES)), "it does what it says now: move it to 'pass'"),
        (todo("fail", model(a={"multi_as": True})), "the model is not valid: "),
    ],
)
def test_a_known_gap_passes_until_it_is_closed(prove, example, message):
    found = prove("todo", example)
    assert message in found
    assert bool(message) is bool(found)


def test_a_known_gap_is_of_a_kind_of_its_own(catalogue, read_rule):
    examples = {"fail": [model(a=FAILS)], "todo": [todo("fail", model(a=PASSES))]}
    results = run_examples([read_rule({**RULE, "examples": examples})], catalogue)
    assert [(r.kind, r.number, r.todo) for r in results] == [
        ("fail", 1, ""),
        ("todo", 1, "It does not see zones."),
    ]


def test_what_is_found_instead_is_told_of_every_subject(catalogue, read_rule):
    example = {**model(a=PASSES, b=OPEN), "because": "no zone"}
    rule = read_rule({**RULE, "examples": {"fail": [example]}})
    (result,) = run_examples([rule], catalogue)
    assert [(f.outcome, f.id) for f in result.found] == [
        ("unknown", "multi-az@b"),
        ("satisfied", "multi-az@a"),
    ]
    assert result.because == ("no zone",)
    assert "break" in result.hint


def test_examples_are_numbered_within_their_kind(catalogue, read_rule):
    examples = {"pass": [model(a=PASSES), model(b=PASSES)], "fail": [model(a=FAILS)]}
    results = run_examples([read_rule({**RULE, "examples": examples})], catalogue)
    assert [(result.expected, result.number) for result in results] == [
        ("satisfied", 1),
        ("satisfied", 2),
        ("violated", 1),
    ]


def test_an_example_says_where_it_stands(catalogue, read_rule):
    text = "\n".join(f"{key}: {json.dumps(value)}" for key, value in RULE.items())
    text += "\nexamples:\n  fail:\n    - nodes: {a: {type: aws.rds, multi_az: true}}\n"
    (result,) = run_examples([read_rule(text)], catalogue)
    assert (result.location.line, result.location.column) == (10, 7)


@pytest.fixture
def rules(catalogue):
    def text(rule_id, severity, *tags):
        return json.dumps({**RULE, "id": rule_id, "severity": severity, "tags": tags})

    return read_rules(
        [
            ("aws", "1.yaml", text("rds-multi-az", "warning", "availability")),
            ("aws", "2.yaml", text("rds-backup", "error", "backup", "availability")),
            ("own", "3.yaml", text("no-orphans", "note")),
        ],
        catalogue,
    )


@pytest.mark.parametrize(
    ("select", "ignore", "chosen"),
    [
        ([], [], ["no-orphans", "rds-backup", "rds-multi-az"]),
        (["rds-backup"], [], ["rds-backup"]),
        (["rds-*"], [], ["rds-backup", "rds-multi-az"]),
        (["availability"], [], ["rds-backup", "rds-multi-az"]),
        (["own"], [], ["no-orphans"]),
        (["note", "backup"], [], ["no-orphans", "rds-backup"]),
        ([], ["aws"], ["no-orphans"]),
        (["aws"], ["backup"], ["rds-multi-az"]),
        (["aws"], ["aws"], []),
    ],
)
def test_rules_are_chosen_by_id_tag_pack_and_severity(rules, select, ignore, chosen):
    assert [rule.id for rule in select_rules(rules, select=select, ignore=ignore)] == chosen


@pytest.mark.parametrize("words", [{"select": ["rds-bakup"]}, {"ignore": ["rds-bakup"]}])
def test_a_word_that_means_no_rule_does_not_pass_silently(rules, words):
    with pytest.raises(ArchlintError, match="'rds-bakup' is no rule, tag, pack or severity") as e:
        select_rules(rules, **{"select": [], "ignore": [], **words})
    assert e.value.hint == "did you mean 'rds-backup'?"


def test_rules_are_sorted_by_id(rules):
    assert [rule.id for rule in rules] == ["no-orphans", "rds-backup", "rds-multi-az"]


def test_prose_is_read_as_one_paragraph(read_rule):
    rule = read_rule({**RULE, "why": "Two\nlines.\n"})
    assert rule.why == "Two lines."
