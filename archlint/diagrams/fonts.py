"""The one font: measured, wrapped to and embedded from the packaged Roboto, never the system's."""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from pathlib import Path
from typing import Any

from archlint.text import visible

# Roboto is named second, so that a reader without data fonts, or the rasteriser, finds it as well.
FAMILY = "'Archlint Sans', Roboto, 'Helvetica Neue', Arial, sans-serif"
# Kerning and hints: reading them takes longer than everything else, and no line of text needs them.
_LEFT_OUT = frozenset({"DSIG", "GDEF", "GPOS", "GSUB", "LTSH", "VDMX", "hdmx", "kern"})
_FACES = {False: "Roboto-Regular.ttf", True: "Roboto-Bold.ttf"}


def font_files() -> list[str]:
    """Return the paths of the two faces that pictures use."""
    import font_roboto

    folder = Path(font_roboto.font_directory)
    return [str(folder / name) for name in _FACES.values()]


@lru_cache(maxsize=2)
def _advances(bold: bool) -> tuple[dict[int, float], float]:
    """Return the width of every character in units of the font size, and of a missing one."""
    from fontTools.ttLib import TTFont

    # Tables have no types of their own in fontTools: which one it is depends on its name.
    font: Any = TTFont(font_files()[bold], lazy=True)
    with font:
        scale = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        widths = {code: metrics[name][0] / scale for code, name in font.getBestCmap().items()}
    return widths, 1.0


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line of text in pixels; a character that Roboto lacks counts one em."""
    widths, missing = _advances(bold)
    return sum(widths.get(ord(char), missing) for char in text) * size


def wrap(text: str, size: float, width: float, *, lines: int, bold: bool = False) -> list[str]:
    """Break a text into lines of at most `width` pixels, longest words first broken by force.

    Args:
        text: Any text; runs of white space count as one space.
        size: The font's size in pixels.
        width: The greatest width of a line in pixels.
        lines: The greatest number of lines; what does not fit ends in an ellipsis.
        bold: Whether the bold face is meant.
    """
    done: list[str] = []
    current = ""
    for word in _pieces(text, size, width, bold):
        longer = f"{current} {word}" if current else word
        if current and text_width(longer, size, bold=bold) > width:
            done.append(current)
            current = word
        else:
            current = longer
    done.append(current)
    if len(done) <= lines:
        return done
    last = done[lines - 1]
    while last and text_width(last + "…", size, bold=bold) > width:
        last = last[:-1]
    return [*done[: lines - 1], last.rstrip() + "…"]


def _pieces(text: str, size: float, width: float, bold: bool) -> list[str]:
    pieces = []
    for word in visible(text).split():
        rest = word
        while text_width(rest, size, bold=bold) > width and len(rest) > 1:
            cut = len(rest) - 1
            while cut > 1 and text_width(rest[:cut], size, bold=bold) > width:
                cut -= 1
            pieces.append(rest[:cut])
            rest = rest[cut:]
        pieces.append(rest)
    return pieces


def embedded_faces(regular: str, bold: str) -> str:
    """Return `@font-face` rules that hold just the glyphs of the given characters.

    Plain TrueType without hints: the same bytes on every machine, which compressed fonts are not,
    since compression libraries differ.
    """
    rules = []
    for is_bold, characters in ((False, regular), (True, bold)):
        used = "".join(sorted(set(characters)))
        if used.strip():
            weight = 700 if is_bold else 400
            data = base64.b64encode(_subset(is_bold, used)).decode("ascii")
            rules.append(
                "@font-face{font-family:'Archlint Sans';font-style:normal;"
                f"font-weight:{weight};src:url(data:font/ttf;base64,{data}) format('truetype')}}"
            )
    return "".join(rules)


@lru_cache(maxsize=8)
def _subset(bold: bool, characters: str) -> bytes:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options: Any = Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2]
    options.notdef_outline = True
    font: Any = TTFont(font_files()[bold], recalcTimestamp=False)
    for table in _LEFT_OUT.intersection(font.keys()):
        del font[table]
    subsetter: Any = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()
