"""What rules claim to be evidence for, held to the frameworks' own lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archlint.ruleset.frameworks import Framework
from archlint.ruleset.values import DeclaredRule, Rule
from archlint.source import Location, Problem, Problems
from archlint.text import quote, suggestion


def check_claims(
    rules: Iterable[Rule], frameworks: Sequence[Framework], problems: Problems
) -> None:
    """Refuse controls that no framework lists, and those that no rule can be evidence for.

    Args:
        rules: The rules whose `controls` are looked at.
        frameworks: All frameworks.
        problems: Takes what is wrong, at its place in the rule's file.
    """
    known = {framework.id: framework for framework in frameworks}
    for rule in rules:
        for name, ids in rule.controls.items():
            framework = known.get(name)
            if framework is None:
                problems.extend([unknown_framework(name, known, _place(rule, name))])
                continue
            for control in ids:
                _check_claim(control, framework, _place(rule, name, control), problems)


def unknown_framework(name: str, known: Iterable[str], location: Location | None = None) -> Problem:
    """Say that there is no framework of that name, with the nearest that there is."""
    names = sorted(known)
    there = f"there are: {', '.join(names)}" if names else "there is none"
    return Problem(f"{quote(name)} is no framework", location, suggestion(name, names) or there)


def _check_claim(
    control: str, framework: Framework, location: Location, problems: Problems
) -> None:
    listing = framework.controls.get(control)
    if listing is None:
        near = suggestion(control, framework.controls)
        problems.add(
            f"{quote(control)} is no control of {quote(framework.id)} as {framework.location.path} "
            "lists it",
            location,
            near or "name one of its controls, or list it in a framework of your own",
        )
    elif listing.not_expressible:
        problems.add(
            f"the control {quote(control)} of {quote(framework.id)} cannot be expressed in a "
            f"model, as {listing.location} says",
            location,
            "leave it out here, or take 'not_expressible' away there",
        )


def _place(rule: Rule, framework: str, control: str = "") -> Location:
    if isinstance(rule, DeclaredRule):
        return rule.control_locations.get((framework, control), rule.location)
    return rule.location
