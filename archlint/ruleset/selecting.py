"""Choose among rules by the words that people give."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archlint.errors import ArchlintError
from archlint.ruleset.text_patterns import glob_matcher
from archlint.ruleset.values import Rule
from archlint.text import suggestion


def select_rules(
    rules: Sequence[Rule], *, select: Sequence[str], ignore: Sequence[str]
) -> tuple[Rule, ...]:
    """Choose rules by id, tag, pack or severity; globs match ids.

    Args:
        rules: All rules.
        select: Words of the rules to keep; none keeps all.
        ignore: Words of the rules to leave out.

    Raises:
        ArchlintError: If a word means no rule: a misspelt one must not pass silently.
    """
    wanted = [_means(word, rules) for word in select]
    left_out = [_means(word, rules) for word in ignore]
    return tuple(
        rule
        for rule in rules
        if (not wanted or any(means(rule) for means in wanted))
        and not any(means(rule) for means in left_out)
    )


def _means(word: str, rules: Sequence[Rule]) -> Callable[[Rule], bool]:
    matches = glob_matcher(word)

    def means(rule: Rule) -> bool:
        return matches(rule.id) or word in (*rule.tags, rule.pack, rule.severity.value)

    if not any(means(rule) for rule in rules):
        known = {w for r in rules for w in (r.id, *r.tags, r.pack, r.severity.value)}
        raise ArchlintError(
            f"'{word}' is no rule, tag, pack or severity",
            hint=suggestion(word, known) or "see 'archlint rules list'",
        )
    return means
