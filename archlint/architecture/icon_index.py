"""The generated index of the icon classes of the `diagrams` package.

Importing the package costs forty milliseconds and its classes; reading these lines costs one.
Each line holds, apart by tabs: path, title, icon file, kinds (apart by commas).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple


class Icon(NamedTuple):
    """One icon class; classes that are aliases share the file."""

    path: str
    title: str
    file: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class IconIndex:
    """All icon classes, read when the first one is asked for.

    Attributes:
        text: The lines of the index; `#` begins a comment.
    """

    text: str = field(repr=False)

    @cached_property
    def _icons(self) -> dict[str, Icon]:
        icons = {}
        for line in self.text.splitlines():
            if line and not line.startswith("#"):
                path, title, file, kinds = line.split("\t")
                icons[path] = Icon(path, title, file, tuple(filter(None, kinds.split(","))))
        return icons

    def find(self, path: str) -> Icon | None:
        """Return the icon class of a path such as `aws.analytics.Athena`."""
        return self._icons.get(path)

    def paths(self) -> Iterable[str]:
        """Return every path."""
        return self._icons.keys()
