"""``archlint check``: hold a model to the rules and tell what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archlint import __version__
from archlint.commands.judging import chosen_rules, judge
from archlint.edge.files import FileReader, shown
from archlint.edge.loading import load_project
from archlint.edge.terminal import Terminal, open_output
from archlint.finding import Severity
from archlint.graph import ArchitectureGraph
from archlint.ruleset import Report


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What the command line asks of `check`.

    Attributes:
        model: The path of the model.
        types: Files and folders of further node types.
        rules: Files and folders of further rules.
        plugins: Modules of further rules written in Python.
        select: Words of the rules to keep; none keeps all.
        ignore: Words of the rules to leave out.
        format: `text` or `json`.
        output: The file to write to instead of the terminal.
        quiet: Whether to leave out all but the findings.
        unknown: Whether to list what the model does not say.
        strict: Whether unknowns fail like violations; they are then listed, too.
        fail_on: The least severity that fails.
        exit_zero: Whether findings fail at all.
    """

    model: str
    types: tuple[str, ...]
    rules: tuple[str, ...]
    plugins: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    format: str
    output: str | None
    quiet: bool
    unknown: bool
    strict: bool
    fail_on: str
    exit_zero: bool

    @property
    def lists_unknown(self) -> bool:
        """Whether unknowns are listed: what can fail must be seen."""
        return self.unknown or self.strict


def run(options: CheckOptions, terminal: Terminal, files: FileReader) -> int:
    """Check a model and return the exit status.

    Raises:
        ArchlintError: If the model cannot be judged, or the report not be written.
    """
    try:
        report = _report(options, files)
    except Exception as error:
        if options.format == "json":
            _write_failure(error, options, terminal)
        raise
    _write_report(report, options, terminal, files)
    return exit_status(report, options)


def exit_status(report: Report, options: CheckOptions) -> int:
    """Return 1 when something is found that fails, else 0."""
    threshold = Severity(options.fail_on)
    failed = any(
        result.rule.severity.at_least(threshold)
        and (result.violated or (options.strict and result.unknown))
        for result in report.results
    )
    return 1 if failed and not options.exit_zero else 0


def _report(options: CheckOptions, files: FileReader) -> Report:
    project = load_project(
        files,
        options.model,
        types=options.types,
        rules=options.rules,
        plugins=options.plugins,
    )
    rules = chosen_rules(project.rules, select=options.select, ignore=options.ignore)
    return judge(ArchitectureGraph(project.model), rules)


def _write_report(
    report: Report, options: CheckOptions, terminal: Terminal, files: FileReader
) -> None:
    pieces = _as_json if options.format == "json" else _as_text
    with open_output(terminal, options.output) as write:
        for piece in pieces(report, options, terminal, files):
            write(piece)


def _as_json(
    report: Report, options: CheckOptions, _terminal: Terminal, _files: FileReader
) -> Iterator[str]:
    from archlint.reports.json import report_as_json

    return report_as_json(report, version=__version__, unknown=options.lists_unknown)


def _as_text(
    report: Report, options: CheckOptions, terminal: Terminal, files: FileReader
) -> Iterator[str]:
    from archlint.reports.text import TextOptions, report_as_text

    shape = TextOptions(
        style=terminal.style(None if options.output else terminal.out),
        width=terminal.width(None if options.output else terminal.out),
        unknown=options.lists_unknown,
        summary=not options.quiet,
    )
    return report_as_text(report, files.texts, shape)


def _write_failure(error: Exception, options: CheckOptions, terminal: Terminal) -> None:
    """Tell a script in its own format; people are told on stderr in any case."""
    from archlint.reports.json import problems_as_json
    from archlint.reports.problems import problems_of

    problems = problems_of(error)
    with open_output(terminal, options.output) as write:
        write(problems_as_json(problems, version=__version__, model=shown(options.model)))
