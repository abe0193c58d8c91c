"""What is accepted of what was found: by the waivers of models, and by a baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from archlint.edge.baselines import load_baseline, names_in_baseline, save_baseline
from archlint.edge.files import FileReader, shown
from archlint.errors import ArchlintError
from archlint.ruleset import Report, Rule
from archlint.ruleset.baseline import (
    apply_baseline,
    baseline_text,
    updated_baseline,
    written_baseline,
)
from archlint.ruleset.baseline_reader import read_baseline
from archlint.ruleset.waiving import apply_waivers
from archlint.text import plural


class AcceptingOptions(Protocol):
    """What the command line says of what is accepted; see `CheckOptions`."""

    @property
    def waivers(self) -> bool:
        """Whether waivers hold."""

    @property
    def strict(self) -> bool:
        """Whether unknowns fail, so that they can be waived."""

    @property
    def write_baseline(self) -> bool:
        """Whether to write every violation into the baseline."""

    @property
    def update_baseline(self) -> bool:
        """Whether to remove from the baseline what is no longer found."""


@dataclass(frozen=True, slots=True)
class BaselineChange:
    """A baseline that is to be written.

    Attributes:
        path: Where to.
        models: The ids of the findings of each model.
        remark: What to say of it.
    """

    path: str
    models: Mapping[str, set[str]]
    remark: str

    def refuse_reports(self, files: Sequence[str | None]) -> None:
        """Refuse to write a report to the same place.

        Raises:
            ArchlintError: If one of these files is the baseline.
        """
        for file in files:
            if file is not None and Path(file).resolve() == Path(self.path).resolve():
                raise ArchlintError(
                    f"a report and the baseline are to be written to '{shown(file)}'",
                    hint="name a file for each",
                )

    def write(self) -> None:
        """Write it.

        Raises:
            ArchlintError: If it cannot be written.
        """
        save_baseline(self.path, self.models)


@dataclass(frozen=True, slots=True)
class Accepted:
    """Reports with what is accepted, and the baseline that is to be written, if one is."""

    reports: tuple[Report, ...]
    change: BaselineChange | None = None


def check_baseline_options(path: str | None, options: AcceptingOptions) -> None:
    """Refuse to change a baseline that nothing names.

    Raises:
        ArchlintError: If there is none to change.
    """
    for asked, option in (
        (options.write_baseline, "--write-baseline"),
        (options.update_baseline, "--update-baseline"),
    ):
        if asked and path is None:
            raise ArchlintError(
                f"{option} needs a baseline",
                hint=f"name it: --baseline archlint-baseline.json {option}, or as 'baseline' in "
                "the configuration",
            )


def accepted_by(
    reports: Sequence[Report],
    rules: Sequence[Rule],
    *,
    waivers: bool,
    today: date,
    baseline: str | None,
    files: FileReader,
    unknown: bool = False,
) -> tuple[Report, ...]:
    """Apply waivers, then a baseline that is there.

    Args:
        reports: What was found.
        rules: Every rule that there is, judged or not.
        waivers: Whether waivers hold.
        today: The day that they expire by.
        baseline: The baseline's file, if there is one.
        files: What reads, and remembers for messages.
        unknown: Whether unknowns can be waived, since they fail.

    Raises:
        SourceError: If the baseline is not there or is none.
    """
    found = tuple(reports)
    if waivers:
        found = apply_waivers(found, rules=rules, today=today, unknown=unknown)
    if baseline is None:
        return found
    known = load_baseline(files, baseline, may_be_missing=False)
    models = names_in_baseline(baseline, {report.model.path for report in found})
    return apply_baseline(found, known, models=models, rules=rules)


def accept(
    reports: Sequence[Report],
    rules: Sequence[Rule],
    options: AcceptingOptions,
    *,
    today: date,
    baseline: str | None,
    files: FileReader,
) -> Accepted:
    """Apply waivers, then the baseline.

    Args:
        reports: What was found.
        rules: Every rule that there is, judged or not.
        options: What the command line says.
        today: The day that waivers expire by.
        baseline: The baseline's file, if there is one.
        files: What reads, and remembers for messages.

    Raises:
        SourceError: If the baseline is not there or is none.
    """
    found = tuple(reports)
    if options.waivers:
        found = apply_waivers(found, rules=rules, today=today, unknown=options.strict)
    if baseline is None:
        return Accepted(found)
    known = load_baseline(files, baseline, may_be_missing=options.write_baseline)
    models = names_in_baseline(baseline, {report.model.path for report in found})
    change = None
    if options.write_baseline:
        ids = written_baseline(found, known, models=models, rules=rules)
        count = sum(map(len, ids.values()))
        remark = f"wrote {plural(count, 'finding')} to {shown(baseline)}"
        change = BaselineChange(baseline, ids, remark)
    elif options.update_baseline:
        ids = updated_baseline(found, known, models=models, rules=rules)
        count = sum(map(len, known.models.values())) - sum(map(len, ids.values()))
        remark = f"removed {plural(count, 'finding')} from {shown(baseline)}"
        change = BaselineChange(baseline, ids, remark)
    if change is not None:
        known = read_baseline(baseline_text(change.models), shown(baseline))
    return Accepted(apply_baseline(found, known, models=models, rules=rules), change)
