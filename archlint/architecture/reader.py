"""A tree to a model, with every problem reported at once."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence as AbstractSequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from archlint.architecture.arrows import read_connections
from archlint.architecture.catalogue import Catalogue
from archlint.architecture.collector import collector_held
from archlint.architecture.documents import Document, check_version, read_document, united
from archlint.architecture.environments import (
    ALL,
    check_number,
    environments_of,
    overlaid,
)
from archlint.architecture.fields import DATA_FIELDS
from archlint.architecture.flows import read_flows
from archlint.architecture.ids import check_id
from archlint.architecture.nodes import NodeReader
from archlint.architecture.open_types import read_open_types
from archlint.architecture.overlays import Overlay, changed_connections
from archlint.architecture.records import read_record
from archlint.architecture.references import NOTHING_REMOVED, check_model
from archlint.architecture.shape import Fields, Shape
from archlint.architecture.tree import Mapping, Tree, describe, is_nothing
from archlint.architecture.values import DataAsset, Model
from archlint.architecture.waivers import read_waivers
from archlint.finding import Waiver
from archlint.source import Location, Problem, Problems
from archlint.text import quote

_PARTS = ("data", "nodes", "connections", "flows", "open")
MODEL_KEYS = ("archlint", "name", "description", "include", *_PARTS, "environments", "waivers")
_MODEL = Shape("a model", optional=MODEL_KEYS)
_FRAGMENT = Shape("an example", optional=("description", *_PARTS))
_FOREIGN = {
    "AWSTemplateFormatVersion": "a CloudFormation template",
    "Resources": "a CloudFormation template",
    "services": "a Compose file",
    "apiVersion": "a Kubernetes manifest",
    "technical_assets": "a Threagile model",
    "threagile_version": "a Threagile model",
}


@dataclass(frozen=True, slots=True)
class Models:
    """A model as it stands, and as it is in each of its environments.

    Attributes:
        base: The model as it stands.
        environments: The models of the environments that were asked for, by name.
        names: The names of all environments, in the order of the file.
    """

    base: Model
    environments: AbstractMapping[str, Model]
    names: tuple[str, ...]


def read_model(text: str, path: str, catalogue: Catalogue) -> Model:
    """Read a model from the text of a single file.

    Args:
        text: The YAML.
        path: What positions and messages call the file.
        catalogue: The types that nodes may have.

    Raises:
        SourceError: With every problem that was found; a file that asks to include others is one,
            since nobody here could read them.
    """
    problems = Problems()
    with collector_held():
        document = read_document(text, path, problems)
        for include in document.includes:
            problems.add(
                f"{quote(include.pattern)} cannot be included here",
                include.location,
                "write everything in one text",
            )
        return build_models([document], catalogue, problems).base


def build_models(
    documents: AbstractSequence[Document],
    catalogue: Catalogue,
    problems: Problems,
    *,
    environment: str | None = None,
) -> Models:
    """Turn the parsed files of a model into values, also as it is in environments.

    Every environment is read for what is wrong with it; only what is asked for is kept.

    Args:
        documents: The model's own file, then the included ones.
        catalogue: The types that nodes may have.
        problems: What was wrong with the files already.
        environment: The environment that is asked for; `all` for every one, `None` for none.

    Raises:
        SourceError: With every problem that was found, in the environments, too; or if there are
            more environments than a model of this size may have.
    """
    tree, path = united(documents, problems), documents[0].path
    _refuse_foreign(tree, problems)
    fields = _MODEL.read(tree, problems)
    if fields is None:
        problems.raise_if_any()
    assert fields is not None  # noqa: S101 - the line above has raised
    check_version(fields.get("archlint"), problems)
    if "name" not in fields.tree.entries:
        problems.add("a model needs 'name'", fields.tree.location, "add 'name:'")
    found = environments_of(tree, problems)
    waivers = read_waivers(fields.get("waivers"), found, problems)
    base = _assemble(fields, path, catalogue, problems, waivers=waivers)
    check_number(fields, len(found) * sum(document.values for document in documents))
    kept = {}
    for name, stated in found.items():
        own = Problems()
        changed, overlay = overlaid(fields.tree, name, stated, own)
        model = _assemble(Fields(changed, own), path, catalogue, own, overlay, waivers)
        problems.extend(_only_in(name, own, problems))
        if environment in (ALL, name):
            kept[name] = model
    problems.raise_if_any()
    return Models(base, MappingProxyType(kept), tuple(found))


def _only_in(name: str, own: Problems, known: Problems) -> list[Problem]:
    """Return the problems that an environment alone has, saying so."""
    told = set(known.found())
    return [
        replace(problem, message=f"in the environment {quote(name)}: {problem.message}")
        for problem in own.found()
        if problem not in told
    ]


def _refuse_foreign(tree: Tree, problems: Problems) -> None:
    if not isinstance(tree, Mapping) or "archlint" in tree.entries:
        return
    foreign = next((what for key, what in _FOREIGN.items() if key in tree.entries), "")
    problems.add(
        "this is not an archlint model: the key 'archlint' is missing"
        + (f" (it looks like {foreign})" if foreign else ""),
        tree.location,
        "begin a model with the line 'archlint: 1'",
    )
    if foreign or tree.entries.keys().isdisjoint(("nodes", "connections")):
        problems.raise_if_any()


def build_example(tree: Tree, path: str, catalogue: Catalogue) -> Model:
    """Turn a small model without a head, as rules have in their examples, into a model.

    Raises:
        SourceError: With every problem that was found.
    """
    problems = Problems()
    fields = _FRAGMENT.read(tree, problems)
    if fields is None:
        problems.raise_if_any()
    assert fields is not None  # noqa: S101 - the line above has raised
    model = _assemble(fields, path, catalogue, problems)
    problems.raise_if_any()
    return model


def _assemble(
    fields: Fields,
    path: str,
    catalogue: Catalogue,
    problems: Problems,
    overlay: Overlay | None = None,
    waivers: tuple[Waiver, ...] = (),
) -> Model:
    nodes = NodeReader(catalogue, problems)
    if (tree := fields.get("nodes")) is not None:
        nodes.read(tree)
    ends: list[tuple[str, Location]] = []
    connections = read_connections(fields.get("connections"), problems, ends)
    if overlay is not None:
        connections = changed_connections(connections, overlay, nodes.nodes, problems, ends)
    ends += nodes.refused_places
    model = Model(
        path=path,
        name=_name(fields, overlay),
        description=fields.text("description") if "description" in fields.tree.entries else "",
        nodes=MappingProxyType(nodes.nodes),
        connections=connections,
        data=MappingProxyType(_read_data(fields.get("data"), problems)),
        flows=MappingProxyType(read_flows(fields.get("flows"), problems, ends)),
        environment="" if overlay is None else overlay.name,
        open=read_open_types(fields, catalogue, problems),
        waivers=waivers,
    )
    removed = NOTHING_REMOVED if overlay is None else overlay.gone
    check_model(model, problems, refused=nodes.refused, ends=ends, removed=removed)
    return model


def _name(fields: Fields, overlay: Overlay | None) -> str:
    if "name" not in fields.tree.entries:
        return ""
    suffix = f" ({overlay.name})" if overlay is not None and not overlay.renames else ""
    return fields.text("name") + suffix


def _read_data(tree: Tree | None, problems: Problems) -> dict[str, DataAsset]:
    if tree is None or is_nothing(tree):
        return {}
    if not isinstance(tree, Mapping):
        problems.add(
            f"'data' must be a mapping, found {describe(tree)}",
            tree.location,
            "write 'id: {classification: ...}' lines under it",
        )
        return {}
    assets = {}
    for entry in tree:
        check_id(entry.key, entry.key_location, problems)
        stated = read_record(
            entry.value, DATA_FIELDS, f"the data asset {quote(entry.key)}", problems
        )
        assets[entry.key] = DataAsset(entry.key, entry.key_location, stated)
    return assets
