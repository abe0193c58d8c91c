"""What a change does to the rules: which come and go, and which find or fail less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from archlint.finding import Finding
from archlint.review.baseline_changes import baseline_changes, baseline_entries
from archlint.review.ids import NO_PARTS, Parts, RenamedIds
from archlint.review.rule_fields import RulePair, Weighed, differences
from archlint.review.rule_sides import RuleSide
from archlint.review.setting_changes import setting_changes
from archlint.review.values import FieldChange, RuleChange, RuleEffect
from archlint.ruleset.values import Rule

_NONE_RENAMED: Mapping[str, str] = MappingProxyType({})


def compare_rules(
    base: RuleSide,
    head: RuleSide,
    *,
    hidden: Mapping[str, Sequence[Finding]],
    renamed: Mapping[str, str] = _NONE_RENAMED,
    parts: Parts = NO_PARTS,
) -> tuple[RuleChange, ...]:
    """Compare the rules of two sides, and the settings that decide what fails.

    A rule that neither side uses is not told of. One whose `applies_to`, `require` or parameters
    differ is weakened if `hidden` shows what it finds no more; else it is changed, which is not to
    say that it is as strong as before: it may miss what the model does not have today. A rule that
    hides findings though nothing of it differs is told, too: what it is read with, such as a type,
    has changed.

    Args:
        base: What the base holds its models to.
        head: What the head holds its models to.
        hidden: The violations of the head's model that the base's rules find, and the head's rules
            and settings do not report, by the id of the rule in the base.
        renamed: The new id of each renamed node, by its old one: a baseline that follows a rename
            accepts nothing new.
        parts: The same of connections, data assets and flows.

    Returns:
        The changes, what loosens first, then by rule.
    """
    entries = baseline_entries(base, head, RenamedIds(renamed, parts))
    accepted = entries.newly_accepted()
    changes: list[RuleChange] = []
    by_baseline: list[Finding] = []
    for before, after in _pairs(base, head):
        found = tuple(hidden.get(before.id, ())) if before else ()
        change = _compared(base, before, head, after)
        if change is None:
            by_baseline += [finding for finding in found if _named(finding) in accepted]
            found = tuple(finding for finding in found if _named(finding) not in accepted)
        if change is None and found and before is not None:
            change = _changed(before, after or before, RuleEffect.CHANGED)
        if change is not None:
            changes.append(_hiding(change, found))
    changes += setting_changes(base, head)
    changes += baseline_changes(base, head, entries, by_baseline)
    return tuple(sorted(changes, key=_order))


def _named(finding: Finding) -> str:
    return f"{finding.rule}@{finding.subject.id}"


def _order(change: RuleChange) -> tuple[bool, str, bool]:
    return not change.effect.loosens, change.rule, change.is_setting


def _pairs(base: RuleSide, head: RuleSide) -> Iterator[tuple[Rule | None, Rule | None]]:
    """Give each rule of both sides; one that has another id names the former as an alias."""
    former = {
        alias: rule
        for rule in head.rules.values()
        if rule.id not in base.rules
        for alias in rule.aliases
    }
    paired = set()
    for rule_id in sorted(base.rules):
        after = head.rules.get(rule_id) or former.get(rule_id)
        if after is not None:
            paired.add(after.id)
        yield base.rules[rule_id], after
    for rule_id in sorted(head.rules.keys() - paired):
        yield None, head.rules[rule_id]


def _compared(
    base: RuleSide, before: Rule | None, head: RuleSide, after: Rule | None
) -> RuleChange | None:
    was_used = before is not None and before.id in base.used
    is_used = after is not None and after.id in head.used
    if not was_used and not is_used:
        return None
    if before is None or after is None:
        return _came_or_went(before, after)
    differing = differences(RulePair(base, before, head, after))
    fields = tuple(weighed.field for weighed in differing)
    if not is_used:
        why = head.absence(after)
        cause = FieldChange(why.setting, base.stating(why.setting), why.fact)
        change = _changed(before, after, RuleEffect.DISABLED, (cause, *fields))
        return replace(change, reason=why.reason)
    if not was_used:
        why = base.absence(before)
        cause = FieldChange(why.setting, why.fact, head.stating(why.setting))
        return _changed(before, after, RuleEffect.ENABLED, (cause, *fields))
    return _changed(before, after, _effect(differing), fields) if differing else None


def _came_or_went(before: Rule | None, after: Rule | None) -> RuleChange | None:
    if after is not None:
        return RuleChange(after.id, after.title, RuleEffect.ADDED, after=after.location)
    if before is not None:
        return RuleChange(before.id, before.title, RuleEffect.REMOVED, before=before.location)
    return None


def _effect(differing: Sequence[Weighed]) -> RuleEffect:
    """Return what several differences do together: what cannot be weighed outweighs a gain."""
    effects = {weighed.effect for weighed in differing}
    for effect in (RuleEffect.WEAKENED, RuleEffect.CHANGED, RuleEffect.STRENGTHENED):
        if effect in effects:
            return effect
    return RuleEffect.CHANGED


def _changed(
    before: Rule, after: Rule, effect: RuleEffect, fields: tuple[FieldChange, ...] = ()
) -> RuleChange:
    """Return a change that points at what differs first, or else at the rule."""
    first = fields[0] if fields else FieldChange("", None, None)
    return RuleChange(
        rule=after.id,
        title=after.title,
        effect=effect,
        fields=fields,
        before=first.before.location if first.before else before.location,
        after=first.after.location if first.after else after.location,
    )


def _hiding(change: RuleChange, found: Sequence[Finding]) -> RuleChange:
    if not found:
        return change
    effect = change.effect if change.effect.loosens else RuleEffect.WEAKENED
    hidden = tuple(sorted(found, key=lambda finding: finding.id))
    return replace(change, effect=effect, hidden=hidden)
