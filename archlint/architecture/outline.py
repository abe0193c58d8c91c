"""The outline of a catalogue file: what must be known of every type, and where the rest stands.

A check needs of most types no more than their heads and the names of their properties. Parsing what
stands under the names is put off until it is asked for, which for most never happens.

The outline is found by indentation: a section is put off when it is written in block style, two
spaces a level, with a plain name on each line of its own level. Anything else stays in the head,
and is read at once. A test reads every shipped type both ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

_SECTIONS = frozenset({"properties", "references"})
_ENTRY = re.compile(r"([A-Za-z][\w.-]*):\s*\Z")
_SECTION = re.compile(r"  ([a-z_]+):\s*\Z")
_NAME = re.compile(r"    ([A-Za-z][\w.-]*):(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class Passage:
    """Some lines of a file, put off.

    Attributes:
        line: The number of the first, from 1.
        lines: The lines.
    """

    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines, at their places: what is read from it has the positions of the file."""
        return "\n" * (self.line - 1) + "\n".join(self.lines) + "\n"


Passages = Mapping[str, Passage]


@dataclass(frozen=True, slots=True)
class Outline:
    """A file taken apart.

    Attributes:
        head: The file, with empty lines for what is put off.
        bodies: What is put off, by type, section and name.
    """

    head: str
    bodies: Mapping[str, Mapping[str, Passages]]


def outline(text: str) -> Outline:
    """Take a file apart.

    Args:
        text: A catalogue file.
    """
    lines = text.split("\n")
    bodies: dict[str, dict[str, Passages]] = {}
    for entry, section, first, end in _sections(lines):
        passages = _passages(lines, first, end)
        if passages and section not in bodies.get(entry, ()):
            bodies.setdefault(entry, {})[section] = passages
            # Its name stays in the head, which is held to what a type may have.
            lines[first:end] = [""] * (end - first)
    return Outline("\n".join(lines), MappingProxyType(bodies))


def _sections(lines: list[str]) -> Iterator[tuple[str, str, int, int]]:
    """Give the sections that may be put off: type, name, first line and the one after the last."""
    entry = ""
    for number, line in enumerate(lines):
        if not line.startswith("  "):
            begins = _ENTRY.match(line)
            if begins:
                entry = begins[1]
            elif line and not line.startswith("#"):
                entry = ""
        elif entry and line[2] != " ":
            section = _SECTION.match(line)
            if section and section[1] in _SECTIONS:
                yield entry, section[1], number + 1, _end(lines, number + 1)


def _end(lines: list[str], first: int) -> int:
    for number in range(first, len(lines)):
        if lines[number] and not lines[number].startswith("    "):
            return number
    return len(lines)


def _passages(lines: list[str], first: int, end: int) -> dict[str, Passage]:
    """Return the passages of a section by name; none when it is not written in block style."""
    starts: dict[str, int] = {}
    for number in range(first, end):
        line = lines[number]
        if (line.startswith("    ") and line[4:5] in (" ", "#", "")) or not line:
            continue
        name = _NAME.match(line)
        if name is None or name[1] in starts:
            return {}
        starts[name[1]] = number
    ends = [*list(starts.values())[1:], end]
    return {
        name: Passage(start + 1, tuple(lines[start:stop]))
        for (name, start), stop in zip(starts.items(), ends, strict=True)
    }
