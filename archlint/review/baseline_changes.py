"""What a change does to the baseline: what it accepts more, and less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from archlint.finding import Finding
from archlint.review.ids import RenamedIds
from archlint.review.rule_sides import RuleSide
from archlint.review.setting_changes import setting_change
from archlint.review.values import Fact, FieldChange, RuleChange, RuleEffect
from archlint.ruleset.former_ids import RuleNames
from archlint.source import Location

# Ids of findings and where a baseline names them, by model.
_Entries = Mapping[str, Mapping[str, Location]]


@dataclass(frozen=True, slots=True)
class BaselineEntries:
    """The entries of baselines that one side alone has.

    Attributes:
        removed: Those of the base, by model.
        added: Those of the head, by model.
    """

    removed: _Entries
    added: _Entries

    def newly_accepted(self) -> frozenset[str]:
        """Return what added entries accept, as `rule@subject`, in whatever environment."""
        return frozenset(
            "@".join(entry.split("@")[:2]) for entries in self.added.values() for entry in entries
        )


def baseline_entries(base: RuleSide, head: RuleSide, ids: RenamedIds) -> BaselineEntries:
    """Return what each side alone accepts; what merely follows a new id is on both.

    Args:
        base: What the base holds its models to.
        head: What the head holds its models to.
        ids: Gives the ids in the head of findings that name renamed parts.
    """
    names = RuleNames(head.rules.values())
    before, after = _entries(base, names), _entries(head, names)
    removed: dict[str, Mapping[str, Location]] = {}
    added: dict[str, Mapping[str, Location]] = {}
    for model in sorted(before.keys() | after.keys()):
        old, new = before.get(model, {}), after.get(model, {})
        follows = {entry: {entry, *ids.of_entry(entry)} for entry in old}
        kept = {entry for entries in follows.values() for entry in entries}
        removed[model] = {e: at for e, at in old.items() if not follows[e] & new.keys()}
        added[model] = {e: at for e, at in new.items() if e not in kept}
    return BaselineEntries(removed, added)


def baseline_changes(
    base: RuleSide, head: RuleSide, entries: BaselineEntries, hidden: Sequence[Finding]
) -> Iterator[RuleChange]:
    """Give what becomes of the baseline, if anything does.

    Args:
        base: What the base holds its models to.
        head: What the head holds its models to.
        entries: What each side alone accepts.
        hidden: The findings that the head's baseline accepts, and the base's did not.
    """
    fields = [*_file(base, head), *_fields(entries)]
    if not fields:
        return
    effect = RuleEffect.CHANGED
    if any(entries.added.values()):
        effect = RuleEffect.WEAKENED
    elif any(entries.removed.values()):
        effect = RuleEffect.STRENGTHENED
    found = tuple(sorted(hidden, key=lambda finding: finding.id))
    yield replace(setting_change("baseline", effect, *fields), hidden=found)


def _entries(side: RuleSide, names: RuleNames) -> dict[str, dict[str, Location]]:
    models = side.baseline.models if side.baseline else {}
    return {
        model: {_current(entry, names): at for entry, at in entries.items()}
        for model, entries in models.items()
    }


def _current(entry: str, names: RuleNames) -> str:
    rule, at, rest = entry.partition("@")
    return f"{names.current(rule)}{at}{rest}"


def _fields(entries: BaselineEntries) -> Iterator[FieldChange]:
    """Give the ids that each side alone has, for each model."""
    for model in sorted(entries.removed.keys() | entries.added.keys()):
        before, after = _ids(entries.removed.get(model)), _ids(entries.added.get(model))
        if before or after:
            yield FieldChange(f"entries.{model}", before, after)


def _ids(entries: Mapping[str, Location] | None) -> Fact | None:
    ids = sorted(entries or ())
    return Fact(ids, min(entries.values())) if entries else None


def _file(base: RuleSide, head: RuleSide) -> Iterator[FieldChange]:
    before, after = (
        side.fact(stated.text, stated.location) if stated else None
        for side in (base, head)
        for stated in (side.settings.baseline,)
    )
    if (before and before.value) != (after and after.value):
        yield FieldChange("file", before, after)
