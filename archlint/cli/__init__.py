"""The command line: what a user asks for, and how the answer, or the lack of one, is told."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from archlint.architecture.collector import collector_held
from archlint.cli.dispatch import run_command
from archlint.cli.parser import parse
from archlint.edge.terminal import Terminal, abandon, open_terminal
from archlint.errors import ArchlintError
from archlint.text import escape_line

FAILED = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells have it
PIPE_CLOSED = 141  # 128 + SIGPIPE


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: The command line without the program's name; by default the real one.

    Returns:
        The exit status: 0 clean, 1 findings, 2 could not judge, 130 interrupted, 141 when the
        reader of the output went away.
    """
    with collector_held():
        try:
            arguments = parse(argv)
        except SystemExit as stop:  # help, the version, or a wrong command line, already told
            return int(stop.code or 0)
        return _run(arguments, open_terminal(arguments.color))


def _run(arguments: Namespace, terminal: Terminal) -> int:
    texts: dict[str, str] = {}
    try:
        try:
            status = run_command(arguments, terminal, texts)
            terminal.flush()
        except ArchlintError as error:
            return _tell(error, arguments, terminal, texts)
        except BrokenPipeError:
            return PIPE_CLOSED
        except Exception as error:  # noqa: BLE001 - a crash is told like any other error
            return _tell(error, arguments, terminal, texts)
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError:  # errors cannot be written either, so the status alone must tell
        return FAILED
    finally:
        abandon(terminal)


def _tell(error: Exception, arguments: Namespace, terminal: Terminal, texts: dict[str, str]) -> int:
    """Write an error to the error stream and return the exit status."""
    from archlint.reports.problems import problems_as_text, problems_of

    if arguments.debug:
        import traceback

        lines = "".join(traceback.format_exception(error)).rstrip("\n").split("\n")
        terminal.err.writelines(f"{escape_line(line)}\n" for line in lines)
    pieces = problems_as_text(
        problems_of(error),
        texts,
        style=terminal.style(terminal.err),
        width=terminal.width(terminal.err),
    )
    terminal.err.writelines(pieces)
    terminal.err.flush()
    return FAILED
