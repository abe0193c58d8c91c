"""A review as Markdown for a comment: a short first screen, the rest folded.

It begins with a marker, by which a later review of the same model finds the comment to replace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from urllib.parse import quote

from archlint.finding import Finding, Notice
from archlint.reports.diff_markdown import (
    Pictures,
    change_sections,
    compared,
    name_code,
    notable_changes,
    picture_of_change,
    picture_sections,
    raised_risks,
    remark_line,
    value,
    warnings,
)
from archlint.reports.diff_words import Sides, difference_words
from archlint.reports.markdown import failure_as_markdown
from archlint.reports.markdown_parts import (
    ROOM,
    TABLE_HEAD,
    Budget,
    finding_details,
    foot,
    notice_line,
    row,
    size,
)
from archlint.reports.markdown_sections import Section, sections_as_markdown
from archlint.reports.review_words import (
    UNSETTLED,
    UNWAIVED,
    failing_words,
    judged_words,
    newly_unknown,
    rule_change_words,
    strongest_first,
    verdict,
    waived_words,
)
from archlint.reports.value_words import shortened
from archlint.review.values import Review, RuleChange
from archlint.ruleset.values import Rule
from archlint.source import Problem
from archlint.text import comment_markdown, plural

_FIRST_ROWS = 10
_TABLE_ROOM = 12_000
_MOST_FACTS = 40
_LONGEST = 600  # of a message, or a fact


def marker(model: str, environment: str = "") -> str:
    """Return the line that a review of a model begins with.

    What could end the comment, or begin another line, is written as in an address: `%3E`.

    Args:
        model: The path of the model.
        environment: The environment that is reviewed, if one is.
    """
    name = f"{model} ({environment})" if environment else model
    path = quote(name.encode("utf-8", "replace"), safe="/:._-+=@,() ")
    return f"<!-- archlint review: {path} -->\n"


def review_as_markdown(
    review: Review,
    rules: Mapping[str, Rule],
    *,
    version: str,
    unknown: bool = False,
    pictures: Pictures | None = None,
) -> Iterator[str]:
    """Give a review as pieces of Markdown that together fit into a comment.

    Args:
        review: What there is to tell.
        rules: The rules that judged, by id.
        version: The version of archlint.
        unknown: Whether to list what became unknown.
        pictures: Where its pictures are, if there are any.
    """
    sides = Sides(review.base, review.head)
    first = [
        *_opening(review, sides),
        *notable_changes(review.difference),
        *_warnings(review),
        "\n",
        *picture_of_change(pictures),
    ]
    last = foot(version, judged_words(review), failing_words(review))
    yield from first
    sections = [
        _evidence(review, rules),
        *change_sections(review.difference, review.consequences, sides),
        *_other_findings(review, sides, unknown=unknown),
        *_surroundings(review, sides),
        *picture_sections(pictures),
    ]
    yield from sections_as_markdown(sections, ROOM - sum(map(size, [*first, last])))
    yield last


def review_failure_as_markdown(
    problems: Sequence[Problem], *, version: str, model: str, environment: str = ""
) -> Iterator[str]:
    """Give what prevented a review as pieces of Markdown, which replace the review before.

    Args:
        problems: The problems; there is at least one.
        version: The version of archlint.
        model: The path of the model, as the review before had it.
        environment: The environment that was to be reviewed, if one was.
    """
    line = marker(model, environment)
    yield from failure_as_markdown(problems, version=version, model=model, marker=line)


def _opening(review: Review, sides: Sides) -> Iterator[str]:
    """Give what is never cut: the marker, the verdict, the sides, the counts; then a table."""
    head = review.difference.head
    yield marker(head.path, head.environment)
    yield f"## archlint review: {verdict(review)}\n\n"
    counts = difference_words(
        review.difference,
        environments=len(review.environments),
        consequences=len(review.consequences),
    )
    told = "" if review.changes_nothing else f": {counts}"
    yield f"{compared(review.difference, sides)}{told}\n\n"
    found = strongest_first(review.findings.introduced)
    if not found:
        return
    rows = list(Budget(_TABLE_ROOM).fitting(map(_row, found[:_FIRST_ROWS])))
    yield TABLE_HEAD if rows else ""
    yield from rows
    more = len(found) - len(rows)
    yield f"\n{more} more introduced below.\n\n" if more else "\n"


def _row(finding: Finding) -> str:
    place = name_code(str(finding.location))
    severity = finding.severity.value
    return row([severity, name_code(finding.id), value(finding.message), place])


def _warnings(review: Review) -> Iterator[str]:
    """Give what a reader must not overlook, though it is no finding."""
    found = review.findings
    yield from raised_risks(review.consequences)
    loosened = [change for change in review.rule_changes if change.effect.loosens]
    lines = (f"- **rules:** {_rule_change(change, review)}\n" for change in loosened)
    yield from warnings(lines, len(loosened), "that loosen rules")
    lines = (f"- **waived by this change:** {_waived(each)}\n" for each in found.waived)
    yield from warnings(lines, len(found.waived), "waived by this change")
    lines = (f"- **no longer known:** {_unsettled(each)}\n" for each in found.unsettled)
    yield from warnings(lines, len(found.unsettled), "no longer known")
    newly = newly_unknown(review)
    lines = (f"- **newly unknown:** {_said(each)}\n" for each in newly)
    yield from warnings(lines, len(newly), "newly unknown")
    again = [each for each in found.introduced if each.id in found.unwaived]
    lines = (f"- **no longer waived:** {name_code(each.id)}: {UNWAIVED}\n" for each in again)
    yield from warnings(lines, len(again), "no longer waived")


def _rule_change(change: RuleChange, review: Review) -> str:
    return comment_markdown(shortened(rule_change_words(change, review.judged_by), _LONGEST))


def _waived(finding: Finding) -> str:
    place = finding.waiver.location if finding.waiver else finding.location
    return f"{name_code(finding.id)}: {value(waived_words(finding))} ({name_code(str(place))})"


def _unsettled(finding: Finding) -> str:
    return f"{_said(finding)}: {UNSETTLED}"


def _said(finding: Finding) -> str:
    place = name_code(str(finding.location))
    return f"{name_code(finding.id)}: {value(finding.message)} ({place})"


def _evidence(review: Review, rules: Mapping[str, Rule]) -> Section:
    """Return what each introduced finding rests on, each in a fold of its own."""
    found = strongest_first(review.findings.introduced)
    details = (finding_details(_bounded(each), rules[each.rule]) for each in found)
    return Section("", details, len(found), what="details of introduced findings")


def _bounded(finding: Finding) -> Finding:
    """Return a finding of bounded length: one must not take the room of all others."""
    facts = [
        replace(fact, message=shortened(fact.message, _LONGEST))
        for fact in finding.evidence[:_MOST_FACTS]
    ]
    more = len(finding.evidence) - len(facts)
    if more > 0:
        last = finding.evidence[-1]
        facts.append(replace(last, message=f"{more} more facts, up to this place"))
    message = shortened(finding.message, _LONGEST)
    return replace(finding, message=message, evidence=tuple(facts))


def _other_findings(review: Review, sides: Sides, *, unknown: bool) -> Iterator[Section]:
    found = review.findings
    before = [replace(each, location=sides.before(each.location)) for each in found.fixed]
    yield _listed(f"{len(before)} fixed", map(_said, before), len(before))
    yield _listed(
        f"{len(found.unsettled)} no longer known: {UNSETTLED}",
        map(_said, found.unsettled),
        len(found.unsettled),
    )
    yield _listed(
        f"{len(found.waived)} waived by this change", map(_waived, found.waived), len(found.waived)
    )
    if unknown:
        title = f"{len(found.unknown)} newly unknown: what the model does not say"
        yield _listed(title, map(_said, found.unknown), len(found.unknown))
    title = f"{len(found.unchanged)} unchanged"
    yield _listed(title, map(_said, found.unchanged), len(found.unchanged))


def _surroundings(review: Review, sides: Sides) -> Iterator[Section]:
    changes = review.rule_changes
    title = plural(len(changes), "change of rules and settings", "changes of rules and settings")
    lines = (_placed(_rule_change(each, review), each, sides) for each in changes)
    yield _listed(title, lines, len(changes))
    notices, remarks = review.findings.notices, review.remarks
    told = chain(map(_notice, notices), map(remark_line, remarks))
    yield Section("", told, len(notices) + len(remarks), what="notices")


def _notice(notice: Notice) -> str:
    message, hint = shortened(notice.message, _LONGEST), shortened(notice.hint, _LONGEST)
    return notice_line(replace(notice, message=message, hint=hint))


def _placed(said: str, change: RuleChange, sides: Sides) -> str:
    where = sides.where(change.before, change.after, name_code)
    return f"{said} ({where})" if where else said


def _listed(title: str, lines: Iterable[str], number: int) -> Section:
    return Section(title, (f"- {line}\n" for line in lines), number)
