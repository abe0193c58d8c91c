"""What a change does to findings: reports made by hand, and two models judged by real rules."""

import json
from dataclasses import replace
from datetime import date

import pytest

from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.reader import read_model
from archlint.architecture.values import Model
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.finding import (
    Finding,
    Notice,
    Outcome,
    Severity,
    Subject,
    SubjectKind,
    Waiver,
)
from archlint.graph import ArchitectureGraph
from archlint.reports.github import report_as_github
from archlint.reports.gitlab import report_as_gitlab
from archlint.reports.sarif import report_as_sarif
from archlint.review.findings import compare_findings, introduced_report
from archlint.ruleset import check, read_rules
from archlint.ruleset.values import Report, Rule, RuleResult
from archlint.ruleset.waiving import apply_waivers
from archlint.source import Location

HERE = Location("m.yaml", 1, 1)
TODAY = date(2026, 11, 22)
LISTS = ("introduced", "fixed", "unsettled", "unchanged", "waived", "unknown")


def a_rule(name):
    return Rule(
        id=name,
        pack="p",
        title=f"Title of {name}",
        severity=Severity.ERROR,
        why="A reason.",
        fix="A way.",
        limits="",
        tags=(),
        sources=(),
        location=HERE,
    )


def a_report(findings="", *, unknown="", notices=(), environment=""):
    """Make a report of `rule@subject=outcome` words; the outcome is violated where none is said."""

    def made(word, outcome="violated"):
        name, _, said = word.partition("=")
        rule, _, subject = name.partition("@")
        kind = SubjectKind.PATH if "->" in subject else SubjectKind.NODE
        state = Outcome(said or outcome)
        waiver = Waiver(name, "a reason", None, "", Location("m.yaml", 9, 5))
        return Finding(
            rule,
            Subject(kind, subject),
            state,
            Severity.ERROR,
            f"{subject} is off",
            HERE,
            (),
            environment=environment,
            waiver=waiver if state is Outcome.WAIVED else None,
        )

    found = tuple(map(made, findings.split()))
    opened = tuple(made(word, "unknown") for word in unknown.split())
    rules = sorted({f.rule for f in (*found, *opened)} | {"idle"})
    return Report(
        model=Model("m.yaml", "M", "", {}, (), {}, {}),
        findings=found,
        results=tuple(
            RuleResult(
                a_rule(rule),
                satisfied=7,
                violated=sum(f.rule == rule and f.outcome is Outcome.VIOLATED for f in found),
                unknown=sum(f.rule == rule for f in opened),
                waived=sum(f.rule == rule and f.outcome is Outcome.WAIVED for f in found),
                baselined=sum(f.rule == rule and f.outcome is Outcome.BASELINED for f in found),
            )
            for rule in rules
        ),
        unknown=lambda: iter(opened),
        notices=tuple(notices),
    )


def told(changes):
    return {
        name: " ".join(found.id for found in getattr(changes, name))
        for name in LISTS
        if getattr(changes, name)
    }


@pytest.mark.parametrize(
    ("base", "head", "expected"),
    [
        ("r@a", "r@a", {"unchanged": "r@a"}),
        ("", "r@a", {"introduced": "r@a"}),
        ("r@a", "", {"fixed": "r@a"}),
        ("r@a r@b", "r@b r@c", {"introduced": "r@c", "fixed": "r@a", "unchanged": "r@b"}),
        ("q@a", "r@a", {"introduced": "r@a", "fixed": "q@a"}),
        ("r@a=waived", "r@a=waived", {}),
        ("", "r@a=waived", {"waived": "r@a"}),
        ("r@a", "r@a=waived", {"waived": "r@a"}),
        ("r@a=baselined", "r@a=waived", {"waived": "r@a"}),
        ("r@a=waived", "r@a", {"introduced": "r@a"}),
        ("r@a=waived", "", {}),
        ("r@a=waived", "r@a=baselined", {}),
        ("r@a=baselined", "r@a=baselined", {}),
        ("", "r@a=baselined", {"introduced": "r@a"}),  # long mended, and back
        ("r@a", "r@a=baselined", {}),
        ("r@a=baselined", "", {}),
        ("r@a=baselined", "r@a", {"unchanged": "r@a"}),
    ],
)
def test_findings_are_the_same_by_their_ids(base, head, expected):
    changes = compare_findings(a_report(base), a_report(head), {}, unknown=False)
    assert told(changes) == expected


def test_a_violation_whose_waiver_is_gone_is_introduced_and_says_so():
    changes = compare_findings(
        a_report("r@a=waived r@b"), a_report("r@a r@b r@c"), {}, unknown=False
    )
    assert told(changes) == {"introduced": "r@a r@c", "unchanged": "r@b"}
    assert changes.unwaived == {"r@a"}


def test_a_violation_that_is_no_longer_known_is_unsettled_not_fixed():
    head = a_report(unknown="r@x r@a r@y")
    changes = compare_findings(a_report("r@a r@b"), head, {}, unknown=False)
    assert told(changes) == {"fixed": "r@b", "unsettled": "r@a"}
    assert changes.unsettled[0].outcome is Outcome.UNKNOWN
    assert changes.fixed[0].outcome is Outcome.VIOLATED


def test_no_unknown_is_made_where_nothing_vanished():
    head = replace(a_report("r@a"), unknown=lambda: pytest.fail("an unknown was made"))
    assert told(compare_findings(a_report("r@a"), head, {}, unknown=False)) == {"unchanged": "r@a"}


def test_unknowns_are_made_no_further_than_needed():
    opened = tuple(a_report(unknown="r@a r@b r@c").unknown())
    seen = []

    def unknown():
        for found in opened:
            seen.append(found.id)
            yield found

    head = replace(a_report(), unknown=unknown)
    changes = compare_findings(a_report("r@b"), head, {}, unknown=False)
    assert told(changes) == {"unsettled": "r@b"}
    assert seen == ["r@a", "r@b"]


def test_of_a_model_that_is_new_everything_is_introduced():
    head = a_report("r@a r@b=waived r@c=baselined", unknown="r@d", notices=[a_notice("new")])
    changes = compare_findings(None, head, {"z": "a"}, unknown=True)
    assert told(changes) == {"introduced": "r@a", "waived": "r@b", "unknown": "r@d"}
    assert [notice.message for notice in changes.notices] == ["new"]
    assert changes.unwaived == frozenset()


def test_what_has_become_unknown_is_told_where_it_is_asked_for():
    base, head = a_report("r@c", unknown="r@a q@old"), a_report(unknown="r@a r@b r@c q@new")
    renamed = {"old": "new"}
    assert told(compare_findings(base, head, renamed, unknown=True)) == {
        "unsettled": "r@c",
        "unknown": "r@b r@c",
    }
    assert "unknown" not in told(compare_findings(base, head, renamed, unknown=False))


RENAMED = {"rds": "db", "users": "people"}


@pytest.mark.parametrize(
    ("base", "head", "expected"),
    [
        ("r@rds r@users->rds", "r@db r@people->db", {"unchanged": "r@db r@people->db"}),
        ("r@rds", "r@rds", {"introduced": "r@rds", "fixed": "r@rds"}),
        ("r@rds=baselined", "r@db", {"unchanged": "r@db"}),
        ("r@rds", "r@db=baselined", {}),
        ("r@rds=waived", "r@db=waived", {}),
        ("r@rds=waived", "r@db", {"introduced": "r@db"}),
    ],
)
@pytest.mark.parametrize("environment", ["", "staging"])
def test_a_renamed_node_keeps_its_findings(base, head, expected, environment):
    changes = compare_findings(
        a_report(base, environment=environment),
        a_report(head, environment=environment),
        RENAMED,
        unknown=False,
    )
    suffix = f"@{environment}" if environment else ""
    assert told(changes) == {
        name: " ".join(f"{one}{suffix}" for one in ids.split()) for name, ids in expected.items()
    }


def test_a_renamed_node_of_which_less_is_known_leaves_its_finding_unsettled():
    changes = compare_findings(a_report("r@rds"), a_report(unknown="r@db"), RENAMED, unknown=False)
    assert told(changes) == {"unsettled": "r@db"}


def test_two_environments_do_not_mix():
    base, head = a_report("r@a", environment="staging"), a_report("r@a")
    changes = compare_findings(base, head, {}, unknown=False)
    assert told(changes) == {"introduced": "r@a", "fixed": "r@a@staging"}


def a_notice(message, kind="unused-waiver", line=3):
    where = Location("m.yaml", line, 1)
    return Notice(kind, Severity.WARNING, message, where, "remove it")


def test_notices_that_the_base_gave_too_are_not_told_again():
    base = a_report(notices=[a_notice("'r@rds' matches nothing", line=8), a_notice("stays")])
    head = a_report(
        notices=[
            a_notice("'r@db' matches nothing"),
            a_notice("stays", line=30),
            a_notice("stays", kind="other"),
            a_notice("'r@rds-2' matches nothing"),
        ]
    )
    changes = compare_findings(base, head, RENAMED, unknown=False)
    assert [(notice.id, notice.message) for notice in changes.notices] == [
        ("other", "stays"),
        ("unused-waiver", "'r@rds-2' matches nothing"),
    ]


HEAD = a_report(
    "p@a=waived p@old=waived q@a r@a r@b r@c=baselined",
    unknown="s@a s@old",
    notices=[a_notice("new"), a_notice("old")],
)
BASE = a_report("p@old=waived r@b r@c=baselined", unknown="s@old", notices=[a_notice("old")])


def written(writer, *, unknown=False):
    changes = compare_findings(BASE, HEAD, {}, unknown=unknown)
    report = introduced_report(HEAD, changes, unknown=unknown)
    return "".join(writer([report], version="1", unknown=unknown))


@pytest.mark.parametrize("unknown", [False, True])
def test_sarif_holds_what_is_introduced_and_the_newly_waived_as_suppressed(unknown):
    (run,) = json.loads(written(report_as_sarif, unknown=unknown))["runs"]
    results = {
        result["partialFingerprints"]["archlintFindingId/v1"]: (
            result["kind"],
            "suppressions" in result,
        )
        for result in run["results"]
    }
    expected = {"p@a": ("fail", True), "q@a": ("fail", False), "r@a": ("fail", False)}
    opened = {"s@a": ("open", False)} if unknown else {}
    assert results == expected | opened
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["p", "q", "r", *(["s"] if unknown else [])]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    told_of = run["invocations"][0]["toolConfigurationNotifications"]
    assert [notice["message"]["text"] for notice in told_of] == ["new; next: remove it"]
    (counts,) = run["properties"]["models"]
    assert (counts["violated"], counts["waived"], counts["baselined"]) == (2, 1, 0)
    assert counts["unknown"] == int(unknown)


def test_github_annotates_what_is_introduced():
    lines = written(report_as_github, unknown=True).splitlines()
    titles = [line.partition("title=")[2].partition("::")[0] for line in lines[:-1]]
    assert titles == ["q@a", "r@a", "unknown%3A s@a", "unused-waiver"]
    assert lines[-1].startswith("archlint 1: 2 violated (2 errors), 1 unknown, ")


def test_gitlab_lists_what_is_introduced():
    entries = json.loads(written(report_as_gitlab))
    assert [entry["check_name"] for entry in entries] == ["q", "r"]


def test_a_change_that_introduces_nothing_writes_nothing():
    head = replace(HEAD, satisfied=lambda: iter(HEAD.findings))
    changes = compare_findings(head, head, {}, unknown=True)
    report = introduced_report(head, changes, unknown=True)
    assert json.loads("".join(report_as_gitlab([report], version="1", unknown=True))) == []
    assert (report.results, list(report.satisfied())) == ((), [])


RULE = """
id: kept
title: Backups are kept
severity: error
applies_to: {type: aws.rds}
require: {backup_retention_days: {gte: 7}}
why: A reason.
fix: A way.
"""
WAIVER = "{finding: kept@%s, reason: A trial., expires: %s}"


@pytest.fixture(scope="module")
def reported():
    """Judge a model, given as the databases and the waivers in it."""
    files, data = FileReader(), bundled()
    catalogue = read_catalogue([], data.icon_index(files), shipped=data.type_files(files))
    rules = read_rules([("own", "rules/kept.yaml", RULE)], catalogue)

    def report(databases, *waivers):
        nodes = ", ".join(f"{name}: {{type: aws.rds{more}}}" for name, more in databases.items())
        accepted = f"waivers: [{', '.join(waivers)}]" if waivers else ""
        text = f"archlint: 1\nname: M\nnodes: {{{nodes}}}\n{accepted}\n"
        graph = ArchitectureGraph(read_model(text, "m.yaml", catalogue))
        [made] = apply_waivers([check(graph, rules)], rules=rules, today=TODAY)
        return made

    return report


OFF, ON = ", backup_retention_days: 1", ", backup_retention_days: 9"


def test_two_models_are_compared_by_what_rules_say_of_them(reported):
    base = reported({"one": OFF, "two": OFF, "three": ON, "four": OFF, "five": OFF})
    head = reported({"one": ON, "deux": OFF, "three": OFF, "four": ""})
    changes = compare_findings(base, head, {"two": "deux"}, unknown=False)
    assert told(changes) == {
        "introduced": "kept@three",
        "fixed": "kept@five kept@one",
        "unsettled": "kept@four",
        "unchanged": "kept@deux",
    }


def test_a_waiver_that_the_change_lets_expire_introduces_its_finding(reported):
    databases = {"one": OFF, "two": OFF}
    base = reported(databases, WAIVER % ("one", "2027-01-01"))
    head = reported(databases, WAIVER % ("one", "2026-11-21"), WAIVER % ("two", "2027-01-01"))
    changes = compare_findings(base, head, {}, unknown=False)
    assert told(changes) == {"introduced": "kept@one", "waived": "kept@two"}
    assert changes.unwaived == {"kept@one"}
    assert changes.waived[0].waiver.reason == "A trial."
