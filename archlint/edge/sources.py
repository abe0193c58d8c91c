"""Where models come from: files, or the standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from archlint.architecture.decoding import MAX_BYTES
from archlint.edge.files import StrPath
from archlint.errors import ArchlintError

if TYPE_CHECKING:
    from archlint.ruleset.parameters import Given

STDIN = "-"
_NAMELESS = "<stdin>"


@dataclass(frozen=True, slots=True)
class ModelSource:
    """Where a model comes from.

    Attributes:
        path: The model's file; for a text that came otherwise, the file that it stands for.
        data: The text's bytes, where they were read already, as from the standard input.
    """

    path: StrPath
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """What belongs to a project besides its models, and what is meant of those.

    Attributes:
        root: The folder that included files lie in; `None` for the working directory, or the
            model's own folder where the model lies elsewhere.
        types: Files and folders of further node types.
        rules: Files and folders of further rules.
        plugins: Modules of further rules written in Python, besides the installed ones.
        environment: The environment of the models that is meant, `all` for every one.
        parameters: Values of rules' parameters, by rule and name, each with its place.
    """

    root: Path | None = None
    types: Sequence[StrPath] = ()
    rules: Sequence[StrPath] = ()
    plugins: Sequence[str] = ()
    environment: str | None = None
    parameters: Given = field(default_factory=dict)


def model_sources(models: Sequence[StrPath], stdin_filename: str | None) -> tuple[ModelSource, ...]:
    """Return where models come from, each once, and read the standard input where it is meant.

    Args:
        models: Paths; `-` is the standard input.
        stdin_filename: The file that the standard input stands for: messages name it, and what it
            includes is looked for in its folder.

    Raises:
        ArchlintError: If that file is named and the standard input is not read.
    """
    if stdin_filename is not None and STDIN not in models:
        raise ArchlintError(
            "--stdin-filename names the standard input, which is not asked for",
            hint="name '-' as the model, too",
        )
    found: dict[str, ModelSource] = {}
    for model in models:
        if model == STDIN:
            name = stdin_filename or _NAMELESS
            found.setdefault(STDIN, ModelSource(name, _standard_input()))
        else:
            found.setdefault(str(Path(model)), ModelSource(model))
    return tuple(found.values())


def _standard_input() -> bytes:
    if sys.stdin is None:  # closed by whoever started this process
        return b""
    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise ArchlintError(
            f"the standard input cannot be read: {error.strerror or error}", hint="name a file"
        ) from error
