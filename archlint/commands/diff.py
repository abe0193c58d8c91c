"""``archlint diff``: compare two architectures."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from archlint import __version__
from archlint.architecture.environments import ALL
from archlint.architecture.reader import Models
from archlint.commands.comparing import (
    Drawn,
    addresses_of,
    base_model,
    called,
    draw_difference,
    environment_remarks,
    head_model,
    named_by,
    place_of,
)
from archlint.commands.formats import refuse_input
from archlint.commands.sides import Place, in_repository, portable
from archlint.commands.workplace import open_workplace
from archlint.edge.files import FileReader, shown
from archlint.edge.git import Repository, find_repository
from archlint.edge.loading import load_models
from archlint.edge.places import DEFAULT_MODEL, working_directory
from archlint.edge.revisions import relative_to_repository, split_revision
from archlint.edge.sources import ModelSource
from archlint.edge.terminal import Terminal, open_output
from archlint.edge.writing import write_files
from archlint.errors import ArchlintError
from archlint.graph import ArchitectureGraph
from archlint.review.comparing import compare
from archlint.review.consequences import consequences
from archlint.review.values import Consequence, Difference, Revision


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """What the command line asks of `diff`.

    Attributes:
        models: Two models, as files or `REV:path`; with a base, one or none.
        base: The revision before, if revisions are compared.
        head: The revision after; `None` for `HEAD`.
        config: The configuration to read instead of the one that is found.
        types: Files and folders of further node types.
        env: The environment to compare; `None` for the models as they stand.
        format: One of `DIFF_FORMATS`.
        output: The file that takes it.
        pictures: The folder that takes the pictures; `None` for none.
        exit_code: Whether a difference ends with 1.
    """

    models: tuple[str, ...]
    base: str | None
    head: str | None
    config: str | None
    types: tuple[str, ...]
    env: str | None
    format: str
    output: str | None
    pictures: str | None
    exit_code: bool


class _Model(NamedTuple):
    """A model that the command line names among others."""

    model: str | None


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two models, compared.

    Attributes:
        difference: How they differ.
        consequences: What follows from that.
        base: The side before.
        head: The side after.
        environments: Which environments change besides.
        remarks: What there is to know, these included.
    """

    difference: Difference
    consequences: tuple[Consequence, ...]
    base: Revision
    head: Revision
    environments: tuple[str, ...]
    remarks: tuple[str, ...]


class _Asked(NamedTuple):
    """A side to read: where, and the model's path; `None` for the project's."""

    place: Place
    model: str | None


def run(options: DiffOptions, terminal: Terminal, files: FileReader) -> int:
    """Compare two models, tell how they differ, and return the exit status.

    Raises:
        ArchlintError: If one cannot be read, or the report not be written.
    """
    try:
        compared = _compared(options, files)
    except Exception as error:
        if options.format == "json":
            _tell_failure(error, options, terminal)
        raise
    refuse_input(options.output, files)
    drawn = None
    if options.pictures is not None:
        drawn = draw_difference(compared.difference, files, base=compared.base, head=compared.head)
        if drawn.reason:
            compared = replace(
                compared, remarks=(*compared.remarks, f"there is no picture: {drawn.reason}")
            )
    with open_output(terminal, options.output) as write:
        for piece in _pieces(options, terminal, compared, drawn):
            write(piece)
    if drawn is not None and options.pictures is not None:
        write_files(Path(options.pictures), drawn.files)
        for name in sorted(drawn.files):
            terminal.remark(f"wrote {shown(Path(options.pictures) / name)}")
    differs = compared.difference.changes or compared.environments or compared.consequences
    return 1 if options.exit_code and differs else 0


def _compared(options: DiffOptions, files: FileReader) -> _Compared:
    remarks: list[str] = []
    with ExitStack() as stack:
        before, after = _sides(options, files, stack)
        base_models = _load(before, options, files)
        head_models = _load(after, options, files)
    head = head_model(head_models, options.env)
    base = base_model(base_models, head, options.env, remarks)
    difference = compare(base, head)
    environments: tuple[str, ...] = ()
    if options.env is None:
        environments = tuple(environment_remarks(base_models, head_models, difference))
    return _Compared(
        difference,
        consequences(ArchitectureGraph(base), ArchitectureGraph(head), difference),
        before.place.revision,
        after.place.revision,
        environments,
        (*remarks, *environments),
    )


def _sides(options: DiffOptions, files: FileReader, stack: ExitStack) -> tuple[_Asked, _Asked]:
    if options.base is None:
        if options.head is not None:
            raise ArchlintError("--head needs --base", hint="name the revision before, too")
        if len(options.models) != 2:
            raise ArchlintError(
                "two models are compared",
                hint="name both, as files or REV:path, or name a revision: --base main",
            )
        one, other = options.models
        return (
            _named(one, options, files, FileReader(), stack),
            _named(other, options, files, files, stack),
        )
    if len(options.models) > 1:
        raise ArchlintError(
            "--base compares one model in two revisions", hint="name one model, or none"
        )
    repository = find_repository(working_directory())
    model = next((portable(model, repository.top) for model in options.models), None)

    def side(name: str, reader: FileReader) -> _Asked:
        return _Asked(_place(name, model, options, repository, reader, stack), model)

    return side(options.base, FileReader()), side(options.head or "HEAD", files)


def _place(
    name: str,
    model: str | None,
    options: DiffOptions,
    repository: Repository,
    files: FileReader,
    stack: ExitStack,
) -> Place:
    given = in_repository(options, repository.top)
    also = (*named_by(given, repository), *named_by(_Model(model), repository))
    return place_of(
        stack, repository, Revision(called(name), repository.resolve(name)), files, also=also
    )


def _named(
    text: str, options: DiffOptions, files: FileReader, apart: FileReader, stack: ExitStack
) -> _Asked:
    """Open a side that the command line names: a file, or `REV:path`.

    Args:
        text: What it says.
        options: What else it says.
        files: What reads a file.
        apart: What reads a file of a revision.
        stack: Removes the revision's folder in the end.
    """
    here = PurePosixPath()
    repository = None
    if ":" in text and not Path(text).exists():
        repository = find_repository(working_directory())
        here = relative_to_repository(repository, working_directory())
    at = split_revision(text, here)
    if at is None or repository is None:
        return _Asked(Place(Revision(shown(text)), None, files), text)
    model = os.path.relpath(at.path, here)
    return _Asked(_place(at.revision, model, options, repository, apart, stack), model)


def _load(side: _Asked, options: DiffOptions, files: FileReader) -> Models:
    given = in_repository(options, side.place.top)
    with side.place.telling(files.texts):
        workplace = open_workplace(
            given, side.place.files, models=[side.model] if side.model else ()
        )
        extent = workplace.extent(options.env or ALL)
        return load_models(side.place.files, ModelSource(workplace.model), extent)


def _pieces(
    options: DiffOptions, terminal: Terminal, compared: _Compared, drawn: Drawn | None
) -> Iterator[str]:
    base, head, remarks = compared.base, compared.head, compared.remarks
    told = (compared.difference, compared.consequences)
    match options.format:
        case "json":
            from archlint.reports.diff_json import diff_as_json

            return diff_as_json(*told, base=base, head=head, version=__version__, remarks=remarks)
        case "markdown":
            from archlint.reports.diff_markdown import diff_as_markdown

            return diff_as_markdown(
                *told,
                base=base,
                head=head,
                version=__version__,
                pictures=addresses_of(drawn, options.pictures or ""),
                remarks=remarks,
                environments=len(compared.environments),
            )
    from archlint.reports.diff_text import diff_as_text

    stream = None if options.output else terminal.out
    return diff_as_text(
        *told,
        base=base,
        head=head,
        style=terminal.style(stream),
        width=terminal.width(stream),
        remarks=remarks,
        environments=len(compared.environments),
    )


def _tell_failure(error: Exception, options: DiffOptions, terminal: Terminal) -> None:
    """Tell scripts in their own format; people are told on the error stream in any case."""
    from archlint.reports.json import problems_as_json
    from archlint.reports.problems import problems_of

    with open_output(terminal, options.output) as write:
        model = ", ".join(options.models) or DEFAULT_MODEL
        write(problems_as_json(problems_of(error), version=__version__, model=model))
