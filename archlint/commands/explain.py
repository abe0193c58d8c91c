"""``archlint explain``: the page of a rule, or why a rule says what it says of one subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archlint import __version__
from archlint.architecture.values import Model
from archlint.commands.accepting import accepted_by
from archlint.commands.judging import judge, one_model
from archlint.commands.workplace import Workplace, open_workplace
from archlint.config.applying import apply_settings
from archlint.edge.clock import day_of
from archlint.edge.files import FileReader
from archlint.edge.loading import (
    load_catalogue,
    load_frameworks,
    load_project,
    load_rulebook,
)
from archlint.edge.sources import ModelSource
from archlint.edge.terminal import Terminal
from archlint.errors import ArchlintError
from archlint.finding import Finding
from archlint.graph import ArchitectureGraph
from archlint.ruleset import Rule
from archlint.ruleset.explaining import Explanation, explain, findings_of, names_a_subject
from archlint.ruleset.frameworks import Framework
from archlint.ruleset.help import with_help
from archlint.text import listed, quote, suggestion


@dataclass(frozen=True, slots=True)
class ExplainOptions:
    """What the command line asks of `explain`.

    Attributes:
        subject: The id of a rule or of a finding.
        model: The path of the model; `None` for the project's.
        config: The configuration to read instead of the one that is found.
        env: The environment that is meant; `None` for the model as it stands.
        types: Files and folders of further node types.
        rules: Files and folders of further rules.
        plugins: Modules of further rules written in Python.
        waivers: Whether the waivers of the model hold.
        today: The day that they expire by, as YYYY-MM-DD; `None` for today.
        baseline: The file of findings that are accepted; `None` for the project's, if any.
        format: `text` or `json`.
    """

    subject: str
    model: str | None
    config: str | None
    env: str | None
    types: tuple[str, ...]
    rules: tuple[str, ...]
    plugins: tuple[str, ...]
    waivers: bool
    today: str | None
    baseline: str | None
    format: str


class _Asked(NamedTuple):
    """The parts of a finding's id; `environment` may be empty."""

    rule: str
    subject: str
    environment: str


def run(options: ExplainOptions, terminal: Terminal, files: FileReader) -> int:
    """Explain a rule or a finding, and return 0.

    Raises:
        ArchlintError: If there is no such rule or subject, or something cannot be read.
    """
    if "@" not in options.subject:
        pieces = _of_rule(options, terminal, files)
    else:
        pieces = _of_finding(options, terminal, files)
    for piece in pieces:
        terminal.write(piece)
    return 0


def _of_rule(options: ExplainOptions, terminal: Terminal, files: FileReader) -> Iterator[str]:
    from archlint.reports.rule_page import rule_page_as_json, rule_page_as_text
    from archlint.ruleset.describing import describe

    if options.model is not None or options.env is not None:
        raise ArchlintError(
            f"{quote(options.subject)} is a rule, which is the same in every model",
            hint=f"leave out the model, or name a finding such as {options.subject}@SUBJECT",
        )
    workplace = open_workplace(options, files)
    rulebook = load_rulebook(files, workplace.extent())
    rule, remark = _rule(options.subject, rulebook.rules, workplace)
    description = describe(rule, rulebook.catalogue, files.texts)
    if options.format == "json":
        return rule_page_as_json(description, remark=remark, version=__version__)
    return rule_page_as_text(
        description,
        _frameworks(files, workplace),
        remark=remark,
        style=terminal.style(terminal.out),
        width=terminal.width(terminal.out),
    )


def _of_finding(options: ExplainOptions, terminal: Terminal, files: FileReader) -> Iterator[str]:
    from archlint.reports.explanation import explanation_as_json, explanation_as_text

    asked = _parts(options)
    workplace = open_workplace(options, files, models=[options.model] if options.model else ())
    extent = workplace.extent(asked.environment or None)
    project = load_project(files, [ModelSource(workplace.model)], extent)
    rule, remark = _rule(asked.rule, project.rules, workplace)
    model = one_model(project.models[0], asked.environment or None)
    graph = ArchitectureGraph(model)
    environment = "" if options.env else asked.environment
    [report] = accepted_by(
        [judge(graph, [rule], environment=environment)],
        project.rules,
        waivers=options.waivers,
        today=day_of(options.today),
        baseline=workplace.baseline,
        files=files,
    )
    judged = list(findings_of(report))
    finding = next((f for f in judged if f.subject.id == asked.subject), None)
    if finding is None and not names_a_subject(model, asked.subject):
        raise _no_subject(asked, rule, model, judged)
    types = load_catalogue(files, extent).types
    explanation = Explanation(
        rule=rule,
        id=finding.id if finding else options.subject,
        finding=finding,
        remedy=None if finding is None else explain(graph, rule, finding, types),
        judged=tuple(sorted(f.id for f in judged)),
        remark=remark,
    )
    if options.format == "json":
        return explanation_as_json(explanation, version=__version__)
    return explanation_as_text(
        explanation,
        files.texts,
        _frameworks(files, workplace),
        style=terminal.style(terminal.out),
        width=terminal.width(terminal.out),
    )


def _frameworks(files: FileReader, workplace: Workplace) -> dict[str, Framework]:
    return {framework.id: framework for framework in load_frameworks(files, workplace.extent())}


def _parts(options: ExplainOptions) -> _Asked:
    """Take a finding's id apart.

    Raises:
        ArchlintError: If it names another environment than `--env` does, or no subject.
    """
    rule, _, rest = options.subject.partition("@")
    subject, _, environment = rest.partition("@")
    if not rule or not subject:
        raise ArchlintError(
            f"{quote(options.subject)} is neither the id of a rule nor that of a finding",
            hint="a finding's id is RULE@SUBJECT, as 'archlint check --unknown' prints it",
        )
    if options.env and environment not in ("", options.env):
        raise ArchlintError(
            f"the finding is of the environment {quote(environment)}, and --env names "
            f"{quote(options.env)}",
            hint="leave out --env",
        )
    return _Asked(rule, subject, options.env or environment)


def _rule(name: str, rules: Sequence[Rule], workplace: Workplace) -> tuple[Rule, str]:
    """Return the rule of an id or a former one, as the settings make it, and what to note of it.

    Raises:
        ArchlintError: If there is none.
    """
    found = next((rule for rule in rules if name in (rule.id, *rule.aliases)), None)
    if found is None:
        known = [word for rule in rules for word in (rule.id, *rule.aliases)]
        raise ArchlintError(
            f"there is no rule {quote(name)}",
            hint=suggestion(name, known) or "'archlint rules list' lists them",
        )
    formerly = f"'{name}' is its former id" if name != found.id else ""
    applied = apply_settings(workplace.settings, rules)
    for rule in applied.rules:
        if rule.id == found.id:
            return rule, formerly
    for entry in applied.ignored:
        if entry.rule.id == found.id:
            remark = f"this project leaves it out: {entry.reason}"
            return entry.rule, "; ".join(filter(None, (formerly, remark)))
    remark = "this project does not use it: its configuration selects others"
    return with_help(found), "; ".join(filter(None, (formerly, remark)))


def _no_subject(
    asked: _Asked, rule: Rule, model: Model, judged: Sequence[Finding]
) -> ArchlintError:
    there = [finding.subject.id for finding in judged]
    others = () if "->" in asked.subject else model.nodes
    guess = suggestion(asked.subject, there) or suggestion(asked.subject, others)
    few = f"the rule judges {listed(sorted(there)[:5])}" if there else ""
    return ArchlintError(
        f"{model.path} has nothing that is called {quote(asked.subject)}",
        hint=guess or few or f"the rule '{rule.id}' applies to nothing in it",
    )
