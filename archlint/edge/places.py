"""The working directory, and where things are in it unless the command line says otherwise."""

from __future__ import annotations

from pathlib import Path

from archlint.errors import ArchlintError

DEFAULT_MODEL = "model/architecture.yaml"
DEFAULT_FOLDER = "docs/architecture"
RULES_FOLDER = "docs/rules"


def working_directory() -> Path:
    """Return the working directory, absolute.

    Raises:
        ArchlintError: If it was removed.
    """
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise ArchlintError(
            "the working directory does not exist any more", hint="change to one that does"
        ) from error
