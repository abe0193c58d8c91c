"""What tells a node that only one of two models has from others of its type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from archlint.architecture.references import references_of
from archlint.architecture.values import Model, Node
from archlint.review.contents import Named, Naming, meaning, node_specs

_ITSELF = ("", "itself")  # neither an id nor a type


class OfType(NamedTuple):
    """A node of which nobody knows yet what it is called in the other model; its type is known."""

    type: str


class Tie(StrEnum):
    """How another node is tied to a node."""

    TO = "to"
    FROM = "from"
    REFERENCE = "reference"
    CONTENT = "content"


class Relation(NamedTuple):
    """One tie of a node to another.

    Attributes:
        tie: How.
        detail: The kind of the connection, or the path of the reference.
        other: The other node: its id in the head, or its type where that is not known.
        number: Tells apart what is otherwise equal, from 1.
    """

    tie: Tie
    detail: str
    other: Hashable
    number: int

    @property
    def is_exact(self) -> bool:
        """Whether it is known which node the other is."""
        return isinstance(self.other, str)


class Traits(NamedTuple):
    """What there is to know of a node but its id.

    Attributes:
        type: The id of its type.
        places: The boundaries that it stands in: ids in the head, or types.
        relations: Its connections, the references to it, and what stands in it.
        properties: What its fields mean, by name; without the name.
        vague: Those of them that name nodes or data of which nobody knows what they are called in
            the other model.
        name: Its stated name; may be empty.
    """

    type: str
    places: frozenset[Hashable]
    relations: frozenset[Relation]
    properties: Mapping[str, Hashable]
    vague: frozenset[str]
    name: str

    def key(self) -> Hashable:
        """Return what is equal for two nodes that nothing tells apart."""
        return (
            self.type,
            self.places,
            self.relations,
            frozenset(self.properties.items()),
            self.name,
        )


class _Tied(NamedTuple):
    """A tie, by the other node's id in its own model."""

    tie: Tie
    detail: str
    other: str


class Candidates:
    """The nodes that only one of two models has.

    Attributes:
        nodes: These nodes by id.
        known: What they are called in the head, as far as it is known.
    """

    def __init__(
        self, model: Model, ids: Iterable[str], touched: Iterable[str], other: Model
    ) -> None:
        """Collect what is tied to them.

        Args:
            model: The model.
            ids: The ids of the nodes.
            touched: The ids of the nodes of both models that may refer to one of them, or stand in
                one: those that are not written alike in both.
            other: The other model.
        """
        self.nodes: dict[str, Node] = {name: model.nodes[name] for name in sorted(ids)}
        self.known: dict[str, str] = {}
        self._foreign = {name: OfType("data") for name in model.data if name not in other.data}
        self._tied: dict[str, list[_Tied]] = defaultdict(list)
        for connection in model.connections:
            source, target = connection.source, connection.target
            if source in self.nodes:
                self._tied[source].append(_Tied(Tie.TO, connection.kind, target))
            if target in self.nodes:
                self._tied[target].append(_Tied(Tie.FROM, connection.kind, source))
        self._refers: dict[str, list[str]] = defaultdict(list)
        for name in (*self.nodes, *touched):
            self._tie(model.nodes[name])

    def _tie(self, node: Node) -> None:
        for placement in node.placements:
            if placement.boundary in self.nodes:
                self._tied[placement.boundary].append(_Tied(Tie.CONTENT, "", node.id))
        for path, value in references_of(node):
            if value.content in self.nodes:
                self._tied[value.content].append(_Tied(Tie.REFERENCE, path, node.id))
                self._refers[node.id].append(value.content)

    def neighbours(self, name: str) -> set[str]:
        """Return the candidates whose traits change when it is known what a node is called."""
        places = (placement.boundary for placement in self.nodes[name].placements)
        others = (tied.other for tied in self._tied[name])
        return {*places, *others, *self._refers[name]} & self.nodes.keys()

    def traits(self, name: str) -> Traits:
        """Return what there is to know of a candidate so far."""
        node = self.nodes[name]
        properties: dict[str, Hashable] = {}
        vague = set()
        specs = node_specs(node)
        for field, value in node.stated.items():
            if field == "name":
                continue
            naming = _Watched(self._meant, self._foreign)
            properties[field] = meaning(value, specs(field), naming)
            if naming.met:
                vague.add(field)
        return Traits(
            node.type.id,
            frozenset(self._meant(placement.boundary) for placement in node.placements),
            self._relations(name),
            properties,
            frozenset(vague),
            node.text("name"),
        )

    def _relations(self, name: str) -> frozenset[Relation]:
        counted: Counter[tuple[Tie, str, Hashable]] = Counter()
        found = set()
        for tie, detail, other in self._tied[name]:
            meant = _ITSELF if other == name else self._meant(other)
            counted[tie, detail, meant] += 1
            found.add(Relation(tie, detail, meant, counted[tie, detail, meant]))
        return frozenset(found)

    def _meant(self, name: str) -> Hashable:
        node = self.nodes.get(name)
        if node is None:
            return name
        return self.known.get(name) or OfType(node.type.id)


class _Watched(Naming):
    """Notes whether a value names what nobody knows the other name of."""

    __slots__ = ("met",)

    def __init__(self, node: Named, data: Mapping[str, Hashable]) -> None:
        super().__init__()
        self.met = False

        def of_node(name: str) -> Hashable:
            meant = node(name)
            self.met = self.met or not isinstance(meant, str)
            return meant

        def of_data(name: str) -> Hashable:
            meant = data.get(name, name)
            self.met = self.met or not isinstance(meant, str)
            return meant

        self.node, self.data = of_node, of_data
