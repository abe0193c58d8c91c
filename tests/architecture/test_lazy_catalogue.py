"""Shipped types are read on demand; what they say is what their files say."""

from dataclasses import fields

import pytest

from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.lazy_properties import LazyProperties
from archlint.architecture.outline import outline
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.source import SourceError

KINDS = """\
kinds:
  datastore:
    description: Data rests in it.
    properties:
      region: {type: string, description: Where.}
      size: {type: integer}
"""
BLOCK = """\
# A type.
own.db:
  name: Own database
  kinds: [datastore]
  properties:
    # Its engine.
    engine: {type: string, enum: [a, b]}

    size:
      type: number
      description: >-
        A text of
        several lines.
    listeners:
      type: list
      of: {type: mapping, properties: {port: {type: port}}}
  references:
    listeners.key: {to: [own.db], many: false}
    peers: {to: [own.db], many: true}
"""
FLOW = BLOCK.replace(
    BLOCK[BLOCK.index("  properties:") : BLOCK.index("  references:")],
    "  properties: {engine: {type: string}, listeners: {type: list, of: {type: mapping,\n"
    "    properties: {port: {type: port}}}}}\n",
)
FLOW_REFERENCES = BLOCK[: BLOCK.index("  references:")] + (
    "  references: {listeners.key: {to: [own.db], many: false}}\n"
)


def read(types: str, *, shipped: bool):
    files = [("kinds.yaml", KINDS), ("own.yaml", types)]
    catalogue = read_catalogue([], "", shipped=files) if shipped else read_catalogue(files, "")
    return catalogue.types["own.db"]


def test_every_shipped_type_is_sound_and_the_same_when_all_of_it_is_read_at_once():
    index = bundled().icon_index(FileReader())
    files = bundled().type_files(FileReader())
    lazy = read_catalogue([], index, shipped=files)
    eager = read_catalogue(files, index)
    assert list(lazy.types) == list(eager.types)
    assert any(isinstance(each.properties, LazyProperties) for each in lazy.types.values())
    for name, whole in eager.types.items():
        assert not isinstance(whole.properties, LazyProperties)
        for field in fields(whole):
            on_demand, at_once = getattr(lazy.types[name], field.name), getattr(whole, field.name)
            if field.name == "properties":
                assert list(on_demand.items()) == list(at_once.items()), name
                assert len(on_demand) == len(at_once)
            else:
                assert on_demand == at_once, (name, field.name)


@pytest.mark.parametrize("types", [BLOCK, FLOW, FLOW_REFERENCES, BLOCK.replace("\n", "\r\n")])
def test_a_type_is_the_same_whichever_way_it_is_written_and_read(types):
    lazy, eager = read(types, shipped=True), read(types, shipped=False)
    assert list(lazy.properties.items()) == list(eager.properties.items())
    assert list(lazy.properties)[:2] == ["region", "size"]
    assert lazy.properties["listeners"].of.properties["key"].to == ("own.db",)


def test_a_property_that_a_type_lacks_is_no_key():
    properties = read(BLOCK, shipped=True).properties
    assert isinstance(properties, LazyProperties)
    assert "colour" not in properties
    assert properties.get("colour") is None
    with pytest.raises(KeyError):
        properties["colour"]


def test_what_is_wrong_with_a_property_is_told_at_its_place_when_it_is_asked_for():
    properties = read(BLOCK.replace("type: number", "type: nummer"), shipped=True).properties
    assert properties["engine"].enum == ("a", "b")
    with pytest.raises(SourceError) as caught:
        properties["size"]
    [problem] = caught.value.problems
    assert (str(problem.location), problem.message) == (
        "own.yaml:10:13",
        "unknown value type 'nummer'",
    )


@pytest.mark.parametrize("path", ["archlint:t/own.yaml", "archlint:types/shipped.yaml"])
def test_a_file_whose_path_looks_shipped_is_held_to_everything(path):
    own = BLOCK.replace("type: number", "type: nummer").replace(
        "  kinds:", "  icon: aws.nowhere.Nothing\n  kinds:"
    )
    shipped = [("archlint:types/kinds.yaml", KINDS), ("archlint:types/shipped.yaml", "{}")]
    with pytest.raises(SourceError) as caught:
        read_catalogue([(path, own)], "", shipped=shipped)
    assert [(p.location.path, p.message) for p in caught.value.problems] == [
        (path, "unknown icon 'aws.nowhere.Nothing'"),
        (path, "unknown value type 'nummer'"),
    ]


def test_only_sections_in_block_style_are_put_off_and_the_lines_keep_their_numbers():
    parts = outline(BLOCK)
    assert {section: list(names) for section, names in parts.bodies["own.db"].items()} == {
        "properties": ["engine", "size", "listeners"],
        "references": ["listeners.key", "peers"],
    }
    assert parts.head.count("\n") == BLOCK.count("\n")
    assert "type:" not in parts.head
    assert list(outline(FLOW).bodies["own.db"]) == ["references"]


@pytest.mark.parametrize(
    "line",
    ["    <<: *anchor", '    "quoted": {type: string}', "    engine: {type: string}", "    - item"],
)
def test_a_section_with_a_line_that_is_no_name_of_its_own_is_read_at_once(line):
    types = BLOCK.replace("    listeners:\n", f"{line}\n    listeners:\n")
    assert "properties" not in outline(types).bodies["own.db"]
