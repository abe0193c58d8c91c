"""A project in a folder of its own, the command line to run in it, and whole screens to compare."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from archlint.cli import main

DATA = Path(__file__).with_name("data")
SNAPSHOTS = Path(__file__).with_name("snapshots")
UPDATE = "ARCHLINT_UPDATE_SNAPSHOTS"


class Screen(NamedTuple):
    """What a command leaves: its exit status and its two streams."""

    status: int
    out: str
    err: str


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of `data/`: models and a rule pack of their own."""
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def run(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Screen]:
    """Runs archlint in the project, where it is asked for with the sample rules alone."""
    monkeypatch.chdir(project)
    monkeypatch.delenv("NO_COLOR", raising=False)

    def run(*words: str, sample_rules: bool = False) -> Screen:
        rules = ("--rules", "rules", "--select", "sample") if sample_rules else ()
        status = main([*words, *rules])
        captured = capsys.readouterr()
        return Screen(status, captured.out, captured.err)

    return run


@pytest.fixture
def matches_snapshot() -> Callable[[str, str], None]:
    """Compares a screen with the file of that name in `snapshots/`.

    A screen that is meant to change: `ARCHLINT_UPDATE_SNAPSHOTS=1 pytest tests/commands` writes the
    files instead, and `git diff` shows what has become of them.
    """

    def compare(screen: str, name: str) -> None:
        file = SNAPSHOTS / name
        if os.environ.get(UPDATE):
            file.parent.mkdir(exist_ok=True)
            file.write_text(screen, encoding="utf-8", newline="\n")
        assert screen == file.read_text(encoding="utf-8"), f"to accept it, set {UPDATE}=1"

    return compare
