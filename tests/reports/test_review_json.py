"""A review for scripts: a contract, kept by its schema, with findings as `check` has them."""

import json
from dataclasses import replace

import jsonschema
import pytest

from archlint.architecture.values import Model
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.reports.json import problems_as_json, reports_as_json
from archlint.reports.review_json import review_as_json
from archlint.ruleset.values import Report, RuleResult
from archlint.source import Problem

COPIED = ["finding", "waiver", "notice", "rule", "controls", "environment", "severity"]
BASIC = ["location", "path", "version", "count"]


def schema_of(name):
    return json.loads(FileReader().read(bundled().render / "schemas" / f"{name}.schema.json"))


@pytest.fixture(scope="module")
def validate():
    schema = schema_of("review")
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema).validate


@pytest.fixture
def head_report(review, rules_of_review):
    results = tuple(
        RuleResult(rules_of_review[name], satisfied=1, violated=0, unknown=0)
        for name in sorted(rules_of_review)
    )
    return Report(review.difference.head, review.findings.introduced, results, lambda: iter(()))


@pytest.fixture
def text_of(head_report):
    def make(review, *, unknown=False):
        return "".join(review_as_json(review, head_report, version="1.2.3", unknown=unknown))

    return make


def test_a_review_is_written_as_in_the_snapshot(review, text_of, matches_snapshot, validate):
    text = text_of(review, unknown=True)
    matches_snapshot(text, "review.json")
    validate(json.loads(text))


def test_a_review_of_no_change_is_an_object_too(quiet_review, text_of, validate):
    made = json.loads(text_of(quiet_review))
    validate(made)
    assert made["summary"] == dict.fromkeys(made["summary"], 0) | {"unchanged": 2}


def test_findings_are_those_of_a_check(review, text_of, head_report):
    checked = json.loads("".join(reports_as_json([head_report], version="1", unknown=False)))
    made = json.loads(text_of(review))
    assert made["introduced"] == checked["findings"]
    assert made["rules"] == checked["rules"]


def test_the_counts_are_those_of_the_lists(review, text_of):
    made = json.loads(text_of(review))
    for name in ("introduced", "fixed", "unsettled", "unchanged", "waived", "rule_changes"):
        assert made["summary"][name] == len(made[name]) > 0
    assert made["summary"]["failing"] == 2


def test_unknowns_have_a_list_where_they_are_asked_for(review, text_of):
    assert "unknown" not in json.loads(text_of(review))
    [unknown] = json.loads(text_of(review, unknown=True))["unknown"]
    assert unknown["outcome"] == "unknown"


def test_what_is_fixed_names_the_model_of_the_base(review, text_of):
    base = Model("old/shop.yaml", "Shop", "", {}, (), {}, {})
    made = json.loads(text_of(replace(review, difference=replace(review.difference, base=base))))
    assert {each["model"] for each in made["fixed"]} == {"old/shop.yaml"}
    assert {each["model"] for each in made["introduced"]} == {"model/shop.yaml"}
    assert made["base"]["model"] == "old/shop.yaml"


def test_a_rule_that_is_gone_has_no_controls(review, text_of, validate):
    [change, *_] = review.rule_changes
    [hidden] = change.hidden
    gone = replace(change, hidden=(replace(hidden, rule="gone"),))
    made = json.loads(text_of(replace(review, rule_changes=(gone,))))
    validate(made)
    assert made["rule_changes"][0]["hidden"][0]["controls"] == {}


def test_it_is_ascii_a_finding_a_line(review, text_of):
    text = text_of(replace(review, remarks=("\x1b\N{RIGHT-TO-LEFT OVERRIDE}",)))
    assert text.isascii()
    assert "\x1b" not in text
    lines = [line for line in text.splitlines() if line.startswith('  {"id": "no-path-to-data@')]
    assert json.loads(lines[0].rstrip(",] "))["id"] == "no-path-to-data@users->rds"


def test_a_failure_has_its_shape_too(validate):
    validate(json.loads(problems_as_json([Problem("bad")], version="1", model="m.yaml")))


@pytest.mark.parametrize("name", COPIED)
def test_a_finding_means_the_same_in_both_contracts(name):
    assert schema_of("review")["$defs"][name] == schema_of("check")["$defs"][name]


@pytest.mark.parametrize("name", [*BASIC, "change", "field", "ambiguity", "consequence", "side"])
def test_a_change_means_the_same_in_both_contracts(name):
    assert schema_of("review")["$defs"][name] == schema_of("diff")["$defs"][name]
    if name in BASIC:
        assert schema_of("diff")["$defs"][name] == schema_of("check")["$defs"][name]
