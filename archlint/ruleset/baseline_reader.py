"""Read a baseline file: JSON, with the place of everything that it says."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from archlint.architecture.decoding import line_starts
from archlint.ruleset.baseline import HEAD, VERSION, Baseline
from archlint.source import Location, Problem, Problems, SourceError
from archlint.text import quote, suggestion

_Piece: TypeAlias = "re.Match[str]"
_At: TypeAlias = "Callable[[int], Location]"
_KEYS = (HEAD, "models")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}:,]|[^\s\[\]{}:,"]+')
_ENTRY = re.compile(r"[^@\s]+@[^@\s]+(?:@[^@\s]+)?\Z")
MAX_DEPTH = 8


class _Value(NamedTuple):
    """A value, and where it begins; a list holds values, an object pairs of a key and a value."""

    content: Any
    location: Location


def read_baseline(text: str, path: str) -> Baseline:
    """Read a baseline.

    Args:
        text: The text of the file.
        path: What messages call it.

    Raises:
        SourceError: With every problem that was found.
    """
    tree = _parse(text, path)
    problems = Problems()
    if not isinstance(tree.content, dict) or HEAD not in tree.content:
        problems.add(
            f"'{path}' is not a baseline of archlint",
            tree.location,
            "name another file, or let --write-baseline make one",
        )
        problems.raise_if_any()
    version = tree.content[HEAD][1]
    if type(version.content) is not int or version.content != VERSION:
        problems.add(
            f"this archlint reads version {VERSION} of baselines",
            version.location,
            "use the archlint that wrote it, or write it anew with --write-baseline",
        )
        problems.raise_if_any()
    for key, (at, _) in tree.content.items():
        if key not in _KEYS:
            step = suggestion(key, _KEYS) or f"a baseline has: {', '.join(_KEYS)}"
            problems.add(f"unknown key {quote(key)} in a baseline", at, step)
    models = _models(tree, problems)
    problems.raise_if_any()
    return Baseline(path, MappingProxyType(models))


def _models(tree: _Value, problems: Problems) -> dict[str, Mapping[str, Location]]:
    if "models" not in tree.content:
        problems.add("a baseline needs 'models'", tree.location, "write it with --write-baseline")
        return {}
    stated = tree.content["models"][1]
    if not isinstance(stated.content, dict):
        problems.add("'models' must be an object", stated.location, 'write "model.yaml": [...]')
        return {}
    return {model: _entries(listed, problems) for model, (_, listed) in stated.content.items()}


def _entries(listed: _Value, problems: Problems) -> Mapping[str, Location]:
    if not isinstance(listed.content, list):
        problems.add("a model's entry must be a list", listed.location, "list ids of findings")
        return {}
    found: dict[str, Location] = {}
    for item in listed.content:
        if not isinstance(item.content, str) or not _ENTRY.match(item.content):
            problems.add(
                "an entry must be the id of a finding", item.location, "write RULE@SUBJECT"
            )
        elif item.content in found:
            problems.add(f"{quote(item.content)} stands twice", item.location, "remove one of them")
        else:
            found[item.content] = item.location
    return MappingProxyType(found)


def _parse(text: str, path: str) -> _Value:
    starts = line_starts(text)

    def at(offset: int) -> Location:
        line = bisect_right(starts, offset)
        return Location(path, line, offset - starts[line - 1] + 1)

    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        raise _refusal(f"this is not JSON: {error.msg}", at(error.pos)) from error
    except (ValueError, RecursionError) as error:
        raise _refusal("this is not a baseline", at(0)) from error
    tokens = _TOKEN.finditer(text)
    return _value(next(tokens), tokens, at, 0)


def _refusal(message: str, location: Location) -> SourceError:
    step = "correct it, or write it anew with --write-baseline into another file"
    return SourceError([Problem(message, location, step)])


def _value(token: _Piece, tokens: Iterator[_Piece], at: _At, depth: int) -> _Value:
    """Read a value of a text that is known to be JSON."""
    where = at(token.start())
    if depth > MAX_DEPTH:
        raise _refusal("a baseline is not this deep", where)
    if token[0] == "[":
        items = []
        for inner in tokens:
            if inner[0] == "]":
                break
            if inner[0] != ",":
                items.append(_value(inner, tokens, at, depth + 1))
        return _Value(items, where)
    if token[0] == "{":
        return _Value(_pairs(tokens, at, depth), where)
    return _Value(json.loads(token[0]), where)


def _pairs(tokens: Iterator[_Piece], at: _At, depth: int) -> dict[str, tuple[Location, _Value]]:
    pairs: dict[str, tuple[Location, _Value]] = {}
    for inner in tokens:
        if inner[0] == "}":
            break
        if inner[0] != ",":
            key, where = json.loads(inner[0]), at(inner.start())
            next(tokens)  # the colon
            value = _value(next(tokens), tokens, at, depth + 1)
            if key in pairs:
                raise _refusal(f"the key {quote(key)} stands twice", where)
            pairs[key] = where, value
    return pairs
