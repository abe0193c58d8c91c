"""Small pieces of English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archlint.text.escape import visible

_LONGEST = 80


def plural(count: int, word: str, many: str = "") -> str:
    """Write a count with its word: `1 node`, `2 nodes`, `0 entries`."""
    return f"{count} {word if count == 1 else many or word + 's'}"


def listed(words: Sequence[str], *, last: str = "and") -> str:
    """Join words: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def quote(text: str) -> str:
    """Put a text of the input into single quotes: one line of bounded length, nothing hidden."""
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
    return f"'{visible(shown)}'"


def quoted_list(words: Iterable[str], *, last: str = "and") -> str:
    """Join words in single quotes: `'a'`, `'a' and 'b'`."""
    return listed([quote(word) for word in words], last=last)
