"""The examples of a rule, as its file states them."""

from __future__ import annotations

import re

from archlint.architecture.shape import Fields, unknown_key
from archlint.architecture.tree import Entry, Mapping, Sequence, Tree, describe
from archlint.finding import Outcome
from archlint.ruleset.values import Example
from archlint.source import Problems
from archlint.text import quote, suggestion

EXPECTED = {
    "pass": Outcome.SATISFIED,
    "fail": Outcome.VIOLATED,
    "unknown": Outcome.UNKNOWN,
}
_TODO = "todo"
_NEXT_KEY = re.compile(r"^[^\s#]", re.MULTILINE)


def without_examples(text: str) -> str:
    """Return the text of a rule without its examples, where they come last.

    Judging a model needs none, and they are more than half of what there is to read.
    """
    head, found, rest = text.partition("\nexamples:\n")
    return f"{head}\n" if found and _NEXT_KEY.search(rest) is None else text


def read_examples(tree: Tree | None, problems: Problems) -> tuple[Example, ...]:
    """Read the examples of a rule, sorted into those that pass, fail, and are left open.

    Those under `todo` say themselves what is expected, and why the rule does not say so yet.
    """
    if tree is None:
        return ()
    if not isinstance(tree, Mapping):
        problems.add(
            f"'examples' must be a mapping, found {describe(tree)}",
            tree.location,
            "write 'pass:' and 'fail:' under it, each with a list of models",
        )
        return ()
    examples: list[Example] = []
    for entry in tree:
        if entry.key not in (*EXPECTED, _TODO):
            known = (*EXPECTED, _TODO)
            unknown_key("'examples'", entry.key, entry.key_location, known, problems)
        elif not isinstance(entry.value, Sequence):
            problems.add(
                f"'{entry.key}' needs a list of models, found {describe(entry.value)}",
                entry.value.location,
                "write '- nodes: {...}'",
            )
        elif entry.key == _TODO:
            read = (_todo(item, problems) for item in entry.value.items)
            examples.extend(example for example in read if example is not None)
        else:
            examples.extend(
                read_example(EXPECTED[entry.key], item, problems) for item in entry.value.items
            )
    return tuple(examples)


def read_example(expected: Outcome, tree: Tree, problems: Problems) -> Example:
    """Read one example: a model, and perhaps `because`, what the rule must tell of it."""
    if not isinstance(tree, Mapping) or "because" not in tree.entries:
        return Example(expected, tree, tree.location)
    because = Fields(tree, problems).texts("because")
    return Example(expected, _without(tree, "because"), tree.location, because)


def _todo(tree: Tree, problems: Problems) -> Example | None:
    if not isinstance(tree, Mapping):
        problems.add(
            f"a 'todo' example must be a mapping, found {describe(tree)}",
            tree.location,
            "write 'expect:', 'why:' and the model's 'nodes:'",
        )
        return None
    fields = Fields(tree, problems)
    for key, step in (("expect", "pass, fail or unknown"), ("why", "why it is not so yet")):
        if not fields.text(key).strip():
            problems.add(f"a 'todo' example needs '{key}'", tree.location, f"add '{key}:', {step}")
    word = fields.text("expect", "pass")
    if word not in EXPECTED:
        problems.add(
            f"{quote(word)} is nothing to expect",
            fields.at("expect"),
            suggestion(word, EXPECTED) or f"write one of: {', '.join(EXPECTED)}",
        )
        return None
    why = " ".join(fields.text("why").split())
    example = read_example(EXPECTED[word], _without(tree, "expect", "why"), problems)
    return Example(example.expected, example.tree, tree.location, example.because, why)


def _without(tree: Mapping, *keys: str) -> Mapping:
    kept: dict[str, Entry] = {key: e for key, e in tree.entries.items() if key not in keys}
    return Mapping(kept, tree.location)
