"""Baseline files: read, written, and what they call the models."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from archlint.edge.files import FileReader, shown
from archlint.edge.writing import replacing
from archlint.ruleset.baseline import Baseline, baseline_text
from archlint.ruleset.baseline_reader import read_baseline
from archlint.source import Problem, SourceError


def load_baseline(files: FileReader, path: str, *, may_be_missing: bool = False) -> Baseline:
    """Read a baseline.

    Args:
        files: What reads, and remembers for messages.
        path: Where it is.
        may_be_missing: Whether a file that is not there is an empty baseline.

    Raises:
        SourceError: If it is not there, cannot be read, or is no baseline.
    """
    file = Path(path)
    if not os.path.lexists(file):
        if may_be_missing:
            return Baseline(shown(path), MappingProxyType({}))
        message = f"there is no baseline at '{shown(path)}'"
        raise SourceError([Problem(message, None, "--write-baseline writes one there")])
    return read_baseline(files.read(file), shown(path))


def save_baseline(path: str, models: Mapping[str, Iterable[str]]) -> None:
    """Write a baseline, whole or not at all.

    Args:
        path: Where to.
        models: The ids of the findings of each model.

    Raises:
        ArchlintError: If it cannot be written.
    """
    with replacing(Path(path)) as stream:
        stream.write(baseline_text(models).encode())


def names_in_baseline(path: str, models: Iterable[str]) -> dict[str, str]:
    """Return what a baseline calls models: their paths from its own folder.

    So they are called the same, wherever archlint is run.

    Args:
        path: Where the baseline is.
        models: The paths of the models, as reports have them.
    """
    folder = Path(os.path.realpath(path)).parent
    return {model: _relative(os.path.realpath(model), folder) for model in models}


def _relative(model: str, folder: Path) -> str:
    try:
        return shown(os.path.relpath(model, folder))
    except ValueError:  # on another drive
        return shown(model)
