"""Which installed distributions provide entry points of a group.

This reads the files that `importlib.metadata` reads: importing that module takes longer than
judging a model. Unlike it, this leaves out what merely lies in the working directory.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_METADATA = re.compile(r"(?P<name>[^-]+)(-[^/]*)?\.(dist|egg)-info\Z")
_SECTION = re.compile(r"\[\s*(?P<name>[^\]]*?)\s*\]")


class EntryPoint(NamedTuple):
    """A name, and the object that a distribution offers under it: `module` or `module:object`."""

    name: str
    value: str


class Provider(NamedTuple):
    """A distribution that provides entry points of the group.

    Attributes:
        name: The distribution's name.
        version: Its version.
        editable: Whether its code lies in a checkout, where it may change at any time.
        entry_points: What it provides, by name.
    """

    name: str
    version: str
    editable: bool
    entry_points: tuple[EntryPoint, ...]


def providers(group: str) -> tuple[Provider, ...]:
    """Return every installed distribution that provides a group, by name.

    Of two with one name, the first on the path counts, as it does for Python.

    Args:
        group: The group of entry points.
    """
    found: dict[str, Provider] = {}
    for key, (folder, name, text) in _installed(tuple(_places())).items():
        entry_points = tuple(sorted(_section(text, group))) if group in text else ()
        if entry_points:
            found[key] = _provider(folder, name, entry_points)
    return tuple(found[key] for key in sorted(found))


def _places() -> Iterator[tuple[str, int]]:
    """Give the folders on Python's path, each with the time of its last change."""
    for place in search_path():
        try:
            yield place, os.stat(place).st_mtime_ns  # noqa: PTH116 - called often
        except OSError:  # the path may name what is not there
            continue


@lru_cache(maxsize=1)
def _installed(places: tuple[tuple[str, int], ...]) -> dict[str, tuple[Path, str, str]]:
    """Return folder, name and entry points of every distribution, by its normalised name."""
    found: dict[str, tuple[Path, str, str]] = {}
    for folder, name in _metadata_folders(place for place, _ in places):
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key not in found:
            found[key] = (folder, name, _read(folder / "entry_points.txt"))
    return found


def _metadata_folders(places: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Give the metadata folders in some folders, and the names in theirs."""
    for place in places:
        try:
            folders = sorted(Path(place).iterdir())
        except OSError:  # it may be a file
            continue
        for folder in folders:
            matched = _METADATA.match(folder.name)
            if matched is not None:
                yield folder, matched["name"]


def search_path() -> list[str]:
    """Return the folders on Python's path, without the working directory.

    What lies in the checked folder may be a stranger's. Where packages are installed is another
    matter, even when that is the working directory.
    """
    here = _here()
    installed = {os.path.realpath(place) for place in _site_packages()}
    trusted = []
    for place in sys.path:
        real = os.path.realpath(place)
        if place and (real != here or real in installed):
            trusted.append(place)
    return trusted


def _here() -> str:
    try:
        return os.path.realpath(Path.cwd())
    except OSError:  # it has been removed
        return ""


def _site_packages() -> Iterator[str]:
    site = sys.modules.get("site")  # not there under `python -S`
    if site is not None:
        yield from site.getsitepackages()
        if site.ENABLE_USER_SITE:
            yield site.getusersitepackages()


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _section(text: str, group: str) -> Iterator[EntryPoint]:
    current = ""
    for line in text.splitlines():
        stripped = line.strip()
        section = _SECTION.match(stripped)
        if section is not None:
            current = section["name"]
        elif current == group and "=" in stripped and not stripped.startswith(("#", ";")):
            name, _, value = stripped.partition("=")
            yield EntryPoint(name.strip(), value.partition("[")[0].strip())


def _provider(folder: Path, name: str, entry_points: tuple[EntryPoint, ...]) -> Provider:
    metadata = _read(folder / "METADATA") or _read(folder / "PKG-INFO")
    head = dict(
        line.split(": ", 1) for line in metadata.partition("\n\n")[0].splitlines() if ": " in line
    )
    origin = _read(folder / "direct_url.json")
    editable = folder.suffix == ".egg-info" or re.search(r'"editable"\s*:\s*true', origin)
    return Provider(
        head.get("Name", name), head.get("Version", "unknown"), bool(editable), entry_points
    )
