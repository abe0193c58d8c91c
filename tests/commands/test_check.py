"""`archlint check`: what it says, in both formats, and where it says it."""

import json

import pytest

from archlint import __version__
from archlint.commands import check
from archlint.edge.bundled import find_bundled
from archlint.edge.files import FileReader

jsonschema = pytest.importorskip("jsonschema")

CHECK = ("check", "shop.yaml")


@pytest.fixture(scope="module")
def validate():
    text = FileReader().read(find_bundled().render / "schemas" / "check.schema.json")
    schema = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema).validate


# --- text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "snapshot"),
    [
        ((), "check.txt"),
        (("--quiet",), "check-quiet.txt"),
        (("--unknown",), "check-unknown.txt"),
        (("--color", "always"), "check-color.txt"),
    ],
)
def test_the_report_as_people_see_it(run, matches_snapshot, options, snapshot):
    screen = run(*CHECK, *options, sample_rules=True)
    assert screen.err == ""
    matches_snapshot(screen.out, snapshot)


def test_a_clean_model_gets_one_line(run):
    screen = run(*CHECK, "--rules", "rules", "--select", "cache-redis")
    assert screen == (0, "0 violated, 0 unknown, 0 satisfied, 1 rule not applicable\n", "")


def test_a_wrong_model_and_a_wrong_rule_are_told_together(run, project, matches_snapshot):
    rule = project / "rules" / "sample" / "cache-redis.yaml"
    rule.write_text(rule.read_text().replace("engine: redis}\nwhy", "engin: redis}\nwhy"))
    screen = run("check", "broken.yaml", "--rules", "rules")
    assert (screen.status, screen.out) == (2, "")
    matches_snapshot(screen.err, "check-broken.txt")


def test_quiet_leaves_out_the_counts_and_keeps_the_findings(run):
    loud, quiet = run(*CHECK, sample_rules=True), run(*CHECK, "--quiet", sample_rules=True)
    assert loud.out.startswith(quiet.out)
    assert "violated (" in loud.out
    assert "violated (" not in quiet.out


def test_what_fails_under_strict_is_listed(run):
    plain, strict = (run(*CHECK, *more, sample_rules=True) for more in ((), ("--strict",)))
    assert "unknown[database-standby@db]" not in plain.out
    assert "unknown[database-standby@db]" in strict.out


def test_no_colour_reaches_a_pipe_unless_it_is_asked_for(run, monkeypatch):
    assert "\x1b" not in run(*CHECK, sample_rules=True).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" in run(*CHECK, "--color", "always", sample_rules=True).out


def test_what_the_model_says_cannot_act_on_the_terminal(run, project):
    model = project / "shop.yaml"
    comment = "# \N{RIGHT-TO-LEFT OVERRIDE}"
    text = model.read_text().replace("    in: public\n", f"    in: public  {comment}\n")
    model.write_text(text, encoding="utf-8")
    screen = run(*CHECK, sample_rules=True)
    assert "16 |     in: public  # \\u202e" in screen.out
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in screen.out


def test_the_text_goes_to_the_file_that_is_named_and_nothing_to_the_terminal(run, project):
    shown = run(*CHECK, sample_rules=True)
    written = run(*CHECK, "-o", "report.txt", sample_rules=True)
    assert written == (shown.status, "", "")
    assert (project / "report.txt").read_text() == shown.out


# --- JSON ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [(), ("--unknown",), ("--strict",)])
def test_the_json_report_is_as_its_schema_says(run, validate, options):
    validate(json.loads(run(*CHECK, "--format", "json", *options, sample_rules=True).out))


def test_the_json_report_holds_the_contract(run):
    report = json.loads(run(*CHECK, "--format", "json", sample_rules=True).out)
    assert list(report) == [
        "archlint",
        "model",
        "summary",
        "models",
        "findings",
        "notices",
        "rules",
    ]
    assert (report["archlint"], report["model"]) == (__version__, "shop.yaml")
    assert report["summary"] == {
        "violated": 3,
        "unknown": 2,
        "satisfied": 4,
        "not_applicable": 1,
        "waived": 0,
        "baselined": 0,
    }
    finding = report["findings"][0]
    assert list(finding) == [
        "id",
        "model",
        "environment",
        "rule",
        "outcome",
        "severity",
        "subject",
        "message",
        "location",
        "evidence",
        "controls",
        "waiver",
    ]
    assert finding["id"] == "database-inside@db"
    assert finding["subject"] == {"kind": "node", "id": "db"}
    assert finding["location"] == {"path": "shop.yaml", "line": 13, "column": 3}
    assert [fact["location"]["line"] for fact in finding["evidence"]] == [16, 10]
    rule = next(rule for rule in report["rules"] if rule["id"] == "database-inside")
    assert {key: value for key, value in rule.items() if isinstance(value, int)} == {
        "applied_to": 3,
        "satisfied": 1,
        "violated": 2,
        "unknown": 0,
        "waived": 0,
        "baselined": 0,
    }


def test_json_lists_the_unknown_after_the_violated_only_when_asked(run):
    def outcomes(*options):
        report = json.loads(run(*CHECK, "--format", "json", *options, sample_rules=True).out)
        return [finding["outcome"] for finding in report["findings"]]

    assert outcomes() == ["violated"] * 3
    assert outcomes("--unknown") == ["violated"] * 3 + ["unknown"] * 2


def test_the_same_input_gives_the_same_bytes(run):
    words = (*CHECK, "--format", "json", "--no-cache")
    first, second = (run(*words, sample_rules=True).out for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("words", "located"),
    [
        (("check", "broken.yaml"), True),
        (("check", "missing.yaml"), False),
        (("check", "shop.yaml", "--select", "misspelt"), False),
    ],
)
def test_what_prevents_a_report_is_json_as_well_and_told_to_people(run, validate, words, located):
    screen = run(*words, "--format", "json")
    assert screen.status == 2
    failure = json.loads(screen.out)
    validate(failure)
    assert (failure["archlint"], failure["model"]) == (__version__, words[1])
    assert all(bool(error["location"]) is located for error in failure["errors"])
    assert all(error["message"] in screen.err for error in failure["errors"])


def test_a_crash_is_json_as_well(run, validate, monkeypatch):
    def crash(*_, **__):
        raise KeyError("lost")

    monkeypatch.setattr("archlint.commands.judging.judge", crash)
    screen = run(*CHECK, "--format", "json")
    failure = json.loads(screen.out)
    validate(failure)
    assert failure["errors"][0]["message"] == "internal error: KeyError: 'lost'"
    assert screen.status == 2


def test_a_report_that_cannot_be_written_leaves_the_old_one(run, project, monkeypatch):
    (project / "report.json").write_text("old")

    def crash(*_, **__):
        yield "{"
        raise RuntimeError

    monkeypatch.setattr("archlint.reports.json.reports_as_json", crash)
    assert run(*CHECK, "--format", "json", "-o", "report.json").status == 2
    assert (project / "report.json").read_text() == "old"
    assert [path.name for path in project.glob(".*")] == []


# --- several outputs, and what a remembered result is known by ------------------------------------


def test_no_report_takes_its_place_when_one_cannot_be_written(run, project):
    words = ("--format", "sarif:ok.sarif", "--format", "junit:missing/x.xml")
    assert run(*CHECK, *words, sample_rules=True).status == 2
    assert not (project / "ok.sarif").exists()


@pytest.mark.parametrize("other", ["out.json", "./out.json"])
def test_two_formats_in_one_file_are_refused(run, other):
    words = ("--format", "json:out.json", "--format", f"sarif:{other}")
    screen = run(*CHECK, *words)
    assert screen.status == 2
    assert "two formats" in screen.err


@pytest.mark.parametrize("model", ["shop.yaml", "broken.yaml"])
def test_a_report_does_not_replace_what_was_read(run, project, model):
    before = (project / model).read_text()
    screen = run("check", model, "--format", f"json:{model}")
    assert screen.status == 2
    assert "which was read" in screen.err
    assert (project / model).read_text() == before


def test_a_result_is_known_by_everything_that_it_depends_on(run, monkeypatch):
    keys = []
    monkeypatch.setattr(
        "archlint.edge.cache.ResultCache.recall", lambda _, key: keys.append(json.dumps(key))
    )
    ways = [(), ("--unknown",), ("--color", "always"), ("--quiet",), ("--env", "all")]
    for words in ways:
        run(*CHECK, *words, sample_rules=True)
    monkeypatch.setattr("archlint.edge.terminal.Terminal.width", lambda *_: 80)
    run(*CHECK, sample_rules=True)
    monkeypatch.setattr(check, "installation", lambda _: "another")
    run(*CHECK, sample_rules=True)
    assert len(set(keys)) == len(ways) + 2
