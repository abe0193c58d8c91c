"""JUnit: valid against a published schema, with counts that add up."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema

from archlint.finding import Outcome
from archlint.reports.junit import failure_as_junit, report_as_junit
from archlint.ruleset.values import RuleResult
from archlint.source import Location, Problem

SCHEMA = Path(__file__).with_name("schemas") / "junit-10.xsd"


@pytest.fixture(scope="session")
def valid():
    schema = xmlschema.XMLSchema10(str(SCHEMA))

    def check(text):
        schema.validate(text)
        return ElementTree.fromstring(text)  # noqa: S314 - archlint wrote it

    return check


@pytest.fixture
def suites_of(valid):
    def make(*reports, unknown=False):
        root = valid("".join(report_as_junit(reports, version="1", unknown=unknown)))
        for suite in root:
            assert suite.get("tests") == str(len(suite.findall("testcase")))
            for kind in ("failure", "error"):
                assert suite.get(f"{kind}s") == str(len(suite.findall(f"testcase/{kind}")))
            assert suite.get("skipped") == str(len(suite.findall("testcase/skipped")))
        for kind in ("tests", "failures", "errors"):
            assert int(root.get(kind)) == sum(int(suite.get(kind)) for suite in root)
        return list(root)

    return make


def outcomes(suite):
    return [
        (test.get("name"), test[0].tag if len(test) else "passed")
        for test in suite.findall("testcase")
    ]


def test_each_environment_is_a_suite(suites_of, shop_reports):
    production, staging = suites_of(*shop_reports, unknown=True)
    assert production.get("name").endswith(" (production)")
    assert staging.get("name").endswith(" (staging)")


def test_nothing_at_all_is_valid(suites_of, report):
    assert outcomes(suites_of(report([], []))[0]) == []


def test_a_violation_fails_and_a_rule_without_findings_passes(suites_of, rule, finding, report):
    one, two = rule("one"), rule("two")
    [suite] = suites_of(report([one, two], [finding(one, "a"), finding(one, "b")]))
    assert outcomes(suite) == [
        ("one@a", "failure"),
        ("one@b", "failure"),
        ("The title of two", "passed"),
    ]
    failure = suite.find("testcase/failure")
    assert failure.get("type") == "error"
    assert failure.text.splitlines() == [
        "'a' is off",
        "m.yaml:1:1",
        "m.yaml:2:4: because of this",
        "why: Why one.",
        "fix: Fix one.",
    ]


def test_tests_are_grouped_by_pack_and_rule(suites_of, rule, report):
    [suite] = suites_of(report([rule("one")], []))
    assert suite.find("testcase").get("classname") == "sample.one"


def test_an_unknown_is_skipped_and_never_passes(suites_of, rule, finding, report):
    own = rule("one")
    one = report([own], [finding(own, "a", Outcome.UNKNOWN)])
    assert outcomes(suites_of(one, unknown=True)[0]) == [("one@a", "skipped")]
    [suite] = suites_of(one)
    assert outcomes(suite) == [("The title of one", "skipped")]
    assert suite.find("testcase/skipped").get("message").startswith("1 unknown: --unknown")


def test_a_rule_that_had_nothing_to_judge_is_skipped(suites_of, rule, report):
    base = report([], [])
    [suite] = suites_of(replace(base, results=(RuleResult(rule("one"), 0, 0, 0),)))
    assert outcomes(suite) == [("The title of one", "skipped")]
    assert "not applicable" in suite.find("testcase/skipped").get("message")


def test_a_failure_is_an_error_for_each_problem(valid):
    problems = [Problem("bad", Location("m.yaml", 2, 3), "mend"), Problem("missing")]
    root = valid("".join(failure_as_junit(problems, version="1", model="m.yaml")))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("2", "0", "2")
    errors = root.findall("testsuite/testcase/error")
    assert [error.get("message") for error in errors] == ["bad", "missing"]
    assert errors[0].text.splitlines() == ["bad", "m.yaml:2:3", "next: mend"]


def test_what_xml_cannot_hold_is_made_visible(suites_of, rule, finding, report):
    own = rule("one")
    found = replace(finding(own, "a\x00\x1b\ufffe\ud800"), message="b\x0b\u202e]]>")
    [suite] = suites_of(report([own], [found]))
    assert suite.find("testcase").get("name") == r"one@a\x00\x1b\ufffe\ud800"
    assert suite.find("testcase/failure").get("message") == r"b\x0b\u202e]]>"
