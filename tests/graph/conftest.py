"""What the tests of the graph share: models from a few lines."""

from __future__ import annotations

import pytest

from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.reader import read_model
from archlint.edge.bundled import bundled
from archlint.graph import ArchitectureGraph

TYPES = bundled().types


@pytest.fixture(scope="session")
def graph_of():
    """Build the graph of a model given without its head."""
    files = [(f"archlint:types/{f.name}", f.read_text("utf-8")) for f in TYPES.glob("*.yaml")]
    catalogue = read_catalogue([], (TYPES / "diagrams-index.tsv").read_text("utf-8"), shipped=files)

    def build(text):
        return ArchitectureGraph(
            read_model(f"archlint: 1\nname: A system\n{text}", "model.yaml", catalogue)
        )

    return build
