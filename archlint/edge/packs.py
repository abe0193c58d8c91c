"""Packs of rules that installed distributions bring along, as data: nothing of theirs is run."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.machinery import PathFinder
from pathlib import Path
from typing import NamedTuple

from archlint.architecture.ids import is_id
from archlint.edge.bundled import FRAMEWORKS, bundled
from archlint.edge.distributions import EntryPoint, Provider, providers, search_path
from archlint.edge.files import FileReader
from archlint.source import Problem, SourceError
from archlint.text import quote

GROUP = "archlint.packs"
_RULES = "rules"
_TYPES = "types"


class Pack(NamedTuple):
    """An installed pack.

    Attributes:
        name: Its name: that of its entry point.
        package: The Python package that holds it.
        folder: The folder of that package.
    """

    name: str
    package: str
    folder: Path

    def rule_files(self, files: FileReader) -> list[tuple[str, str, str]]:
        """Return pack, path and text of every rule.

        Raises:
            SourceError: If one cannot be read.
        """
        return [
            (self.name, path, text)
            for path, text in self._texts(files, _RULES)
            if not path.startswith(f"{self.package}/{_RULES}/{FRAMEWORKS}/")
        ]

    def framework_files(self, files: FileReader) -> list[tuple[str, str]]:
        """Return path and text of every framework of controls.

        Raises:
            SourceError: If one cannot be read.
        """
        return list(self._texts(files, f"{_RULES}/{FRAMEWORKS}"))

    def type_files(self, files: FileReader) -> list[tuple[str, str]]:
        """Return path and text of every file of node types.

        Raises:
            SourceError: If one cannot be read.
        """
        return list(self._texts(files, _TYPES))

    def _texts(self, files: FileReader, below: str) -> Iterator[tuple[str, str]]:
        # Also where there is none yet: a result rests on that, too.
        for file in files.matching(self.folder, f"{below}/**/*"):
            path = f"{self.package}/{file.relative_to(self.folder).as_posix()}"
            yield path, files.read(file, path)


def installed_packs() -> tuple[Pack, ...]:
    """Return every installed pack, by name.

    Raises:
        SourceError: With every entry point that names no pack. None is skipped: rules that are not
            there find nothing, which would look like a clean model.
    """
    named = [(point, found) for found in providers(GROUP) for point in found.entry_points]
    own = {FRAMEWORKS, *(found.name for found in bundled().rules.iterdir())} if named else set()
    packs: dict[str, Pack] = {}
    problems: list[Problem] = []
    for point, provider in sorted(named, key=lambda pair: (pair[0].name, pair[1].name)):
        folder = _folder(point.value)
        reason = _fault(point, folder, own | packs.keys())
        if reason:
            problems.append(_problem(point, provider, reason))
        elif folder is not None:
            packs[point.name] = Pack(point.name, point.value, folder)
    if problems:
        raise SourceError(problems)
    return tuple(packs.values())


def _folder(package: str) -> Path | None:
    """Return the folder of an importable package, without importing it."""
    if not package.isidentifier():
        return None
    spec = PathFinder.find_spec(package, search_path())
    places = None if spec is None else spec.submodule_search_locations
    return Path(next(iter(places))) if places else None


def _fault(point: EntryPoint, folder: Path | None, taken: set[str]) -> str:
    if not is_id(point.name):
        return "the name of a pack has small letters, digits, '-' and '_'"
    if point.name in taken:
        return "there is another pack of that name"
    if folder is None:
        return f"{quote(point.value)} is no package at the top level that can be found"
    if not any((folder / _RULES).rglob("*.y*ml")):
        return f"the package {quote(point.value)} has no folder '{_RULES}' with YAML files"
    return ""


def _problem(point: EntryPoint, provider: Provider, reason: str) -> Problem:
    return Problem(
        f"the pack '{point.name} = {point.value}' of {provider.name} {provider.version} cannot be "
        f"used: {reason}",
        None,
        f"mend {provider.name}, or uninstall it",
    )
