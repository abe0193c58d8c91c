"""What a run looked at, so that a later run can tell whether it would find the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


class Trace:
    """Remembers files by their content and folders by the files found in them.

    Attributes:
        files: Of each file that was read, by its absolute path, where links lead to, and a digest.
        listings: A digest of the paths that were found, by absolute folder and glob.
    """

    def __init__(self) -> None:
        """Begin with nothing looked at."""
        self.files: dict[str, tuple[str, str]] = {}
        self.listings: dict[tuple[str, str], str] = {}

    def read(self, file: Path, data: bytes) -> None:
        """Note what a file holds."""
        self.files[str(file.absolute())] = (str(file.resolve()), digest(data))

    def listed(self, folder: Path, pattern: str, found: Iterable[Path]) -> None:
        """Note what a glob, or the search for YAML files, found at a path."""
        self.listings[str(folder.absolute()), pattern] = names_digest(found)


def names_digest(found: Iterable[Path]) -> str:
    """Return a digest of paths, in their order."""
    names = "\0".join(str(path.absolute()) for path in found)
    return digest(names.encode("utf-8", "surrogateescape"))


def digest(data: bytes) -> str:
    """Return what tells one content from another, as hexadecimal digits."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()
