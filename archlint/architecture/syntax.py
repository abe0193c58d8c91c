"""Say in plain words why a text is not YAML, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import yaml

from archlint.architecture.decoding import control_character, split_lines
from archlint.source import Location, Problem
from archlint.text import quote, visible

_TEMPLATE = re.compile(r"\{\{|\{%|<%|\$\{\{")
# Bounded, because a hostile line may be megabytes long.
_LIST_ARROW = re.compile(r"(\[[^\[\]]{0,200}\])\s{0,9}->\s{0,9}([^\s,\]}]{1,80})?")
_LEADING_COLON = re.compile(r"[\[{,:]\s{0,9}(::?[^\s,\]}]{1,80})")
_PLAIN_WORDS = {
    "mapping values are not allowed in this context": (
        "a second ': ' stands in one line, or the line is indented further than its mapping",
        "quote the text that holds ': ', or align the line with its neighbours",
    ),
    "could not find expected ':'": (
        "expected 'key: value' here",
        "add the colon and a space, or indent the line as part of the text above",
    ),
    "did not find expected '-' indicator": (
        "expected another '- ' item of the list here",
        "align the line with the items of its list",
    ),
    "did not find expected key": (
        "expected a key here",
        "align the line with the keys of its mapping, and check brackets and quotes above",
    ),
    "did not find expected node content": (
        "a value is missing here",
        "write it, or remove the comma or bracket before it",
    ),
    "block sequence entries are not allowed in this context": (
        "an item of a list cannot begin here",
        "begin it on a line of its own, or quote the text that begins with '- '",
    ),
    "mapping keys are not allowed in this context": (
        "a key cannot begin here",
        "begin it on a line of its own, or quote the text that begins with '? '",
    ),
    "did not find expected <document start>": (
        "the document has ended before this line",
        "indent the line as its neighbours are, or remove it",
    ),
    "did not find expected alphabetic or numeric character": (
        "'*' and '&' name aliases and anchors, and here stands no name",
        "quote the text that begins with '*' or '&'",
    ),
    "did not find expected comment or line break": (
        "after '|' or '>' the text begins on the next line",
        "move the text to the next line and indent it, or quote it",
    ),
    "found undefined tag handle": (
        "a text that begins with '!' is a tag, and this one is not known",
        "remove the tag, or quote the text",
    ),
    "did not find expected ',' or ']'": (
        "a list that opens with '[' is not closed",
        "add ']' or a comma",
    ),
    "did not find expected ',' or '}'": (
        "a mapping that opens with '{' is not closed",
        "add '}' or a comma",
    ),
}


class _Failure(NamedTuple):
    """Where the parser stopped and what it said."""

    problem: str
    context: str
    at: Location
    line: str
    line_before: str
    opened: Location


def explain_syntax_error(error: yaml.YAMLError, text: str, path: str) -> Problem:
    """Turn an error of the YAML parser into a problem with a place and a next step."""
    unreadable = control_character(text, path)
    if unreadable is not None:
        return unreadable
    failure = _failure(error, text, path)
    for explain in _EXPLANATIONS:
        found = explain(failure)
        if found is not None:
            return found
    said = f"{failure.problem} {failure.context}".strip()
    message, hint = _PLAIN_WORDS.get(
        failure.problem, (f"this is not YAML: {visible(said)}", "check the line and the one above")
    )
    return Problem(message, failure.at, hint)


def _failure(error: Any, text: str, path: str) -> _Failure:
    mark: Any = getattr(error, "problem_mark", None)
    opened: Any = getattr(error, "context_mark", None) or mark
    mark = mark or opened
    if mark is None:
        start = Location(path, 1, 1)
        return _Failure(str(error), "", start, "", "", start)
    lines = split_lines(text)
    at = _place(mark, lines, path)
    return _Failure(
        problem=str(error.problem or ""),
        context=str(error.context or ""),
        at=at,
        line=lines[at.line - 1],
        line_before=lines[at.line - 2] if at.line > 1 else "",
        opened=_place(opened, lines, path),
    )


def _place(mark: Any, lines: list[str], path: str) -> Location:
    """Turn a mark into a place; past the last line the parser means the end of the text."""
    if mark.line < len(lines):
        return Location(path, mark.line + 1, mark.column + 1)
    return Location(path, len(lines), len(lines[-1]) + 1)


def _open_quote(failure: _Failure) -> Problem | None:
    if "quoted scalar" not in failure.context or "end of stream" not in failure.problem:
        return None
    return Problem(
        "a quote opens here and is never closed",
        failure.opened,
        "close it, or double it inside a single-quoted text",
    )


def _escape(failure: _Failure) -> Problem | None:
    if "quoted scalar" not in failure.context or "escape" not in failure.problem:
        return None
    return Problem(
        "after this backslash stands no escape that YAML knows",
        failure.at,
        "write the text in single quotes, where a backslash is itself, or double the backslash",
    )


def _template(failure: _Failure) -> Problem | None:
    if not _TEMPLATE.search(failure.line) and not _TEMPLATE.search(failure.line_before):
        return None
    return Problem(
        "this looks like a template, not YAML",
        failure.at,
        "render the template first and check the result, or quote the text",
    )


def _tab(failure: _Failure) -> Problem | None:
    line = failure.line
    indent = line[: len(line) - len(line.lstrip(" \t-?:"))]
    if "\t" not in indent:
        return None
    return Problem(
        f"line {failure.at.line} is indented with a tab",
        failure.at._replace(column=indent.index("\t") + 1),
        "indent with spaces",
    )


def _list_arrow(failure: _Failure) -> Problem | None:
    arrow = _LIST_ARROW.search(failure.line)
    if arrow is None:
        return None
    return Problem(
        "a list cannot stand before '->'",
        failure.at,
        visible(f"write {{from: {arrow[1]}, to: {arrow[2] or '...'}}} instead"),
    )


def _leading_colon(failure: _Failure) -> Problem | None:
    colon = _LEADING_COLON.search(failure.line)
    if colon is None or failure.at.column < colon.start(1):
        return None
    return Problem(
        f"inside brackets, a text cannot begin with a colon: {visible(colon[1])}",
        failure.at._replace(column=colon.start(1) + 1),
        f'write "{visible(colon[1])}" in quotes',
    )


def _first_character(failure: _Failure) -> Problem | None:
    if "cannot start any token" not in failure.problem:
        return None
    first = failure.line[failure.at.column - 1 : failure.at.column]
    return Problem(f"a plain text cannot begin with {quote(first)}", failure.at, "quote the text")


_EXPLANATIONS: tuple[Callable[[_Failure], Problem | None], ...] = (
    _open_quote,
    _escape,
    _template,
    _tab,
    _list_arrow,
    _leading_colon,
    _first_character,
)
