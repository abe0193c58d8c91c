"""Read nodes, nested or flat."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping

from archlint.architecture.catalogue import Catalogue, UnknownType
from archlint.architecture.fields import NODE_FIELDS, NODE_KEYS
from archlint.architecture.ids import check_id
from archlint.architecture.records import read_record
from archlint.architecture.tree import Entry, Mapping, Scalar, Sequence, Tree, describe, is_nothing
from archlint.architecture.types import NodeType, PropertySpec
from archlint.architecture.values import Node, Placement
from archlint.source import Location, Problems, both_places
from archlint.text import quote, suggestion

_COMMON = (*NODE_KEYS, *NODE_FIELDS)


class NodeReader:
    """Reads the `nodes` of a model, at every level of nesting.

    Attributes:
        nodes: What was read, by id.
        refused: Ids whose node could not be read: naming them elsewhere is no second problem.
        refused_places: The ids under `in` of those nodes.
    """

    def __init__(self, catalogue: Catalogue, problems: Problems) -> None:
        """Begin with no node."""
        self.nodes: dict[str, Node] = {}
        self.refused: set[str] = set()
        self.refused_places: list[tuple[str, Location]] = []
        self._catalogue = catalogue
        self._problems = problems
        self._specs: dict[str, AbstractMapping[str, PropertySpec]] = {}

    def read(self, tree: Tree, parent: str | None = None) -> None:
        """Read a mapping of nodes by id; `parent` is the node that it is nested in."""
        if not isinstance(tree, Mapping):
            if not is_nothing(tree):
                self._problems.add(
                    f"'nodes' must be a mapping, found {describe(tree)}",
                    tree.location,
                    "write 'id: {type: ...}' lines under it",
                )
            return
        for entry in tree:
            self._read_node(entry, parent)

    def _read_node(self, entry: Entry, parent: str | None) -> None:
        problems, tree = self._problems, entry.value
        check_id(entry.key, entry.key_location, problems)
        if not isinstance(tree, Mapping):
            problems.add(
                f"expected a mapping for the node {quote(entry.key)}, found {describe(tree)}",
                tree.location,
                "write '{type: ...}'",
            )
            self.refused.add(entry.key)
            return
        first = self.nodes.get(entry.key)
        if first is not None:
            problems.add(
                f"the node {quote(entry.key)} is defined twice: "
                f"{both_places(first.location, entry.key_location)}",
                entry.key_location,
                "ids are global: rename one of them",
            )
        placements = self._placements(tree, entry, parent)
        node_type = self._type(tree, entry)
        if node_type is None:
            self.refused.add(entry.key)
            self.refused_places += ((place.boundary, place.location) for place in placements)
        else:
            stated = read_record(
                tree,
                self._specs_of(node_type),
                lambda: f"the node {quote(entry.key)} ({node_type.id})",
                problems,
                skip=NODE_KEYS,
                common=_COMMON,
            )
            node = Node(entry.key, node_type, entry.key_location, placements, stated)
            self.nodes.setdefault(entry.key, node)
        nested = tree.get("nodes")
        if nested is not None:
            self.read(nested, entry.key)

    def _specs_of(self, node_type: NodeType) -> AbstractMapping[str, PropertySpec]:
        if node_type.id not in self._specs:
            self._specs[node_type.id] = {**NODE_FIELDS, **node_type.properties}
        return self._specs[node_type.id]

    def _misspelt(self, tree: Mapping, wanted: str) -> str:
        """Return a hint on the key that may be meant for one that is missing."""
        unknown = [key for key in tree.entries if key not in NODE_FIELDS and key not in NODE_KEYS]
        near = [key for key in unknown if suggestion(key, [wanted])]
        return f"write '{wanted}:' for {quote(near[0])}" if near else ""

    def _type(self, tree: Mapping, entry: Entry) -> NodeType | None:
        stated = tree.get("type")
        if stated is None:
            self._problems.add(
                f"the node {quote(entry.key)} needs a type",
                entry.key_location,
                self._misspelt(tree, "type") or "add 'type:', for example 'type: aws.rds'",
            )
            return None
        if not isinstance(stated, Scalar) or not isinstance(stated.value, str):
            self._problems.add(
                f"'type' must be the name of a type, found {describe(stated)}",
                stated.location,
                "write a type such as aws.rds",
            )
            return None
        try:
            return self._catalogue.type(stated.text)
        except UnknownType as error:
            self._problems.add(str(error), stated.location, error.hint)
            return None

    def _placements(self, tree: Mapping, entry: Entry, parent: str | None) -> tuple[Placement, ...]:
        placements: dict[str, Placement] = {}
        if parent is not None:
            placements[parent] = Placement(parent, entry.key_location)
        stated = tree.get("in")
        items = stated.items if isinstance(stated, Sequence) else (stated,) if stated else ()
        for item in items:
            if not isinstance(item, Scalar) or not isinstance(item.value, str):
                self._problems.add(
                    f"'in' must name boundaries by id, found {describe(item)}",
                    item.location,
                    "write one id, or a list of ids",
                )
            elif item.text in placements:
                self._problems.add(
                    f"{quote(entry.key)} is placed in {quote(item.text)} twice",
                    item.location,
                    "name it once, nested or under 'in'",
                )
            else:
                placements[item.text] = Placement(item.text, item.location)
        return tuple(placements.values())
