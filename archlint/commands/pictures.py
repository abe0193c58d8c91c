"""Pictures of a model: what `render`, `docs` and the public API have in common."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from archlint.architecture.values import Model
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader, read_bytes, shown

if TYPE_CHECKING:
    from archlint.diagrams import Theme

FORMATS = ("png", "svg")


def picture_stem(model: Model) -> str:
    """Return the name of a model's pictures, without the suffix: its file's, and environment."""
    stem = Path(model.path).stem
    return f"{stem}-{model.environment}" if model.environment else stem


def draw_pictures(model: Model, files: FileReader, formats: Collection[str]) -> dict[str, bytes]:
    """Return the picture of a model in each format."""
    from archlint.diagrams import draw

    return draw(model, theme_of(files), formats=formats)


def fits_a_picture(model: Model, files: FileReader) -> bool:
    """Tell whether a model is small enough to be drawn whole."""
    from archlint.diagrams import too_large

    return not too_large(model, theme_of(files))


def refuse_too_large(model: Model, files: FileReader) -> None:
    """Refuse a model that drawing would refuse.

    Raises:
        ArchlintError: If it is too large for one picture.
    """
    from archlint.diagrams import refuse_too_large

    refuse_too_large(model, theme_of(files))


def picture_state(path: Path, model: Model, files: FileReader) -> str:
    """Return whether a picture is `missing`, `stale` or `current`."""
    from archlint.diagrams import is_current

    if not path.is_file():
        return "missing"
    picture = read_bytes(path, shown(path))
    return "current" if is_current(picture, model, theme_of(files)) else "stale"


def theme_of(files: FileReader) -> Theme:
    """Return how pictures look."""
    from archlint.diagrams import read_theme

    path, text = bundled().theme(files)
    return read_theme(text, path)
