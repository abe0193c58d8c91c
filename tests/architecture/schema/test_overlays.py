"""What the schema says of includes, environments and open types."""

import pytest
from jsonschema import Draft7Validator

from archlint.architecture.schema import model_schema

KEYS = ("archlint", "name", "include", "nodes", "environments", "open")


@pytest.fixture(scope="module")
def accepts(catalogue):
    validator = Draft7Validator(model_schema(catalogue, keys=KEYS))
    return lambda **keys: validator.is_valid({"archlint": 1, "name": "x", **keys})


@pytest.mark.parametrize("path", ["a.yaml", "parts/*.yaml", "a..b/c.yaml", "...", "a/.hidden"])
def test_an_include_stays_inside(accepts, path):
    assert accepts(include=[path])


@pytest.mark.parametrize(
    "path",
    [
        "",
        " ",
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
        {"remove": {"connections": ["a"]}},
        {"environments": {}},
    ],
)
def test_an_overlay_is_held_to_the_catalogue(accepts, overlay):
    assert not accepts(environments={"staging": overlay})


def test_environments_have_ids(accepts):
    assert not accepts(environments={"Staging": {}})


def test_open_types_are_types(accepts):
    assert accepts(open=["aws.s3", "aws.analytics.Athena"])
    assert not accepts(open=["aws.s33"])
