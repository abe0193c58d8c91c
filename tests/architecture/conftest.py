"""The shipped catalogue, and short ways to read a model in a test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.decoding import decode
from archlint.architecture.reader import read_model
from archlint.architecture.values import Model
from archlint.edge.bundled import bundled
from archlint.source import SourceError

ROOT = Path(__file__).resolve().parents[2]
TYPES = bundled().types


@pytest.fixture(scope="session")
def icon_index() -> str:
    return (TYPES / "diagrams-index.tsv").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def catalogue(icon_index: str) -> Catalogue:
    files = [(path.name, path.read_text(encoding="utf-8")) for path in TYPES.glob("*.yaml")]
    return read_catalogue(files, icon_index)


@pytest.fixture(scope="session")
def read_text(catalogue: Catalogue) -> Callable[[str], Model]:
    """Read a model from text that nobody decoded."""
    return lambda text: read_model(text, "m.yaml", catalogue)


@pytest.fixture(scope="session")
def read(catalogue: Catalogue) -> Callable[[str | bytes], Model]:
    """Read a whole model from the text or the bytes of a file `m.yaml`."""

    def read_file(source: str | bytes) -> Model:
        data = source if isinstance(source, bytes) else source.encode()
        return read_model(decode(data, "m.yaml"), "m.yaml", catalogue)

    return read_file


@pytest.fixture(scope="session")
def complaints(read: Callable[[str | bytes], Model]) -> Callable[[str | bytes], list[str]]:
    """Write every problem of a model as the command line does: place, message, next step."""

    def complain(source: str | bytes) -> list[str]:
        try:
            read(source)
        except SourceError as error:
            return [f"{p.location}: {p.message}\n  {p.hint}" for p in error.problems]
        return []

    return complain
