"""What holds for every test."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_result_of_another_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep results where no other run finds them, nor this one those of the user."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARCHLINT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


class Repository:
    """A git repository whose commits have the same ids in every run and on every machine."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            patch.delenv(name)
        for role in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{role}_NAME", "Ada")
            patch.setenv(f"GIT_{role}_EMAIL", "ada@example.org")
            patch.setenv(f"GIT_{role}_DATE", "2026-01-02T03:04:05+00:00")
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch", "main")

    def git(self, *arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout.strip()

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")

    def commit(self, files: dict[str, str], message: str = "A change") -> str:
        """Commit files beside those that are there, and return the commit's id."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str) -> None:
        self.git("checkout", "--quiet", "-b", name)

    def edit(self, name: str, before: str, after: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(before) == 1, before
        self.write({name: text.replace(before, after)})


@pytest.fixture
def repository(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Repository:
    """An empty git repository, which is the working directory."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    made = Repository(tmp_path_factory.mktemp("repository"), monkeypatch)
    monkeypatch.chdir(made.folder)
    return made
