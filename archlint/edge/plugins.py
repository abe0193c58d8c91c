"""Rules written in Python: which are installed, and which the command line names.

Only what is installed, or what the command line names, is imported: whoever checks a stranger's
model does not run a stranger's code.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

from archlint.edge.bundled import PREFIX
from archlint.edge.distributions import EntryPoint, Provider, providers
from archlint.edge.files import shown
from archlint.errors import ArchlintError
from archlint.ruleset import PythonRule
from archlint.source import Problem, SourceError

GROUP = "archlint.rules"
_PRIVATE = "_archlint_plugin_"


class Fingerprint(NamedTuple):
    """What decides which installed rules there are: a cached answer is one for these alone.

    Attributes:
        distribution: The name of a distribution that provides rules.
        version: Its version.
        editable: Whether its code may change without its version.
    """

    distribution: str
    version: str
    editable: bool


def plugin_fingerprint() -> tuple[Fingerprint, ...]:
    """Return every distribution that provides rules, by name; nothing is imported."""
    return tuple(
        Fingerprint(found.name, found.version, found.editable) for found in providers(GROUP)
    )


def installed_rules() -> tuple[PythonRule, ...]:
    """Return the rules of every installed distribution, by the name of their entry points.

    Raises:
        SourceError: With every entry point that cannot be loaded. None is skipped: a rule that is
            not there finds nothing, which would look like a clean model.
    """
    named = [(point, found) for found in providers(GROUP) for point in found.entry_points]
    rules: list[PythonRule] = []
    problems: list[Problem] = []
    errors: list[Exception] = []
    for point, provider in sorted(named, key=lambda pair: (pair[0].name, pair[1].name)):
        try:
            rules += _rules_of(point)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - it runs foreign code
            problems.append(_problem(point, provider, error))
            errors.append(error if isinstance(error, Exception) else RuntimeError(repr(error)))
    if problems:
        raise SourceError(problems) from ExceptionGroup("plug-ins that cannot be loaded", errors)
    return tuple(rules)


def _rules_of(point: EntryPoint) -> Iterator[PythonRule]:
    module_name, _, path = point.value.partition(":")
    found: object = importlib.import_module(module_name.strip())
    for attribute in filter(None, path.strip().split(".")):
        found = getattr(found, attribute)
    return (_placed(rule, point.name) for rule in _rules_in(found, point.value))


def _problem(point: EntryPoint, provider: Provider, error: BaseException) -> Problem:
    return Problem(
        f"the entry point '{point.name} = {point.value}' of {provider.name} {provider.version} "
        f"cannot be loaded: {_told(error)}",
        None,
        f"mend {provider.name}, or uninstall it; --debug shows the traceback",
    )


def plugin_rules(name: str) -> tuple[PythonRule, ...]:
    """Return the rules of a module that the command line names.

    Args:
        name: The dotted name of a module that can be imported, or the path of a Python file: a
            name with a slash, or one that ends in `.py`.

    Raises:
        ArchlintError: If it cannot be loaded, or holds no rule.
    """
    is_path = name.endswith(".py") or "/" in name or "\\" in name
    try:
        module = _run_file(Path(name)) if is_path else importlib.import_module(name)
        found = tuple(_rules_in(module, name))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise ArchlintError(
            f"the plug-in '{name}' cannot be loaded: {_told(error)}",
            hint="name a Python file, or a module that is installed; --debug shows the traceback",
        ) from error
    pack = Path(name).stem if is_path else name
    return tuple(_placed(rule, pack, shown(name) if is_path else "") for rule in found)


def _run_file(path: Path) -> ModuleType:
    """Import a file under a private name: neither it nor its neighbours can shadow a module."""
    from importlib.machinery import SourceFileLoader
    from importlib.util import module_from_spec, spec_from_loader

    class Loader(SourceFileLoader):
        """Leaves no compiled file behind, and believes none that lies there."""

        def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - the base class's
            return self.source_to_code(self.get_data(self.path), self.path)

    name = f"{_PRIVATE}{path.stem}"
    spec = spec_from_loader(name, Loader(name, str(path)))
    assert spec is not None  # noqa: S101 - the loader is a loader of files
    module = module_from_spec(spec)
    sys.modules[name] = module  # while it runs, dataclasses look it up there
    assert spec.loader is not None  # noqa: S101 - it was given
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _rules_in(found: object, name: str) -> Iterator[PythonRule]:
    """Give the rules that a module, a rule or a list of rules stands for.

    Raises:
        TypeError: If it is something else.
        ValueError: If there is no rule in it.
    """
    if isinstance(found, PythonRule):
        return iter([found])
    items: Sequence[object]
    if isinstance(found, ModuleType):
        items = [v for _, v in sorted(vars(found).items()) if isinstance(v, PythonRule)]
    elif isinstance(found, Sequence) and not isinstance(found, str):
        items = found
    else:
        raise TypeError(f"'{name}' is neither a module nor a rule nor a list of rules")
    rules = [item for item in items if isinstance(item, PythonRule)]
    if len(rules) < len(items):
        raise TypeError(f"'{name}' holds something that is not a rule")
    if not rules:
        raise ValueError(f"'{name}' holds no rule; decorate a generator function with @rule(...)")
    return iter({id(rule): rule for rule in rules}.values())


def _placed(rule: PythonRule, pack: str, path: str = "") -> PythonRule:
    """Name a rule's pack, and its file in a way that is the same on every machine."""
    location = rule.location._replace(path=path or _module_path(rule))
    examples = tuple(replace(example, location=location) for example in rule.examples)
    return replace(rule, pack=pack, location=location, examples=examples)


def _module_path(rule: PythonRule) -> str:
    """Return `acme/rules/names.py` for a module, and `archlint:checks/names.py` for archlint's."""
    file, module = Path(rule.location.path), rule.function.__module__
    depth = module.count(".") + 1 + (file.name == "__init__.py")
    path = "/".join(file.parts[-depth:])
    own = "archlint/"
    return PREFIX + path.removeprefix(own) if path.startswith(own) else path


def _told(error: BaseException) -> str:
    detail = " ".join(str(error).split())
    return f"{type(error).__name__}: {detail}" if detail else type(error).__name__
