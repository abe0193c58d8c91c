"""What the schema says of includes, environments and open types."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from archlint.architecture.documents import read_document
from archlint.architecture.schema import model_schema, patterns
from archlint.source import Problems


@pytest.fixture(scope="module")
def accepts(catalogue):
    validator = Draft7Validator(model_schema(catalogue))
    return lambda **keys: validator.is_valid({"archlint": 1, "name": "x", **keys})


def parser_includes(include):
    problems = Problems()
    read_document(f"archlint: 1\nname: x\ninclude: {json.dumps(include)}", "m.yaml", problems)
    return not problems.found()


@pytest.mark.parametrize(
    "path",
    ["a.yaml", "parts/*.yaml", "a..b/c.yaml", "...", "a/.hidden", " ", "ab:c", "a~", "[a-c]"],
)
def test_an_include_stays_inside(accepts, path):
    assert accepts(include=[path])
    assert parser_includes([path])


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "./a",
        "a/.",
        "a//b",
        "a/",
        "C:x",
        "a\\b",
        "a\0",
        "/etc/x",
        "../a",
        "a/../b",
        "a/..",
        "..",
        "C:/x",
        "https://x/y",
        "~/a",
        "a\\..\\b",
        5,
    ],
)
def test_an_include_that_leads_out_is_refused(accepts, path):
    assert not accepts(include=[path])
    assert not parser_includes([path])


@given(st.text("aC.:/\\~ \n\0*", max_size=6))
def test_the_pattern_of_includes_is_that_of_the_parser(path):
    assert bool(re.search(patterns.INCLUDE.replace("$)", r"\Z)"), path)) == parser_includes([path])


@pytest.mark.parametrize("include", [None, [], ["a", "b"], "a", ["a", "a"], [["a"]], {"a": 1}])
def test_an_include_is_a_list_that_names_nothing_twice(accepts, include):
    assert accepts(include=include) == parser_includes(include)
    assert accepts(include=include) == (include in (None, [], ["a", "b"]))


@pytest.mark.parametrize(
    "overlay",
    [
        None,
        {"name": "S", "description": 5},
        {"nodes": {"rds": {"multi_az": False}}},
        {"nodes": {"rds": {"type": "aws.rds", "multi_az": False}}},
        {"nodes": {"vpc": {"nodes": {"rds": {"engine": "redis"}}}}},
        {"nodes": {"vpc": {"type": "aws.vpc", "nodes": {"rds": {"multi_az": True}}}}},
        {"remove": {"nodes": ["a"], "connections": ["a -> b"], "data": ["d"], "flows": ["f"]}},
        {"connections": ["a -> b"], "flows": {"f": {"steps": ["a -> b"]}}, "data": {"d": {}}},
        {"open": ["aws.s3"]},
        {"flows": {"f": {"title": "x"}}, "open": None, "nodes": None, "remove": None},
        {"remove": {"nodes": None, "connections": [{"a -> b": {"id": "c"}}]}},
    ],
)
def test_an_overlay_says_what_differs(accepts, overlay):
    assert accepts(environments={"staging": overlay})


@pytest.mark.parametrize(
    "overlay",
    [
        {"node": {}},
        {"nodes": {"rds": {"multi_as": False}}},
        {"nodes": {"rds": {"multi_az": "no"}}},
        {"nodes": {"rds": {"type": "aws.s3", "multi_az": False}}},
        {"nodes": {"rds": {"type": "aws.nope"}}},
        {"nodes": {"rds": None}},
        {"nodes": {"vpc": {"nodes": {"rds": {"engine": "cobol"}}}}},
        {"remove": {"nodes": "a"}},
        {"remove": {"nodes": ["A"]}},
        {"remove": {"connections": "a -> b"}},
        {"remove": {"connections": ["a -> b#c"]}},
        {"remove": {"connections": [{"a -> b": {"label": "c"}}]}},
        {"flows": {"f": None}},
        {"remove": {"connections": ["a"]}},
        {"environments": {}},
    ],
)
def test_an_overlay_is_held_to_the_catalogue(accepts, overlay):
    assert not accepts(environments={"staging": overlay})


def test_environments_have_ids(accepts):
    assert not accepts(environments={"Staging": {}})
    assert not accepts(environments={"all": {}})
    assert accepts(environments={"all-of-it": {}})


def test_open_types_are_types(accepts):
    assert accepts(open=["aws.s3", "aws.analytics.Athena"])
    assert not accepts(open=["aws.s33"])
