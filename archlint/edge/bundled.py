"""Finding the data that ships with archlint: types, rules, themes, templates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from archlint.edge.files import FileReader
from archlint.errors import ArchlintError

PREFIX = "archlint:"
FRAMEWORKS = "frameworks"
_PACKAGE = Path(__file__).resolve().parent.parent
_IN_A_CHECKOUT = {"types": "model/types", "rules": "rules", "render": "render"}


@dataclass(frozen=True, slots=True)
class BundledData:
    """The folders of the shipped data.

    Messages call a file in them `archlint:` and its path below, wherever archlint is installed.

    Attributes:
        types: The catalogue of node types.
        rules: The rule packs, a folder each.
        render: Themes, templates and schemas.
    """

    types: Path
    rules: Path
    render: Path

    def type_files(self, files: FileReader) -> list[tuple[str, str]]:
        """Return path and text of every catalogue file."""
        return [
            _named_text(files, file, f"types/{file.name}")
            for file in sorted(self.types.glob("*.yaml"))
        ]

    def icon_index(self, files: FileReader) -> str:
        """Return the text of the index of icon classes."""
        file = self.types / "diagrams-index.tsv"
        return files.read(file, f"{PREFIX}types/{file.name}", traced=False)

    def rule_files(self, files: FileReader) -> list[tuple[str, str, str]]:
        """Return pack, path and text of every rule."""
        found = []
        for file in sorted(self.rules.glob("*/*.yaml")):
            pack = file.parent.name
            if pack == FRAMEWORKS:
                continue
            path, text = _named_text(files, file, f"rules/{pack}/{file.name}")
            found.append((pack, path, text))
        return found

    def framework_files(self, files: FileReader) -> list[tuple[str, str]]:
        """Return path and text of every framework of controls."""
        return [
            _named_text(files, file, f"rules/{FRAMEWORKS}/{file.name}")
            for file in sorted((self.rules / FRAMEWORKS).glob("*.yaml"))
        ]

    def theme(self, files: FileReader, name: str = "default") -> tuple[str, str]:
        """Return path and text of a theme."""
        file = self.render / "themes" / f"{name}.yaml"
        return _named_text(files, file, f"render/themes/{file.name}")

    def first_files(self, files: FileReader) -> dict[str, str]:
        """Return the text of every file that `init` writes, by its name here."""
        return {
            file.name: files.read(file, f"{PREFIX}render/init/{file.name}", traced=False)
            for file in sorted((self.render / "init").iterdir())
        }

    def templates(self, files: FileReader) -> dict[str, str]:
        """Return the text of every template by its file name."""
        return {
            file.name: files.read(file, f"{PREFIX}render/templates/{file.name}", traced=False)
            for file in sorted((self.render / "templates").glob("*.j2"))
        }

    def stylesheet(self, files: FileReader) -> str:
        """Return the style of reports in HTML."""
        file = self.render / "templates" / "report.css"
        return files.read(file, f"{PREFIX}render/templates/{file.name}", traced=False)


def find_bundled(package: Path = _PACKAGE) -> BundledData:
    """Find the data inside the installed package, else beside it in a checkout.

    Args:
        package: The folder of the package `archlint`.

    Raises:
        ArchlintError: If it is in neither place, or not all of it.
    """
    inside, checkout = package / "_bundled", package.parent
    folders = {name: inside / name for name in _IN_A_CHECKOUT}
    if not inside.is_dir() and (checkout / "pyproject.toml").is_file():
        folders = {name: checkout / place for name, place in _IN_A_CHECKOUT.items()}
    if all(folder.is_dir() for folder in folders.values()):
        return BundledData(**folders)
    raise ArchlintError(
        "the types, rules and themes that ship with archlint are missing from this installation",
        hint="install it again: python -m pip install --force-reinstall archlint",
    )


@cache
def bundled() -> BundledData:
    """Return the data of this installation; it does not move during a run.

    Raises:
        ArchlintError: If it is not there.
    """
    return find_bundled()


def _named_text(files: FileReader, file: Path, name: str) -> tuple[str, str]:
    name = PREFIX + name
    return name, files.read(file, name, traced=False)
