"""Make Markdown out of text that may be hostile.

Everything that a template prints passes through `printed`: a plain text is escaped there, so that
forgetting to escape is impossible. Only what this module has built is Markdown already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from archlint.text import (
    code_markdown,
    escape_markdown,
    escape_xml,
    linked_markdown,
    visible,
)

_BEYOND_DIAGRAMS = re.compile(r"[^\w .,/()-]")


class Markdown(str):
    """Text that is Markdown already; whatever Python does with it makes a plain text again."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a place in the pages.

    Attributes:
        text: What it shows, not escaped.
        href: Where it leads, relative to the folder of the pages.
    """

    text: str
    href: str

    def __str__(self) -> str:
        """Write it as Markdown."""
        return f"[{escape_markdown(self.text)}]({self.href})"


def printed(value: object) -> object:
    """Turn what a template prints into Markdown.

    Raises:
        TypeError: If it is neither a text, a number nor a link: a template's author forgot
            something.
    """
    if isinstance(value, Markdown):
        return value
    if isinstance(value, str):
        return Markdown(escape_markdown(value))
    if isinstance(value, Link):
        return Markdown(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise TypeError(f"a template may print texts, numbers and links, not {type(value).__name__}")


def joined(items: Sequence[object], separator: str = ", ") -> Markdown:
    """Join texts and links; the separator is trusted."""
    return Markdown(separator.join(str(printed(item)) for item in items))


def with_links(text: str) -> Markdown:
    """Write a text in which addresses of the web are links that show where they lead."""
    return Markdown(linked_markdown(text))


def code(text: str) -> Markdown:
    """Write an id or a path as code, or as plain text where code could not hold it."""
    return Markdown(code_markdown(text) or escape_markdown(text))


def fenced(text: str, language: str) -> Markdown:
    """Write lines as a block of code that nothing in them can end."""
    shown = visible(text, keep="\n").strip("\n")
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", shown)), default=0))
    return Markdown(f"{fence}{language}\n{shown}\n{fence}")


def image(alt: str, address: str) -> Markdown:
    """Show a picture, with what it shows in words."""
    return Markdown(f"![{escape_markdown(alt)}]({address})")


def outline(lines: Sequence[tuple[int, str]]) -> Markdown:
    """Write lines, each with the number of lists that it stands in, as paragraphs and lists."""
    written: list[str] = []
    before = 0
    for depth, text in lines:
        if not depth or not before:
            written.append("")
        written.append(
            f"{'    ' * (depth - 1)}- {escape_markdown(text)}" if depth else escape_markdown(text)
        )
        before = depth
    return Markdown("\n".join(written).strip("\n"))


def anchor(name: str) -> Markdown:
    """Make a place that links lead to; headings alone do not do, since names may be equal."""
    return Markdown(f'<a id="{escape_xml(name)}"></a>')


def href(path: str, name: str = "") -> str:
    """Make a relative address, of a page or of a place in it."""
    return quote(path) + (f"#{quote(name)}" if name else "")


def web(address: str) -> str:
    """Make the address of a page elsewhere safe inside a link."""
    return quote(address, safe="/:?#@!$&'*+,;=%~._-")


def in_comment(text: str) -> Markdown:
    """Make text safe inside an HTML comment, which `--` may not occur in."""
    return Markdown(visible(text).replace("--", "-%2D").replace(">", "%3E"))


def in_diagram(text: str) -> Markdown:
    """Make text safe inside a Mermaid diagram: what could be syntax becomes `#NNN;`.

    See https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters.
    """
    flat = " ".join(visible(text, keep="\n\t").split())
    return Markdown(_BEYOND_DIAGRAMS.sub(lambda char: f"#{ord(char[0])};", flat))
