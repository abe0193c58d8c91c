"""``archlint report``: the controls of frameworks, each in its state, with the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archlint import __version__
from archlint.architecture.values import Model
from archlint.commands.accepting import accepted_by
from archlint.commands.formats import refuse_input
from archlint.commands.frameworks import chosen_frameworks
from archlint.commands.judging import judge, one_model
from archlint.commands.workplace import open_workplace
from archlint.config import Settings
from archlint.config.applying import apply_settings
from archlint.edge.attempts import Attempts
from archlint.edge.bundled import bundled
from archlint.edge.clock import day_of
from archlint.edge.files import FileReader
from archlint.edge.loading import load_project
from archlint.edge.places import DEFAULT_MODEL
from archlint.edge.sources import ModelSource
from archlint.edge.terminal import Terminal, open_output
from archlint.graph import ArchitectureGraph
from archlint.reports.compliance_words import Judged
from archlint.ruleset import Rule
from archlint.ruleset.compliance import FrameworkResult, assess, carries
from archlint.ruleset.frameworks import Framework
from archlint.source import SourceError


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What the command line asks of `report`.

    Attributes:
        model: The path of the model; `None` for the project's.
        config: The configuration to read instead of the one that is found.
        env: The environment to judge; `None` for the model as it stands.
        types: Files and folders of further node types.
        rules: Files and folders of further rules and frameworks.
        plugins: Modules of further rules written in Python.
        frameworks: The frameworks to report on; none is every one that a rule speaks of.
        waivers: Whether the waivers of the model hold.
        today: The day that they expire by, as YYYY-MM-DD; `None` for today.
        baseline: The file of findings that are accepted; `None` for the project's, if any.
        format: `text`, `markdown`, `html` or `json`.
        output: The file to write to instead of the terminal.
    """

    model: str | None
    config: str | None
    env: str | None
    types: tuple[str, ...]
    rules: tuple[str, ...]
    plugins: tuple[str, ...]
    frameworks: tuple[str, ...]
    waivers: bool
    today: str | None
    baseline: str | None
    format: str
    output: str | None


def run(options: ReportOptions, terminal: Terminal, files: FileReader) -> int:
    """Report on the controls of frameworks and return the exit status: 0, whatever is found.

    Raises:
        ArchlintError: If the model cannot be judged, or the report not be written.
    """
    try:
        results, model = _assessed(options, files)
    except Exception as error:
        if options.format == "json":
            refuse_input(options.output, files)
            _tell_failure(error, options, terminal)
        raise
    refuse_input(options.output, files)
    judged = Judged(model.path, model.name, model.environment, __version__)
    with open_output(terminal, options.output) as write:
        for piece in _pieces(results, judged, options, terminal, files):
            write(piece)
    return 0


def _assessed(
    options: ReportOptions, files: FileReader
) -> tuple[tuple[FrameworkResult, ...], Model]:
    workplace = open_workplace(options, files, models=[options.model] if options.model else ())
    extent = workplace.extent(options.env)
    attempts = Attempts()
    frameworks = attempts.make(chosen_frameworks, options.frameworks, files, extent)
    project = attempts.make(load_project, files, [ModelSource(workplace.model)], extent)
    if frameworks is None or project is None:
        raise SourceError(attempts.problems) from attempts.cause
    model = one_model(project.models[0], options.env)
    if not options.frameworks:
        frameworks = _spoken_of(frameworks, project.rules)
    rules, left_out = _chosen(workplace.settings, project.rules, frameworks)
    found = judge(ArchitectureGraph(model), rules)
    [report] = accepted_by(
        [found],
        project.rules,
        waivers=options.waivers,
        today=day_of(options.today),
        baseline=workplace.baseline,
        files=files,
    )
    return assess(frameworks, report, left_out=left_out), model


def _spoken_of(frameworks: Sequence[Framework], rules: Sequence[Rule]) -> tuple[Framework, ...]:
    """Return the frameworks that some rule speaks of; all of them, should none do."""
    spoken = tuple(one for one in frameworks if any(carries(rule, [one]) for rule in rules))
    return spoken or tuple(frameworks)


def _chosen(
    settings: Settings, rules: Sequence[Rule], frameworks: Sequence[Framework]
) -> tuple[list[Rule], list[tuple[Rule, str]]]:
    """Return the rules to judge by, and those that the settings leave out, with the reason."""
    applied = apply_settings(settings, rules)
    used = {rule.id for rule in applied.rules}
    reasons = {ignored.rule.id: ignored.reason for ignored in applied.ignored}
    kept = [rule for rule in applied.rules if carries(rule, frameworks)]
    left_out = [(rule, reasons.get(rule.id, "")) for rule in rules if rule.id not in used]
    return kept, [(rule, why) for rule, why in left_out if carries(rule, frameworks)]


def _pieces(
    results: Sequence[FrameworkResult],
    judged: Judged,
    options: ReportOptions,
    terminal: Terminal,
    files: FileReader,
) -> Iterator[str]:
    match options.format:
        case "markdown":
            from archlint.reports.compliance_markdown import compliance_as_markdown

            return compliance_as_markdown(results, judged)
        case "html":
            from archlint.reports.compliance_html import compliance_as_html

            return compliance_as_html(results, judged, stylesheet=bundled().stylesheet(files))
        case "json":
            from archlint.reports.compliance_json import compliance_as_json

            return compliance_as_json(results, judged)
    from archlint.reports.compliance_text import compliance_as_text

    stream = None if options.output else terminal.out
    return compliance_as_text(
        results, judged, style=terminal.style(stream), width=terminal.width(stream)
    )


def _tell_failure(error: Exception, options: ReportOptions, terminal: Terminal) -> None:
    """Tell scripts in their own format; people are told on the error stream in any case."""
    from archlint.reports.json import problems_as_json
    from archlint.reports.problems import problems_of

    model = options.model or DEFAULT_MODEL
    with open_output(terminal, options.output) as write:
        write(problems_as_json(problems_of(error), version=__version__, model=model))
