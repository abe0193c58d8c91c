"""Choose among rules by the words that people give."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archlint.errors import ArchlintError
from archlint.ruleset.text_patterns import glob_matcher
from archlint.ruleset.values import Rule
from archlint.source import Location, Problem
from archlint.text import quote, suggestion


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
    wanted = [_known(word, rules) for word in select]
    left_out = [_known(word, rules) for word in ignore]
    return tuple(
        rule
        for rule in rules
        if (not wanted or any(means(rule) for means in wanted))
        and not any(means(rule) for means in left_out)
    )


def word_matcher(word: str) -> Callable[[Rule], bool]:
    """Return whether a word means a rule: by its id (a glob), a tag, its pack or its severity."""
    matches = glob_matcher(word)
    return lambda rule: matches(rule.id) or word in (*rule.tags, rule.pack, rule.severity.value)


def unknown_word(word: str, rules: Sequence[Rule], location: Location | None = None) -> Problem:
    """Say that a word means none of the rules, with the nearest word that does."""
    known = {w for r in rules for w in (r.id, *r.tags, r.pack, r.severity.value)}
    return Problem(
        f"{quote(word)} is no rule, tag, pack or severity",
        location,
        suggestion(word, known) or "see 'archlint rules list'",
    )


def _known(word: str, rules: Sequence[Rule]) -> Callable[[Rule], bool]:
    means = word_matcher(word)
    if not any(means(rule) for rule in rules):
        problem = unknown_word(word, rules)
        raise ArchlintError(problem.message, hint=problem.hint)
    return means
