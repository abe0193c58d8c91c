"""Two texts say the same where their values do, typed, in the same order of items."""

from itertools import combinations

import pytest

from archlint.architecture.parsing import parse
from archlint.review.written import plain, says_the_same
from archlint.source import Problems


def tree(text):
    return parse(f"key: {text}", "a.yaml", Problems())


DISTINCT = ["true", "1", "'1'", "1.0", "1.10", "1.1", "null", "''", "[1]", "[1, 2]", "[2, 1]", "{}"]


@pytest.mark.parametrize(("one", "other"), [*combinations(DISTINCT, 2)])
def test_what_differs_in_type_or_text_or_order_is_not_the_same(one, other):
    assert not says_the_same(tree(one), tree(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("'a'", "a"), ("~", "null"), ("{a: 1, b: [x]}", "\n  b:\n  - x # first\n  a: 1")],
)
def test_how_it_is_written_does_not_count(one, other):
    assert says_the_same(tree(one), tree(other))


def test_what_is_not_there_is_the_same_as_nothing_else():
    assert says_the_same(None, None)
    assert not says_the_same(None, tree("null"))
    assert not says_the_same(tree("null"), None)


def test_a_tree_is_told_as_plain_values():
    assert plain(tree("{b: [x, 1], a: ~}")) == {"key": {"b": ["x", 1], "a": None}}
