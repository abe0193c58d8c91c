"""Reading files, with a clear refusal of what cannot be read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from archlint.architecture.decoding import MAX_BYTES, decode
from archlint.edge.globbing import YAML_SUFFIXES, Budget, yaml_matching
from archlint.edge.trace import Trace
from archlint.source import Problem, SourceError

StrPath: TypeAlias = "str | os.PathLike[str]"
YAML = "*.yaml"  # at any depth, as a listing notes it


class FileReader:
    """Reads text files, and keeps what it read: error messages show the lines that they mean.

    Attributes:
        texts: Every text that was read, by the path that messages call it.
        trace: What was looked at, and what was found there: a result rests on it.
    """

    def __init__(self, texts: dict[str, str] | None = None) -> None:
        """Start with nothing read; what is read goes into `texts`, if it is given."""
        self.texts = {} if texts is None else texts
        self.trace = Trace()

    def read(self, file: Path, name: str = "", *, traced: bool = True) -> str:
        """Read a text file.

        Args:
            file: Where it is.
            name: What messages call it; by default its path as given.
            traced: Whether to note its content; what ships with archlint is known otherwise.

        Raises:
            SourceError: If it cannot be read or is not text.
        """
        name = name or shown(file)
        data = read_bytes(file, name)
        if traced:
            self.trace.read(file, data)
        return self.take(data, name)

    def take(self, data: bytes, name: str) -> str:
        """Decode what was read elsewhere, and keep it for messages.

        Raises:
            SourceError: If it is not text.
        """
        text = decode(data, name)
        self.texts[name] = text
        return text

    def yaml_files(self, given: StrPath) -> list[Path]:
        """Return a file itself, or the YAML files at any depth of a folder, sorted.

        Hidden files and folders are left out.

        Raises:
            SourceError: If there is nothing at the path, or no YAML file in the folder.
        """
        found = yaml_files(given)
        self.trace.listed(Path(given), YAML, found)
        return found

    def matching(self, folder: Path, pattern: str, budget: Budget | None = None) -> list[Path]:
        """Return the YAML files below a folder that match a glob, as `matching_files` does."""
        found = matching_files(folder, pattern, budget)
        self.trace.listed(folder, pattern, found)
        return found


def shown(path: StrPath) -> str:
    """Return a path as messages write it: as it was given, with forward slashes.

    A name that is not UTF-8 is written with escapes, as no text could hold it.
    """
    name = os.fspath(path).replace(os.sep, "/")
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def leads_out(path: Path, root: Path) -> bool:
    """Tell whether a path leads out of a folder by links; one that leads nowhere does not."""
    try:
        return not path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # links that lead to each other
        return False


def read_bytes(file: Path, name: str) -> bytes:
    """Read a regular file, up to just beyond what `decode` accepts.

    Args:
        file: Where it is.
        name: What messages call it.

    Raises:
        SourceError: If it is missing, a folder, not regular, or may not be read.
    """
    try:
        mode = file.stat().st_mode
        if not stat.S_ISREG(mode):
            raise _not_a_file(mode, name)
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(error, name) from error


def matching_files(folder: Path, pattern: str, budget: Budget | None = None) -> list[Path]:
    """Return the YAML files below a folder that match a glob, sorted, hidden ones left out.

    Args:
        folder: Where the glob begins.
        pattern: The glob, its parts apart by `/`.
        budget: What the globs of a model may look at together; by default this one alone.

    Raises:
        SourceError: If a folder cannot be looked at, or there is too much to look at.
    """
    try:
        return sorted(yaml_matching(folder, pattern, Budget() if budget is None else budget))
    except OSError as error:
        name = error.filename or folder
        raise _unreadable(error, shown(name)) from error


def yaml_files(given: StrPath) -> list[Path]:
    """Return a file itself, or the YAML files at any depth of a folder, sorted.

    Hidden files and folders are left out.

    Raises:
        SourceError: If there is nothing at the path, or no YAML file in the folder.
    """
    path = Path(given)
    try:
        if not stat.S_ISDIR(path.stat().st_mode):
            return [path]
        files = sorted(yaml_below(path))
    except OSError as error:
        raise _unreadable(error, shown(given)) from error
    if not files:
        raise _refusal(f"the folder '{shown(given)}' holds no .yaml file", "name another folder")
    return files


def yaml_below(folder: Path) -> Iterator[Path]:
    """Give the YAML files at any depth of a folder, hidden ones left out.

    Raises:
        OSError: If a folder cannot be looked at.
    """
    for place, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(place, name)
            if file.suffix.lower() in YAML_SUFFIXES and not name.startswith("."):
                yield file


def _raise(error: OSError) -> None:
    raise error


def _not_a_file(mode: int, name: str) -> SourceError:
    if stat.S_ISDIR(mode):
        return _refusal(f"'{name}' is a folder", "name a file in it")
    return _refusal(
        f"'{name}' is not a regular file", "save what it gives to a file, and name that"
    )


def _unreadable(error: OSError, name: str) -> SourceError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _refusal(f"'{name}' does not exist", "check the path, and the folder you are in")
    if isinstance(error, PermissionError):
        return _refusal(f"'{name}' may not be read", "give yourself permission to read it")
    return _refusal(f"'{name}' cannot be read: {error.strerror or error}", "check the path")


def _refusal(message: str, hint: str) -> SourceError:
    return SourceError([Problem(message, None, hint)])
