"""The ids of findings, with the ids of renamed nodes in them: what is the same, before and after.

An id of a node has small letters, digits, `-` and `_`, so that it ends where another sign begins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from archlint.finding import Finding, SubjectKind

_NODE = re.compile(r"([a-z0-9_-]*)(.*)", re.DOTALL)


class RenamedIds:
    """Puts the new ids of renamed nodes into what names them by their old ones."""

    def __init__(self, renamed: Mapping[str, str]) -> None:
        """Keep the new id of each renamed node, by its old one."""
        self._renamed = renamed

    def of(self, finding: Finding) -> str:
        """Return the id that a finding of the base has in the head."""
        if not self._renamed:
            return finding.id
        suffix = f"@{finding.environment}" if finding.environment else ""
        return f"{finding.rule}@{self._subject(finding.subject.kind, finding.subject.id)}{suffix}"

    def of_entry(self, entry: str) -> frozenset[str]:
        """Return the ids that an entry of a baseline may have in the head.

        An entry does not say what sort of subject it names: a node and a flow may share an id.
        """
        rule, _, rest = entry.partition("@")
        subject, at, environment = rest.partition("@")
        return frozenset(
            f"{rule}@{self._subject(kind, subject)}{at}{environment}" for kind in SubjectKind
        )

    def in_text(self, text: str) -> str:
        """Return a message with the new ids wherever an old one stands as a word."""
        if not self._renamed:
            return text
        known = "|".join(map(re.escape, sorted(self._renamed, key=len, reverse=True)))
        # An arrow ends an id, though '-' may stand in one.
        word = re.compile(rf"(?<![\w-])(?:{known})(?=->|(?![\w-]))")
        return word.sub(lambda found: self._renamed[found[0]], text)

    def _subject(self, kind: SubjectKind, name: str) -> str:
        match kind:
            case SubjectKind.NODE:
                return self._node(name)
            case SubjectKind.PATH | SubjectKind.CONNECTION:
                return self._arrow(name)
            case SubjectKind.FLOW:
                flow, colon, step = name.partition(":")
                return f"{flow}:{self._arrow(step)}" if colon else name
            case SubjectKind.DATA | SubjectKind.MODEL:
                return name

    def _arrow(self, text: str) -> str:
        """Rename the ends of `a->b`, `a->b#id`, `a->b.property`, `a->b#x->y` (inherited)."""
        source, arrow, rest = text.partition("->")
        if not arrow:
            return text
        parts = _NODE.fullmatch(rest)
        target, more = (parts[1], parts[2]) if parts else (rest, "")
        if more.startswith("#"):
            more = f"#{self._arrow(more[1:])}"
        return f"{self._node(source)}->{self._node(target)}{more}"

    def _node(self, name: str) -> str:
        return self._renamed.get(name, name)
