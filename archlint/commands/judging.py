"""A model held to rules: what `check`, `docs` and the public API have in common."""

from __future__ import annotations

from collections.abc import Sequence

from archlint.errors import ArchlintError
from archlint.graph import ArchitectureGraph
from archlint.ruleset import Report, Rule, check, select_rules


def chosen_rules(
    rules: Sequence[Rule], *, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Rule, ...]:
    """Return the rules that the words choose.

    Raises:
        ArchlintError: If a word means no rule, or if no rule is left: judging by nothing would
            look like a clean model.
    """
    if not rules:
        raise ArchlintError("there are no rules", hint="name some with --rules")
    chosen = select_rules(rules, select=select, ignore=ignore)
    if not chosen:
        raise ArchlintError("no rule is left", hint="select more rules, or ignore fewer")
    return chosen


def judge(graph: ArchitectureGraph, rules: Sequence[Rule]) -> Report:
    """Return what the rules say of a model.

    Raises:
        ArchlintError: If the model holds nothing that a rule could judge.
    """
    if not graph.model.nodes:
        raise ArchlintError(
            f"there is nothing to check: {graph.model.path} has no nodes",
            hint="write the first node under 'nodes:'",
        )
    return check(graph, rules)
