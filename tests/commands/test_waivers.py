"""Waivers and baselines through the whole tool: options, exit status, reports, cache, documents."""

import json
import os
import time
from datetime import date

import pytest

import archlint
from archlint.commands import check as check_command

MODEL = """\
archlint: 1
name: Shop
nodes:
  db: {type: aws.rds, multi_az: false, backup_retention_days: 1}
  web: {type: aws.rds}
environments:
  staging: {nodes: {db: {backup_retention_days: 30}}}
waivers:
  - {finding: rds-multi-az@db, reason: For the trial., expires: 2027-03-31, approved_by: The CTO}
"""
WORDS = ("--select", "rds-multi-az,rds-backup-retention", "--fail-on", "warning")
HOLDS = ("--today", "2027-03-31")
PAST = ("--today", "2027-04-01")


@pytest.fixture
def check(run, project):
    """Checks a model, `own.yaml`, with two rules."""
    (project / "own.yaml").write_text(MODEL, encoding="utf-8")

    def check(*words, model="own.yaml"):
        return run("check", model, *WORDS, *words)

    return check


def findings(screen):
    return {one["id"]: one["outcome"] for one in json.loads(screen.out)["findings"]}


def edit(project, before, after):
    text = (project / "own.yaml").read_text(encoding="utf-8")
    assert before in text
    (project / "own.yaml").write_text(text.replace(before, after), encoding="utf-8")


# --- waivers -------------------------------------------------------------------------------------


def test_a_waived_finding_is_told_and_does_not_fail(check):
    screen = check(*HOLDS, "--select", "rds-multi-az")
    assert screen.status == 1  # the backups are not waived
    assert (
        "waived[rds-multi-az@db]: For the trial. (until 2027-03-31, approved by The CTO)\n"
        "  --> own.yaml:9:15\n"
    ) in screen.out
    assert "1 violated (1 warning), 2 unknown, 0 satisfied, 1 waived" in screen.out


def test_only_what_is_not_waived_fails(run, check):
    check()
    words = ("check", "own.yaml", "--select", "rds-multi-az", "--fail-on", "warning")
    assert run(*words, *HOLDS).status == 0
    assert run(*words, *PAST).status == 1
    assert run(*words, *HOLDS, "--no-waivers").status == 1


def test_an_expired_waiver_stands_beside_the_finding(check):
    out = check(*PAST).out
    assert "warning[rds-multi-az@db]" in out
    assert "waived until 2027-03-31, which is past" in out
    assert "9 |   - {finding: rds-multi-az@db" in out


def test_json_tells_the_waiver(check):
    def waiver(*words):
        found = json.loads(check("--format", "json", *words).out)["findings"]
        return next(one["waiver"] for one in found if one["rule"] == "rds-multi-az")

    assert waiver(*HOLDS) == {
        "finding": "rds-multi-az@db",
        "reason": "For the trial.",
        "expires": "2027-03-31",
        "approved_by": "The CTO",
        "expired": False,
        "location": {"path": "own.yaml", "line": 9, "column": 15},
    }
    assert waiver(*PAST)["expired"] is True
    assert waiver("--no-waivers") is None


def test_json_counts_what_is_accepted(check):
    report = json.loads(check("--format", "json", *HOLDS).out)
    assert report["summary"]["waived"] == report["models"][0]["summary"]["waived"] == 1
    assert [(rule["id"], rule["waived"]) for rule in report["rules"]] == [
        ("rds-backup-retention", 0),
        ("rds-multi-az", 1),
    ]


def test_an_idle_waiver_is_a_notice_that_fails_by_its_severity(run, check, project):
    check()
    edit(project, "rds-multi-az@db", "rds-mutli-az@db")
    words = ("check", "own.yaml", "--select", "rds-multi-az", "--exit-zero")
    report = json.loads(run(*words, "--format", "json").out)
    assert [(one["id"], one["severity"]) for one in report["notices"]] == [
        ("unused-waiver", "warning")
    ]
    assert report["notices"][0]["hint"] == "did you mean 'rds-multi-az'?"
    assert "  next: did you mean 'rds-multi-az'?\n" in run(*words, "--quiet").out
    edit(project, "multi_az: false", "multi_az: true")
    words = ("check", "own.yaml", "--select", "rds-multi-az")
    assert run(*words, "--fail-on", "warning").status == 1
    assert run(*words, "--fail-on", "error").status == 0
    assert run(*words, "--fail-on", "warning", "--no-waivers").status == 0


@pytest.mark.parametrize("env", ["staging", "all"])
def test_a_waiver_holds_in_an_environment_judged_alone_or_with_others(check, project, env):
    edit(project, "rds-multi-az@db", "rds-multi-az@db@staging")
    found = findings(check("--env", env, "--format", "json", *HOLDS))
    suffix = "@staging" if env == "all" else ""
    assert found[f"rds-multi-az@db{suffix}"] == "waived"
    if env == "all":
        assert found["rds-multi-az@db"] == "violated"


def test_strict_lists_a_waived_unknown_as_waived(check, project):
    edit(project, "rds-multi-az@db,", "rds-*@web,")
    found = findings(check("--format", "json", "--strict", *HOLDS))
    assert found["rds-multi-az@web"] == found["rds-backup-retention@web"] == "waived"
    assert "rds-multi-az@web" not in findings(check("--format", "json", *HOLDS))


def test_a_bad_day_is_refused(run):
    for day in ("tomorrow", "2027-02-29", "20270331", "2027-3-31"):
        screen = run("check", "--today", day)
        assert screen.status == 2
        assert f"'{day}' is no date such as 2027-03-31" in screen.err


# --- the day and the cache -----------------------------------------------------------------------


@pytest.fixture
def judged(monkeypatch, tmp_path_factory):
    """Counts how often models were judged, with a cache of its own outside of the project."""
    monkeypatch.setenv("ARCHLINT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    times = []
    found = check_command._found
    monkeypatch.setattr(check_command, "_found", lambda *words: times.append(1) or found(*words))
    return times


def test_a_remembered_result_does_not_outlive_the_day(check, judged):
    assert [check(*day).status for day in (HOLDS, HOLDS, PAST, HOLDS)] == [1, 1, 1, 1]
    assert len(judged) == 2
    assert "1 waived" in check(*HOLDS).out
    assert "1 waived" not in check(*PAST).out


def test_without_a_day_it_is_today_and_tomorrow_another(check, judged, monkeypatch):
    from archlint.edge import clock

    monkeypatch.setattr(clock, "local_date", lambda: date(2027, 3, 31))
    assert "1 waived" in check().out
    assert "1 waived" in check().out
    monkeypatch.setattr(clock, "local_date", lambda: date(2027, 4, 1))
    assert "1 waived" not in check().out
    assert len(judged) == 2


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="needs a system that can move its zone")
def test_the_day_is_that_of_the_place(monkeypatch):
    from archlint.edge.clock import local_date

    days = set()
    try:
        for zone in ("UTC+12", "UTC-14"):  # 26 hours apart: never the same day
            monkeypatch.setitem(os.environ, "TZ", zone)
            time.tzset()
            days.add(local_date())
    finally:
        monkeypatch.undo()
        time.tzset()
    assert len(days) == 2


# --- the baseline --------------------------------------------------------------------------------


def written(project, name="b.json"):
    return json.loads((project / name).read_text(encoding="utf-8"))


def test_a_baseline_makes_a_system_green_and_new_findings_red(check, project):
    screen = check(*HOLDS, "--baseline", "b.json", "--write-baseline")
    assert (screen.status, screen.err) == (0, "wrote 1 finding to b.json\n")
    assert written(project) == {
        "archlint-baseline": 1,
        "models": {"own.yaml": ["rds-backup-retention@db"]},
    }
    screen = check(*HOLDS, "--baseline", "b.json")
    assert screen.status == 0
    assert "0 violated, 2 unknown, 0 satisfied, 1 waived, 1 baselined" in screen.out
    assert check(*HOLDS).status == 1
    edit(project, "web: {type: aws.rds}", "web: {type: aws.rds, multi_az: false}")
    assert check(*HOLDS, "--baseline", "b.json").status == 1


def test_ids_do_not_depend_on_lines_nor_on_the_folder_that_archlint_runs_in(
    check, project, monkeypatch
):
    check(*HOLDS, "--baseline", "b.json", "--write-baseline")
    edit(project, "nodes:", "# moved\n\n\nnodes:")
    assert check(*HOLDS, "--baseline", "b.json").status == 0
    (project / "sub").mkdir()
    monkeypatch.chdir(project / "sub")
    status = archlint_main("check", "../own.yaml", *WORDS, *HOLDS, "--baseline", "../b.json")
    assert status == 0


def archlint_main(*words):
    from archlint.cli import main

    return main(list(words))


def test_scripts_read_a_whole_report_while_a_baseline_is_written(check):
    screen = check("--baseline", "b.json", "--write-baseline", "--format", "json", *HOLDS)
    assert findings(screen)["rds-backup-retention@db"] == "baselined"
    assert json.loads(screen.out)["summary"]["baselined"] == 1


def test_what_vanished_is_a_note_and_is_removed_when_asked(check, project):
    check(*HOLDS, "--baseline", "b.json", "--write-baseline")
    edit(project, "backup_retention_days: 1}", "backup_retention_days: 30}")
    edit(project, "web: {type: aws.rds}", "web: {type: aws.rds, multi_az: false}")
    screen = check(*HOLDS, "--baseline", "b.json")
    assert "note[vanished-baseline-entry]: 'rds-backup-retention@db'" in screen.out
    assert " --> b.json:5:7\n" in screen.out
    assert "  next: --update-baseline removes it\n" in screen.out
    screen = check(*HOLDS, "--baseline", "b.json", "--update-baseline")
    assert screen.err == "removed 1 finding from b.json\n"
    assert "vanished" not in screen.out
    assert screen.status == 1  # what is new was not added
    assert written(project)["models"] == {}


def test_several_models_share_a_file_and_do_not_mix(check, run, project):
    (project / "other.yaml").write_text(MODEL, encoding="utf-8")
    words = (*HOLDS, "--baseline", "b.json")
    check(*words, "--write-baseline")
    assert check(*words, model="other.yaml").status == 1
    check(*words, "--write-baseline", model="other.yaml")
    assert list(written(project)["models"]) == ["other.yaml", "own.yaml"]
    assert run("check", "own.yaml", "other.yaml", *WORDS, *words).status == 0


def test_an_environment_judged_alone_finds_what_all_of_them_wrote(check):
    check("--no-waivers", "--env", "all", "--baseline", "b.json", "--write-baseline")
    assert check("--no-waivers", "--env", "staging", "--baseline", "b.json").status == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--baseline", "no.json"), ["there is no baseline at 'no.json'", "--write-baseline"]),
        (("--baseline", "no.json", "--update-baseline"), ["there is no baseline at 'no.json'"]),
        (("--write-baseline",), ["--write-baseline needs a baseline", "--baseline archlint-"]),
        (("--update-baseline",), ["--update-baseline needs a baseline"]),
        (("--baseline", "own.yaml"), ["own.yaml:1:1: error: this is not JSON"]),
        (("--baseline", "own.yaml", "--write-baseline"), ["own.yaml:1:1: error: this is not"]),
        (("--baseline", "bad.json"), ["bad.json:1:23: error: this archlint reads version 1"]),
        (("--baseline", "bad.json", "--write-baseline"), ["bad.json:1:23: error:"]),
        (("--baseline", "rules"), ["'rules' is a folder"]),
        (
            ("--baseline", "new.json", "--write-baseline", "-o", "./new.json"),
            ["a report and the baseline are to be written to './new.json'"],
        ),
    ],
)
def test_a_baseline_that_cannot_be_used_ends_with_2_and_changes_nothing(
    check, project, words, said
):
    bad = '{"archlint-baseline": 9}'
    (project / "bad.json").write_text(bad, encoding="utf-8")
    screen = check(*words)
    assert screen.status == 2
    assert [text for text in said if text not in screen.err] == []
    assert (project / "own.yaml").read_text(encoding="utf-8") == MODEL
    assert (project / "bad.json").read_text(encoding="utf-8") == bad
    assert not (project / "new.json").exists()


def test_a_report_never_replaces_the_baseline_that_was_read(check, project):
    check(*HOLDS, "--baseline", "b.json", "--write-baseline")
    before = (project / "b.json").read_bytes()
    screen = check(*HOLDS, "--baseline", "b.json", "-o", "b.json")
    assert screen.status == 2
    assert "the report would replace 'b.json', which was read" in screen.err
    assert (project / "b.json").read_bytes() == before


def test_a_changed_baseline_is_judged_anew_and_a_written_one_is_not_remembered(
    check, project, judged
):
    words = (*HOLDS, "--baseline", "b.json")
    check(*words, "--write-baseline")
    check(*words, "--write-baseline")
    assert len(judged) == 2
    assert [check(*words).status, check(*words).status] == [0, 0]
    assert len(judged) == 3
    text = (project / "b.json").read_text(encoding="utf-8")
    (project / "b.json").write_text(text.replace("@db", "@x"), encoding="utf-8")
    assert check(*words).status == 1
    (project / "b.json").unlink()
    assert check(*words).status == 2


def test_the_configuration_names_the_baseline_from_its_own_folder(check, project):
    (project / "archlint.toml").write_text('baseline = "kept/b.json"\n', encoding="utf-8")
    (project / "kept").mkdir()
    assert "there is no baseline at 'kept/b.json'" in check(*HOLDS).err
    assert check(*HOLDS, "--write-baseline").status == 0
    assert written(project, "kept/b.json")["models"].keys() == {"../own.yaml"}
    assert check(*HOLDS).status == 0
    check(*HOLDS, "--baseline", "mine.json", "--write-baseline")
    assert written(project, "mine.json")["models"].keys() == {"own.yaml"}


def test_a_configured_baseline_stays_inside_the_project(check, project, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "b.json"
    for path in ("../b.json", str(outside)):
        (project / "archlint.toml").write_text(f"baseline = {json.dumps(path)}", encoding="utf-8")
        screen = check("--write-baseline")
        assert screen.status == 2
        assert "archlint.toml:1:12: error:" in screen.err
    (project / "archlint.toml").write_text('baseline = "link.json"', encoding="utf-8")
    (project / "link.json").symlink_to(outside)
    screen = check("--write-baseline")
    assert screen.status == 2
    assert "leads out of the project by a link" in screen.err
    assert not outside.exists()


# --- documents, and Python -----------------------------------------------------------------------


def test_documents_list_what_is_waived_and_change_on_the_day_after_its_end(check, run, project):
    check()
    docs = ("docs", "own.yaml", "-o", "docs", *WORDS[:2])
    run(*docs, *HOLDS)
    page = (project / "docs" / "findings.md").read_text(encoding="utf-8")
    [row] = [line for line in page.splitlines() if "For the trial" in line]
    assert "The CTO | 2027-03-31 |" in row.replace("\\", "")
    assert "| Violated | Unknown | Satisfied | Waived |" in page
    assert run(*docs, "--check", "--today", "2026-01-01").status == 0
    screen = run(*docs, "--check", *PAST)
    assert screen.status == 1
    assert "findings.md: stale" in screen.out
    screen = run(*docs, "--check", "--no-waivers")
    assert screen.status == 1
    assert screen.out.endswith("--no-waivers\n")


def test_documents_without_waivers_have_no_place_for_them(check, run, project):
    check()
    run("docs", "own.yaml", "-o", "docs", *WORDS[:2], "--no-waivers")
    page = (project / "docs" / "findings.md").read_text(encoding="utf-8")
    assert "waived" not in page.lower()


def test_python_has_waivers_and_the_day(project):
    (project / "own.yaml").write_text(MODEL, encoding="utf-8")
    model = archlint.load(project / "own.yaml")

    def outcome(**options):
        report = archlint.check(model, select=["rds-multi-az"], **options)
        return report.findings[0].outcome.value

    assert outcome(today=date(2027, 3, 31)) == "waived"
    assert outcome(today=date(2027, 4, 1)) == "violated"
    assert outcome(today=date(2027, 3, 31), waivers=False) == "violated"
