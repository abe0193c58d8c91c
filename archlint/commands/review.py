"""``archlint review``: what a change does to the architecture, and whether it makes it worse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from archlint.commands.comparing import (
    Drawn,
    addresses_of,
    called,
    draw_difference,
    named_by,
    place_of,
    working_tree,
)
from archlint.commands.formats import Target, choose_targets, refuse_input
from archlint.commands.reading import model_of, newer_rules
from archlint.commands.review_formats import Manner, failure_text, review_pieces
from archlint.commands.reviewing import BASE, Reviewed, review_sides
from archlint.commands.sides import Place, in_repository
from archlint.edge.files import FileReader, shown
from archlint.edge.git import find_repository
from archlint.edge.places import DEFAULT_MODEL, working_directory
from archlint.edge.terminal import Terminal, open_output
from archlint.edge.writing import write_files
from archlint.review.values import Revision


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """What the command line asks of `review`.

    Attributes:
        model: The path of the model; `None` for the project's.
        base: The revision to compare with where the head parted from it.
        head: The revision to review; `None` for `HEAD`.
        working_tree: Whether to review the working tree instead.
        judged_by: Whose rules judge both sides: `base` or `head`.
        config: The configuration to read instead of the one that is found.
        types: Files and folders of further node types.
        rules: Files and folders of further rules.
        plugins: Modules of further rules written in Python.
        select: Words of the rules to keep; none keeps all.
        ignore: Words of the rules to leave out.
        env: The environment to review; `None` for the model as it stands.
        formats: What to write and where to; none is text for the terminal.
        output: The file that takes the one format that names none.
        pictures: The folder that takes the pictures; `None` for none.
        picture_url: Where the Markdown finds them; `None` for the folder as it is given.
        quiet: Whether to leave out all but what is introduced.
        unknown: Whether to list what the head does not say and the base did.
        strict: Whether that fails, too; it is then listed.
        fail_on: The least severity that fails; `None` for what the configuration says.
        exit_zero: Whether what is introduced fails at all.
        waivers: Whether the waivers of the models hold.
        today: The day that they expire by, as YYYY-MM-DD; `None` for today.
        baseline: The file of findings that are accepted; `None` for the project's, if any.
    """

    model: str | None
    base: str
    head: str | None
    working_tree: bool
    judged_by: str
    config: str | None
    types: tuple[str, ...]
    rules: tuple[str, ...]
    plugins: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    env: str | None
    formats: tuple[Target, ...]
    output: str | None
    pictures: str | None
    picture_url: str | None
    quiet: bool
    unknown: bool
    strict: bool
    fail_on: str | None
    exit_zero: bool
    waivers: bool
    today: str | None
    baseline: str | None

    @property
    def lists_unknown(self) -> bool:
        """Whether unknowns are listed: what can fail must be seen."""
        return self.unknown or self.strict


def run(options: ReviewOptions, terminal: Terminal, files: FileReader) -> int:
    """Review a change and return the exit status.

    Raises:
        ArchlintError: If it cannot be judged, or a report not be written.
    """
    targets = choose_targets(options.formats, options.output)
    model = options.model or DEFAULT_MODEL
    try:
        with ExitStack() as stack:
            remarks: list[str] = []
            base, head = _places(options, stack, files, remarks)
            given = in_repository(options, base.top)
            remarks += _newer_rules(given, stack, base, files)
            model = model_of(given, head, files)
            reviewed = review_sides(given, base, head, files, remarks)
        drawn = _drawn(reviewed, options, files)
        if drawn is not None and drawn.reason:
            reviewed = reviewed.with_remark(f"there is no picture: {drawn.reason}")
    except Exception as error:
        told = ((to, failure_text(to, error, model, options.env)) for to in targets)
        _tell([(to, [text]) for to, text in told if text], terminal, files)
        raise
    manner = Manner(
        unknown=options.lists_unknown,
        quiet=options.quiet,
        pictures=addresses_of(drawn, options.picture_url or options.pictures or ""),
    )
    reports = [(to, review_pieces(to, reviewed, manner, terminal)) for to in targets]
    _tell(reports, terminal, files)
    if drawn is not None and options.pictures is not None:
        write_files(Path(options.pictures), drawn.files)
        for name in sorted(drawn.files):
            terminal.remark(f"wrote {shown(Path(options.pictures) / name)}")
    return 1 if reviewed.review.failing and not options.exit_zero else 0


def _places(
    options: ReviewOptions, stack: ExitStack, files: FileReader, remarks: list[str]
) -> tuple[Place, Place]:
    """Open both sides; the base is where the head parted from the revision that is named."""
    repository = find_repository(working_directory())
    given = in_repository(options, repository.top)
    also = named_by(given, repository)
    base = repository.resolve(options.base)
    name = options.head or "HEAD"
    head = Revision(called(name), repository.resolve(name))
    parted = Revision(called(options.base), repository.merge_base(base, head.commit))
    before = place_of(stack, repository, parted, FileReader(), also=also)
    if options.working_tree:
        return before, working_tree(repository, files)
    if options.head is None and repository.changed_since_commit():
        remarks.append(
            "the working tree has changes that are not committed, which are not reviewed: "
            "--working-tree reviews them"
        )
    return before, place_of(stack, repository, head, files, also=also)


def _newer_rules(
    options: ReviewOptions, stack: ExitStack, base: Place, files: FileReader
) -> Iterator[str]:
    """Say it where rules of the base judge that its branch has left behind."""
    repository = find_repository(working_directory())
    commit = repository.resolve(options.base)
    if options.judged_by == BASE and commit != base.revision.commit:
        revision = Revision(called(options.base), commit)
        also = named_by(options, repository)
        tip = place_of(stack, repository, revision, FileReader(), also=also)
        if remark := newer_rules(options, base, tip, files):
            yield remark


def _drawn(reviewed: Reviewed, options: ReviewOptions, files: FileReader) -> Drawn | None:
    if options.pictures is None:
        return None
    review = reviewed.review
    return draw_difference(review.difference, files, base=review.base, head=review.head)


def _tell(
    outputs: Sequence[tuple[Target, Iterable[str]]], terminal: Terminal, files: FileReader
) -> None:
    """Write each text to its file or to the terminal; files take their places at the end."""
    for target, _ in outputs:
        refuse_input(target.file, files)
    with ExitStack() as stack:
        writers = [stack.enter_context(open_output(terminal, to.file)) for to, _ in outputs]
        for (_, pieces), write in sorted(
            zip(outputs, writers, strict=True), key=lambda pair: pair[0][0].file is None
        ):
            for piece in pieces:
                write(piece)
