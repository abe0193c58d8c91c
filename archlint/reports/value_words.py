"""Values of a model in a line, and how two of them differ."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from archlint.review.values import FieldChange

NOT_STATED = "not stated"
_LONGEST = 100
_MARKS = re.compile(r"[\n,{}\[\]\"']|: ")
_WORDS = frozenset({"true", "false", "null", "none", NOT_STATED})


def field_words(field: FieldChange) -> tuple[str, str]:
    """Write what a property was and is; long values by where they differ."""
    before, after = (
        NOT_STATED if fact is None else value_words(fact.value)
        for fact in (field.before, field.after)
    )
    if before == after:  # a text and what it looks like
        before, after = (
            NOT_STATED if fact is None else json.dumps(fact.value, ensure_ascii=False, default=str)
            for fact in (field.before, field.after)
        )
    return _apart(before, after)


def value_words(value: Any) -> str:
    """Write a value in a line, as YAML would in one: `[a, b]`, `{a: 1}`; `none` for a null."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return f"{{{pairs_words(value)}}}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return f"[{', '.join(map(value_words, value))}]"
    return _text_words(value) if isinstance(value, str) else str(value)


def pairs_words(value: Mapping[str, Any]) -> str:
    """Write keys and values in a line: `a: 1, b: [x]`."""
    return ", ".join(f"{key}: {value_words(item)}" for key, item in value.items())


def _text_words(text: str) -> str:
    """Write a text plain where it can be told from what surrounds it, in quotes otherwise.

    A long one is not quoted: it will be shown in part, and not from quote to quote.
    """
    if _is_long(text):
        return text
    plain = text.strip() == text and text.lower() not in _WORDS and not _MARKS.search(text)
    return text if plain and text else json.dumps(text, ensure_ascii=False)


def _is_long(text: str) -> bool:
    return len(text) > _LONGEST


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Cut a text that is longer; what is left out is counted."""
    if len(text) <= longest:
        return text
    return f"{text[:longest]}... ({len(text) - longest} more characters)"


def _apart(before: str, after: str) -> tuple[str, str]:
    """Shorten two values so that it can be seen where they differ."""
    if not _is_long(before) and not _is_long(after):
        return before, after
    pairs = zip(before, after, strict=False)
    same = next((at for at, (one, other) in enumerate(pairs) if one != other), None)
    first = min(len(before), len(after)) if same is None else same
    start = first - 20 if first > _LONGEST // 2 else 0
    return _piece(before, start), _piece(after, start)


def _piece(text: str, start: int) -> str:
    return f"{'...' if start else ''}{shortened(text[start:])}"
