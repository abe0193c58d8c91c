"""Baselines: findings that a system had when it began to be checked, and may keep for now."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from archlint.finding import Finding, Notice, Outcome, Severity
from archlint.ruleset.former_ids import RuleNames
from archlint.ruleset.values import Report, Rule
from archlint.source import Location
from archlint.text import quote

VERSION = 1
HEAD = "archlint-baseline"
_ACCEPTABLE = (Outcome.VIOLATED, Outcome.BASELINED)


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline file.

    Attributes:
        path: What messages call it.
        models: The ids of the findings of each model, with their places. A model is called by its
            path relative to the file's folder.
    """

    path: str
    models: Mapping[str, Mapping[str, Location]]


def apply_baseline(
    reports: Sequence[Report],
    baseline: Baseline,
    *,
    models: Mapping[str, str],
    rules: Iterable[Rule],
) -> tuple[Report, ...]:
    """Accept the violations that a baseline has.

    Those of mandatory rules stay violated. What the baseline has and this run no longer finds is
    told, if the run judged it.

    Args:
        reports: What a check found, of each model and environment.
        baseline: The baseline.
        models: What the baseline calls each model, by the path that reports have.
        rules: Every rule that there is.

    Returns:
        The reports; the notices stand in the first.
    """
    names = RuleNames(rules)
    accepted = {
        model: {_current(entry, names) for entry in entries}
        for model, entries in baseline.models.items()
    }
    made = [_applied(report, accepted.get(models[report.model.path], set())) for report in reports]
    notices = tuple(_notices(reports, baseline, models, names))
    if notices:
        made[0] = replace(made[0], notices=(*made[0].notices, *notices))
    return tuple(made)


def written_baseline(
    reports: Sequence[Report],
    old: Baseline,
    *,
    models: Mapping[str, str],
    rules: Iterable[Rule],
) -> dict[str, set[str]]:
    """Return the ids that a baseline has once every violation of a run is in it.

    What the run did not judge stays as it was.
    """
    names = RuleNames(rules)
    judged = _judged(reports, models)
    made = {
        model: {
            current
            for current in (_current(entry, names) for entry in entries)
            if model not in judged or not judged[model].covers(current)
        }
        for model, entries in old.models.items()
    }
    for report in reports:
        mandatory = _mandatory(report)
        ids = made.setdefault(models[report.model.path], set())
        ids.update(
            entry_of(finding, report)
            for finding in report.findings
            if finding.outcome in _ACCEPTABLE and finding.rule not in mandatory
        )
    return made


def updated_baseline(
    reports: Sequence[Report],
    old: Baseline,
    *,
    models: Mapping[str, str],
    rules: Iterable[Rule],
) -> dict[str, set[str]]:
    """Return the ids that a baseline has without those that a run no longer finds."""
    names, judged = RuleNames(rules), _judged(reports, models)
    return {
        model: {
            entry
            for entry in entries
            if model not in judged or judged[model].is_still_found(_current(entry, names))
        }
        for model, entries in old.models.items()
    }


def baseline_text(models: Mapping[str, Iterable[str]]) -> str:
    """Write a baseline: sorted, an id a line, so that a change of it can be reviewed."""
    parts = []
    for model in sorted(models):
        lines = ",\n".join(f"      {json.dumps(entry)}" for entry in sorted(set(models[model])))
        if lines:
            parts.append(f"    {json.dumps(model)}: [\n{lines}\n    ]")
    inner = "{\n" + ",\n".join(parts) + "\n  }" if parts else "{}"
    return f'{{\n  "{HEAD}": {VERSION},\n  "models": {inner}\n}}\n'


def entry_of(finding: Finding, report: Report) -> str:
    """Return how a baseline names a finding: with its environment, however many are judged."""
    environment = report.model.environment
    suffix = f"@{environment}" if environment else ""
    return f"{finding.rule}@{finding.subject.id}{suffix}"


@dataclass(frozen=True, slots=True)
class _Judged:
    """What a run says of the entries of one model.

    Attributes:
        rules: The rules that were judged.
        environments: The environments that were judged, empty for the model as it stands.
        found: The entries that are still found, accepted or not.
    """

    rules: frozenset[str]
    environments: frozenset[str]
    found: frozenset[str]

    def covers(self, entry: str) -> bool:
        """Tell whether the run judged what an entry names."""
        rule, _, rest = entry.partition("@")
        return rule in self.rules and rest.partition("@")[2] in self.environments

    def is_still_found(self, entry: str) -> bool:
        """Tell whether an entry is found, or may be: it was not looked for."""
        return entry in self.found or not self.covers(entry)


def _judged(reports: Sequence[Report], models: Mapping[str, str]) -> dict[str, _Judged]:
    by_model: dict[str, list[Report]] = {}
    for report in reports:
        by_model.setdefault(models[report.model.path], []).append(report)
    return {
        model: _Judged(
            frozenset(result.rule.id for report in own for result in report.results),
            frozenset(report.model.environment for report in own),
            frozenset(entry_of(f, report) for report in own for f in report.findings),
        )
        for model, own in by_model.items()
    }


def _applied(report: Report, accepted: set[str]) -> Report:
    mandatory = _mandatory(report)
    findings = []
    moved: Counter[str] = Counter()
    for finding in report.findings:
        entry = entry_of(finding, report)
        acceptable = finding.outcome is Outcome.VIOLATED and finding.rule not in mandatory
        if acceptable and entry in accepted:
            moved[finding.rule] += 1
            finding = replace(finding, outcome=Outcome.BASELINED)  # noqa: PLW2901
        findings.append(finding)
    results = tuple(
        replace(
            result,
            violated=result.violated - moved[result.rule.id],
            baselined=result.baselined + moved[result.rule.id],
        )
        for result in report.results
    )
    return replace(report, findings=tuple(findings), results=results)


def _notices(
    reports: Sequence[Report], baseline: Baseline, models: Mapping[str, str], names: RuleNames
) -> Iterator[Notice]:
    judged = _judged(reports, models)
    for model, entries in baseline.models.items():
        for entry, location in entries.items() if model in judged else ():
            current = _current(entry, names)
            rule = names.rules.get(current.partition("@")[0])
            if not judged[model].is_still_found(current):
                yield _vanished(entry, location)
            elif rule is not None and rule.mandatory and judged[model].covers(current):
                yield _powerless(entry, rule.id, location)


def _vanished(entry: str, location: Location) -> Notice:
    return Notice(
        "vanished-baseline-entry",
        Severity.NOTE,
        f"{quote(entry)} is in the baseline, and no longer found",
        location,
        "--update-baseline removes it",
    )


def _powerless(entry: str, rule: str, location: Location) -> Notice:
    return Notice(
        "mandatory-baseline-entry",
        Severity.WARNING,
        f"{quote(entry)} is in the baseline without effect: {quote(rule)} is mandatory",
        location,
        "mend what the rule finds, and remove the entry",
    )


def _current(entry: str, names: RuleNames) -> str:
    rule, at, rest = entry.partition("@")
    return f"{names.current(rule)}{at}{rest}"


def _mandatory(report: Report) -> set[str]:
    return {result.rule.id for result in report.results if result.rule.mandatory}
