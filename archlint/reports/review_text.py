"""A review as text for people: the verdict, then what matters most to an architect first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from archlint.finding import Evidence, Finding
from archlint.reports.diff_text import Changes
from archlint.reports.diff_words import Sides, difference_words, risk_counts
from archlint.reports.frames import CodeFrames, Mark
from archlint.reports.review_words import (
    UNSETTLED,
    UNWAIVED,
    failing_words,
    judged_words,
    rule_change_words,
    strongest_first,
    verdict,
    waived_words,
)
from archlint.reports.style import Paint
from archlint.reports.text import FindingsWriter, TextOptions
from archlint.review.values import Review, RuleChange
from archlint.ruleset.values import Rule
from archlint.source import Location
from archlint.text import escape_line, escape_terminal


def _no_texts() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ReviewTexts:
    """The texts that were read, by path, for the lines that findings rest on.

    Attributes:
        base: Those of the base.
        head: Those of the head.
    """

    base: Mapping[str, str] = field(default_factory=_no_texts)
    head: Mapping[str, str] = field(default_factory=_no_texts)


def review_as_text(
    review: Review, rules: Mapping[str, Rule], texts: ReviewTexts, shape: TextOptions
) -> Iterator[str]:
    """Give a review as pieces of text.

    Without the summary, what remains is what somebody must look at: findings that are introduced,
    no longer known or waived, rules that are loosened, and notices.

    Args:
        review: What there is to tell.
        rules: The rules that judged, by id.
        texts: The texts of both sides.
        shape: How to show it.
    """
    writer = _Writer(review, texts, shape)
    if shape.summary:
        yield from writer.opening()
    yield from writer.introduced(rules)
    if shape.summary:
        yield from writer.fixed()
    yield from writer.unsettled()
    yield from writer.waived()
    yield from writer.rule_changes(loosening_only=not shape.summary)
    yield from writer.unknown(rules)
    yield from writer.notices()
    if shape.summary:
        yield from writer.closing()


class _Writer:
    def __init__(self, review: Review, texts: ReviewTexts, shape: TextOptions) -> None:
        self._review = review
        self._found = review.findings
        self._shape = shape
        self._style = shape.style
        self._sides = Sides(review.base, review.head)
        self._changes = Changes(self._sides, shape.style, shape.width)
        self._findings = FindingsWriter(texts.head, shape)
        self._head = CodeFrames(texts.head, shape.style, shape.width)
        # A base's line is found under the name that its place is written with.
        before = {self._before(path): text for path, text in texts.base.items()}
        self._base = CodeFrames(before, shape.style, shape.width)

    def _before(self, path: str) -> str:
        return self._sides.before(Location(path, 1, 1)).path

    def opening(self) -> Iterator[str]:
        review = self._review
        said = verdict(review)
        paint = Paint.RED if review.failing else Paint.GREEN
        yield f"{self._style.paint(said, paint)}\n"
        counts = difference_words(
            review.difference,
            environments=len(review.environments),
            consequences=len(review.consequences),
        )
        known = "" if counts == said else f": {counts}"
        yield f"{escape_line(self._sides.words)}{known}\n\n"
        yield from self._changes.changes(review.difference)
        yield from self._changes.consequences(review.consequences)

    def introduced(self, rules: Mapping[str, Rule]) -> Iterator[str]:
        findings = [
            self._with_waiver_told(each) for each in strongest_first(self._found.introduced)
        ]
        if findings and self._shape.summary:
            yield f"{self._changes.heading('introduced by this change')}\n"
        yield from self._findings.findings(findings, rules)

    def _with_waiver_told(self, finding: Finding) -> Finding:
        """Add to a finding that the base waived it, where it did."""
        if finding.id not in self._found.unwaived:
            return finding
        told = Evidence(UNWAIVED, finding.location)
        return replace(finding, evidence=(*finding.evidence, told))

    def fixed(self) -> Iterator[str]:
        for finding in self._found.fixed:
            yield from self._short("fixed", Paint.GREEN, finding)
            mark = Mark(self._sides.before(finding.location), paint=Paint.GREEN)
            yield from self._framed(self._base, mark)

    def unsettled(self) -> Iterator[str]:
        for finding in self._found.unsettled:
            yield from self._short("no longer known", Paint.MAGENTA, finding)
            yield from self._framed(self._head, Mark(finding.location, UNSETTLED, Paint.MAGENTA))

    def waived(self) -> Iterator[str]:
        for finding in self._found.waived:
            yield from self._short("waived by this change", Paint.YELLOW, finding)
            place = finding.waiver.location if finding.waiver else finding.location
            yield from self._framed(self._head, Mark(place, waived_words(finding), Paint.YELLOW))

    def _short(self, label: str, paint: Paint, finding: Finding) -> Iterator[str]:
        head = self._style.paint(f"{label}[{escape_terminal(finding.id)}]", paint)
        yield f"{head}: {escape_terminal(finding.message)}\n"

    def _framed(self, frames: CodeFrames, mark: Mark) -> Iterator[str]:
        yield from (f"{line}\n" for line in frames.show([mark], title=True))
        yield "\n"

    def rule_changes(self, *, loosening_only: bool) -> Iterator[str]:
        for change in self._review.rule_changes:
            if change.effect.loosens or not loosening_only:
                yield from self._rule_change(change)

    def _rule_change(self, change: RuleChange) -> Iterator[str]:
        loosens = change.effect.loosens
        label, paint = ("warning", Paint.YELLOW) if loosens else ("note", Paint.CYAN)
        first, *rest = self._changes.wrapped(
            f"{label}: ", rule_change_words(change, self._review.judged_by)
        )
        yield f"{self._style.paint(f'{label}:', paint)}{first[len(label) + 1 :]}"
        yield from rest
        where = self._sides.where(change.before, change.after)
        if where:
            yield f"  {self._style.paint('-->', Paint.BLUE)} {escape_terminal(where)}\n"
        yield "\n"

    def unknown(self, rules: Mapping[str, Rule]) -> Iterator[str]:
        if self._shape.unknown:
            yield from self._findings.findings(self._found.unknown, rules)

    def notices(self) -> Iterator[str]:
        yield from self._findings.notices(self._found.notices)

    def closing(self) -> Iterator[str]:
        review = self._review
        yield from self._changes.remarks(review.remarks)
        if review.changes_nothing:
            if self._found.unchanged:
                yield f"{len(self._found.unchanged)} unchanged\n"
            return
        yield f"{verdict(review, severities=True)}\n"
        if review.consequences:
            yield f"{risk_counts(review.consequences)}\n"
        yield f"{judged_words(review)}; {failing_words(review)}\n"
