"""Read which types a model does not enumerate."""

from __future__ import annotations

from archlint.architecture.catalogue import Catalogue, UnknownType
from archlint.architecture.shape import Fields
from archlint.architecture.types import NodeType
from archlint.architecture.values import OpenType
from archlint.source import Problems
from archlint.text import listed, quote


def read_open_types(
    fields: Fields, catalogue: Catalogue, problems: Problems
) -> tuple[OpenType, ...]:
    """Read the types under `open`, in the order of the file.

    Args:
        fields: The model; `open` may be missing.
        catalogue: The types that there are.
        problems: Takes what is no type, and what is named twice.
    """
    found: dict[str, OpenType] = {}
    for item in fields.list_of_texts("open"):
        try:
            node_type = catalogue.type(item.text)
        except UnknownType as error:
            hint = _types_of_kind(item.text, catalogue) or error.hint
            problems.add(str(error), item.location, hint)
            continue
        first = found.setdefault(node_type.id, OpenType(node_type, item.location))
        if first.location != item.location:
            problems.add(
                f"{quote(node_type.id)} is open twice: here and at {first.location}",
                item.location,
                "name it once",
            )
    return tuple(found.values())


def _types_of_kind(name: str, catalogue: Catalogue) -> str:
    """Say which types to write where a kind is written instead; empty when it is none."""
    if name not in catalogue.kinds:
        return ""
    types = sorted(found.id for found in catalogue.types.values() if _is(found, name))
    return f"a kind is not open, only types are: write {listed(types[:4], last='or')}"


def _is(node_type: NodeType, kind: str) -> bool:
    return kind in node_type.kinds
