"""What a change does to the settings of a project that choose no rules, such as `fail-on`."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.config.values import Located
from archlint.review.rule_fields import stronger
from archlint.review.rule_sides import RuleSide
from archlint.review.values import Fact, FieldChange, RuleChange, RuleEffect


def setting_changes(base: RuleSide, head: RuleSide) -> Iterator[RuleChange]:
    """Give what differs in what fails, what is checked, and by which archlint.

    What chooses among rules, or sets their severities and parameters, is told with the rules.
    """
    yield from _fail_on(base, head)
    for name in ("models", "required-version", "help-url"):
        before, after = _stated(base, name), _stated(head, name)
        if (before and before.value) != (after and after.value):
            leaves = name == "models" and head.leaves_model
            effect = RuleEffect.WEAKENED if leaves else RuleEffect.CHANGED
            yield setting_change(name, effect, FieldChange(name, before, after))


def setting_change(name: str, effect: RuleEffect, *fields: FieldChange) -> RuleChange:
    """Return a change of a setting that points at what differs first, where a side states it."""
    before = next((field.before.location for field in fields if field.before), None)
    after = next((field.after.location for field in fields if field.after), None)
    return RuleChange(name, "", effect, fields, before, after, is_setting=True)


def _fail_on(base: RuleSide, head: RuleSide) -> Iterator[RuleChange]:
    before, after = base.settings.fail_on, head.settings.fail_on
    if before is not after:
        sides = [
            side.fact(stated.severity.value, stated.location) if stated else None
            for side in (base, head)
            for stated in (side.settings.stated_fail_on,)
        ]
        # The weaker the severity that already fails, the more fails.
        effect = stronger(before.at_least(after))
        yield setting_change("fail-on", effect, FieldChange("fail-on", *sides))


def _stated(side: RuleSide, name: str) -> Fact | None:
    stated: tuple[Located, ...] | Located | None = getattr(side.settings, name.replace("-", "_"))
    if isinstance(stated, Located):
        return side.fact(stated.text, stated.location)
    if not stated:
        return None
    return side.fact(sorted(item.text for item in stated), stated[0].location)
