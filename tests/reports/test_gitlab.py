"""GitLab's code quality report."""

import json
from dataclasses import replace

import pytest

from archlint.finding import Outcome, Severity
from archlint.reports.gitlab import failure_as_gitlab, report_as_gitlab
from archlint.source import Location, Problem

KEYS = {"description", "check_name", "fingerprint", "severity", "location"}


def entries(*reports, unknown=False, root=""):
    text = "".join(report_as_gitlab(reports, version="1", unknown=unknown, root=root))
    made = json.loads(text)
    assert all(set(entry) == KEYS for entry in made)
    return made


@pytest.mark.parametrize(
    ("severity", "expected"),
    [(Severity.ERROR, "critical"), (Severity.WARNING, "major"), (Severity.NOTE, "minor")],
)
def test_a_violation_has_its_severity_and_place(rule, finding, report, severity, expected):
    own = rule("one", severity)
    [made] = entries(report([own], [finding(own, "a")]))
    assert made["severity"] == expected
    assert made["check_name"] == "one"
    assert made["description"] == "'a' is off [one@a]"
    assert made["location"] == {"path": "m.yaml", "lines": {"begin": 1}}


def test_no_findings_are_an_empty_array(report):
    assert entries(report([], [])) == []


def test_an_unknown_is_information_where_it_is_asked_for(rule, finding, report):
    own = rule("one")
    one = report([own], [finding(own, "a", Outcome.UNKNOWN)])
    assert entries(one) == []
    assert [made["severity"] for made in entries(one, unknown=True)] == ["info"]


def test_a_fingerprint_depends_on_id_and_model_and_on_no_line(rule, finding, report):
    own = rule("one")
    found = finding(own, "a")
    moved = replace(found, location=Location("m.yaml", 9, 9), message="other")
    elsewhere = replace(found, environment="staging")
    base = report([own], [found])
    other = replace(base, model=replace(base.model, path="n.yaml"))
    prints = [
        entries(one)[0]["fingerprint"]
        for one in (base, report([own], [moved]), report([own], [elsewhere]), other)
    ]
    assert prints[0] == prints[1]
    assert len(set(prints)) == 3
    assert all(len(each) == 64 for each in prints)


@pytest.mark.parametrize(
    ("path", "root", "expected"),
    [
        ("./a//b.yaml", "", "a/b.yaml"),
        ("/repo/a/b.yaml", "/repo", "a/b.yaml"),
        ("/repo/a/b.yaml", "/repo/", "a/b.yaml"),
        ("/repository/b.yaml", "/repo", "repository/b.yaml"),
        ("/a/b.yaml", "", "a/b.yaml"),
        ("C:/a/b.yaml", "C:/a", "b.yaml"),
        ("C:/a/b.yaml", "", "a/b.yaml"),
        ("a\x1b.yaml", "", r"a\x1b.yaml"),
    ],
)
def test_a_path_is_relative(rule, finding, report, path, root, expected):
    own = rule("one")
    found = replace(finding(own, "a"), location=Location(path, 1, 1))
    [made] = entries(report([own], [found]), root=root)
    assert made["location"]["path"] == expected


def test_a_failure_blocks():
    problems = [Problem("bad", Location("m.yaml", 2, 3), "mend"), Problem("missing")]
    text = "".join(failure_as_gitlab(problems, version="1", model="shop.yaml"))
    made = json.loads(text)
    assert [entry["severity"] for entry in made] == ["blocker", "blocker"]
    assert made[0]["description"] == "archlint could not judge the model: bad; next: mend"
    assert [entry["location"]["path"] for entry in made] == ["m.yaml", "shop.yaml"]
    assert made[0]["fingerprint"] != made[1]["fingerprint"]
