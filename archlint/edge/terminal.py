"""The two streams of a program, their encoding, colours and width."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from archlint.errors import ArchlintError
from archlint.reports.style import Style
from archlint.text import escape_line

PIPE_WIDTH = 100
_NARROWEST, _WIDEST = 80, 100

Write = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where a command writes.

    Attributes:
        out: For results.
        err: For errors.
        color: `auto`, `always` or `never`.
    """

    out: TextIO
    err: TextIO
    color: str = "auto"

    def style(self, stream: TextIO | None) -> Style:
        """Return the colours for one of the streams, or for a file (`None`)."""
        if self.color == "auto":
            plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
            return Style(coloured=stream is not None and stream.isatty() and not plain)
        return Style(coloured=self.color == "always")

    def width(self, stream: TextIO | None) -> int:
        """Return the width to wrap at; in a pipe and a file (`None`) it is always the same."""
        if stream is None or not stream.isatty():
            return PIPE_WIDTH
        return max(_NARROWEST, min(_columns(stream), _WIDEST))

    def say(self, line: str) -> None:
        """Write a line of plain text to the results; what could act on the terminal is escaped."""
        self.write(f"{escape_line(line)}\n")

    def remark(self, line: str) -> None:
        """Write a line of plain text beside the results, which scripts may read.

        Raises:
            ArchlintError: If it cannot be written, other than by a closed pipe.
        """
        with _telling_of_failure():
            self.err.write(f"{escape_line(line)}\n")

    def write(self, text: str) -> None:
        """Write a piece of text to the results.

        Raises:
            ArchlintError: If it cannot be written, other than by a closed pipe.
        """
        with _telling_of_failure():
            self.out.write(text)

    def flush(self) -> None:
        """Hand everything written to the system.

        Raises:
            ArchlintError: If it cannot be written, other than by a closed pipe.
        """
        with _telling_of_failure():
            self.out.flush()


def open_terminal(color: str = "auto") -> Terminal:
    """Return this process's streams, writing UTF-8 whatever the terminal's encoding is."""
    return Terminal(_utf8(sys.stdout), _utf8(sys.stderr), color)


def abandon(terminal: Terminal) -> None:
    """Send what is still buffered to nowhere, so that Python's exit does not fail on it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (terminal.out, terminal.err):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


@contextmanager
def open_output(terminal: Terminal, path: str | None) -> Iterator[Write]:
    """Give what writes the result: to a file, or to the terminal.

    Args:
        terminal: Where it goes without a path.
        path: The file that takes it, replaced when all of it is written.

    Raises:
        ArchlintError: If it cannot be written.
    """
    if path is None:
        yield terminal.write
        return
    from archlint.edge.writing import replacing

    with (
        replacing(Path(path)) as stream,
        TextIOWrapper(stream, "utf-8", errors="backslashreplace", newline="\n") as text,
    ):
        yield text.write


@contextmanager
def _telling_of_failure() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ArchlintError(
            f"the output cannot be written: {error.strerror or error}",
            hint="write it elsewhere",
        ) from error


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except OSError:  # it says that it is a terminal, and the system knows none
        return _NARROWEST


def _utf8(stream: TextIO | None) -> TextIO:
    if stream is None:  # closed by whoever started this process
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream
