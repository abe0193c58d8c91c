"""The options that commands share, and the parser that refuses others."""

from __future__ import annotations

from argparse import (
    Action,
    ArgumentParser,
    ArgumentTypeError,
    Namespace,
    RawDescriptionHelpFormatter,
)
from collections.abc import Sequence
from datetime import date
from typing import Any, NoReturn

from archlint.commands.formats import Target
from archlint.edge.places import DEFAULT_FOLDER, DEFAULT_MODEL
from archlint.text import escape_terminal

SEVERITIES = ("error", "warning", "note")


class Parser(ArgumentParser):
    """Tells what is wrong with a command line, and what to do next."""

    def __init__(self, **settings: Any) -> None:
        """Take options only as they are spelt out, and show the examples as they are written."""
        settings.setdefault("formatter_class", RawDescriptionHelpFormatter)
        super().__init__(allow_abbrev=False, **settings)

    @property
    def option_names(self) -> list[str]:
        """Every option that it takes."""
        return list(self._option_string_actions)

    def error(self, message: str, guess: str = "") -> NoReturn:
        """Write the message and the next step, and stop with exit status 2."""
        known = f"'{self.prog} --help' lists what it takes"
        step = f"{guess} {known}" if guess else known
        text = f"error: {escape_terminal(message)}\n  next: {step}\n"
        self.exit(2, text)


class _Once(Action):
    """Takes a value, and refuses a second one: the first would be forgotten without a word."""

    def __call__(
        self, parser: ArgumentParser, namespace: Namespace, values: Any, option: str | None = None
    ) -> None:
        """Keep the value."""
        if getattr(namespace, self.dest) is not None:
            parser.error(f"{option} may be given once")
        setattr(namespace, self.dest, values)


def add_command(commands: Any, name: str, purpose: str, examples: str = "") -> Parser:
    """Add the parser of a command.

    Args:
        commands: Takes it.
        name: The command's name, with that of the command around it.
        purpose: What it does, as its help begins.
        examples: What its help ends with.
    """
    parser: Parser = commands.add_parser(
        name.split()[-1],
        help=purpose,
        description=f"{purpose[0].upper()}{purpose[1:]}.",
        epilog=examples,
    )
    parser.set_defaults(command=name, parser=parser)
    return parser


def add_model(parser: Parser) -> None:
    """Take one model, and what belongs to its project."""
    parser.add_argument(
        "model",
        metavar="MODEL",
        nargs="?",
        help=f"the model's file (default: the project's, else {DEFAULT_MODEL})",
    )
    add_project(parser)


def add_environment(parser: Parser, more: str = "") -> None:
    """Take the environment that is meant; `more` ends its help."""
    parser.add_argument(
        "--env",
        action=_Once,
        metavar="NAME",
        help=f"the environment of the model that is meant{more}",
    )


def add_project(parser: Parser) -> None:
    """Take what says where the project is, and what its types are."""
    parser.add_argument(
        "--types",
        metavar="PATH",
        action="append",
        default=[],
        help="a file or folder of further node types; repeatable",
    )
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="read this configuration instead of the one that is found",
    )
    parser.add_argument(
        "--show-settings",
        action="store_true",
        help="print the settings of this run, and where each comes from, and stop",
    )


def add_choice_of_rules(
    parser: Parser, action: type[Action] | str = "append", more: str = ""
) -> None:
    """Take further rules, and words that choose among all.

    Args:
        parser: Takes them.
        action: What is done with further rules.
        more: Ends the help of that.
    """
    add_rules(parser, action, more)
    what = "rules by id, tag, pack or severity, apart by commas; repeatable"
    for name, verb in (("--select", "keep only these"), ("--ignore", "leave out these")):
        parser.add_argument(
            name, metavar="WORDS", action="extend", type=_words, default=[], help=f"{verb} {what}"
        )


def add_rules(parser: Parser, action: type[Action] | str = "append", more: str = "") -> None:
    """Take further rules; see `add_choice_of_rules`."""
    parser.add_argument(
        "--rules",
        metavar="PATH",
        action=action,
        default=[],
        help=f"a file or folder of further rules; repeatable{more}",
    )
    parser.add_argument(
        "--plugin",
        dest="plugins",
        metavar="MODULE",
        action="append",
        default=[],
        help="a module or .py file of further rules written in Python, which is run; repeatable",
    )


def add_framework(parser: Parser, verb: str) -> None:
    """Take frameworks of controls; `verb` says what is done with them."""
    parser.add_argument(
        "--framework",
        dest="frameworks",
        metavar="NAME",
        action="append",
        default=[],
        help=f"{verb}, such as aws-fsbp; repeatable",
    )


def add_waiving(parser: Parser) -> None:
    """Take what says whether waivers hold, and on which day."""
    parser.add_argument(
        "--no-waivers",
        dest="waivers",
        action="store_false",
        help="as if the model waived nothing",
    )
    parser.add_argument(
        "--today",
        metavar="YYYY-MM-DD",
        type=_day,
        action=_Once,
        help="the day that waivers expire by (default: today)",
    )


def add_known(parser: Parser) -> None:
    """Take the baseline."""
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        action=_Once,
        help="accept the violations that this file has (default: the project's, else none)",
    )


def add_baseline(parser: Parser) -> None:
    """Take the baseline, and what to do with it."""
    add_known(parser)
    change = parser.add_mutually_exclusive_group()
    change.add_argument(
        "--write-baseline",
        action="store_true",
        help="write every violation into the baseline",
    )
    change.add_argument(
        "--update-baseline",
        action="store_true",
        help="remove from the baseline what is no longer found",
    )


def add_folder(parser: Parser, default: str = DEFAULT_FOLDER) -> None:
    """Take the folder to write to."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FOLDER",
        default=default,
        help=f"where to write (default: {default})",
    )


def add_common(parser: Parser) -> None:
    """Take what every command takes."""
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colours; auto (the default) asks for a terminal and no NO_COLOR",
    )
    parser.add_argument("--debug", action="store_true", help="show tracebacks with errors")


def add_formats(parser: Parser, formats: Sequence[str]) -> None:
    """Take the formats of a report, and the files that take them."""

    def read(text: str) -> Target:
        name, colon, file = text.partition(":")
        if name not in formats:
            raise ArgumentTypeError(f"'{name}' is no format; there are {', '.join(formats)}")
        if colon and not file:
            raise ArgumentTypeError(f"'{text}' lacks a file after the colon")
        return Target(name, file or None)

    parser.add_argument(
        "--format",
        dest="formats",
        metavar="FORMAT[:FILE]",
        type=read,
        action="append",
        default=[],
        help=f"{', '.join(formats)}; repeatable, each into its own FILE",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write the format that names no file to this one"
    )


def add_failing(parser: Parser) -> None:
    """Take what fails."""
    parser.add_argument(
        "--strict",
        action="store_true",
        help="unknowns fail like violations of the same severity, and are listed",
    )
    parser.add_argument(
        "--fail-on",
        choices=SEVERITIES,
        help="the least severity that fails (default: the project's, else error)",
    )
    parser.add_argument(
        "--exit-zero", action="store_true", help="end with 0 even when there are findings"
    )


def _day(text: str) -> str:
    try:
        if len(text) == len("2027-03-31"):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise ArgumentTypeError(f"'{text}' is no date such as 2027-03-31")


def _words(text: str) -> list[str]:
    words = [word.strip() for word in text.split(",")]
    if not all(words):
        raise ArgumentTypeError(f"'{text}' lacks a word")
    return words
