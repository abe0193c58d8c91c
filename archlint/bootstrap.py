"""Set up this checkout, then run it or test it, with nothing but Python to start from.

``python3 -m archlint.bootstrap run`` checks, draws and documents the modelled system;
``python3 -m archlint.bootstrap test`` runs the tests. Both first make ``.venv`` and install the
project into it, or leave it alone when it is up to date.

Standard library only, and nothing newer than Python 3.8 until the version has been checked: an
older Python must get far enough to say that it is too old.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Callable, NamedTuple, Sequence

CHECKOUT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
MODEL = "model/architecture.yaml"
OUTPUT = "docs/architecture"

Runner = Callable[[Sequence[str], Path], int]
"""Runs a command in a folder, its output going to the terminal, and returns its exit status."""


class Step(NamedTuple):
    """One archlint command of the main job."""

    command: str
    purpose: str
    outcomes: tuple[str, ...]
    """What each good exit status means, from 0 on; any other status is a failure."""

    def outcome(self, status: int) -> str:
        """Returns what an exit status of this command means, in words."""
        return self.outcomes[status] if self.accepts(status) else "failed"

    def accepts(self, status: int) -> bool:
        """Returns whether the command did its work: findings are work done, not a failure."""
        return 0 <= status < len(self.outcomes)


MAIN_JOB = (
    Step("check", "hold the model to the rules", outcomes=("clean", "findings")),
    Step("render", "draw the views", outcomes=("done",)),
    Step("docs", "write the documents", outcomes=("done",)),
)


class SetupError(Exception):
    """The checkout cannot be set up; the message is one paragraph that ends with what to do."""


def main(
    arguments: Sequence[str] | None = None,
    *,
    checkout: Path = CHECKOUT,
    runner: Runner | None = None,
    python_version: tuple[int, ...] = sys.version_info[:3],
) -> int:
    """Sets up the checkout and runs what the command line asks for.

    Args:
        arguments: The command line without the program's name; by default the real one.
        checkout: The folder that holds ``pyproject.toml``.
        runner: How commands are run; by default as subprocesses.
        python_version: The version of the Python that runs this.

    Returns:
        The exit status. ``run``: 0 when the model could be judged, drawn and documented, whatever
        the findings. ``test``: that of pytest. 1 when the checkout could not be set up.
    """
    options = parse(arguments)
    run_command = runner or run_subprocess
    try:
        require_python(python_version)
        python = set_up(checkout, options.extras, run_command, python_version)
    except SetupError as error:
        print(f"\nerror: {error}", file=sys.stderr, flush=True)
        return 1
    if options.action == "test":
        return run_tests(python, checkout, run_command, options.pytest_arguments)
    return run_main_job(python, checkout, run_command)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Returns the action, the extras that it needs, and what is passed on to pytest."""
    parser = argparse.ArgumentParser(
        prog="python3 -m archlint.bootstrap",
        description="Set up this checkout in .venv, then run it or test it.",
    )
    actions = parser.add_subparsers(dest="action", metavar="{run,test}")
    actions.required = True
    run = actions.add_parser("run", help=f"check, draw and document {MODEL}")
    run.set_defaults(extras="")
    test = actions.add_parser("test", help="run the tests; further arguments go to pytest")
    test.set_defaults(extras="dev")
    options, rest = parser.parse_known_args(arguments)
    if rest and options.action != "test":
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    options.pytest_arguments = rest
    return options


# --- the two jobs -------------------------------------------------------------------------------


# On every core; an argument of the user's own comes later, and wins.
IN_PARALLEL = ("-n", "auto", "--dist", "loadfile")


def run_tests(python: Path, checkout: Path, runner: Runner, pytest_arguments: Sequence[str]) -> int:
    """Runs the tests and returns pytest's own exit status."""
    heading("pytest: run the tests")
    return runner([str(python), "-m", "pytest", *IN_PARALLEL, *pytest_arguments], checkout)


def run_main_job(python: Path, checkout: Path, runner: Runner) -> int:
    """Runs every step, even after one that failed, and returns 0 when all did their work."""
    statuses = [run_step(step, python, checkout, runner) for step in MAIN_JOB]
    heading("summary")
    for step, status in zip(MAIN_JOB, statuses):
        print(f"{step.command}: {step.outcome(status)} (exit status {status})", flush=True)
    print(where_it_went(checkout), flush=True)
    done = all(step.accepts(status) for step, status in zip(MAIN_JOB, statuses))
    return 0 if done else 1


def run_step(step: Step, python: Path, checkout: Path, runner: Runner) -> int:
    """Runs one archlint command on the model and returns its exit status."""
    heading(f"archlint {step.command} {MODEL}: {step.purpose}")
    return runner([str(python), "-m", "archlint", step.command, MODEL], checkout)


def where_it_went(checkout: Path) -> str:
    """Returns a line that says where the pictures and documents are."""
    count = sum(1 for path in (checkout / OUTPUT).rglob("*") if path.is_file())
    if count == 0:
        return f"Nothing was written to {OUTPUT}."
    return f"The pictures and documents are in {OUTPUT} (files: {count})."


# --- setting up ---------------------------------------------------------------------------------


def require_python(version: tuple[int, ...]) -> None:
    """Raises a SetupError when this Python is too old for archlint."""
    if version < OLDEST_PYTHON:
        oldest = dotted(OLDEST_PYTHON)
        raise SetupError(
            f"archlint needs Python {oldest} or newer, and this is Python {dotted(version)} "
            f"({sys.executable}). Install a newer one from https://www.python.org/downloads/ or "
            f"with the system's package manager, then run this command again with it, for "
            f"example: python{oldest} -m archlint.bootstrap run"
        )


def set_up(checkout: Path, extras: str, runner: Runner, version: tuple[int, ...]) -> Path:
    """Makes the virtual environment and installs the project, as far as that is still to do.

    Args:
        checkout: The folder that holds ``pyproject.toml``.
        extras: The extras to install, as in ``pip install .[EXTRAS]``; may be empty.
        runner: How commands are run.
        version: The version of the Python that runs this; the environment gets the same.

    Returns:
        The environment's Python.

    Raises:
        SetupError: When the environment or the project cannot be installed.
    """
    environment = checkout / ".venv"
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not is_sound(python, checkout, runner, version):
        create_environment(environment, checkout, runner)
    stamp = environment / "archlint-installed.txt"
    fingerprint = fingerprint_of(checkout, version)
    if not is_installed(stamp, fingerprint, extras):
        install(python, checkout, extras, runner, stamp)
        stamp.write_text(f"{fingerprint} {extras}\n", encoding="utf-8")
    return python


def is_sound(python: Path, checkout: Path, runner: Runner, version: tuple[int, ...]) -> bool:
    """Returns whether an environment is there, starts, has pip, and is of this Python's version."""
    if not python.exists():
        return False
    probe = f"import sys, pip; sys.exit(sys.version_info[:2] != {tuple(version[:2])})"
    return runner([str(python), "-c", probe], checkout) == 0


def create_environment(environment: Path, checkout: Path, runner: Runner) -> None:
    """Makes the virtual environment, in place of a broken one if there is one."""
    heading("venv: make .venv")
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise SetupError(no_environment(f"this Python lacks {' and '.join(missing)}"))
    status = runner([sys.executable, "-m", "venv", "--clear", str(environment)], checkout)
    if status != 0:
        raise SetupError(no_environment(f"python -m venv ended with exit status {status}"))


def no_environment(reason: str) -> str:
    """Returns the paragraph that explains that there is no virtual environment, and what to do."""
    version = dotted(sys.version_info[:2])
    return (
        f"no virtual environment could be made in .venv: {reason}. On Debian and Ubuntu these "
        f"modules are a package of their own: sudo apt install python{version}-venv. Elsewhere, "
        f"check that the folder can be written to, or use a Python from "
        f"https://www.python.org/downloads/. Then run this command again."
    )


def is_installed(stamp: Path, fingerprint: str, extras: str) -> bool:
    """Returns whether the stamp vouches for what is asked; ``dev`` includes the bare project."""
    try:
        stamped = stamp.read_text(encoding="utf-8").strip()
    except OSError:
        return False
    return stamped in (f"{fingerprint} {extras}".strip(), f"{fingerprint} dev")


def fingerprint_of(checkout: Path, version: tuple[int, ...]) -> str:
    """Returns a hash of all that decides what is installed: place, Python, and pyproject.toml."""
    origin = f"{checkout}\n{dotted(version)}\n".encode()
    return hashlib.sha256(origin + (checkout / "pyproject.toml").read_bytes()).hexdigest()


def install(python: Path, checkout: Path, extras: str, runner: Runner, stamp: Path) -> None:
    """Installs the project in place, so that the checkout's own files are what runs."""
    target = f".[{extras}]" if extras else "."
    heading(f"pip: install {target} into .venv (the first time takes a minute)")
    if stamp.exists():
        stamp.unlink()  # from here until success, the stamp would vouch for a half-done state
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    status = runner([*pip, "--editable", target], checkout)
    if status != 0:
        raise SetupError(
            f"pip could not install the project (exit status {status}); its own message is above. "
            f"Most often the package index cannot be reached: check the network, and behind a "
            f"proxy or a mirror set HTTPS_PROXY or PIP_INDEX_URL. Then run this command again; it "
            f"goes on where it stopped."
        )


# --- the terminal and other programs ------------------------------------------------------------


def run_subprocess(command: Sequence[str], folder: Path) -> int:
    """Runs a command in a folder with this terminal, and returns its exit status."""
    return subprocess.run(list(command), cwd=str(folder), check=False).returncode


def heading(text: str) -> None:
    """Prints a line that sets one step apart from the one before it."""
    print(f"\n== {text}", flush=True)


def dotted(version: Sequence[int]) -> str:
    """Returns a version as people write it: 3.11."""
    return ".".join(str(part) for part in version)


if __name__ == "__main__":
    sys.exit(main())
