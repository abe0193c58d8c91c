"""A revision's files in a private folder, for as long as they are read."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from archlint.edge.files import shown
from archlint.edge.git import Repository
from archlint.edge.revision_plan import planned, read_tree, workplace
from archlint.edge.revision_writer import RevisionWriter
from archlint.errors import ArchlintError
from archlint.text import quote

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_TOP = PurePosixPath()


class AtRevision(NamedTuple):
    """A file of a revision, as `REV:path` names it.

    Attributes:
        revision: The revision, as written.
        path: The file, from the repository's top.
    """

    revision: str
    path: PurePosixPath


@contextmanager
def checked_out(
    repository: Repository,
    commit: str,
    *,
    folder: PurePosixPath = _TOP,
    also: Iterable[PurePosixPath] = (),
) -> Iterator[Path]:
    """Write those files of a revision that archlint reads into a private folder.

    Written are the YAML files, `archlint.toml` and `pyproject.toml`, what these name as models,
    types, rules or baseline whatever it is called, and what the caller names. At the folder's top
    is an empty `.git`, since the search for a configuration ends there. A file that is too large to
    be read is cut off where reading it is refused.

    Args:
        repository: The repository.
        commit: The full id of the commit.
        folder: The counterpart of the working directory, made if the revision lacks it.
        also: Further files that are needed, from the repository's top; those that the revision
            lacks are left out.

    Yields:
        The top of the revision's files, an absolute path without links. It is removed with the
        context.

    Raises:
        ArchlintError: If the revision holds too much, or what no file may be called, if `folder`
            leads out of it or is a file there, or if it cannot be written.
    """
    with _temporary_folder() as place:
        top = place / "tree"
        try:
            tree = read_tree(repository, commit)
            plan = planned(repository, tree, also)
            writer = RevisionWriter(top)
            writer.folder(workplace(tree, folder))
            writer.files(repository, plan.files)
            writer.links(plan.links)
        except OSError as error:
            raise _unwritable(error) from error
        yield top


def relative_to_repository(repository: Repository, path: Path) -> PurePosixPath:
    """Return where a path is from the repository's top; without a working tree it is the top.

    Raises:
        ArchlintError: If it lies outside.
    """
    if repository.top is None:
        return PurePosixPath()
    try:
        inside = path.resolve().relative_to(repository.top.resolve())
    except (OSError, RuntimeError, ValueError):
        raise ArchlintError(
            f"{quote(shown(path))} lies outside the repository {quote(shown(repository.top))}",
            hint="name what the repository holds",
        ) from None
    return PurePosixPath(*inside.parts)


def split_revision(text: str, folder: PurePosixPath = _TOP) -> AtRevision | None:
    r"""Read `REV:path`, or return `None` if it is the name of a file.

    What exists under that very name is meant as it is; so is what begins with a drive (`C:\`), or
    whose path begins with a slash. The path is from the repository's top, or with `./` or `../`
    from the working directory.

    Args:
        text: What the command line says.
        folder: Where the working directory is from the repository's top.

    Raises:
        ArchlintError: If it names no file, or leads out of the repository.
    """
    revision, path = _halves(text)
    is_drive = _DRIVE.match(text) or (os.name == "nt" and len(revision) == 1)
    if not revision or path is None or path.startswith("/") or is_drive or _exists(text):
        return None
    relative = path in (".", "..") or path.startswith(("./", "../"))
    parts: list[str] = list(folder.parts) if relative else []
    for part in path.split("/"):
        if part == ".." and not parts:
            message = f"{quote(text)} leads out of the repository"
            raise ArchlintError(message, hint="name a file that the revision holds")
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    if not path or not parts:
        raise ArchlintError(
            f"{quote(text)} names no file of the revision",
            hint=f"name one, such as {quote(f'{revision}:model/architecture.yaml')}",
        )
    return AtRevision(revision, PurePosixPath(*parts))


def _halves(text: str) -> tuple[str, str | None]:
    """Split at the first colon outside braces, as git does: `HEAD^{/fix: it}:path`."""
    depth = 0
    for index, char in enumerate(text):
        if char == "{":
            depth += 1
        elif char == "}" and depth:
            depth -= 1
        elif char == ":" and not depth:
            return text[:index], text[index + 1 :]
    return text, None


def _exists(text: str) -> bool:
    try:
        return os.path.lexists(text)
    except ValueError:  # a NUL in it
        return False


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    """Make a folder that nobody else may look into, and remove it whatever happens."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="archlint-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _unwritable(error) from error
    with folder as name:
        yield Path(name).resolve()


def _unwritable(error: OSError) -> ArchlintError:
    return ArchlintError(
        f"the revision cannot be written into a temporary folder: {error.strerror or error}",
        hint="make room, or let TMPDIR name a folder that has some",
    )
