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
    """Match any of some dotted words as they are written; what begins alike is written once."""
    below: dict[str, list[str]] = {}
    for word in words:
        start, _, rest = word.partition(".")
        below.setdefault(start, []).append(rest)
    forms = []
    for start, rests in below.items():
        if "" in rests:
            forms.append(escaped(start))
        if longer := [rest for rest in rests if rest]:
            forms.append(rf"{escaped(start)}\.{any_of(longer)}")
    return forms[0] if len(forms) == 1 else f"(?:{'|'.join(forms)})"


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
PORT = whole(f"(?:all|{_PORT}(?:-{_PORT})?)")
CIDR = whole(_cidr())
BLOCK_OR_ID = whole(f"(?:{ID_PATTERN}|(?=[^/]*/){_cidr()})")
FINDING = whole(r"[^@\s]+@[^@\s]+(?:@[^@\s]+)?")
SAYS_SOMETHING = r"\S"
_YEAR = "(?!0000)[0-9]{4}"
_LEAP = "(?!0000)(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
DATE = whole(
    f"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    f"|{_LEAP}-02-29)"
)
ENVIRONMENT = "^(?!all$)"
URL = whole(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
# Below the file's folder: not from the root, not from a drive, not up, and no part that is empty.
_PART = r"(?!\.{1,2}(?:/|$))[^/\\\x00]+"
INCLUDE = whole(rf"(?!~|[A-Za-z]:){_PART}(?:/{_PART})*")
