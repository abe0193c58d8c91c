"""A git repository: its revisions, and what they hold, read from its objects alone.

Nothing is written, neither to the working tree nor to the repository, and no hook, filter or other
program that the repository names is run: see `archlint.edge.git_process`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from archlint.edge.files import shown
from archlint.edge.git_process import Conversation, Git, find_git, refusal, text_of
from archlint.errors import ArchlintError
from archlint.text import listed, quote, suggestion

MAX_ENTRIES = 500_000
MAX_LISTING = 128 * 1024 * 1024
MAX_PATH = 4096
MAX_READ = 4 * 1024 * 1024 * 1024
SUBMODULE = 0o160000
_CHUNK = 64 * 1024
_BEFORE_PATH = 100  # mode, kind and id
_AT_ONCE = 50  # so many ids fit into the smallest pipe while nobody reads
_ID = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")
_STEPS = re.compile(r"[~^:]|@\{")  # what follows a name in a revision
_NAME = re.compile(r"[A-Za-z0-9][\w./-]*")  # of a branch, that a shell takes as it is
_MANY_NAMES = 5000
_WATCHED = (":(icase)*.yaml", ":(icase)*.yml", ":(icase)*.toml")
_FILTERS = r"^filter\..*\.(clean|smudge|process|required)$"
_DEEPEN = (
    "this clone is shallow: fetch the rest with 'git fetch --unshallow'; in CI, check out with "
    "'fetch-depth: 0' (GitHub) or GIT_DEPTH: 0 (GitLab)"
)


class Entry(NamedTuple):
    """What a revision holds at a path.

    Attributes:
        mode: As git writes it: a file, a link or a submodule, see `stat.S_IFMT`.
        id: The id of its object.
        path: From the repository's top, parts apart by `/`; a stranger chose it.
    """

    mode: int
    id: str
    path: str


class Blob(NamedTuple):
    """The content of a file.

    Attributes:
        id: The id of the object.
        data: Its bytes, up to the limit.
        size: How many there are.
    """

    id: str
    data: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository that a folder belongs to.

    Attributes:
        top: The top of the working tree, absolute; `None` where there is none, as in a bare one.
        git: What is asked.
    """

    top: Path | None
    git: Git

    def resolve(self, revision: str) -> str:
        """Return the full id of the commit that a revision means.

        Args:
            revision: As people write it: a branch, a tag, `HEAD~2`, the beginning of an id.

        Raises:
            ArchlintError: If there is no such commit, or branches and tags of that name differ.
        """
        try:
            found = self._commit(revision)
        except ValueError:  # no name holds such characters
            found = ""
        if not found:
            raise self._unknown(revision)
        self._refuse_namesakes(revision)
        return found

    def _commit(self, revision: str) -> str:
        """Return the id of a commit; empty where there is none."""
        words = ("rev-parse", "--verify", "--quiet", "--end-of-options")
        done = self.git.ask(*words, f"{revision}^{{commit}}")
        return done.line if done.status == 0 and _ID.fullmatch(done.line) else ""

    def _refuse_namesakes(self, revision: str) -> None:
        """Refuse a name that is a branch's and a tag's, unless it means one commit.

        Git takes the tag, which whoever may push tags can set beside a protected branch.
        """
        name = _STEPS.split(revision, maxsplit=1)[0]
        if not name or _ID.fullmatch(name):
            return
        full = [f"{kind}/{name}" for kind in ("refs/heads", "refs/remotes", "refs/tags")]
        done = self.git.ask("for-each-ref", "--format=%(refname)", *full)
        known = [ref for ref in map(text_of, done.output.splitlines()) if ref in full]
        if len(known) > 1 and len({self._commit(ref) for ref in known}) > 1:
            raise ArchlintError(
                f"{quote(name)} means different commits: {listed([quote(ref) for ref in known])}",
                hint="write in full which one is meant",
            )

    def merge_base(self, one: str, other: str) -> str:
        """Return the id of the best commit that two have in common.

        Args:
            one: The full id of a commit.
            other: That of another.

        Raises:
            ArchlintError: If they have none in common, or it was not fetched.
        """
        done = self.git.ask("merge-base", _checked(one), _checked(other))
        if done.status == 0:
            return done.line
        if done.status > 1:
            raise refusal(done.complaint)
        raise ArchlintError(
            f"the commits {one[:12]} and {other[:12]} have no commit in common",
            hint=_DEEPEN if self.is_shallow() else "name a base with which the head shares history",
        )

    def is_shallow(self) -> bool:
        """Tell whether the history was cut off when it was fetched."""
        return self.git.ask("rev-parse", "--is-shallow-repository").line == "true"

    def changed_since_commit(self) -> tuple[str, ...]:
        """Return the uncommitted files of the working tree that archlint could read, sorted.

        Those are the files that end in .yaml, .yml and .toml, new ones included, ignored ones not.
        Filters are left out of the comparison, so a file that one converts can count as changed.

        Raises:
            ArchlintError: If git cannot tell.
        """
        if self.top is None:
            return ()
        git = self.git.with_settings(self._without_filters())
        done = git.ask(
            *("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames"),
            *("--ignore-submodules=all", "--", *_WATCHED),
        )
        if done.status != 0:
            raise refusal(done.complaint)
        return tuple(sorted(text_of(line[3:]) for line in done.output.split(b"\0") if line))

    def entries(self, commit: str) -> Generator[Entry, None, None]:
        """Give what a commit holds, at any depth, in git's order.

        Args:
            commit: Its full id.

        Raises:
            ArchlintError: If it is too much, or git cannot read it.
        """
        with self.git.talk("ls-tree", "-r", "-z", "--full-tree", _checked(commit)) as talk:
            for number, record in enumerate(_records(talk)):
                if number >= MAX_ENTRIES:
                    raise _too_much(f"the commit {commit[:12]} holds more than {MAX_ENTRIES:,}")
                about, _, path = record.partition(b"\t")
                mode, _, of = about.decode("ascii", "replace").split(" ")
                yield Entry(int(mode, 8), of, text_of(path))
            talk.finish()

    def blobs(self, ids: Iterable[str], limit: int) -> Generator[Blob, None, None]:
        """Give the contents of files by one process, in the order of the ids.

        Args:
            ids: The ids of objects.
            limit: How many bytes of each are kept.

        Raises:
            ArchlintError: If one is missing or no file, or if they are too large together.
        """
        waiting = [_checked(each) for each in dict.fromkeys(ids)]
        if not waiting:
            return
        read = 0
        with self.git.talk("cat-file", "--batch") as talk:
            for start in range(0, len(waiting), _AT_ONCE):
                some = waiting[start : start + _AT_ONCE]
                talk.say("".join(f"{each}\n" for each in some).encode())
                for each in some:
                    size = _size(talk, each)
                    read += size
                    if read > MAX_READ:
                        raise _too_much(f"the files to read are larger than {MAX_READ >> 30} GiB")
                    yield Blob(each, _body(talk, size, limit), size)

    def _without_filters(self) -> dict[str, str]:
        """Return settings that make every filter one that does nothing."""
        done = self.git.ask("config", "-z", "--name-only", "--get-regexp", _FILTERS)
        keys = [text_of(key) for key in done.output.split(b"\0") if key]
        return {key: "false" if key.endswith(".required") else "" for key in keys}

    def _unknown(self, revision: str) -> ArchlintError:
        message = f"there is no commit {quote(revision)} in this repository"
        names = self._names()
        if not names and self.git.ask("rev-parse", "--verify", "--quiet", "HEAD").status != 0:
            return ArchlintError(f"{message}: it has none yet", hint="commit something first")
        remote = sorted(name for name in names if name.endswith(f"/{revision}"))
        near = f"did you mean {quote(remote[0])}?" if remote else suggestion(revision, names)
        if not remote and (self.is_shallow() or self._has_one_branch()):
            near = "; ".join(filter(None, (self._to_fetch(revision), near)))
        return ArchlintError(message, hint=near or "fetch it, or correct its name")

    def _to_fetch(self, revision: str) -> str:
        """Tell how to get what a clone of a part of a repository lacks."""
        deepen = _DEEPEN if self.is_shallow() else ""
        if not self._has_one_branch():
            return deepen
        name = revision.removeprefix("origin/")
        place = f"'git fetch origin {name}:refs/remotes/origin/{name}'"
        widen = f"this clone follows one branch: {place} gets another, called 'origin/{name}' then"
        return "; ".join(filter(None, (widen if _NAME.fullmatch(name) else "", deepen)))

    def _has_one_branch(self) -> bool:
        """Tell whether no more than one branch of the remote repository is fetched."""
        done = self.git.ask("config", "-z", "--get-all", "remote.origin.fetch")
        return bool(done.output) and b"*" not in done.output

    def _names(self) -> tuple[str, ...]:
        """Return the names of branches and tags, remote ones as `origin/main`."""
        form = ("--format=%(refname:strip=2)", f"--count={_MANY_NAMES}")
        done = self.git.ask("for-each-ref", *form, "refs/heads", "refs/remotes", "refs/tags")
        return tuple(text_of(line) for line in done.output.splitlines())


def find_repository(folder: Path) -> Repository:
    """Find the repository that a folder belongs to.

    The folder decides; only where it belongs to none, the variables of the environment do that git
    sets for its hooks.

    Raises:
        ArchlintError: If it belongs to none, git refuses to read it, or git is not installed.
    """
    git = find_git(folder)
    inside = git.ask("rev-parse", "--is-inside-work-tree")
    if inside.status != 0 and "GIT_DIR" in os.environ:
        placed = find_git(folder, keep_place=True)
        answer = placed.ask("rev-parse", "--is-inside-work-tree")
        git, inside = (placed, answer) if answer.status == 0 else (git, inside)
    if inside.status != 0:
        if "not a git repository" in inside.complaint:
            raise ArchlintError(
                f"{quote(shown(git.folder))} belongs to no git repository",
                hint="run archlint in one, or compare two files",
            )
        raise refusal(inside.complaint)
    if inside.line != "true":
        return Repository(None, git)
    top = git.ask("rev-parse", "--show-toplevel")
    if top.status != 0:
        raise refusal(top.complaint)
    return Repository(Path(top.line), git.at(Path(top.line)))


def _checked(name: str) -> str:
    """Return an id, which can be no option.

    Raises:
        ValueError: If it is no full id.
    """
    if not _ID.fullmatch(name):
        raise ValueError(f"{name!r} is no full id of an object")
    return name


def _records(talk: Conversation) -> Iterator[bytes]:
    """Give what git writes up to each NUL, with bounds on one and on all."""
    rest, total = b"", 0
    while chunk := talk.output.read(_CHUNK):
        total += len(chunk)
        *whole, rest = (rest + chunk).split(b"\0")
        if total > MAX_LISTING:
            raise _too_much(f"the list of the files is larger than {MAX_LISTING >> 20} MiB")
        if max(map(len, (*whole, rest))) > MAX_PATH + _BEFORE_PATH:
            raise _too_much(f"a file's path is longer than {MAX_PATH:,} bytes")
        yield from whole


def _size(talk: Conversation, name: str) -> int:
    """Read the line before an object's content."""
    words: Sequence[bytes] = talk.output.readline(4096).split()
    if len(words) == 3 and words[1] == b"blob" and words[0] == name.encode():
        return int(words[2])
    if not words:
        talk.finish()
        raise talk.failure()
    found = "is no file's" if len(words) == 3 else "is missing in this repository"
    raise ArchlintError(
        f"the object {name[:12]} {found}",
        hint="fetch again, or let 'git fsck' tell whether the repository is damaged",
    )


def _body(talk: Conversation, size: int, limit: int) -> bytes:
    kept = talk.output.read(min(size, limit))
    left = size + 1 - len(kept)  # a line end follows
    while left > 0:
        skipped = talk.output.read(min(left, _CHUNK))
        if not skipped:
            raise talk.failure()
        left -= len(skipped)
    return kept


def _too_much(message: str) -> ArchlintError:
    return ArchlintError(message, hint="compare two files instead: archlint diff OLD NEW")
