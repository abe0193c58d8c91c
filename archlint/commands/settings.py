"""``--show-settings``: what a run would work with, and where that is said."""

from __future__ import annotations

from dataclasses import dataclass

from archlint.commands.workplace import open_workplace
from archlint.edge.files import FileReader
from archlint.edge.terminal import Terminal


@dataclass(frozen=True, slots=True)
class SettingsOptions:
    """What the command line of any command says of the project; see each command's options."""

    config: str | None
    types: tuple[str, ...]
    models: tuple[str, ...] = ()
    model: str | None = None
    rules: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    baseline: str | None = None


def run(options: SettingsOptions, terminal: Terminal, files: FileReader) -> int:
    """Print the settings of a run as a configuration would state them, and return 0.

    Raises:
        ArchlintError: If the configuration cannot be used.
    """
    models = (*options.models, *([options.model] if options.model else []))
    workplace = open_workplace(options, files, models=models, fail_on=options.fail_on)
    terminal.write(workplace.found.as_text(workplace.settings, plugins=workplace.plugins))
    return 0
