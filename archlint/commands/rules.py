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
        format: `text` or `json`.
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
    from archlint.reports.rules import examples_as_text, has_failures

    workplace = open_workplace(options, files)
    # The examples of a rule are about what it says itself, not about what a project sets.
    rulebook = load_rulebook(files, replace(workplace.extent(), parameters={}))
    rules = workplace.choose(rulebook.rules)
    results = run_examples(rules, rulebook.catalogue)
    style, width = terminal.style(terminal.out), terminal.width(terminal.out)
    for piece in examples_as_text(rules, results, files.texts, style=style, width=width):
        terminal.write(piece)
    return 1 if has_failures(rules, results) else 0
