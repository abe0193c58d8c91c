"""Properties of a shipped type, each read when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archlint.architecture.outline import Passage, Passages
from archlint.architecture.parsing import parse
from archlint.architecture.spec_reader import add_references, read_properties
from archlint.architecture.tree import Entry, Tree
from archlint.architecture.tree import Mapping as TreeMapping
from archlint.architecture.types import PropertySpec
from archlint.source import Problems


class LazyProperties(Mapping[str, PropertySpec]):
    """What may be stated of a type: the names are known, the rest is read on demand.

    Args:
        path: The file of the type.
        inherited: The properties that are read already, such as those of its kinds.
        own: Its own properties by name.
        references: Its references by dotted path, put off or as they stand in the head.
    """

    __slots__ = ("_heads", "_inherited", "_own", "_path", "_read", "_references")

    def __init__(
        self,
        path: str,
        inherited: Mapping[str, PropertySpec],
        own: Passages,
        references: Mapping[str, Passage | Entry],
    ) -> None:
        self._path = path
        self._inherited = inherited
        self._own = own
        self._references = references
        self._heads: dict[str, list[str]] = {}
        for reference in references:
            self._heads.setdefault(reference.partition(".")[0], []).append(reference)
        self._read: dict[str, PropertySpec] = {}

    def __iter__(self) -> Iterator[str]:
        yield from dict.fromkeys((*self._inherited, *self._own, *self._heads))

    def __len__(self) -> int:
        return len({*self._inherited, *self._own, *self._heads})

    def __contains__(self, name: object) -> bool:
        return name in self._inherited or name in self._own or name in self._heads

    def __getitem__(self, name: str) -> PropertySpec:
        """Return what the catalogue says of a property.

        Raises:
            KeyError: If the type has no such property.
            SourceError: If what the catalogue says of it is wrong.
        """
        if name not in self._read:
            if name not in self:
                raise KeyError(name)
            self._read[name] = self._made(name)
        return self._read[name]

    def _made(self, name: str) -> PropertySpec:
        problems = Problems()
        made: dict[str, PropertySpec] = {}
        if name in self._own:
            made = read_properties(self._tree(self._own[name]), problems)
        elif name in self._inherited:
            made = {name: self._inherited[name]}
        for reference in self._heads.get(name, ()):
            made = add_references(made, self._tree(self._references[reference]), problems)
        problems.raise_if_any()
        return made[name]

    def _tree(self, body: Passage | Entry) -> Tree:
        if isinstance(body, Passage):
            return parse(body.text, self._path)
        return TreeMapping({body.key: body}, body.key_location)
