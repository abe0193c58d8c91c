"""The frameworks that a command line names, and the rules that speak of them."""

from __future__ import annotations

from collections.abc import Sequence

from archlint.edge.files import FileReader
from archlint.edge.loading import load_frameworks
from archlint.edge.sources import Extent
from archlint.errors import ArchlintError
from archlint.ruleset import Rule
from archlint.ruleset.claims import unknown_framework
from archlint.ruleset.compliance import carries
from archlint.ruleset.frameworks import Framework, named_frameworks
from archlint.source import Problem, SourceError
from archlint.text import listed, quote, quoted_list, suggestion


def chosen_frameworks(
    names: Sequence[str], files: FileReader, extent: Extent
) -> tuple[Framework, ...]:
    """Return the frameworks of these names, each once, in their order; all of them without names.

    Raises:
        SourceError: If a framework cannot be read, or with every name that means none, or several.
    """
    known = load_frameworks(files, extent)
    if not names:
        return known
    found = {name: named_frameworks(name.casefold(), known) for name in names}
    problems = [_unclear(name, meant, known) for name, meant in found.items() if len(meant) != 1]
    if problems:
        raise SourceError(problems)
    return tuple({one.id: one for meant in found.values() for one in meant}.values())


def _unclear(name: str, meant: Sequence[Framework], known: Sequence[Framework]) -> Problem:
    ids = [framework.id for framework in known]
    if meant:
        several = quoted_list((framework.id for framework in meant), last="or")
        return Problem(f"{quote(name)} is more than one framework", None, f"name {several}")
    short = [framework_id.partition("-")[0] for framework_id in ids]
    near = suggestion(name, [*ids, *(word for word in short if short.count(word) == 1)])
    problem = unknown_framework(name, ids)
    return Problem(problem.message, None, near or problem.hint)


def rules_of(rules: Sequence[Rule], frameworks: Sequence[Framework]) -> tuple[Rule, ...]:
    """Return the rules that are evidence for a control of the frameworks.

    Raises:
        ArchlintError: If there is none: judging by nothing would look like a clean model.
    """
    kept = tuple(rule for rule in rules if carries(rule, frameworks))
    if not kept:
        names = listed([framework.id for framework in frameworks], last="or")
        raise ArchlintError(
            f"no rule that is left is evidence for a control of {names}",
            hint="select more rules, ignore fewer, or name another framework",
        )
    return kept
