"""Starting git so that it only reads, and runs nothing that a repository names.

Git itself runs other programs for hooks, for filters and conversions that attributes ask for, for
watching files, and for pagers. What is asked of it here needs none of them: `rev-parse`,
`merge-base`, `for-each-ref`, `ls-tree` and `cat-file --batch` give objects as they are stored, and
`status` alone looks at the working tree. That is why revisions are not read with `git archive`,
whose content changes with `export-subst` and `export-ignore`, nor with `git worktree` or `git
checkout`, which run `smudge` filters and hooks, and write into the repository. What could still be
configured is switched off. Only a partial clone fetches an object that it lacks, as it is set up to
do, without asking for a password.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, BinaryIO, cast

from archlint.errors import ArchlintError
from archlint.text import visible

_OPTIONS = (
    "--no-pager",
    "--no-replace-objects",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
)
_SET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
# Where git says which repository it is at work on, it tells those that it starts, such as hooks. A
# hook's GIT_DIR hides where the working tree begins. The places of objects stay: before a push is
# accepted, its objects are there alone.
_PLACES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR")
_DROPPED = (
    *_PLACES,
    "GIT_ATTR_SOURCE",
    "GIT_CONFIG",
    "GIT_FLUSH",
    "GIT_GLOB_PATHSPECS",
    "GIT_GRAFT_FILE",
    "GIT_ICASE_PATHSPECS",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_PREFIX",
    "GIT_REDIRECT_STDERR",
    "GIT_REDIRECT_STDIN",
    "GIT_REDIRECT_STDOUT",
    "GIT_REPLACE_REF_BASE",
)
_UNSAFE = re.compile(r"dubious ownership in repository at '(.*?)'", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Done:
    """What git answered.

    Attributes:
        status: Its exit status; 0 is success.
        output: What it wrote.
        complaint: What it wrote for people.
    """

    status: int
    output: bytes
    complaint: str

    @property
    def line(self) -> str:
        """The output as one line, as a path or an id is given."""
        return text_of(self.output.removesuffix(b"\n").removesuffix(b"\r"))


@dataclass(frozen=True, slots=True)
class Git:
    """A git to be asked about what lies in a folder.

    Attributes:
        program: Where it is, absolute: never a program of that name in the working directory.
        folder: Where it is started, absolute.
        environment: The variables that it is given.
    """

    program: str
    folder: Path
    environment: Mapping[str, str] = field(repr=False)

    def at(self, folder: Path) -> Git:
        """Return the same git, started elsewhere."""
        return replace(self, folder=folder)

    def with_settings(self, settings: Mapping[str, str]) -> Git:
        """Return the same git with further settings, whatever their names hold."""
        environment = dict(self.environment)
        stated = environment.get("GIT_CONFIG_COUNT", "")
        number = int(stated) if stated.isdecimal() else 0
        for key, value in sorted(settings.items()):
            environment[f"GIT_CONFIG_KEY_{number}"] = key
            environment[f"GIT_CONFIG_VALUE_{number}"] = value
            number += 1
        environment["GIT_CONFIG_COUNT"] = str(number)
        return replace(self, environment=environment)

    def ask(self, *words: str) -> Done:
        """Run git, and wait for what it answers.

        Raises:
            ArchlintError: If it cannot be started.
        """
        try:
            done = subprocess.run(  # noqa: S603 - no shell; what is foreign follows --end-of-options
                self._command(words),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                env=dict(self.environment),
            )
        except OSError as error:
            raise _unusable(error) from error
        return Done(done.returncode, done.stdout, text_of(done.stderr))

    @contextmanager
    def talk(self, *words: str) -> Iterator[Conversation]:
        """Run git while it is written to and read from; it is ended with the context.

        Raises:
            ArchlintError: If it cannot be started.
        """
        with tempfile.TemporaryFile() as complaint:  # a pipe that nobody reads could fill up
            try:
                process = subprocess.Popen(  # noqa: S603 - as above
                    self._command(words),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=complaint,
                    env=dict(self.environment),
                )
            except OSError as error:
                raise _unusable(error) from error
            try:
                yield Conversation(process, complaint)
            finally:
                process.kill()
                for pipe in (process.stdin, process.stdout):
                    _close(pipe)
                process.wait()

    def _command(self, words: tuple[str, ...]) -> list[str]:
        return [self.program, *_OPTIONS, "-C", str(self.folder), *words]


class Conversation:
    """A git that is running.

    Attributes:
        output: What it writes.
    """

    def __init__(self, process: subprocess.Popen[bytes], complaint: BinaryIO) -> None:
        """Hold the process, and the file that takes what it writes for people."""
        self.output = cast("BinaryIO", process.stdout)
        self._input = cast("BinaryIO", process.stdin)
        self._process = process
        self._complaint = complaint

    def say(self, data: bytes) -> None:
        """Write to it, at most what a pipe takes while nobody reads.

        Raises:
            ArchlintError: If it has ended.
        """
        try:
            self._input.write(data)
            self._input.flush()
        except OSError as error:
            raise self.failure() from error

    def finish(self) -> None:
        """Wait for its end, after all that it wrote was read.

        Raises:
            ArchlintError: If it failed.
        """
        if self._process.wait() != 0:
            raise self.failure()

    def failure(self) -> ArchlintError:
        """Return what it complained about, as an error to raise."""
        self._complaint.seek(0)
        return refusal(text_of(self._complaint.read(64 * 1024)))


def find_git(folder: Path, *, keep_place: bool = False) -> Git:
    """Find the installed git.

    Args:
        folder: Where it is to be started.
        keep_place: Whether the environment says where the repository is, instead of the folder.

    Raises:
        ArchlintError: If it is not installed.
    """
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - a link stays: git resolves it itself
    environment = {key: value for key, value in os.environ.items() if key not in _DROPPED}
    if keep_place:
        stated = {key: os.environ[key] for key in _PLACES if key in os.environ}
        environment.update({key: str(folder / value) for key, value in stated.items()})
    return Git(_program(), folder, {**environment, **_SET})


def text_of(data: bytes) -> str:
    """Decode what git wrote as the system's names are: each byte comes back when it is encoded."""
    return data.decode(sys.getfilesystemencoding(), "surrogateescape")


def refusal(complaint: str) -> ArchlintError:
    """Turn what git complained about into an error with a next step."""
    unsafe = _UNSAFE.search(complaint)
    if unsafe:
        place = visible(unsafe[1])
        return ArchlintError(
            f"git refuses to read the repository at '{place}': it belongs to another user",
            hint=f"if you trust it: git config --global --add safe.directory '{place}'",
        )
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    said = next((line for line in lines if line.startswith(("fatal:", "error:"))), "")
    reason = visible(said.partition(": ")[2] or (lines[-1] if lines else "it gave no reason"))
    return ArchlintError(
        f"git cannot read the repository: {reason[:300]}",
        hint="git fsck tells whether the repository is damaged",
    )


def _program() -> str:
    """Look on the path, without folders that depend on where archlint is run."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in os.get_exec_path():
        place = Path(folder, name)
        if place.is_absolute() and place.is_file() and os.access(place, os.X_OK):
            return str(place)
    raise ArchlintError(
        "git is not installed, and revisions are read with it",
        hint="install git, or compare two files",
    )


def _unusable(error: OSError) -> ArchlintError:
    reason = error.strerror or str(error)
    return ArchlintError(f"git cannot be started: {reason}", hint="check that 'git --version' runs")


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:  # what was not yet written has nobody to read it
        return
