"""A tree to a model, with every problem reported at once."""

from __future__ import annotations

from types import MappingProxyType

from archlint.architecture.arrows import read_connections
from archlint.architecture.catalogue import Catalogue
from archlint.architecture.collector import collector_held
from archlint.architecture.fields import DATA_FIELDS
from archlint.architecture.flows import read_flows
from archlint.architecture.ids import check_id
from archlint.architecture.nodes import NodeReader
from archlint.architecture.open_types import read_open_types
from archlint.architecture.parsing import parse
from archlint.architecture.records import read_record
from archlint.architecture.references import check_model
from archlint.architecture.shape import Fields, Shape
from archlint.architecture.tree import Mapping, Scalar, Tree, describe, is_nothing
from archlint.architecture.values import DataAsset, Model
from archlint.source import Location, Problems
from archlint.text import quote

MODEL_KEYS = ("description", "data", "nodes", "connections", "flows", "open")
_MODEL = Shape("a model", optional=("archlint", "name", *MODEL_KEYS))
_FRAGMENT = Shape("an example", optional=("description", *MODEL_KEYS[1:]))
_FOREIGN = {
    "AWSTemplateFormatVersion": "a CloudFormation template",
    "Resources": "a CloudFormation template",
    "services": "a Compose file",
    "apiVersion": "a Kubernetes manifest",
    "technical_assets": "a Threagile model",
    "threagile_version": "a Threagile model",
}


def read_model(text: str, path: str, catalogue: Catalogue) -> Model:
    """Read a model from its text.

    Args:
        text: The YAML.
        path: What positions and messages call the file.
        catalogue: The types that nodes may have.

    Raises:
        SourceError: With every problem that was found.
    """
    problems = Problems()
    with collector_held():
        return build_model(parse(text, path, problems), path, catalogue, problems)


def build_model(
    tree: Tree, path: str, catalogue: Catalogue, problems: Problems | None = None
) -> Model:
    """Turn a parsed document into a model.

    Args:
        tree: The document.
        path: What the model calls its file.
        catalogue: The types that nodes may have.
        problems: What was wrong with the document already.

    Raises:
        SourceError: With every problem that was found.
    """
    problems = Problems() if problems is None else problems
    if isinstance(tree, Mapping) and "archlint" not in tree.entries:
        foreign = next((what for key, what in _FOREIGN.items() if key in tree.entries), "")
        problems.add(
            "this is not an archlint model: the key 'archlint' is missing"
            + (f" (it looks like {foreign})" if foreign else ""),
            tree.location,
            "begin a model with the line 'archlint: 1'",
        )
        if foreign or tree.entries.keys().isdisjoint(("nodes", "connections")):
            problems.raise_if_any()
    fields = _MODEL.read(tree, problems)
    if fields is not None:
        _check_version(fields, problems)
        if "name" not in fields.tree.entries:
            problems.add("a model needs 'name'", fields.tree.location, "add 'name:'")
    model = _assemble(fields, path, catalogue, problems)
    problems.raise_if_any()
    return model


def build_example(tree: Tree, path: str, catalogue: Catalogue) -> Model:
    """Turn a small model without a head, as rules have in their examples, into a model.

    Raises:
        SourceError: With every problem that was found.
    """
    problems = Problems()
    model = _assemble(_FRAGMENT.read(tree, problems), path, catalogue, problems)
    problems.raise_if_any()
    return model


def _check_version(fields: Fields, problems: Problems) -> None:
    version = fields.get("archlint")
    if version is not None and not (
        isinstance(version, Scalar) and version.text == "1" and version.value == 1
    ):
        problems.add(
            f"this archlint reads version 1 of the model language, found {describe(version)}",
            version.location,
            "write 'archlint: 1'",
        )


def _assemble(fields: Fields | None, path: str, catalogue: Catalogue, problems: Problems) -> Model:
    if fields is None:
        problems.raise_if_any()
    assert fields is not None  # noqa: S101 - the line above has raised
    nodes = NodeReader(catalogue, problems)
    if (tree := fields.get("nodes")) is not None:
        nodes.read(tree)
    ends: list[tuple[str, Location]] = [*nodes.refused_places]
    connections = read_connections(fields.get("connections"), problems, ends)
    model = Model(
        path=path,
        name=fields.text("name") if "name" in fields.tree.entries else "",
        description=fields.text("description") if "description" in fields.tree.entries else "",
        nodes=MappingProxyType(nodes.nodes),
        connections=connections,
        data=MappingProxyType(_read_data(fields.get("data"), problems)),
        flows=MappingProxyType(read_flows(fields.get("flows"), problems, ends)),
        open=read_open_types(fields, catalogue, problems),
    )
    check_model(model, problems, refused=nodes.refused, ends=ends)
    return model


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
