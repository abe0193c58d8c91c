"""Text for people: escaping for each kind of output, and spelling suggestions."""

from archlint.text.escape import (
    escape_dot,
    escape_line,
    escape_markdown,
    escape_terminal,
    escape_xml,
    visible,
)
from archlint.text.markdown import code_markdown, comment_markdown, linked_markdown
from archlint.text.suggest import lookalike, suggestion
from archlint.text.wording import listed, plural, quote, quoted_list

__all__ = [
    "code_markdown",
    "comment_markdown",
    "escape_dot",
    "escape_line",
    "escape_markdown",
    "escape_terminal",
    "escape_xml",
    "linked_markdown",
    "listed",
    "lookalike",
    "plural",
    "quote",
    "quoted_list",
    "suggestion",
    "visible",
]
