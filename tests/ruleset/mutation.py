"""Which small mistakes in the shipped rules would their own examples notice?

    python -m tests.ruleset.mutation             # the kill rate of each pack, and the survivors
    python -m tests.ruleset.mutation rds-multi-az

A mutant is a rule with one mistake in it. It is killed when one of the rule's examples is no longer
judged as expected, for the reason that it gives (`because`). What is not counted: mutants that no
rule can be read from, since loading refuses them; those that mean the same as the rule, or as
another mutant, once both are brought into one form (`all` of one pattern is that pattern, the order
in `all` and `any` does not matter, `not` twice is nothing, `by: {}` asks nothing of the edges).
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.parsing import parse
from archlint.architecture.tree import Mapping
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.edge.loading import load_catalogue
from archlint.edge.sources import Extent
from archlint.errors import ArchlintError
from archlint.ruleset import DeclaredRule, read_rules
from archlint.ruleset.conditions import All, AnyOf, Both, Not, NotTest
from archlint.ruleset.example_judging import BuiltExample, build_rule_example, prove
from archlint.ruleset.parameters import Parameters
from archlint.source import Problems, SourceError

from .mutants import Mutation, Mutator
from .trees import NOWHERE, Plain, plain, written

EXPLAINED = Path(__file__).with_name("surviving-mutants.yaml")
ALTERNATIVES = 12


@dataclass(frozen=True)
class Subject:
    """A rule to mutate.

    Attributes:
        rule: The rule as it is.
        parts: What it applies to and what it requires, as plain values.
        examples: Its examples, ready to be judged; known gaps are left out.
    """

    rule: DeclaredRule
    parts: Plain
    examples: tuple[BuiltExample, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of the mutants of a rule.

    Attributes:
        rule: The rule.
        killed: The names of the mutants that an example noticed.
        survived: The names of those that none did.
    """

    rule: DeclaredRule
    killed: tuple[str, ...]
    survived: tuple[str, ...]


def subjects(catalogue: Catalogue) -> Iterator[Subject]:
    """Read the shipped rules."""
    for pack, path, text in bundled().rule_files(FileReader()):
        (rule,) = read_rules([(pack, path, text)], catalogue)
        examples = tuple(
            build_rule_example(example, 1, catalogue)
            for example in rule.examples
            if not example.todo
        )
        yield Subject(rule, parts_of(rule.id, text), examples)


def parts_of(rule_id: str, text: str) -> Plain:
    """Return what a rule applies to and what it requires, its parameters at their defaults.

    So a mistake in a default is one in the value that stands in its place.
    """
    tree, problems = parse(text, "a.yaml"), Problems()
    assert isinstance(tree, Mapping)
    entries = tree.entries
    declared = entries["parameters"].value if "parameters" in entries else None
    parameters = Parameters(rule_id, declared, {}, problems)
    parts = {key: parameters.applied(entries[key].value) for key in ("applies_to", "require")}
    problems.raise_if_any()
    return {key: plain(part) for key, part in parts.items()}


def mutants(
    subject: Subject, mutator: Mutator, catalogue: Catalogue
) -> Iterator[tuple[str, DeclaredRule]]:
    """Make every mutant of a rule that can be read, means something else, and is not there yet."""
    known = {_meaning(subject.rule)}
    for mutation in mutator.mutations(subject.parts):
        mutant = _read(subject, mutation, catalogue)
        if mutant is not None and (meaning := _meaning(mutant)) not in known:
            known.add(meaning)
            yield mutation.name, mutant


def _read(subject: Subject, mutation: Mutation, catalogue: Catalogue) -> DeclaredRule | None:
    rule = subject.rule
    head = {
        "id": rule.id,
        "title": rule.title,
        "severity": rule.severity.value,
        "why": rule.why,
        "fix": rule.fix,
    }
    for tree in mutation.trees[:ALTERNATIVES]:
        text = "\n".join(f"{key}: {json.dumps(value)}" for key, value in head.items())
        text += "".join(f"\n{key}: {written(value)}" for key, value in tree.items())
        try:
            return read_rules([(rule.pack, rule.location.path, text)], catalogue)[0]
        except SourceError:
            continue
    return None


def kills(mutant: DeclaredRule, built: BuiltExample) -> bool:
    """Tell whether an example notices a mutant."""
    try:
        return bool(prove(mutant, built).message)
    except ArchlintError:
        return True


def outcome_of(subject: Subject, mutator: Mutator, catalogue: Catalogue) -> Outcome:
    """Hold every mutant of a rule against its examples."""
    killed, survived = [], []
    for name, mutant in mutants(subject, mutator, catalogue):
        noticed = any(kills(mutant, built) for built in subject.examples)
        (killed if noticed else survived).append(name)
    return Outcome(subject.rule, tuple(killed), tuple(survived))


# What a rule means, in one form


def _meaning(rule: DeclaredRule) -> Any:
    return rule.selection.subject, _form(rule.selection.where), _form(rule.require)


def _form(value: Any) -> Any:
    match value:
        case All() | AnyOf() | Both():
            parts = value.tests if isinstance(value, Both) else value.parts
            return _joined(type(value).__name__, [_form(part) for part in parts])
        case Not(part=inner) | NotTest(test=inner):
            form = _form(inner)
            name = type(value).__name__
            return form[1] if isinstance(form, tuple) and form[:1] == (name,) else (name, form)
        case tuple():
            return tuple(_form(item) for item in value)
    if dataclasses.is_dataclass(value):
        stated = {
            field.name: _form(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.name not in ("location", "accepts")
        }
        if stated.get("by") == _form(All((), NOWHERE)):
            stated["by"] = _form(None)
        return type(value).__name__, tuple(stated.items())
    return type(value).__name__, value


def _joined(name: str, forms: Sequence[Any]) -> Any:
    flat: list[Any] = []
    for form in forms:
        flat += form[1] if form[0] == name else [form]
    different = sorted(set(flat), key=repr)
    return different[0] if len(different) == 1 else (name, tuple(different))


# The table


def explained() -> dict[tuple[str, str], str]:
    """Return the reason for each survivor that has one, by rule and mutation."""
    listed = yaml.safe_load(EXPLAINED.read_text(encoding="utf-8")) or []
    return {(item["rule"], item["mutation"]): item["reason"] for item in listed}


def rate(outcomes: Iterable[Outcome]) -> tuple[int, int]:
    """Return how many mutants were killed, and how many there were."""
    counted = list(outcomes)
    killed = sum(len(outcome.killed) for outcome in counted)
    return killed, killed + sum(len(outcome.survived) for outcome in counted)


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Give a line for each survivor, then the kill rate of each pack and of all."""
    reasons = explained()
    for outcome in outcomes:
        for name in outcome.survived:
            reason = reasons.get((outcome.rule.id, name), "NOT EXPLAINED")
            yield f"survives: {outcome.rule.id}: {name} ({reason})"
    packs = sorted({outcome.rule.pack for outcome in outcomes})
    for pack in (*packs, "all"):
        own = [outcome for outcome in outcomes if pack in (outcome.rule.pack, "all")]
        killed, made = rate(own)
        yield (
            f"{pack:<10} {len(own):>4} rules {made:>6} mutants {killed:>6} killed "
            f"{made - killed:>5} survive {killed / made:>7.1%}"
        )


def main(words: Sequence[str]) -> int:
    """Print the table for the rules that are named, or for all."""
    catalogue = load_catalogue(FileReader(), Extent())
    mutator = Mutator(catalogue)
    chosen = [item for item in subjects(catalogue) if not words or item.rule.id in words]
    if not chosen:
        print(f"no rule is called {' or '.join(words)}")  # noqa: T201
        return 1
    for line in table([outcome_of(item, mutator, catalogue) for item in chosen]):
        print(line)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
