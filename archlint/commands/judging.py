"""A model held to rules: what `check`, `docs` and the public API have in common."""

from __future__ import annotations

from collections.abc import Sequence

from archlint.architecture.environments import ALL
from archlint.architecture.reader import Models
from archlint.architecture.values import Model
from archlint.errors import ArchlintError
from archlint.graph import ArchitectureGraph
from archlint.ruleset import Report, Rule, check, select_rules
from archlint.ruleset.help import with_help
from archlint.text import listed, quote, suggestion


def chosen_rules(
    rules: Sequence[Rule], *, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Rule, ...]:
    """Return the rules that the words choose.

    Raises:
        ArchlintError: If a word means no rule, or if no rule is left: judging by nothing would
            look like a clean model.
    """
    known = [with_help(rule) for rule in rules]
    return at_least_one(select_rules(known, select=select, ignore=ignore))


def at_least_one(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return rules, of which there must be some.

    Raises:
        ArchlintError: If there is none.
    """
    if not rules:
        raise ArchlintError("no rule is left", hint="select more rules, or ignore fewer")
    return tuple(rules)


def chosen_models(models: Models, environment: str | None) -> tuple[Model, ...]:
    """Return the models that are asked for.

    Args:
        models: A model and its environments.
        environment: One of them, `all` for the model as it stands and every one, `None` for the
            model as it stands.

    Raises:
        ArchlintError: If there is no such environment.
    """
    if environment is None:
        return (models.base,)
    if environment == ALL:
        return (models.base, *models.environments.values())
    if environment not in models.environments:
        known = listed([quote(name) for name in models.names]) or "none"
        raise ArchlintError(
            f"{models.base.path} has no environment {quote(environment)}",
            hint=suggestion(environment, models.names) or f"it has {known}",
        )
    return (models.environments[environment],)


def one_model(models: Models, environment: str | None) -> Model:
    """Return the one model that is asked for: as it stands, or in an environment.

    Raises:
        ArchlintError: If there is no such environment, or every one is asked for.
    """
    if environment == ALL:
        raise ArchlintError("this is done for one environment at a time", hint="name one")
    return chosen_models(models, environment)[0]


def judge(graph: ArchitectureGraph, rules: Sequence[Rule], *, environment: str = "") -> Report:
    """Return what the rules say of a model.

    Args:
        graph: The model's graph.
        rules: The rules.
        environment: What the findings' ids name, where several environments are judged at once.

    Raises:
        ArchlintError: If the model holds nothing that a rule could judge.
    """
    if not graph.model.nodes:
        raise ArchlintError(
            f"there is nothing to check: {graph.model.path} has no nodes",
            hint="write the first node under 'nodes:'",
        )
    return check(graph, rules, environment=environment)
