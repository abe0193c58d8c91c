"""``archlint render``: draw a model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from archlint.commands.judging import chosen_models
from archlint.commands.pictures import FORMATS, draw_pictures, picture_stem
from archlint.commands.workplace import open_workplace
from archlint.edge.files import FileReader, shown
from archlint.edge.loading import load_models
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
    """

    model: str | None
    config: str | None
    types: tuple[str, ...]
    env: str | None
    output: str
    formats: tuple[str, ...] | None


def run(options: RenderOptions, terminal: Terminal, files: FileReader) -> int:
    """Draw a model into a folder, say what was written, and return the exit status.

    Raises:
        ArchlintError: If the model cannot be read or the pictures not be written.
    """
    workplace = open_workplace(options, files, models=[options.model] if options.model else ())
    models = load_models(files, ModelSource(workplace.model), workplace.extent(options.env))
    folder = Path(options.output)
    pictures = {
        f"{picture_stem(model)}.{suffix}": data
        for model in chosen_models(models, options.env)
        for suffix, data in draw_pictures(model, files, options.formats or FORMATS).items()
    }
    write_files(folder, pictures)
    for name in sorted(pictures):
        terminal.say(f"wrote {shown(folder / name)}")
    return 0
