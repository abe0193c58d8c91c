"""The shipped catalogue, rules and templates, and pages made with them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.reader import read_model
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.graph import ArchitectureGraph
from archlint.pages import write_pages
from archlint.ruleset import check, read_rules

ROOT = Path(__file__).resolve().parents[2]
Pages = dict[str, str]


@dataclass
class Html:
    """A page as a reader's browser has it."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""
    cells: list[str] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    @property
    def targets(self) -> list[str]:
        names = {"a": "href", "img": "src"}
        return [
            attributes[names[tag]]
            for tag, attributes in self.elements
            if tag in names and names[tag] in attributes
        ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.html = Html()
        self._cell: str | None = None
        self._heading: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.html.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag in ("td", "th"):
            self._cell = ""
        if re.fullmatch("h[1-6]", tag):
            self._heading = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.html.cells.append(self._cell or "")
            self._cell = None
        if re.fullmatch("h[1-6]", tag):
            self.html.headings.append((tag, self._heading or ""))
            self._heading = None
        if tag in ("p", "li", "td", "th", "pre") or tag.startswith("h"):
            self.html.text += "\n"

    def handle_data(self, data: str) -> None:
        self.html.text += data
        if self._cell is not None:
            self._cell += data
        if self._heading is not None:
            self._heading += data


def read_html(markdown: str) -> Html:
    reader = _Reader()
    reader.feed(MarkdownIt("commonmark").enable("table").render(markdown))
    reader.close()
    return reader.html


@pytest.fixture(scope="session")
def html() -> Callable[[str], Html]:
    return read_html


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    types = bundled().types
    files = [(f"archlint:types/{file.name}", file.read_text()) for file in types.glob("*.yaml")]
    return read_catalogue([], (types / "diagrams-index.tsv").read_text(), shipped=files)


@pytest.fixture(scope="session")
def templates() -> Mapping[str, str]:
    folder = bundled().render / "templates"
    return {file.name: file.read_text() for file in folder.glob("*.j2")}


@pytest.fixture(scope="session")
def pages_of(catalogue: Catalogue, templates: Mapping[str, str]) -> Callable[[str], Pages]:
    """Make the pages of a model from its YAML, judged by the shipped rules."""
    rules = read_rules(bundled().rule_files(FileReader({})), catalogue)

    def make(text: str) -> Pages:
        graph = ArchitectureGraph(read_model(text, "model/architecture.yaml", catalogue))
        return write_pages(check(graph, rules), graph, templates, picture="architecture")

    return make


@pytest.fixture(scope="session")
def clinic_yaml() -> str:
    return (ROOT / "model" / "architecture.yaml").read_text()


@pytest.fixture(scope="session")
def clinic(pages_of: Callable[[str], Pages], clinic_yaml: str) -> Pages:
    return pages_of(clinic_yaml)


@pytest.fixture(scope="session")
def make(pages_of: Callable[[str], Pages]) -> Callable[..., Pages]:
    """Make pages, links and escapes taken out, from the parts of a model."""

    def pages(**parts: Any) -> Pages:
        made = pages_of(json.dumps({"archlint": 1, "name": "Small", **parts}))
        return {file: _plain(text) for file, text in made.items()}

    return pages


def _plain(markdown: str) -> str:
    return re.sub(r"\\(.)", r"\1", re.sub(r"\[((?:\\.|[^\]])*)\]\([^)]*\)", r"\1", markdown))
