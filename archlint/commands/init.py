"""``archlint init``: a first model, configuration, hook and workflow, where there are none yet."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from os.path import lexists
from pathlib import Path

from archlint import __version__
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader, leads_out, shown
from archlint.edge.places import DEFAULT_MODEL, working_directory
from archlint.edge.settings import OWN_FILE, find_settings
from archlint.edge.terminal import Terminal
from archlint.edge.writing import write_files
from archlint.errors import ArchlintError
from archlint.text import listed

HOOK = ".pre-commit-config.yaml"
WORKFLOW = ".github/workflows/archlint.yml"
_TEMPLATES = {
    DEFAULT_MODEL: "architecture.yaml",
    OWN_FILE: "archlint.toml",
    HOOK: "pre-commit-config.yaml",
    WORKFLOW: "workflow.yml",
}


@dataclass(frozen=True, slots=True)
class InitOptions:
    """What the command line asks of `init`.

    Attributes:
        folder: The folder to begin in; made where it is missing.
        name: What the system is called; `None` for the folder's name.
    """

    folder: str
    name: str | None


def run(options: InitOptions, terminal: Terminal, files: FileReader) -> int:
    """Write what is missing, tell what is there already, and return the exit status.

    Raises:
        ArchlintError: If the files cannot be written, or the project's configuration not be read.
    """
    folder = Path(options.folder)
    name = options.name if options.name is not None else _name_of(folder)
    if not name.strip():
        raise ArchlintError("the system's name is empty", hint='write --name "Shop"')
    there = _there(folder, files)
    missing = {path: template for path, template in _TEMPLATES.items() if path not in there}
    _refuse_links_out(folder, missing)
    texts = bundled().first_files(files)
    write_files(folder, {path: _filled(texts[t], name) for path, t in missing.items()})
    for path in sorted(missing):
        terminal.say(f"wrote {shown(folder / path)}")
    for path in sorted(there):
        terminal.say(f"kept {shown(folder / path)}: {there[path]}")
    if DEFAULT_MODEL in missing:
        place = "" if folder == Path() else f" in {shown(folder)}"
        terminal.say(f"next: describe your system in {shown(folder / DEFAULT_MODEL)}, and run")
        terminal.say(
            f"'archlint check'{place}; 'archlint check --unknown' tells what is not said yet"
        )
    return 0


def _refuse_links_out(folder: Path, paths: Iterable[str]) -> None:
    """Refuse to write to where a link leads that stands in the folder.

    Raises:
        ArchlintError: If one leads out of it.
    """
    for path in sorted(paths):
        if leads_out(folder / path, folder):
            raise ArchlintError(
                f"{shown(folder / path)} would be written outside of {shown(folder)}: "
                "a link leads out",
                hint="remove the link, or begin in another folder",
            )


def _there(folder: Path, files: FileReader) -> dict[str, str]:
    """Return what is not written, and why: it would replace or contradict what there is."""
    there = {path: "it is there already" for path in _TEMPLATES if lexists(folder / path)}
    if folder.is_dir():
        found = find_settings(files, folder.absolute())
        if found.settings.path and found.root == folder.resolve():
            there.setdefault(OWN_FILE, f"{found.settings.path} has the settings")
            models = [model.text for model in found.settings.models]
            if models and DEFAULT_MODEL not in models:
                named = f"{found.settings.path} names {listed(models)}"
                there.setdefault(DEFAULT_MODEL, named)
    return there


def _name_of(folder: Path) -> str:
    return (working_directory() / folder).resolve().name or "System"


def _filled(template: str, name: str) -> bytes:
    # A JSON text is a YAML text, whatever the name holds.
    text = template.replace("@name@", json.dumps(name, ensure_ascii=False))
    return text.replace("@version@", __version__).encode("utf-8", "backslashreplace")
