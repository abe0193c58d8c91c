"""Rule files to rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from types import MappingProxyType

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.ids import check_id, is_id
from archlint.architecture.parsing import parse
from archlint.architecture.shape import Fields, Shape
from archlint.architecture.tree import Entry, Mapping, Scalar, Sequence, Tree, describe
from archlint.finding import Severity
from archlint.ruleset.conditions import All, Condition
from archlint.ruleset.example_reader import read_examples
from archlint.ruleset.help import SHIPPED
from archlint.ruleset.parameters import NONE_GIVEN, Given, Parameters, given_to
from archlint.ruleset.patterns import PatternReader
from archlint.ruleset.values import DeclaredRule, Rule, Selection
from archlint.source import Location, Problems, SourceError
from archlint.text import quote, suggestion

_ADDRESS = re.compile(r"https?://[!-~]+\Z")
_RULE = Shape(
    "a rule",
    required=("id", "title", "severity", "applies_to", "require", "why", "fix"),
    optional=(
        "parameters",
        "limits",
        "tags",
        "sources",
        "controls",
        "mandatory",
        "aliases",
        "help",
        "examples",
    ),
)


def read_rules(
    files: Iterable[tuple[str, str, str]], catalogue: Catalogue, given: Given = NONE_GIVEN
) -> tuple[DeclaredRule, ...]:
    """Read rule files, one rule each.

    Args:
        files: Triples of pack, path and text.
        catalogue: The types, kinds and properties that rules may name.
        given: What the project sets of their parameters.

    Returns:
        The rules, by id.

    Raises:
        SourceError: With every problem of every file.
    """
    problems = Problems()
    rules: dict[str, DeclaredRule] = {}
    for pack, path, text in sorted(files):
        try:
            rule = _read_rule(parse(text, path, problems), pack, catalogue, given, problems)
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
    check_aliases(rules.values(), problems)
    problems.raise_if_any()
    return tuple(rules[rule_id] for rule_id in sorted(rules))


def check_aliases(rules: Iterable[Rule], problems: Problems) -> None:
    """Refuse a former id that another rule bears or bore: which is meant would be a guess."""
    known = sorted(rules, key=lambda rule: rule.id)
    owners = {rule.id: rule for rule in known}
    for rule in known:
        for alias in rule.aliases:
            owner = owners.setdefault(alias, rule)
            if owner is not rule:
                problems.add(
                    f"the rule '{rule.id}' has the alias '{alias}', which is the rule "
                    f"'{owner.id}'" + ("" if owner.id == alias else " under a former id"),
                    rule.location,
                    "remove the alias from one of them",
                )


def _read_rule(
    tree: Tree, pack: str, catalogue: Catalogue, given: Given, problems: Problems
) -> DeclaredRule | None:
    if isinstance(tree, Mapping) and "framework" in tree.entries and "id" not in tree.entries:
        problems.add(
            "this is a framework of controls where a rule should be",
            tree.location,
            "put the file into a folder called frameworks",
        )
        return None
    fields = _RULE.read(tree, problems)
    if fields is None:
        return None
    reader = PatternReader(catalogue, problems)
    aliases = _aliases(fields, problems)
    own = given_to(given, fields.text("id"), aliases)
    parameters = Parameters(fields.text("id"), fields.get("parameters"), own, problems)
    applies_to, required = (_applied(fields, k, parameters) for k in ("applies_to", "require"))
    parameters.refuse_unused()
    if parameters.broken:
        return None
    selection = _selection(applies_to, reader, problems)
    require = _requirement(required, selection, reader)
    location = fields.at("id")
    check_id(fields.text("id"), location, problems)
    return DeclaredRule(
        id=fields.text("id"),
        pack=pack,
        title=parameters.told(fields.text("title")),
        severity=_severity(fields, problems),
        selection=selection,
        require=require,
        why=_prose(parameters.told(fields.text("why"))),
        fix=_prose(parameters.told(fields.text("fix"))),
        limits=_prose(parameters.told(fields.text("limits"))),
        tags=fields.texts("tags"),
        sources=fields.texts("sources"),
        controls=_controls(fields.get("controls"), problems),
        control_locations=_control_locations(fields.get("controls")),
        mandatory=fields.flag("mandatory"),
        aliases=aliases,
        parameters=parameters.declared,
        help=_help(fields, problems),
        examples=read_examples(fields.get("examples"), problems),
        location=location,
        # Of those that ship there is one version in a run: their trees need not be kept.
        written=None if location.path.startswith(SHIPPED) else fields.tree,
    )


def _applied(fields: Fields, key: str, parameters: Parameters) -> Tree:
    tree = fields.get(key)
    return Mapping({}, fields.tree.location) if tree is None else parameters.applied(tree)


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


def _selection(tree: Tree, reader: PatternReader, problems: Problems) -> Selection:
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


def _requirement(tree: Tree, selection: Selection, reader: PatternReader) -> Condition:
    if selection.subject == "connection":
        return reader.connection(tree, strict=True)
    if selection.subject == "model":
        return reader.model(tree, strict=True)
    scope = reader.anything(strict=True)
    return reader.node(tree, reader.narrowed(scope, selection.where))


def _controls(tree: Tree | None, problems: Problems) -> AbstractMapping[str, tuple[str, ...]]:
    if tree is None:
        return MappingProxyType({})
    if not isinstance(tree, Mapping):
        problems.add(
            f"'controls' must be a mapping, found {describe(tree)}",
            tree.location,
            "write lists of ids by framework, such as {aws-fsbp: [RDS.46]}",
        )
        return MappingProxyType({})
    fields = Fields(tree, problems)
    found = {}
    for framework in sorted(tree.entries):
        ids = [item.text for item in fields.scalars(framework)]
        for control in sorted({control for control in ids if ids.count(control) > 1}):
            problems.add(
                f"the control {quote(control)} stands twice under {quote(framework)}",
                fields.at(framework),
                "remove one of them",
            )
        found[framework] = tuple(dict.fromkeys(ids))
    return MappingProxyType(found)


def _control_locations(tree: Tree | None) -> AbstractMapping[tuple[str, str], Location]:
    """Find where each control is named, and under an empty id where its framework is."""
    found: dict[tuple[str, str], Location] = {}
    for entry in tree if isinstance(tree, Mapping) else ():
        found[entry.key, ""] = entry.key_location
        items = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
        for item in items:
            if isinstance(item, Scalar):
                found.setdefault((entry.key, item.text), item.location)
    return MappingProxyType(found)


def _aliases(fields: Fields, problems: Problems) -> tuple[str, ...]:
    aliases = fields.scalars("aliases")
    for alias in aliases:
        if not is_id(alias.text):
            check_id(alias.text, alias.location, problems)
        elif alias.text == fields.text("id"):
            problems.add(
                "a rule's alias is its own id", alias.location, "name the ids that it had before"
            )
    return tuple(dict.fromkeys(alias.text for alias in aliases))


def _help(fields: Fields, problems: Problems) -> str:
    address = fields.text("help")
    if address and not _ADDRESS.match(address):
        problems.add(
            f"{quote(address)} is no address of a page",
            fields.at("help"),
            "write one that begins with https://, without blanks",
        )
    return address
