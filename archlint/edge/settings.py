"""Finding the project's configuration, and the paths that it states."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archlint import __version__
from archlint.config import (
    SHARED_FILES,
    Located,
    NotToml,
    Settings,
    read_settings,
    settings_as_text,
)
from archlint.edge.files import FileReader, leads_out, read_bytes, shown, yaml_below
from archlint.edge.places import DEFAULT_MODEL
from archlint.source import Location, Problem, Problems, SourceError
from archlint.text import quote

OWN_FILE = "archlint.toml"
SHARED_FILE = "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Found:
    """The settings of a project, and where it is.

    Attributes:
        settings: What the configuration says, or the defaults.
        root: The project's root, absolute: the folder of the configuration, or the working
            directory when there is none.
        start: The working directory, absolute.
    """

    settings: Settings
    root: Path
    start: Path

    def paths(self, stated: Sequence[Located]) -> tuple[str, ...]:
        """Return paths relative to the working directory; those of the command line as given.

        Raises:
            SourceError: If there is nothing at a path that the configuration states, or if it leads
                out of the project by a link, each with its place in the configuration.
        """
        problems = Problems()
        for path in stated:
            if path.location is not None:
                self._check(path, problems)
        problems.raise_if_any()
        return tuple(self._from_start(path) for path in stated)

    def file(self, stated: Located) -> str:
        """Return the path of a file that need not be there, relative to the working directory.

        Raises:
            SourceError: If the configuration states it, and it leads out of the project by a link.
        """
        if stated.location is not None and leads_out(self.root / stated.text, self.root):
            raise SourceError([_led_out(stated.text, stated.location)])
        return self._from_start(stated)

    def default(self, path: str) -> str:
        """Return a path that holds where nothing is stated, relative to the working directory.

        Raises:
            SourceError: If it leads out of the project by a link.
        """
        place = self.start / path
        if leads_out(place, self.root) and leads_out(place, self.start):
            raise SourceError([_led_out(path)])
        return path

    def as_text(self, settings: Settings, *, plugins: Sequence[str] = ()) -> str:
        """Show the settings of a run as TOML that can be used as `archlint.toml` at the root.

        Args:
            settings: The settings, resolved with the command line.
            plugins: The plug-ins that the command line names.
        """
        moved = replace(
            settings,
            models=self._from_root(settings.models),
            types=self._from_root(settings.types),
            rules=self._from_root(settings.rules),
            baseline=next(iter(self._from_root(filter(None, [settings.baseline]))), None),
        )
        root = shown(_relative(self.root, self.start))
        return settings_as_text(moved, root, default_model=DEFAULT_MODEL, plugins=plugins)

    def _check(self, path: Located, problems: Problems) -> None:
        place = self.root / path.text
        try:
            out = [place] if leads_out(place, self.root) else self._led_out_below(place)
        except FileNotFoundError:
            file = quote(self.settings.path)
            hint = (
                f"paths are relative to the folder of {file}: correct it, or create what it names"
            )
            problems.add(f"{quote(path.text)} does not exist", path.location, hint)
        except (OSError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            message = f"{quote(path.text)} cannot be read: {reason}"
            problems.add(message, path.location, "correct the path")
        else:
            problems.extend(_led_out(_relative(file, self.root), path.location) for file in out)

    def _led_out_below(self, place: Path) -> list[Path]:
        """Return the files of a folder that lead out of the project by a link.

        Raises:
            OSError: If there is nothing at the path, or it cannot be looked at.
        """
        if not stat.S_ISDIR(place.stat().st_mode):
            return []
        return [file for file in sorted(yaml_below(place)) if leads_out(file, self.root)]

    def _from_start(self, path: Located) -> str:
        if path.location is None:
            return path.text
        return shown(_relative(self.root / path.text, self.start))

    def _from_root(self, paths: Iterable[Located]) -> tuple[Located, ...]:
        return tuple(
            path
            if path.location is not None or path.text == "-"
            else Located(shown(_relative(self.start / path.text, self.root)))
            for path in paths
        )


def find_settings(files: FileReader, start: Path, explicit: str | None = None) -> Found:
    """Find the configuration of the project that a folder belongs to, and read it.

    The nearest folder upwards counts that holds `archlint.toml`, or a `pyproject.toml` with a table
    `[tool.archlint]`. The search ends at a folder that holds `.git`, and below a folder that has
    another owner than the working directory or that everyone may write to, as /tmp.

    Args:
        files: What reads, and remembers for messages.
        start: The working directory.
        explicit: A file to read instead (`--config`), relative to the working directory.

    Raises:
        SourceError: With every problem of the file, or if it requires another version of archlint.
    """
    start = start.resolve()
    if explicit is not None:
        return _named(files, start, explicit)
    for folder in _upwards(start):
        settings = _in_folder(files, folder, start)
        if settings is not None:
            return Found(settings, folder, start)
    return Found(Settings(), start, start)


def work_tree(place: Path) -> Path | None:
    """Return the nearest folder around a place that holds `.git`, or `None`."""
    place = place.resolve()
    return next((folder for folder in (place, *place.parents) if _mode(folder / ".git")), None)


def _named(files: FileReader, start: Path, explicit: str) -> Found:
    file = start / explicit
    name = shown(explicit)
    table = SHARED_FILES.get(file.name, ())
    settings = read_settings(files.read(file, name), name, table=table, version=__version__)
    if settings is None:
        message = f"'{name}' has no table [{'.'.join(table)}]"
        raise SourceError([Problem(message, None, "write it there, or name another file")])
    return Found(settings, file.parent.resolve(), start)


def _upwards(start: Path) -> Iterator[Path]:
    """Give the folders of a project: what others can put above it does not count."""
    owner = _owner(start)
    for folder in (start, *start.parents):
        if folder != start and (_owner(folder) != owner or _is_shared(folder)):
            return
        yield folder
        if _mode(folder / ".git"):
            return


def _owner(folder: Path) -> int | None:
    """Return who owns a folder, where the system says it; it is 0 for all on Windows."""
    try:
        return folder.stat().st_uid
    except OSError:
        return None


def _is_shared(folder: Path) -> bool:
    """Tell whether everyone may put files into a folder, as into /tmp."""
    return _mode(folder) & (stat.S_ISVTX | stat.S_IWOTH) == stat.S_ISVTX | stat.S_IWOTH


def _in_folder(files: FileReader, folder: Path, start: Path) -> Settings | None:
    own, shared = folder / OWN_FILE, folder / SHARED_FILE
    beside = _shared_settings(files, shared, start) if stat.S_ISREG(_mode(shared)) else None
    if not _mode(own, link=True):
        return beside
    name = _relative(own, start)
    if beside is not None:
        message = f"the settings stand in two files: {name} and {beside.path}"
        hint = f"keep those of {name}, and remove [tool.archlint] from {beside.path}"
        raise SourceError([Problem(message, None, hint)])
    if _leads_out_of_repository(own):
        raise SourceError([_led_out(name)])
    return read_settings(files.read(own, name), name, version=__version__)


def _shared_settings(files: FileReader, file: Path, start: Path) -> Settings | None:
    """Read the table of a file that belongs to others, too; theirs is not ours to judge."""
    name = _relative(file, start)
    out = _leads_out_of_repository(file)
    try:
        settings = _own_table(files, file, name)
    except SourceError as error:
        if out:
            raise SourceError([_led_out(name)]) from error
        raise
    if out and settings is not None:
        raise SourceError([_led_out(name)])
    return settings


def _own_table(files: FileReader, file: Path, name: str) -> Settings | None:
    data = read_bytes(file, name)
    if b"archlint" not in data:
        return None
    may_be_meant = b"tool.archlint" in data
    try:
        text = files.read(file, name)
    except SourceError:
        if may_be_meant:
            raise
        return None
    try:
        return read_settings(text, name, table=SHARED_FILES[SHARED_FILE], version=__version__)
    except NotToml:
        if may_be_meant:
            raise
        return None


def _leads_out_of_repository(file: Path) -> bool:
    """Tell whether a configuration is a link that leads out: one may be shared in a repository."""
    if not stat.S_ISLNK(_mode(file, link=True)):
        return False
    repository = next((f for f in file.parents if _mode(f / ".git")), file.parent)
    return leads_out(file, repository)


def _led_out(path: str, location: Location | None = None) -> Problem:
    hint = "put what it names into the project, or name it on the command line"
    return Problem(f"{quote(path)} leads out of the project by a link", location, hint)


def _mode(path: Path, *, link: bool = False) -> int:
    """Return the mode of what stands at a path, or 0 when nothing does or may be seen there."""
    try:
        return (path.lstat() if link else path.stat()).st_mode
    except OSError:
        return 0


def _relative(path: Path, base: Path) -> str:
    try:
        return shown(os.path.relpath(path, base))
    except ValueError:  # on another drive
        return shown(path)
