"""Writing what a revision holds so that no name and no link of it leads anywhere else.

A stranger chose both. Folders are made first, then files, each where nothing was, and links last:
nothing is ever written through a link. A link is written anew, straight to where it leads within
the revision; what it says itself never reaches the disk. One that leads out of the revision leads
to a file beside it that says so, and can be read as nothing else: whoever uses it is refused, as in
a working tree.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from archlint.architecture.decoding import MAX_BYTES
from archlint.edge.git import Repository
from archlint.edge.revision_tree import Nowhere, Parts, Place, check_name
from archlint.errors import ArchlintError
from archlint.text import quote

MAX_TOTAL = 1024 * 1024 * 1024
_OUTSIDE = "outside-the-repository"
_OUT = b"[a link that leads out of the repository is not followed, so that this cannot be read\n"
_UNLINKED = b"[a link is here that this system did not let archlint make, so it cannot be read\n"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_NEW |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class RevisionWriter:
    """Writes below a new folder, everything where nothing was.

    Args:
        top: The folder, which is made, with an empty `.git` in it.
    """

    def __init__(self, top: Path) -> None:
        """Make the folder."""
        self._top = top
        self._made: set[Parts] = {()}
        self._left = MAX_TOTAL
        _write(top.parent / _OUTSIDE, _OUT)
        top.mkdir(0o700)
        (top / ".git").mkdir(0o700)

    def folder(self, parts: Parts) -> None:
        """Make a folder and those around it.

        Raises:
            ArchlintError: If there is something else in its place.
            OSError: If it cannot be made.
        """
        if parts in self._made:
            return
        self.folder(parts[:-1])
        place = self._at(parts)
        try:
            place.mkdir(0o700)
        except FileExistsError:  # names that are one to this system, as `A` and `a` may be
            if not stat.S_ISDIR(place.lstat().st_mode):
                raise _collision(parts) from None
        self._made.add(parts)

    def files(self, repository: Repository, files: Mapping[Parts, str]) -> None:
        """Write files by the ids of their contents, as they are stored.

        Raises:
            ArchlintError: If they are too large together, or there is something in their place.
            OSError: If one cannot be written.
        """
        places: dict[str, list[Parts]] = {}
        for parts, of in files.items():
            self.folder(parts[:-1])
            places.setdefault(of, []).append(parts)
        with closing(repository.blobs(places, MAX_BYTES + 1)) as blobs:
            for blob in blobs:
                for parts in places[blob.id]:
                    self._file(parts, blob.data)

    def links(self, links: Mapping[Parts, Place | Nowhere]) -> None:
        """Write links, after everything else.

        Raises:
            ArchlintError: If there is something in the place of one.
            OSError: If one cannot be written.
        """
        for parts, end in links.items():
            self.folder(parts[:-1])
            if isinstance(end, Place) and end.is_folder:
                self.folder(end.parts)
        for parts, end in links.items():
            self._link(parts, end)

    def _link(self, parts: Parts, end: Place | Nowhere) -> None:
        place = self._at(parts)
        is_folder = isinstance(end, Place) and end.is_folder
        target = Path(*[os.pardir] * (len(parts) - 1), *_way(end))
        try:
            place.symlink_to(target, target_is_directory=is_folder)
        except FileExistsError:
            raise _collision(parts) from None
        except OSError:  # as on Windows for most users
            _write(place, _UNLINKED)

    def _file(self, parts: Parts, data: bytes) -> None:
        self._left -= len(data)
        if self._left < 0:
            raise ArchlintError(
                f"what archlint could read of the revision is larger than {MAX_TOTAL >> 30} GiB",
                hint="compare two files instead: archlint diff OLD NEW",
            )
        try:
            _write(self._at(parts), data)
        except FileExistsError:
            raise _collision(parts) from None

    def _at(self, parts: Parts) -> Path:
        check_name(parts[-1], parts)
        return self._top.joinpath(*parts)


def _way(end: Place | Nowhere) -> Parts:
    """Return where a link leads, from the top."""
    if isinstance(end, Place):
        return end.parts
    # Nothing is ever written into `.git`: what leads there leads to nothing.
    return (os.pardir, _OUTSIDE) if end is Nowhere.OUT else (".git", "missing")


def _write(place: Path, data: bytes) -> None:
    with os.fdopen(os.open(place, _NEW, 0o600), "wb") as stream:
        stream.write(data)


def _collision(parts: Parts) -> ArchlintError:
    return ArchlintError(
        f"the revision holds two things that are {quote('/'.join(parts))} to this system",
        hint="rename one of them, or compare the revisions on another system",
    )
