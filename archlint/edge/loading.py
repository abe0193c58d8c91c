"""From paths to values: the catalogue, the rules and the model, with every problem at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.collector import collector_held
from archlint.architecture.reader import Models, build_models
from archlint.edge.attempts import Attempts
from archlint.edge.bundled import PREFIX, bundled
from archlint.edge.files import FileReader, StrPath, shown
from archlint.edge.including import read_documents
from archlint.edge.places import DEFAULT_MODEL
from archlint.edge.plugins import installed_rules, plugin_rules
from archlint.edge.rule_files import (
    framework_files,
    rule_files,
    rule_files_without_examples,
    type_files,
)
from archlint.edge.sources import Extent, ModelSource
from archlint.ruleset import PythonRule, Rule, check_aliases, read_rules
from archlint.ruleset.claims import check_claims
from archlint.ruleset.frameworks import Framework, read_frameworks
from archlint.ruleset.parameters import Given, check_given
from archlint.source import Problem, Problems, SourceError


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
    """Models, in the order in which they were named, and what they are held to.

    Attributes:
        models: The models.
        rules: The rules, shipped and added.
        catalogue: The node types, shipped and added.
    """

    models: tuple[Models, ...]
    rules: tuple[Rule, ...]
    catalogue: Catalogue


def load_models(files: FileReader, model: ModelSource, extent: Extent) -> Models:
    """Load a model alone, with its environments.

    Args:
        files: What reads, and remembers for messages.
        model: Where the model comes from.
        extent: What else belongs to the project.

    Raises:
        SourceError: With every problem that was found.
    """
    attempts = Attempts()
    text = attempts.make(_model_text, files, model)
    catalogue = attempts.make(_load_catalogue, files, extent.types)
    if text is None or catalogue is None:
        raise SourceError(attempts.problems)
    return _read_models(files, text, model, extent, catalogue)


def load_catalogue(files: FileReader, extent: Extent) -> Catalogue:
    """Load the catalogue alone.

    Args:
        files: What reads, and remembers for messages.
        extent: What belongs to the project.

    Raises:
        SourceError: With every problem that was found.
    """
    return _load_catalogue(files, extent.types)


def load_rulebook(files: FileReader, extent: Extent) -> Rulebook:
    """Load the rules alone.

    Args:
        files: What reads, and remembers for messages.
        extent: What belongs to the project.

    Raises:
        SourceError: With every problem that was found.
    """
    attempts = Attempts()
    texts = attempts.make(rule_files, files, extent.rules)
    catalogue = attempts.make(_load_catalogue, files, extent.types)
    in_python = attempts.make(_python_rules, extent.plugins)
    if texts is None or catalogue is None or in_python is None:
        raise SourceError(attempts.problems) from attempts.cause
    declared = read_rules(texts, catalogue, extent.parameters)
    rules = _joined(declared, in_python, extent.parameters)
    _check_claims(files, extent, rules)
    return Rulebook(catalogue, rules)


def load_project(files: FileReader, models: Sequence[ModelSource], extent: Extent) -> Project:
    """Load models and the rules for them; what is wrong with the one does not hide the other.

    Args:
        files: What reads, and remembers for messages.
        models: Where the models come from.
        extent: What else belongs to the project.

    Raises:
        SourceError: With every problem that was found.
    """
    attempts = Attempts()
    texts = [attempts.make(_model_text, files, model) for model in models]
    judging = attempts.make(rule_files_without_examples, files, extent.rules)
    catalogue = attempts.make(_load_catalogue, files, extent.types)
    in_python = attempts.make(_python_rules, extent.plugins)
    if catalogue is None:
        raise SourceError(attempts.problems) from attempts.cause
    found = [
        attempts.make(_read_models, files, text, model, extent, catalogue)
        for text, model in zip(texts, models, strict=True)
        if text is not None
    ]
    judges = (
        None
        if judging is None
        else attempts.make(read_rules, judging, catalogue, extent.parameters)
    )
    if attempts.problems or judges is None or in_python is None:
        raise SourceError(attempts.problems) from attempts.cause
    rules = _joined(judges, in_python, extent.parameters)
    _check_claims(files, extent, rules)
    return Project(tuple(model for model in found if model is not None), rules, catalogue)


def load_judges(files: FileReader, extent: Extent, catalogue: Catalogue) -> tuple[Rule, ...]:
    """Load the rules alone, as they are for models with another project's types.

    Args:
        files: What reads, and remembers for messages.
        extent: What belongs to the project whose rules they are.
        catalogue: The types of the models.

    Raises:
        SourceError: With every problem that was found, such as a type that the rules name and the
            catalogue does not have.
    """
    declared = read_rules(
        rule_files_without_examples(files, extent.rules), catalogue, extent.parameters
    )
    return _joined(declared, _python_rules(extent.plugins), extent.parameters)


def load_frameworks(files: FileReader, extent: Extent) -> tuple[Framework, ...]:
    """Load the frameworks of controls alone: shipped, of installed packs, and the project's own.

    Args:
        files: What reads, and remembers for messages.
        extent: What belongs to the project.

    Raises:
        SourceError: With every problem that was found.
    """
    return read_frameworks(
        [*bundled().framework_files(files), *framework_files(files, extent.rules)]
    )


def _check_claims(files: FileReader, extent: Extent, rules: Sequence[Rule]) -> None:
    """Hold the rules that do not ship with archlint to the frameworks that they name.

    Those that ship are held to them by a test: reading the frameworks would slow every check.
    Frameworks that do not ship are read in any case: a rule that lies among them by mistake would
    find nothing, which would look like a clean model.

    Raises:
        SourceError: With every framework or control that there is not.
    """
    claims = [r for r in rules if r.controls and not r.location.path.startswith(PREFIX)]
    shipped = bundled().framework_files(files) if claims else []
    added = framework_files(files, extent.rules)
    if claims or added:
        problems = Problems()
        check_claims(claims, read_frameworks([*shipped, *added]), problems)
        problems.raise_if_any()


def _read_models(
    files: FileReader, text: str, model: ModelSource, extent: Extent, catalogue: Catalogue
) -> Models:
    path, problems = Path(model.path), Problems()
    with collector_held():
        documents = read_documents(files, text, path, _root(path, extent), problems)
        if not documents:
            problems.raise_if_any()
        return build_models(documents, catalogue, problems, environment=extent.environment)


def _root(model: Path, extent: Extent) -> Path:
    root = extent.root or Path()
    return root if model.resolve().is_relative_to(root.resolve()) else model.parent


def _model_text(files: FileReader, model: ModelSource) -> str:
    if model.data is not None:
        return files.take(model.data, shown(model.path))
    if model.path == DEFAULT_MODEL and not Path(model.path).exists():
        message = f"there is no model at {DEFAULT_MODEL}"
        hint = "name the model's file, or run archlint in the folder that holds model/"
        raise SourceError([Problem(message, None, hint)])
    return files.read(Path(model.path), shown(model.path))


def _load_catalogue(files: FileReader, types: Sequence[StrPath]) -> Catalogue:
    data = bundled()
    return read_catalogue(
        type_files(files, types), data.icon_index(files), shipped=data.type_files(files)
    )


def _python_rules(plugins: Sequence[str]) -> list[PythonRule]:
    """Load the installed rules and the named ones, or tell of every plug-in that fails."""
    attempts = Attempts()
    loaded = [attempts.make(installed_rules)]
    loaded += [attempts.make(plugin_rules, name) for name in plugins]
    if attempts.problems:
        raise SourceError(attempts.problems) from attempts.cause
    return [rule for rules in loaded for rule in rules or ()]


def _joined(
    declared: Sequence[Rule], in_python: Sequence[PythonRule], given: Given
) -> tuple[Rule, ...]:
    """Return all rules by id.

    Raises:
        SourceError: If two bear one id, or if the project sets a parameter that there is not.
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
    check_aliases(rules.values(), problems)
    check_given(given, rules.values(), problems)
    problems.raise_if_any()
    return tuple(rules[rule_id] for rule_id in sorted(rules))
