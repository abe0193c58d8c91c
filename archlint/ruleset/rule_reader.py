"""Rule files to rules."""

from __future__ import annotations

from collections.abc import Iterable

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.ids import check_id
from archlint.architecture.parsing import parse
from archlint.architecture.shape import Fields, Shape, unknown_key
from archlint.architecture.tree import Entry, Mapping, Scalar, Sequence, Tree, describe
from archlint.finding import Outcome, Severity
from archlint.ruleset.conditions import All, Condition
from archlint.ruleset.patterns import PatternReader
from archlint.ruleset.values import DeclaredRule, Example, Selection
from archlint.source import Problems, SourceError
from archlint.text import suggestion

_RULE = Shape(
    "a rule",
    required=("id", "title", "severity", "applies_to", "require", "why", "fix"),
    optional=("limits", "tags", "sources", "examples"),
)
_EXPECTED = {
    "pass": Outcome.SATISFIED,
    "fail": Outcome.VIOLATED,
    "unknown": Outcome.UNKNOWN,
}


def read_rules(
    files: Iterable[tuple[str, str, str]], catalogue: Catalogue
) -> tuple[DeclaredRule, ...]:
    """Read rule files, one rule each.

    Args:
        files: Triples of pack, path and text.
        catalogue: The types, kinds and properties that rules may name.

    Returns:
        The rules, by id.

    Raises:
        SourceError: With every problem of every file.
    """
    problems = Problems()
    rules: dict[str, DeclaredRule] = {}
    for pack, path, text in sorted(files):
        try:
            rule = _read_rule(parse(text, path, problems), pack, catalogue, problems)
        except SourceError as error:
            problems.extend(error.problems)
            continue
        if rule is None:
            continue
        first = rules.setdefault(rule.id, rule)
        if first is not rule:
            problems.add(
                f"the rule '{rule.id}' is defined twice: here and at {first.location}",
                rule.location,
                "give one of them another id",
            )
    problems.raise_if_any()
    return tuple(rules[rule_id] for rule_id in sorted(rules))


def _read_rule(
    tree: Tree, pack: str, catalogue: Catalogue, problems: Problems
) -> DeclaredRule | None:
    fields = _RULE.read(tree, problems)
    if fields is None:
        return None
    reader = PatternReader(catalogue, problems)
    selection = _selection(fields, reader, problems)
    require = _requirement(fields, selection, reader)
    location = fields.at("id")
    check_id(fields.text("id"), location, problems)
    return DeclaredRule(
        id=fields.text("id"),
        pack=pack,
        title=fields.text("title"),
        severity=_severity(fields, problems),
        selection=selection,
        require=require,
        why=_prose(fields.text("why")),
        fix=_prose(fields.text("fix")),
        limits=_prose(fields.text("limits")),
        tags=fields.texts("tags"),
        sources=fields.texts("sources"),
        examples=_examples(fields.get("examples"), problems),
        location=location,
    )


def _prose(text: str) -> str:
    return " ".join(text.split())


def _severity(fields: Fields, problems: Problems) -> Severity:
    text = fields.text("severity", "error")
    words = [severity.value for severity in Severity]
    if text not in words:
        problems.add(
            f"unknown severity '{text}'",
            fields.at("severity"),
            suggestion(text, words) or f"write one of: {', '.join(words)}",
        )
        return Severity.ERROR
    return Severity(text)


def _selection(fields: Fields, reader: PatternReader, problems: Problems) -> Selection:
    tree = fields.get("applies_to")
    if tree is None:
        return Selection("node", All((), fields.tree.location))
    if isinstance(tree, Mapping):
        for subject in ("connection", "model"):
            entry = tree.entries.get(subject)
            if entry is None:
                continue
            for other in tree:
                if other is not entry:
                    problems.add(
                        f"'{other.key}' cannot stand beside '{subject}'",
                        other.key_location,
                        f"put it into the pattern after '{subject}:'",
                    )
            if subject == "connection":
                return Selection(subject, reader.connection(entry.value, strict=False))
            return Selection(subject, _model_selection(entry, reader))
    return Selection("node", reader.node(tree, reader.anything(strict=False)))


def _model_selection(entry: Entry, reader: PatternReader) -> Condition:
    if isinstance(entry.value, Scalar) and entry.value.value is True:
        return All((), entry.value.location)
    return reader.model(entry.value, strict=False)


def _requirement(fields: Fields, selection: Selection, reader: PatternReader) -> Condition:
    tree = fields.get("require")
    if tree is None:
        return All((), fields.tree.location)
    if selection.subject == "connection":
        return reader.connection(tree, strict=True)
    if selection.subject == "model":
        return reader.model(tree, strict=True)
    scope = reader.anything(strict=True)
    return reader.node(tree, reader.narrowed(scope, selection.where))


def _examples(tree: Tree | None, problems: Problems) -> tuple[Example, ...]:
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
        expected = _EXPECTED.get(entry.key)
        if expected is None:
            unknown_key("'examples'", entry.key, entry.key_location, tuple(_EXPECTED), problems)
        elif not isinstance(entry.value, Sequence):
            problems.add(
                f"'{entry.key}' needs a list of models, found {describe(entry.value)}",
                entry.value.location,
                "write '- nodes: {...}'",
            )
        else:
            examples.extend(Example(expected, item, item.location) for item in entry.value.items)
    return tuple(examples)
