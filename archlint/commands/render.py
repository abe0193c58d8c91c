"""``archlint render``: draw a model, or tell whether its pictures are current."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archlint.architecture.values import Model
from archlint.commands.currency import tell_currency
from archlint.commands.judging import chosen_models
from archlint.commands.pictures import (
    FORMATS,
    draw_pictures,
    picture_state,
    picture_stem,
    refuse_too_large,
)
from archlint.commands.workplace import open_workplace
from archlint.edge.files import FileReader, shown
from archlint.edge.loading import load_models
from archlint.edge.places import DEFAULT_FOLDER
from archlint.edge.sources import ModelSource
from archlint.edge.terminal import Terminal
from archlint.edge.writing import write_files


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What the command line asks of `render`.

    Attributes:
        model: The path of the model; `None` for the project's.
        config: The configuration to read instead of the one that is found.
        types: Files and folders of further node types.
        env: The environment to draw, `all` for every one; `None` for the model as it stands.
        output: The folder to write to.
        formats: The formats to draw; `None` for all.
        check: Whether to compare with what is there, instead of drawing.
    """

    model: str | None
    config: str | None
    types: tuple[str, ...]
    env: str | None
    output: str
    formats: tuple[str, ...] | None
    check: bool


def run(options: RenderOptions, terminal: Terminal, files: FileReader) -> int:
    """Draw or compare the pictures of a model, say what was found, and return the exit status.

    Raises:
        ArchlintError: If the model cannot be read or drawn, or the pictures not be written.
    """
    workplace = open_workplace(options, files, models=[options.model] if options.model else ())
    loaded = load_models(files, ModelSource(workplace.model), workplace.extent(options.env))
    models = chosen_models(loaded, options.env)
    if options.check:
        return _check(models, options, terminal, files)
    _write(models, options, terminal, files)
    return 0


def _write(
    models: Sequence[Model], options: RenderOptions, terminal: Terminal, files: FileReader
) -> None:
    folder = Path(options.output)
    pictures = {
        f"{picture_stem(model)}.{suffix}": data
        for model in models
        for suffix, data in draw_pictures(model, files, options.formats or FORMATS).items()
    }
    write_files(folder, pictures)
    for name in sorted(pictures):
        terminal.say(f"wrote {shown(folder / name)}")


def _check(
    models: Sequence[Model], options: RenderOptions, terminal: Terminal, files: FileReader
) -> int:
    folder = Path(options.output)
    states = {}
    for model in models:
        refuse_too_large(model, files)
        for suffix in options.formats or FORMATS:
            picture = folder / f"{picture_stem(model)}.{suffix}"
            states[shown(picture)] = picture_state(picture, model, files)
    return tell_currency(states, folder=folder, mend=command_line(options), terminal=terminal)


def command_line(options: RenderOptions) -> str:
    """Return the command that makes the pictures current."""
    words = ["archlint", "render"]
    if options.model is not None:
        words.append(options.model)
    if options.output != DEFAULT_FOLDER:
        words += ["-o", options.output]
    for name in ("config", "env"):
        value = getattr(options, name)
        if value is not None:
            words += [f"--{name}", value]
    for path in options.types:
        words += ["--types", path]
    for suffix in options.formats or ():
        words += ["--format", suffix]
    return shlex.join(words)
