"""The files of one model: what each asks to include, and all of them as one tree."""

from __future__ import annotations

import re
from collections.abc import Sequence as AbstractSequence
from typing import NamedTuple

from archlint.architecture.parsing import Tally, parse
from archlint.architecture.shape import Shape
from archlint.architecture.tree import Entry, Mapping, Scalar, Sequence, Tree, describe, is_nothing
from archlint.source import Location, Problems, both_places
from archlint.text import quote

MAX_FILES = 1_000
MAX_INCLUSION = 20

BY_ID = ("data", "nodes", "flows", "environments")
LISTS = ("connections", "open", "waivers")
INCLUDED_KEYS = ("archlint", "include", *BY_ID, *LISTS)
_INCLUDED = Shape("an included file", optional=INCLUDED_KEYS)
_WHAT = {
    "data": "data asset",
    "nodes": "node",
    "flows": "flow",
    "environments": "environment",
}
_DRIVE = re.compile(r"[A-Za-z]:")


class Include(NamedTuple):
    """A path or a glob that a file asks to include, relative to the file's own folder."""

    pattern: str
    location: Location

    @property
    def is_glob(self) -> bool:
        """Tell whether it stands for several files."""
        return any(char in self.pattern for char in "*?[")


class Document(NamedTuple):
    """One parsed file.

    Attributes:
        path: What positions and messages call it.
        tree: What it says.
        includes: What it asks to include, in its order.
        values: How many values it holds, those that aliases stand for included.
    """

    path: str
    tree: Tree
    includes: tuple[Include, ...]
    values: int


def read_document(text: str, path: str, problems: Problems, tally: Tally | None = None) -> Document:
    """Parse one file of a model, and find what it asks to include.

    Args:
        text: The YAML.
        path: What positions and messages call the file.
        problems: Takes what is wrong and leaves the rest readable.
        tally: Counts what all files of the model hold.

    Raises:
        SourceError: If the text cannot be read on, with every problem so far.
    """
    counted = Tally() if tally is None else tally
    before = counted.values
    tree = parse(text, path, problems, counted)
    stated = tree.get("include") if isinstance(tree, Mapping) else None
    return Document(path, tree, _includes(stated, problems), counted.values - before)


def _includes(stated: Tree | None, problems: Problems) -> tuple[Include, ...]:
    if stated is None or is_nothing(stated):
        return ()
    if not isinstance(stated, Sequence):
        _wrong(stated, "include", "a list of paths", problems)
        return ()
    found: dict[str, Include] = {}
    for item in stated.items:
        if not isinstance(item, Scalar) or not isinstance(item.value, str) or not item.text:
            problems.add(
                f"'include' must name files, found {describe(item)}",
                item.location,
                "write a list of paths, such as [network.yaml, 'services/*.yaml']",
            )
        elif reason := _beyond(item.text):
            problems.add(
                f"{quote(item.text)} cannot be included: {reason}",
                item.location,
                "name a file in this file's folder or below it",
            )
        elif item.text in found:
            problems.add(
                f"'include' names {quote(item.text)} twice", item.location, "remove one of them"
            )
        else:
            found[item.text] = Include(item.text, item.location)
    return tuple(found.values())


def _beyond(pattern: str) -> str:
    """Say why a pattern is not a path below its file's folder; empty when it is one."""
    if "://" in pattern:
        return "it is an address, not a file"
    if "\\" in pattern:
        return "its parts are not apart by '/'"
    if "\0" in pattern:
        return "it is no path"
    if pattern.startswith(("/", "~")) or _DRIVE.match(pattern):
        return "it is not relative"
    parts = pattern.split("/")
    if ".." in parts:
        return "it leaves the folder"
    return "" if all(part not in ("", ".") for part in parts) else "it has an empty part"


def united(documents: AbstractSequence[Document], problems: Problems) -> Tree:
    """Unite the files of a model: what is by id under its id, lists one after the other.

    Args:
        documents: The model's own file, then the included ones in the order of inclusion.
        problems: Takes what is wrong, such as an id that two files define.

    Returns:
        The tree of the model's own file, with everything of the others in it.
    """
    main, *others = documents
    if not others or not isinstance(main.tree, Mapping):
        return main.tree
    trees = [main.tree, *(tree for other in others if (tree := _included(other, problems)))]
    entries = dict(main.tree.entries)
    for key in (*BY_ID, *LISTS):
        stated = [entry for tree in trees if (entry := _stated(tree, key)) is not None]
        if len(stated) > 1:
            values = [entry.value for entry in stated]
            at = stated[0].value.location
            unite = _by_id if key in BY_ID else _one_list
            entries[key] = Entry(key, stated[0].key_location, unite(values, key, at, problems))
        elif stated:  # said once, it stays as it is
            entries[key] = stated[0]
    return Mapping(entries, main.tree.location)


def _included(document: Document, problems: Problems) -> Mapping | None:
    fields = _INCLUDED.read(document.tree, problems)
    if fields is None:
        return None
    check_version(fields.get("archlint"), problems)
    return fields.tree


def check_version(version: Tree | None, problems: Problems) -> None:
    """Refuse another version of the language than the first."""
    if version is not None and not (
        isinstance(version, Scalar) and version.text == "1" and version.value == 1
    ):
        problems.add(
            f"this archlint reads version 1 of the model language, found {describe(version)}",
            version.location,
            "write 'archlint: 1'",
        )


def _stated(tree: Mapping, key: str) -> Entry | None:
    entry = tree.entries.get(key)
    return None if entry is None or is_nothing(entry.value) else entry


def _one_list(values: AbstractSequence[Tree], key: str, at: Location, problems: Problems) -> Tree:
    items: list[Tree] = []
    for value in values:
        if isinstance(value, Sequence):
            items.extend(value.items)
        else:
            _wrong(value, key, "a list", problems)
    return Sequence(tuple(items), at)


def _by_id(values: AbstractSequence[Tree], key: str, at: Location, problems: Problems) -> Tree:
    found: dict[str, Entry] = {}
    for value in values:
        if not isinstance(value, Mapping):
            _wrong(value, key, "a mapping", problems)
            continue
        for entry in value:
            first = found.setdefault(entry.key, entry)
            if first is not entry:
                problems.add(
                    f"the {_WHAT[key]} {quote(entry.key)} is defined twice: "
                    f"{both_places(first.key_location, entry.key_location)}",
                    entry.key_location,
                    "ids are global: rename one of them",
                )
    return Mapping(found, at)


def _wrong(value: Tree, key: str, wanted: str, problems: Problems) -> None:
    problems.add(
        f"'{key}' must be {wanted}, found {describe(value)}", value.location, f"write {wanted}"
    )
