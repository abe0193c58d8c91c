"""The two sides of a comparison: each a revision of the repository, or files as they lie there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, chdir, contextmanager, nullcontext
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from archlint.edge.files import FileReader, shown
from archlint.edge.places import working_directory
from archlint.review.values import Revision
from archlint.source import Location, SourceError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Options = TypeVar("_Options", bound="DataclassInstance")
WORKING_TREE = "working tree"
# What the command line may name by a path, alone or several at once.
_PATHS = ("config", "baseline", "model")
_LISTS_OF_PATHS = ("types", "rules", "plugins")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one side is read.

    Attributes:
        revision: What it is called.
        folder: The folder that stands for the working directory; `None` for that itself.
        files: What reads there, and remembers for messages.
        top: The top of the repository, where it is a revision of one.
    """

    revision: Revision
    folder: Path | None
    files: FileReader
    top: Path | None = None

    def entered(self) -> AbstractContextManager[None]:
        """Make it the working directory for a while, so that paths mean the same on both sides."""
        return nullcontext() if self.folder is None else chdir(self.folder)

    def as_shown(self, location: Location) -> Location:
        """Return a position in a file of this side as it is told beside those of the other."""
        if self.folder is None:
            return location
        return location._replace(path=f"{self.revision.name}:{location.path}")

    @contextmanager
    def telling(self, texts: dict[str, str]) -> Iterator[None]:
        """Enter it, and let errors name the revision whose files they are in.

        Args:
            texts: Takes the texts that the errors show lines of.

        Raises:
            SourceError: As what is done here does.
        """
        try:
            with self.entered():
                yield
        except SourceError as error:
            if self.folder is None:
                raise
            name = self.revision.name
            texts.update({f"{name}:{path}": text for path, text in self.files.texts.items()})
            problems = [
                replace(problem, message=f"{problem.message} (in {name})")
                if problem.location is None
                else replace(problem, location=self.as_shown(problem.location))
                for problem in error.problems
            ]
            raise SourceError(problems) from error


def in_repository(options: _Options, top: Path | None) -> _Options:
    """Return options whose paths mean the same in every revision of a repository.

    A path into the repository becomes relative to the working directory, any other absolute.
    Modules of rules in Python are named on the command line alone, and never read from a revision.

    Args:
        options: What the command line says.
        top: The top of the repository; `None` leaves them as they are.
    """
    if top is None:
        return options
    known = {field.name for field in fields(options)}
    changed: dict[str, Any] = {
        name: portable(path, top)
        for name in _PATHS
        if name in known and (path := getattr(options, name)) is not None
    }
    for name in _LISTS_OF_PATHS:
        if name in known:
            placed = _absolute_file if name == "plugins" else portable
            changed[name] = tuple(placed(path, top) for path in getattr(options, name))
    return replace(options, **changed)


def paths_of(options: object) -> tuple[str, ...]:
    """Return the files and folders that the command line names, rules in Python left out."""
    alone = [getattr(options, name, None) for name in _PATHS]
    several = [path for name in ("types", "rules") for path in getattr(options, name, ())]
    return tuple(path for path in (*alone, *several) if path is not None)


def portable(path: str, top: Path | None) -> str:
    """Return a path that means the same in every revision of a repository.

    What counts is where it leads by its name alone: links are the revision's, which may have
    others.

    Args:
        path: A path as the command line has it.
        top: The top of the repository; `None` leaves it as it is.
    """
    if top is None:
        return path
    start = working_directory().resolve()
    given = Path(path)
    place = given.resolve() if given.is_absolute() else Path(os.path.normpath(start / given))
    if place.is_relative_to(top.resolve()):
        return shown(os.path.relpath(place, start))
    return str(place)


def _absolute_file(module: str, _: Path | None) -> str:
    is_path = module.endswith(".py") or "/" in module or "\\" in module
    return str(Path(module).resolve()) if is_path else module
