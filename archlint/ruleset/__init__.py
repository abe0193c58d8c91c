"""The rule language: reading rules, judging a model by them, proving their examples."""

from archlint.ruleset.engine import check
from archlint.ruleset.examples import ExampleResult, run_examples
from archlint.ruleset.rule_reader import check_aliases, read_rules
from archlint.ruleset.selecting import select_rules
from archlint.ruleset.values import (
    DeclaredRule,
    PythonRule,
    Report,
    Rule,
    RuleResult,
    Summary,
)

__all__ = [
    "DeclaredRule",
    "ExampleResult",
    "PythonRule",
    "Report",
    "Rule",
    "RuleResult",
    "Summary",
    "check",
    "check_aliases",
    "read_rules",
    "run_examples",
    "select_rules",
]
