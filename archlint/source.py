"""Where something stands in a text, and what is wrong there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from archlint.errors import ArchlintError


class Location(NamedTuple):
    """A place in a file. Lines and columns count from 1, columns in characters."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        """Write it the way compilers do, so that editors can jump to it."""
        return f"{self.path}:{self.line}:{self.column}"


def both_places(first: Location, second: Location) -> str:
    """Write two places: by their lines in one file, in full in two."""
    if first.path == second.path:
        return f"on line {first.line} and on line {second.line}"
    return f"at {first} and at {second}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an input.

    Attributes:
        message: What is wrong, as a plain sentence without a final full stop.
        location: Where; `None` when the whole input is meant.
        hint: What to do about it; may be empty.
    """

    message: str
    location: Location | None = None
    hint: str = ""


class SourceError(ArchlintError):
    """An input that could not be used, with every problem that was found in it.

    Attributes:
        problems: The problems, in the order of their places.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Sort the problems by place; there is at least one."""
        self.problems = tuple(sorted(problems, key=_place))
        first = self.problems[0]
        super().__init__(first.message, hint=first.hint)


def _place(problem: Problem) -> tuple[str, int, int, str]:
    if problem.location is None:
        return ("", 0, 0, problem.message)
    return (*problem.location, problem.message)


MAX_PROBLEMS = 100


class Problems:
    """Collects the problems of an input, so that one run reports all of them.

    A file of more than a hundred is of another kind, or hostile: the next one stops the reading.
    """

    def __init__(self) -> None:
        """Start with none."""
        self._found: dict[Problem, None] = {}

    def add(self, message: str, location: Location | None, hint: str = "") -> None:
        """Note a problem; the same one noted twice counts once.

        Raises:
            SourceError: If there are too many.
        """
        self.extend([Problem(message, location, hint)])

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take over the problems of another stage.

        Raises:
            SourceError: If there are too many.
        """
        for problem in problems:
            if len(self._found) == MAX_PROBLEMS and problem not in self._found:
                more = Problem(
                    f"there are more than the {MAX_PROBLEMS} problems listed here",
                    problem.location,
                    "correct these, then run again",
                )
                raise SourceError([*self._found, more])
            self._found.setdefault(problem)

    def found(self) -> tuple[Problem, ...]:
        """Return what was noted so far."""
        return tuple(self._found)

    def __bool__(self) -> bool:
        """Tell whether anything was found."""
        return bool(self._found)

    def raise_if_any(self) -> None:
        """Raise every problem at once.

        Raises:
            SourceError: If there is at least one.
        """
        if self._found:
            raise SourceError(self._found)
