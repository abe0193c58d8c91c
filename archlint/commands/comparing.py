"""What `diff` and `review` have in common: opening both sides, and drawing what differs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote as url_quote

from archlint.architecture.environments import ALL
from archlint.architecture.reader import Models
from archlint.architecture.values import Model
from archlint.commands.judging import chosen_models
from archlint.commands.pictures import FORMATS, picture_stem, theme_of
from archlint.commands.sides import WORKING_TREE, Place, paths_of
from archlint.edge.files import FileReader, shown
from archlint.edge.git import Repository
from archlint.edge.places import working_directory
from archlint.edge.revisions import checked_out, relative_to_repository
from archlint.errors import ArchlintError
from archlint.review.comparing import compare
from archlint.review.values import Change, Difference, Revision
from archlint.text import plural, quote

if TYPE_CHECKING:
    from archlint.reports.diff_markdown import Pictures

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHORT = 8
VIEWS = ("before", "after", "diff")


def called(name: str) -> str:
    """Return what messages call a revision: ids of commits are long, and stand in every place."""
    return name[:_SHORT] if _ID.fullmatch(name) else name


def place_of(
    stack: ExitStack,
    repository: Repository,
    revision: Revision,
    files: FileReader,
    *,
    also: Sequence[PurePosixPath] = (),
) -> Place:
    """Check a commit out into a folder of its own, for as long as a stack is open.

    Args:
        stack: Removes the folder in the end.
        repository: The repository.
        revision: What the user called the commit, and its id.
        files: What reads there.
        also: Files that are needed whatever they are called, from the repository's top.

    Raises:
        ArchlintError: If the commit cannot be read.
    """
    here = relative_to_repository(repository, working_directory())
    tree = stack.enter_context(checked_out(repository, revision.commit, folder=here, also=also))
    return Place(revision, tree.joinpath(*here.parts), files, repository.top)


def named_by(options: object, repository: Repository) -> tuple[PurePosixPath, ...]:
    """Return the files of the repository that the command line names, from its top."""
    here = relative_to_repository(repository, working_directory())
    named = [
        PurePosixPath(os.path.normpath(here / path))
        for path in paths_of(options)
        if not Path(path).is_absolute()
    ]
    return tuple(path for path in named if ".." not in path.parts)


def working_tree(repository: Repository, files: FileReader) -> Place:
    """Return the side that lies in the working tree."""
    return Place(Revision(WORKING_TREE), None, files, repository.top)


def base_model(models: Models, head: Model, environment: str | None, remarks: list[str]) -> Model:
    """Return the model that a comparison is asked for, of the base.

    Args:
        models: The model and its environments.
        head: The model that it is compared with.
        environment: The environment that is meant, if one is.
        remarks: Takes what there is to know of it.
    """
    if environment is None:
        return models.base
    if environment in models.environments:
        return models.environments[environment]
    remarks.append(
        f"the environment {quote(environment)} is new: it is compared with the model as it stands"
    )
    return replace(models.base, name=head.name)  # which names the environment, too


def head_model(models: Models, environment: str | None) -> Model:
    """Return the model that a comparison is asked for, of the head.

    Raises:
        ArchlintError: If there is no such environment, or every one is asked for.
    """
    if environment == ALL:
        raise ArchlintError("one environment is compared at a time", hint="name one")
    return chosen_models(models, environment)[0]


def environment_remarks(base: Models | None, head: Models, difference: Difference) -> Iterator[str]:
    """Say which environments change in more than the model as it stands.

    Args:
        base: The model and its environments before; `None` where it is new.
        head: The same after.
        difference: How the models as they stand differ.
    """
    before = {} if base is None else _of_one_name(base)
    after = _of_one_name(head)
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield f"the environment {quote(name)} is removed"
        elif name not in before:
            yield f"the environment {quote(name)} is new: --env {name} reviews it"
        elif more := _more(compare(before[name], after[name]), difference):
            yield (
                f"the environment {quote(name)} has {plural(more, 'change')} besides: "
                f"--env {name} shows {'it' if more == 1 else 'them'}"
            )


def _of_one_name(models: Models) -> dict[str, Model]:
    """Return environments called as the model as it stands: their names end in their own."""
    named = models.environments.items()
    return {name: replace(model, name=models.base.name) for name, model in named}


def _more(there: Difference, here: Difference) -> int:
    """Count the changes of an environment that are not those of the model as it stands."""
    known = {_without_places(change) for change in here.changes}
    return sum(_without_places(change) not in known for change in there.changes)


def _without_places(change: Change) -> str:
    facts = (change.before, change.after)
    return repr([change.change, change.kind, change.id, *(fact and fact.value for fact in facts)])


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pictures of a difference.

    Attributes:
        stem: What their names begin with.
        files: Their bytes by file name; empty where it was not drawn.
        reason: Why it was not.
    """

    stem: str
    files: dict[str, bytes]
    reason: str = ""


def draw_difference(
    difference: Difference, files: FileReader, *, base: Revision, head: Revision
) -> Drawn:
    """Draw what was, what is, and what differs.

    Args:
        difference: How the models differ.
        files: What reads the theme.
        base: What the side before is called.
        head: What the side after is called.
    """
    from archlint.diagrams.comparison import draw_comparison

    theme, stem = theme_of(files), picture_stem(difference.head)
    try:
        drawn = draw_comparison(difference, theme, formats=FORMATS, base=base.name, head=head.name)
    except ArchlintError as error:  # it is too large, which is no reason to tell nothing of it
        return Drawn(stem, {}, str(error))
    return Drawn(
        stem,
        {f"{stem}-{view}.{suffix}": data for view in drawn for suffix, data in drawn[view].items()},
    )


def addresses_of(drawn: Drawn | None, place: str) -> Pictures | None:
    """Return where Markdown finds pictures; `None` where there are none.

    Args:
        drawn: The pictures.
        place: The address of their folder: a URL, or a path.
    """
    from archlint.reports.diff_markdown import Pictures

    if drawn is None or not drawn.files:
        return None
    folder = place.rstrip("/") if "://" in place else url_quote(shown(place).rstrip("/"))
    stem = url_quote(drawn.stem, safe="")
    return Pictures(*(f"{folder}/{stem}-{view}.png" for view in VIEWS))
