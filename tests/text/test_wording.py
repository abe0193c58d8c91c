import pytest

from archlint.text import listed, plural, quote, quoted_list


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 nodes"), (1, "1 node"), (2, "2 nodes"), (1000, "1000 nodes")]
)
def test_a_count_agrees_with_its_word(count, text):
    assert plural(count, "node") == text


@pytest.mark.parametrize(("count", "text"), [(1, "1 entry"), (2, "2 entries")])
def test_an_irregular_plural_is_given(count, text):
    assert plural(count, "entry", "entries") == text


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_words_are_joined_as_in_a_sentence(words, text):
    assert listed(words, last="or") == text
    assert listed(words) == text.replace(" or ", " and ")


def test_quoted_words_are_joined_in_any_order_that_they_come():
    assert quoted_list(iter(["b", "a"]), last="or") == "'b' or 'a'"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rds", "'rds'"),
        ("", "''"),
        ("a\nb", r"'a\x0ab'"),
        ("\u202e", r"'\u202e'"),
        ("x" * 80, "'" + "x" * 80 + "'"),
        ("x" * 81, "'" + "x" * 80 + "...'"),
        ("x" * 8_000_000, "'" + "x" * 80 + "...'"),
    ],
)
def test_a_quoted_text_is_one_short_line_with_nothing_hidden(text, shown):
    assert quote(text) == shown
