"""The schema as a document: valid, self-contained, and covering what the parser reads."""

import json
import re
from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from archlint.architecture.catalogue import UnknownType
from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.ids import is_id
from archlint.architecture.reader import MODEL_KEYS
from archlint.architecture.schema import model_schema, patterns, schema_text
from archlint.architecture.schema.values import property_schema, value_schema
from archlint.architecture.types import PropertySpec, ValueType
from archlint.architecture.value_reader import parse_port
from archlint.edge.bundled import bundled

FUTURE = ("archlint", "name", "include", "nodes", "connections", "flows", "data", "environments")
# Words that draft-07 has, and those that editors read besides and validators pass over.
KEYWORDS = {
    *("$schema", "$comment", "$ref", "definitions", "description", "type", "enum", "const"),
    *("properties", "required", "additionalProperties", "patternProperties", "propertyNames"),
    *("minProperties", "maxProperties", "items", "minItems", "uniqueItems", "pattern", "minimum"),
    *("maximum", "allOf", "anyOf", "if", "then", "else", "patternErrorMessage"),
}


@pytest.fixture
def with_own(icon_index):
    """Read the shipped catalogue together with files of one's own."""
    shipped = [
        (file.name, file.read_text(encoding="utf-8")) for file in bundled().types.glob("*.yaml")
    ]
    return lambda *texts: read_catalogue(
        [*shipped, *((f"own-{text}.yaml", text) for text in texts)], icon_index
    )


def parts(schema):
    """Every schema inside a schema."""
    if not isinstance(schema, dict):
        return
    yield schema
    for key, inner in schema.items():
        if key in ("properties", "patternProperties", "definitions"):
            for one in inner.values():
                yield from parts(one)
        elif key in ("allOf", "anyOf"):
            for one in inner:
                yield from parts(one)
        else:
            yield from parts(inner)


@pytest.mark.parametrize("fragment", [False, True])
def test_it_is_a_schema_of_draft_07_with_no_later_word(catalogue, fragment):
    schema = model_schema(catalogue, fragment=fragment, keys=(*FUTURE, "open", "description"))
    Draft7Validator.check_schema(schema)
    assert {word for part in parts(schema) for word in part} <= KEYWORDS


def test_every_reference_stands_alone_and_leads_somewhere(schema):
    for part in parts(schema):
        if "$ref" in part:
            assert list(part) == ["$ref"], "draft-07 ignores what stands beside it"
            found = schema
            for step in part["$ref"].removeprefix("#/").split("/"):
                found = found[step]


def test_it_holds_no_default_for_an_editor_to_insert(schema):
    assert not any("default" in part for part in parts(schema))


def test_a_default_is_told_with_its_source(catalogue):
    days = property_schema(catalogue.types["aws.rds"].properties["backup_retention_days"])
    assert "In days, 0 to 35." in days["description"]
    assert "the provider's default is 1 (source: Amazon RDS User Guide" in days["description"]


@pytest.mark.parametrize("value_type", ValueType)
def test_every_type_of_value_has_a_schema(value_type):
    assert isinstance(value_schema(PropertySpec(value_type)), dict)


def test_it_has_the_keys_that_the_parser_reads(schema):
    assert list(schema["properties"]) == list(MODEL_KEYS)


def test_it_says_what_each_property_of_the_catalogue_means(catalogue, schema):
    told = [
        definition.get("description", "")
        for name, definition in schema["definitions"].items()
        if "@" in name
    ]
    for node_type in catalogue.types.values():
        for spec in node_type.properties.values():
            assert any(text.startswith(spec.description) for text in told)


def test_its_types_are_those_that_the_parser_takes(catalogue, schema):
    offered = [
        name
        for form in schema["definitions"]["type"]["anyOf"]
        for name in form.get("enum", [form["const"]] if "const" in form else [])
    ]
    taken = set(catalogue.types)
    for path in catalogue.index.paths():
        try:
            taken.add(catalogue.type(path).id and path)
        except UnknownType:
            continue
    assert len(offered) == len(set(offered)) > 2000
    assert set(offered) == taken


def test_a_path_that_two_types_share_is_not_offered(with_own):
    text = schema_text(with_own("own.a: {name: A, icon: aws.analytics.Athena}"))
    assert '"aws.analytics.Athena"' in text
    text = schema_text(with_own("own.a: {name: A, icon: aws.database.RDS}"))
    assert '"aws.database.RDS"' not in text


@pytest.mark.parametrize("unknown", ["engine", "multi_az"])
def test_no_icon_takes_what_its_kinds_do_not_give(catalogue, editor_errors, unknown):
    nodes = {
        f"n{number}": {"type": path, unknown: True}
        for number, path in enumerate(list(catalogue.index.paths())[::9])
        if unknown not in catalogue.type(path).properties
    }
    wrong = editor_errors({"archlint": 1, "name": "x", "nodes": nodes})
    assert {error.absolute_path[1] for error in wrong} == set(nodes)


def test_an_empty_catalogue_has_a_schema():
    Draft7Validator.check_schema(model_schema(read_catalogue([], "")))


def test_the_same_catalogue_gives_the_same_text_whatever_the_order_of_its_files(with_own):
    texts = ["own.b: {name: B}", "own.a: {name: A}"]
    assert schema_text(with_own(*texts)) == schema_text(with_own(*texts[::-1]))


def test_the_text_holds_the_schema(catalogue):
    assert json.loads(schema_text(catalogue)) == model_schema(catalogue)


def test_a_fragment_needs_no_head(catalogue):
    fragment = Draft7Validator(model_schema(catalogue, fragment=True))
    assert fragment.is_valid({"nodes": {"a": {"type": "aws.rds"}}})
    assert not fragment.is_valid({"nodes": {"a": {}}})


def test_the_shipped_schema_is_current(catalogue):
    shipped = bundled().render / "schemas" / "model.schema.json"
    assert shipped.read_text(encoding="utf-8") == schema_text(catalogue), (
        "write it with: archlint schema -o render/schemas/model.schema.json"
    )


# --- patterns ------------------------------------------------------------------------------------

OCTETS = st.sampled_from(["0", "1", "10", "255", "256", "01", "99", "199", "249", ""])
GROUPS = st.sampled_from(["0", "1", "ffff", "AB", "12345", "g", ""])
BLOCKS = st.one_of(
    st.builds("{}{}".format, st.lists(OCTETS, min_size=3, max_size=5).map(".".join), st.just("")),
    st.builds(
        "{}{}{}".format,
        st.lists(GROUPS, min_size=1, max_size=9).map(":".join),
        st.sampled_from(["", "", ":1.2.3.4", ":1.2.3", "%eth0", "%", "%a%b", "::"]),
        st.sampled_from(["", "/0", "/64", "/128", "/129", "/", "/08", "/-1", "/255.0.0.0"]),
    ),
    st.builds(
        "10.0.0.0{}".format,
        st.sampled_from(["", "/8", "/32", "/33", "/008", "/255.0.0.0", "/0.0.0.255", "/a", "/1.2"]),
    ),
)


@given(BLOCKS)
def test_the_pattern_of_blocks_is_that_of_python(text):
    try:
        ip_network(text, strict=False)
    except ValueError:
        assert not re.search(patterns.CIDR, text)
    else:
        assert re.search(patterns.CIDR, text)


@given(
    st.one_of(
        st.integers(-5, 70000).map(str), st.from_regex(r"[0-9]{1,6}(-[0-9]{1,6})?", fullmatch=True)
    )
)
def test_the_pattern_of_ports_is_that_of_the_parser_but_for_the_order_of_a_range(text):
    first, _, last = text.partition("-")
    ordered = f"{last}-{first}" if first and last and int(first) > int(last) else text
    assert bool(re.search(patterns.PORT, text)) == (parse_port(ordered) is not None)


@given(st.text("aB1_- .\u0430", max_size=6))
def test_the_pattern_of_ids_is_that_of_the_parser(text):
    assert bool(re.search(patterns.ID, text)) == is_id(text)
