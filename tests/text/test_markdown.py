"""Small pieces of Markdown out of hostile text."""

import pytest

from archlint.text import code_markdown, comment_markdown, linked_markdown


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rds@a->b", "`rds@a->b`"),
        ("m.yaml:1:2", "`m.yaml:1:2`"),
        ("a`b", ""),
        ("a|b", ""),
        (" a", ""),
        ("", ""),
        ("a\nb", ""),
        ("<b>", ""),
    ],
)
def test_only_what_code_can_hold_is_code(text, code):
    assert code_markdown(text) == code


def test_an_address_is_a_link_and_the_rest_is_escaped():
    made = linked_markdown("*see* https://a.example/b_c, or")
    assert made == r"\*see\* <https://a.example/b_c>, or"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@a b@c", "@&#8203;a b@&#8203;c"),
        ("#1 a#2", r"\#&#8203;1 a\#&#8203;2"),
        ("!1", r"\!&#8203;1"),
        ("http://a HTTPS://b", "http:&#8203;//a HTTPS:&#8203;//b"),
        ("www.a WWW.b", "www&#8203;.a WWW&#8203;.b"),
        ("GH-1 gh-x", "GH-&#8203;1 gh-x"),
        ("a: b, <c>", "a: b, &lt;c&gt;"),
    ],
)
def test_a_comment_notifies_nobody_and_links_nothing(text, shown):
    assert comment_markdown(text) == shown
