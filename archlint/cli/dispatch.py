"""From the parsed command line to the command, which is imported only now."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import fields
from typing import Any, TypeVar

from archlint.edge.files import FileReader
from archlint.edge.terminal import Terminal

_T = TypeVar("_T")


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
    match arguments.command:
        case "check":
            from archlint.commands import check

            return check.run(_options(check.CheckOptions, arguments), terminal, files)
        case "render":
            from archlint.commands import render

            return render.run(_options(render.RenderOptions, arguments), terminal, files)
        case "docs":
            from archlint.commands import docs

            return docs.run(_options(docs.DocsOptions, arguments), terminal, files)
        case "report":
            from archlint.commands import report

            return report.run(_options(report.ReportOptions, arguments), terminal, files)
        case "explain":
            from archlint.commands import explain

            return explain.run(_options(explain.ExplainOptions, arguments), terminal, files)
        case "rules docs":
            from archlint.commands import rule_pages

            return rule_pages.run(_options(rule_pages.PagesOptions, arguments), terminal, files)
        case "rules list":
            from archlint.commands import rules

            return rules.run_list(_options(rules.RulesOptions, arguments), terminal, files)
        case "rules test":
            from archlint.commands import rules

            return rules.run_test(_options(rules.RulesOptions, arguments), terminal, files)
        case "cache clear":
            from archlint.commands import cache

            return cache.run_clear(terminal)
        case "init":
            from archlint.commands import init

            return init.run(_options(init.InitOptions, arguments), terminal, files)
        case "schema":
            from archlint.commands import schema

            return schema.run(_options(schema.SchemaOptions, arguments), terminal, files)
    raise AssertionError(arguments.command)


def _options(kind: type[_T], arguments: Namespace) -> _T:
    """Pick a command's options from the command line, lists frozen."""
    values: dict[str, Any] = vars(arguments)
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # a dataclass each
    picked = {name: values[name] for name in names if name in values}
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in picked.items()})
