"""What several reports in Markdown have in common: room, folds, and lines for findings.

They are read where `@name` notifies people and `#1` leaves a trace, so nothing that a model says
may be either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archlint.finding import Finding, Notice
from archlint.reports.uniting import waiver_words
from archlint.ruleset.values import Rule
from archlint.text import (
    code_markdown,
    comment_markdown,
    escape_terminal,
    escape_xml,
    linked_markdown,
)

# A comment on GitHub may have 65,536 characters, and is refused when it has more.
ROOM = 60_000
TABLE_HEAD = "| Severity | Finding | What was found | Place |\n|---|---|---|---|\n"


class Budget:
    """Lets pieces pass until the room is used up."""

    def __init__(self, room: int) -> None:
        """Keep the room, in bytes."""
        self._room = room

    def spend(self, pieces: Iterable[str]) -> None:
        """Note what was written without asking."""
        self._room -= sum(map(size, pieces))

    def fitting(self, pieces: Iterable[str]) -> Iterator[str]:
        """Give pieces up to the first that does not fit."""
        for piece in pieces:
            if size(piece) > self._room:
                return
            self._room -= size(piece)
            yield piece

    def rest(self, number: int, what: str = "") -> str:
        """Say how many did not fit, and of what."""
        of = f" {what}" if what else ""
        return f"{number} more{of} did not fit here.\n\n" if number else ""


def size(text: str) -> int:
    """Return the bytes of a text, which are at least as many as its characters."""
    return len(text.encode())


def foot(version: str, *said: str) -> str:
    """Return the last line: the version, and what else is said."""
    return f"<sub>{comment_markdown('; '.join([f'archlint {version}', *said]))}</sub>\n"


def row(cells: Iterable[str]) -> str:
    """Return a line of a table; its cells are Markdown already."""
    return f"| {' | '.join(cells)} |\n"


def finding_row(finding: Finding) -> str:
    """Return a finding as a line of the table that begins with `TABLE_HEAD`."""
    said = comment_markdown(finding.message)
    return row([finding.severity.value, code(finding.id), said, code(str(finding.location))])


def finding_details(finding: Finding, rule: Rule) -> str:
    """Fold what a violation rests on; the blank line makes what follows Markdown again."""
    facts = "".join(
        f"- {comment_markdown(fact.message)} ({code(str(fact.location))})\n"
        for fact in finding.evidence
    )
    return (
        f"<details><summary>{finding.severity.value}: {summary_code(finding.id)}</summary>\n\n"
        f"**{comment_markdown(finding.message)}**\n\n"
        f"{facts}\n"
        f"**Why:** {comment_markdown(rule.why)}\n\n"
        f"**Fix:** {comment_markdown(rule.fix)}\n\n"
        f"{_help(rule)}"
        "</details>\n\n"
    )


def _help(rule: Rule) -> str:
    return f"**More:** {linked_markdown(rule.help)}\n\n" if rule.help else ""


def folded(title: str, lines: Iterable[str], number: int, budget: Budget) -> Iterator[str]:
    """Fold a number of lines under a title; nothing where there are none."""
    if not number:
        return
    yield f"<details><summary>{title}</summary>\n\n"
    shown = 0
    for line in budget.fitting(lines):
        yield line
        shown += 1
    yield f"\n{budget.rest(number - shown)}</details>\n\n"


def waived_line(finding: Finding) -> str:
    """Return a finding that is waived as an item: why, until when, by whom."""
    said = waiver_words(finding.waiver) if finding.waiver is not None else finding.message
    return f"- {code(finding.id)}: {comment_markdown(said)} ({code(str(finding.location))})\n"


def notice_line(notice: Notice) -> str:
    """Return a notice as an item, with what to do about it."""
    said = comment_markdown(f"{notice.message}; next: {notice.hint}")
    return f"- {notice.severity.value}: {said} ({code(str(notice.location))})\n"


def finding_line(finding: Finding) -> str:
    """Return a finding as an item: what was found, and where."""
    said = comment_markdown(finding.message)
    return f"- {code(finding.id)}: {said} ({code(str(finding.location))})\n"


def code(text: str) -> str:
    """Write an id or a place as code, unless a mail program would notify someone of it."""
    plain = "" if _mentions(text) else code_markdown(text)
    return plain or comment_markdown(text)


def _mentions(text: str) -> bool:
    return any(char == "@" and not text[:at][-1:].isalnum() for at, char in enumerate(text))


def summary_code(text: str) -> str:
    """Write an id as code in HTML, on one line: a blank line would end the HTML."""
    escaped = escape_xml(escape_terminal(text))
    return f"<code>{escaped.replace('@', '@&#8203;') if _mentions(text) else escaped}</code>"
