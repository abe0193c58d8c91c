"""What the documents say of the language and the catalogue is true."""

import re
from pathlib import Path

import pytest
import yaml

from archlint.architecture import arrows, decoding, documents, environments, parsing, references
from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.environments import ENVIRONMENT_KEYS
from archlint.architecture.fields import (
    CLASSIFICATIONS,
    CONNECTION_FIELDS,
    DATA_FIELDS,
    FLOW_FIELDS,
    NODE_FIELDS,
    NODE_KEYS,
)
from archlint.architecture.reader import MODEL_KEYS, read_model
from archlint.architecture.types import ValueType
from archlint.architecture.waivers import MAX_GLOBS, WAIVER_KEYS
from archlint.edge import globbing
from archlint.edge.bundled import bundled
from archlint.graph import edges
from archlint.source import MAX_PROBLEMS

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE = (ROOT / "docs" / "model-language.md").read_text(encoding="utf-8")
CATALOGUE = (ROOT / "docs" / "catalogue.md").read_text(encoding="utf-8")
HEAD = "archlint: 1\nname: Example\n"


def blocks(document: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", document, re.MULTILINE | re.DOTALL)


def section(document: str, title: str) -> str:
    after = re.split(rf"^#+ {re.escape(title)}$", document, flags=re.MULTILINE)[1]
    return re.split(r"^#+ [A-Z]", after, flags=re.MULTILINE)[0]


def first_cells(text: str) -> set[str]:
    """The words in backquotes in the first cell of each row of a table."""
    return {
        word for row in re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
        for word in re.findall(r"`([^`]+)`", row)
    }  # fmt: skip


def test_there_are_examples():
    assert len(blocks(LANGUAGE)) >= 8
    assert len(blocks(CATALOGUE)) >= 3


@pytest.mark.parametrize("block", blocks(LANGUAGE), ids=lambda block: block.split("\n")[0])
def test_every_example_of_the_language_loads(read, block):
    assert block.startswith(("archlint: 1\n", "# example: ")), "say what the block is"
    assert read(block if block.startswith("archlint") else HEAD + block).nodes


def test_the_nested_and_the_flat_example_say_the_same(read):
    nested, flat = (
        {
            node.id: [place.boundary for place in node.placements]
            for node in read(HEAD + block).nodes.values()
        }
        for name in ("nested", "flat")
        for block in blocks(LANGUAGE)
        if block.startswith(f"# example: {name}\n")
    )
    assert nested == flat


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("The file", {*MODEL_KEYS}),
        ("Nodes", {*NODE_KEYS, *NODE_FIELDS}),
        ("Connections", {"from", "to", *CONNECTION_FIELDS}),
        ("Data", {*DATA_FIELDS}),
        ("Flows", {"steps", *FLOW_FIELDS}),
        ("Environments", {*ENVIRONMENT_KEYS}),
        ("Waivers", {*WAIVER_KEYS}),
    ],
)
def test_the_tables_list_every_field_and_no_other(title, fields):
    assert first_cells(section(LANGUAGE, title)) == fields


def test_the_table_of_property_types_lists_those_that_a_catalogue_can_name():
    written = {str(t) for t in ValueType} - {ValueType.REFERENCE, ValueType.DATA}
    assert first_cells(section(LANGUAGE, "What properties take")) == written


def test_the_classifications_are_those_of_the_language():
    assert re.findall(r"`(\w+)`", section(LANGUAGE, "Data").split("| `classification`")[1])[
        : len(CLASSIFICATIONS)
    ] == list(CLASSIFICATIONS)


def test_the_bounds_are_those_of_the_code():
    numbers = re.findall(r"\| ([\d,]+)(?: \w+)? \|$", section(LANGUAGE, "Bounds"), re.MULTILINE)
    assert [int(number.replace(",", "")) for number in numbers] == [
        decoding.MAX_BYTES >> 20,
        parsing.MAX_DEPTH,
        parsing.MAX_EXPANSION,
        environments.MAX_OVERLAID,
        references.MAX_PLACEMENTS,
        documents.MAX_FILES,
        documents.MAX_INCLUSION,
        globbing.MAX_ENTRIES,
        arrows.MAX_CONNECTIONS,
        MAX_GLOBS,
        edges.MAX_INHERITED,
        MAX_PROBLEMS,
    ]


def test_the_table_of_what_values_mean_is_true():
    meanings = section(LANGUAGE, "What values mean")
    texts = meanings.split("looks like:")[1].split("A property")[0]
    for text in re.findall(r"`([^`]+)`", texts):
        assert parsing.parse(f"a: {text}", "f").get("a").value == text
    rows = re.findall(r"^\| (`.*?) \| (.*?) \|$", meanings, re.MULTILINE)
    kinds = {"no value": type(None), "a boolean": bool, "a whole number": int, "a number": float}
    assert {what for _, what in rows} == set(kinds)
    for written, what in rows:
        for text in re.findall(r"`([^`]+)`", written):
            assert type(parsing.parse(f"a: {text}", "f").get("a").value) is kinds[what]


# --- docs/catalogue.md ---------------------------------------------------------------------------


def rows(title: str) -> list[tuple[str, ...]]:
    return [
        tuple(cell.strip() for cell in row.strip("|").split("|"))
        for row in section(CATALOGUE, title).splitlines()
        if row.startswith("| `")
    ]


def code(words) -> str:
    return ", ".join(f"`{word}`" for word in words)


TABLES = {
    "Generic types": ("actor", "generic", "internet"),
    "AWS types": ("aws",),
    "Azure types": ("azure",),
    "Google Cloud types": ("gcp",),
    "Kubernetes types": ("k8s",),
}


@pytest.mark.parametrize("title", TABLES)
def test_the_table_of_types_is_that_of_the_catalogue(catalogue, title):
    written = [
        (
            f"`{t.id}`",
            t.name,
            code(sorted(t.kinds)),
            code(sorted(set(t.properties) - {
                key for kind in t.kinds for key in catalogue.kinds[kind].properties
            })),
            code(t.lives_in),
        )
        for t in sorted(catalogue.types.values(), key=lambda t: t.id)
        if t.id.partition(".")[0] in TABLES[title]
    ]  # fmt: skip
    assert sorted(rows(title)) == sorted(written)


def test_the_tables_of_aws_types_are_those_of_the_files_that_describe_them(catalogue):
    _, *parts = re.split(r"\(`(aws-[a-z-]+\.yaml)`\):\n", section(CATALOGUE, "AWS types"))
    by_file: dict[str, list[str]] = {}
    for node_type in sorted(catalogue.types.values(), key=lambda t: t.id):
        if node_type.id.startswith("aws."):
            by_file.setdefault(Path(node_type.location.path).name, []).append(node_type.id)
    listed = {
        file: re.findall(r"^\| `(.*?)` \|", table, re.MULTILINE)
        for file, table in zip(parts[::2], parts[1::2], strict=True)
    }
    assert listed == by_file


def test_every_type_stands_in_a_table(catalogue):
    providers = {name.partition(".")[0] for name in catalogue.types}
    assert providers == {provider for group in TABLES.values() for provider in group}


def test_the_table_of_kinds_is_that_of_the_catalogue(catalogue):
    assert rows("Kinds") == [
        (f"`{kind.id}`", kind.description.rstrip("."), code(kind.properties))
        for kind in catalogue.kinds.values()
    ]


def test_the_number_of_classes_is_not_more_than_there_are(catalogue):
    [said] = re.findall(r"over ([\d,]+)\s+classes", CATALOGUE)
    assert int(said.replace(",", "")) < len(list(catalogue.index.paths()))


def test_every_class_that_the_page_names_is_one(catalogue):
    named = re.findall(r"`((?:aws|gcp|k8s|oci|onprem)\.[a-z]+\.[A-Z]\w+)`", CATALOGUE)
    assert len(named) >= 4
    assert [path for path in named if catalogue.index.find(path) is None] == []
    assert catalogue.type("aws.database.RDS").id == "aws.rds"


def test_the_examples_of_types_load_and_can_be_used(icon_index):
    shipped = [
        (path.name, path.read_text(encoding="utf-8")) for path in (bundled().types).glob("*.yaml")
    ]
    own = [block for block in blocks(CATALOGUE) if block.startswith("# types/")]
    assert own
    found = read_catalogue([*shipped, *((f"{n}.yaml", b) for n, b in enumerate(own))], icon_index)
    for block in own:
        for name in yaml.safe_load(block):
            assert name == "kinds" or found.type(name).id == name
    for block in blocks(CATALOGUE):
        if not block.startswith("# types/"):
            assert block.startswith("# example: ")
            assert read_model(HEAD + block, "m.yaml", found).nodes
