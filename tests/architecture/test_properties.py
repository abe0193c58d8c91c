"""What must hold for any input at all."""

import re
import unicodedata
from functools import partial

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.decoding import split_lines
from archlint.architecture.parsing import parse
from archlint.architecture.tree import Mapping, Scalar, Sequence, Tree
from archlint.errors import ArchlintError
from archlint.source import Location, SourceError

many = partial(settings, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Pieces that a model is made of, hostile ones among them, so that chance gets past the first line.
PIECES = st.sampled_from(
    [
        *"-:,[]{}&*!|>'\"%@`#?~ \n\t\r\\",
        *(
            "\n  ",
            ": ",
            "- ",
            "? ",
            "<<: ",
            "&a ",
            "*a",
            "!!str ",
            "!x ",
            "---\n",
            "...\n",
            "%TAG ",
        ),
        *("archlint: 1\n", "name: x\n", "nodes:\n", "connections:\n", "data:\n", "flows:\n"),
        *("  a:\n", "    type: ", "aws.rds", "aws.vpc", "in: ", "nodes: ", "steps: ", "from: "),
        *(
            "a -> b",
            "->",
            "{{",
            "}}",
            "null",
            "true",
            "0755",
            "1.10",
            "::/0",
            "10.0.0.0/8",
            "é",
            "🏥",
        ),
        *("\u202e", "\ufeff", "\u2028", "\x85", "\x00", "\x1b", "\ud800", "\uffff"),
    ]
)
HEADS = st.sampled_from(["", "archlint: 1\nname: x\n", "archlint: 1\nname: x\nnodes:\n  a: "])
TEXTS = st.one_of(
    st.text(max_size=60),
    st.builds("{}{}".format, HEADS, st.lists(PIECES, max_size=25).map("".join)),
)


def hides_something(text: str) -> bool:
    return any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in text)


def check_problems(error: ArchlintError) -> list[Location]:
    """Check what can be said without the text, and return the places."""
    assert isinstance(error, SourceError)
    for problem in error.problems:
        assert problem.message
        assert problem.hint
        assert problem.location is not None
        assert min(problem.location.line, problem.location.column) >= 1
        assert not hides_something(problem.message + problem.hint)
    return [problem.location for problem in error.problems if problem.location]


def check_places(error: ArchlintError, text: str) -> None:
    lines = split_lines(text)
    for location in check_problems(error):
        assert location.line <= len(lines)
        assert location.column <= len(lines[location.line - 1]) + 1


@many(max_examples=600)
@given(TEXTS)
@example("archlint: 1\nname: x\nnodes: {a: {type: aws.vpc, cidr: ''}}")
@example("a: |\n \ufeff")
@example("- a\nb")
@example("archlint: 1\nname: x\nflows: ---\n? data")
@example('"<<": {}')
def test_any_text_is_read_or_refused_with_places_in_it(read_text, text):
    try:
        read_text(text)
    except ArchlintError as error:
        check_places(error, text)


@many(max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=60),
        st.builds(
            str.encode,
            st.lists(PIECES, max_size=15).map("".join),
            st.sampled_from(["utf-8", "utf-16", "utf-32", "utf-16-le"]),
            st.just("surrogatepass"),
        ),
    )
)
def test_any_bytes_are_read_or_refused_with_a_place(read, data):
    try:
        read(data)
    except ArchlintError as error:
        check_problems(error)


@many(max_examples=300)
@given(st.lists(PIECES, max_size=20).map("".join))
@example("---\n? 0755")
def test_any_catalogue_file_is_read_or_refused_with_places_in_it(text):
    text = f"own.a: {{name: A}}\nown.b: {text}"
    try:
        read_catalogue([("f", text)], "")
    except ArchlintError as error:
        check_places(error, text)


# --- data ----------------------------------------------------------------------------------------

PRINTABLE = st.text(
    st.characters(
        blacklist_categories=["Cs", "Cc"], blacklist_characters="\u2028\u2029\ufeff\ufffe\uffff"
    ),
    max_size=12,
)
# PyYAML leaves some texts bare that its own reader takes for texts, and that are numbers here.
BARE_NUMBERS = re.compile(r"[-+]?[0-9.]+([eE][-+]?[0-9]+)?\Z")
WORDS = PRINTABLE.filter(lambda text: not BARE_NUMBERS.match(text))
ATOMS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18) + 1, 10**18 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    WORDS,
)
DATA = st.recursive(
    ATOMS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


def plain(tree: Tree) -> object:
    if isinstance(tree, Mapping):
        return {entry.key: plain(entry.value) for entry in tree}
    if isinstance(tree, Sequence):
        return [plain(item) for item in tree.items]
    return tree.value


@many(max_examples=300)
@given(DATA, st.booleans(), st.integers(20, 200))
def test_what_pyyaml_writes_of_plain_data_gives_the_data_back(data, flow, width):
    if data is None:
        return  # an empty file
    written = yaml.safe_dump(data, default_flow_style=flow, width=width, allow_unicode=True)
    assert plain(parse(written, "f")) == data


@many(max_examples=300)
@given(DATA, st.booleans())
def test_every_place_is_where_the_text_stands(data, flow):
    if data is None:
        return
    written = yaml.safe_dump(data, default_flow_style=flow, width=10**6, allow_unicode=True)
    lines = split_lines(written)

    def check(tree: Tree) -> None:
        here = lines[tree.location.line - 1][tree.location.column - 1 :]
        if isinstance(tree, Mapping):
            for entry in tree:
                key = lines[entry.key_location.line - 1][entry.key_location.column - 1 :]
                assert key.startswith((entry.key, "'", '"', "?", ":"))
                check(entry.value)
            assert not flow or here.startswith("{")
        elif isinstance(tree, Sequence):
            for item in tree.items:
                check(item)
            assert here.startswith("[" if flow or not tree.items else "-")
        else:
            assert isinstance(tree, Scalar)
            assert here.startswith((tree.text.partition("\n")[0], "'", '"'))

    check(parse(written, "f"))


# --- nesting -------------------------------------------------------------------------------------


@st.composite
def forests(draw: st.DrawFn) -> dict[str, str | None]:
    """Boundaries by id, each with the one around it, if any."""
    names = [f"n{number}" for number in range(draw(st.integers(1, 8)))]
    return {
        name: draw(st.sampled_from([None, *names[:number]])) for number, name in enumerate(names)
    }


@many(max_examples=100)
@given(forests())
def test_nested_and_flat_writing_give_equal_models(read, forest):
    def nested(parent: str | None) -> dict[str, object]:
        return {
            name: {"type": "generic.group", "name": name.upper()}
            | ({"nodes": nested(name)} if name in forest.values() else {})
            for name, around in forest.items()
            if around == parent
        }

    flat = {
        name: {"type": "generic.group", "name": name.upper()} | ({"in": around} if around else {})
        for name, around in forest.items()
    }
    head = {"archlint": 1, "name": "x"}
    models = [
        read(yaml.safe_dump(head | {"nodes": nodes}, sort_keys=False))
        for nodes in (nested(None), flat)
    ]
    first, second = (
        {
            node.id: (
                node.type.id,
                [place.boundary for place in node.placements],
                {key: value.plain() for key, value in node.stated.items()},
            )
            for node in model.nodes.values()
        }
        for model in models
    )
    assert first == second
    assert {name: (places or [None])[0] for name, (_, places, _) in first.items()} == forest


@pytest.mark.parametrize("text", ["1e3", "-.5", "1.5e3"])
def test_the_texts_left_out_above_are_numbers_here_and_texts_in_pyyaml(text):
    assert yaml.safe_load(yaml.safe_dump(text)) == text
    assert isinstance(plain(parse(text, "f")), float)
