"""Settings as TOML that can be used as a configuration again, with where each value comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archlint.config.paths import path_fault
from archlint.config.values import Located, Settings
from archlint.source import Location
from archlint.text import visible

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+\Z")


def settings_as_text(
    settings: Settings, root: str, *, default_model: str = "", plugins: Sequence[str] = ()
) -> str:
    """Write settings down as TOML; what the file cannot say stands in a comment.

    Args:
        settings: The settings of a run. Its paths are relative to the project's root; one that
            leads out of it is shown in a comment.
        root: The project's root, as messages call it.
        default_model: The model that is used when none is stated.
        plugins: The Python plug-ins of the run, which only the command line may name.
    """
    return "".join(f"{line}\n" for line in _lines(settings, root, default_model, plugins))


def _lines(
    settings: Settings, root: str, default_model: str, plugins: Sequence[str]
) -> Iterator[str]:
    yield f"# project root: {visible(root)}"
    yield f"# configuration: {visible(settings.path) or 'none'}"
    yield ""
    required = settings.required_version
    if required is None:
        yield "# required-version: any  # default"
    else:
        yield f"required-version = {_quoted(required.text)}  # {_source(required.location)}"
    if settings.models or not default_model:
        yield from _paths("models", settings.models)
    else:
        yield f"# models = [{_quoted(default_model)}]  # default"
    yield from _paths("types", settings.types)
    yield from _paths("rules", settings.rules)
    yield from _words("packs", settings.packs or (), "all")
    yield from _fail_on(settings)
    yield from _baseline(settings)
    yield from _help_url(settings)
    yield from _selection(settings)
    for plugin in plugins:
        yield f"# --plugin {_quoted(plugin)}  # command line; no configuration can name a plug-in"
    yield from _ignored(settings)
    yield from _severities(settings)
    yield from _parameters(settings)


def _fail_on(settings: Settings) -> Iterator[str]:
    stated = settings.stated_fail_on
    line = f"fail-on = {_quoted(settings.fail_on.value)}"
    yield f"{line}  # {_source(stated.location)}" if stated else f"# {line}  # default"


def _baseline(settings: Settings) -> Iterator[str]:
    stated = settings.baseline
    if stated is None:
        yield "# baseline: none  # default"
        return
    fault = path_fault(stated.text)
    line = f"baseline = {_quoted(stated.text)}"
    reason = f"which {fault[0]}; " if fault else ""
    yield f"{'# ' if fault else ''}{line}  # {reason}{_source(stated.location)}"


def _help_url(settings: Settings) -> Iterator[str]:
    stated = settings.help_url
    if stated is None:
        yield "# help-url: none  # default"
    else:
        yield f"help-url = {_quoted(stated.text)}  # {_source(stated.location)}"


def _selection(settings: Settings) -> Iterator[str]:
    """Show the command line's words as the selection, or beside one that they narrow."""
    yield from _words("select", settings.select or settings.narrowed, "all")
    if settings.select and settings.narrowed:
        words = ", ".join(_quoted(word.text) for word in settings.narrowed)
        yield f"# of these only: {words}  # command line"


def _paths(key: str, paths: tuple[Located, ...]) -> Iterator[str]:
    faults = [(path, path_fault(path.text)) for path in paths]
    yield from _words(key, tuple(path for path, fault in faults if fault is None), "none")
    for path, fault in faults:
        if fault is not None:
            yield f"# and {_quoted(path.text)}, which {fault[0]}  # {_source(path.location)}"


def _words(key: str, words: tuple[Located, ...], default: str) -> Iterator[str]:
    if not words:
        yield f"# {key}: {default}  # default"
        return
    yield f"{key} = ["
    for word in words:
        yield f"    {_quoted(word.text)},  # {_source(word.location)}"
    yield "]"


def _ignored(settings: Settings) -> Iterator[str]:
    for entry in settings.ignore:
        yield ""
        yield "[[ignore]]"
        yield f"rule = {_quoted(entry.word)}  # {_source(entry.location)}"
        yield f"reason = {_quoted(entry.reason)}"


def _severities(settings: Settings) -> Iterator[str]:
    for name, table in settings.severities.tables():
        if table:
            yield ""
            yield f"[severity.{name}]"
        for key, chosen in sorted(table.items()):
            yield f"{_key(key)} = {_quoted(chosen.severity.value)}  # {_source(chosen.location)}"


def _parameters(settings: Settings) -> Iterator[str]:
    for rule, values in sorted(settings.parameters.items()):
        yield ""
        yield f"[parameters.{_key(rule)}]"
        for name, given in sorted(values.items()):
            yield f"{_key(name)} = {_toml(given.value)}  # {_source(given.location)}"


def _toml(value: str | float | tuple[str | float, ...]) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, str):
        return _quoted(value)
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _key(text: str) -> str:
    return text if _BARE_KEY.match(text) else _quoted(text)


def _source(location: Location | None) -> str:
    if location is None:
        return "command line"
    return f"{visible(location.path)}:{location.line}"


def _quoted(text: str) -> str:
    """Write a basic string of TOML; what cannot be seen is escaped."""
    known = text.encode("utf-8", "backslashreplace").decode()
    return f'"{"".join(_escaped(char) for char in known)}"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if visible(char) == char:
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
