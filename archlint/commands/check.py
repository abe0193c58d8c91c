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
from archlint.commands.workplace import Workplace, open_workplace
from archlint.edge.bundled import bundled
from archlint.edge.cache import MAX_ENTRY, Result, ResultCache, cache_folder
from archlint.edge.files import FileReader
from archlint.edge.fingerprint import installation
from archlint.edge.places import DEFAULT_MODEL
from archlint.edge.sources import ModelSource, model_sources
from archlint.edge.terminal import Terminal, open_output
from archlint.edge.trace import digest
from archlint.finding import Severity

OWN = "archlint"  # its own files are looked at, so that it may change

if TYPE_CHECKING:
    from archlint.ruleset import Report


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What the command line asks of `check`.

    Attributes:
        models: The paths of the models, `-` the standard input; none for the project's.
        stdin_filename: The file that the standard input stands for.
        config: The configuration to read instead of the one that is found.
        types: Files and folders of further node types.
        rules: Files and folders of further rules.
        plugins: Modules of further rules written in Python.
        select: Words of the rules to keep; none keeps all.
        ignore: Words of the rules to leave out.
        env: The environment to judge, `all` for every one; `None` for the model as it stands.
        formats: What to write and where to; none is text for the terminal.
        output: The file that takes the one format that names none.
        quiet: Whether to leave out all but the findings.
        unknown: Whether to list what the model does not say.
        strict: Whether unknowns fail like violations; they are then listed, too.
        fail_on: The least severity that fails; `None` for what the configuration says.
        exit_zero: Whether findings fail at all.
        no_cache: Whether to judge anew what was judged before.
    """

    models: tuple[str, ...]
    stdin_filename: str | None
    config: str | None
    types: tuple[str, ...]
    rules: tuple[str, ...]
    plugins: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    env: str | None
    formats: tuple[Target, ...]
    output: str | None
    quiet: bool
    unknown: bool
    strict: bool
    fail_on: str | None
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
    manner = Manner(
        unknown=options.lists_unknown,
        summary=not options.quiet,
        models=options.models or (DEFAULT_MODEL,),
    )
    tellers = _Tellers(terminal)
    try:
        workplace = open_workplace(options, files, models=options.models, fail_on=options.fail_on)
        sources = model_sources(workplace.models, options.stdin_filename)
        cache = _cache(options, workplace)
        key = _key(options, targets, sources, workplace, terminal) if cache else []
        known = cache.recall(key) if cache else None
        if known is None:
            reports = _reports(options, sources, workplace, files)
    except Exception as error:
        _tell_failure(error, targets, manner, tellers)
        raise
    if known is not None:
        for file, text in known.outputs:
            tellers.tell(file, [text])
        return known.status
    for target in targets:
        tellers.tell(target.file, report_pieces(target, reports, manner, terminal, files))
    status = exit_status(reports, workplace.settings.fail_on, options)
    if cache and tellers.size <= MAX_ENTRY and _may_be_kept():
        cache.keep(key, Result(tuple(tellers.told), status), files.trace)
    return status


def _reports(
    options: CheckOptions, sources: Sequence[ModelSource], workplace: Workplace, files: FileReader
) -> tuple[Report, ...]:
    from archlint.architecture.environments import ALL
    from archlint.commands.judging import chosen_models, judge
    from archlint.edge.loading import load_project
    from archlint.graph import ArchitectureGraph

    project = load_project(files, sources, workplace.extent())
    rules = workplace.choose(project.rules)
    models = [model for found in project.models for model in chosen_models(found, options.env)]
    return tuple(
        judge(
            ArchitectureGraph(model),
            rules,
            environment=model.environment if options.env == ALL else "",
        )
        for model in models
    )


def exit_status(reports: Iterable[Report], threshold: Severity, options: CheckOptions) -> int:
    """Return 1 when something of that severity or a stronger one is found, else 0."""
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


def _cache(options: CheckOptions, workplace: Workplace) -> ResultCache | None:
    """Return where results are remembered, unless the project could bring its own along."""
    folder = cache_folder()
    in_project = folder.resolve().is_relative_to(workplace.found.root.resolve())
    if options.no_cache or options.plugins or in_project:
        return None
    return ResultCache(folder)


def _may_be_kept() -> bool:
    """Tell whether the installed plug-ins change only with their versions."""
    from archlint.edge.plugins import plugin_fingerprint

    return not any(found.editable and found.distribution != OWN for found in plugin_fingerprint())


def _key(
    options: CheckOptions,
    targets: Sequence[Target],
    sources: Sequence[ModelSource],
    workplace: Workplace,
    terminal: Terminal,
) -> list[Any]:
    """Return everything that a result depends on, but for the files that a run reads."""
    return [
        "check",
        installation(bundled()),
        str(Path.cwd()),
        str(workplace.found.root),
        repr(workplace.settings),
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
