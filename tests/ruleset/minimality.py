"""What in an example is of no use: taken away, the rule says the same of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.reader import build_example
from archlint.errors import ArchlintError
from archlint.graph import ArchitectureGraph
from archlint.ruleset import DeclaredRule, Rule, check
from archlint.ruleset.example_judging import BuiltExample, told
from archlint.ruleset.values import Example

from .mutation import kills
from .trees import Path, Plain, at, named, places, plain, planted, replaced, without


def superfluous(
    rule: Rule, built: BuiltExample, mutants: list[DeclaredRule], catalogue: Catalogue
) -> Iterator[str]:
    """Say what can be taken from an example with nobody noticing.

    Something is of use if the rule tells something else without it (of other subjects, with another
    outcome, message or fact), if the model is not valid without it, or if a mutant of the rule
    that the example kills would judge it otherwise: what shows that nothing else is wrong, or what
    the rule leaves out, matters to those alone.

    A rule in Python has no mutants, and tells no facts of what it is satisfied with: of what its
    examples state of a thing nobody can tell whether it is of use, only of whole things.

    Args:
        rule: The rule.
        built: The example.
        mutants: The mutants of the rule.
        catalogue: The types that nodes may have.
    """
    whole = _said(rule, built)
    example = built.example
    killed: list[DeclaredRule] | None = None
    for name, tree in removals(plain(example.tree)):
        if not isinstance(rule, DeclaredRule) and len(name.split(".")) > 2:
            continue
        less = _built(example, tree, catalogue)
        if less is None or _said(rule, less) != whole:
            continue
        if killed is None:
            killed = [mutant for mutant in mutants if kills(mutant, built)]
        if all(_judged(mutant, less) == _judged(mutant, built) for mutant in killed):
            yield name


def removals(model: Plain) -> Iterator[tuple[str, Plain]]:
    """Take one thing at a time out of a model: an entry, an item, the boundary around nodes."""
    for path, value in places(model):
        if len(path) < 2 or _says_what_it_is(path):
            continue
        yield f"remove {named(path)}", without(model, path)
        if path[-2] == "nodes" and isinstance(value, dict) and "nodes" in value:
            around = at(model, path[:-1])
            lifted = {key: item for key, item in around.items() if key != path[-1]}
            yield (
                f"lift what is in {named(path)} out of it",
                replaced(model, path[:-1], {**lifted, **value["nodes"]}),
            )


def _says_what_it_is(path: Path) -> bool:
    """Tell whether a path is that of a node's type or a connection's kind.

    Without its type there is no node; without its kind, a connection is said to be traffic, which
    readers would learn although rules may not care.
    """
    if path[0] == "connections":
        return path[-1] == "kind"
    return path[-1] == "type" and path[-3:-2] == ("nodes",)


def _built(example: Example, tree: Plain, catalogue: Catalogue) -> BuiltExample | None:
    try:
        model = build_example(planted(tree), example.location.path, catalogue)
    except ArchlintError:
        return None
    return BuiltExample(example, ArchitectureGraph(model))


def _judged(rule: Rule, built: BuiltExample) -> Any:
    try:
        (result,) = check(built.graph, [rule]).results
        return result.satisfied, result.violated, result.unknown
    except ArchlintError as error:
        return str(error)


def _said(rule: Rule, built: BuiltExample) -> Any:
    try:
        report = check(built.graph, [rule])
        return sorted(
            (f.id, f.outcome, f.message, tuple(fact.message for fact in f.evidence))
            for f in told(report)
        )
    except ArchlintError as error:
        return str(error)
