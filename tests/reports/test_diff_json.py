"""A comparison for scripts: a contract, kept by its schema."""

import json
from dataclasses import replace

import jsonschema
import pytest

from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.reports.diff_json import diff_as_json
from archlint.reports.json import problems_as_json
from archlint.review.values import Fact, FieldChange, Revision
from archlint.source import Location, Problem

HERE = Location("m.yaml", 1, 1)


@pytest.fixture(scope="module")
def validate():
    text = FileReader().read(bundled().render / "schemas" / "diff.schema.json")
    schema = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema).validate


def text_of(review, **sides):
    pieces = diff_as_json(
        review.difference,
        review.consequences,
        **({"base": review.base, "head": review.head} | sides),
        version="1.2.3",
        remarks=review.remarks,
    )
    return "".join(pieces)


def with_changes(review, *changes):
    return replace(review, difference=replace(review.difference, changes=changes))


def test_a_comparison_is_written_as_in_the_snapshot(review, matches_snapshot, validate):
    text = text_of(review)
    matches_snapshot(text, "diff.json")
    validate(json.loads(text))


def test_a_comparison_without_a_difference_is_an_object_too(quiet_review, validate):
    made = json.loads(text_of(quiet_review, base=Revision("a.yaml"), head=Revision("b.yaml")))
    validate(made)
    assert (made["changes"], made["ambiguous"], made["consequences"]) == ([], [], [])
    assert made["base"] == {"name": "a.yaml", "commit": None, "model": "model/shop.yaml"}
    assert set(made["summary"].values()) == {0}


def test_changes_keep_their_order_a_line_each(review):
    lines = [line for line in text_of(review).splitlines() if line.startswith('  {"change"')]
    ids = [json.loads(line.rstrip(",] "))["id"] for line in lines]
    assert ids == [change.id for change in review.difference.changes]


def test_what_a_side_does_not_state_has_no_place(review):
    field = FieldChange("f", None, Fact(None, HERE))
    changed = next(each for each in review.difference.changes if each.fields)
    made = json.loads(text_of(with_changes(review, replace(changed, fields=(field,)))))
    assert made["changes"][0]["fields"] == [
        {
            "name": "f",
            "before": None,
            "after": None,
            "locations": {"before": None, "after": {"path": "m.yaml", "line": 1, "column": 1}},
        }
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (float("inf"), "inf"),
        (float("nan"), "nan"),
        ({"a": frozenset({"y", "x"})}, {"a": ["x", "y"]}),
        ((1, True, 1.5), [1, True, 1.5]),
    ],
)
def test_every_value_can_be_read_by_any_reader_of_json(review, value, written):
    changed = next(each for each in review.difference.changes if each.fields)
    field = FieldChange("f", None, Fact(value, HERE))

    def refuse(word):
        raise AssertionError(word)

    text = text_of(with_changes(review, replace(changed, fields=(field,))))
    made = json.loads(text, parse_constant=refuse)
    assert made["changes"][0]["fields"][0]["after"] == written


def test_it_is_ascii_and_what_it_says_comes_back(review):
    name = "\x1b\u540d\N{RIGHT-TO-LEFT OVERRIDE}\ud800"
    text = text_of(with_changes(review, replace(review.difference.changes[0], name=name)))
    assert text.isascii()
    assert json.loads(text)["changes"][0]["name"] == name


def test_changes_are_made_one_at_a_time_as_they_are_written(review):
    changes = review.difference.changes * 1000
    pieces = diff_as_json(
        replace(review.difference, changes=changes),
        (),
        base=review.base,
        head=review.head,
        version="1",
    )
    assert max(map(len, pieces)) < 2000


def test_a_failure_has_its_shape_too(validate):
    problems = [Problem("bad", HERE, "mend"), Problem("missing")]
    validate(json.loads(problems_as_json(problems, version="1", model="m.yaml")))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made: made["changes"][0].update(before={}),
        lambda made: made["changes"][4].update(after="public"),
        lambda made: made["changes"][0].pop("locations"),
        lambda made: made.pop("summary"),
        lambda made: made["consequences"][0].update(risk="high"),
        lambda made: made.update(errors=[]),
    ],
)
def test_the_schema_refuses_what_is_not_so(review, validate, spoil):
    made = json.loads(text_of(review))
    spoil(made)
    with pytest.raises(jsonschema.ValidationError):
        validate(made)
