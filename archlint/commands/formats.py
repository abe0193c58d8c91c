"""The formats of a report, and where each is written to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from archlint import __version__
from archlint.edge.files import FileReader, shown
from archlint.edge.places import working_directory
from archlint.edge.terminal import Terminal
from archlint.errors import ArchlintError
from archlint.source import Problem

if TYPE_CHECKING:
    from archlint.ruleset import Report

TEXT = "text"
_WRITERS = ("sarif", "junit", "github", "gitlab", "markdown")
FORMATS = (TEXT, "json", *_WRITERS)
DIFF_FORMATS = (TEXT, "json", "markdown")
# Of the formats that tell findings alone, those that are shown where a change is read.
REVIEW_FORMATS = (*DIFF_FORMATS, "sarif", "github", "gitlab")


class Target(NamedTuple):
    """A format, and the file that takes it; `None` for the terminal."""

    format: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How reports are written.

    Attributes:
        unknown: Whether what the model does not say is listed.
        summary: Whether the text ends with counts.
        controls: Whether the text names the controls that rules are evidence for.
    """

    unknown: bool
    summary: bool
    controls: bool


def choose_targets(formats: Sequence[Target], output: str | None) -> tuple[Target, ...]:
    """Return what to write where.

    Args:
        formats: What is asked for; text, if nothing is.
        output: The file that takes the one format that names none.

    Raises:
        ArchlintError: If two would be written to one place, or none to the file.
    """
    asked = tuple(formats) or (Target(TEXT),)
    free = [target.format for target in asked if target.file is None]
    if len(free) > 1:
        raise ArchlintError(
            f"the formats {' and '.join(free)} are all to be written to one place",
            hint=f"name a file for all but one: --format {free[-1]}:FILE",
        )
    if output is not None and not free:
        raise ArchlintError(
            "--output names a file, and every format names its own",
            hint="leave out --output, or the file of one format",
        )
    chosen = tuple(Target(target.format, target.file or output) for target in asked)
    files = [Path(target.file).resolve() for target in chosen if target.file is not None]
    for file in files:
        if files.count(file) > 1:
            raise ArchlintError(
                f"two formats are to be written to '{shown(file)}'", hint="name a file for each"
            )
    return chosen


def refuse_input(file: str | None, files: FileReader) -> None:
    """Refuse to write a report over what it was made from.

    Raises:
        ArchlintError: If the file was read.
    """
    read = {resolved for resolved, _ in files.trace.files.values()}
    # What a revision holds was read elsewhere, and lies here under its name.
    read |= {str(Path(name).resolve()) for name in files.texts}
    if file is not None and str(Path(file).resolve()) in read:
        raise ArchlintError(
            f"the report would replace '{file}', which was read", hint="name another file"
        )


def report_pieces(
    target: Target,
    reports: Sequence[Report],
    manner: Manner,
    terminal: Terminal,
    files: FileReader,
) -> Iterator[str]:
    """Give reports in a format, as pieces of text."""
    if target.format == "json":
        from archlint.reports.json import reports_as_json

        return reports_as_json(reports, version=__version__, unknown=manner.unknown)
    if target.format in _WRITERS:
        return findings_in(target, reports, unknown=manner.unknown)
    from archlint.reports.text import TextOptions, reports_as_text

    stream = None if target.file else terminal.out
    shape = TextOptions(
        style=terminal.style(stream),
        width=terminal.width(stream),
        unknown=manner.unknown,
        summary=manner.summary,
        controls=manner.controls,
    )
    return reports_as_text(reports, files.texts, shape)


def findings_in(target: Target, reports: Sequence[Report], *, unknown: bool) -> Iterator[str]:
    """Give findings in one of the formats that other programs read, as pieces of text."""
    write = _writer(target.format, "report")
    return write(reports, version=__version__, unknown=unknown, **_place(target))


def failure_text(target: Target, problems: Sequence[Problem], models: Sequence[str]) -> str | None:
    """Return what prevented a report in a format; `None` for text: people read it elsewhere.

    Args:
        target: The format.
        problems: The problems; there is at least one.
        models: What messages call the models; there is at least one.
    """
    if target.format == "json":
        from archlint.reports.json import problems_as_json

        return problems_as_json(problems, version=__version__, model=models[0])
    if target.format in _WRITERS:
        write = _writer(target.format, "failure")
        model = ", ".join(models)
        return "".join(write(problems, version=__version__, model=model, **_place(target)))
    return None


def _writer(format_name: str, what: str) -> Callable[..., Iterator[str]]:
    """Import what writes a report, or a failure, in a format, which is slow for some."""
    module = import_module(f"archlint.reports.{format_name}")
    writer: Callable[..., Iterator[str]] = getattr(module, f"{what}_as_{format_name}")
    return writer


def _place(target: Target) -> dict[str, str]:
    """GitLab asks for paths below the project, which is where the job runs."""
    return {"root": shown(working_directory())} if target.format == "gitlab" else {}
