"""The rule language once more: slow, naive, written from its description and not from the code.

Models and rules are plain data, as YAML has them. Every question is answered by going through
everything there is, for one node at a time. Nothing is remembered, nothing is searched in bulk.

Where the description leaves a choice, the choice that was made is marked with "Chosen".
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace
from ipaddress import ip_network
from itertools import product
from typing import Any

import yaml

QUANTIFIERS = ("some", "every", "none", "count")
BOUNDS = ("gte", "gt", "lte", "lt")
OPERATORS = (
    *(*BOUNDS, *QUANTIFIERS, "not", "matches", "glob"),
    *("includes", "exists", "absent", "stated"),
)
UNSTATED = object()

# --- Kleene's logic: the order is false < unknown < true ------------------------------------------

_RANK = {False: 0, None: 1, True: 2}


def all_of(answers):
    return min(answers, key=_RANK.get, default=True)


def any_of(answers):
    return max(answers, key=_RANK.get, default=False)


def opposite(answer):
    return None if answer is None else not answer


def quantify(quantifier, candidates, bounds=None):
    """Judge a list of pairs: is it a candidate, and does it pass."""
    if quantifier == "some":
        return any_of([all_of([member, passes]) for member, passes in candidates])
    if quantifier == "none":
        return all_of([opposite(all_of([member, passes])) for member, passes in candidates])
    if quantifier == "every":
        return all_of([any_of([opposite(member), passes]) for member, passes in candidates])
    both = [all_of([member, passes]) for member, passes in candidates]
    return between(bounds, both.count(True), both.count(True) + both.count(None))


def between(bounds, least, most):
    """Judge a number that is known to lie from `least` to `most`, one bound after the other."""
    answers = []
    for key, limit in bounds.items():
        if key in BOUNDS:
            at_ends = {inside({key: limit}, least), inside({key: limit}, most)}
            answers.append(at_ends.pop() if len(at_ends) == 1 else None)
    return all_of(answers)


def inside(bounds, number):
    return (
        number >= bounds.get("gte", number)
        and number <= bounds.get("lte", number)
        and ("gt" not in bounds or number > bounds["gt"])
        and ("lt" not in bounds or number < bounds["lt"])
    )


def globs(patterns, words):
    return any(_glob(pattern).fullmatch(word) for pattern in as_list(patterns) for word in words)


def _glob(pattern):
    parts = {"*": ".*", "?": "."}
    return re.compile("".join(parts.get(c, re.escape(c)) for c in pattern), re.DOTALL)


def as_list(value):
    return value if isinstance(value, list) else [value]


# --- The catalogue --------------------------------------------------------------------------------

TEXT = {"type": "string"}
DATA = {"type": "data"}
FREE = {"type": "free"}
NODE_FIELDS = {
    **dict.fromkeys(("name", "description", "group", "owner"), TEXT),
    **{key: {"type": "list", "of": TEXT} for key in ("responsibilities", "tags")},
    "labels": {"type": "mapping"},
    "meta": FREE,
}
CONNECTION_FIELDS = {
    **dict.fromkeys(("label", "description"), TEXT),
    "protocol": {"type": "string", "ignore_case": True},
    "port": {"type": "port"},
    "encrypted": {"type": "boolean"},
    "meta": FREE,
}
DATA_FIELDS = {
    **dict.fromkeys(("name", "description"), TEXT),
    "classification": {
        "type": "string",
        "enum": ["public", "internal", "confidential", "restricted"],
        "ordered": True,
    },
}


@dataclass
class Type:
    id: str
    kinds: list[str]
    properties: dict[str, Any] = field(default_factory=dict)
    lives_in: list[str] = field(default_factory=list)
    curated: bool = True
    holds_data: bool = False


class Types:
    """The shipped catalogue, and the few classes of the icon index that the tests use."""

    def __init__(self, texts, from_index):
        trees = [yaml.safe_load(text) for text in texts]
        kinds = {}
        for tree in trees:
            kinds.update(tree.pop("kinds", {}))
        self.types = {}
        for name, entry in [pair for tree in trees for pair in tree.items()]:
            found = self.types[name] = Type(name, entry.get("kinds", []))
            found.lives_in = as_list(entry.get("lives_in", []))
            found.holds_data = any(kinds[kind].get("holds_data") for kind in found.kinds)
            for kind in found.kinds:
                found.properties.update(kinds[kind].get("properties", {}))
            found.properties.update(entry.get("properties", {}))
            for path, reference in entry.get("references", {}).items():
                _add_reference(found.properties, path.split("."), reference)
        for name, its_kinds in from_index.items():
            found = self.types[name] = Type(name, its_kinds, curated=False)
            found.holds_data = any(kinds[kind].get("holds_data") for kind in its_kinds)
            for kind in its_kinds:
                found.properties.update(kinds[kind].get("properties", {}))

    def levels(self, type_id):
        """Every type of boundary that may be around a type, by `lives_in` followed outwards."""
        found = set()
        for name in self.types[type_id].lives_in:
            for other in self.types.values():
                if other.curated and name in (other.id, *other.kinds) and other.id not in found:
                    found |= {other.id} | self.levels(other.id)
        return found


def _add_reference(properties, path, reference):
    spec = {"type": "reference", "or_cidr": reference.get("or_cidr", False)}
    if reference.get("many"):
        spec = {"type": "list", "of": spec}
    if len(path) == 1:
        properties[path[0]] = spec
    else:  # the catalogue has them in lists of mappings only
        holder, key = path
        mapping = properties[holder]["of"]
        inner = {**mapping.get("properties", {}), key: spec}
        properties[holder] = {"type": "list", "of": {**mapping, "properties": inner}}


# --- A model --------------------------------------------------------------------------------------


@dataclass
class Edge:
    key: str
    source: str
    target: str
    kind: str
    property: str = ""
    fields: dict[str, Any] | None = None
    inherited: bool = False
    drawn: tuple = ()


class World:
    """A model, and the answers to conditions on it."""

    def __init__(self, model, types):
        self.nodes = model.get("nodes", {})
        self.data = model.get("data", {})
        self.types = types
        self.open = [types.types[name] for name in model.get("open", [])]
        self.edges = [
            *(edge for drawn in model.get("connections", []) for edge in self._drawn(drawn)),
            *(edge for node in self.nodes for edge in self._references(node)),
        ]

    def type_of(self, node):
        return self.types.types[self.nodes[node]["type"]]

    def parents(self, node):
        return as_list(self.nodes[node].get("in", []))

    def ancestors(self, node):
        found = set()
        for parent in self.parents(node):
            found |= {parent} | self.ancestors(parent)
        return found

    def descendants(self, node):
        return {other for other in self.nodes if node in self.ancestors(other)}

    def is_boundary(self, node):
        return "boundary" in self.type_of(node).kinds or bool(self.descendants(node))

    def _drawn(self, drawn):
        source, target = drawn["from"], drawn["to"]
        key = f"{source}->{target}" + (f"#{drawn['id']}" if drawn.get("id") else "")
        fields = {name: value for name, value in drawn.items() if name not in ("from", "to")}
        kind = drawn.get("kind") or "traffic"
        if not self.is_boundary(source) and not self.is_boundary(target):
            yield Edge(key, source, target, kind, fields=fields)
            return
        ends = self._components(source), self._components(target)
        if ends == ([source], [target]):
            # Chosen: a boundary in which nothing stands is an end of its own.
            yield Edge(key, source, target, kind, fields=fields)
            return
        for one, other in product(*ends):
            if one != other:
                name = f"{one}->{other}#{key}"
                drawn = (source, target)
                yield Edge(name, one, other, kind, "", fields, inherited=True, drawn=drawn)

    def _components(self, end):
        if not self.is_boundary(end):
            return [end]
        return [n for n in self.descendants(end) if not self.is_boundary(n)] or [end]

    def _references(self, node):
        for name, spec in self.type_of(node).properties.items():
            for path, target in self._references_in(
                name, spec, self.nodes[node].get(name, UNSTATED)
            ):
                yield Edge(f"{node}->{target}#{path}", node, target, "reference", path)

    def _references_in(self, path, spec, value):
        if value is UNSTATED or value is None:
            return
        if spec["type"] == "reference":
            if not is_block(value):
                yield path, value
        elif spec["type"] == "list":
            for item in value:
                yield from self._references_in(path, spec["of"], item)
        elif spec["type"] == "mapping":
            for key, inner in spec.get("properties", {}).items():
                yield from self._references_in(f"{path}.{key}", inner, value.get(key, UNSTATED))

    # --- Conditions on a node

    def node(self, pattern, node):
        return all_of([self._node_part(key, asked, node) for key, asked in pattern.items()])

    def _node_part(self, key, asked, node):
        fields, its_type = self.nodes[node], self.type_of(node)
        words = {
            "type": [its_type.id],
            "id": [node],
            "name": [fields.get("name") or node],
            "tags": fields.get("tags") or [],
        }
        if key == "kind":
            return self._is_of_kind(asked, its_type)
        if key in words:
            return globs(asked, words[key])
        match key:
            case "all":
                return all_of([self.node(part, node) for part in asked])
            case "any":
                return any_of([self.node(part, node) for part in asked])
            case "not":
                return opposite(self.node(asked, node))
            case "within":
                return self._within(asked, node)
            case "contains":
                quantifier, where, bounds, _ = relation(asked, "some")
                found = [(True, self.node(where, n)) for n in self.descendants(node)]
                # Chosen: what can hold nothing holds nothing that is not shown either.
                may_hold = "boundary" in its_type.kinds or not its_type.curated
                more = self._not_shown(quantifier, where) if may_hold else []
                return quantify(quantifier, found + more, bounds)
            case "connects_to" | "connected_from":
                return self._linked(asked, node, forward=key == "connects_to")
            case "reaches" | "reached_from":
                return self._reached(asked, node, forward=key == "reaches")
            case "spread_over":
                return self._spread(asked, node)
            case "stores":
                stated = fields.get("stores", UNSTATED)
                return self._assets(asked, stated, its_type.holds_data or not its_type.curated)
        spec = {**NODE_FIELDS, **its_type.properties}.get(key.partition(".")[0])
        # Chosen: a type that lacks the property does not pass, whatever is asked of it; of a type
        # that is known by its icon alone, nobody knows what it has.
        if spec is None:
            return False if its_type.curated else None
        return self.value_at(key, asked, fields, spec)

    def _within(self, asked, node):
        if not self.parents(node):
            return None
        quantifier, where, bounds, _ = relation(asked, "every")
        named = levels(where)
        members = {a: self._at_level(self.type_of(a), named) for a in self.ancestors(node)}
        candidates = {a: member for a, member in members.items() if member is not False}
        if not candidates and self._may_stand_at(self.type_of(node), named):
            return None
        if not candidates and self._open_types_meant_by(where):
            return None
        if not candidates and quantifier == "every":
            return False
        answers = [(member, self.node(where, a)) for a, member in candidates.items()]
        return quantify(quantifier, answers, bounds)

    # --- What the model does not enumerate

    def _not_shown(self, quantifier, where):
        """Stand-ins, more than any rule counts to, for nodes that may be there and may match."""
        if quantifier == "every" or not self._open_types_meant_by(where):
            return []
        return [(None, None)] * 99

    def _open_types_meant_by(self, pattern):
        described = [found for found in self.types.types.values() if found.curated]
        if all(self._type_matches(pattern, found) is not False for found in described):
            return []
        return [found for found in self.open if self._type_matches(pattern, found) is not False]

    def _type_matches(self, pattern, its_type):
        """Judge a pattern on a node of a type, of which nothing else is known."""
        answers = []
        for key, asked in pattern.items():
            match key:
                case "type":
                    answers.append(globs(asked, [its_type.id]))
                case "kind":
                    answers.append(self._is_of_kind(asked, its_type))
                case "all":
                    answers.append(all_of([self._type_matches(part, its_type) for part in asked]))
                case "any":
                    answers.append(any_of([self._type_matches(part, its_type) for part in asked]))
                case "not":
                    answers.append(opposite(self._type_matches(asked, its_type)))
                case _:
                    answers.append(None)
        return all_of(answers)

    def _is_of_kind(self, asked, its_type):
        # Chosen: a type of the icon index without kinds may be of any kind.
        if globs(asked, its_type.kinds):
            return True
        return None if not its_type.curated and not its_type.kinds else False

    def _at_level(self, its_type, named):
        return all_of(
            [
                globs(asked, [its_type.id]) if key == "type" else self._is_of_kind(asked, its_type)
                for key, asked in named
            ]
        )

    def _may_stand_at(self, its_type, named):
        # Chosen: a type of the icon index may stand anywhere.
        return not its_type.curated or any(
            self._at_level(self.types.types[level], named)
            for level in self.types.levels(its_type.id)
        )

    def _linked(self, asked, node, *, forward):
        quantifier, where, bounds, beside = relation(asked, "some", ("by",))
        candidates = []
        for other in self.nodes:
            between_them = [
                edge
                for edge in self.edges
                if (edge.source, edge.target) == ((node, other) if forward else (other, node))
            ]
            # Chosen: inherited is for whom stands inside, not for whom it is drawn to or from.
            seen = [replace(e, inherited=e.inherited and node not in e.drawn) for e in between_them]
            member = any_of([self.edge(beside.get("by", {}), edge) for edge in seen])
            candidates.append((member, self.node(where, other)))
        return quantify(quantifier, candidates + self._not_shown(quantifier, where), bounds)

    def _reached(self, asked, node, *, forward):
        quantifier, where, bounds, beside = relation(asked, "some", ("by", "avoiding", "through"))
        candidates = []
        for other in self.nodes:
            source, target = (node, other) if forward else (other, node)
            # Chosen: a path never ends at its own start.
            if source != target:
                member = self.path(source, target, beside)
                candidates.append((member, self.node(where, other)))
        return quantify(quantifier, candidates + self._not_shown(quantifier, where), bounds)

    def path(self, source, target, beside):
        """Judge whether traffic leads from one node to another, as far as the model can tell.

        A node that is not shown may stand on every path. If it is one to go through, a path without
        such a node may be one with it; if it is one to avoid, no path is sure to avoid it.
        """
        answer = self._shown_path(source, target, beside)
        if self._open_types_meant_by(beside.get("through", {})):
            answer = any_of([answer, all_of([None, self._way(source, target, beside)])])
        if self._open_types_meant_by(beside.get("avoiding", {})):
            answer = all_of([answer, None])
        return answer

    def _shown_path(self, source, target, beside):
        """Judge whether traffic leads from one node to another.

        A path without `through` needs no node twice. One with it is such a path to the node that
        it goes through, and one on from there, so it may pass a node twice (chosen).
        """
        if "through" not in beside:
            return self._way(source, target, beside)
        return any_of(
            [
                all_of(
                    [
                        self._way(source, middle, beside),
                        self.node(beside["through"], middle),
                        self._not_avoided(middle, beside),
                        self._way(middle, target, beside),
                    ]
                )
                for middle in self.nodes
            ]
        )

    def _way(self, source, target, beside, passed=()):
        answers = []
        for edge in self.edges:
            if edge.kind != "traffic" or edge.source != source:
                continue
            good = self.edge(beside.get("by", {}), edge)
            if edge.target == target:
                answers.append(good)
            elif edge.target not in passed:
                on = self._way(edge.target, target, beside, (*passed, edge.target))
                answers.append(all_of([good, self._not_avoided(edge.target, beside), on]))
        return any_of(answers)

    def _not_avoided(self, node, beside):
        if "avoiding" not in beside:
            return True
        return opposite(self.node(beside["avoiding"], node))

    def _spread(self, asked, node):
        """Count distinct values; what is not stated stands for one or more values."""
        if not self.parents(node):
            return None
        what, known, more, at_level = asked["what"], set(), False, False
        for parent in self.parents(node):
            around = {parent} | self.ancestors(parent)
            having = [a for a in around if what in self.type_of(a).properties]
            stated = [self.nodes[a][what] for a in having if what in self.nodes[a]]
            named = {a for a in around if what in self.type_of(a).kinds}
            values = {value for value in stated if value is not None} or named
            known |= values
            more = more or (not values and len(stated) == 0 and bool(having))
            at_level = at_level or bool(having) or bool(named)
        its_type = self.type_of(node)
        could = not its_type.curated or any(
            what in self.types.types[level].properties for level in self.types.levels(its_type.id)
        )
        if not at_level and could:
            return between(asked, 0, math.inf)
        return between(asked, max(len(known), int(more)), math.inf if more else len(known))

    # --- Conditions on a connection

    def edge(self, pattern, edge):
        return all_of([self._edge_part(key, asked, edge) for key, asked in pattern.items()])

    def _edge_part(self, key, asked, edge):
        fields = edge.fields or {}
        match key:
            case "all":
                return all_of([self.edge(part, edge) for part in asked])
            case "any":
                return any_of([self.edge(part, edge) for part in asked])
            case "not":
                return opposite(self.edge(asked, edge))
            case "kind":
                return edge.kind in as_list(asked)
            case "id":
                return globs(asked, [fields["id"]] if fields.get("id") else [])
            case "property":
                return globs(asked, [edge.property] if edge.property else [])
            case "inherited":
                return edge.inherited is asked
            case "from":
                return self.node(asked, edge.source)
            case "to":
                return self.node(asked, edge.target)
            case "crosses":
                quantifier, where, bounds, _ = relation(asked, "some")
                crossed = [(m, self.node(where, b)) for b, m in self._crossed(edge)]
                return quantify(quantifier, crossed, bounds)
            case "carries":
                ends = [self.type_of(end) for end in (edge.source, edge.target)]
                # Chosen: whether a type of the icon index moves data is not known.
                moves = all(end.holds_data or not end.curated for end in ends)
                stated = fields.get("carries", UNSTATED)
                return self._assets(asked, stated, moves and edge.kind == "traffic")
        if edge.fields is None:
            return False
        spec = CONNECTION_FIELDS[key.partition(".")[0]]
        return self.value_at(key, asked, fields, spec)

    def _crossed(self, edge):
        ends = [edge.source, edge.target]
        # Chosen: an end whose place is not known may stand in any boundary.
        lost = any(
            not self.parents(end) and (self.type_of(end).lives_in or not self.type_of(end).curated)
            for end in ends
        )
        for node in self.nodes:
            if lost and self.is_boundary(node):
                yield node, None
            elif not lost and sum(node in self.ancestors(end) for end in ends) == 1:
                yield node, True

    # --- Conditions on data and on the model

    def _assets(self, asked, stated, holds_data):
        quantifier, where, bounds, _ = relation(asked, "some")
        # Chosen: what does not say which data it holds may hold any that the model lists.
        if stated is UNSTATED:
            held = [(None, item) for item in self.data] if holds_data else []
        else:
            held = [(True, item) for item in stated or []]
        answers = [(member, self.asset(where, item)) for member, item in held]
        return quantify(quantifier, answers, bounds)

    def asset(self, pattern, asset):
        return all_of([self._asset_part(key, asked, asset) for key, asked in pattern.items()])

    def _asset_part(self, key, asked, asset):
        match key:
            case "all":
                return all_of([self.asset(part, asset) for part in asked])
            case "any":
                return any_of([self.asset(part, asset) for part in asked])
            case "not":
                return opposite(self.asset(asked, asset))
            case "id":
                return globs(asked, [asset])
            case "tags":
                return globs(asked, self.data[asset].get("tags") or [])
        return self.value_at(key, asked, self.data[asset], DATA_FIELDS[key])

    def model(self, pattern):
        return all_of([self._model_part(key, asked) for key, asked in pattern.items()])

    def _model_part(self, key, asked):
        match key:
            case "all":
                return all_of([self.model(part) for part in asked])
            case "any":
                return any_of([self.model(part) for part in asked])
            case "not":
                return opposite(self.model(asked))
        quantifier, where, bounds, _ = relation(asked, "some")
        found = [(True, self.node(where, n)) for n in self.nodes]
        return quantify(quantifier, found + self._not_shown(quantifier, where), bounds)

    # --- Tests of a value

    def value_at(self, path, asked, fields, spec):
        """Follow a dotted path. In a mapping that is said to be none, there is none of anything."""
        head, *rest = path.split(".")
        value = fields.get(head, UNSTATED)
        for key in rest:
            if value is None or value is UNSTATED:
                break
            value = value.get(key, UNSTATED) if isinstance(value, dict) else UNSTATED
            spec = spec.get("properties", {}).get(key, FREE if spec is FREE else TEXT)
        return self.test(asked, value, spec)

    def test(self, asked, value, spec):
        if isinstance(asked, dict) and asked and set(asked) <= set(OPERATORS):
            return all_of([self._operator(k, wanted, value, spec) for k, wanted in asked.items()])
        if value is UNSTATED:
            return None
        if value is None:
            return False
        if isinstance(asked, dict):
            match spec["type"]:
                case "reference":
                    return not is_block(value) and self.node(asked, value)
                case "data":
                    return self.asset(asked, value)
            return self._parts(asked, value, spec)
        return any(comparable(w, spec) == comparable(value, spec) for w in as_list(asked))

    def _operator(self, operator, wanted, value, spec):
        if operator == "stated":
            return (value is not UNSTATED) is wanted
        if operator == "not":
            return opposite(self.test(wanted, value, spec))
        if value is UNSTATED:
            return None
        if operator in ("exists", "absent"):
            return (value is not None) is (wanted is (operator == "exists"))
        if operator in QUANTIFIERS:
            # A list that is said to be none is a list of nothing.
            return self._elements(operator, wanted, value or [], spec["of"])
        if value is None:
            return False
        if operator == "matches":
            return isinstance(value, str) and re.fullmatch(wanted, value) is not None
        if operator == "glob":
            return isinstance(value, str) and globs(wanted, [value])
        if operator == "includes":
            several = wanted if isinstance(wanted, list) else [wanted]
            return any(includes(each, value, spec) for each in several)
        return inside({operator: ranked(wanted, spec)}, ranked(value, spec))

    def _elements(self, quantifier, wanted, items, spec):
        bounds = wanted if quantifier == "count" else None
        asked = wanted.get("where", {"exists": True}) if quantifier == "count" else wanted
        return quantify(quantifier, [(True, self.test(asked, i, spec)) for i in items], bounds)

    def _parts(self, asked, value, spec):
        answers = []
        for key, wanted in asked.items():
            match key:
                case "all":
                    answers.append(all_of([self._parts(part, value, spec) for part in wanted]))
                case "any":
                    answers.append(any_of([self._parts(part, value, spec) for part in wanted]))
                case "not":
                    answers.append(opposite(self._parts(wanted, value, spec)))
                case _:
                    inner = spec["properties"][key]
                    answers.append(self.test(wanted, value.get(key, UNSTATED), inner))
        return all_of(answers)

    # --- A rule

    def judge(self, rule):
        """Return the outcome of each subject of a rule, by the subject's id."""
        applies_to, require = rule["applies_to"], rule["require"]
        if "model" in applies_to:
            where = {} if applies_to["model"] is True else applies_to["model"]
            return _outcomes([("model", self.model(where), self.model(require))])
        if "connection" in applies_to:
            where = applies_to["connection"]
            return _outcomes(
                (edge.key, self.edge(where, edge), self.edge(require, edge))
                for edge in self.edges
                if edge.fields is not None
            )
        if len(require) == 1 and _forbids_paths(next(iter(require.items()))):
            return self._judge_paths(applies_to, *next(iter(require.items())))
        return _outcomes(
            (node, self.node(applies_to, node), self.node(require, node)) for node in self.nodes
        )

    def _judge_paths(self, applies_to, key, asked):
        """Each pair of ends is a subject; a node without a forbidden path is a satisfied one."""
        _, where, _, beside = relation(asked, "some", ("by", "avoiding", "through"))
        found = {}
        for node in self.nodes:
            selected = self.node(applies_to, node)
            if selected is False:
                continue
            before = len(found)
            for other in self.nodes:
                source, target = (node, other) if key == "reaches" else (other, node)
                if source == target:
                    continue
                path = all_of([self.path(source, target, beside), self.node(where, other)])
                if path is not False:
                    sure = path is True and selected is True
                    found[f"{source}->{target}"] = "violated" if sure else "unknown"
            if len(found) == before:
                found[node] = "unknown" if self._open_types_meant_by(where) else "satisfied"
        return found


def relation(asked, default, siblings=()):
    beside = {key: asked[key] for key in siblings if key in asked}
    rest = {key: value for key, value in asked.items() if key not in siblings}
    for quantifier in QUANTIFIERS:
        if quantifier in rest:
            inner = rest[quantifier]
            if quantifier == "count":
                return quantifier, inner.get("where", {}), inner, beside
            return quantifier, inner, None, beside
    return default, rest, None, beside


def levels(pattern):
    """What a pattern names as type or kind, also where `all` stands around it."""
    named = [(key, asked) for key, asked in pattern.items() if key in ("type", "kind")]
    for part in pattern.get("all", []):
        named += levels(part)
    return named


def is_block(value):
    """Where an id or a CIDR block may stand, the slash tells."""
    return "/" in value


def comparable(value, spec):
    if spec.get("or_cidr") and is_block(value):
        return ip_network(value)
    if spec["type"] in ("port", "cidr"):
        return (ports if spec["type"] == "port" else ip_network)(str(value))
    if isinstance(value, str) and (spec.get("enum") or spec.get("ignore_case")):
        return value.casefold()
    return (isinstance(value, bool), value)


def ranked(value, spec):
    return spec["enum"].index(value) if spec.get("ordered") else value


def ports(text):
    if text == "all":
        return (0, 65535)
    first, _, last = text.partition("-")
    return (int(first), int(last or first))


def includes(wanted, value, spec):
    if spec["type"] == "list":
        return any(includes(wanted, item, spec["of"]) for item in value)
    if spec["type"] == "port":
        (first, last), (low, high) = ports(str(wanted)), ports(str(value))
        return low <= first and last <= high
    if spec.get("or_cidr") and not is_block(value):
        return False
    if spec["type"] == "cidr" or spec.get("or_cidr"):
        inner, outer = ip_network(wanted), ip_network(value)
        return inner.version == outer.version and inner.subnet_of(outer)
    return comparable(wanted, spec) == comparable(value, spec)


def _forbids_paths(entry):
    key, asked = entry
    return key in ("reaches", "reached_from") and "none" in asked


def _outcomes(judged):
    found = {}
    for subject, selected, required in judged:
        if selected is False:
            continue
        if required is True:
            found[subject] = "satisfied"
        else:
            sure = selected is True and required is False
            found[subject] = "violated" if sure else "unknown"
    return found
