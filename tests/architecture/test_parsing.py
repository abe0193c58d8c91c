import gc

import pytest

from archlint.architecture.parsing import MAX_DEPTH, parse
from archlint.architecture.tree import Mapping, Scalar, Sequence, Tree
from archlint.source import SourceError


def plain(tree: Tree) -> object:
    """The data alone."""
    if isinstance(tree, Mapping):
        return {entry.key: plain(entry.value) for entry in tree}
    if isinstance(tree, Sequence):
        return [plain(item) for item in tree.items]
    return tree.value


def places(tree: Tree, path: str = "") -> dict[str, tuple[int, int]]:
    """Line and column of every value, and of every key as `path=`."""
    found = {path: (tree.location.line, tree.location.column)}
    if isinstance(tree, Mapping):
        for entry in tree:
            inner = f"{path}/{entry.key}"
            found[f"{inner}="] = (entry.key_location.line, entry.key_location.column)
            found |= places(entry.value, inner)
    elif isinstance(tree, Sequence):
        for number, item in enumerate(tree.items):
            found |= places(item, f"{path}/{number}")
    return found


def complaints(text: str) -> list[str]:
    with pytest.raises(SourceError) as caught:
        parse(text, "f")
    return [f"{p.location}: {p.message}\n  {p.hint}" for p in caught.value.problems]


def test_every_value_and_key_knows_its_place():
    text = "a: 1\nb:\n  - x\n  - {c: 'd', e: [f]}\n  # comment\n  - |\n    text\ng : \n"
    assert places(parse(text, "f")) == {
        "": (1, 1),
        "/a=": (1, 1),
        "/a": (1, 4),
        "/b=": (2, 1),
        "/b": (3, 3),
        "/b/0": (3, 5),
        "/b/1": (4, 5),
        "/b/1/c=": (4, 6),
        "/b/1/c": (4, 9),
        "/b/1/e=": (4, 14),
        "/b/1/e": (4, 17),
        "/b/1/e/0": (4, 18),
        "/b/2": (6, 5),
        "/g=": (8, 1),
        "/g": (8, 4),
    }


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_lines_count_whatever_ends_them(line_break):
    tree = parse(line_break.join(["a: 1", "b:", "  c: 2", ""]), "f")
    assert plain(tree) == {"a": 1, "b": {"c": 2}}
    assert places(tree)["/b/c"] == (3, 6)


def test_columns_count_characters_not_bytes():
    assert places(parse("{é🏥: x, b: y}", "f"))["/b"] == (1, 12)


def test_a_byte_order_mark_in_front_takes_no_column():
    assert places(parse("a: 1", "f")) == {"": (1, 1), "/a=": (1, 1), "/a": (1, 4)}


def test_the_order_of_keys_is_that_of_the_file():
    assert list(plain(parse("z: 1\na: 2\nm: 3", "f"))) == ["z", "a", "m"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: 1\nb: 2\na: 3", "on line 1 and on line 3"),
        ("{a: 1,\n 'a': 3}", "on line 1 and on line 2"),
        ("x:\n  a: 1\n  a: 1", "on line 2 and on line 3"),
        ("b: &k a\na: 1\n*k : 2", "on line 2 and on line 3"),
    ],
)
def test_a_key_that_stands_twice_is_refused_with_both_lines(text, lines):
    [said] = complaints(text)
    assert f"the key 'a' stands twice in this mapping: {lines}" in said


def test_the_same_key_may_stand_in_two_mappings():
    assert plain(parse("a: {k: 1}\nb: {k: 1}", "f")) == {"a": {"k": 1}, "b": {"k": 1}}


@pytest.mark.parametrize(
    ("text", "merged"),
    [
        ("<<: *b\n  y: 3", {"x": 1, "y": 3}),
        ("y: 3\n  <<: *b", {"y": 3, "x": 1}),
        ("<<: [*c, *b]", {"x": 5, "z": 6, "y": 2}),
        ("<<: {q: 1}", {"q": 1}),
    ],
)
def test_a_merge_key_fills_in_what_the_mapping_does_not_say(text, merged):
    tree = parse(f"b: &b {{x: 1, y: 2}}\nc: &c {{x: 5, z: 6}}\nd:\n  {text}\n", "f")
    assert plain(tree)["d"] == merged


def test_a_merge_key_in_quotes_is_a_key_like_any_other():
    assert plain(parse("'<<': 1\na: <<", "f")) == {"<<": 1, "a": "<<"}


def test_a_merged_value_keeps_the_place_of_its_origin():
    tree = parse("b: &b {x: 1}\nd:\n  <<: *b", "f")
    assert places(tree)["/d/x="] == (1, 8)
    assert places(tree)["/d/x"] == (1, 11)


@pytest.mark.parametrize("text", ["<<: 5", "<<: [5]", "<<: text"])
def test_only_mappings_merge(text):
    [said] = complaints(text)
    assert said.startswith("f:1:1: '<<' merges mappings, found ")


def test_two_merge_keys_in_a_mapping_are_duplicates():
    [said] = complaints("b: &b {x: 1}\nd:\n  <<: *b\n  <<: *b")
    assert "the key '<<' stands twice in this mapping: on line 3 and on line 4" in said


def test_an_alias_stands_for_its_anchor_and_a_scalar_for_its_own_place():
    tree = parse("a: &x text\nb: *x\nc: &y [1]\nd: *y", "f")
    assert plain(tree) == {"a": "text", "b": "text", "c": [1], "d": [1]}
    assert places(tree)["/b"] == (2, 4)
    assert places(tree)["/d"] == (3, 4)


def test_an_anchor_written_again_counts_from_there():
    assert plain(parse("[&a 1, *a, &a 2, *a]", "f")) == [1, 1, 2, 2]


@pytest.mark.parametrize("text", ["&a [*a]", "&a {k: *a}", "x: &a\n  y:\n    - *a", "&a [&b [*a]]"])
def test_an_alias_that_contains_itself_is_refused(text):
    [said] = complaints(text)
    assert "the alias '*a' contains itself" in said


def test_an_alias_needs_its_anchor_before_it():
    [said] = complaints("a: *b\nb: &b 1")
    assert said.startswith("f:1:4: there is no anchor '&b' before this alias")


@pytest.mark.parametrize(
    "tag",
    [
        "!!python/object/apply:os.system",
        "!!python/name:os.system",
        "!!python/object/new:type",
        "!!binary",
        "!!timestamp",
        "!!set",
        "!own",
        "!<tag:example.com,2000:x>",
    ],
)
@pytest.mark.parametrize("value", ["text", "[touch, x]", "{a: b}"])
def test_a_tag_is_refused_and_nothing_is_made_of_it(tag, value):
    [said] = complaints(f"a: {tag} {value}")
    assert said.startswith("f:1:4: the tag '")
    assert "nothing in a model is executed or constructed" in said


def test_a_tag_that_contradicts_its_value_is_refused():
    [said] = complaints("a: !!int text")
    assert said == "f:1:4: 'text' is no value of !!int\n  remove the tag !!int"


@pytest.mark.parametrize("tag", ["!!map {a: 1}", "!!seq [1]"])
def test_tags_that_say_what_is_there_pass(tag):
    assert plain(parse(f"x: {tag}", "f"))["x"] in ({"a": 1}, [1])


def test_nesting_ends_at_the_bound_and_not_before():
    depth = MAX_DEPTH
    assert parse("[" * depth + "]" * depth, "f")
    [said] = complaints("[" * (depth + 1) + "]" * (depth + 1))
    assert said == f"f:1:{depth + 1}: nesting too deep (limit {depth})\n  flatten the structure"


def test_aliases_do_not_lead_around_the_bound_on_nesting():
    # Each list holds the one before: short lines, but the depth is their number.
    lines = ["a0: &a0 [x]", *(f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, MAX_DEPTH))]
    [said] = complaints("\n".join(lines))
    assert "nesting too deep" in said
    assert parse("\n".join(lines[: MAX_DEPTH - 1]), "f")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "--- ~\n", "null"])
def test_a_file_without_content_is_empty(text):
    [said] = complaints(text)
    assert said == "f:1:1: the file is empty\n  a model begins with the line 'archlint: 1'"


def test_a_file_holds_one_document():
    [said] = complaints("a: 1\n---\nb: 2\n")
    assert said.startswith("f:2:1: expected one document, and a second one begins here")


def test_marks_around_the_one_document_pass():
    assert plain(parse("%YAML 1.1\n---\na: 1\n...\n", "f")) == {"a": 1}


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("1", "the number 1"),
        ("1.5", "the number 1.5"),
        ("true", "true"),
        ("null", "nothing"),
        ("? [a]\n", "a list"),
        ("? {a: b}\n", "a mapping"),
    ],
)
def test_a_key_is_a_text(key, found):
    [said] = complaints(f"{key}: x")
    assert f"mapping keys must be strings, found {found}" in said


@pytest.mark.parametrize("key", ["'1'", "no", "on", "0755", "1_0", "2024-01-02", "Null"])
def test_a_key_that_other_readers_take_for_a_value_is_a_text_here(key):
    assert list(plain(parse(f"{key}: x", "f"))) == [key.strip("'")]


def test_all_problems_before_an_error_of_syntax_are_reported_with_it():
    said = complaints("a: 1\na: 2\nb: *x\n")
    assert [line.split(": ")[0] for line in said] == ["f:2:1", "f:3:4"]


SYNTAX = {
    "{source: ::/0}": (
        "f:1:10: inside brackets, a text cannot begin with a colon: ::/0",
        'write "::/0" in quotes',
    ),
    "[a, :b]": ("f:1:5: inside brackets, a text cannot begin with a colon: :b", 'write ":b"'),
    "- [a, b] -> c": ("a list cannot stand before '->'", "write {from: [a, b], to: c} instead"),
    "x: [[a, b] -> c]": ("a list cannot stand before '->'", "write {from: [a, b], to: c}"),
    "- [a] ->": ("a list cannot stand before '->'", "write {from: [a], to: ...} instead"),
    "image: {{ .Values.image }}": ("f:1:8: this looks like a template", "render the template"),
    "{% if x %}\na: 1": ("this looks like a template", "render the template"),
    "a: 1\n{% if x %}\nb: 2": ("f:2:", "render the template"),
    "<% x %>\na: 1": ("this looks like a template", "render the template"),
    "a:\n\tb: 1": ("f:2:1: line 2 is indented with a tab", "indent with spaces"),
    "a:\n  \tb: 1": ("f:2:3: line 2 is indented with a tab", "indent with spaces"),
    "a: 'x\nb: 1": ("f:1:4: a quote opens here and is never closed", "close it"),
    'a: "x': ("f:1:4: a quote opens here and is never closed", "close it"),
    'a: "C:\\dir"': ("after this backslash stands no escape", "single quotes"),
    "a: @x": ("f:1:4: a plain text cannot begin with '@'", "quote the text"),
    "a: `x`": ("f:1:4: a plain text cannot begin with '`'", "quote the text"),
    "a: b: c": ("f:1:5: a second ': ' stands in one line", "quote the text"),
    "a: [1, 2": ("a list that opens with '[' is not closed", "add ']'"),
    "a: {b: 1": ("a mapping that opens with '{' is not closed", "add '}'"),
    "a: 1\n b: 2": ("f:2:3: a second ': ' stands in one line, or the line is", "align"),
    "a:\n  b: 1\n c: 2": ("expected a key here", "align the line with the keys"),
    "- a\nb: 1": ("expected another '- ' item", "align the line"),
    "a: 1\nb\nc: 2": ("expected 'key: value' here", "add the colon"),
    "a: [x, , y]": ("f:1:8: a value is missing here", "write it"),
    "a: - b": ("f:1:4: an item of a list cannot begin here", "a line of its own"),
    "a: ? b": ("a key cannot begin here", "a line of its own"),
    "a: *.example.com": ("here stands no name", "quote the text"),
    "a: &": ("here stands no name", "quote the text"),
    "a: >x": ("the text begins on the next line", "move the text"),
    "a: !x!y z": ("this one is not known", "remove the tag"),
}


@pytest.mark.parametrize("text", SYNTAX)
def test_an_error_of_syntax_is_explained_in_plain_words(text):
    message, hint = SYNTAX[text]
    [said] = complaints(text)
    first, _, step = said.partition("\n  ")
    assert message in first
    assert hint in step
    assert "this is not YAML" not in first


def test_text_that_no_yaml_may_hold_is_refused_even_if_nobody_decoded_it():
    assert complaints("a: \x01")[0].startswith("f:1:4: the control character U+0001")
    assert complaints("a:\n  \ud800")[0].startswith("f:2:3: the control character U+D800")


def test_the_garbage_collector_is_left_as_it_was():
    assert gc.isenabled()
    parse("a: 1", "f")
    assert gc.isenabled()
    with pytest.raises(SourceError):
        parse("a: [", "f")
    assert gc.isenabled()
    gc.disable()
    try:
        parse("a: 1", "f")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_scalar_alone_is_a_document():
    assert parse("text", "f") == Scalar("text", "text", ("f", 1, 1))
