"""A comparison for people: whole screens, the words of values, and where things stand."""

from dataclasses import replace

import pytest

from archlint.reports.diff_text import diff_as_text
from archlint.reports.diff_words import NO_CHANGE, Sides, consequence_words, hops_of, told
from archlint.reports.style import PLAIN, Style
from archlint.reports.value_words import field_words, value_words
from archlint.review.values import Fact, FieldChange, Hop, Revision
from archlint.source import Location

HERE = Location("m.yaml", 1, 1)


def shown(review, style=PLAIN, width=100, **sides):
    said = {"base": review.base, "head": review.head} | sides
    pieces = diff_as_text(
        review.difference,
        review.consequences,
        style=style,
        width=width,
        remarks=review.remarks,
        **said,
    )
    return "".join(pieces)


@pytest.mark.parametrize(
    ("name", "style", "width"),
    [
        ("diff.txt", PLAIN, 100),
        ("diff-narrow.txt", PLAIN, 60),
        ("diff-colored.txt", Style(coloured=True), 100),
    ],
)
def test_a_comparison_as_people_see_it(review, matches_snapshot, name, style, width):
    matches_snapshot(shown(review, style, width), name)


def test_no_difference_gets_two_lines(quiet_review):
    assert shown(quiet_review) == f"{NO_CHANGE}\nmain (1a2b3c4d) -> HEAD (9f8e7d6c)\n\n"


def test_another_type_is_told_before_the_other_properties(review):
    change = next(each for each in review.difference.changes if each.fields)
    fields = tuple(
        FieldChange(name, Fact(f"old {name}", HERE), Fact(f"new {name}", HERE))
        for name in ("engine", "multi_az", "type")
    )
    assert [each.property for each in told(replace(change, fields=fields))] == [
        "type",
        "engine",
        "multi_az",
    ]


def test_places_of_files_are_written_as_they_are(review):
    text = shown(review, base=Revision("old.yaml"), head=Revision("new.yaml"))
    assert "old.yaml -> new.yaml\n" in text
    assert "model/shop.yaml:22:9 (was model/shop.yaml:21:9)" in text


def test_what_moved_stands_before_what_changed(review):
    words = [line.split()[0] for line in shown(review).splitlines() if line.startswith("  ")]
    order = ["moved", "added", "removed", "renamed", "changed", "ambiguous"]
    assert sorted(order, key=words.index) == order


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "none"),
        (True, "true"),
        ("true", '"true"'),
        ("", '""'),
        ("10.0.0.0/16", "10.0.0.0/16"),
        ("::/0", "::/0"),
        (" a", '" a"'),
        (10, "10"),
        ("a b", "a b"),
        ("a, b", '"a, b"'),
        (["a", None, 1], "[a, none, 1]"),
        ({"port": 22, "from": ["x"]}, "{port: 22, from: [x]}"),
    ],
)
def test_a_value_can_be_told_from_what_surrounds_it(value, words):
    assert value_words(value) == words


@pytest.mark.parametrize(
    ("before", "after"),
    [("a" * 500 + "b", "a" * 500 + "c"), ("a" * 500, "a" * 501), ("x" * 99 + "1" * 9, "x" * 99)],
)
def test_long_values_are_shown_where_they_differ(before, after):
    words = field_words(FieldChange("f", Fact(before, HERE), Fact(after, HERE)))
    assert words[0] != words[1]
    assert max(map(len, words)) < 150


def test_what_one_side_does_not_state_is_told_apart_from_none():
    assert field_words(FieldChange("f", None, Fact(None, HERE))) == ("not stated", "none")


def test_a_screen_without_room_is_filled_nonetheless(review):
    assert "moved" in shown(review, width=10)


def test_hidden_characters_are_shown(review):
    [first, *rest] = review.difference.changes
    changes = (replace(first, id="\x1b[2J", name="\N{RIGHT-TO-LEFT OVERRIDE}\n::error::x"), *rest)
    text = shown(replace(review, difference=replace(review.difference, changes=changes)))
    assert "\x1b" not in text
    assert "\\x1b[2J (\\u202e ::error::x)" in text


def test_a_text_is_told_from_the_number_that_it_looks_like():
    assert field_words(FieldChange("f", Fact("10", HERE), Fact(10, HERE))) == ('"10"', "10")


def test_a_path_is_not_told_twice(review):
    one = review.consequences[0]
    assert consequence_words(one).endswith("from the internet: users -> rds")
    for said in ("'users->rds' enters 'vpc'", "'rds' is reached: users -> rds"):
        assert consequence_words(replace(one, message=said)) == said


@pytest.mark.parametrize(
    ("kind", "path"),
    [("datastore-reachable", "m.yaml"), ("datastore-no-longer-reachable", "main:m.yaml")],
)
def test_a_path_that_no_longer_holds_is_one_of_the_base(review, kind, path):
    hops = (Hop("a", "b", HERE), Hop("b", "c", HERE))
    told = replace(review.consequences[0], kind=kind, path=hops)
    sides = Sides(review.base, review.head)
    assert [hop.location.path for hop in hops_of(told, sides)] == [path] * 2
