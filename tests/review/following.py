"""Ask what follows from one model to another, without what tells the two apart."""

from __future__ import annotations

import json
from functools import cache

from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.reader import read_model
from archlint.edge.bundled import bundled
from archlint.graph import ArchitectureGraph
from archlint.review.consequences import consequences
from archlint.review.values import Change, ChangeKind, Difference, Fact, PartKind
from archlint.source import Location

HEAD = "archlint: 1\nname: A system\n"


@cache
def catalogue(*own):
    """Return the shipped types, and those of a project's files."""
    types = bundled().types
    files = [(f"archlint:types/{f.name}", f.read_text("utf-8")) for f in types.glob("*.yaml")]
    texts = [(f"types/{at}.yaml", text) for at, text in enumerate(own)]
    return read_catalogue(texts, (types / "diagrams-index.tsv").read_text("utf-8"), shipped=files)


def graph_of(model):
    """Build the graph of a model: its text without the head, or plain data."""
    text = model if isinstance(model, str) else json.dumps(model)
    if not isinstance(model, str):
        text = json.dumps({"archlint": 1, "name": "A system", **model})
    elif not text.startswith(("archlint:", "#")):
        text = HEAD + text
    return ArchitectureGraph(read_model(text, "model.yaml", catalogue()))


def difference_of(base, head, renamed=None, renamed_data=None):
    """Say that something of each sort differs, and what is renamed."""
    place = Location("model.yaml", 1, 1)
    changes = [
        Change(ChangeKind.CHANGED, kind, "any", "any")
        for kind in (PartKind.NODE, PartKind.CONNECTION, PartKind.DATA)
    ] + [
        Change(ChangeKind.RENAMED, PartKind.DATA, new, new, "", Fact(old, place), Fact(new, place))
        for old, new in (renamed_data or {}).items()
    ]
    return Difference(base.model, head.model, tuple(changes), (), renamed or {})


def following(base, head, renamed=None, renamed_data=None):
    """Return what follows."""
    before, after = graph_of(base), graph_of(head)
    return consequences(before, after, difference_of(before, after, renamed, renamed_data))


def told(found):
    """Write consequences on a line each."""
    return [f"{one.risk}: {one.kind} {one.subject}: {one.message}" for one in found]
