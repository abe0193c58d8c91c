"""`archlint explain`: rules and findings, and what is neither."""

import json
import re
from pathlib import Path

import pytest

from archlint.cli import main

CLINIC = Path(__file__).resolve().parents[2] / "model" / "architecture.yaml"
SHOP = ("shop.yaml", "--rules", "rules")


@pytest.fixture
def explain(run):
    """Explain something of the shop by the sample rules."""

    def explained(name, *words):
        return run("explain", name, *SHOP, *words)

    return explained


@pytest.mark.parametrize(
    ("name", "snapshot"),
    [
        ("database-inside@db", "explain-violated.txt"),
        ("database-standby@db", "explain-unknown.txt"),
        ("database-standby@archive", "explain-satisfied.txt"),
        ("no-users-to-database@users->db", "explain-path.txt"),
        ("database-standby@alb", "explain-not-applicable.txt"),
    ],
)
def test_a_finding_is_explained(explain, matches_snapshot, name, snapshot):
    screen = explain(name)
    assert (screen.status, screen.err) == (0, "")
    matches_snapshot(screen.out, snapshot)


def test_a_rule_is_explained_by_its_page(run, matches_snapshot):
    screen = run("explain", "database-inside", "--rules", "rules")
    assert (screen.status, screen.err) == (0, "")
    matches_snapshot(screen.out, "explain-rule.txt")


def test_colours_are_asked_for(explain):
    assert "\x1b[" not in explain("database-inside@db").out
    assert "\x1b[1;31mviolated[" in explain("database-inside@db", "--color", "always").out


def test_a_finding_as_json(explain):
    told = json.loads(explain("no-users-to-database@users->db", "--format", "json").out)
    assert (told["outcome"], told["path"]) == ("violated", ["users", "db"])
    assert told["rule"]["id"] == "no-users-to-database"
    assert told["evidence"][0]["location"] == told["location"]
    assert told["remedy"]["step"] == "remove the connection users -> db"
    assert "finding: no-users-to-database@users->db\n" in told["waiver"]


def test_a_rule_as_json(run):
    told = json.loads(run("explain", "rds-multi-az", "--format", "json").out)
    assert told["rule"]["id"] == "rds-multi-az"
    assert told["rule"]["help"].endswith("/rules/rds-multi-az.html")
    assert {example["expected"] for example in told["examples"]} == {
        *("satisfied", "violated", "unknown")
    }


def edited(project, old, new):
    rule = project / "rules" / "sample" / "database-standby.yaml"
    rule.write_text(rule.read_text().replace(old, new))


def test_a_former_id_means_the_rule(explain, run, project):
    edited(project, "severity: warning", "severity: warning\naliases: [two-databases]")
    screen = explain("two-databases@db")
    assert screen.status == 0
    assert screen.out.startswith("unknown[database-standby@db]")
    assert "note: 'two-databases' is its former id\n" in screen.out
    assert "formerly: two-databases\n" in run("explain", "two-databases", *SHOP[1:]).out


def test_a_mandatory_rule_cannot_be_waived(explain, project):
    edited(project, "severity: warning", "severity: warning\nmandatory: true")
    shop = project / "shop.yaml"
    shop.write_text(shop.read_text().replace("name: Orders", "name: Orders\n    multi_az: false"))
    out = explain("database-standby@db").out
    assert "can neither be waived nor put into a baseline" in out
    assert "approved_by" not in out


def test_controls_are_named(explain, project):
    edited(project, "severity: warning", "severity: warning\ncontrols: {aws-fsbp: [RDS.5]}")
    assert re.search(r"counts for:\n    - aws-fsbp: RDS\.5", explain("database-standby@db").out)


@pytest.mark.parametrize("how", ["@staging", "--env"])
def test_a_finding_of_an_environment(explain, project, how):
    shop = project / "shop.yaml"
    shop.write_text(
        f"{shop.read_text()}environments: {{staging: {{nodes: {{db: {{multi_az: false}}}}}}}}\n"
    )
    words = (
        ("database-standby@db@staging",)
        if how == "@staging"
        else ("database-standby@db", "--env", "staging")
    )
    screen = explain(*words)
    assert screen.status == 0, screen.err
    assert screen.out.startswith(f"violated[{words[0]}]")
    assert explain("database-standby@db").out.startswith("unknown[database-standby@db]")


def test_a_rule_that_the_project_leaves_out_is_explained_with_the_reason(explain, project):
    (project / "archlint.toml").write_text(
        '[[ignore]]\nrule = "database-standby"\nreason = "One is enough."\n'
    )
    out = explain("database-standby@db").out
    assert "note: this project leaves it out: One is enough." in out


def test_a_rule_that_the_project_does_not_select_is_explained(explain, project):
    (project / "archlint.toml").write_text('select = ["database-inside"]\n')
    assert "note: this project does not use it" in explain("database-standby@db").out


def test_the_configured_address_is_the_rules_page(explain, project):
    (project / "archlint.toml").write_text('help-url = "https://wiki.example.com/{rule}"\n')
    assert "page: https://wiki.example.com/database-standby\n" in explain("database-standby@db").out


@pytest.mark.parametrize(
    ("words", "message", "step"),
    [
        (
            ["rds-multi-ax"],
            "there is no rule 'rds-multi-ax'",
            "did you mean 'rds-multi-az'?",
        ),
        (
            ["rds-multi-ax@db", "shop.yaml"],
            "there is no rule 'rds-multi-ax'",
            "did you mean 'rds-multi-az'?",
        ),
        (
            ["rds-multi-az@spar", "shop.yaml"],
            "shop.yaml has nothing that is called 'spar'",
            "did you mean 'spare'?",
        ),
        (
            ["rds-multi-az@zzz", "shop.yaml"],
            "shop.yaml has nothing that is called 'zzz'",
            "the rule judges archive, db and spare",
        ),
        (
            ["alb-uses-acm@users->zzz", "shop.yaml"],
            "shop.yaml has nothing that is called 'users->zzz'",
            "the rule judges alb",
        ),
        (
            ["rds-multi-az@", "shop.yaml"],
            "'rds-multi-az@' is neither the id of a rule nor that of a finding",
            "a finding's id is RULE@SUBJECT, as 'archlint check --unknown' prints it",
        ),
        (
            ["rds-multi-az@db@live", "shop.yaml", "--env", "test"],
            "the finding is of the environment 'live', and --env names 'test'",
            "leave out --env",
        ),
        (
            ["rds-multi-az@db@live", "shop.yaml"],
            "shop.yaml has no environment 'live'",
            "it has none",
        ),
        (
            ["rds-multi-az", "shop.yaml"],
            "'rds-multi-az' is a rule, which is the same in every model",
            "leave out the model, or name a finding such as rds-multi-az@SUBJECT",
        ),
    ],
)
def test_what_is_no_rule_and_no_finding_is_refused_with_a_guess(run, words, message, step):
    screen = run("explain", *words)
    assert (screen.status, screen.out) == (2, "")
    assert f"error: {message}\n" in screen.err
    assert f"next: {step}\n" in screen.err


@pytest.mark.skipif(not CLINIC.is_file(), reason="needs the model of a checkout")
def test_every_finding_of_the_modelled_system_is_explained(capsys):
    main(["check", str(CLINIC), "--unknown", "--format", "json", "--exit-zero"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert findings
    for finding in findings:
        assert main(["explain", finding["id"], str(CLINIC)]) == 0
        out = capsys.readouterr().out
        assert out.startswith(f"{finding['outcome']}[{finding['id']}]: ")
        assert finding["message"] in out
        for fact in finding["evidence"]:
            assert str(fact["location"]["line"]) in out
        assert "\n  fix: " in out
