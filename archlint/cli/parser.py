"""The options of each command, with their help."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from archlint import __version__
from archlint.cli import examples
from archlint.cli.comparing import add_diff, add_review
from archlint.cli.options import (
    Parser,
    add_baseline,
    add_choice_of_rules,
    add_command,
    add_common,
    add_environment,
    add_failing,
    add_folder,
    add_formats,
    add_framework,
    add_known,
    add_model,
    add_project,
    add_rules,
    add_waiving,
)
from archlint.commands.formats import FORMATS
from archlint.edge.places import DEFAULT_MODEL, RULES_FOLDER
from archlint.text import suggestion

REPORT_FORMATS = ("text", "markdown", "html", "json")


def parse(argv: Sequence[str] | None) -> Namespace:
    """Parse a command line.

    Args:
        argv: The command line without the program's name; by default the real one.

    Raises:
        SystemExit: After printing help or the version, or an error (status 2).
    """
    parser = build_parser()
    arguments, unknown = parser.parse_known_args(argv)
    asked: Parser = arguments.parser
    if unknown:
        guess = suggestion(unknown[0], asked.option_names)
        asked.error(f"unrecognized arguments: {' '.join(unknown)}", guess)
    if arguments.command is None:
        asked.print_help(sys.stderr)
        asked.exit(2)
    return arguments


def build_parser() -> Parser:
    """Return the parser of the whole command line."""
    parser = Parser(
        prog="archlint",
        description="Architecture as code, drawn, documented and held to rules.",
        epilog=examples.ALL,
    )
    parser.add_argument("--version", action="version", version=f"archlint {__version__}")
    parser.set_defaults(command=None, parser=parser)
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")
    _add_check(commands)
    _add_render(commands)
    _add_docs(commands)
    add_diff(commands)
    add_review(commands)
    _add_report(commands)
    _add_explain(commands)
    _add_rules(commands)
    _add_cache(commands)
    _add_schema(commands)
    _add_init(commands)
    return parser


def _add_check(commands: Any) -> None:
    check = add_command(commands, "check", "hold a model to the rules", examples.CHECK)
    check.add_argument(
        "models",
        metavar="MODEL",
        nargs="*",
        help="the models' files, - for the standard input (default: the project's, else "
        f"{DEFAULT_MODEL})",
    )
    check.add_argument(
        "--stdin-filename",
        metavar="FILE",
        help="the file that the standard input stands for",
    )
    add_project(check)
    add_environment(check, "; all for the model as it stands and every one")
    add_choice_of_rules(check)
    add_framework(check, "keep only rules that are evidence for this framework")
    add_formats(check, FORMATS)
    check.add_argument(
        "--quiet", action="store_true", help="only the findings, without the closing counts"
    )
    check.add_argument(
        "--unknown", action="store_true", help="list what the model does not say, too"
    )
    add_failing(check)
    add_waiving(check)
    add_baseline(check)
    check.add_argument(
        "--no-cache", action="store_true", help="judge anew, even if nothing has changed"
    )
    add_common(check)


def _add_render(commands: Any) -> None:
    render = add_command(commands, "render", "draw a model", examples.RENDER)
    add_model(render)
    add_environment(render)
    add_folder(render)
    render.add_argument(
        "--format",
        dest="formats",
        choices=("svg", "png"),
        action="append",
        help="what to draw; repeatable (default: both)",
    )
    render.add_argument(
        "--check",
        action="store_true",
        help="draw nothing; fail when a picture is missing, or shows what the model no longer says",
    )
    add_common(render)


def _add_docs(commands: Any) -> None:
    docs = add_command(commands, "docs", "write the documents of a model", examples.DOCS)
    add_model(docs)
    add_environment(docs)
    add_folder(docs)
    docs.add_argument(
        "--check",
        action="store_true",
        help="write nothing; fail when what is there is not what would be written",
    )
    add_choice_of_rules(docs)
    add_waiving(docs)
    add_common(docs)


def _add_report(commands: Any) -> None:
    report = add_command(
        commands, "report", "tell the state of a framework's controls", examples.REPORT
    )
    add_model(report)
    add_environment(report)
    add_framework(report, "report on this framework; without it, on all that rules speak of")
    add_rules(report)
    add_waiving(report)
    add_known(report)
    report.add_argument(
        "--format",
        choices=REPORT_FORMATS,
        default=REPORT_FORMATS[0],
        help="text (the default), markdown or html for people, json for scripts",
    )
    report.add_argument("-o", "--output", metavar="FILE", help="write it to a file")
    add_common(report)


def _add_explain(commands: Any) -> None:
    explain = add_command(
        commands,
        "explain",
        "tell why a rule says what it says, and what would mend it",
        examples.EXPLAIN,
    )
    explain.add_argument(
        "subject",
        metavar="RULE|FINDING",
        help="the id of a rule, or of a finding (RULE@SUBJECT) as check prints it",
    )
    add_model(explain)
    add_environment(explain)
    add_rules(explain)
    add_waiving(explain)
    add_known(explain)
    explain.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="for people (the default) or scripts",
    )
    add_common(explain)


def _add_rules(commands: Any) -> None:
    rules = commands.add_parser(
        "rules",
        help="list, test or document the rules",
        description="List, test or document the rules.",
        epilog=examples.RULES,
    )
    rules.set_defaults(command=None, parser=rules)
    verbs = rules.add_subparsers(metavar="VERB", title="verbs")
    listing = add_command(verbs, "rules list", "list the rules")
    listing.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="for people (the default) or scripts",
    )
    testing = add_command(verbs, "rules test", "judge the examples of the rules")
    testing.add_argument(
        "--format",
        choices=("text", "json", "junit"),
        default="text",
        help="for people (the default), scripts, or what shows tests",
    )
    pages = add_command(verbs, "rules docs", "write a page on each rule")
    add_folder(pages, RULES_FOLDER)
    pages.add_argument(
        "--check",
        action="store_true",
        help="write nothing; fail when what is there is not what would be written",
    )
    for parser in (listing, testing, pages):
        add_choice_of_rules(parser)
        add_project(parser)
        add_common(parser)


def _add_cache(commands: Any) -> None:
    cache = commands.add_parser(
        "cache",
        help="clear the results of earlier runs",
        description="Clear the results of earlier runs.",
    )
    cache.set_defaults(command=None, parser=cache)
    verbs = cache.add_subparsers(metavar="VERB", title="verbs")
    add_common(add_command(verbs, "cache clear", "forget every result"))


def _add_schema(commands: Any) -> None:
    schema = add_command(
        commands, "schema", "print the JSON Schema of models, for editors", examples.SCHEMA
    )
    schema.add_argument(
        "--fragment", action="store_true", help="for a file that a model includes: without a head"
    )
    schema.add_argument("-o", "--output", metavar="FILE", help="write it to a file")
    add_project(schema)
    add_common(schema)


def _add_init(commands: Any) -> None:
    init = add_command(
        commands,
        "init",
        "write a first model, configuration, hook and workflow",
        examples.INIT,
    )
    init.add_argument(
        "folder", metavar="FOLDER", nargs="?", default=".", help="where to begin (default: here)"
    )
    init.add_argument(
        "--name", metavar="TEXT", help="what the system is called (default: the folder's name)"
    )
    add_common(init)
