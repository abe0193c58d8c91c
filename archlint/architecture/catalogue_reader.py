"""Catalogue files to a catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.fields import NODE_FIELDS, NODE_KEYS
from archlint.architecture.icon_index import IconIndex
from archlint.architecture.ids import check_name
from archlint.architecture.lazy_properties import LazyProperties
from archlint.architecture.outline import Passages, outline
from archlint.architecture.parsing import parse
from archlint.architecture.shape import Fields, Shape
from archlint.architecture.spec_reader import add_references, read_properties
from archlint.architecture.tree import Entry, Mapping, Tree, describe
from archlint.architecture.types import Kind, NodeType, PropertySpec
from archlint.source import Problems, SourceError
from archlint.text import quote, suggestion

_KIND = Shape("a kind", required=("description",), optional=("holds_data", "properties"))
_TYPE = Shape(
    "a type",
    required=("name",),
    optional=("kinds", "icon", "also", "properties", "references", "lives_in"),
)


@dataclass(frozen=True, slots=True)
class _File:
    """A catalogue file as far as it is read.

    Attributes:
        tree: What it says, without what is put off.
        shipped: Whether it comes with archlint, where a test holds it to everything.
        put_off: The properties that are read when they are asked for, by type and section.
    """

    tree: Tree
    shipped: bool
    put_off: AbstractMapping[str, AbstractMapping[str, Passages]]


def read_catalogue(
    files: Iterable[tuple[str, str]], index: str, *, shipped: Iterable[tuple[str, str]] = ()
) -> Catalogue:
    """Read the catalogue.

    Of the shipped types the properties are read when they are first asked for, and the icons are
    not looked up: a test reads them all, as any other file is.

    Args:
        files: Pairs of path and text of the catalogue files.
        index: The text of the icon index.
        shipped: Pairs of path and text of those that come with archlint.

    Raises:
        SourceError: With every problem of every file.
    """
    reader = _Reader(Problems(), IconIndex(index))
    everything = [(*file, False) for file in files] + [(*file, True) for file in shipped]
    entries: list[tuple[Entry, _File]] = []
    for path, text, is_shipped in sorted(everything):
        try:
            file = _read_file(path, text, shipped=is_shipped)
        except SourceError as error:
            reader.problems.extend(error.problems)
            continue
        if isinstance(file.tree, Mapping):
            entries.extend((entry, file) for entry in file.tree)
        else:
            reader.problems.add(
                f"expected types by name, found {describe(file.tree)}",
                file.tree.location,
                "write 'provider.type: {name: ...}' lines",
            )
    for entry, _ in entries:
        if entry.key == "kinds":
            reader.add_kinds(entry)
    for entry, file in entries:
        if entry.key != "kinds":
            reader.add_type(entry, file)
    reader.check_names()
    reader.problems.raise_if_any()
    return Catalogue(reader.kinds, _with_levels(reader.types), reader.index)


def _read_file(path: str, text: str, *, shipped: bool) -> _File:
    parts = outline(text) if shipped and "\r" not in text else None
    if parts is None:
        return _File(parse(text, path), shipped, {})
    return _File(parse(parts.head, path), shipped, parts.bodies)


def _with_levels(types: dict[str, NodeType]) -> dict[str, NodeType]:
    """Follow `lives_in` outwards from every type."""
    by_name: dict[str, list[str]] = {name: [name] for name in types}
    for node_type in types.values():
        for kind in node_type.kinds:
            by_name.setdefault(kind, []).append(node_type.id)
    return {name: _with_levels_of(types[name], types, by_name) for name in types}


def _with_levels_of(
    node_type: NodeType, types: dict[str, NodeType], by_name: dict[str, list[str]]
) -> NodeType:
    around: set[str] = set()
    waiting = list(node_type.lives_in)
    while waiting:
        for name in by_name.get(waiting.pop(), ()):
            if name not in around:
                around.add(name)
                waiting.extend(types[name].lives_in)
    return replace(
        node_type,
        levels=MappingProxyType({name: types[name].kinds for name in sorted(around)}),
        level_properties=frozenset(key for name in around for key in types[name].properties),
    )


class _Reader:
    def __init__(self, problems: Problems, index: IconIndex) -> None:
        self.problems = problems
        self.index = index
        self.kinds: dict[str, Kind] = {}
        self.types: dict[str, NodeType] = {}
        self.read: list[Fields] = []

    def add_kinds(self, entry: Entry) -> None:
        if not isinstance(entry.value, Mapping):
            self.problems.add("expected kinds by name", entry.key_location, "write a mapping")
            return
        for kind in entry.value:
            check_name(kind.key, kind.key_location, self.problems)
            fields = _KIND.read(kind.value, self.problems)
            if kind.key in self.kinds:
                self.problems.add(
                    f"the kind {quote(kind.key)} is defined twice",
                    kind.key_location,
                    "keep one of them",
                )
            elif fields is not None:
                properties = fields.get("properties")
                self.kinds[kind.key] = Kind(
                    kind.key,
                    fields.text("description"),
                    fields.flag("holds_data"),
                    read_properties(properties, self.problems) if properties is not None else {},
                )

    def add_type(self, entry: Entry, file: _File) -> None:
        for part in entry.key.split("."):
            check_name(part, entry.key_location, self.problems)
        fields = _TYPE.read(entry.value, self.problems)
        if fields is None:
            return
        if entry.key in self.types:
            self.problems.add(
                f"the type {quote(entry.key)} is defined twice: here and at "
                f"{self.types[entry.key].location}",
                entry.key_location,
                "keep one of them",
            )
            return
        kinds = self._known(fields, "kinds", self.kinds, "kind")
        # Looking icons up needs the whole index.
        if not file.shipped:
            self._check_icons(fields)
        node_type = NodeType(
            id=entry.key,
            name=fields.text("name"),
            kinds=frozenset(kinds),
            icon=fields.text("icon"),
            also=fields.texts("also"),
            properties=self._properties(entry, file, kinds, fields),
            lives_in=fields.texts("lives_in"),
            holds_data=any(self.kinds[kind].holds_data for kind in kinds),
            location=entry.key_location,
        )
        self.types[entry.key] = node_type
        self.read.append(fields)

    def _check_icons(self, fields: Fields) -> None:
        for key in ("icon", "also"):
            for icon in fields.scalars(key):
                if not self.index.find(icon.text):
                    self.problems.add(
                        f"unknown icon {quote(icon.text)}",
                        icon.location,
                        suggestion(icon.text, self.index.paths())
                        or "name a class of the diagrams package, such as aws.analytics.Athena",
                    )

    def _properties(
        self, entry: Entry, file: _File, kinds: list[str], fields: Fields
    ) -> AbstractMapping[str, PropertySpec]:
        properties: dict[str, PropertySpec] = {}
        for kind in kinds:
            properties.update(self.kinds[kind].properties)
        own, references = fields.get("properties"), fields.get("references")
        put_off = file.put_off.get(entry.key)
        if put_off is not None:
            if own is not None and "properties" not in put_off:
                properties.update(read_properties(own, self.problems))
            in_head = references.entries if isinstance(references, Mapping) else {}
            return LazyProperties(
                entry.key_location.path,
                properties,
                own=put_off.get("properties", {}),
                references=put_off.get("references", in_head),
            )
        if own is not None:
            properties.update(read_properties(own, self.problems))
        if references is not None:
            properties = add_references(properties, references, self.problems)
        for key in sorted(properties.keys() & {*NODE_FIELDS, *NODE_KEYS}):
            written = own.entries.get(key) if isinstance(own, Mapping) else None
            self.problems.add(
                f"the property {quote(key)} is a field that every node has",
                written.key_location if written else fields.tree.location,
                "give the property another name",
            )
        return properties

    def check_names(self) -> None:
        """Check the names under `lives_in` and `to`, which may be defined in a later file."""
        known: dict[str, object] = {**self.types, **self.kinds}
        for fields in self.read:
            self._known(fields, "lives_in", known, "type or kind")
            references = fields.get("references")
            for reference in references if isinstance(references, Mapping) else ():
                if isinstance(reference.value, Mapping):
                    to = Fields(reference.value, self.problems)
                    self._known(to, "to", known, "type or kind")

    def _known(
        self, fields: Fields, key: str, known: dict[str, Kind] | dict[str, object], what: str
    ) -> list[str]:
        names = fields.scalars(key)
        for name in names:
            if name.text not in known:
                self.problems.add(
                    f"unknown {what} {quote(name.text)}",
                    name.location,
                    suggestion(name.text, known) or f"define the {what}, or name one that exists",
                )
        return [name.text for name in names if name.text in known]
