"""Templates: what they print is escaped, what they lack is an error, and they stay in their box."""

from __future__ import annotations

import pytest

from archlint.errors import ArchlintError
from archlint.pages.markdown import Link, Markdown
from archlint.pages.templates import Templates


def fill(source: str, **values: object) -> str:
    return Templates({"page": source}).fill("page", **values).removesuffix("\n")


def test_text_is_escaped_and_markdown_is_not() -> None:
    assert fill("{{ a }} {{ b }}", a="*x*", b=Markdown("*y*")) == r"\*x\* *y*"


@pytest.mark.parametrize(
    "source",
    [
        "{{ a ~ b }}",
        "{{ b ~ a }}",
        "{{ b + a }}",
        "{{ [a, b] | join }}",
        "{{ b.replace('y', a) }}",
        "{{ '%s' % a }}",
        "{{ a | safe }}",
        "{% set c = a %}{{ c }}",
        "{% set c %}{{ a }}{% endset %}{{ c }}",
        "{% macro m(t) %}{{ t }}{% endmacro %}{{ m(a) }}",
        "{{ [a, b] | joined }}",
        "{{ a | upper }}",
    ],
)
def test_text_cannot_slip_past_the_escaping(source: str) -> None:
    text = fill(source, a="<x>", b=Markdown("y")).lower()
    assert "<x>" not in text.replace(r"\<x\>", "")


def test_links_and_whole_numbers_are_printed() -> None:
    assert fill("{{ a }} {{ b }}", a=Link("A [b]", "c.md#d"), b=3) == r"[A \[b\]](c.md#d) 3"


@pytest.mark.parametrize("value", [None, True, 1.5, ["a"], {"a": 1}])
def test_anything_else_is_an_error(value: object) -> None:
    with pytest.raises(ArchlintError, match="a template may print texts, numbers and links"):
        fill("{{ a }}", a=value)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{{ missing }}", "'missing' is undefined"),
        ("{{ a.missing }}", "has no attribute 'missing'"),
        ("{% if %}", "has an error in line 1"),
        ("{% include 'other' %}", "there is no template 'other'"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ a.__class__.__mro__ }}", "unsafe"),
        ("{{ a.format.__globals__ }}", "unsafe"),
        ("{{ range(3) }}", "'range' is undefined"),
    ],
)
def test_a_template_that_cannot_be_filled_says_why(source: str, message: str) -> None:
    with pytest.raises(ArchlintError, match=message) as error:
        fill(source, a="x")
    assert error.value.hint


def test_a_page_is_tidy() -> None:
    assert fill("a  \n\n\n\nb\t\n\n") == "a\n\nb"
