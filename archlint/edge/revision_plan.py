"""Choosing what of a revision is written: what archlint reads, and what links to it need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import PurePosixPath

from archlint.architecture.decoding import decode
from archlint.config import SHARED_FILES, Settings, read_settings
from archlint.edge.git import Repository
from archlint.edge.git_process import text_of
from archlint.edge.revision_tree import (
    CONFIGURATIONS,
    Leaf,
    Nowhere,
    Parts,
    Place,
    Plan,
    Tree,
    is_read,
)
from archlint.edge.settings import SHARED_FILE
from archlint.errors import ArchlintError
from archlint.source import SourceError
from archlint.text import quote

MAX_FILES = 100_000
_MAX_LINK = 4096
_MAX_SETTINGS = 1024 * 1024


def read_tree(repository: Repository, commit: str) -> Tree:
    """Read the names that a revision holds, and where its links lead.

    Raises:
        ArchlintError: If that is too much, or a name is one that no file may have.
    """
    with closing(repository.entries(commit)) as entries:
        tree = Tree(entries)
    ids = [leaf.id for leaf in tree.leaves.values() if leaf.is_link]
    with closing(repository.blobs(ids, _MAX_LINK)) as blobs:
        tree.texts = {b.id: text_of(b.data) if b.size <= _MAX_LINK else None for b in blobs}
    return tree


def planned(repository: Repository, tree: Tree, also: Iterable[PurePosixPath]) -> Plan:
    """Choose what is written.

    Args:
        repository: Where the configurations are read.
        tree: What the revision holds.
        also: What is needed besides what archlint reads by its name, and what configurations name.

    Raises:
        ArchlintError: If that are too many files.
    """
    named = [path.parts for path in also] + _named_by_configurations(repository, tree)
    ends = {parts: tree.resolve(parts) for parts, leaf in tree.leaves.items() if leaf.is_link}
    files = {parts: leaf.id for parts, leaf in tree.leaves.items() if not leaf.is_link}
    needed = [tree.resolve(parts) for parts in named]
    needed += [end for parts, end in ends.items() if is_read(parts[-1])]
    for place in needed:
        if isinstance(place, Place) and isinstance(place.found, Leaf):
            files[place.parts] = place.found.id
    links = {parts: end for parts, end in ends.items() if _is_needed(parts, end, files)}
    if len(files) + len(links) > MAX_FILES:
        raise ArchlintError(
            f"the revision holds more than {MAX_FILES:,} files that archlint could read",
            hint="compare two files instead: archlint diff OLD NEW",
        )
    return Plan(files, links)


def workplace(tree: Tree, folder: PurePosixPath) -> Parts:
    """Return the folder to make for the working directory's counterpart, links followed.

    Raises:
        ArchlintError: If there is something else in its place.
    """
    here = Place((), tree.root)
    for index, part in enumerate(folder.parts):
        place = tree.resolve((*here.parts, part))
        if isinstance(place, Place) and place.is_folder:
            here = place
        elif place is Nowhere.MISSING and part not in here.found:
            return (*here.parts, *folder.parts[index:])
        else:
            raise ArchlintError(
                f"{quote(str(folder))} is no folder in the revision",
                hint="run archlint at the repository's top",
            )
    return here.parts


def _named_by_configurations(repository: Repository, tree: Tree) -> list[Parts]:
    """Return every path that a configuration of the revision states.

    One that cannot be read names nothing here: it is complained about when it is used.
    """
    at: dict[str, list[Parts]] = {}
    for parts in tree.leaves:
        place = tree.resolve(parts) if parts[-1] in CONFIGURATIONS else None
        if isinstance(place, Place) and isinstance(place.found, Leaf):
            at.setdefault(place.found.id, []).append(parts)
    named: list[Parts] = []
    with closing(repository.blobs(at, _MAX_SETTINGS + 1)) as blobs:
        for blob in blobs:
            for *around, name in at[blob.id]:
                named += [(*around, *path) for path in _paths_in(blob.data, name)]
    return named


def _paths_in(data: bytes, name: str) -> list[Parts]:
    if name == SHARED_FILE and b"archlint" not in data:
        return []
    try:
        found = read_settings(decode(data, name), name, table=SHARED_FILES.get(name, ()))
    except SourceError:
        return []
    settings = found or Settings()
    stated = [*settings.models, *settings.types, *settings.rules]
    stated += [settings.baseline] if settings.baseline else []
    return [tuple(path.text.split("/")) for path in stated]


def _is_needed(parts: Parts, end: Place | Nowhere, files: Mapping[Parts, str]) -> bool:
    if isinstance(end, Place):
        return end.is_folder or end.parts in files
    return end is Nowhere.OUT or is_read(parts[-1])
