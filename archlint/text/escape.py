"""Make text from a model safe for each kind of output.

Whoever writes the model may be a stranger: raw control and bidirectional characters never reach
a terminal or a document (https://trojansource.codes), and markup never becomes structure.
"""

from __future__ import annotations

import re
import unicodedata

# Cc: controls, Cf: formatting (bidirectional overrides, zero-width), Cs: lone surrogates,
# Zl and Zp: line and paragraph separators.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# U+FFFE and the like are no characters, and no XML may hold them.
_NONCHARACTERS = frozenset(range(0xFDD0, 0xFDF0))
_HARMLESS = re.compile(r"[\x20-\x7e\xa1-\xac\xae-\u05ff]*\Z")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]#|!])")
_MARKDOWN_BLOCK = re.compile(r"^(\d*)([-+.)])")
# Dialects disagree on which of these a backslash escapes; all read entities.
_MARKDOWN_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "~$"} | {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
}
_COMMAND = re.compile(r"\A(\s*):(?=:)")
_MARKDOWN_FIRST = {"=": "&#61;", ":": "&#58;"}


def visible(text: str, *, keep: str = "") -> str:
    r"""Replace characters that act instead of showing by `\x1b`, `\u202e` and the like.

    Args:
        text: Any text.
        keep: Characters that pass although they are controls, such as a line feed.
    """
    if _HARMLESS.match(text):
        return text
    return "".join(_code(char) if _is_hidden(char) and char not in keep else char for char in text)


def _is_hidden(char: str) -> bool:
    if unicodedata.category(char) in _HIDDEN:
        return True
    return ord(char) & 0xFFFE == 0xFFFE or ord(char) in _NONCHARACTERS


def _code(char: str) -> str:
    number = ord(char)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def escape_terminal(text: str) -> str:
    """Make text safe to print: one line, nothing that moves the cursor or turns the text.

    Nor does it command GitHub's runner, which reads what programs print, and takes `##[error]` for
    a command wherever it stands
    (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs).
    """
    flat = visible(text.replace("\n", " ").replace("\t", " "))
    return flat.replace("##[", r"#\x23[")


def escape_line(text: str) -> str:
    """Make text safe to begin a line with: there, GitHub's runner takes `::` for a command, too."""
    return _COMMAND.sub(r"\1\\x3a", escape_terminal(text))


def escape_xml(text: str) -> str:
    """Make text safe inside an XML, SVG or HTML element or attribute."""
    import html  # late: its table of entities is of no use to a check

    return html.escape(visible(text, keep="\n\t"), quote=True)


def escape_dot(text: str) -> str:
    """Make text safe inside a double-quoted string of Graphviz's DOT language.

    Graphviz decodes HTML entities in labels: `&#8238;` would become the character that it names.
    """
    return visible(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')


def escape_markdown(text: str) -> str:
    """Make text safe inside a line or a table cell of Markdown: it shows as it was written."""
    flat = " ".join(visible(text, keep="\n\t").split())
    escaped = _MARKDOWN.sub(r"\\\1", flat).translate(_MARKDOWN_ENTITIES)
    if flat[:1] in _MARKDOWN_FIRST:
        return _MARKDOWN_FIRST[flat[0]] + escaped[1:]
    return _MARKDOWN_BLOCK.sub(r"\1\\\2", escaped)
