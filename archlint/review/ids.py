"""The ids of findings, with the ids of renamed parts in them: what is the same, before and after.

An id of a node has small letters, digits, `-` and `_`, so that it ends where another sign begins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from archlint.finding import Finding, SubjectKind
from archlint.review.values import ChangeKind, Difference, PartKind

Parts = Mapping[PartKind, Mapping[str, str]]
NO_PARTS: Parts = MappingProxyType({})
_NONE: Mapping[str, str] = MappingProxyType({})
_NODE = re.compile(r"([a-z0-9_-]*)(.*)", re.DOTALL)


def renamed_parts(difference: Difference) -> Parts:
    """Return the new id of each renamed connection, data asset and flow, by its old one."""
    found: dict[PartKind, dict[str, str]] = {}
    for change in difference.changes:
        if change.change is ChangeKind.RENAMED and change.before is not None:
            found.setdefault(change.kind, {})[str(change.before.value)] = change.id
    found.pop(PartKind.NODE, None)
    return found


class RenamedIds:
    """Puts the new ids of renamed parts into what names them by their old ones."""

    def __init__(self, renamed: Mapping[str, str], parts: Parts = NO_PARTS) -> None:
        """Keep what is renamed.

        Args:
            renamed: The new id of each renamed node, by its old one.
            parts: The same of other parts, by their kind.
        """
        self._renamed = renamed
        self._connections = parts.get(PartKind.CONNECTION, _NONE)
        self._data = parts.get(PartKind.DATA, _NONE)
        self._flows = parts.get(PartKind.FLOW, _NONE)
        self._none = not (renamed or self._connections or self._data or self._flows)

    def of(self, finding: Finding) -> str:
        """Return the id that a finding of the base has in the head."""
        if self._none:
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
        """Return a message with the new ids of nodes wherever an old one stands as a word."""
        if not self._renamed:
            return text
        return self._word.sub(lambda found: self._renamed[found[0]], text)

    @cached_property
    def _word(self) -> re.Pattern[str]:
        """An old id of a node, as a word."""
        known = "|".join(map(re.escape, sorted(self._renamed, key=len, reverse=True)))
        # An arrow ends an id, though '-' may stand in one.
        return re.compile(rf"(?<![\w-])(?:{known})(?=->|(?![\w-]))")

    def _subject(self, kind: SubjectKind, name: str) -> str:
        match kind:
            case SubjectKind.NODE:
                return self._node(name)
            case SubjectKind.PATH:
                return self._arrow(name)
            case SubjectKind.CONNECTION:
                return self._connection(name)
            case SubjectKind.FLOW:
                flow, colon, step = name.partition(":")
                flow = self._flows.get(flow, flow)
                return f"{flow}:{self._arrow(step)}" if colon else flow
            case SubjectKind.DATA:
                return self._data.get(name, name)
            case SubjectKind.MODEL:
                return name

    def _connection(self, key: str) -> str:
        return self._connections.get(key) or self._arrow(key)

    def _arrow(self, text: str) -> str:
        """Rename the ends of `a->b`, `a->b#id`, `a->b.property`, `a->b#x->y` (inherited)."""
        source, arrow, rest = text.partition("->")
        if not arrow:
            return text
        parts = _NODE.fullmatch(rest)
        target, more = (parts[1], parts[2]) if parts else (rest, "")
        if more.startswith("#"):
            more = f"#{self._connection(more[1:])}"
        return f"{self._node(source)}->{self._node(target)}{more}"

    def _node(self, name: str) -> str:
        return self._renamed.get(name, name)
