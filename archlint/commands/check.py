"""``archlint check``: hold models to the rules and tell what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archlint.commands.formats import (
    Manner,
    Target,
    choose_targets,
    failure_text,
    refuse_input,
    report_pieces,
)
from archlint.commands.workplace import Workplace, open_workplace
from archlint.edge.bundled import bundled
from archlint.edge.cache import MAX_ENTRY, Result, ResultCache, cache_folder
from archlint.edge.clock import day_of
from archlint.edge.files import FileReader
from archlint.edge.fingerprint import installation
from archlint.edge.places import DEFAULT_MODEL, working_directory
from archlint.edge.settings import work_tree
from archlint.edge.sources import Extent, ModelSource, model_sources
from archlint.edge.terminal import Terminal, Write, open_output
from archlint.edge.trace import digest
from archlint.finding import Severity

if TYPE_CHECKING:
    from archlint.commands.accepting import Accepted
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
        frameworks: Frameworks whose controls the rules to keep are evidence for; none keeps all.
        env: The environment to judge, `all` for every one; `None` for the model as it stands.
        formats: What to write and where to; none is text for the terminal.
        output: The file that takes the one format that names none.
        quiet: Whether to leave out all but the findings.
        unknown: Whether to list what the model does not say.
        strict: Whether unknowns fail like violations; they are then listed, too.
        fail_on: The least severity that fails; `None` for what the configuration says.
        exit_zero: Whether findings fail at all.
        no_cache: Whether to judge anew what was judged before.
        waivers: Whether the waivers of the models hold.
        today: The day that they expire by, as YYYY-MM-DD; `None` for today.
        baseline: The file of findings that are accepted; `None` for the project's, if any.
        write_baseline: Whether to write every violation into it.
        update_baseline: Whether to remove from it what is no longer found.
    """

    models: tuple[str, ...]
    stdin_filename: str | None
    config: str | None
    types: tuple[str, ...]
    rules: tuple[str, ...]
    plugins: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    frameworks: tuple[str, ...]
    env: str | None
    formats: tuple[Target, ...]
    output: str | None
    quiet: bool
    unknown: bool
    strict: bool
    fail_on: str | None
    exit_zero: bool
    no_cache: bool
    waivers: bool
    today: str | None
    baseline: str | None
    write_baseline: bool
    update_baseline: bool

    @property
    def lists_unknown(self) -> bool:
        """Whether unknowns are listed: what can fail must be seen."""
        return self.unknown or self.strict

    @property
    def changes_baseline(self) -> bool:
        """Whether a run leaves more than its reports."""
        return self.write_baseline or self.update_baseline


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
        controls=bool(options.frameworks),
    )
    teller = _Teller(terminal, files)
    try:
        workplace = open_workplace(options, files, models=options.models, fail_on=options.fail_on)
        sources = model_sources(workplace.models, options.stdin_filename)
        extent = workplace.extent(options.env)
        today = day_of(options.today)
        cache = _cache(options, workplace, sources)
        key = _key(options, targets, sources, workplace, terminal, today) if cache else []
        known = cache.recall(key) if cache else None
        if known is None:
            found = _found(options, sources, workplace, extent, files, today)
            if found.change is not None:
                found.change.refuse_reports([target.file for target in targets])
    except Exception as error:
        teller.tell(_failures(error, targets, options.models or (DEFAULT_MODEL,)))
        raise
    if known is not None:
        teller.tell([(file, [text]) for file, text in known.outputs])
        return known.status
    reports = found.reports
    teller.tell([(to.file, report_pieces(to, reports, manner, terminal, files)) for to in targets])
    if found.change is not None:
        found.change.write()
        terminal.remark(found.change.remark)
    status = exit_status(reports, workplace.settings.fail_on, options)
    if cache and teller.told is not None:
        cache.keep(key, Result(teller.told, status), files.trace)
    return status


def _found(
    options: CheckOptions,
    sources: Sequence[ModelSource],
    workplace: Workplace,
    extent: Extent,
    files: FileReader,
    today: date,
) -> Accepted:
    from archlint.architecture.environments import ALL
    from archlint.commands.accepting import accept, check_baseline_options
    from archlint.commands.judging import chosen_models, judge
    from archlint.edge.loading import load_project
    from archlint.graph import ArchitectureGraph

    baseline = workplace.baseline
    check_baseline_options(baseline, options)
    project = load_project(files, sources, extent)
    rules = workplace.choose(project.rules)
    if options.frameworks:
        from archlint.commands.frameworks import chosen_frameworks, rules_of

        rules = rules_of(rules, chosen_frameworks(options.frameworks, files, extent))
    models = [model for found in project.models for model in chosen_models(found, options.env)]
    reports = [
        judge(
            ArchitectureGraph(model),
            rules,
            environment=model.environment if options.env == ALL else "",
        )
        for model in models
    ]
    return accept(reports, project.rules, options, today=today, baseline=baseline, files=files)


def exit_status(reports: Iterable[Report], threshold: Severity, options: CheckOptions) -> int:
    """Return 1 when something of that severity or a stronger one is found, else 0.

    What is waived or baselined does not fail; a notice of that severity does.
    """
    reports = tuple(reports)
    noticed = any(
        notice.severity.at_least(threshold) for report in reports for notice in report.notices
    )
    failed = noticed or any(
        result.rule.severity.at_least(threshold)
        and (result.violated or (options.strict and result.unknown))
        for report in reports
        for result in report.results
    )
    return 1 if failed and not options.exit_zero else 0


def _failures(
    error: Exception, targets: Sequence[Target], models: Sequence[str]
) -> list[tuple[str | None, list[str]]]:
    """Tell scripts in their own formats; people are told on the error stream in any case."""
    from archlint.reports.problems import problems_of

    told = [(to.file, failure_text(to, problems_of(error), models)) for to in targets]
    return [(file, [text]) for file, text in told if text is not None]


def _cache(
    options: CheckOptions, workplace: Workplace, sources: Sequence[ModelSource]
) -> ResultCache | None:
    """Return where results are remembered, unless the project could bring its own along."""
    folder = cache_folder()
    places = [
        workplace.found.root,
        *map(work_tree, (working_directory(), *(Path(s.path) for s in sources))),
    ]
    in_project = any(folder.resolve().is_relative_to(place.resolve()) for place in places if place)
    if options.no_cache or options.plugins or options.changes_baseline or in_project:
        return None
    return ResultCache(folder)


def _key(
    options: CheckOptions,
    targets: Sequence[Target],
    sources: Sequence[ModelSource],
    workplace: Workplace,
    terminal: Terminal,
    today: date,
) -> list[Any]:
    """Return everything that a result depends on, but for the files that a run reads."""
    return [
        "check",
        today.isoformat(),
        installation(bundled()),
        str(working_directory()),
        str(workplace.found.root),
        repr(workplace.settings),
        asdict(options),
        targets,
        [None if source.data is None else digest(source.data) for source in sources],
        terminal.style(terminal.out).coloured,
        terminal.width(terminal.out),
        terminal.color,
    ]


class _Teller:
    """Writes reports, all of them or none, and remembers what it wrote.

    Attributes:
        told: Pairs of a file, or `None` for the terminal, and the text that it took; `None` when
            that is more than a cache takes.
    """

    def __init__(self, terminal: Terminal, files: FileReader) -> None:
        self.told: tuple[tuple[str | None, str], ...] | None = None
        self._terminal = terminal
        self._files = files
        self._size = 0

    def tell(self, outputs: Sequence[tuple[str | None, Iterable[str]]]) -> None:
        """Write each text to its file or to the terminal; files take their places at the end.

        Raises:
            ArchlintError: If one cannot be written, or would replace what was read.
        """
        for file, _ in outputs:
            refuse_input(file, self._files)
        kept = []
        with ExitStack() as stack:
            writers = [stack.enter_context(open_output(self._terminal, to)) for to, _ in outputs]
            for (file, pieces), write in sorted(
                zip(outputs, writers, strict=True), key=lambda pair: pair[0][0] is None
            ):
                kept.append((file, self._write(pieces, write)))
        self.told = tuple(kept) if self._size <= MAX_ENTRY else None

    def _write(self, pieces: Iterable[str], write: Write) -> str:
        kept = []
        for piece in pieces:
            write(piece)
            self._size += len(piece)
            if self._size <= MAX_ENTRY:
                kept.append(piece)
        return "".join(kept)
