"""What texts look like, as regular expressions in the subset that JSON Schema takes (ECMA 262)."""

from __future__ import annotations

from archlint.architecture.ids import ID_PATTERN

_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4 = rf"{_OCTET}(?:\.{_OCTET}){{3}}"
_GROUP = "[0-9A-Fa-f]{1,4}"
_PORT = "(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3}|0)"
_SPECIAL = frozenset(r"^$\.*+?()[]{}|")


def whole(pattern: str) -> str:
    """Anchor a pattern at both ends."""
    return f"^{pattern}$"


def any_of(words: list[str]) -> str:
    """Match any of some words as they are written."""
    return f"(?:{'|'.join(map(escaped, words))})"


def escaped(word: str) -> str:
    """Match a word as it is written."""
    return "".join(f"\\{char}" if char in _SPECIAL else char for char in word)


def any_case(word: str) -> str:
    """Match a word in capitals, small letters or any mixture."""
    return "".join(
        f"[{char.lower()}{char.upper()}]"
        if len({char.lower(), char.upper()}) == 2
        else escaped(char)
        for char in word
    )


def _ipv6() -> str:
    """Match an address of version 6: `::` stands for one group or more, IPv4 for the last two."""
    forms = [rf"(?:{_GROUP}:){{7}}{_GROUP}", rf"(?:{_GROUP}:){{6}}{_IPV4}"]
    for left in range(8):
        start = rf"(?:{_GROUP}:){{{left}}}:" if left else "::"
        if left < 7:
            forms.append(rf"{start}(?:{_GROUP}(?::{_GROUP}){{0,{6 - left}}})?")
        else:
            forms.append(start)
        if left < 6:
            forms.append(rf"{start}(?:{_GROUP}:){{0,{5 - left}}}{_IPV4}")
    return f"(?:{'|'.join(forms)})"


def _cidr() -> str:
    prefix_4 = f"(?:0*(?:3[0-2]|[12]?[0-9])|{_IPV4})"
    prefix_6 = "0*(?:12[0-8]|1[01][0-9]|[1-9]?[0-9])"
    return f"(?:{_IPV4}(?:/{prefix_4})?|{_ipv6()}(?:%[^%/]+)?(?:/{prefix_6})?)"


ID = whole(ID_PATTERN)
ARROW = whole(rf"\s*{ID_PATTERN}\s*->\s*{ID_PATTERN}\s*")
REMOVED_ARROW = whole(rf"\s*{ID_PATTERN}\s*->\s*{ID_PATTERN}\s*(?:#{ID_PATTERN}\s*)?")
PORT = whole(f"(?:all|{_PORT}(?:-{_PORT})?)")
CIDR = whole(_cidr())
URL = whole(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
# Inside the project: not from the root, not from a drive, not up, and no URL.
INCLUDE = r"^(?![/\\~])(?![A-Za-z][A-Za-z0-9+.-]*:)(?!(?:[\s\S]*[/\\])?\.\.(?:[/\\]|$))[\s\S]*\S"
