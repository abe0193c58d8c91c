"""`archlint rules`: the list, and what the examples prove."""

import json

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
