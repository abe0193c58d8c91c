"""From the parsed command line to the command, which is imported only now."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import fields
from importlib import import_module
from typing import Any, TypeVar

from archlint.edge.files import FileReader
from archlint.edge.terminal import Terminal

_T = TypeVar("_T")
# By the name of a command: its module, what runs it there, and what it takes its options as.
_COMMANDS = {
    "check": ("check", "run", "CheckOptions"),
    "diff": ("diff", "run", "DiffOptions"),
    "docs": ("docs", "run", "DocsOptions"),
    "explain": ("explain", "run", "ExplainOptions"),
    "init": ("init", "run", "InitOptions"),
    "render": ("render", "run", "RenderOptions"),
    "report": ("report", "run", "ReportOptions"),
    "review": ("review", "run", "ReviewOptions"),
    "rules docs": ("rule_pages", "run", "PagesOptions"),
    "rules list": ("rules", "run_list", "RulesOptions"),
    "rules test": ("rules", "run_test", "RulesOptions"),
    "schema": ("schema", "run", "SchemaOptions"),
}


def run_command(arguments: Namespace, terminal: Terminal, texts: dict[str, str]) -> int:
    """Run the command that the command line asks for.

    Args:
        arguments: The parsed command line.
        terminal: Where the command writes.
        texts: Takes every text that is read, by path, for error messages.

    Returns:
        The exit status.
    """
    files = FileReader(texts)
    if getattr(arguments, "show_settings", False):
        from archlint.commands import settings

        return settings.run(_options(settings.SettingsOptions, arguments), terminal, files)
    if arguments.command == "cache clear":
        from archlint.commands import cache

        return cache.run_clear(terminal)
    name, run, options = _COMMANDS[arguments.command]
    module = import_module(f"archlint.commands.{name}")
    status: int = getattr(module, run)(
        _options(getattr(module, options), arguments), terminal, files
    )
    return status


def _options(kind: type[_T], arguments: Namespace) -> _T:
    """Pick a command's options from the command line, lists frozen."""
    values: dict[str, Any] = vars(arguments)
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # a dataclass each
    picked = {name: values[name] for name in names if name in values}
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in picked.items()})
