"""The texts of a project's own rules, types and frameworks, and of those that come installed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from archlint.edge.attempts import Attempts
from archlint.edge.bundled import FRAMEWORKS, PREFIX, bundled
from archlint.edge.files import FileReader, StrPath, shown
from archlint.edge.packs import installed_packs
from archlint.ruleset.example_reader import without_examples
from archlint.source import SourceError


def type_files(files: FileReader, types: Sequence[StrPath]) -> list[tuple[str, str]]:
    """Return path and text of each file of node types that does not ship with archlint.

    Raises:
        SourceError: With every file that cannot be read.
    """
    added = [text for pack in installed_packs() for text in pack.type_files(files)]
    return added + [(_name(file), text) for file, text in _read_yaml(files, types)]


def rule_files(files: FileReader, rules: Sequence[StrPath]) -> list[tuple[str, str, str]]:
    """Return pack, path and text of each rule: shipped, of installed packs, and the project's own.

    Raises:
        SourceError: With every file that cannot be read.
    """
    added = [
        (file.resolve().parent.name, _name(file), text)
        for file, text in _read_yaml(files, rules, frameworks=False)
    ]
    installed = [text for pack in installed_packs() for text in pack.rule_files(files)]
    return [*bundled().rule_files(files), *installed, *added]


def rule_files_without_examples(
    files: FileReader, rules: Sequence[StrPath]
) -> list[tuple[str, str, str]]:
    """Return the same without the examples of the rules that ship, whose tests have read them.

    Raises:
        SourceError: With every file that cannot be read.
    """
    return [
        (pack, path, without_examples(text) if path.startswith(PREFIX) else text)
        for pack, path, text in rule_files(files, rules)
    ]


def _name(file: Path) -> str:
    """Return what messages call a file of the project: never what one that ships is called."""
    name = shown(file)
    return f"./{name}" if name.startswith(PREFIX) else name


def framework_files(files: FileReader, rules: Sequence[StrPath]) -> list[tuple[str, str]]:
    """Return path and text of each framework that does not ship with archlint.

    Raises:
        SourceError: With every file that cannot be read.
    """
    installed = [text for pack in installed_packs() for text in pack.framework_files(files)]
    own = [(_name(file), text) for file, text in _read_yaml(files, rules, frameworks=True)]
    return [*installed, *own]


def _read_yaml(
    files: FileReader, paths: Sequence[StrPath], *, frameworks: bool | None = None
) -> list[tuple[Path, str]]:
    """Read every file at some paths, or tell of every one that cannot be read.

    Args:
        files: What reads.
        paths: Files and folders.
        frameworks: Whether to keep only what lies in a folder called `frameworks`, or only what
            does not; `None` keeps both.
    """
    attempts = Attempts()
    found = [file for path in paths for file in attempts.make(files.yaml_files, path) or ()]
    if frameworks is not None:
        found = [file for file in found if (file.resolve().parent.name == FRAMEWORKS) is frameworks]
    texts = [(file, attempts.make(files.read, file, _name(file))) for file in found]
    if attempts.problems:
        raise SourceError(attempts.problems)
    return [(file, text) for file, text in texts if text is not None]
