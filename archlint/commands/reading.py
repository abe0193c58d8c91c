"""One side of a review, read: its settings, its rules, its types and its model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from archlint.architecture.environments import ALL
from archlint.architecture.reader import Models
from archlint.commands.sides import Place
from archlint.commands.workplace import ProjectOptions, Workplace, open_workplace
from archlint.config.applying import Applied, apply_settings
from archlint.edge.files import FileReader, shown
from archlint.edge.loading import Project, load_project
from archlint.edge.rule_files import type_files
from archlint.edge.sources import Extent, ModelSource
from archlint.errors import ArchlintError
from archlint.review.rule_changes import compare_rules
from archlint.review.rule_sides import RuleSide
from archlint.source import Problem, SourceError


class JudgingOptions(ProjectOptions, Protocol):
    """What the command line says of how both sides are judged; see `ReviewOptions`."""

    @property
    def model(self) -> str | None:
        """The path of the model."""

    @property
    def judged_by(self) -> str:
        """Whose rules judge."""

    @property
    def env(self) -> str | None:
        """The environment."""

    @property
    def fail_on(self) -> str | None:
        """The least severity that fails."""

    @property
    def waivers(self) -> bool:
        """Whether waivers hold."""

    @property
    def strict(self) -> bool:
        """Whether unknowns fail, so that they can be waived."""

    @property
    def lists_unknown(self) -> bool:
        """Whether unknowns are listed."""

    @property
    def today(self) -> str | None:
        """The day that waivers expire by."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side, read.

    Attributes:
        place: Where it was read.
        workplace: Its project's settings.
        extent: What else belongs to its project.
        project: Its rules and types, and its model where it has one.
        types: The texts of the types that do not ship.
        applied: Its rules as its settings have them.
    """

    place: Place
    workplace: Workplace
    extent: Extent
    project: Project
    types: tuple[tuple[str, str], ...]
    applied: Applied

    @property
    def models(self) -> Models | None:
        """Its model and its environments; `None` where it has none."""
        return next(iter(self.project.models), None)


def newer_rules(options: JudgingOptions, base: Place, tip: Place, files: FileReader) -> str:
    """Say that the branch which a change is meant for has other rules by now, if it has.

    Args:
        options: What the command line says.
        base: Where the side before is: where the head parted from that branch.
        tip: Where the branch is now.
        files: What takes the texts that errors show lines of.

    Returns:
        A remark; empty where the rules and settings are the same.

    Raises:
        ArchlintError: If the rules of the base cannot be read.
    """
    known = read_side(base, options, files, with_model=False)
    try:
        sides = (known, read_side(tip, options, files, with_model=False))
    except ArchlintError:
        return f"the rules that {tip.revision.name} has today cannot be read"
    before, now = (
        RuleSide(
            {rule.id: rule for rule in side.project.rules}, side.applied, side.workplace.settings
        )
        for side in sides
    )
    if sides[0].types == sides[1].types and not compare_rules(before, now, hidden={}):
        return ""
    return (
        f"{tip.revision.name} has other rules or settings than where the head parted from it, "
        "which judged: merge it into the head, and those of today judge"
    )


def model_of(options: JudgingOptions, place: Place, files: FileReader) -> str:
    """Return the path of the model that a side's project has.

    Args:
        options: What the command line says.
        place: Where the side is.
        files: What takes the texts that errors show lines of.

    Raises:
        ArchlintError: If its configuration cannot be used.
    """
    with place.telling(files.texts):
        return _workplace(options, place).model


def refuse_removed_model(
    options: JudgingOptions, base: Place, head: Place, files: FileReader
) -> None:
    """Say it where a change removes the model that is to be reviewed.

    Raises:
        SourceError: If only the base has it.
    """
    path = model_of(options, head, files)
    there = []
    for place in (base, head):
        with place.entered():
            there.append(Path(path).exists())
    if there == [True, False]:
        message = f"{head.revision.name} has no {shown(path)}, which {base.revision.name} has"
        hint = "name the model that takes its place; where there is none, nothing is left to judge"
        raise SourceError([Problem(message, None, hint)])


def _workplace(options: JudgingOptions, place: Place) -> Workplace:
    models = [options.model] if options.model else []
    return open_workplace(options, place.files, models=models, fail_on=options.fail_on)


def read_side(
    place: Place,
    options: JudgingOptions,
    files: FileReader,
    *,
    may_be_new: bool = False,
    with_model: bool = True,
) -> Side:
    """Read one side.

    Args:
        place: Where it is.
        options: What the command line says.
        files: What takes the texts that errors show lines of.
        may_be_new: Whether it may lack the model, where its configuration names none.
        with_model: Whether its model is read.

    Raises:
        SourceError: With every problem that was found.
    """
    with place.telling(files.texts):
        workplace = _workplace(options, place)
        extent = workplace.extent(options.env or ALL)
        sources = [ModelSource(workplace.model)] if with_model else []
        if sources and (
            may_be_new
            and not workplace.found.settings.models
            and not Path(sources[0].path).exists()
        ):
            sources = []
        project = load_project(place.files, sources, extent)
        applied = apply_settings(workplace.settings, project.rules)
        types = tuple(type_files(place.files, extent.types))
        return Side(place, workplace, extent, project, types, applied)
