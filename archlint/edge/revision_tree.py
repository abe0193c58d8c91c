"""What a revision holds, as a tree of names: links are followed in it, never on the disk.

A stranger chose the names. No git writes such as `..` or `.git`, but whoever makes the objects by
hand can: a tree that holds one is refused as a whole.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import NamedTuple, TypeAlias

from archlint.edge.git import MAX_ENTRIES, SUBMODULE, Entry
from archlint.edge.globbing import YAML_SUFFIXES
from archlint.edge.settings import OWN_FILE, SHARED_FILE
from archlint.errors import ArchlintError
from archlint.text import quote

CONFIGURATIONS = (OWN_FILE, SHARED_FILE)
MAX_DEPTH = 200
MAX_HOPS = 40  # as many links as Linux follows
Parts: TypeAlias = tuple[str, ...]
Folder: TypeAlias = "dict[str, Folder | Leaf]"

# What Windows takes for something else than a name: a part of a path, a device, or another name.
_WINDOWS = re.compile(
    r'.*[\\:*?"<>|\x00-\x1f].*|.*[. ]|(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)'
    r"(\..*)?",
    re.IGNORECASE | re.DOTALL,
)


class Leaf(NamedTuple):
    """A file or a link.

    Attributes:
        id: The id of its object.
        is_link: Whether it is a link.
    """

    id: str
    is_link: bool


class Nowhere(Enum):
    """Where a path leads that leads to nothing in the tree."""

    OUT = "out of the tree"
    MISSING = "to nothing"


class Place(NamedTuple):
    """Where a path leads, links followed.

    Attributes:
        parts: The names from the top, none of them a link's.
        found: What is there: a folder's content, or a file.
    """

    parts: Parts
    found: Folder | Leaf

    @property
    def is_folder(self) -> bool:
        """Whether a folder is there."""
        return isinstance(self.found, dict)


class Plan(NamedTuple):
    """What of a tree is needed.

    Attributes:
        files: The id of each file's content by its parts.
        links: Where each link leads, links followed, by its parts.
    """

    files: Mapping[Parts, str]
    links: Mapping[Parts, Place | Nowhere]


class Tree:
    """The names that a revision holds.

    Attributes:
        root: What is at its top.
        leaves: Every link, and the files that archlint reads by their names, in git's order.
        texts: What each link says, by the id of its object; `None` where it is too long for a path.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take what a revision holds; a submodule is an empty folder, as where none is fetched.

        Raises:
            ArchlintError: If there is a name that no file may have, or one twice.
        """
        self.root: Folder = {}
        self.leaves: dict[Parts, Leaf] = {}
        self.texts: Mapping[str, str | None] = {}
        self._folders = 0
        for entry in entries:
            self._add(entry)

    def resolve(self, parts: Iterable[str]) -> Place | Nowhere:
        """Follow a path from the top, and every link on the way and at its end."""
        waiting = [part for part in reversed(tuple(parts)) if part not in ("", ".")]
        way: list[tuple[str, Folder]] = []
        here: Folder = self.root
        hops = 0
        while waiting:
            part = waiting.pop()
            if part == "..":
                if not way:
                    return Nowhere.OUT
                _, here = way.pop()
                continue
            found = here.get(part)
            if found is None:
                return Nowhere.MISSING
            if isinstance(found, dict):
                way.append((part, here))
                here = found
            elif found.is_link:
                text = self.texts.get(found.id)
                hops += 1
                if text is None or hops > MAX_HOPS:
                    return Nowhere.MISSING
                if text.startswith("/"):
                    return Nowhere.OUT
                waiting += [part for part in reversed(text.split("/")) if part not in ("", ".")]
            elif waiting:
                return Nowhere.MISSING  # a file is no folder
            else:
                return Place((*(name for name, _ in way), part), found)
        return Place(tuple(name for name, _ in way), here)

    def _add(self, entry: Entry) -> None:
        parts = tuple(entry.path.split("/"))
        if len(parts) > MAX_DEPTH:
            message = f"the folders of the revision are more than {MAX_DEPTH} deep"
            raise ArchlintError(message, hint="compare two files instead: archlint diff OLD NEW")
        for part in parts:
            if part in ("", ".", "..") or part.casefold() == ".git":
                raise _refused(entry.path, "a path that no file may have")
        *around, name = parts
        folder = self.root
        for part in around:
            inner = folder.get(part)
            if inner is None:
                inner = folder[part] = self._folder()
            elif not isinstance(inner, dict):
                raise _refused(entry.path, "a path below a file or a link")
            folder = inner
        if name in folder:
            raise _refused(entry.path, "two things at the path")
        if entry.mode == SUBMODULE:
            folder[name] = self._folder()
            return
        folder[name] = leaf = Leaf(entry.id, stat.S_ISLNK(entry.mode))
        if leaf.is_link or is_read(name):
            self.leaves[parts] = leaf

    def _folder(self) -> Folder:
        self._folders += 1
        if self._folders > MAX_ENTRIES:
            message = f"the revision holds more than {MAX_ENTRIES:,} folders"
            raise ArchlintError(message, hint="compare two files instead: archlint diff OLD NEW")
        return {}


def is_read(name: str) -> bool:
    """Tell whether archlint reads a file of this name where it finds it."""
    folded = name.lower()
    return folded in CONFIGURATIONS or any(folded.endswith(suffix) for suffix in YAML_SUFFIXES)


def check_name(name: str, path: Parts, *, windows: bool = os.name == "nt") -> None:
    """Refuse a name that this system would take for another, or for something else.

    Raises:
        ArchlintError: If it would.
    """
    if windows and _WINDOWS.fullmatch(name):
        raise ArchlintError(
            f"the revision holds {quote('/'.join(path))}, which Windows cannot hold",
            hint="rename it, or compare the revisions on another system",
        )


def _refused(path: str, what: str) -> ArchlintError:
    return ArchlintError(
        f"the revision holds {what}: {quote(path)}",
        hint="git makes no such tree: do not trust the revision; 'git fsck' tells more",
    )
