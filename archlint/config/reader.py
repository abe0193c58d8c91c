"""The text of a configuration to settings, with every problem at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from archlint.config.help_url import template_fault
from archlint.config.paths import check_paths
from archlint.config.tables import Table
from archlint.config.toml import Document
from archlint.config.values import Chosen, GivenValue, Ignored, Located, Settings, Severities
from archlint.config.versions import check_specifier, check_version
from archlint.source import Location, Problem, Problems, SourceError
from archlint.text import quote

KEYS = (
    "required-version",
    "models",
    "types",
    "rules",
    "packs",
    "fail-on",
    "baseline",
    "help-url",
    "select",
    "ignore",
    "severity",
    "parameters",
)
IGNORE_KEYS = ("rule", "reason")
SEVERITY_KEYS = ("rules", "tags", "packs")
# The table of each name of a file that belongs to more than one tool.
SHARED_FILES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"pyproject.toml": ("tool", "archlint")}
)

_NO_PLUGINS = (
    (
        "plug-ins are named on the command line only (--plugin), so that checking a stranger's "
        "change runs none of its code"
    ),
    "remove this key, and pass --plugin where archlint is run",
)
_REFUSED = dict.fromkeys(("plugin", "plugins", "plug-in", "plug-ins"), _NO_PLUGINS)


def read_settings(
    text: str, path: str, *, table: Sequence[str] = (), version: str = ""
) -> Settings | None:
    """Read the settings of a project.

    Args:
        text: The text of the file.
        path: What messages call it.
        table: The keys of the table to read; none reads the whole file.
        version: This archlint's version. If the file requires another, that is all that is said:
            what else is wrong may be right there. Empty leaves it unchecked.

    Returns:
        The settings, or `None` when there is no such table.

    Raises:
        NotToml: If the file is not TOML.
        SourceError: With every other problem that was found.
    """
    document = Document(text, path)
    problems = Problems()
    values = _inner(document, table)
    if values is None:
        return None
    read = Table(document, tuple(table), values, problems)
    required = read.text("required-version", ">=0.1")
    if required is not None and check_specifier(required, problems) and version:
        check_version(Settings(required_version=required), version)
    settings = _settings(read, required, path, problems)
    problems.raise_if_any()
    return settings


def _inner(document: Document, table: Sequence[str]) -> dict[str, Any] | None:
    values: dict[str, Any] = document.data
    for number, key in enumerate(table, start=1):
        inner = values.get(key)
        if inner is None:
            return None
        if not isinstance(inner, dict):
            if number < len(table):
                return None
            where: Location = document.key(tuple(table[:number]))
            name = ".".join(table[:number])
            step = f"write [{'.'.join(table)}]"
            raise SourceError([Problem(f"'{name}' must be a table", where, step)])
        values = inner
    return values


def _settings(read: Table, required: Located | None, path: str, problems: Problems) -> Settings:
    read.expect("the configuration", KEYS, _REFUSED)
    models = read.texts("models", "model/architecture.yaml")
    types = read.texts("types", "architecture/types")
    rules = read.texts("rules", "architecture/rules")
    baseline = read.text("baseline", "archlint-baseline.json")
    files = () if baseline is None else (baseline,)
    paths = (("models", models), ("types", types), ("rules", rules), ("baseline", files))
    for key, stated in paths:
        check_paths(key, stated, problems)
    return Settings(
        models=models,
        types=types,
        rules=rules,
        packs=read.texts("packs", "aws") if "packs" in read else None,
        select=read.texts("select", "network"),
        ignore=_ignored(read, problems),
        severities=_severities(read),
        parameters=_parameters(read),
        stated_fail_on=read.severity("fail-on"),
        baseline=baseline,
        help_url=_help_url(read, problems),
        required_version=required,
        path=path,
    )


def _help_url(read: Table, problems: Problems) -> Located | None:
    example = "https://example.com/rules/{rule}"
    stated = read.text("help-url", example)
    if stated is None:
        return None
    fault = template_fault(stated.text)
    if fault:
        message = f"{quote(stated.text)} is no address of pages: {fault}"
        problems.add(message, stated.location, f'write help-url = "{example}"')
    return stated


def _ignored(read: Table, problems: Problems) -> tuple[Ignored, ...]:
    found: dict[str, Ignored] = {}
    for entry in read.tables("ignore"):
        entry.expect("an [[ignore]] entry", IGNORE_KEYS, {})
        word = entry.text("rule", "rds-multi-az")
        reason = entry.text("reason", "...")
        for key, step in (("rule", "name what to leave out"), ("reason", "say why")):
            if key not in entry:
                message = f"an [[ignore]] entry needs '{key}'"
                problems.add(message, entry.location, f'{step}: {key} = "..."')
        if word is None or reason is None:
            continue
        if word.text in found:
            message = f"{quote(word.text)} is ignored twice"
            problems.add(message, word.location, "remove one of the entries")
        found.setdefault(word.text, Ignored(word.text, reason.text, word.location))
    return tuple(found.values())


def _severities(read: Table) -> Severities:
    severity = read.table("severity")
    if severity is None:
        return Severities()
    severity.expect("[severity]", SEVERITY_KEYS, {})
    rules, tags, packs = (_overrides(severity.table(key)) for key in SEVERITY_KEYS)
    return Severities(rules, tags, packs)


def _overrides(table: Table | None) -> Mapping[str, Chosen]:
    if table is None:
        return MappingProxyType({})
    stated = {key: table.severity(key) for key in sorted(table)}
    return MappingProxyType({key: chosen for key, chosen in stated.items() if chosen})


def _parameters(read: Table) -> Mapping[str, Mapping[str, GivenValue]]:
    stated = read.table("parameters")
    if stated is None:
        return MappingProxyType({})
    rules = {rule: stated.table(rule) for rule in sorted(stated)}
    return MappingProxyType(
        {rule: table.values() for rule, table in rules.items() if table is not None and [*table]}
    )
