"""Models read from text, and what a drawn SVG holds, as values."""

from pathlib import Path

import pytest

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.reader import read_model
from archlint.architecture.values import Model
from archlint.diagrams import Theme, draw, read_theme
from archlint.edge.bundled import bundled

ROOT = Path(__file__).resolve().parents[2]
TYPES = bundled().types


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    files = [(f"archlint:types/{path.name}", path.read_text()) for path in TYPES.glob("*.yaml")]
    return read_catalogue([], (TYPES / "diagrams-index.tsv").read_text(), shipped=files)


@pytest.fixture(scope="session")
def theme() -> Theme:
    path = bundled().render / "themes" / "default.yaml"
    return read_theme(path.read_text(), "default.yaml")


@pytest.fixture(scope="session")
def clinic(catalogue) -> Model:
    path = ROOT / "model" / "architecture.yaml"
    return read_model(path.read_text(), "architecture.yaml", catalogue)


@pytest.fixture(scope="session")
def clinic_svg(clinic, theme) -> str:
    return draw(clinic, theme, formats=["svg"])["svg"].decode()


@pytest.fixture
def model(catalogue):
    """A function from the YAML below `archlint: 1` to a model."""

    def read(text: str) -> Model:
        return read_model(f"archlint: 1\nname: Test\n{text}", "test.yaml", catalogue)

    return read
