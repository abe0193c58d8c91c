"""``archlint rules``: list the rules, and prove them by their own examples."""

from __future__ import annotations

from dataclasses import dataclass, replace

from archlint import __version__
from archlint.commands.workplace import open_workplace
from archlint.edge.files import FileReader
from archlint.edge.loading import load_rulebook
from archlint.edge.terminal import Terminal
from archlint.ruleset import run_examples


@dataclass(frozen=True, slots=True)
class RulesOptions:
    """What the command line asks of `rules list` and `rules test`.

    Attributes:
        config: The configuration to read instead of the one that is found.
        types: Files and folders of further node types.
        rules: Files and folders of further rules.
        plugins: Modules of further rules written in Python.
        select: Words of the rules to keep; none keeps all.
        ignore: Words of the rules to leave out.
        format: `text` or `json`; for `rules test`, `junit`, too.
    """

    config: str | None
    types: tuple[str, ...]
    rules: tuple[str, ...]
    plugins: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    format: str = "text"


def run_list(options: RulesOptions, terminal: Terminal, files: FileReader) -> int:
    """List the rules and return the exit status.

    Raises:
        ArchlintError: If a rule cannot be read, or if none is chosen.
    """
    from archlint.reports.rules import rules_as_json, rules_as_text

    workplace = open_workplace(options, files)
    rulebook = load_rulebook(files, workplace.extent())
    rules = workplace.choose(rulebook.rules)
    if options.format == "json":
        pieces = rules_as_json(rules, version=__version__)
    else:
        pieces = rules_as_text(rules, terminal.style(terminal.out))
    for piece in pieces:
        terminal.write(piece)
    return 0


def run_test(options: RulesOptions, terminal: Terminal, files: FileReader) -> int:
    """Judge every example of the rules, tell which do not do what they say, return the status.

    Raises:
        ArchlintError: If a rule cannot be read, or if none is chosen.
    """
    from archlint.reports.examples import examples_as_text, failures_of

    workplace = open_workplace(options, files)
    # The examples of a rule are about what it says itself, not about what a project sets.
    rulebook = load_rulebook(files, replace(workplace.extent(), parameters={}))
    rules = workplace.choose(rulebook.rules)
    results = run_examples(rules, rulebook.catalogue)
    if options.format == "text":
        style, width = terminal.style(terminal.out), terminal.width(terminal.out)
        pieces = examples_as_text(rules, results, files.texts, style=style, width=width)
    else:
        from archlint.reports.example_data import examples_as_json, examples_as_junit

        written = examples_as_json if options.format == "json" else examples_as_junit
        pieces = written(rules, results, version=__version__)
    for piece in pieces:
        terminal.write(piece)
    return 1 if failures_of(rules, results) else 0
