"""The formats of a review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archlint import __version__
from archlint.commands import formats
from archlint.commands.formats import Target
from archlint.edge.terminal import Terminal

if TYPE_CHECKING:
    from archlint.commands.reviewing import Reviewed
    from archlint.reports.diff_markdown import Pictures


@dataclass(frozen=True, slots=True)
class Manner:
    """How a review is written.

    Attributes:
        unknown: Whether what the head does not say and the base did is listed.
        quiet: Whether the text has what is introduced alone.
        pictures: Where Markdown finds the pictures; `None` where there are none.
    """

    unknown: bool
    quiet: bool
    pictures: Pictures | None


def review_pieces(
    target: Target, reviewed: Reviewed, manner: Manner, terminal: Terminal
) -> Iterator[str]:
    """Give a review in a format, as pieces of text."""
    rules = {result.rule.id: result.rule for result in reviewed.report.results}
    match target.format:
        case "json":
            from archlint.reports.review_json import review_as_json

            return review_as_json(
                reviewed.review, reviewed.report, version=__version__, unknown=manner.unknown
            )
        case "markdown":
            from archlint.reports.review_markdown import review_as_markdown

            return review_as_markdown(
                reviewed.review,
                rules,
                version=__version__,
                unknown=manner.unknown,
                pictures=manner.pictures,
            )
        case formats.TEXT:
            from archlint.reports.review_text import ReviewTexts, review_as_text
            from archlint.reports.text import TextOptions

            stream = None if target.file else terminal.out
            shape = TextOptions(
                style=terminal.style(stream),
                width=terminal.width(stream),
                unknown=manner.unknown,
                summary=not manner.quiet,
                controls=False,
            )
            texts = ReviewTexts(base=reviewed.base_texts, head=reviewed.head_texts)
            return review_as_text(reviewed.review, rules, texts, shape)
    from archlint.review.findings import introduced_report

    report = introduced_report(reviewed.report, reviewed.review.findings, unknown=manner.unknown)
    return formats.findings_in(target, [report], unknown=manner.unknown)


def failure_text(
    target: Target, error: Exception, model: str, environment: str | None
) -> str | None:
    """Return what prevented a review in a format; `None` for text: people read it elsewhere.

    Args:
        target: The format.
        error: What prevented it.
        model: The path of the model.
        environment: The environment that was to be reviewed, if one was.
    """
    from archlint.reports.problems import problems_of

    problems = problems_of(error)
    if target.format == "markdown":
        from archlint.reports.review_markdown import review_failure_as_markdown

        pieces = review_failure_as_markdown(
            problems, version=__version__, model=model, environment=environment or ""
        )
        return "".join(pieces)
    return formats.failure_text(target, problems, models=(model,))
