"""From paths to values: the catalogue, the rules and the model, with every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.reader import read_model
from archlint.architecture.values import Model
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader, StrPath, shown, yaml_files
from archlint.edge.places import DEFAULT_MODEL
from archlint.edge.plugins import installed_rules, plugin_rules
from archlint.errors import ArchlintError
from archlint.ruleset import PythonRule, Rule, read_rules
from archlint.source import Problem, Problems, SourceError

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What a model can be held to.

    Attributes:
        catalogue: The node types, shipped and added.
        rules: The rules, shipped and added.
    """

    catalogue: Catalogue
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """A model, and what it is held to."""

    model: Model
    rules: tuple[Rule, ...]


def load_model(files: FileReader, model: StrPath, *, types: Sequence[StrPath] = ()) -> Model:
    """Load a model alone.

    Args:
        files: What reads, and remembers for messages.
        model: The path of the model.
        types: Files and folders of further node types.

    Raises:
        SourceError: With every problem that was found.
    """
    attempts = _Attempts()
    text = attempts.make(_read_model_file, files, model)
    catalogue = attempts.make(_load_catalogue, files, types)
    if text is None or catalogue is None:
        raise SourceError(attempts.problems)
    return read_model(text, shown(model), catalogue)


def load_rulebook(
    files: FileReader,
    *,
    types: Sequence[StrPath] = (),
    rules: Sequence[StrPath] = (),
    plugins: Sequence[str] = (),
) -> Rulebook:
    """Load the rules alone.

    Args:
        files: What reads, and remembers for messages.
        types: Files and folders of further node types.
        rules: Files and folders of further rules.
        plugins: Modules of further rules, besides the installed ones.

    Raises:
        SourceError: With every problem that was found.
    """
    attempts = _Attempts()
    rule_files = attempts.make(_rule_files, files, rules)
    catalogue = attempts.make(_load_catalogue, files, types)
    in_python = attempts.make(_python_rules, plugins)
    if rule_files is None or catalogue is None or in_python is None:
        raise SourceError(attempts.problems) from attempts.cause
    return Rulebook(catalogue, _joined(read_rules(rule_files, catalogue), in_python))


def load_project(
    files: FileReader,
    model: StrPath,
    *,
    types: Sequence[StrPath] = (),
    rules: Sequence[StrPath] = (),
    plugins: Sequence[str] = (),
) -> Project:
    """Load a model and the rules for it; what is wrong with the one does not hide the other.

    Args:
        files: What reads, and remembers for messages.
        model: The path of the model.
        types: Files and folders of further node types.
        rules: Files and folders of further rules.
        plugins: Modules of further rules, besides the installed ones.

    Raises:
        SourceError: With every problem that was found.
    """
    attempts = _Attempts()
    text = attempts.make(_read_model_file, files, model)
    rule_files = attempts.make(_rule_files, files, rules)
    catalogue = attempts.make(_load_catalogue, files, types)
    in_python = attempts.make(_python_rules, plugins)
    if catalogue is None:
        raise SourceError(attempts.problems) from attempts.cause
    found, judges = None, None
    if text is not None:
        found = attempts.make(read_model, text, shown(model), catalogue)
    if rule_files is not None:
        judges = attempts.make(read_rules, rule_files, catalogue)
    if found is None or judges is None or in_python is None:
        raise SourceError(attempts.problems) from attempts.cause
    return Project(found, _joined(judges, in_python))


class _Attempts:
    """Keeps the problems of each attempt, so that a later one is still made."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}
        self.cause: BaseException | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self._problems)

    def make(self, action: Callable[..., _T], *arguments: object) -> _T | None:
        try:
            return action(*arguments)
        except SourceError as error:
            self._problems.update(dict.fromkeys(error.problems))
            self.cause = self.cause or error.__cause__
        except ArchlintError as error:
            self._problems[Problem(str(error), None, error.hint)] = None
            self.cause = self.cause or error.__cause__
        return None


def _read_model_file(files: FileReader, model: StrPath) -> str:
    if model == DEFAULT_MODEL and not Path(model).exists():
        message = f"there is no model at {DEFAULT_MODEL}"
        hint = "name the model's file, or run archlint in the folder that holds model/"
        raise SourceError([Problem(message, None, hint)])
    return files.read(Path(model), shown(model))


def _load_catalogue(files: FileReader, types: Sequence[StrPath]) -> Catalogue:
    data = bundled()
    added = [(shown(file), text) for file, text in _read_yaml(files, types)]
    return read_catalogue([*data.type_files(files), *added], data.icon_index(files))


def _rule_files(files: FileReader, rules: Sequence[StrPath]) -> list[tuple[str, str, str]]:
    added = [
        (file.resolve().parent.name, shown(file), text) for file, text in _read_yaml(files, rules)
    ]
    return [*bundled().rule_files(files), *added]


def _python_rules(plugins: Sequence[str]) -> list[PythonRule]:
    """Load the installed rules and the named ones, or tell of every plug-in that fails."""
    attempts = _Attempts()
    loaded = [attempts.make(installed_rules)]
    loaded += [attempts.make(plugin_rules, name) for name in plugins]
    if attempts.problems:
        raise SourceError(attempts.problems) from attempts.cause
    return [rule for rules in loaded for rule in rules or ()]


def _joined(declared: Sequence[Rule], in_python: Sequence[PythonRule]) -> tuple[Rule, ...]:
    """Return all rules by id.

    Raises:
        SourceError: If two bear one id.
    """
    rules: dict[str, Rule] = {rule.id: rule for rule in declared}
    problems = Problems()
    for rule in in_python:
        first = rules.setdefault(rule.id, rule)
        if first is not rule:
            problems.add(
                f"the rule '{rule.id}' is defined twice: in the pack '{rule.pack}' "
                f"({rule.location}) and in the pack '{first.pack}' ({first.location})",
                None,
                "give one of them another id",
            )
    problems.raise_if_any()
    return tuple(rules[rule_id] for rule_id in sorted(rules))


def _read_yaml(files: FileReader, paths: Sequence[StrPath]) -> list[tuple[Path, str]]:
    """Read every file at some paths, or tell of every one that cannot be read."""
    attempts = _Attempts()
    found = [file for path in paths for file in attempts.make(yaml_files, path) or ()]
    texts = [(file, attempts.make(files.read, file)) for file in found]
    if attempts.problems:
        raise SourceError(attempts.problems)
    return [(file, text) for file, text in texts if text is not None]
