"""Settings applied to rules: which are used, how severe each is, and where its page is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from archlint.config.values import Chosen, Ignored, Located, Settings, Severities
from archlint.finding import Severity
from archlint.ruleset.help import with_help
from archlint.ruleset.selecting import unknown_word, word_matcher
from archlint.ruleset.values import Rule
from archlint.source import Problems
from archlint.text import quote, suggestion


class IgnoredRule(NamedTuple):
    """A rule that would be used, were it not ignored, and the entry that leaves it out."""

    rule: Rule
    entry: Ignored

    @property
    def reason(self) -> str:
        """Why it is left out."""
        return self.entry.reason


@dataclass(frozen=True, slots=True)
class Applied:
    """What settings make of rules.

    Attributes:
        rules: The rules to use, with the severities that the settings give them.
        ignored: The rules that `ignore` leaves out of these, in the order of the rules.
    """

    rules: tuple[Rule, ...]
    ignored: tuple[IgnoredRule, ...]


def apply_settings(settings: Settings, rules: Sequence[Rule]) -> Applied:
    """Choose among rules and set their severities.

    Severities come first: a word such as `error` means what they make of the rules. Every rule that
    has a page gets its address. Then `packs`,
    `select` and the command line's narrowing choose, and `ignore` leaves out. A word counts as
    known when it means any rule at all, chosen or not.

    Raises:
        SourceError: With every word, pack, rule or tag that means no rule.
    """
    problems = Problems()
    _check_severities(settings.severities, rules, problems)
    template = settings.help_url.text if settings.help_url else ""
    rules = [with_help(_with_severity(rule, settings.severities), template) for rule in rules]
    chosen = _in_packs(settings.packs, rules, problems)
    for words in (settings.select, settings.narrowed):
        means = [_matcher(word.text, word, rules, problems) for word in words]
        chosen = [rule for rule in chosen if not means or any(test(rule) for test in means)]
    ignored = [(_matcher(e.word, e, rules, problems), e) for e in settings.ignore]
    problems.raise_if_any()
    left_out = {
        rule.id: IgnoredRule(rule, entry)
        for rule in chosen
        for test, entry in reversed(ignored)
        if test(rule)
    }
    kept = tuple(rule for rule in chosen if rule.id not in left_out)
    return Applied(kept, tuple(left_out.values()))


def _matcher(
    word: str, stated: Located | Ignored, rules: Sequence[Rule], problems: Problems
) -> Callable[[Rule], bool]:
    test = word_matcher(word)
    if not any(test(rule) for rule in rules):
        problems.extend([unknown_word(word, rules, stated.location)])
    return test


def _in_packs(
    packs: tuple[Located, ...] | None, rules: Sequence[Rule], problems: Problems
) -> list[Rule]:
    if packs is None:
        return list(rules)
    known = {rule.pack for rule in rules}
    for pack in packs:
        if pack.text not in known:
            _unknown("pack", pack.text, known, pack, problems)
    wanted = {pack.text for pack in packs}
    return [rule for rule in rules if rule.pack in wanted]


def _check_severities(severities: Severities, rules: Sequence[Rule], problems: Problems) -> None:
    known = {
        "rule": {rule.id for rule in rules},
        "tag": {tag for rule in rules for tag in rule.tags},
        "pack": {rule.pack for rule in rules},
    }
    tables = (severities.rules, severities.tags, severities.packs)
    for (what, names), table in zip(known.items(), tables, strict=True):
        for name, chosen in table.items():
            if name not in names:
                _unknown(what, name, names, chosen, problems)


def _unknown(
    what: str, name: str, known: set[str], stated: Located | Chosen, problems: Problems
) -> None:
    there = f"there are: {', '.join(sorted(known))}" if what == "pack" and known else ""
    look = there or "see 'archlint rules list'"
    step = " ".join(filter(None, (suggestion(name, known), look)))
    problems.add(f"{quote(name)} is no {what}", stated.location, step)


def _with_severity(rule: Rule, severities: Severities) -> Rule:
    chosen = chosen_severity(rule, severities)
    if chosen is None or chosen.severity is rule.severity:
        return rule
    return replace(rule, severity=chosen.severity)


def chosen_severity(rule: Rule, severities: Severities) -> Chosen | None:
    """Return the severity that settings give a rule, and where; `None` where they give none."""
    for names, table in (
        ((rule.id,), severities.rules),
        (rule.tags, severities.tags),
        ((rule.pack,), severities.packs),
    ):
        stated = [table[name] for name in names if name in table]
        if stated:
            return min(stated, key=lambda chosen: list(Severity).index(chosen.severity))
    return None
