"""Architecture as code, held to rules.

One YAML model says what a system is. Rules say what must hold. From the two, archlint tells what is
violated, what is satisfied and what the model does not say; and it draws and documents the system.

    model = archlint.load("model/architecture.yaml")
    for finding in archlint.check(model).findings:
        print(finding.id, finding.message)
    svg = archlint.render(model)["svg"]

Everything is imported when it is first used: ``import archlint`` alone costs next to nothing, and
works on a Python that is too old for the rest, so that it can be told so.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as that of typing, which might be taken from the folder that is checked

if TYPE_CHECKING:
    from datetime import date
    from typing import Collection, Sequence

    from archlint.architecture.values import Model
    from archlint.edge.files import StrPath
    from archlint.ruleset import Report

__all__ = ["__version__", "check", "load", "render"]
__version__ = "0.1.0"


def load(path: StrPath, *, types: Sequence[StrPath] = (), environment: str | None = None) -> Model:
    """Load a model.

    Args:
        path: The model's file.
        types: Files and folders of further node types.
        environment: The environment of the model that is meant; none is the model as it stands.

    Returns:
        The model, as frozen values that know their file, line and column.

    Raises:
        archlint.source.SourceError: With every problem of its files, in its ``problems``.
        archlint.errors.ArchlintError: If it has no such environment.
    """
    from archlint.commands.judging import one_model
    from archlint.edge.files import FileReader
    from archlint.edge.loading import load_models
    from archlint.edge.sources import Extent, ModelSource

    models = load_models(
        FileReader(), ModelSource(path), Extent(types=types, environment=environment)
    )
    return one_model(models, environment)


def check(
    model: Model,
    *,
    types: Sequence[StrPath] = (),
    rules: Sequence[StrPath] = (),
    plugins: Sequence[str] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    waivers: bool = True,
    today: date | None = None,
) -> Report:
    """Hold a model to the rules.

    Args:
        model: A model that was loaded.
        types: Files and folders of further node types, as they were given to ``load``.
        rules: Files and folders of further rules.
        plugins: Modules of further rules written in Python, besides the installed ones: dotted
            names, or paths of ``.py`` files.
        select: Words of the rules to keep (id, tag, pack, severity); none keeps all.
        ignore: Words of the rules to leave out.
        waivers: Whether the waivers of the model hold.
        today: The day that they expire by; by default today's date.

    Returns:
        The report: ``findings`` are the violations, each with its ``outcome``: ``violated``, or
        ``waived`` where the model accepts it; ``unknown()`` gives what the model does not say,
        ``results`` the counts of each rule, ``notices`` what is wrong with waivers.

    Raises:
        archlint.errors.ArchlintError: If a rule cannot be read or fails, a word means no rule, no
            rule is left, or the model has no nodes.
    """
    from archlint.commands.judging import chosen_rules, judge
    from archlint.edge.clock import local_date
    from archlint.edge.files import FileReader
    from archlint.edge.loading import load_rulebook
    from archlint.edge.sources import Extent
    from archlint.graph import ArchitectureGraph
    from archlint.ruleset.waiving import apply_waivers

    rulebook = load_rulebook(FileReader(), Extent(types=types, rules=rules, plugins=plugins))
    chosen = chosen_rules(rulebook.rules, select=select, ignore=ignore)
    report = judge(ArchitectureGraph(model), chosen)
    if waivers:
        [report] = apply_waivers([report], rules=rulebook.rules, today=today or local_date())
    return report


def render(model: Model, *, formats: Collection[str] = ("svg",)) -> dict[str, bytes]:
    """Draw a model.

    Args:
        model: A model that was loaded.
        formats: What to draw: ``svg``, ``png`` or both.

    Returns:
        The bytes of the picture by format; the same model gives the same bytes.

    Raises:
        ValueError: If a format is none of these.
    """
    from archlint.commands.pictures import FORMATS, draw_pictures
    from archlint.edge.files import FileReader

    unknown = sorted(set(formats).difference(FORMATS))
    if unknown:
        raise ValueError(f"unknown format '{unknown[0]}'; there are {' and '.join(FORMATS)}")
    return draw_pictures(model, FileReader(), formats)
