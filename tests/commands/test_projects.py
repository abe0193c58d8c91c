"""Several models, environments, the standard input and the configuration, as commands take them."""

import io
import json
import os
import sys
from pathlib import Path

import pytest

SMALL = """\
archlint: 1
name: Small
nodes:
  app: {type: aws.ec2}
  db: {type: aws.rds, multi_az: true}
connections: [app -> db]
environments:
  staging: {nodes: {db: {multi_az: false}}}
  test: {remove: {nodes: [db]}, nodes: {mail: {type: aws.ec2}}, connections: [app -> mail]}
"""
RULE = ("--select", "rds-multi-az")


@pytest.fixture
def small(project):
    (project / "small.yaml").write_text(SMALL, encoding="utf-8")
    return project / "small.yaml"


def ids(screen):
    return [finding["id"] for finding in json.loads(screen.out)["findings"]]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), []),
        (("--env", "staging"), ["rds-multi-az@db"]),
        (("--env", "test"), []),
        (("--env", "all"), ["rds-multi-az@db@staging"]),
    ],
)
def test_an_environment_is_judged_as_it_is_there(run, words, found):
    assert ids(run("check", "small.yaml", *RULE, "--format", "json", *words)) == found


@pytest.mark.usefixtures("small")
def test_every_environment_is_counted_by_itself_and_all_together(run):
    report = json.loads(run("check", "small.yaml", *RULE, "--format", "json", "--env", "all").out)
    assert [(one["environment"], one["summary"]["violated"]) for one in report["models"]] == [
        (None, 0),
        ("staging", 1),
        ("test", 0),
    ]
    assert (report["summary"]["satisfied"], report["summary"]["violated"]) == (1, 1)
    assert report["rules"][0]["applied_to"] == 2
    assert report["findings"][0]["environment"] == "staging"


@pytest.mark.usefixtures("small")
def test_several_models_and_environments_as_people_see_them(run, matches_snapshot):
    screen = run("check", "small.yaml", "small.yaml", "shop.yaml", *RULE, "--env", "staging")
    assert screen.status == 2
    assert "shop.yaml has no environment 'staging'" in screen.err
    screen = run("check", "small.yaml", "shop.yaml", *RULE)
    assert [line.split(":")[0] for line in screen.out.splitlines()[-3:-1]] == [
        "small.yaml",
        "shop.yaml",
    ]
    matches_snapshot(run("check", "small.yaml", *RULE, "--env", "all").out, "check-all.txt")


def test_a_misspelt_environment_is_told_with_the_nearest(run, small):
    screen = run("check", small.name, "--env", "stagin")
    assert screen.status == 2
    assert "did you mean 'staging'?" in screen.err


def test_the_standard_input_stands_for_a_file(run, project, monkeypatch):
    (project / "model").mkdir()
    (project / "model" / "part.yaml").write_text("nodes: {db: {type: aws.rds, multi_az: false}}\n")
    text = "archlint: 1\nname: A\ninclude: [part.yaml]\n"
    words = ("check", "-", "--stdin-filename", "model/new.yaml", *RULE, "--format", "json")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    screen = run(*words)
    assert ids(screen) == ["rds-multi-az@db"]
    assert json.loads(screen.out)["model"] == "model/new.yaml"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"archlint: 1\nname: [\n")))
    assert "model/new.yaml:3:1: error:" in run(*words[:-2]).err


def test_formats_go_to_their_files_and_one_to_the_terminal(run, project):
    formats = ("sarif", "junit", "github", "gitlab", "markdown", "json")
    words = [word for name in formats for word in ("--format", f"{name}:out.{name}")]
    screen = run("check", "shop.yaml", *words, "--format", "text", sample_rules=True)
    alone = run("check", "shop.yaml", sample_rules=True)
    assert screen == alone
    for name in formats:
        written = (project / f"out.{name}").read_text()
        assert written == run("check", "shop.yaml", "--format", name, sample_rules=True).out


@pytest.mark.parametrize("name", ["json", "sarif", "junit", "github", "gitlab", "markdown"])
def test_every_format_tells_what_prevented_a_report(run, project, name):
    screen = run("check", "broken.yaml", "--format", f"{name}:out")
    assert screen.status == 2
    assert "broken.yaml" in (project / "out").read_text()
    assert "broken.yaml" in screen.err


def test_one_format_that_cannot_be_written_ends_with_2(run):
    screen = run("check", "shop.yaml", "--format", "json:missing/out.json", sample_rules=True)
    assert screen.status == 2
    assert "missing/out.json" in screen.err


@pytest.mark.usefixtures("small")
def test_pictures_of_every_environment_bear_its_name(run):
    screen = run("render", "small.yaml", "--env", "all", "--format", "svg", "-o", "out")
    assert screen.out.split() == [
        *("wrote", "out/small-staging.svg"),
        *("wrote", "out/small-test.svg"),
        *("wrote", "out/small.svg"),
    ]
    assert "Small (staging)" in Path("out/small-staging.svg").read_text()
    assert Path("out/small-test.svg").read_text() != Path("out/small.svg").read_text()


@pytest.mark.usefixtures("small")
def test_documents_are_of_one_environment(run):
    assert run("docs", "small.yaml", "--env", "all").status == 2
    assert run("docs", "small.yaml", "--env", "staging", "-o", "out").status == 0
    assert "multi\\_az of 'db' is false" in Path("out/findings.md").read_text()
    assert Path("out/small-staging.svg").is_file()
    assert run("docs", "small.yaml", "--env", "staging", "-o", "out", "--check").status == 0
    other = run("docs", "small.yaml", "-o", "out")
    assert other.status == 2
    assert "is not a page of this model" in other.err


# --- configuration -------------------------------------------------------------------------------


@pytest.fixture
def configured(small):
    project = small.parent
    (project / "archlint.toml").write_text(
        'models = ["small.yaml", "shop.yaml"]\nrules = ["rules"]\nfail-on = "warning"\n'
        'select = ["sample", "rds-multi-az"]\n'
        '[[ignore]]\nrule = "database-*"\nreason = "A trial."\n'
        '[severity.rules]\nrds-multi-az = "note"\n'
    )
    return project


def test_the_configuration_names_models_rules_and_severities(run, configured, monkeypatch):
    (configured / "sub").mkdir()
    for folder, up in ((configured, ""), (configured / "sub", "../")):
        monkeypatch.chdir(folder)
        report = json.loads(run("check", "--format", "json").out)
        models = [one["model"] for one in report["models"]]
        assert models == [f"{up}small.yaml", f"{up}shop.yaml"]
        assert {rule["id"]: rule["severity"] for rule in report["rules"]}["rds-multi-az"] == "note"
        assert "database-inside" not in {rule["id"] for rule in report["rules"]}


@pytest.mark.usefixtures("configured")
def test_the_command_line_wins_over_the_configuration(run):
    report = json.loads(run("check", "small.yaml", "--format", "json", "--env", "all").out)
    assert {one["model"] for one in report["models"]} == {"small.yaml"}
    assert run("check", "small.yaml", "--env", "staging").status == 0
    assert run("check", "small.yaml", "--env", "staging", "--fail-on", "note").status == 1


@pytest.mark.usefixtures("configured")
def test_what_works_on_one_model_asks_which_is_meant(run):
    screen = run("docs")
    assert screen.status == 2
    assert "the configuration names several models" in screen.err


def test_the_configuration_sets_the_parameters_of_rules(run, configured):
    (configured / "rules" / "kept.yaml").write_text(
        "id: kept\ntitle: Kept for $days days\nseverity: error\nwhy: W.\nfix: F.\n"
        "parameters: {days: {type: integer, default: 7, description: D.}}\n"
        "applies_to: {type: aws.rds}\nrequire: {backup_retention_days: {gte: $days}}\n"
        "examples:\n  pass: [{nodes: {d: {type: aws.rds, backup_retention_days: 7}}}]\n"
        "  fail: [{nodes: {d: {type: aws.rds, backup_retention_days: 6}}}]\n"
    )
    setting = 'rules = ["rules"]\n[parameters.kept]\ndays = 30\n'
    (configured / "archlint.toml").write_text(setting)
    listed = json.loads(run("rules", "list", "--select", "kept", "--format", "json").out)
    assert listed["rules"][0]["title"] == "Kept for 30 days"
    assert listed["rules"][0]["parameters"][0]["value"] == 30
    assert run("rules", "test", "--select", "kept").status == 0  # with the rule's own default
    (configured / "archlint.toml").write_text(setting + "[parameters.kebt]\ndays = 1\n")
    screen = run("check", "small.yaml")
    assert screen.status == 2
    assert "archlint.toml:5:8: error: 'kebt' is no rule" in screen.err
    assert "did you mean 'kept'?" in screen.err


def test_a_mistake_of_the_configuration_is_told_in_every_format(run, configured):
    (configured / "archlint.toml").write_text('model = ["small.yaml"]\n')
    screen = run("check", "--format", "json")
    assert screen.status == 2
    assert json.loads(screen.out)["errors"][0]["location"] == {
        "path": "archlint.toml",
        "line": 1,
        "column": 1,
    }
    assert "did you mean 'models'?" in screen.err


def test_the_settings_that_are_shown_are_those_of_the_run(run, configured):
    shown = run("check", "--show-settings", "--ignore", "no-orphans", "--types", "more")
    assert shown.status == 0
    assert '"small.yaml"' in shown.out
    assert "no-orphans" in shown.out
    (configured / "archlint.toml").write_text(run("check", "--show-settings").out)
    assert run("check", "--show-settings").out.count('"small.yaml"') == 1
    assert [one["model"] for one in json.loads(run("check", "--format", "json").out)["models"]] == [
        "small.yaml",
        "shop.yaml",
    ]


def test_results_can_be_forgotten(run, monkeypatch, tmp_path_factory):
    monkeypatch.setenv("ARCHLINT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    run("check", "shop.yaml", sample_rules=True)
    assert "removed 1 result from" in run("cache", "clear").out
    assert "removed 0 results from" in run("cache", "clear").out


@pytest.mark.parametrize("command", ["check", "docs", "render"])
@pytest.mark.parametrize(
    ("link", "settings"),
    [
        ("types/x.yaml", 'types = ["types"]'),
        ("rules/x.yaml", 'rules = ["rules"]'),
        ("model/architecture.yaml", ""),
        ("m.yaml", 'models = ["m.yaml"]'),
        ("archlint.toml", ""),
    ],
)
@pytest.mark.usefixtures("small")
def test_what_a_link_leads_to_outside_the_project_is_not_shown(
    run, project, monkeypatch, command, link, settings
):
    root, outside = project / "inner", project / "outside.yaml"
    outside.write_text("password: [hunter2\n")
    for name, text in (("archlint.toml", settings), ("model/architecture.yaml", SMALL)):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).unlink(missing_ok=True)
    (root / link).symlink_to(outside)
    monkeypatch.chdir(root)
    screen = run(command)
    assert screen.status == 2
    assert f"'{link}' leads out of the project by a link" in screen.err
    assert "hunter2" not in screen.out + screen.err


@pytest.mark.skipif(os.name == "nt", reason="a working directory cannot be removed")
@pytest.mark.parametrize(
    "words", [("check",), ("check", "--no-cache"), ("docs",), ("render",), ("rules", "list"),
              ("schema",), ("check", "--show-settings"), ("check", "x.yaml", "--format", "gitlab")]
)  # fmt: skip
def test_a_working_directory_that_was_removed_is_told(run, project, words):
    gone = project / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()
    screen = run(*words)
    assert screen.status == 2
    assert screen.err.splitlines()[:2] == [
        "error: the working directory does not exist any more",
        "  next: change to one that does",
    ]
