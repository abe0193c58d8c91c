"""Patterns on texts, matched in linear time: a pattern may come from a stranger."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache


class BadPattern(ValueError):  # noqa: N818 - named for what it is
    """A regular expression that cannot be used; the text says why."""


@lru_cache(maxsize=1024)
def regex_matcher(pattern: str, fold: bool = False) -> Callable[[str], bool]:
    """Return whether a whole text matches a regular expression in RE2's syntax.

    Args:
        pattern: The expression.
        fold: Whether case is overlooked.

    Raises:
        BadPattern: If it is not one. Backreferences and look-around are not: they cannot be
            matched in linear time.
    """
    import re2  # late: few rules need it

    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = not fold
    options.max_mem = 1 << 22
    try:
        compiled = re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0]
        text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise BadPattern(f"this regular expression cannot be used: {text}") from None
    return lambda text: compiled.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def glob_matcher(pattern: str, fold: bool = False) -> Callable[[str], bool]:
    """Return whether a whole text matches a glob: `*` for any characters, `?` for one.

    Args:
        pattern: The glob.
        fold: Whether case is overlooked.
    """
    if fold:
        folded = glob_matcher(pattern.casefold())
        return lambda text: folded(text.casefold())
    if is_literal(pattern):
        return lambda text: text == pattern
    pieces = [piece.split("?") for piece in pattern.split("*")]
    return lambda text: _glob(text, pieces)


def is_literal(pattern: str) -> bool:
    """Tell whether a glob means just the text that it is."""
    return "*" not in pattern and "?" not in pattern


def any_matches(patterns: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Tell whether one of the words matches one of the globs."""
    return any(glob_matcher(pattern)(word) for pattern in patterns for word in words)


def _glob(text: str, pieces: list[list[str]]) -> bool:
    """Match greedily piece by piece, as only the last `*` ever needs another try."""
    first, last = pieces[0], pieces[-1]
    if not _fits(text, 0, first):
        return False
    position = _length(first)
    if len(pieces) == 1:
        return position == len(text)
    for piece in pieces[1:-1]:
        while not _fits(text, position, piece):
            position += 1
            if position + _length(piece) > len(text):
                return False
        position += _length(piece)
    start = len(text) - _length(last)
    return start >= position and _fits(text, start, last)


def _length(piece: list[str]) -> int:
    return sum(map(len, piece)) + len(piece) - 1


def _fits(text: str, position: int, piece: list[str]) -> bool:
    if position + _length(piece) > len(text):
        return False
    for part in piece:
        if not text.startswith(part, position):
            return False
        position += len(part) + 1
    return True
