"""Where each key and value of a TOML text stands: Python's own reader does not tell."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TypeAlias

from archlint.architecture.decoding import line_starts
from archlint.source import Location

Path: TypeAlias = "tuple[str | int, ...]"

# No settings need more; reading TOML takes time that grows with the square of a key's parts.
MAX_DEPTH = 32

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*+")
_SPACE = re.compile(r"[ \t]*")
_REST_OF_LINE = re.compile(r"[ \t\r]*(?:#[^\n]*)?(?:\n|\Z)")
_BARE = re.compile(r"[^\s,\]}#][^,\]}#\n]*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\n]*'""")
_STRING = re.compile(
    r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)


class TooDeep(ValueError):  # noqa: N818 - named for what it is
    """A TOML text with a key of too many parts, or values too deep inside each other."""

    def __init__(self, offset: int) -> None:
        """Keep where it is."""
        super().__init__("too deep")
        self.offset = offset


class Places:
    """Turns offsets in a text into locations."""

    def __init__(self, text: str, path: str) -> None:
        """Find the lines once."""
        self._starts = line_starts(text)
        self._path = path

    def at(self, offset: int) -> Location:
        """Return the location of an offset."""
        line = bisect_right(self._starts, offset)
        return Location(self._path, line, offset - self._starts[line - 1] + 1)


class Positions:
    """The offsets of the keys and values of a TOML text, by the route of keys to each.

    An array adds the number of the item, from 0. A text that is not TOML is read as far as it can
    be; what is not TOML is for a proper reader to tell.
    """

    def __init__(self, text: str) -> None:
        """Scan a text.

        Raises:
            TooDeep: If it is too deep to be read.
        """
        scan = _Scan(text)
        scan.run()
        self._keys = scan.keys
        self._values = scan.values

    def key(self, path: Path) -> int:
        """Return where a key begins, or else the nearest key around it."""
        return _nearest(self._keys, path)

    def value(self, path: Path) -> int:
        """Return where a value begins, or else the nearest value around it."""
        return _nearest(self._values, path)

    def known(self) -> dict[Path, tuple[int, int]]:
        """Return where each key and its value begin."""
        return {path: (self._keys[path], at) for path, at in self._values.items()}


def _nearest(offsets: dict[Path, int], path: Path) -> int:
    for length in range(len(path), 0, -1):
        offset = offsets.get(path[:length])
        if offset is not None:
            return offset
    return 0


class _NotToml(Exception):  # noqa: N818 - ends the scan, and never leaves this module
    pass


class _Scan:
    """One way through a text, from statement to statement."""

    def __init__(self, text: str) -> None:
        self.keys: dict[Path, int] = {}
        self.values: dict[Path, int] = {}
        self._text = text
        self._at = 0
        self._table: Path = ()
        self._counts: dict[Path, int] = {}

    def run(self) -> None:
        try:
            self._skip(_BLANK)
            while self._at < len(self._text):
                if self._sees("["):
                    self._header()
                else:
                    self._pair(self._table, 0)
                self._take(_REST_OF_LINE)
                self._skip(_BLANK)
        except _NotToml:
            return

    def _header(self) -> None:
        start = self._at
        many = self._text.startswith("[[", start)
        self._at += 2 if many else 1
        *around, last = self._key()
        path: Path = ()
        for part, at in around:
            path = self._newest(self._note((*path, part), at, start))
        path = self._note((*path, last[0]), last[1], start)
        if many:
            number = self._counts.get(path, 0)
            self._counts[path] = number + 1
            path = self._note((*path, number), last[1], start)
        self._table = path
        self._expect("]]" if many else "]")

    def _newest(self, path: Path) -> Path:
        """Step into the newest table of an array of tables."""
        count = self._counts.get(path)
        return path if count is None else (*path, count - 1)

    def _pair(self, path: Path, depth: int) -> None:
        *around, last = self._key()
        for part, at in around:
            path = self._note((*path, part), at, at)
        path = (*path, last[0])
        self._expect("=")
        self._skip(_SPACE)
        self._note(path, last[1], self._at)
        self._value(path, depth)

    def _note(self, path: Path, key: int, value: int) -> Path:
        self.keys.setdefault(path, key)
        self.values.setdefault(path, value)
        return path

    def _key(self) -> list[tuple[str, int]]:
        parts: list[tuple[str, int]] = []
        while not parts or self._sees("."):
            if parts:
                self._at += 1
            self._skip(_SPACE)
            if len(parts) == MAX_DEPTH:
                raise TooDeep(parts[0][1])
            at = self._at
            parts.append((_unquoted(self._take(_KEY)), at))
            self._skip(_SPACE)
        return parts

    def _value(self, path: Path, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise TooDeep(self._at)
        if self._sees("["):
            self._items(path, depth, "]")
        elif self._sees("{"):
            self._items(path, depth, "}")
        elif self._sees('"') or self._sees("'"):
            self._take(_STRING)
        else:
            self._take(_BARE)

    def _items(self, path: Path, depth: int, end: str) -> None:
        self._at += 1
        self._skip(_BLANK)
        number = 0
        while not self._sees(end):
            if end == "}":
                self._pair(path, depth + 1)
            else:
                self._note((*path, number), self._at, self._at)
                self._value((*path, number), depth + 1)
            number += 1
            self._skip(_BLANK)
            if not self._sees(end):
                self._expect(",")
                self._skip(_BLANK)
        self._at += 1

    def _sees(self, sign: str) -> bool:
        return self._text.startswith(sign, self._at)

    def _expect(self, sign: str) -> None:
        if not self._sees(sign):
            raise _NotToml
        self._at += len(sign)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            raise _NotToml
        self._at = found.end()
        return found.group()


def _unquoted(key: str) -> str:
    if key[0] not in "\"'":
        return key
    if key[0] == "'" or "\\" not in key:
        return key[1:-1]
    import tomllib  # late: such keys are rare

    try:
        return str(tomllib.loads(f"key = {key}")["key"])
    except tomllib.TOMLDecodeError:
        raise _NotToml from None
