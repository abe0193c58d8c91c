"""TOML text to plain values that can be asked where they stand."""

from __future__ import annotations

import re
from typing import Any

from archlint.config.positions import MAX_DEPTH, Path, Places, Positions, TooDeep
from archlint.source import Location, Problem, SourceError

MAX_BYTES = 1024 * 1024

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")
_STEPS = {
    "Invalid value": 'write a text in double quotes: key = "text"',
    "Cannot overwrite": "a key may stand once only: remove one of them",
    "Cannot declare": "a table may stand once only: put its keys together",
    "Expected '='": 'write key = "text"',
}


class NotToml(SourceError):  # noqa: N818 - named for what it is
    """A file that is not TOML, or none that can be read within bounds."""


class Document:
    """A TOML text that was read.

    Attributes:
        data: Its values, as Python's own reader gives them.
    """

    def __init__(self, text: str, path: str) -> None:
        """Read a text.

        Raises:
            NotToml: If it is too large or too deep, or not TOML.
        """
        self._places = Places(text, path)
        if len(text.encode("utf-8", "replace")) > MAX_BYTES:
            size = f"the file is larger than {MAX_BYTES >> 20} MiB"
            raise NotToml([Problem(size, self._places.at(0), "shorten it")])
        try:
            self._positions = Positions(text)
        except TooDeep as error:
            message = f"more than {MAX_DEPTH} levels stand inside each other"
            where = self._places.at(error.offset)
            raise NotToml([Problem(message, where, "no settings need so many")]) from None
        self.data = _parse(text, self._places)

    def key(self, path: Path) -> Location:
        """Return where a key stands."""
        return self._places.at(self._positions.key(path))

    def value(self, path: Path) -> Location:
        """Return where a value stands."""
        return self._places.at(self._positions.value(path))


def _parse(text: str, places: Places) -> dict[str, Any]:
    import tomllib  # late: most runs have no settings to read

    try:
        return tomllib.loads(text)
    except RecursionError:
        message, offset = "values are nested too deeply", 0
    except ValueError as error:  # a number of too many digits is not told as a TOMLDecodeError
        message, offset = _told(error, text)
    step = next((step for start, step in _STEPS.items() if message.startswith(start)), "")
    hint = step or "correct it; https://toml.io/en/v1.0.0 tells how TOML is written"
    raise NotToml([Problem(f"this is not TOML: {message}", places.at(offset), hint)])


def _told(error: ValueError, text: str) -> tuple[str, int]:
    """Return the message without its place, and the place as an offset."""
    message = str(error)
    place = _PLACE.search(message)
    if place is None:
        return message, 0
    message = message[: place.start()]
    if place[1] is None:
        return message, len(text.rstrip())
    offset = 0
    for _ in range(int(place[1]) - 1):
        offset = text.index("\n", offset) + 1
    return message, offset + int(place[2]) - 1
