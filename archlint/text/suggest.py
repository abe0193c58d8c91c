"""Guess what a person meant to write."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

from archlint.text.escape import visible
from archlint.text.wording import quote

_MANY = 500


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return `did you mean ...?` for the nearest known word, or an empty string.

    Case and the difference between `-`, `_` and a space are overlooked.
    """
    choices = sorted(set(known))
    if len(choices) > _MANY:
        choices = _near(word, choices)
    folded = {_fold(choice): choice for choice in reversed(choices)}
    nearest = difflib.get_close_matches(_fold(word[:100]), folded, n=1, cutoff=0.6)
    if not nearest:
        return ""
    return f"did you mean {quote(folded[nearest[0]])}?"


def _near(word: str, choices: list[str]) -> list[str]:
    """Pick what is cheap to recognize as near; comparing letter by letter is for fewer words."""
    start = _fold(word[:2])
    near = [c for c in choices if abs(len(c) - len(word)) < 3 and _fold(c[:2]) == start]
    return near[:_MANY]


def _fold(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


def lookalike(word: str) -> str:
    """Name the first letter in a word that is not ASCII, since it may only look like one.

    Returns:
        The next step, such as `'é' in it is U+00E9 LATIN SMALL LETTER E WITH ACUTE: write it in
        ASCII letters`, or an empty string.
    """
    for char in word:
        if not char.isascii():
            name = unicodedata.name(char, "an unnamed character")
            step = "remove it" if visible(char) != char else "write it in ASCII letters"
            return f"'{visible(char)}' in it is U+{ord(char):04X} {name}: {step}"
    return ""
