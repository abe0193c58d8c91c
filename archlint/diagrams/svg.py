"""A laid out scene as one self-contained SVG: icons and font inside, every id prefixed.

Presentation is in attributes, not in classes: a style sheet inside an SVG reaches into the page
that the SVG is put into. Foreign text passes `escape_xml`, everything else is this package's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archlint.diagrams.fonts import FAMILY, embedded_faces, text_width
from archlint.diagrams.icons import picture, small_picture
from archlint.diagrams.shapes import shape
from archlint.text import escape_xml


class Document(NamedTuple):
    """A whole drawing; its size is in pixels."""

    text: str
    width: float
    height: float


class Ink:
    """Collects the parts of a drawing, the icons that it uses and the characters that it writes."""

    def __init__(self, *, small: bool = False) -> None:
        """Start with nothing; a small drawing embeds small icons, and no font."""
        self._small = small
        self.parts: list[str] = []
        self._icons: dict[str, str] = {}
        self._definitions: list[str] = []
        self._written: dict[bool, set[str]] = {False: set(), True: set()}

    def add(self, markup: str) -> None:
        """Add markup of one's own."""
        self.parts.append(markup)

    def text(
        self,
        lines: Sequence[str],
        x: float,
        y: float,
        *,
        size: float,
        color: str,
        step: float = 0.0,
        bold: bool = False,
        anchor: str = "start",
    ) -> None:
        """Write lines of foreign text; `y` is the base line of the first."""
        if not lines:
            return
        spans = []
        for count, line in enumerate(lines):
            shown = escape_xml(line)
            self._written[bold].update(line)
            fitted = self._fitted(line, size, bold)
            spans.append(
                f'<tspan x="{number(x)}" y="{number(y + count * step)}"{fitted}>{shown}</tspan>'
                if len(lines) > 1
                else shown
            )
        fitted = self._fitted(lines[0], size, bold) if len(lines) == 1 else ""
        weight = ' font-weight="700"' if bold else ""
        self.add(
            f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{color}"'
            f'{weight} text-anchor="{anchor}"{fitted}>{" ".join(spans)}</text>'
        )

    def _fitted(self, line: str, size: float, bold: bool) -> str:
        """Hold a line to its measured width, where the reader's own font will write it."""
        if not self._small or not line:
            return ""
        width = number(text_width(line, size, bold=bold), 1)
        return f' textLength="{width}" lengthAdjust="spacingAndGlyphs"'

    def icon(
        self, path: str, x: float, y: float, size: float, *, kinds: Iterable[str] = ()
    ) -> None:
        """Draw an icon in a square, or a shape of one's own where a type has none."""
        found = small_picture(path) if self._small else picture(path)
        if found is None:
            self.add(
                f'<g transform="translate({number(x)} {number(y)}) scale({number(size / 64, 4)})">'
                f"{shape(frozenset(kinds))}</g>"
            )
            return
        name = self._icons.get(found.uri)
        if name is None:
            name = self._icons[found.uri] = f"archlint-icon-{len(self._icons) + 1}"
            wide, high = min(1.0, found.ratio) * 64, min(1.0, 1 / found.ratio) * 64
            self._definitions.append(
                f'<image id="{name}" x="{number(32 - wide / 2)}" y="{number(32 - high / 2)}" '
                f'width="{number(wide)}" height="{number(high)}" href="{found.uri}"/>'
            )
        self.add(
            f'<use href="#{name}" '
            f'transform="translate({number(x)} {number(y)}) scale({number(size / 64, 4)})"/>'
        )

    def corner_icon(self, path: str, x: float, y: float, size: float) -> None:
        """Draw the icon of a frame: flush in the corner, a logo that is no square inset."""
        found = picture(path)
        if found is not None:
            inset = 0.0 if abs(found.ratio - 1) < 0.05 else size / 10
            self.icon(path, x + inset, y + inset, size - 2 * inset)

    def _faces(self) -> str:
        return embedded_faces("".join(self._written[False]), "".join(self._written[True]))

    def document(
        self, width: float, height: float, *, title: str, description: str, background: str
    ) -> Document:
        """Return the whole drawing."""
        style = [] if self._small else [f"<style>{self._faces()}</style>"]
        size = f'width="{number(width)}" height="{number(height)}"'
        opening = (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
            f'viewBox="0 0 {number(width)} {number(height)}" role="img" '
            'aria-labelledby="archlint-title archlint-description" '
            f'font-family="{FAMILY}">'
        )
        parts = [
            opening,
            f'<title id="archlint-title">{escape_xml(title)}</title>',
            f'<desc id="archlint-description">{escape_xml(description)}</desc>',
            "<defs>" + "".join(style),
            *self._definitions,
            "</defs>",
            f'<rect {size} fill="{background}"/>',
            *self.parts,
            "</svg>",
        ]
        return Document("\n".join(parts) + "\n", width, height)


def number(value: float, digits: int = 2) -> str:
    """Write a number shortly and always the same way."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
