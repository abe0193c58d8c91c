"""The command line as a contract: exit statuses, streams, and what goes wrong around a run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import archlint
from archlint.cli import main
from archlint.edge.places import DEFAULT_MODEL

CLEAN = "{db: {type: aws.rds, multi_az: true}}"
MODELS = {
    "clean.yaml": CLEAN,
    "error.yaml": "{users: {type: actor.user}}",
    "warning.yaml": "{db: {type: aws.rds, multi_az: false}}",
    "unknown.yaml": "{db: {type: aws.rds}}",
    "misspelt.yaml": "{db: {type: aws.rdss}}",
    "empty.yaml": "{}",
}
RULE = """\
id: {id}
title: A rule
severity: {severity}
applies_to: {applies_to}
require: {require}
why: It matters.
fix: Mend it.
tags: [own]
examples:
  pass: [{{nodes: {passing}}}]
  fail: [{{nodes: {failing}}}]
"""
RULES = {
    "mine": {
        "id": "no-users",
        "severity": "error",
        "applies_to": "{type: actor.user}",
        "require": "{id: nobody}",
        "passing": "{nobody: {type: actor.user}}",
        "failing": "{users: {type: actor.user}}",
    },
    "standby": {
        "id": "standby",
        "severity": "warning",
        "applies_to": "{type: aws.rds}",
        "require": "{multi_az: true}",
        "passing": CLEAN,
        "failing": "{db: {type: aws.rds, multi_az: false}}",
    },
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with models of each outcome, two rules, and a rule and types that are broken."""
    for name, nodes in MODELS.items():
        text = f"archlint: 1\nname: A model\nnodes: {nodes}\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    for place, values in RULES.items():
        (tmp_path / place).mkdir()
        (tmp_path / place / "rule.yaml").write_text(RULE.format(**values), encoding="utf-8")
    (tmp_path / "lying.yaml").write_text(
        RULE.format(**(RULES["standby"] | {"failing": CLEAN})), encoding="utf-8"
    )
    (tmp_path / "broken.yaml").write_text("id: [\n", encoding="utf-8")
    (tmp_path / "nothing").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


OWN = "--rules mine --rules standby --select own"

# The command line, and the exit status that scripts rely on.
CONTRACT = [
    # clean
    (f"check clean.yaml {OWN}", 0),
    (f"check unknown.yaml {OWN}", 0),
    (f"check error.yaml {OWN} --ignore no-users", 0),
    (f"check warning.yaml {OWN}", 0),
    (f"check warning.yaml {OWN} --fail-on error", 0),
    (f"check error.yaml {OWN} --exit-zero", 0),
    (f"check unknown.yaml {OWN} --strict --fail-on warning --exit-zero", 0),
    # findings at or above what fails
    (f"check error.yaml {OWN}", 1),
    (f"check error.yaml {OWN} --fail-on note", 1),
    (f"check error.yaml {OWN} --quiet", 1),
    (f"check error.yaml {OWN} --format json", 1),
    (f"check error.yaml {OWN} --output report.txt", 1),
    (f"check warning.yaml {OWN} --fail-on warning", 1),
    # unknowns fail at the severity of their rule, when they are to
    (f"check unknown.yaml {OWN} --strict", 0),
    (f"check unknown.yaml {OWN} --strict --fail-on warning", 1),
    (f"check unknown.yaml {OWN} --unknown --fail-on note", 0),
    # could not judge, which --exit-zero does not hide
    ("check", 2),
    ("check missing.yaml", 2),
    ("check nothing", 2),
    ("check missing.yaml --exit-zero", 2),
    ("check misspelt.yaml", 2),
    ("check misspelt.yaml --exit-zero --format json", 2),
    ("check empty.yaml", 2),
    ("check clean.yaml --select misspelt", 2),
    ("check clean.yaml --ignore misspelt", 2),
    (f"check clean.yaml {OWN} --ignore own", 2),
    ("check clean.yaml --rules missing", 2),
    ("check clean.yaml --rules nothing", 2),
    ("check clean.yaml --rules broken.yaml", 2),
    ("check clean.yaml --rules mine --rules mine/own.yaml", 2),
    ("check clean.yaml --types missing.yaml", 2),
    ("check clean.yaml --types broken.yaml", 2),
    (f"check clean.yaml {OWN} -o nothing", 2),
    (f"check clean.yaml {OWN} -o nothing/missing/report.txt", 2),
    # wrong usage: what does not exist yet, or is not spelt out, is refused
    ("", 2),
    ("rules", 2),
    ("chek", 2),
    (f"check clean.yaml error.yaml {OWN}", 1),
    ("check clean.yaml missing.yaml", 2),
    ("check --format json --format text clean.yaml", 2),
    ("check --format json: clean.yaml", 2),
    ("check --stdin-filename clean.yaml clean.yaml", 2),
    ("check --env nowhere clean.yaml", 2),
    ("check --env all --env all clean.yaml", 2),
    ("check --quie clean.yaml", 2),
    ("check --format sarf clean.yaml", 2),
    ("check --framework aws-fsbp clean.yaml", 0),
    ("check --framework aws-fsbb clean.yaml", 2),
    ("check --fail-on fatal clean.yaml", 2),
    ("check --select , clean.yaml", 2),
    ("review clean.yaml", 2),
    ("render --format gif clean.yaml", 2),
    ("render missing.yaml", 2),
    ("docs misspelt.yaml", 2),
    ("docs --check missing.yaml", 2),
    # rules
    (f"rules list {OWN}", 0),
    (f"rules test {OWN}", 0),
    ("rules test --rules lying.yaml --select own", 1),
    ("rules test --rules broken.yaml", 2),
    ("rules list --select misspelt", 2),
    # what only tells
    ("--version", 0),
    ("--help", 0),
    ("check --help", 0),
    ("rules test --help", 0),
]


@pytest.mark.parametrize(("line", "status"), CONTRACT)
@pytest.mark.usefixtures("folder")
def test_the_exit_status_is_the_contract(line, status, capsys):
    assert main(line.split()) == status
    screen = capsys.readouterr()
    assert bool(screen.err) == (status == 2), "errors, and nothing else, go to stderr"
    assert "Traceback" not in screen.err
    if status == 2 and line not in ("", "rules"):
        assert "error: " in screen.err
        assert "  next: " in screen.err, "an error ends with what to do"


def test_a_stale_document_is_a_finding(folder, capsys):
    assert main(["docs", "clean.yaml", "--check"]) == 1
    assert "missing" in capsys.readouterr().out
    assert not (folder / "docs").exists()


# --- help ---------------------------------------------------------------------------------------


def test_no_command_shows_the_help_where_errors_go(capsys):
    assert main([]) == 2
    screen = capsys.readouterr()
    assert screen.out == ""
    assert "archlint check" in screen.err


def test_the_version_is_the_packages(capsys):
    main(["--version"])
    assert capsys.readouterr().out == f"archlint {archlint.__version__}\n"


@pytest.mark.parametrize("command", ["", "check", "render", "docs", "rules", "rules list"])
def test_every_help_ends_with_examples_or_is_that_of_a_verb(command, capsys):
    assert main([*command.split(), "--help"]) == 0
    text = capsys.readouterr().out
    assert "examples:" in text or " " in command
    assert all(len(line) <= 100 for line in text.splitlines())


def test_a_misspelt_option_gets_a_suggestion(capsys):
    assert main(["check", "--exit-zer0"]) == 2
    assert "did you mean '--exit-zero'?" in capsys.readouterr().err


# --- where there is no model --------------------------------------------------------------------


@pytest.mark.usefixtures("folder")
def test_without_a_model_it_says_where_it_looked_and_what_to_do(capsys):
    main(["check"])
    assert capsys.readouterr().err == (
        f"error: there is no model at {DEFAULT_MODEL}\n"
        "  next: name the model's file, or run archlint in the folder that holds model/\n"
        "\n1 error\n"
    )


def test_the_model_of_the_folder_is_found(folder, capsys):
    (folder / "model").mkdir()
    (folder / "clean.yaml").rename(folder / DEFAULT_MODEL)
    assert main(["check", *OWN.split()]) == 0
    assert capsys.readouterr().err == ""


# --- crashes and interruptions ------------------------------------------------------------------


def failing(error):
    def fail(*_):
        raise error

    return fail


def test_a_crash_is_one_line_and_a_next_step(monkeypatch, capsys):
    monkeypatch.setattr("archlint.cli.run_command", failing(RuntimeError("a\nb\x1b[2J")))
    assert main(["check"]) == 2
    assert capsys.readouterr().err == (
        "error: internal error: RuntimeError: a b\\x1b[2J\n"
        "  next: run it again with --debug, and report what it prints: "
        "this is a fault of archlint\n\n1 error\n"
    )


@pytest.mark.parametrize("error", [KeyError("lost"), OSError(5, "failed")])
def test_debug_shows_where_it_crashed(error, monkeypatch, capsys):
    monkeypatch.setattr("archlint.cli.run_command", failing(error))
    assert main(["check", "--debug"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_no_line_of_a_traceback_commands_githubs_runner(monkeypatch, capsys):
    monkeypatch.setattr("archlint.cli.run_command", failing(RuntimeError("a\n ::error::b\n##[c]")))
    assert main(["check", "--debug"]) == 2
    screen = capsys.readouterr().err
    assert "\n \\x3a:error::b\n#\\x23[c]\n" in screen


@pytest.mark.usefixtures("folder")
def test_debug_shows_where_a_refusal_comes_from(capsys):
    assert main(["check", "missing.yaml", "--debug"]) == 2
    screen = capsys.readouterr()
    assert "Traceback" in screen.err
    assert "error: 'missing.yaml' does not exist" in screen.err


def test_an_interruption_is_quiet(monkeypatch, capsys):
    monkeypatch.setattr("archlint.cli.run_command", failing(KeyboardInterrupt()))
    assert main(["check"]) == 130
    assert capsys.readouterr() == ("", "")


def test_the_garbage_collector_is_on_again_afterwards():
    import gc

    main(["--version"])
    assert gc.isenabled()


# --- for real -----------------------------------------------------------------------------------


def process(*words, **settings):
    """Starts archlint as people do, in the current folder."""
    command = [sys.executable, "-m", "archlint", *words]
    return subprocess.run(command, check=False, stderr=subprocess.PIPE, **settings)


@pytest.mark.usefixtures("folder")
def test_output_is_utf8_whatever_the_encoding_of_the_terminal(tmp_path):
    text = "archlint: 1\nname: x\nnodes: {db: {type: aws.rds, multi_az: false}}  # Größe ✓\n"
    Path("model.yaml").write_text(text, encoding="utf-8")
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = process(
        "check", "model.yaml", *OWN.split(), stdout=subprocess.PIPE, env=environment, cwd=tmp_path
    )
    assert done.stderr == b""
    assert "# Größe ✓" in done.stdout.decode("utf-8")


@pytest.mark.usefixtures("folder")
def test_a_reader_that_goes_away_is_no_error_to_tell():
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        done = process("rules", "list", stdout=pipe)
    assert done.stderr == b""
    assert done.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.usefixtures("folder")
def test_a_full_disk_is_never_a_clean_model():
    with Path("/dev/full").open("wb") as full:
        done = process("check", "clean.yaml", *OWN.split(), stdout=full)
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: the output cannot be written: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.usefixtures("folder")
def test_errors_that_cannot_be_written_still_fail():
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "archlint", "check", "missing.yaml"]
        assert subprocess.run(command, check=False, stderr=full).returncode == 2


@pytest.mark.usefixtures("folder")
def test_closed_streams_do_not_crash_it():
    words = [sys.executable, "-m", "archlint", "check", "error.yaml", *OWN.split()]
    script = "import os, sys; os.close(1); os.close(2); os.execv(sys.argv[1], sys.argv[1:])"
    done = subprocess.run([sys.executable, "-c", script, *words], check=False, close_fds=False)
    assert done.returncode == 1


def test_help_imports_nothing_heavy():
    script = (
        "import sys; from archlint.cli import main; main(['--version']); "
        "print([name for name in ('yaml', 'networkx', 'jinja2', 'json') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
    assert done.stdout.splitlines()[-1] == b"[]"


@pytest.mark.usefixtures("folder")
def test_a_check_imports_neither_what_draws_nor_what_writes_documents():
    script = (
        "import sys; from archlint.cli import main; main(sys.argv[1:]); "
        "print([name for name in ('diagrams', 'jinja2', 'jsonschema', 'rich', 'click') "
        "if name in sys.modules])"
    )
    words = ["check", "error.yaml", *OWN.split()]
    done = subprocess.run([sys.executable, "-c", script, *words], check=True, capture_output=True)
    assert done.stdout.splitlines()[-1] == b"[]"
