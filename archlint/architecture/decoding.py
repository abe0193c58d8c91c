"""Bytes of a file to text, with a clear refusal of what is not text."""

from __future__ import annotations

import codecs
import re

from archlint.source import Location, Problem, SourceError

MAX_BYTES = 64 * 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What YAML 1.2 calls non-printable (section 5.1), which its parsers refuse. Naming what it allows
# would be one set, and take four milliseconds to compile on every start.
_NOT_PRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]|[\ud800-\udfff]|[\ufffe\uffff]"
)
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


def decode(data: bytes, path: str) -> str:
    """Turn the bytes of a YAML file into text, by its byte order mark or else as UTF-8.

    Raises:
        SourceError: If the file is too large, not in that encoding, or holds control characters.
    """
    start = Location(path, 1, 1)
    if len(data) > MAX_BYTES:
        raise SourceError(
            [Problem(f"the file is larger than {MAX_BYTES >> 20} MiB", start, "split the file")]
        )
    bom, encoding = next(((b, e) for b, e in _BOMS if data.startswith(b)), (b"", "utf-8"))
    try:
        text = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        before = data[len(bom) : len(bom) + error.start].decode(encoding, "replace")
        raise SourceError(
            [
                Problem(
                    f"the file is not {encoding.upper()} at byte {len(bom) + error.start + 1}",
                    position(before, len(before), path),
                    "save the file as UTF-8",
                )
            ]
        ) from None
    bad = control_character(text, path)
    if bad is not None:
        raise SourceError([bad])
    return text


def control_character(text: str, path: str) -> Problem | None:
    """Report the first character that no YAML may hold, or return `None`."""
    bad = _NOT_PRINTABLE.search(text)
    if bad is None:
        return None
    hint = "remove it, or write it as an escape in a double-quoted string"
    if bad.group() == "\0":
        hint = "remove it; if the file is full of them, save it as UTF-8"
    return Problem(
        f"the control character U+{ord(bad.group()):04X} is not allowed in YAML",
        position(text, bad.start(), path),
        hint,
    )


def position(text: str, offset: int, path: str) -> Location:
    """Return the line and column of an offset in a text."""
    line, start = 1, 0
    for line_break in _LINE_BREAK.finditer(text, 0, offset):
        line, start = line + 1, line_break.end()
    return Location(path, line, offset - start + 1)


def line_starts(text: str) -> list[int]:
    """Return the offset of each line's first character, by the same line ends as `position`."""
    return [0, *(line_break.end() for line_break in _LINE_BREAK.finditer(text))]


def split_lines(text: str) -> list[str]:
    """Split a text where YAML ends a line, so that line numbers agree with locations."""
    return _LINE_BREAK.split(text)
