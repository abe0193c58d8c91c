"""Every small mistake that could be made in a declared rule, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.fields import CONNECTION_FIELDS, DATA_FIELDS
from archlint.architecture.tree import Scalar
from archlint.architecture.types import PropertySpec

from .trees import Path, Plain, at, named, places, replaced, scalar, without

QUANTIFIERS = ("some", "every", "none")
BOUNDS = {"gte": ("gt", "lte"), "gt": ("gte", "lt"), "lte": ("lt", "gte"), "lt": ("lte", "gt")}
SIDES = (
    ("connects_to", "connected_from"),
    ("reaches", "reached_from"),
    ("from", "to"),
    ("within", "contains"),
)
OPPOSITE = {one: other for pair in SIDES for one, other in (pair, pair[::-1])}
RELATIONS = (*OPPOSITE.keys() - {"from", "to"}, "stores", "carries", "crosses", "has")
SIBLINGS = ("by", "avoiding", "through")
SUBJECTS = (("applies_to", "connection"), ("applies_to", "model"))
EDGE_KINDS = ("traffic", "uses", "reference")
OPERATORS = (
    *(*QUANTIFIERS, *BOUNDS, "count", "where", "not", "all", "any", "includes"),
    *("exists", "absent", "stated"),
)
# Alone, they are the test of a property: to drop them is to drop that, which is a mistake already.
TESTS = (*BOUNDS, "includes", "exists", "absent", "stated", "glob", "matches")
BLOCKS = {"0.0.0.0/0": "10.0.0.0/8", "::/0": "fd00::/8"}


@dataclass(frozen=True)
class Mutation:
    """One mistake.

    Attributes:
        name: Where it is made, and what it is: `require.multi_az: true -> false`.
        trees: What applies and what is required with the mistake in it; the first that a rule can
            be read from counts.
    """

    name: str
    trees: tuple[Plain, ...]


class Mutator:
    """Makes the mistakes that a catalogue allows."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Find out which types and kinds are alike, and which words properties take."""
        self._types = {name: found.kinds for name, found in catalogue.types.items()}
        self._members = {
            kind: frozenset(name for name, kinds in self._types.items() if kind in kinds)
            for kind in catalogue.kinds
        }
        self._enums: dict[str, list[tuple[str, ...]]] = {}
        for found in (*catalogue.types.values(), *catalogue.kinds.values()):
            self._collect(found.properties.items())
        self._collect((*CONNECTION_FIELDS.items(), *DATA_FIELDS.items()))

    def _collect(self, specs: Iterable[tuple[str, PropertySpec]]) -> None:
        for name, spec in specs:
            inner: PropertySpec | None = spec
            while inner is not None:
                known = self._enums.setdefault(name, [])
                if inner.enum and inner.enum not in known:
                    known.append(inner.enum)
                self._collect(inner.properties.items())
                inner = inner.of

    def mutations(self, rule: Plain) -> Iterator[Mutation]:
        """Make every mistake in what a rule applies to and what it requires."""
        for path, value in places(rule):
            if not path:
                continue
            for what, made in self._at(rule, path, value):
                yield Mutation(f"{named(path)}: {what}", tuple(made))

    def _at(self, rule: Plain, path: Path, value: Plain) -> Iterator[tuple[str, list[Plain]]]:
        key, parent = path[-1], at(rule, path[:-1])

        def change(what: str, *values: Plain) -> tuple[str, list[Plain]]:
            return what, [replaced(rule, path, one) for one in values]

        if isinstance(key, int):
            if len(parent) > 1:
                yield f"drop {_shown(value)}", [without(rule, path)]
        elif len(path) == 1:
            if value != {}:
                yield change("drop", {})
        else:
            if path not in SUBJECTS and not (key in TESTS and len(parent) == 1):
                yield f"drop {_shown(value)}", [without(rule, path)]
            yield from _renamed(rule, path, value)
            if key == "not":
                yield change("remove 'not'", {"not": value})
            if key in RELATIONS and _is_bare(value):
                usual = "every" if key == "within" else "some"
                beside = {k: v for k, v in value.items() if k in SIBLINGS}
                inner = {k: v for k, v in value.items() if k not in SIBLINGS}
                for word in QUANTIFIERS:
                    if word != usual:
                        yield change(f"{usual} -> {word}", {word: inner, **beside})
        if isinstance(value, Scalar) and path not in SUBJECTS and not _in_list(rule, path):
            for others in self._others(path, value):
                yield change(f"{value.text} -> {others[0].text}", *others)

    def _others(self, path: Path, value: Scalar) -> Iterator[list[Scalar]]:
        """Give what could stand in the place of a scalar: each a choice, best first."""
        content = value.value
        if isinstance(content, bool):
            yield [scalar(not content)]
        elif isinstance(content, int | float):
            yield [scalar(content - 1)]
            yield [scalar(content + 1)]
        elif isinstance(content, str):
            key = path[-1]
            if key == "type":
                yield from _one(self._types_like(content))
            elif key == "kind" and content in EDGE_KINDS:
                yield from ([scalar(kind)] for kind in EDGE_KINDS if kind != content)
            elif key == "kind":
                yield from _one(self._kinds_like(content))
            else:
                yield from ([scalar(word)] for word in self._words_like(path, content))

    def _types_like(self, name: str) -> list[str]:
        kinds = self._types.get(name, frozenset())

        def distance(other: str) -> tuple[object, ...]:
            alike = len(kinds & self._types[other])
            return (other.partition(".")[0] != name.partition(".")[0], -alike, other)

        return sorted((other for other in self._types if other != name), key=distance)

    def _kinds_like(self, name: str) -> list[str]:
        members = self._members.get(name, frozenset())

        def distance(other: str) -> tuple[object, ...]:
            theirs = self._members[other]
            return (-len(members & theirs) / (len(members | theirs) or 1), other)

        found = sorted((kind for kind in self._members if kind != name), key=distance)
        return [kind for kind in found if self._members[kind] != members]

    def _words_like(self, path: Path, word: str) -> Iterator[str]:
        """Give the neighbours of a word among those of its property, or another word."""
        steps = [step for step in path if isinstance(step, str) and step not in OPERATORS]
        name = steps[-1].rpartition(".")[2]
        if name == "what":  # of `spread_over`: no other property of boundaries is counted
            return
        for enum in self._enums.get(name, ()):
            folded = [item.casefold() for item in enum]
            if word.casefold() in folded:
                place = folded.index(word.casefold())
                yield from dict.fromkeys((enum[place - 1], enum[(place + 1) % len(enum)]))
                return
        yield BLOCKS.get(word, f"{word}x")


def _renamed(rule: Plain, path: Path, value: Plain) -> Iterator[tuple[str, list[Plain]]]:
    """Give the rule with another word for a key."""
    *above, key = path
    parent = at(rule, tuple(above))
    words: tuple[str, ...] = ()
    if key in QUANTIFIERS:
        words = tuple(word for word in QUANTIFIERS if word != key)
    elif key in BOUNDS:
        words = BOUNDS[str(key)]
    elif key in OPPOSITE:
        words = (OPPOSITE[str(key)],)
    elif key in ("all", "any") and isinstance(value, list) and len(value) > 1:
        words = ("any" if key == "all" else "all",)
    for word in words:
        if word in parent and key not in OPPOSITE:
            continue
        if word in parent and key > word:
            continue  # the two are exchanged once
        names = {key: word, word: key}
        changed = {names.get(name, name): item for name, item in parent.items()}
        yield f"{key} -> {word}", [replaced(rule, tuple(above), changed)]


def _is_bare(value: Plain) -> bool:
    return isinstance(value, dict) and not {*QUANTIFIERS, "count"} & value.keys()


def _in_list(rule: Plain, path: Path) -> bool:
    """Tell whether a scalar is one of several values: leaving it out says what another would."""
    parent = at(rule, path[:-1])
    return isinstance(parent, list) and len(parent) > 1


def _one(words: list[str]) -> Iterator[list[Scalar]]:
    if words:
        yield [scalar(word) for word in words]


def _shown(value: Plain) -> str:
    """Write what is dropped where it is a single value; its path says the rest."""
    return value.text if isinstance(value, Scalar) else "this"
