"""What the tests of comparisons share: models from a few lines."""

from __future__ import annotations

import json

import pytest

from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.reader import read_model
from archlint.edge.bundled import bundled


@pytest.fixture(scope="session")
def model_of():
    """Read a model: YAML text, or a mapping, either without its head."""
    types = bundled().types
    files = [(f"archlint:types/{f.name}", f.read_text("utf-8")) for f in types.glob("*.yaml")]
    catalogue = read_catalogue([], (types / "diagrams-index.tsv").read_text("utf-8"), shipped=files)

    def read(model, path="model.yaml"):
        text = model if isinstance(model, str) else json.dumps(model)
        if "archlint:" not in text and '"archlint"' not in text:
            if isinstance(model, str):
                text = f"archlint: 1\nname: A system\n{text}"
            else:
                text = json.dumps({"archlint": 1, "name": "A system", **model})
        return read_model(text, path, catalogue)

    return read
