"""What kept archlint from judging, as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archlint.errors import ArchlintError
from archlint.reports.frames import CodeFrames, Mark
from archlint.reports.style import Paint, Style
from archlint.source import Problem, SourceError
from archlint.text import escape_line, escape_terminal, plural


def problems_of(error: Exception) -> tuple[Problem, ...]:
    """Return the problems that an exception stands for; any other than archlint's own is one."""
    if isinstance(error, SourceError):
        return error.problems
    if isinstance(error, ArchlintError):
        return (Problem(str(error), None, error.hint),)
    detail = " ".join(str(error).split())
    what = f"{type(error).__name__}: {detail}" if detail else type(error).__name__
    hint = "run it again with --debug, and report what it prints: this is a fault of archlint"
    return (Problem(f"internal error: {what}", None, hint),)


def problems_as_text(
    problems: Sequence[Problem], texts: Mapping[str, str], *, style: Style, width: int
) -> Iterator[str]:
    """Give problems as pieces of text: place and message, the line meant, the next step.

    Args:
        problems: The problems; there is at least one.
        texts: The texts that were read, by path.
        style: The colours.
        width: The columns of the screen.
    """
    frames = CodeFrames(texts, style, width)
    for problem in problems:
        place = f"{escape_line(str(problem.location))}: " if problem.location else ""
        head = style.paint("error:", Paint.RED)
        yield f"{place}{head} {escape_terminal(problem.message)}\n"
        if problem.location is not None and problem.location.path in texts:
            mark = Mark(problem.location, paint=Paint.RED)
            yield from (f"{line}\n" for line in frames.show([mark], title=False))
        if problem.hint:
            yield f"  {style.paint('next:', Paint.GREEN)} {escape_terminal(problem.hint)}\n"
        yield "\n"
    yield f"{plural(len(problems), 'error')}\n"
