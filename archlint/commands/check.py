"""``archlint check``: hold models to the rules and tell what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archlint.commands.formats import (
    Manner,
    Target,
    choose_targets,
    failure_text,
    report_pieces,
)
from archlint.edge.bundled import bundled
from archlint.edge.cache import MAX_ENTRY, Result, ResultCache, cache_folder
from archlint.edge.files import FileReader
from archlint.edge.fingerprint import installation
from archlint.edge.sources import ModelSource, model_name, model_sources
from archlint.edge.terminal import Terminal, open_output
from archlint.edge.trace import digest
from archlint.finding import Severity

if TYPE_CHECKING:
    from archlint.ruleset import Report


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What the command line asks of `check`.

    Attributes:
        models: The paths of the models; `-` is the standard input.
        stdin_filename: The file that the standard input stands for.
        types: Files and folders of further node types.
        rules: Files and folders of further rules.
        select: Words of the rules to keep; none keeps all.
        ignore: Words of the rules to leave out.
        env: The environment to judge, `all` for every one; `None` for the model as it stands.
        formats: What to write and where to; none is text for the terminal.
        output: The file that takes the one format that names none.
        quiet: Whether to leave out all but the findings.
        unknown: Whether to list what the model does not say.
        strict: Whether unknowns fail like violations; they are then listed, too.
        fail_on: The least severity that fails.
        exit_zero: Whether findings fail at all.
        no_cache: Whether to judge anew what was judged before.
    """

    models: tuple[str, ...]
    stdin_filename: str | None
    types: tuple[str, ...]
    rules: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    env: str | None
    formats: tuple[Target, ...]
    output: str | None
    quiet: bool
    unknown: bool
    strict: bool
    fail_on: str
    exit_zero: bool
    no_cache: bool

    @property
    def lists_unknown(self) -> bool:
        """Whether unknowns are listed: what can fail must be seen."""
        return self.unknown or self.strict


def run(options: CheckOptions, terminal: Terminal, files: FileReader) -> int:
    """Check models and return the exit status.

    A run that would find nothing changed writes what an earlier one wrote.

    Raises:
        ArchlintError: If a model cannot be judged, or a report not be written.
    """
    targets = choose_targets(options.formats, options.output)
    sources = model_sources(options.models, options.stdin_filename)
    if options.no_cache:
        return _judge(options, targets, sources, _Tellers(terminal), files)
    cache = ResultCache(cache_folder())
    key = _key(options, targets, sources, terminal)
    known = cache.recall(key)
    if known is not None:
        for file, text in known.outputs:
            _Tellers(terminal).tell(file, [text])
        return known.status
    tellers = _Tellers(terminal)
    status = _judge(options, targets, sources, tellers, files)
    if tellers.size <= MAX_ENTRY:
        cache.keep(key, Result(tuple(tellers.told), status), files.trace)
    return status


def _judge(
    options: CheckOptions,
    targets: Sequence[Target],
    sources: Sequence[ModelSource],
    tellers: _Tellers,
    files: FileReader,
) -> int:
    manner = Manner(
        unknown=options.lists_unknown,
        summary=not options.quiet,
        models=tuple(model_name(source) for source in sources),
    )
    try:
        reports = _reports(options, sources, files)
    except Exception as error:
        _tell_failure(error, targets, manner, tellers)
        raise
    for target in targets:
        pieces = report_pieces(target, reports, manner, tellers.terminal, files)
        tellers.tell(target.file, pieces)
    return exit_status(reports, options)


def _reports(
    options: CheckOptions, sources: Sequence[ModelSource], files: FileReader
) -> tuple[Report, ...]:
    from archlint.architecture.environments import ALL
    from archlint.commands.judging import chosen_models, chosen_rules, judge
    from archlint.edge.loading import Extent, load_project
    from archlint.graph import ArchitectureGraph

    project = load_project(files, sources, Extent(types=options.types, rules=options.rules))
    rules = chosen_rules(project.rules, select=options.select, ignore=options.ignore)
    models = [model for found in project.models for model in chosen_models(found, options.env)]
    return tuple(
        judge(
            ArchitectureGraph(model),
            rules,
            environment=model.environment if options.env == ALL else "",
        )
        for model in models
    )


def exit_status(reports: Iterable[Report], options: CheckOptions) -> int:
    """Return 1 when something is found that fails, else 0."""
    threshold = Severity(options.fail_on)
    failed = any(
        result.rule.severity.at_least(threshold)
        and (result.violated or (options.strict and result.unknown))
        for report in reports
        for result in report.results
    )
    return 1 if failed and not options.exit_zero else 0


def _tell_failure(
    error: Exception, targets: Sequence[Target], manner: Manner, tellers: _Tellers
) -> None:
    """Tell scripts in their own formats; people are told on the error stream in any case."""
    from archlint.reports.problems import problems_of

    for target in targets:
        text = failure_text(target, problems_of(error), manner)
        if text is not None:
            tellers.tell(target.file, [text])


def _key(
    options: CheckOptions,
    targets: Sequence[Target],
    sources: Sequence[ModelSource],
    terminal: Terminal,
) -> list[Any]:
    """Return everything that a result depends on, but for the files that a run reads."""
    return [
        "check",
        installation(bundled()),
        str(Path.cwd()),
        asdict(options),
        targets,
        [None if source.data is None else digest(source.data) for source in sources],
        terminal.style(terminal.out).coloured,
        terminal.width(terminal.out),
        terminal.color,
    ]


class _Tellers:
    """Writes reports, and remembers what was written.

    Attributes:
        terminal: Where it goes that goes to no file.
        told: Pairs of a file, or `None` for the terminal, and the text that it took.
        size: The length of all texts; beyond what a cache takes, none is remembered.
    """

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.told: list[tuple[str | None, str]] = []
        self.size = 0

    def tell(self, file: str | None, pieces: Iterable[str]) -> None:
        kept: list[str] = []
        with open_output(self.terminal, file) as write:
            for piece in pieces:
                write(piece)
                self.size += len(piece)
                if self.size <= MAX_ENTRY:
                    kept.append(piece)
        self.told.append((file, "".join(kept)))
