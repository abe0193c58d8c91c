"""What is written reads back as the same values."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.architecture.emitting import emit
from archlint.architecture.parsing import parse
from archlint.architecture.tree import Entry, Mapping, Scalar, Sequence
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.source import Problems


def plain(tree):
    match tree:
        case Scalar(value):
            return value
        case Sequence(items):
            return [plain(item) for item in items]
    return {entry.key: plain(entry.value) for entry in tree}


def read(text):
    problems = Problems()
    tree = parse(text, "text.yaml", problems)
    problems.raise_if_any()
    return tree


def rule_files():
    return [pytest.param(text, id=path) for _, path, text in bundled().rule_files(FileReader())]


@pytest.mark.parametrize("text", rule_files())
def test_every_shipped_rule_is_written_as_it_was_read(text):
    tree = read(text)
    assert plain(read(emit(tree))) == plain(tree)


@pytest.mark.parametrize(
    "word",
    [
        *(
            "",
            " a",
            "a ",
            "a: b",
            "a:",
            "a #b",
            "#a",
            "- a",
            "-",
            "[a]",
            "{a}",
            "a, b",
            "'a'",
            '"a"',
        ),
        *("null", "~", "true", "1", "1.5", "0755", "::/0", "10.0.0.0/16", "users -> alb", "*", "?"),
        *(
            "&a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a`",
            "a\nb",
            "a\tb",
            "\\",
            "é",
            "a -> b: c",
            "<<",
            "=",
        ),
    ],
)
def test_a_text_stays_the_same_text_wherever_it_stands(word):
    at = read("a")
    scalar = Scalar(word, word, at.location)
    for tree in (Sequence((scalar, scalar), at.location), scalar):
        assert plain(read(emit(tree))) == plain(tree)


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-99, 99)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abc: #-", min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


def as_tree(value, at):
    if isinstance(value, list):
        return Sequence(tuple(as_tree(item, at) for item in value), at)
    if isinstance(value, dict):
        return Mapping({k: Entry(k, at, as_tree(v, at)) for k, v in value.items()}, at)
    text = value if isinstance(value, str) else str(value).lower()
    return Scalar(value, text, at)


@settings(deadline=None, database=None)
@given(st.dictionaries(st.text("abc", min_size=1), VALUES, min_size=1, max_size=3))
def test_whatever_is_written_reads_back(value):
    at = read("a").location
    assert plain(read(emit(as_tree(value, at)))) == value


def test_short_mappings_stand_in_a_line_and_nodes_below_each_other():
    text = "nodes: {a: {type: aws.vpc}, b: {type: aws.rds, in: a}}\nconnections: [a -> b]\n"
    assert emit(read(text)) == (
        "nodes:\n  a: {type: aws.vpc}\n  b: {type: aws.rds, in: a}\nconnections: [a -> b]\n"
    )


def test_what_is_too_long_for_a_line_is_written_as_a_block():
    items = ", ".join(f"{{port: {port}, source: 10.0.0.0/16}}" for port in range(5))
    text = emit(read(f"ingress: [{items}]"))
    assert text.startswith("ingress:\n  - {port: 0, source: 10.0.0.0/16}\n")
