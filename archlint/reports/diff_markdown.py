"""A comparison of two models as Markdown for a comment: a short first screen, the rest folded.

What is written where `@name` notifies people and `#1` leaves a trace may be neither, and a comment
has room for 65,536 characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from archlint.reports.diff_words import (
    RISK_WORDS,
    Sides,
    Told,
    ambiguity_words,
    consequence_words,
    difference_words,
    hops_of,
    in_order,
    part_words,
    revision_words,
    risk_counts,
    told,
)
from archlint.reports.markdown_parts import ROOM, Budget, code, foot, row, size
from archlint.reports.markdown_sections import Section, sections_as_markdown
from archlint.reports.places import web_address
from archlint.reports.value_words import shortened
from archlint.review.values import (
    Ambiguity,
    Change,
    ChangeKind,
    Consequence,
    Difference,
    Revision,
    Risk,
)
from archlint.text import comment_markdown, plural

_LONGEST = 240
_LONGEST_NAME = 120
_FIRST_LINES = 6
_FIRST_NAMES = 6
_SHORT_NAME = 60
_MOST_FIELDS = 40
_LINE_ROOM = 2_000
_FIRST_ROOM = 4_000
_CHANGES_HEAD = "| | What | Before | After | Place |\n|---|---|---|---|---|\n"
_UNSAFE = re.compile(r"[()\[\]'!*]")


@dataclass(frozen=True, slots=True)
class Pictures:
    """Where the pictures of a change are: addresses, or paths relative to the document.

    A path names files as an address does, with `%20` for a blank.

    Attributes:
        before: The picture of the base.
        after: The picture of the head.
        diff: The picture of both, with what differs marked.
        links: A page with all of them; may be empty.
    """

    before: str
    after: str
    diff: str
    links: str = ""


def diff_as_markdown(
    difference: Difference,
    consequences: Sequence[Consequence],
    *,
    base: Revision,
    head: Revision,
    version: str,
    pictures: Pictures | None = None,
    remarks: Sequence[str] = (),
    environments: int = 0,
) -> Iterator[str]:
    """Give a comparison as pieces of Markdown.

    Args:
        difference: How the models differ.
        consequences: What follows from that, what raises the risk first.
        base: The side before.
        head: The side after.
        version: The version of archlint.
        pictures: Where its pictures are, if there are any.
        remarks: What else there is to know, as sentences.
        environments: How many environments change in more than the models.
    """
    sides = Sides(base, head)
    counts = difference_words(difference, environments=environments, consequences=len(consequences))
    first = [
        f"## archlint diff: {counts}\n\n",
        f"{compared(difference, sides)}\n\n",
        *notable_changes(difference),
        *raised_risks(consequences),
        "\n",
        *picture_of_change(pictures),
    ]
    last = foot(version)
    yield from first
    sections = [
        *change_sections(difference, consequences, sides),
        Section("", map(remark_line, remarks), len(remarks), what="remarks"),
        *picture_sections(pictures),
    ]
    yield from sections_as_markdown(sections, ROOM - sum(map(size, [*first, last])))
    yield last


def compared(difference: Difference, sides: Sides) -> str:
    """Return a line that names the model and both sides."""
    base, head = (name_code(revision_words(side)) for side in (sides.base, sides.head))
    return f"{name_code(difference.head.path)}, {base} to {head}"


def notable_changes(difference: Difference) -> Iterator[str]:
    """Give an item for each thing that became of parts, with the first of them by name."""
    changes = in_order(difference)
    for kind, group in groupby(changes, key=lambda change: change.change):
        of_kind = list(group)
        names = list(dict.fromkeys(_name(change) for change in of_kind))
        more = len(names) - _FIRST_NAMES
        rest = f" and {more} more" if more > 0 else ""
        line = f"- **{kind}:** {', '.join(names[:_FIRST_NAMES])}{rest}\n"
        yield line if size(line) <= _LINE_ROOM else f"- **{kind}:** {plural(len(names), 'part')}\n"


def _name(change: Change) -> str:
    """Name a part in an item; where it was, if it moved or has another name."""
    part = _short(part_words(change))
    if change.change not in (ChangeKind.MOVED, ChangeKind.RENAMED):
        return part
    [one] = told(change)
    before, after = _short(one.before or ""), _short(one.after or "")
    moved = change.change is ChangeKind.MOVED
    return f"{part} from {before} to {after}" if moved else f"{before} to {part}"


def raised_risks(consequences: Sequence[Consequence]) -> Iterator[str]:
    """Give what exposes more than before, each with the path that shows it."""
    raised = [each for each in consequences if each.risk is Risk.RAISED]
    lines = (f"- **{RISK_WORDS[each.risk]}:** {_consequence(each)}\n" for each in raised)
    yield from warnings(lines, len(raised), "that raise the risk")


def warnings(lines: Iterable[str], number: int, what: str) -> Iterator[str]:
    """Give the first of several items to look at; the others are counted."""
    shown = list(islice(Budget(_FIRST_ROOM).fitting(lines), _FIRST_LINES))
    yield from shown
    if number > len(shown):
        yield f"- {number - len(shown)} more {what} below\n"


def picture_of_change(pictures: Pictures | None) -> Iterator[str]:
    """Give the picture that shows both sides, and the way to the others."""
    if pictures is None:
        return
    alt = "The change: added green, removed red and dashed, changed amber, moved from its old place"
    yield f"{_picture(alt, pictures.diff)}\n\n"
    if pictures.links:
        yield f"[All pictures]({_address(pictures.links)})\n\n"


def picture_sections(pictures: Pictures | None) -> tuple[Section, ...]:
    """Return the pictures of both sides, folded."""
    if pictures is None:
        return ()
    before = _picture("The architecture before", pictures.before)
    after = _picture("The architecture after", pictures.after)
    pieces = [f"**Before**\n\n{before}\n\n", f"**After**\n\n{after}\n\n"]
    return (Section("Before and after", pieces, len(pieces)),)


def _picture(alt: str, address: str) -> str:
    return f"![{alt}]({_address(address)})"


def _address(address: str) -> str:
    """Write an address so that it ends where its parenthesis does."""
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", web_address(address))


def change_sections(
    difference: Difference, consequences: Sequence[Consequence], sides: Sides
) -> tuple[Section, ...]:
    """Return all changes, what could be a rename, and what follows, each folded."""
    changes = in_order(difference)
    ambiguous = difference.ambiguous
    return (
        Section(
            plural(len(changes), "change"),
            (_rows(change, sides) for change in changes),
            len(changes),
            _CHANGES_HEAD,
        ),
        Section(
            f"{len(ambiguous)} ambiguous: what could be a rename, and is not taken for one",
            map(_ambiguity, ambiguous),
            len(ambiguous),
        ),
        Section(
            risk_counts(tuple(consequences)),
            (_consequence_line(each, sides) for each in consequences),
            len(consequences),
        ),
    )


def remark_line(remark: str) -> str:
    """Return what else there is to know as an item."""
    return f"- {value(remark)}\n"


def _rows(change: Change, sides: Sides) -> str:
    each = list(told(change))
    rows = [_row(one, sides) for one in each[:_MOST_FIELDS]]
    if len(each) > _MOST_FIELDS:
        more = plural(len(each) - _MOST_FIELDS, "more property", "more properties")
        rows.append(row(["", f"{value(part_words(change))}: {more}", "", "", ""]))
    return "".join(rows)


def _row(one: Told, sides: Sides) -> str:
    what = f"{value(one.part)} {name_code(one.property)}" if one.property else value(one.part)
    note = f", {value(one.note)}" if one.note else ""
    where = sides.where(one.before_at, one.after_at, name_code)
    before, after = ("" if said is None else value(said) for said in (one.before, one.after))
    return row([one.word, f"{what}{note}", before, after, where])


def _ambiguity(ambiguity: Ambiguity) -> str:
    return f"- {value(ambiguity_words(ambiguity))}\n"


def _consequence(consequence: Consequence) -> str:
    return value(consequence_words(consequence))


def _consequence_line(consequence: Consequence, sides: Sides) -> str:
    where = sides.where(consequence.before, consequence.after, name_code)
    place = f" ({where})" if where else ""
    path = hops_of(consequence, sides)
    hops = "".join(
        f"  - {value(f'{hop.source} -> {hop.target}')} ({name_code(str(hop.location))})\n"
        for hop in path[:_MOST_FIELDS]
    )
    more = len(path) - _MOST_FIELDS
    rest = f"  - {more} more\n" if more > 0 else ""
    said = _consequence(consequence)
    return f"- {RISK_WORDS[consequence.risk]}: {said}{place}\n{hops}{rest}"


def value(text: str) -> str:
    """Write a text of bounded length."""
    return comment_markdown(shortened(text, _LONGEST))


def _short(text: str) -> str:
    return comment_markdown(shortened(text, _SHORT_NAME))


def name_code(text: str) -> str:
    """Write an id or a place as code, of bounded length."""
    return code(shortened(text, _LONGEST_NAME))
