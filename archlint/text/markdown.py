"""Small pieces of Markdown made out of text that may be hostile."""

from __future__ import annotations

import re
from collections.abc import Callable

from archlint.text.escape import escape_markdown

_CODE = re.compile(r"[\w./:@>#,=+()-](?:[\w ./:@>#,=+()-]*[\w./:@>#,=+()-])?", re.ASCII)
_ADDRESS = re.compile(r"(https?://[A-Za-z0-9/._~%#?&=+:,@-]*[A-Za-z0-9/_~#=])")
# In text that is escaped already, where `#` and `!` bear a backslash.
_REFERENCES = re.compile(r"@|\\[#!]|:(?=//)|www(?=\.)|gh-(?=\d)", re.IGNORECASE)


def code_markdown(text: str) -> str:
    """Write an id or a path as code; empty where code could not hold it."""
    return f"`{text}`" if _CODE.fullmatch(text) else ""


def linked_markdown(text: str, *, comment: bool = False) -> str:
    """Escape a text in which addresses of the web are links that show where they lead.

    Args:
        text: Any text.
        comment: Whether the rest must be safe in a comment, as `comment_markdown` makes it.
    """
    escape = comment_markdown if comment else escape_markdown
    parts = _ADDRESS.split(text)
    return "".join(
        f"<{part}>" if odd % 2 else _within(part, escape) for odd, part in enumerate(parts)
    )


def _within(text: str, escape: Callable[[str], str]) -> str:
    """Escape a part of a line, whose blanks at the ends count."""
    before = " " if text[:1].isspace() else ""
    after = " " if text.strip() and text[-1:].isspace() else ""
    return f"{before}{escape(text)}{after}"


def comment_markdown(text: str) -> str:
    """Make text safe inside a line or a table cell of a comment on GitHub or GitLab.

    There `@name` notifies people, `#1` and `!1` leave a trace elsewhere, and an address is a link
    although nothing marks it as one. A backslash or an entity does not prevent that, since they are
    searched for after Markdown is read; a zero-width space between does.
    """
    return _REFERENCES.sub(r"\g<0>&#8203;", escape_markdown(text))
