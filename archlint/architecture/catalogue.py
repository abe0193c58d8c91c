"""The catalogue of node types, curated or known by their icon alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from archlint.architecture.icon_index import Icon, IconIndex
from archlint.architecture.types import Kind, NodeType
from archlint.text import lookalike, quote, quoted_list, suggestion


class UnknownType(LookupError):  # noqa: N818 - reads as what it says, beside LookupError
    """A type that the catalogue does not have; its text says so, `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        """Keep the message and the next step."""
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Catalogue:
    """All kinds and types.

    Attributes:
        kinds: Every kind by id.
        types: Every curated type by id.
        index: The icons of the `diagrams` package, each usable as a type by its path.
    """

    kinds: Mapping[str, Kind]
    types: Mapping[str, NodeType]
    index: IconIndex
    _looked_up: dict[str, NodeType | UnknownType] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    @cached_property
    def type_ids(self) -> frozenset[str]:
        """The id of every curated type."""
        return frozenset(self.types)

    @cached_property
    def _by_icon_file(self) -> dict[str, list[str]]:
        by_file: dict[str, list[str]] = {}
        for node_type in self.types.values():
            for path in (node_type.icon, *node_type.also):
                icon = self.index.find(path)
                if icon is not None:
                    by_file.setdefault(icon.file, []).append(node_type.id)
        return by_file

    def type(self, name: str) -> NodeType:
        """Return a type by its name, or by the path of an icon class.

        The path of an icon that a curated type uses is that curated type: otherwise a node could
        slip past every rule by its spelling.

        Raises:
            UnknownType: If there is none, or if two curated types share the icon.
        """
        found = self.types.get(name) or self._looked_up.get(name)
        if found is None:
            found = self._looked_up[name] = self._look_up(name)
        if isinstance(found, UnknownType):
            raise UnknownType(str(found), found.hint)
        return found

    def _look_up(self, name: str) -> NodeType | UnknownType:
        icon = self.index.find(name)
        if icon is None:
            guess = lookalike(name) or suggestion(name, [*self.types, *self.index.paths()])
            return UnknownType(
                f"unknown type {quote(name)}",
                guess or "see docs/catalogue.md for the types there are",
            )
        curated = sorted(set(self._by_icon_file.get(icon.file, ())))
        if len(curated) > 1:
            return UnknownType(
                f"the type {quote(name)} could be {quoted_list(curated, last='or')}",
                "write the one that is meant",
            )
        return self.types[curated[0]] if curated else self._uncurated(icon)

    def _uncurated(self, icon: Icon) -> NodeType:
        kinds = [self.kinds[kind] for kind in icon.kinds]
        return NodeType(
            id=icon.path,
            name=icon.title,
            kinds=frozenset(icon.kinds),
            icon=icon.path,
            properties={key: spec for kind in kinds for key, spec in kind.properties.items()},
            curated=False,
            holds_data=any(kind.holds_data for kind in kinds),
        )
