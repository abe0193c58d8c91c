"""Typed access to the tables of a TOML document, refusing what is not expected there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any

from archlint.config.positions import Path
from archlint.config.toml import Document
from archlint.config.values import Chosen, GivenValue, Located
from archlint.finding import Severity
from archlint.source import Location, Problems
from archlint.text import listed, lookalike, quote, suggestion

_SEVERITIES = tuple(severity.value for severity in Severity)


class Table:
    """One table, with the place of each of its keys."""

    def __init__(
        self, document: Document, path: Path, values: Mapping[str, Any], problems: Problems
    ) -> None:
        """Take a table of the document, and where to note what is wrong with it."""
        self._document = document
        self._path = path
        self._values = values
        self._problems = problems

    def __contains__(self, key: str) -> bool:
        """Tell whether a key is stated."""
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        """Go through the keys."""
        return iter(self._values)

    @property
    def location(self) -> Location:
        """Where the table stands."""
        return self._document.key(self._path)

    def key(self, key: str) -> Location:
        """Return where a key stands."""
        return self._document.key((*self._path, key))

    def expect(
        self, what: str, known: Iterable[str], refused: Mapping[str, tuple[str, str]]
    ) -> None:
        """Report keys that are not known.

        Args:
            what: What the table is, for messages.
            known: The keys that it may have.
            refused: Keys that people will try: what to say of each, and the next step.
        """
        known = tuple(known)
        for key in self._values:
            if key in refused:
                self._problems.add(refused[key][0], self.key(key), refused[key][1])
            elif key not in known:
                guess = lookalike(key) or suggestion(key, known)
                step = guess or f"{what} may have: {', '.join(known)}"
                self._problems.add(f"unknown key {quote(key)} in {what}", self.key(key), step)

    def text(self, key: str, example: str) -> Located | None:
        """Return a text that is not empty, or `None` when there is none."""
        value = self._values.get(key)
        if value is None:
            return None
        return self._text(key, value, (*self._path, key), f'write {key} = "{example}"')

    def texts(self, key: str, example: str) -> tuple[Located, ...]:
        """Return a list of texts, each once."""
        value = self._values.get(key)
        if value is None:
            return ()
        step = f'write {key} = ["{example}"]'
        path = (*self._path, key)
        if not isinstance(value, list):
            self._wrong(key, "a list of texts", value, path, step)
            return ()
        if not value:
            self._problems.add(f"'{key}' lists nothing", self.key(key), "leave the key out")
        items = [self._text(key, item, (*path, n), step) for n, item in enumerate(value)]
        return self._each_once(key, [item for item in items if item is not None])

    def values(self) -> Mapping[str, GivenValue]:
        """Return every key with its value: a text, a number, true or false, or a list of these."""
        found = {}
        for key in sorted(self._values):
            value, path = self._values[key], (*self._path, key)
            items = value if isinstance(value, list) else [value]
            if all(isinstance(item, str | bool | int | float) for item in items):
                plain = tuple(items) if isinstance(value, list) else value
                found[key] = GivenValue(plain, self._document.value(path))
            else:
                step = f"write {key} = 7, or {key} = [22, 3389]"
                self._wrong(key, "a single value or a list of them", value, path, step)
        return MappingProxyType(found)

    def severity(self, key: str) -> Chosen | None:
        """Return a severity, or `None` when there is none."""
        stated = self.text(key, "warning")
        if stated is None:
            return None
        if stated.text in _SEVERITIES:
            return Chosen(Severity(stated.text), stated.location)
        step = suggestion(stated.text, _SEVERITIES) or f"write {listed(_SEVERITIES, last='or')}"
        self._problems.add(f"{quote(stated.text)} is no severity", stated.location, step)
        return None

    def table(self, key: str) -> Table | None:
        """Return a table, or `None` when there is none."""
        value = self._values.get(key)
        path = (*self._path, key)
        if isinstance(value, dict):
            return Table(self._document, path, value, self._problems)
        if value is not None:
            step = f"write [{'.'.join(map(str, path))}] on a line of its own"
            self._wrong(key, "a table", value, path, step)
        return None

    def tables(self, key: str) -> list[Table]:
        """Return the tables of an array of tables."""
        value = self._values.get(key)
        path = (*self._path, key)
        step = f"write [[{'.'.join(map(str, path))}]] on a line of its own, and its keys below"
        if value is None:
            return []
        if not isinstance(value, list):
            self._wrong(key, "a list of tables", value, path, step)
            return []
        found = []
        for number, item in enumerate(value):
            if isinstance(item, dict):
                found.append(Table(self._document, (*path, number), item, self._problems))
            else:
                self._wrong(key, "a list of tables", item, (*path, number), step)
        return found

    def _text(self, key: str, value: object, path: Path, step: str) -> Located | None:
        if not isinstance(value, str):
            self._wrong(key, "a text", value, path, step)
            return None
        location = self._document.value(path)
        if not value.strip():
            self._problems.add(f"'{key}' has an empty text", location, step)
            return None
        return Located(value, location)

    def _each_once(self, key: str, items: list[Located]) -> tuple[Located, ...]:
        found: dict[str, Located] = {}
        for item in items:
            if item.text in found:
                message = f"'{key}' lists {quote(item.text)} twice"
                self._problems.add(message, item.location, "remove one of them")
            found.setdefault(item.text, item)
        return tuple(found.values())

    def _wrong(self, key: str, wanted: str, value: object, path: Path, step: str) -> None:
        message = f"{quote(key)} must be {wanted}, found {_described(value)}"
        self._problems.add(message, self._document.value(path), step)


def _described(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return "a number"
        case str():
            return f"the text {quote(value)}"
        case date() | datetime() | time():
            return "a date or time"
        case dict():
            return "a table"
        case _:
            return "a list"
