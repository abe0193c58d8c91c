"""SARIF: valid against the published schema, and what GitHub reads of it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, FormatChecker

from archlint.finding import Evidence, Finding, Outcome, Severity, Subject, SubjectKind
from archlint.reports.sarif import MAX_LOCATIONS, MAX_TAGS, failure_as_sarif, report_as_sarif
from archlint.source import Location, Problem

SCHEMA = Path(__file__).with_name("schemas") / "sarif-2.1.0-rtm.5.json"


@pytest.fixture(scope="session")
def valid():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = Draft4Validator(schema, format_checker=FormatChecker())

    def check(text):
        log = json.loads(text)
        assert [error.message for error in validator.iter_errors(log)] == []
        return log["runs"][0]

    return check


@pytest.fixture
def run_of(valid):
    def make(*reports, unknown=False):
        return valid("".join(report_as_sarif(reports, version="1", unknown=unknown)))

    return make


def a_path(rule, *evidence, ends="a->c"):
    here = Location("m.yaml", 1, 1)
    facts = tuple(Evidence(said, Location("m.yaml", at, 1)) for at, said in enumerate(evidence, 1))
    subject = Subject(SubjectKind.PATH, ends)
    return Finding(rule.id, subject, Outcome.VIOLATED, rule.severity, "a path", here, facts)


def flow_of(result):
    [flow] = result["codeFlows"]
    [thread] = flow["threadFlows"]
    return [step["location"]["message"]["text"] for step in thread["locations"]]


def test_two_environments_with_every_kind_of_finding_are_valid(valid, shop_reports):
    run = valid("".join(report_as_sarif(shop_reports, version="1", unknown=True)))
    assert len(run["results"]) == 7
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_nothing_at_all_is_valid_and_has_results(run_of, report):
    assert run_of(report([], []))["results"] == []


def test_a_rule_that_two_reports_used_stands_once(run_of, rule, finding, report):
    one, two = rule("one"), rule("two")
    run = run_of(report([two], []), report([one, two], [finding(two, "a")]))
    assert [each["id"] for each in run["tool"]["driver"]["rules"]] == ["one", "two"]
    assert run["results"][0]["ruleIndex"] == 1


@pytest.mark.parametrize("severity", Severity)
def test_the_level_is_the_severity(run_of, rule, finding, report, severity):
    own = rule("one", severity)
    run = run_of(report([own], [finding(own, "a")]))
    assert (run["results"][0]["kind"], run["results"][0]["level"]) == ("fail", severity.value)
    assert run["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"] == severity.value


def test_an_unknown_is_open_and_has_no_level(run_of, rule, finding, report):
    own = rule("one")
    one = report([own], [finding(own, "a", Outcome.UNKNOWN)])
    assert run_of(one)["results"] == []
    [result] = run_of(one, unknown=True)["results"]
    assert (result["kind"], result["level"]) == ("open", "none")


def test_the_fingerprint_is_the_id_of_the_finding_and_the_path_of_its_model(
    run_of, rule, finding, report
):
    own = rule("one")
    found = replace(finding(own, "a"), environment="staging")
    [result] = run_of(report([own], [found]))["results"]
    assert result["partialFingerprints"] == {
        "archlintFindingId/v1": "one@a@staging",
        "archlintModel/v1": "m.yaml",
    }


def test_columns_count_characters(run_of, report):
    assert run_of(report([], []))["columnKind"] == "unicodeCodePoints"


@pytest.mark.parametrize(
    ("path", "uri", "base"),
    [
        ("a/ä b.yaml", "a/%C3%A4%20b.yaml", "%SRCROOT%"),
        ("./a:b.yaml", "a%3Ab.yaml", "%SRCROOT%"),
        ("../m.yaml", "../m.yaml", "%SRCROOT%"),
        ("/srv/m.yaml", "file:///srv/m.yaml", None),
        ("C:/a b/m.yaml", "file:///C:/a%20b/m.yaml", None),
        ("\ud800.yaml", "%5Cud800.yaml", "%SRCROOT%"),
    ],
)
def test_a_path_is_a_uri(run_of, rule, finding, report, path, uri, base):
    own = rule("one")
    found = replace(finding(own, "a"), location=Location(path, 2, 3))
    physical = run_of(report([own], [found]))["results"][0]["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == uri
    assert physical["artifactLocation"].get("uriBaseId") == base
    assert physical["region"] == {"startLine": 2, "startColumn": 3}


def test_every_fact_is_a_related_location_up_to_what_github_takes(run_of, rule, finding, report):
    own = rule("one")
    facts = tuple(Evidence(f"fact {at}", Location("m.yaml", at + 1, 1)) for at in range(1500))
    found = replace(finding(own, "a"), evidence=facts)
    [result] = run_of(report([own], [found]))["results"]
    assert result["relatedLocations"][0]["message"]["text"] == "fact 0"
    assert len(result["locations"]) + len(result["relatedLocations"]) == MAX_LOCATIONS


def test_a_path_is_a_code_flow_of_its_hops_in_order(run_of, rule, report):
    own = rule("one")
    [result] = run_of(report([own], [a_path(own, "a -> b", "b -> c", "'x' is a node")]))["results"]
    assert flow_of(result) == ["a -> b", "b -> c"]
    assert len(result["relatedLocations"]) == 3


def test_a_finding_about_something_else_has_no_code_flow(run_of, rule, finding, report):
    own = rule("one")
    assert "codeFlows" not in run_of(report([own], [finding(own, "a")]))["results"][0]


def test_help_tells_all_that_the_rule_says_and_leaves_out_what_it_does_not(run_of, rule, report):
    full = rule("full", limits="Blind.", sources=("See https://example.org/a_b.",))
    helps = {
        each["id"]: each["help"]
        for each in run_of(report([full, rule("bare")], []))["tool"]["driver"]["rules"]
    }
    assert helps["full"]["text"].splitlines()[::2] == [
        "Why: Why full.",
        "Fix: Fix full.",
        "Limits: Blind.",
        "Sources:",
    ]
    assert "<https://example.org/a_b>" in helps["full"]["markdown"]
    assert "Limits" not in helps["bare"]["text"] + helps["bare"]["markdown"]


def test_what_github_would_refuse_or_cut_is_kept_short(run_of, rule, report):
    own = rule("one", why="x" * 5000, tags=tuple(f"tag-{at}" for at in range(30)))
    [made] = run_of(report([own], []))["tool"]["driver"]["rules"]
    assert len(made["properties"]["tags"]) == MAX_TAGS
    assert len(made["fullDescription"]["text"]) == 1024
    assert "x" * 5000 in made["help"]["text"]


def test_a_text_cannot_become_a_link(run_of, rule, finding, report):
    own = rule("one")
    found = replace(finding(own, "a"), message="[click](http://evil.example)")
    [result] = run_of(report([own], [found]))["results"]
    assert "](" not in result["message"]["text"]


def test_a_failed_run_says_so_and_has_no_results_to_be_taken_for_clean(valid):
    problems = [Problem("bad", Location("m.yaml", 2, 3), "mend"), Problem("missing")]
    run = valid("".join(failure_as_sarif(problems, version="1", model="m.yaml")))
    assert "results" not in run
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    said = [note["message"]["text"] for note in invocation["toolExecutionNotifications"]]
    assert said == ["bad; next: mend", "missing"]


def test_unknowns_are_made_one_at_a_time(rule, finding, report):
    own, made = rule("one"), []

    def endless():
        while True:
            made.append(1)
            yield finding(own, "a", Outcome.UNKNOWN)

    base = replace(report([own], []), unknown=endless)
    pieces = report_as_sarif([base], version="1", unknown=True)
    for _ in range(30):
        next(pieces)
    assert 0 < len(made) <= 30


def test_controls_follow_a_rules_own_tags_and_stand_whole_in_its_properties(run_of, rule, report):
    controls = {"acme": tuple(f"A.{number}" for number in range(30))}
    own = rule("one", tags=("zone", "backup"), controls=controls)
    [made] = run_of(report([own], []))["tool"]["driver"]["rules"]
    assert made["properties"]["tags"][:3] == ["backup", "zone", "external/acme/A.0"]
    assert len(made["properties"]["tags"]) == MAX_TAGS
    assert made["properties"]["controls"] == {"acme": list(controls["acme"])}
