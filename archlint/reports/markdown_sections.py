"""Sections of a document in Markdown that share the room which a comment has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archlint.reports.markdown_parts import Budget, size

_OVERHEAD = 120  # the tags of a fold, and the line that counts what did not fit


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document, folded away where it has a title.

    Attributes:
        title: What its fold is called, as HTML; empty for what is not folded.
        pieces: Its content; each piece is Markdown that is whole by itself.
        number: How many pieces there are.
        head: What stands before the pieces, such as the first lines of a table.
        what: What the pieces are called where they do not fit; empty where the title says it.
    """

    title: str
    pieces: Iterable[str]
    number: int
    head: str = ""
    what: str = ""


def sections_as_markdown(sections: Sequence[Section], room: int) -> Iterator[str]:
    """Give sections as pieces of Markdown that have room together.

    A section that needs less than its share leaves the rest to the others. What does not fit is
    counted where it would stand.

    Args:
        sections: The sections in their order; those without content are left out.
        room: The bytes that all may take together.
    """
    present = [section for section in sections if section.number]
    fixed = sum(size(section.title + section.head) + _OVERHEAD for section in present)
    free = max(room - fixed, 0)
    pieces = [_beginning(section.pieces, free) for section in present]
    shares = _shares([sum(map(size, each)) for each in pieces], free)
    for section, own, share in zip(present, pieces, shares, strict=True):
        yield from _section(section, own, share)


def _section(section: Section, pieces: Sequence[str], room: int) -> Iterator[str]:
    budget = Budget(room)
    shown = list(budget.fitting(pieces))
    if section.title:
        yield f"<details><summary>{section.title}</summary>\n\n"
    yield section.head if shown else ""
    yield from shown
    yield f"\n{budget.rest(section.number - len(shown), section.what)}"
    if section.title:
        yield "</details>\n\n"


def _beginning(pieces: Iterable[str], room: int) -> list[str]:
    """Return the pieces up to the first that cannot fit: there may be very many."""
    kept: list[str] = []
    used = 0
    for piece in pieces:
        kept.append(piece)
        used += size(piece)
        if used > room:
            break
    return kept


def _shares(needs: Sequence[int], room: int) -> list[int]:
    """Divide a room: who needs less than an equal share gets that, the others share the rest."""
    shares = [0] * len(needs)
    left, open_needs = room, sorted(range(len(needs)), key=lambda at: needs[at])
    for done, at in enumerate(open_needs):
        shares[at] = min(needs[at], left // (len(needs) - done))
        left -= shares[at]
    return shares
