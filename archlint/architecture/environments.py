"""Environments: what an overlay makes of a model, still as trees.

Mappings merge, everything else replaces. Nodes are met by their ids, wherever they are nested;
connections by their ends and id.
"""

from __future__ import annotations

from collections.abc import Iterator

from archlint.architecture.documents import BY_ID
from archlint.architecture.ids import check_id
from archlint.architecture.overlays import Overlay, removed_connections
from archlint.architecture.references import Removed
from archlint.architecture.shape import Fields, Shape
from archlint.architecture.tree import Entry, Mapping, Scalar, Sequence, Tree, describe, is_nothing
from archlint.source import Location, Problems, both_places
from archlint.text import quote, suggestion

ALL = "all"
MAX_OVERLAID = 10_000_000
_PARTS = tuple(key for key in BY_ID if key != "environments")
_REPLACED = ("name", "description", "open")
ENVIRONMENT_KEYS = (*_REPLACED, *_PARTS, "connections", "remove")
_ENVIRONMENT = Shape("an environment", optional=ENVIRONMENT_KEYS)
_REMOVE = Shape("'remove'", optional=(*_PARTS, "connections"))


def environments_of(tree: Tree, problems: Problems) -> dict[str, Fields]:
    """Return the environments of a model by name, their keys checked."""
    stated = tree.get("environments") if isinstance(tree, Mapping) else None
    if stated is None or is_nothing(stated):
        return {}
    if not isinstance(stated, Mapping):
        problems.add(
            f"'environments' must be a mapping, found {describe(stated)}",
            stated.location,
            "write 'name: {nodes: {...}}' lines under it",
        )
        return {}
    found = {}
    for entry in stated:
        check_id(entry.key, entry.key_location, problems)
        if entry.key == ALL:
            problems.add(
                f"an environment cannot be called '{ALL}', which stands for every one",
                entry.key_location,
                "give it another name",
            )
        nothing_said = is_nothing(entry.value)
        fields = _ENVIRONMENT.read(
            Mapping({}, entry.value.location) if nothing_said else entry.value, problems
        )
        if fields is not None:
            found[entry.key] = fields
    return found


def check_number(model: Fields, values: int) -> None:
    """Refuse environments that make too much of a model: each of them is a model of its size.

    Args:
        model: The model.
        values: The values of the model, times the number of its environments.

    Raises:
        SourceError: If there are too many.
    """
    if values > MAX_OVERLAID:
        model.problems.add(
            f"the environments repeat more than {MAX_OVERLAID:,} values of the model",
            model.at("environments"),
            "write fewer environments",
        )
        model.problems.raise_if_any()


def overlaid(
    base: Mapping, name: str, environment: Fields, problems: Problems
) -> tuple[Mapping, Overlay]:
    """Lay an environment over a model.

    Args:
        base: The model.
        name: The environment's name.
        environment: What it says.
        problems: Takes what is wrong with the environment.

    Returns:
        The model as it is in the environment, but for its connections; and what is to become of
        those.
    """
    entries = dict(base.entries)
    removal = environment.get("remove")
    removed = None
    if removal is not None and not is_nothing(removal):
        removed = _REMOVE.read(removal, problems)
    gone: dict[str, dict[str, Location]] = {}
    for part in _PARTS:
        stated = _by_id(entries.get(part), nested=part == "nodes")
        if stated is None:
            continue  # it is no mapping, which is told when the model is read
        gone[part] = _remove(stated, part, removed, problems)
        _merge_part(stated, part, environment, problems)
        at = entries[part] if part in entries else environment.tree.entries.get(part)
        if at is not None:
            entries[part] = Entry(part, at.key_location, Mapping(stated, at.value.location))
    for key in _REPLACED:
        entry = environment.tree.entries.get(key)
        if entry is not None:
            entries[key] = entry
    overlay = Overlay(
        name,
        "name" in environment.tree.entries,
        environment.get("connections"),
        frozenset(gone.get("nodes", ())),
        removed_connections(removed, problems),
        Removed(name, gone.get("nodes", {}), gone.get("data", {})),
    )
    return Mapping(entries, base.location), overlay


def _by_id(entry: Entry | None, *, nested: bool) -> dict[str, Entry] | None:
    """Return a part of a model by id, nested nodes beside the others; `None` for no mapping."""
    if entry is None or is_nothing(entry.value):
        return {}
    if not isinstance(entry.value, Mapping):
        return None
    if not nested:
        return dict(entry.value.entries)
    found: dict[str, Entry] = {}
    for node in _flat(entry.value, None):
        found.setdefault(node.key, node)
    return found


def _flat(nodes: Mapping, parent: Scalar | None) -> Iterator[Entry]:
    """Give nodes with the boundary that they are nested in under `in`, as if written so."""
    for entry in nodes:
        tree = entry.value
        if not isinstance(tree, Mapping):
            yield entry
            continue
        inner = tree.entries.get("nodes")
        nests = inner is not None and (isinstance(inner.value, Mapping) or is_nothing(inner.value))
        fields = {k: field for k, field in tree.entries.items() if k != "nodes" or not nests}
        if parent is not None:
            within = parent._replace(location=entry.key_location)
            fields["in"] = _placed_also(within, fields.get("in"))
        yield Entry(entry.key, entry.key_location, Mapping(fields, tree.location))
        if inner is not None and isinstance(inner.value, Mapping):
            yield from _flat(inner.value, Scalar(entry.key, entry.key, entry.key_location))


def _placed_also(within: Scalar, stated: Entry | None) -> Entry:
    items: tuple[Tree, ...] = ()
    if stated is not None:
        value = stated.value
        items = value.items if isinstance(value, Sequence) else (value,)
    return Entry("in", within.location, Sequence((within, *items), within.location))


def _remove(
    stated: dict[str, Entry], part: str, removed: Fields | None, problems: Problems
) -> dict[str, Location]:
    """Take out what is removed; return it with the places that say so."""
    gone: dict[str, Location] = {}
    named: set[str] = set()
    what = "data asset" if part == "data" else part.removesuffix("s")
    for name in removed.list_of_texts(part) if removed is not None else ():
        if name.text in named:
            problems.add(
                f"the {what} {quote(name.text)} is removed twice",
                name.location,
                "remove one of them",
            )
        elif stated.pop(name.text, None) is None:
            problems.add(
                f"there is no {what} {quote(name.text)} to remove",
                name.location,
                suggestion(name.text, stated) or "name one that the model has",
            )
        else:
            gone[name.text] = name.location
        named.add(name.text)
    return gone


def _merge_part(
    stated: dict[str, Entry], part: str, environment: Fields, problems: Problems
) -> None:
    entry = environment.tree.entries.get(part)
    if entry is None or is_nothing(entry.value):
        return
    if not isinstance(entry.value, Mapping):
        problems.add(
            f"'{part}' must be a mapping, found {describe(entry.value)}",
            entry.value.location,
            "write 'id: {...}' lines under it",
        )
        return
    seen: dict[str, Entry] = {}
    for over in _flat(entry.value, None) if part == "nodes" else entry.value:
        first = seen.setdefault(over.key, over)
        known = stated.get(over.key)
        if first is not over:
            problems.add(
                f"the node {quote(over.key)} stands twice in this environment: "
                f"{both_places(first.key_location, over.key_location)}",
                over.key_location,
                "write it once",
            )
        elif known is not None:
            stated[over.key] = known._replace(value=_merged(known, over))
        elif part == "nodes" and isinstance(over.value, Mapping) and not over.value.get("type"):
            problems.add(
                f"there is no node {quote(over.key)} to change",
                over.key_location,
                suggestion(over.key, stated) or "add 'type:' to it if it is a new node",
            )
        else:
            stated[over.key] = over


def _merged(base: Entry, over: Entry) -> Tree:
    below, above = base.value, over.value
    if not isinstance(below, Mapping) or not isinstance(above, Mapping):
        return above
    entries = dict(below.entries)
    for entry in above:
        known = entries.get(entry.key)
        entries[entry.key] = entry if known is None else entry._replace(value=_merged(known, entry))
    return Mapping(entries, below.location)
