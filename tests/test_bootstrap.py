"""The first thing that a newcomer runs: what it does, in which order, and what it says."""

import ast
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

bootstrap = pytest.importorskip(
    "archlint.bootstrap", reason="the bootstrap belongs to a checkout and is not in the wheel"
)

PYTHON_TOO_OLD = (3, 10, 4)


class Terminal:
    """Stands in for running programs: remembers each command, and answers as told."""

    def __init__(self) -> None:
        self.commands: list[str] = []
        self.statuses: dict[str, int] = {}

    def __call__(self, command: Sequence[str], folder: Path) -> int:
        line = " ".join([Path(command[0]).stem.rstrip("0123456789."), *command[1:]])
        self.commands.append(line)
        if "-m venv" in line:
            self.make_environment(folder)
        return next((status for part, status in self.statuses.items() if part in line), 0)

    def make_environment(self, checkout: Path) -> None:
        for python in ("bin/python", "Scripts/python.exe"):
            path = checkout / ".venv" / python
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()

    def ran(self, part: str) -> bool:
        return any(part in command for command in self.commands)


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(checkout: Path, terminal: Terminal) -> Callable[..., int]:
    """Runs the bootstrap in a fresh checkout."""

    def run(*arguments: str, **options: object) -> int:
        status: int = bootstrap.main(arguments, checkout=checkout, runner=terminal, **options)
        return status

    return run


def test_run_sets_up_then_checks_renders_and_documents_in_this_order(run, terminal, checkout):
    assert run("run") == 0
    assert terminal.commands == [
        f"python -m venv --clear {checkout / '.venv'}",
        "python -m pip --disable-pip-version-check install --quiet --editable .",
        "python -m archlint check model/architecture.yaml",
        "python -m archlint render model/architecture.yaml",
        "python -m archlint docs model/architecture.yaml",
    ]


def test_run_says_what_it_does_and_ends_with_where_things_are(run, terminal, checkout, capsys):
    output = checkout / "docs" / "architecture" / "views"
    output.mkdir(parents=True)
    (output / "overview.svg").touch()
    terminal.statuses = {"archlint check": 1}
    assert run("run") == 0
    assert (
        capsys.readouterr().out
        == """
== venv: make .venv

== pip: install . into .venv (the first time takes a minute)

== archlint check model/architecture.yaml: hold the model to the rules

== archlint render model/architecture.yaml: draw the views

== archlint docs model/architecture.yaml: write the documents

== summary
check: findings (exit status 1)
render: done (exit status 0)
docs: done (exit status 0)
The pictures and documents are in docs/architecture (files: 1).
"""
    )


def test_run_does_not_claim_output_that_is_not_there(run, capsys):
    run("run")
    assert capsys.readouterr().out.endswith("\nNothing was written to docs/architecture.\n")


@pytest.mark.parametrize(
    ("command", "status", "expected", "said"),
    [
        ("check", 0, 0, "check: clean (exit status 0)"),
        ("check", 1, 0, "check: findings (exit status 1)"),
        ("check", 2, 1, "check: failed (exit status 2)"),
        ("check", -9, 1, "check: failed (exit status -9)"),
        ("render", 1, 1, "render: failed (exit status 1)"),
        ("docs", 1, 1, "docs: failed (exit status 1)"),
        ("docs", 2, 1, "docs: failed (exit status 2)"),
    ],
)
def test_findings_are_work_done_and_everything_else_is_a_failure(
    run, terminal, capsys, command, status, expected, said
):
    terminal.statuses = {f"archlint {command}": status}
    assert run("run") == expected
    assert said in capsys.readouterr().out.splitlines()
    assert terminal.ran("archlint docs"), "a failing step must not hide the ones after it"


@pytest.mark.parametrize("status", [0, 1, 5])
def test_test_installs_the_dev_extra_and_returns_the_status_of_pytest(run, terminal, status):
    terminal.statuses = {"-m pytest": status}
    assert run("test") == status
    assert terminal.commands[-2:] == [
        "python -m pip --disable-pip-version-check install --quiet --editable .[dev]",
        "python -m pytest -n auto --dist loadfile",
    ]


def test_test_passes_further_arguments_on_to_pytest(run, terminal):
    run("test", "-k", "bootstrap", "tests")
    assert terminal.commands[-1] == "python -m pytest -n auto --dist loadfile -k bootstrap tests"


def test_run_takes_no_further_arguments(run, terminal, capsys):
    with pytest.raises(SystemExit, match="2"):
        run("run", "--frobnicate")
    assert "unrecognized arguments: --frobnicate" in capsys.readouterr().err
    assert terminal.commands == []


# --- setting up twice ---------------------------------------------------------------------------


def test_what_is_up_to_date_is_left_alone(run, terminal):
    run("run")
    terminal.commands.clear()
    run("run")
    assert not terminal.ran("-m venv")
    assert not terminal.ran("-m pip")


def test_run_after_test_installs_nothing_but_test_after_run_does(run, terminal):
    run("run")
    terminal.commands.clear()
    run("test")
    assert terminal.ran("install --quiet --editable .[dev]")
    terminal.commands.clear()
    run("run")
    assert not terminal.ran("-m pip")


def test_a_change_to_pyproject_installs_again(run, terminal, checkout):
    run("run")
    terminal.commands.clear()
    (checkout / "pyproject.toml").write_text("[project]\nname = 'other'\n", encoding="utf-8")
    run("run")
    assert not terminal.ran("-m venv")
    assert terminal.ran("-m pip")


def test_another_python_version_installs_again(run, terminal):
    run("run", python_version=(3, 12, 1))
    terminal.commands.clear()
    run("run", python_version=(3, 12, 2))
    assert terminal.ran("-m pip")


def test_an_unsound_environment_is_made_again(run, terminal):
    run("run")
    terminal.commands.clear()
    terminal.statuses = {"import sys, pip": 1}
    run("run")
    assert terminal.ran("-m venv --clear")


def test_a_failed_install_is_not_taken_for_a_good_one_afterwards(run, terminal, checkout):
    run("run")
    original = (checkout / "pyproject.toml").read_text(encoding="utf-8")
    (checkout / "pyproject.toml").write_text("[project]\nname = 'other'\n", encoding="utf-8")
    terminal.statuses = {"-m pip": 1}
    assert run("run") == 1
    (checkout / "pyproject.toml").write_text(original, encoding="utf-8")
    terminal.commands.clear()
    terminal.statuses = {}
    run("run")
    assert terminal.ran("-m pip")


# --- when it cannot be set up -------------------------------------------------------------------


def error_paragraph(capsys: pytest.CaptureFixture[str]) -> str:
    message = capsys.readouterr().err
    assert message.startswith("\nerror: ")
    assert message.count("\n") == 2, "one paragraph"
    return message


def test_an_old_python_is_told_so_before_anything_is_made(run, terminal, capsys):
    assert run("run", python_version=PYTHON_TOO_OLD) == 1
    message = error_paragraph(capsys)
    assert "needs Python 3.11 or newer, and this is Python 3.10.4" in message
    assert terminal.commands == []


@pytest.mark.parametrize("name", ["__init__.py", "bootstrap.py"])
def test_an_old_python_can_read_the_files_that_tell_it_so(name):
    source = Path(bootstrap.__file__).with_name(name).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 8))


def test_the_bootstrap_imports_the_standard_library_only():
    tree = ast.parse(Path(bootstrap.__file__).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in imports
        for alias in node.names
    }
    assert {name.partition(".")[0] for name in names} <= set(sys.stdlib_module_names)


def test_a_python_without_ensurepip_is_told_which_package_has_it(
    run, terminal, capsys, monkeypatch
):
    monkeypatch.setattr(
        bootstrap.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name
    )
    assert run("run") == 1
    message = error_paragraph(capsys)
    assert "this Python lacks ensurepip" in message
    assert "sudo apt install python3." in message
    assert terminal.commands == []


def test_a_failing_venv_is_an_error_with_a_next_step(run, terminal, capsys):
    terminal.statuses = {"-m venv": 1}
    assert run("test") == 1
    assert "python -m venv ended with exit status 1" in error_paragraph(capsys)
    assert not terminal.ran("-m pip")


def test_a_failing_pip_is_an_error_with_a_next_step(run, terminal, capsys):
    terminal.statuses = {"-m pip": 23}
    assert run("test") == 1
    assert "could not install the project (exit status 23)" in error_paragraph(capsys)
    assert not terminal.ran("-m pytest")


# --- for real -----------------------------------------------------------------------------------


def test_commands_run_in_the_folder_and_their_exit_status_comes_back(tmp_path):
    program = "import pathlib, sys; pathlib.Path('here').touch(); sys.exit(7)"
    assert bootstrap.run_subprocess([sys.executable, "-c", program], tmp_path) == 7
    assert (tmp_path / "here").exists()


def test_a_missing_or_broken_environment_is_not_sound(tmp_path):
    version = sys.version_info[:3]
    run_subprocess = bootstrap.run_subprocess
    here = Path(sys.executable)
    assert not bootstrap.is_sound(tmp_path / "python", tmp_path, run_subprocess, version)
    assert not bootstrap.is_sound(here, tmp_path, run_subprocess, (3, 10, 0))
