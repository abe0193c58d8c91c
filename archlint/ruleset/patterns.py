"""Read the patterns of a rule: conditions on nodes, connections, data, values, the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.fields import CONNECTION_FIELDS, DATA_FIELDS
from archlint.architecture.tree import Entry, Sequence, Tree, describe
from archlint.architecture.tree import Mapping as TreeMapping
from archlint.architecture.types import PropertySpec
from archlint.ruleset.conditions import (
    All,
    AnyOf,
    Assets,
    Condition,
    Crosses,
    End,
    Has,
    Inherited,
    Linked,
    Not,
    Placed,
    Quantifier,
    Reached,
    Words,
)
from archlint.ruleset.open_types import asks_by_type
from archlint.ruleset.property_patterns import PropertyReader
from archlint.ruleset.relations import Relation, read_relation
from archlint.ruleset.scopes import Scope
from archlint.ruleset.spread import read_spread
from archlint.ruleset.type_sets import TypeSets
from archlint.ruleset.value_patterns import TestReader
from archlint.ruleset.word_patterns import WordReader
from archlint.source import Problems
from archlint.text import listed, suggestion, visible

_COMBINATORS = ("all", "any", "not")
_NODE_KEYS = (
    *_COMBINATORS,
    *("type", "kind", "id", "name", "tags", "within", "contains", "connects_to"),
    *("connected_from", "reaches", "reached_from", "spread_over", "stores"),
)
_EDGE_KINDS = ("traffic", "uses", "reference")


class PatternReader:
    """Turns the YAML of patterns into conditions, reporting everything that cannot be meant."""

    def __init__(self, catalogue: Catalogue, problems: Problems) -> None:
        """Keep the catalogue to hold names against, and where to report."""
        self.catalogue = catalogue
        self.problems = problems
        self.sets = TypeSets(catalogue)
        self._words = WordReader(catalogue, self.sets, problems)
        self._properties = {strict: self._property_reader(strict) for strict in (True, False)}

    def _property_reader(self, strict: bool) -> PropertyReader:
        def referenced(tree: Tree) -> Condition:
            return self.node(tree, self.anything(strict=strict))

        tests = TestReader(self.problems, referenced, self.data)
        return PropertyReader(self.catalogue, self.sets, tests, _NODE_KEYS, self.problems)

    def anything(self, *, strict: bool) -> Scope:
        """Return the scope of a pattern of which nothing is known yet."""
        return Scope(self.sets.everything, named=False, strict=strict)

    def narrowed(self, scope: Scope, condition: Condition) -> Scope:
        """Narrow a scope to the types of which a condition may hold."""
        types = scope.types & self.sets.of(condition)
        return Scope(types, scope.named or types != scope.types, scope.strict)

    def node(self, tree: Tree, scope: Scope) -> Condition:
        """Read a pattern on a node."""
        if not isinstance(tree, TreeMapping):
            return self._not_a_pattern(tree, "a node")
        narrowing = [
            self._words.words(entry) if entry.key == "type" else self._words.kinds(entry)
            for entry in tree
            if entry.key in ("type", "kind")
        ]
        inner = scope
        for words in narrowing:
            types = scope.types & self.sets.of(words)
            inner = Scope(inner.types & types, named=True, strict=scope.strict)
        inner = self._narrowed_by_all(tree, inner)
        parts: list[Condition] = list(narrowing)
        parts += [
            self._node_part(entry, inner) for entry in tree if entry.key not in ("type", "kind")
        ]
        return parts[0] if len(parts) == 1 else All(tuple(parts), tree.location)

    def _narrowed_by_all(self, tree: TreeMapping, scope: Scope) -> Scope:
        """Let the types named inside `all` narrow what stands beside it, and each other."""
        inside = tree.get("all")
        if isinstance(inside, Sequence):
            for item in inside.items:
                if isinstance(item, TreeMapping) and set(item.entries) <= {"type", "kind"}:
                    quiet = PatternReader(self.catalogue, Problems())
                    condition = quiet.node(item, quiet.anything(strict=False))
                    scope = Scope(scope.types & self.sets.of(condition), True, scope.strict)
        return scope

    def _node_part(self, entry: Entry, scope: Scope) -> Condition:
        key, tree, at = entry.key, entry.value, entry.key_location
        if key in _COMBINATORS:
            return self._combined(entry, lambda item: self.node(item, scope))
        if key in ("id", "name", "tags"):
            return self._words.words(entry)
        if key == "stores":
            relation = self._relation(tree, Quantifier.SOME, self.data)
            return Assets(key, relation.quantifier, relation.where, relation.bounds, at)
        if key == "spread_over":
            return read_spread(tree, at, self.sets, self.problems)
        if key in ("within", "contains"):
            default = Quantifier.EVERY if key == "within" else Quantifier.SOME
            relation = self._relation(tree, default, self._related(scope))
            return Placed(
                key == "contains",
                _levels(relation.where),
                relation.quantifier,
                relation.where,
                relation.bounds,
                self._by_type(relation.where),
                at,
            )
        if key in ("connects_to", "connected_from"):
            relation = self._relation(tree, Quantifier.SOME, self._related(scope), ("by",))
            return Linked(
                key == "connects_to",
                relation.quantifier,
                relation.where,
                relation.bounds,
                self._by_type(relation.where),
                self._by(relation),
                at,
            )
        if key in ("reaches", "reached_from"):
            return self._path(entry, scope)
        return self._properties[scope.strict].read(entry, scope)

    def _related(self, scope: Scope) -> Callable[[Tree], Condition]:
        return lambda tree: self.node(tree, self.anything(strict=scope.strict))

    def _path(self, entry: Entry, scope: Scope) -> Condition:
        related = self._related(scope)
        relation = self._relation(
            entry.value, Quantifier.SOME, related, ("by", "avoiding", "through")
        )
        between = {
            key: related(relation.siblings[key])
            for key in ("avoiding", "through")
            if key in relation.siblings
        }
        avoiding, through = between.get("avoiding"), between.get("through")
        return Reached(
            entry.key == "reaches",
            relation.quantifier,
            relation.where,
            relation.bounds,
            self._by_type(relation.where),
            self._by(relation),
            avoiding,
            self._by_type(avoiding),
            through,
            self._by_type(through),
            entry.key_location,
        )

    def _by_type(self, pattern: Condition | None) -> bool:
        return pattern is not None and asks_by_type(pattern, self.catalogue.types.values())

    def _by(self, relation: Relation) -> Condition | None:
        tree = relation.siblings.get("by")
        return None if tree is None else self.edge(tree)

    def _relation(
        self,
        tree: Tree,
        default: Quantifier,
        pattern: Callable[[Tree], Condition],
        siblings: tuple[str, ...] = (),
    ) -> Relation:
        return read_relation(tree, default, pattern, siblings, self.problems)

    # Connections and edges

    def connection(self, tree: Tree, *, strict: bool) -> Condition:
        """Read a pattern on a connection."""

        def part(entry: Entry) -> Condition:
            at = entry.key_location
            if entry.key in ("from", "to"):
                where = self.node(entry.value, self.anything(strict=strict))
                return End(entry.key == "from", where, at)
            if entry.key == "crosses":
                relation = self._relation(
                    entry.value,
                    Quantifier.SOME,
                    lambda item: self.node(item, self.anything(strict=strict)),
                )
                return Crosses(relation.quantifier, relation.where, relation.bounds, at)
            return self._connection_field(entry, ("from", "to", "crosses"), _EDGE_KINDS[:2])

        return self._mapping(
            tree, "a connection", part, lambda item: self.connection(item, strict=strict)
        )

    def edge(self, tree: Tree) -> Condition:
        """Read a pattern on an edge of a path or a relation."""

        def part(entry: Entry) -> Condition:
            if entry.key == "property":
                return self._words.words(entry)
            if entry.key == "inherited":
                return Inherited(self._words.flag(entry), entry.key_location)
            return self._connection_field(entry, ("property", "inherited"), _EDGE_KINDS)

        return self._mapping(tree, "an edge", part, self.edge)

    def _connection_field(
        self, entry: Entry, also: tuple[str, ...], kinds: tuple[str, ...]
    ) -> Condition:
        at = entry.key_location
        if entry.key == "carries":
            relation = self._relation(entry.value, Quantifier.SOME, self.data)
            return Assets("carries", relation.quantifier, relation.where, relation.bounds, at)
        if entry.key == "id":
            return self._words.words(entry)
        if entry.key == "kind":
            texts = self._words.texts(entry.value, "kind")
            for text in texts:
                if text not in kinds:
                    hint = f"write {listed(list(kinds), last='or')}"
                    self.problems.add(f"unknown kind of edge '{text}'", entry.value.location, hint)
            return Words("kind", texts, at)
        path = tuple(entry.key.split("."))
        return self._field(entry, path, CONNECTION_FIELDS, also)

    def _field(
        self,
        entry: Entry,
        path: tuple[str, ...],
        fields: Mapping[str, PropertySpec],
        also: tuple[str, ...] = (),
    ) -> Condition:
        spec = fields.get(path[0])
        if spec is None:
            known = (*_COMBINATORS, *fields, *also)
            self.problems.add(
                f"unknown condition '{visible(entry.key)}'",
                entry.key_location,
                suggestion(path[0], known) or f"write one of: {', '.join(known)}",
            )
            return All((), entry.key_location)
        return self._properties[True].tested(entry, path, [spec])

    # Data assets and the model

    def data(self, tree: Tree) -> Condition:
        """Read a pattern on a data asset."""

        def part(entry: Entry) -> Condition:
            if entry.key in ("id", "tags"):
                return self._words.words(entry)
            return self._field(entry, (entry.key,), DATA_FIELDS, ("id",))

        return self._mapping(tree, "a data asset", part, self.data)

    def model(self, tree: Tree, *, strict: bool) -> Condition:
        """Read a pattern on the model."""

        def part(entry: Entry) -> Condition:
            if entry.key == "has":
                relation = self._relation(
                    entry.value,
                    Quantifier.SOME,
                    lambda item: self.node(item, self.anything(strict=strict)),
                )
                where, by_type = relation.where, self._by_type(relation.where)
                at = entry.key_location
                return Has(relation.quantifier, where, relation.bounds, by_type, at)
            known = (*_COMBINATORS, "has")
            self.problems.add(
                f"unknown condition '{visible(entry.key)}' on the model",
                entry.key_location,
                suggestion(entry.key, known) or "ask what it has: 'has: {type: ...}'",
            )
            return All((), entry.key_location)

        return self._mapping(tree, "the model", part, lambda item: self.model(item, strict=strict))

    # What they share

    def _mapping(
        self,
        tree: Tree,
        what: str,
        part: Callable[[Entry], Condition],
        again: Callable[[Tree], Condition],
    ) -> Condition:
        if not isinstance(tree, TreeMapping):
            return self._not_a_pattern(tree, what)
        parts = tuple(
            self._combined(entry, again) if entry.key in _COMBINATORS else part(entry)
            for entry in tree
        )
        return parts[0] if len(parts) == 1 else All(parts, tree.location)

    def _combined(self, entry: Entry, again: Callable[[Tree], Condition]) -> Condition:
        if entry.key == "not":
            return Not(again(entry.value), entry.key_location)
        if not isinstance(entry.value, Sequence) or not entry.value.items:
            self.problems.add(
                f"'{entry.key}' needs a list of patterns, found {describe(entry.value)}",
                entry.value.location,
                f"write '{entry.key}: [{{...}}, {{...}}]'",
            )
            return All((), entry.key_location)
        parts = tuple(again(item) for item in entry.value.items)
        combine = All if entry.key == "all" else AnyOf
        return combine(parts, entry.key_location)

    def _not_a_pattern(self, tree: Tree, what: str) -> Condition:
        self.problems.add(
            f"expected a pattern on {what}, found {describe(tree)}",
            tree.location,
            "write '{condition: value}'; '{}' holds of anything",
        )
        return All((), tree.location)


def _levels(where: Condition) -> tuple[Words, ...]:
    """Return the types and kinds that a pattern names of what it asks of all candidates."""
    if isinstance(where, All):
        return tuple(words for part in where.parts for words in _levels(part))
    return (where,) if isinstance(where, Words) and where.field in ("type", "kind") else ()
