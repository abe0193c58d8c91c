"""The words that conditions are put into, made to read well together."""

from __future__ import annotations

import re

_BETTER = (
    (re.compile(r"\b(?:that is )*that is not with "), "without "),
    (re.compile(r"\b(?:that is )+with "), "with "),
    (re.compile(r"\ba (?=[aeiou])"), "an "),
    (re.compile(r"\ban? data\b"), "data"),
    (re.compile(r"\b(?:a )?node of any sort\b"), "a node"),
)


def polished(text: str) -> str:
    """Return words without what only their being put together has brought in."""
    for pattern, better in _BETTER:
        text = pattern.sub(better, text)
    return text
