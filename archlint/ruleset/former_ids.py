"""Rules by the ids that they have and had: what names a former one still means the rule."""

from __future__ import annotations

from collections.abc import Iterable

from archlint.ruleset.text_patterns import glob_matcher
from archlint.ruleset.values import Rule
from archlint.text import suggestion


class RuleNames:
    """Finds rules by their present and former ids.

    Attributes:
        rules: The rules by their present id.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Keep the rules."""
        self.rules = {rule.id: rule for rule in rules}
        self._current = {
            name: rule.id for rule in self.rules.values() for name in (*rule.aliases, rule.id)
        }

    def current(self, name: str) -> str:
        """Return the present id of a rule; a name that no rule has or had is returned as it is."""
        return self._current.get(name, name)

    def all_of(self, rule: str) -> tuple[str, ...]:
        """Return every id that a rule has or had."""
        return (rule, *(self.rules[rule].aliases if rule in self.rules else ()))

    def matching(self, pattern: str) -> tuple[str, ...]:
        """Return the present ids of the rules that an id or a glob means."""
        if pattern in self._current:
            return (self._current[pattern],)
        matches = glob_matcher(pattern)
        return tuple(sorted({rule for name, rule in self._current.items() if matches(name)}))

    def suggestion(self, name: str) -> str:
        """Return `did you mean ...?` for the nearest present id, or an empty string."""
        return suggestion(name, self.rules)
