"""What one side of a change holds a model to, and where it says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from archlint.architecture.tree import Mapping as MappingTree
from archlint.architecture.tree import Tree
from archlint.config.applying import Applied, chosen_severity
from archlint.config.values import Located, Settings
from archlint.finding import Severity
from archlint.review.values import Fact
from archlint.ruleset.baseline import Baseline
from archlint.ruleset.parameters import given_to
from archlint.ruleset.selecting import word_matcher
from archlint.ruleset.values import DeclaredRule, Rule
from archlint.source import Location


@dataclass(frozen=True, slots=True)
class RuleSide:
    """What one side holds its models to.

    Attributes:
        rules: Every rule that is there, used or not, by id; with the parameters that the settings
            give it, and the severity of its file.
        applied: What the settings make of these rules.
        settings: The settings.
        baseline: What is accepted for now; `None` where there is no baseline.
        leaves_model: Whether the model of the other side lies here as well, and is not checked.
    """

    rules: Mapping[str, Rule]
    applied: Applied
    settings: Settings
    baseline: Baseline | None = None
    leaves_model: bool = False

    @property
    def used(self) -> frozenset[str]:
        """The ids of the rules in use."""
        return frozenset(rule.id for rule in self.applied.rules)

    def fact(self, value: Any, location: Location | None) -> Fact:
        """Return what the settings say; what the command line says stands at their file."""
        return Fact(value, location or Location(self.settings.path, 1, 1))

    def severity(self, rule: Rule) -> Fact:
        """Return how severe a rule is here, and what says so."""
        chosen = chosen_severity(rule, self.settings.severities)
        if chosen is not None:
            return self.fact(chosen.severity.value, chosen.location)
        return Fact(rule.severity.value, place_in(rule, "severity"))

    def parameter(self, rule: Rule, name: str) -> Fact | None:
        """Return the value of a parameter here, and what says so."""
        value = next((p.value for p in rule.parameters if p.name == name), None)
        if value is None:
            return None
        given = given_to(self.settings.parameters, rule.id, rule.aliases)
        place = given[name][1] if name in given else place_in(rule, "parameters", name, "default")
        return Fact(value, place)

    def absence(self, rule: Rule) -> Absence:
        """Return why a rule that is there is not used."""
        settings = self.settings
        for left_out in self.applied.ignored:
            if left_out.rule.id == rule.id:
                entry = left_out.entry
                return Absence("ignore", self.fact(entry.word, entry.location), entry.reason)
        if settings.packs is not None and rule.pack not in {p.text for p in settings.packs}:
            return Absence("packs", self._words(settings.packs))
        return Absence("select", self._words(self._not_selecting(rule)))

    def stating(self, setting: str) -> Fact | None:
        """Return what the settings say under `packs` or `select`, if they do."""
        words = {"packs": self.settings.packs, "select": self.settings.select}.get(setting)
        return self._words(words) if words else None

    def _not_selecting(self, rule: Rule) -> Sequence[Located]:
        """Return the words that do not select a rule: of the settings, or of the command line."""
        select = self.settings.select
        rule = replace(rule, severity=Severity(self.severity(rule).value))
        selects = not select or any(word_matcher(word.text)(rule) for word in select)
        return self.settings.narrowed if selects else select

    def _words(self, words: Sequence[Located]) -> Fact:
        place = words[0].location if words else None
        return self.fact(sorted(word.text for word in words), place)


class Absence(NamedTuple):
    """Why a rule that is there is not used.

    Attributes:
        setting: The setting that leaves it out: `ignore`, `packs`, `select`.
        fact: What the setting says.
        reason: Why, where the setting says so.
    """

    setting: str
    fact: Fact
    reason: str = ""


def place_in(rule: Rule, *keys: str) -> Location:
    """Return where the file of a rule states something; where the rule stands, if it does not."""
    tree: Tree | None = rule.written if isinstance(rule, DeclaredRule) else None
    for key in keys:
        tree = tree.get(key) if isinstance(tree, MappingTree) else None
    return rule.location if tree is None else tree.location
