"""Making one attempt after another, so that the problems of all are told at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from archlint.errors import ArchlintError
from archlint.source import Problem, SourceError

_T = TypeVar("_T")


class Attempts:
    """Keeps the problems of each attempt, so that a later one is still made."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}
        self.cause: BaseException | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that went wrong so far."""
        return tuple(self._problems)

    def make(self, action: Callable[..., _T], *arguments: object) -> _T | None:
        """Return what an action makes, or `None` after noting why it makes nothing."""
        try:
            return action(*arguments)
        except SourceError as error:
            self._problems.update(dict.fromkeys(error.problems))
            self.cause = self.cause or error.__cause__
        except ArchlintError as error:
            self._problems[Problem(str(error), None, error.hint)] = None
            self.cause = self.cause or error.__cause__
        return None
