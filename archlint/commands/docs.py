"""``archlint docs``: write the documents of a model, or tell whether they are current."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archlint.architecture.values import Model
from archlint.commands.currency import tell_currency
from archlint.commands.judging import judge, one_model
from archlint.commands.pictures import (
    FORMATS,
    draw_pictures,
    fits_a_picture,
    picture_state,
    picture_stem,
)
from archlint.commands.workplace import open_workplace
from archlint.edge.bundled import bundled
from archlint.edge.clock import day_of
from archlint.edge.files import FileReader, read_bytes, shown
from archlint.edge.loading import load_project
from archlint.edge.places import DEFAULT_FOLDER
from archlint.edge.sources import ModelSource
from archlint.edge.terminal import Terminal
from archlint.edge.writing import remove_files, write_files
from archlint.graph import ArchitectureGraph
from archlint.ruleset import Report
from archlint.ruleset.waiving import apply_waivers
from archlint.source import Problems


@dataclass(frozen=True, slots=True)
class DocsOptions:
    """What the command line asks of `docs`.

    Attributes:
        model: The path of the model; `None` for the project's.
        config: The configuration to read instead of the one that is found.
        env: The environment to document; `None` for the model as it stands.
        types: Files and folders of further node types.
        rules: Files and folders of further rules.
        plugins: Modules of further rules written in Python.
        select: Words of the rules to keep; none keeps all.
        ignore: Words of the rules to leave out.
        output: The folder that holds the documents.
        check: Whether to compare with what is there, instead of writing.
        waivers: Whether the waivers of the model hold.
        today: The day that they expire by, as YYYY-MM-DD; `None` for today.
    """

    model: str | None
    config: str | None
    env: str | None
    types: tuple[str, ...]
    rules: tuple[str, ...]
    plugins: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    output: str
    check: bool
    waivers: bool
    today: str | None


def run(options: DocsOptions, terminal: Terminal, files: FileReader) -> int:
    """Write or compare the documents of a model, and return the exit status.

    Raises:
        ArchlintError: If the model cannot be judged or the files not be written.
    """
    workplace = open_workplace(options, files, models=[options.model] if options.model else ())
    project = load_project(files, [ModelSource(workplace.model)], workplace.extent(options.env))
    model = one_model(project.models[0], options.env)
    graph = ArchitectureGraph(model)
    report = judge(graph, workplace.choose(project.rules))
    if options.waivers:
        [report] = apply_waivers([report], rules=project.rules, today=day_of(options.today))
    pages = _pages(report, graph, files)
    if options.check:
        return _check(pages, model, options, terminal, files)
    _write(pages, model, options, terminal, files)
    return 0


def _pages(report: Report, graph: ArchitectureGraph, files: FileReader) -> dict[str, bytes]:
    from archlint.pages import write_pages

    model = graph.model
    stem = picture_stem(model) if fits_a_picture(model, files) else ""
    texts = write_pages(report, graph, bundled().templates(files), picture=stem)
    return {name: text.encode() for name, text in texts.items()}


def _write(
    pages: Mapping[str, bytes],
    model: Model,
    options: DocsOptions,
    terminal: Terminal,
    files: FileReader,
) -> None:
    folder, stem = Path(options.output), picture_stem(model)
    drawn = {}
    if fits_a_picture(model, files):
        drawn = draw_pictures(model, files, FORMATS)
    contents = {**pages, **{f"{stem}.{suffix}": data for suffix, data in drawn.items()}}
    superfluous = _superfluous(folder, pages)
    _refuse_foreign(folder, pages)
    write_files(folder, contents)
    remove_files(superfluous)
    for name in sorted(contents):
        terminal.say(f"wrote {shown(folder / name)}")
    for path in superfluous:
        terminal.say(f"removed {shown(path)}")


def _check(
    pages: Mapping[str, bytes],
    model: Model,
    options: DocsOptions,
    terminal: Terminal,
    files: FileReader,
) -> int:
    folder, stem = Path(options.output), picture_stem(model)
    states = {shown(folder / name): _state(folder / name, data) for name, data in pages.items()}
    for suffix in FORMATS if fits_a_picture(model, files) else ():
        picture = folder / f"{stem}.{suffix}"
        states[shown(picture)] = picture_state(picture, model, files)
    states |= {shown(path): "superfluous" for path in _superfluous(folder, pages)}
    return tell_currency(states, folder=folder, mend=command_line(options), terminal=terminal)


def _state(path: Path, expected: bytes) -> str:
    if not path.is_file():
        return "missing"
    return "current" if read_bytes(path, shown(path)) == expected else "stale"


def _superfluous(folder: Path, pages: Mapping[str, bytes]) -> list[Path]:
    """Find what an earlier run wrote of this model, where pages go to, and this run does not."""
    current = {folder / name for name in pages}
    headers = {_first_line(data) for data in pages.values()}
    return sorted(
        path
        for place in {folder, *(path.parent for path in current)}
        for path in place.glob("*.md")
        if path not in current and path.is_file() and _header(path) in headers
    )


def _refuse_foreign(folder: Path, pages: Mapping[str, bytes]) -> None:
    """Refuse to replace a page that a person wrote, or that documents another model.

    Raises:
        SourceError: With every such page.
    """
    problems = Problems()
    for name, data in sorted(pages.items()):
        path = folder / name
        if path.is_file() and _header(path) != _first_line(data):
            problems.add(
                f"'{shown(path)}' is not a page of this model, and would be replaced",
                None,
                "move or remove it, or name another folder with -o",
            )
    problems.raise_if_any()


def _header(path: Path) -> bytes:
    return _first_line(read_bytes(path, shown(path)))


def _first_line(data: bytes) -> bytes:
    return data.partition(b"\n")[0]


def command_line(options: DocsOptions) -> str:
    """Return the command that makes the documents current."""
    words = ["archlint", "docs"]
    if options.model is not None:
        words.append(options.model)
    if options.output != DEFAULT_FOLDER:
        words += ["-o", options.output]
    for name in ("config", "env"):
        value = getattr(options, name)
        if value is not None:
            words += [f"--{name}", value]
    for name in ("types", "rules", "plugins", "select", "ignore"):
        option = "--plugin" if name == "plugins" else f"--{name}"
        for value in getattr(options, name):
            words += [option, value]
    if not options.waivers:
        words.append("--no-waivers")
    return shlex.join(words)
