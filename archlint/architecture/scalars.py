"""What a plain scalar means: only what nobody can mistake is not text.

YAML 1.1 turns `no` into false, `22:22` into 1342 and `0755` into 493. Here the author's text wins:
`null`, `~` and nothing are null, `true` and `false` are booleans, integers have no leading zeros,
and the rest is the string that it looks like.
"""

from __future__ import annotations

import math
import re

from archlint.architecture.tree import Atom

_NUMBER_START = frozenset("0123456789+-.")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z")
_FLOAT = re.compile(
    r"[-+]?(?:(?:0|[1-9][0-9]{0,300})(?:\.[0-9]{1,300})?|\.[0-9]{1,300})(?:[eE][-+]?[0-9]{1,4})?\Z"
)
_WORDS: dict[str, Atom] = {"": None, "~": None, "null": None, "true": True, "false": False}


def resolve(text: str) -> Atom:
    """Return what a plain (unquoted) scalar stands for.

    Integers beyond 18 digits and floats beyond the range of a double stay text.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_START:
        return text
    if _INTEGER.match(text):
        return int(text)
    if ("." in text or "e" in text or "E" in text) and _FLOAT.match(text):
        number = float(text)
        return number if math.isfinite(number) else text
    return text
