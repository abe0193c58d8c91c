"""Every name that `type` takes, sorted by what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archlint.architecture.catalogue import Catalogue, UnknownType
from archlint.architecture.schema.values import describe
from archlint.architecture.types import NodeType, PropertySpec


@dataclass(frozen=True, slots=True)
class TypeNames:
    """The names of types, in the order of their spelling.

    Attributes:
        curated: Every curated type.
        aliases: The icon paths that mean a curated type, by its id.
        modules: All icon paths that are names of a type, by the module that holds them.
        with_properties: The icon paths whose kinds give them properties, by those properties.
    """

    curated: tuple[NodeType, ...]
    aliases: Mapping[str, tuple[str, ...]]
    modules: Mapping[str, tuple[str, ...]]
    with_properties: tuple[tuple[Mapping[str, PropertySpec], tuple[str, ...]], ...]


def type_names(catalogue: Catalogue) -> TypeNames:
    """Sort every name; a path that two curated types share is none."""
    aliases: dict[str, list[str]] = {}
    modules: dict[str, list[str]] = {}
    groups: dict[str, tuple[Mapping[str, PropertySpec], list[str]]] = {}
    for path in sorted(set(catalogue.index.paths()) - catalogue.types.keys()):
        try:
            meant = catalogue.type(path)
        except UnknownType:
            continue
        modules.setdefault(path.rpartition(".")[0], []).append(path)
        if meant.curated:
            aliases.setdefault(meant.id, []).append(path)
        elif meant.properties:
            key = repr(sorted((name, describe(spec)) for name, spec in meant.properties.items()))
            groups.setdefault(key, (meant.properties, []))[1].append(path)
    return TypeNames(
        curated=tuple(catalogue.types[name] for name in sorted(catalogue.types)),
        aliases={name: tuple(paths) for name, paths in sorted(aliases.items())},
        modules={name: tuple(paths) for name, paths in sorted(modules.items())},
        with_properties=tuple(
            (properties, tuple(paths)) for _, (properties, paths) in sorted(groups.items())
        ),
    )
