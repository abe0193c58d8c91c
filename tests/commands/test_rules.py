"""`archlint rules`: the list, and what the examples prove."""

import json
import xml.etree.ElementTree as ET

import pytest


def test_the_list_is_in_columns(run, matches_snapshot):
    screen = run("rules", "list", sample_rules=True)
    assert (screen.status, screen.err) == (0, "")
    matches_snapshot(screen.out, "rules-list.txt")


def test_the_list_as_json_holds_the_same_rules(run):
    text = run("rules", "list", sample_rules=True).out
    listed = json.loads(run("rules", "list", "--format", "json", sample_rules=True).out)
    assert [rule["id"] for rule in listed["rules"]] == [
        line.split()[0] for line in text.splitlines()
    ]


def test_sound_examples_are_counted(run):
    screen = run("rules", "test", sample_rules=True)
    assert screen == (
        0,
        "4 rules, 9 examples (4 pass, 4 fail, 1 unknown): all do what they say\n",
        "",
    )


def test_every_shipped_rule_does_what_its_examples_say(run):
    screen = run("rules", "test")
    assert screen.status == 0, screen.out


def test_an_example_that_does_not_do_what_it_says_is_shown(run, project, matches_snapshot):
    rule = project / "rules" / "sample" / "database-standby.yaml"
    rule.write_text(rule.read_text().replace("multi_az: false", "multi_az: true"))
    rule = project / "rules" / "sample" / "cache-redis.yaml"
    rule.write_text(rule.read_text().partition("  fail:")[0])
    screen = run("rules", "test", sample_rules=True)
    assert (screen.status, screen.err) == (1, "")
    matches_snapshot(screen.out, "rules-test-failing.txt")


@pytest.mark.parametrize("kind", ["pass", "fail"])
def test_a_rule_without_an_example_of_each_kind_fails(run, project, kind):
    rule = project / "rules" / "sample" / "cache-redis.yaml"
    lines = rule.read_text().splitlines(keepends=True)
    rule.write_text("".join(line for line in lines if not line.startswith(f"  {kind}:")))
    screen = run("rules", "test", "--rules", "rules/sample/cache-redis.yaml", "--select", "sample")
    assert screen.status == 1
    assert f"error[cache-redis]: it has no '{kind}' example" in screen.out
    assert screen.out.endswith(": 1 failure\n")


def test_the_pack_of_a_rule_is_the_folder_that_holds_it(run):
    one = run(
        "rules", "list", "--rules", "rules/sample/cache-redis.yaml", "--select", "cache-redis"
    )
    assert one.out.split()[:3] == ["cache-redis", "error", "sample"]


GAPS = """\
  todo:
    - nodes: {db: {type: aws.rds, multi_az: true}}
      expect: fail
      why: It does not ask in which zones.
    - nodes: {db: {type: aws.rds, multi_az: false}}
      expect: fail
      why: It asks nothing yet.
"""


@pytest.fixture
def gaps(project):
    """Give a rule a known gap, one that is closed, and a failure for another reason."""
    rule = project / "rules" / "sample" / "database-standby.yaml"
    text = rule.read_text()
    rule.write_text(text + GAPS)
    lines = text.replace("database-standby", "second").replace("fail: [{", "fail: [{because: ha, ")
    (project / "rules" / "more").mkdir()
    (project / "rules" / "more" / "second.yaml").write_text(lines)


WORDS = ("rules", "test", "--rules", "rules", "--select", "sample", "--select", "more")


@pytest.mark.usefixtures("gaps")
@pytest.mark.parametrize("color", ["never", "always"])
def test_known_gaps_and_the_difference_are_shown(run, matches_snapshot, color):
    screen = run(*WORDS, "--color", color)
    assert (screen.status, screen.err) == (1, "")
    matches_snapshot(screen.out, f"rules-test-todo-{color}.txt")


@pytest.mark.usefixtures("gaps")
def test_scripts_read_what_fails_and_what_is_a_known_gap(run):
    screen = run(*WORDS, "--format", "json")
    data = json.loads(screen.out)
    assert screen.status == 1
    assert [(f["rule"], f["example"]) for f in data["failures"]] == [
        ("database-standby", "'todo' example 2"),
        ("second", "'fail' example 1"),
    ]
    assert data["failures"][1]["expected"] == "fail: violated, because 'ha'"
    (found,) = data["failures"][1]["found"]
    assert (found["id"], found["outcome"]) == ("second@db", "violated")
    assert [(gap["rule"], gap["why"]) for gap in data["todo"]] == [
        ("database-standby", "It does not ask in which zones."),
    ]
    assert {pack: (c["todo"], c["failures"]) for pack, c in data["packs"].items()} == {
        "more": (0, 1),
        "sample": (2, 1),
    }


@pytest.mark.usefixtures("gaps")
def test_what_shows_tests_reads_a_test_for_each_example(run, project):
    (project / "rules" / "more" / "third.yaml").write_text(
        (project / "rules" / "sample" / "cache-redis.yaml")
        .read_text()
        .replace("cache-redis", "third")
        .partition("  fail:")[0]
    )
    root = ET.fromstring(run(*WORDS, "--format", "junit").out)  # noqa: S314 - our own
    became = {
        (test.get("classname"), test.get("name")): [part.tag for part in test]
        for test in root.iter("testcase")
    }
    assert became["sample.database-standby", "'todo' example 1"] == ["skipped"]
    assert became["sample.database-standby", "'todo' example 2"] == ["failure"]
    assert became["sample.database-standby", "'pass' example 1"] == []
    assert became["more.second", "'fail' example 1"] == ["failure"]
    assert became["more.third", "'fail' example"] == ["failure"]
    assert root.get("failures") == "3"
