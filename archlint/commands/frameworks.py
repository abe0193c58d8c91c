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
from archlint.ruleset.frameworks import Framework, find_framework
from archlint.source import SourceError
from archlint.text import listed


def chosen_frameworks(
    names: Sequence[str], files: FileReader, extent: Extent
) -> tuple[Framework, ...]:
    """Return the frameworks of these names, each once, in their order; all of them without names.

    Raises:
        SourceError: If a framework cannot be read, or with every name that is none.
    """
    known = load_frameworks(files, extent)
    if not names:
        return known
    found = {name: find_framework(name, known) for name in names}
    ids = [framework.id for framework in known]
    problems = [unknown_framework(name, ids) for name, one in found.items() if one is None]
    if problems:
        raise SourceError(problems)
    return tuple(framework for framework in found.values() if framework is not None)


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
