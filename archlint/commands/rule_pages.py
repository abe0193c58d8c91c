"""``archlint rules docs``: write a page on each rule, or tell whether the pages are current."""

from __future__ import annotations

import itertools
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from archlint.architecture.values import Model
from archlint.commands.control_titles import load_titles
from archlint.commands.pictures import theme_of
from archlint.commands.workplace import open_workplace
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader, read_bytes, shown
from archlint.edge.loading import load_rulebook
from archlint.edge.places import RULES_FOLDER
from archlint.edge.terminal import Terminal
from archlint.edge.writing import remove_files, write_files
from archlint.finding import Finding, Outcome, SubjectKind
from archlint.pages.rule_pages import HEADER, picture_of, write_rule_pages
from archlint.reports.hops import way
from archlint.ruleset.describing import Description, describe
from archlint.source import Problems
from archlint.text import plural

if TYPE_CHECKING:
    from archlint.diagrams.sketch import Sketch

_DRAWN = (Outcome.VIOLATED, Outcome.SATISFIED)
_STAMP = b"<metadata>archlint inputs "


@dataclass(frozen=True, slots=True)
class PagesOptions:
    """What the command line asks of `rules docs`.

    Attributes:
        config: The configuration to read instead of the one that is found.
        types: Files and folders of further node types.
        rules: Files and folders of further rules.
        plugins: Modules of further rules written in Python.
        select: Words of the rules to keep; none keeps all.
        ignore: Words of the rules to leave out.
        output: The folder that holds the pages.
        check: Whether to compare with what is there, instead of writing.
    """

    config: str | None
    types: tuple[str, ...]
    rules: tuple[str, ...]
    plugins: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    output: str
    check: bool


class _Picture(NamedTuple):
    """A picture to draw."""

    model: Model
    sketch: Sketch


def run(options: PagesOptions, terminal: Terminal, files: FileReader) -> int:
    """Write the pages into a folder, or compare them with it, and return the exit status.

    The folder then holds the pages of the chosen rules: those of others that an earlier run wrote
    are removed.

    Raises:
        ArchlintError: If a rule cannot be read, its examples are no models, none is chosen, or the
            pages cannot be written.
    """
    workplace = open_workplace(options, files)
    extent = workplace.extent()
    rulebook = load_rulebook(files, extent)
    rules = workplace.choose(rulebook.rules)
    described = [describe(rule, rulebook.catalogue, files.texts) for rule in rules]
    pictures = dict(_pictures(described))
    shows = {name: picture.sketch.title for name, picture in pictures.items()}
    templates = bundled().templates(files)
    texts = write_rule_pages(described, shows, load_titles(files, extent), templates)
    pages = {name: text.encode() for name, text in texts.items()}
    if options.check:
        return _check(pages, pictures, options, terminal, files)
    _write(pages, pictures, options, terminal, files)
    return 0


def _pictures(described: Sequence[Description]) -> Iterator[tuple[str, _Picture]]:
    for description in described:
        for outcome in _DRAWN:
            example = description.first(outcome)
            if example is not None and example.model.nodes:
                sketch = _sketch(description, outcome, example.told)
                yield picture_of(description.rule.id, outcome), _Picture(example.model, sketch)


def _sketch(description: Description, outcome: Outcome, told: Sequence[Finding]) -> Sketch:
    from archlint.diagrams.sketch import Sketch

    nodes: dict[str, None] = {}
    lines: dict[tuple[str, str], None] = {}
    for finding in told:
        source, arrow, target = finding.subject.id.rpartition(":")[2].partition("->")
        if not arrow:
            nodes[source] = None
        elif finding.subject.kind is SubjectKind.CONNECTION:
            lines[source, target.partition("#")[0]] = None
        else:
            nodes |= {source: None, target: None}
            stations = way(finding)
            lines |= dict.fromkeys(itertools.pairwise(stations))
    verb = "satisfies" if outcome is Outcome.SATISFIED else "violates"
    title = f"An example that {verb} the rule: {description.rule.title}"
    return Sketch(title, outcome is Outcome.SATISFIED, tuple(nodes), tuple(lines))


def _write(
    pages: Mapping[str, bytes],
    pictures: Mapping[str, _Picture],
    options: PagesOptions,
    terminal: Terminal,
    files: FileReader,
) -> None:
    from archlint.diagrams.sketching import draw_sketch

    folder, theme = Path(options.output), theme_of(files)
    _refuse_foreign(folder, [*pages, *pictures])
    drawn = {name: draw_sketch(one.model, theme, one.sketch) for name, one in pictures.items()}
    contents = {**pages, **drawn}
    changed = {name: data for name, data in contents.items() if not _holds(folder / name, data)}
    superfluous = _superfluous(folder, contents)
    write_files(folder, changed)
    remove_files(superfluous)
    for name in sorted(changed):
        terminal.say(f"wrote {shown(folder / name)}")
    for path in superfluous:
        terminal.say(f"removed {shown(path)}")
    same = len(contents) - len(changed)
    if same:
        terminal.say(f"{plural(same, 'file')} in {shown(folder)} unchanged")


def _check(
    pages: Mapping[str, bytes],
    pictures: Mapping[str, _Picture],
    options: PagesOptions,
    terminal: Terminal,
    files: FileReader,
) -> int:
    from archlint.diagrams.sketching import sketch_is_current

    folder, theme = Path(options.output), theme_of(files)
    states = {}
    for name, data in pages.items():
        path = folder / name
        states[path] = _state(path, current=_holds(path, data))
    for name, one in pictures.items():
        path = folder / name
        found = read_bytes(path, shown(path)) if path.is_file() else b""
        states[path] = _state(path, current=sketch_is_current(found, one.model, theme, one.sketch))
    states |= dict.fromkeys(_superfluous(folder, [*pages, *pictures]), "superfluous")
    off = {path: state for path, state in sorted(states.items()) if state != "current"}
    if not off:
        terminal.say(f"{plural(len(states), 'file')} in {shown(folder)}, all current")
        return 0
    for path, state in off.items():
        terminal.say(f"{shown(path)}: {state}")
    terminal.say(f"{plural(len(off), 'file')} not current; run: {command_line(options)}")
    return 1


def _state(path: Path, *, current: bool) -> str:
    if not path.is_file():
        return "missing"
    return "current" if current else "stale"


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and read_bytes(path, shown(path)) == data


def _superfluous(folder: Path, expected: Mapping[str, bytes] | Sequence[str]) -> list[Path]:
    """Find what an earlier run wrote, and this run does not.

    Pictures alone do not tell who wrote them: other commands stamp theirs, too. Those are meant
    that belong to a page.
    """
    current = {folder / name for name in expected}
    pages = {path for path in folder.glob("*.md") if path in current or _is_ours(path)}
    rules = {page.stem for page in (*pages, *current) if page.suffix == ".md"}
    pictures = {folder / picture_of(rule, outcome) for rule in rules for outcome in _DRAWN}
    return sorted(path for path in (pages | pictures) - current if _is_ours(path))


def _refuse_foreign(folder: Path, names: Sequence[str]) -> None:
    """Refuse to replace a page or a picture that a person made.

    Raises:
        SourceError: With every such file.
    """
    problems = Problems()
    for name in sorted(names):
        path = folder / name
        if path.is_file() and not _is_ours(path):
            problems.add(
                f"'{shown(path)}' was not made by archlint, and would be replaced",
                None,
                "move or remove it, or name another folder with -o",
            )
    problems.raise_if_any()


def _is_ours(path: Path) -> bool:
    """Tell whether a run of this command made a file."""
    if not path.is_file():
        return False
    data = read_bytes(path, shown(path))
    return _STAMP in data if path.suffix == ".svg" else data.startswith(HEADER.encode())


def command_line(options: PagesOptions) -> str:
    """Return the command that makes the pages current."""
    words = ["archlint", "rules", "docs"]
    if options.output != RULES_FOLDER:
        words += ["-o", options.output]
    if options.config is not None:
        words += ["--config", options.config]
    for name in ("types", "rules", "plugins", "select", "ignore"):
        option = "--plugin" if name == "plugins" else f"--{name}"
        for value in getattr(options, name):
            words += [option, value]
    return shlex.join(words)
