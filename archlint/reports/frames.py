"""Code frames: lines of a source with what is meant underlined, as compilers show them."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from archlint.architecture.decoding import split_lines
from archlint.reports.style import Paint, Style
from archlint.source import Location
from archlint.text import escape_terminal

_WORD = re.compile(r"[\w./-]*[\w/]")
_LEAST_LABEL = 40


class Mark(NamedTuple):
    """A place to show, and what to say of it."""

    location: Location
    label: str = ""
    paint: Paint = Paint.BLUE


class CodeFrames:
    """Shows places in the texts that were read."""

    def __init__(self, texts: Mapping[str, str], style: Style, width: int) -> None:
        """Keep the texts by path; `width` is that of the screen, in columns."""
        self._texts = texts
        self._lines: dict[str, list[str]] = {}
        self._style = style
        self._width = width

    def show(self, marks: Sequence[Mark], *, title: bool) -> Iterator[str]:
        """Give the lines of one frame.

        Args:
            marks: The places, in the order in which to show them; one line is shown once, or a
                piece of it for each place where it is longer than the screen.
            title: Whether to begin with the first place's path and position.
        """
        by_line: dict[tuple[str, int], list[Mark]] = {}
        for mark in marks:
            by_line.setdefault(mark.location[:2], []).append(mark)
        gutter = max(len(str(line)) for _, line in by_line)
        first = True
        for path, group in groupby(by_line.values(), key=lambda marks: marks[0].location.path):
            places = list(group)
            if title or not first:
                arrow = "-->" if first else ":::"
                place = escape_terminal(str(places[0][0].location))
                yield f"{' ' * gutter}{self._blue(arrow)} {place}"
            if self._has(path):
                yield self._bar(gutter)
            for on_line in places:
                yield from self._line(on_line, gutter)
            first = False

    def _line(self, marks: list[Mark], gutter: int) -> Iterator[str]:
        location = marks[0].location
        code = self._code(location)
        if code is None:
            for mark in marks:
                if mark.label:
                    yield f"{' ' * gutter} {self._blue('=')} {escape_terminal(mark.label)}"
            return
        room = self._width - gutter - 3
        columns: set[tuple[int, str]] = set()
        start: int | None = None
        for mark in marks:
            if (mark.location.column, mark.label) in columns:
                continue
            columns.add((mark.location.column, mark.label))
            if start is None or not _shows(code, start, mark.location.column, room):
                start = _window_start(code, mark.location.column, room)
                shown = escape_terminal(_cut(code, start, room).replace("\t", " "))
                yield f"{self._blue(f'{location.line:>{gutter}} |')} {shown}".rstrip()
            yield from self._pointer(mark, code, start, gutter)

    def _pointer(self, mark: Mark, code: str, start: int, gutter: int) -> Iterator[str]:
        at = min(mark.location.column - 1, len(code))
        word = _WORD.match(code, at)
        before = _columns(code[start:at]) if at >= start else 0
        length = min(_columns(word.group()) if word else 1, self._width - gutter - 3 - before)
        pointer = self._style.paint("^" * max(length, 1), mark.paint)
        label = escape_terminal(mark.label)
        beside = self._width - gutter - 4 - before - length
        if len(label) <= beside:
            spoken = self._style.paint(label, mark.paint)
            yield f"{self._bar(gutter)} {' ' * before}{pointer} {spoken}".rstrip()
            return
        yield f"{self._bar(gutter)} {' ' * before}{pointer}"
        room = self._width - gutter - 3
        indent = max(0, min(before, room - _LEAST_LABEL))
        for line in textwrap.wrap(label, room - indent, break_long_words=False):
            yield f"{self._bar(gutter)} {' ' * indent}{self._style.paint(line, mark.paint)}"

    def _bar(self, gutter: int) -> str:
        return f"{' ' * gutter} {self._blue('|')}"

    def _blue(self, text: str) -> str:
        return self._style.paint(text, Paint.BLUE)

    def _has(self, path: str) -> bool:
        return path in self._texts

    def _code(self, location: Location) -> str | None:
        if location.path not in self._lines:
            text = self._texts.get(location.path)
            self._lines[location.path] = [] if text is None else split_lines(text)
        lines = self._lines[location.path]
        return lines[location.line - 1] if location.line <= len(lines) else None


def _window_start(code: str, column: int, room: int) -> int:
    """Return where to begin a long line so that the column can be seen."""
    if len(code) <= room:
        return 0
    return max(0, min(column - 1 - room // 3, len(code) - room))


def _shows(code: str, start: int, column: int, room: int) -> bool:
    """Tell whether the piece of a line that begins there shows what stands at the column."""
    at = min(column - 1, len(code))
    first = start + 3 if start else 0
    last = start + room - 3 if start + room < len(code) else len(code)
    return first <= at <= last


def _cut(code: str, start: int, room: int) -> str:
    piece = code[start : start + room]
    if start:
        piece = "..." + piece[3:]
    if start + room < len(code):
        piece = piece[:-3] + "..."
    return piece


def _columns(text: str) -> int:
    """Return how many columns a text takes on the screen once it is escaped."""
    shown = escape_terminal(text.replace("\t", " "))
    if shown.isascii():
        return len(shown)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in shown
    )
