"""Finding the YAML files that a glob means, with a bound on how much is looked at."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from fnmatch import translate
from pathlib import Path
from typing import NamedTuple

from archlint.source import Problem, SourceError

MAX_ENTRIES = 100_000
YAML_SUFFIXES = frozenset({".yaml", ".yml"})
_MAX_PATTERN = 4096  # no path is longer
_FOLDERS = "**"


class Budget:
    """How much globs may still look at.

    Attributes:
        left: The number of files and folders.
    """

    def __init__(self, entries: int | None = None) -> None:
        """Allow a number of files and folders, by default what a model may look at."""
        self.left = MAX_ENTRIES if entries is None else entries

    def spend(self, entries: int) -> None:
        """Take off what is looked at.

        Raises:
            SourceError: If that is more than what is left.
        """
        self.left -= entries
        if self.left < 0:
            raise SourceError(
                [
                    Problem(
                        f"the glob looks at more than {MAX_ENTRIES:,} files",
                        None,
                        "name the folders that hold the files, without '**'",
                    )
                ]
            )


class _Entry(NamedTuple):
    name: str
    path: str
    is_folder: bool  # a link to a folder is none
    is_file: bool


class _Component(NamedTuple):
    text: str
    matches: Callable[[str], object]

    @property
    def is_literal(self) -> bool:
        return not any(char in self.text for char in "*?[")


def yaml_matching(folder: Path, pattern: str, budget: Budget) -> Iterator[Path]:
    """Give the YAML files below a folder that match a glob, in no order, hidden ones left out.

    `*`, `?` and `[abc]` match in a name, upper and lower case apart; `**` is any number of folders,
    also none. A link to a folder is not followed, so that every folder is looked at once.

    Args:
        folder: Where the glob begins.
        pattern: The glob, its parts apart by `/`.
        budget: Pays for each entry of a folder and each name that it is compared with.

    Raises:
        OSError: If a folder cannot be looked at.
        SourceError: If the budget is spent.
    """
    if len(pattern) > _MAX_PATTERN:
        return
    components = _components(pattern)
    last = len(components) - 1
    waiting = [(str(folder), _reached({0}, components))]
    while waiting:
        place, states = waiting.pop()
        for entry in _entries(place, [components[state] for state in sorted(states)], budget):
            onwards = set()
            for state in states:
                component = components[state]
                if component.text == _FOLDERS:
                    onwards.add(state)
                elif component.matches(entry.name):
                    onwards.add(state + 1)
            if last + 1 in onwards and entry.is_file:
                yield Path(entry.path)
            onwards.discard(last + 1)
            if onwards and entry.is_folder:
                waiting.append((entry.path, _reached(onwards, components)))


def _components(pattern: str) -> list[_Component]:
    """Split a glob; `**/**` is `**`."""
    texts: list[str] = []
    for text in pattern.split("/"):
        if text != _FOLDERS or texts[-1:] != [_FOLDERS]:
            texts.append(text)
    return [_Component(text, re.compile(translate(text)).match) for text in texts]


def _reached(states: set[int], components: list[_Component]) -> frozenset[int]:
    """Add the components that follow a `**`, which may be no folder at all."""
    after = {state + 1 for state in states if components[state].text == _FOLDERS}
    return frozenset(states | {state for state in after if state < len(components)})


def _entries(place: str, wanted: list[_Component], budget: Budget) -> list[_Entry]:
    """Return what may match in a folder; where only plain names are wanted, it is not listed."""
    if all(component.is_literal for component in wanted):
        names = {component.text for component in wanted}
        budget.spend(len(names))
        found = [_named(place, name) for name in sorted(names)]
    else:
        price = max(1, sum(component.text != _FOLDERS for component in wanted))
        found = list(_listed(place, price, budget))
    return [entry for entry in found if not entry.name.startswith(".")]


def _named(place: str, name: str) -> _Entry:
    path = Path(place, name)
    is_folder = path.is_dir() and not path.is_symlink()
    return _Entry(name, str(path), is_folder, _is_yaml(name) and path.is_file())


def _listed(place: str, price: int, budget: Budget) -> Iterator[_Entry]:
    with os.scandir(place) as entries:
        for entry in entries:
            budget.spend(price)
            is_folder = entry.is_dir(follow_symlinks=False)
            is_file = _is_yaml(entry.name) and Path(entry.path).is_file()
            yield _Entry(entry.name, entry.path, is_folder, is_file)


def _is_yaml(name: str) -> bool:
    return Path(name).suffix.lower() in YAML_SUFFIXES
