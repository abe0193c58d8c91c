"""``archlint render``: draw a model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from archlint.commands.pictures import FORMATS, draw_pictures, picture_stem
from archlint.edge.files import FileReader, shown
from archlint.edge.loading import load_model
from archlint.edge.terminal import Terminal
from archlint.edge.writing import write_files


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What the command line asks of `render`.

    Attributes:
        model: The path of the model.
        types: Files and folders of further node types.
        output: The folder to write to.
        formats: The formats to draw; `None` for all.
    """

    model: str
    types: tuple[str, ...]
    output: str
    formats: tuple[str, ...] | None


def run(options: RenderOptions, terminal: Terminal, files: FileReader) -> int:
    """Draw a model into a folder, say what was written, and return the exit status.

    Raises:
        ArchlintError: If the model cannot be read or the pictures not be written.
    """
    model = load_model(files, options.model, types=options.types)
    stem, folder = picture_stem(options.model), Path(options.output)
    drawn = draw_pictures(model, files, options.formats or FORMATS)
    pictures = {f"{stem}.{suffix}": data for suffix, data in drawn.items()}
    write_files(folder, pictures)
    for name in sorted(pictures):
        terminal.say(f"wrote {shown(folder / name)}")
    return 0
