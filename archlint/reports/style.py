"""Colours of a terminal, or none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from archlint.finding import Severity


class Paint(StrEnum):
    """What a piece of text is painted with: the parameters of ANSI's SGR sequence."""

    STRONG = "1"
    FAINT = "2"
    RED = "1;31"
    GREEN = "32"
    YELLOW = "1;33"
    BLUE = "1;34"
    MAGENTA = "1;35"
    CYAN = "1;36"


PAINT_OF = {
    Severity.ERROR: Paint.RED,
    Severity.WARNING: Paint.YELLOW,
    Severity.NOTE: Paint.CYAN,
}


@dataclass(frozen=True, slots=True)
class Style:
    """Paints text, or leaves it plain."""

    coloured: bool = False

    def paint(self, text: str, paint: Paint) -> str:
        """Return the text in a colour."""
        return f"\x1b[{paint}m{text}\x1b[0m" if self.coloured and text else text


PLAIN = Style()
