"""Whatever a model calls things, it shows as written: no markup, no links, no broken tables."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.pages.markdown import Link, code, in_comment, in_diagram, printed, with_links
from archlint.text import visible

Pages = dict[str, str]
NAMES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a | b || c",
    "back`tick` and ``two``",
    "](http://evil.example) [x](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "<http://evil.example>",
    "[ref]: http://evil.example",
    "line one\nline two\n\n# heading\n\n- item",
    "carriage\rreturn\ttab",
    "\u202eright to left\u202c and \u200bnothing",
    "\x1b[31mred\x07",
    "*bold* _slanted_ ~~struck~~ **",
    "&lt;b&gt; &amp; &#60;",
    "--> <!-- <b>",
    "{{ 7 * 7 }} {% raw %} {# x #}",
    "```mermaid\ngraph TD",
    "end; participant x #35; %%{init: {}}%%",
    "1. first",
    "+ plus",
    "$x^2$ \\ \\| \\",
    "| --- |",
]
TAGS = {"a", "code", "h1", "h2", "h3", "img", "li", "p", "pre", "strong", "ul"}
TAGS |= {"table", "tbody", "td", "th", "thead", "tr"}


def hostile_model(text: str) -> str:
    """Write a text into every place of a model that takes a free one."""
    node: dict[str, Any] = {
        "type": "generic.service",
        "name": text,
        "description": text,
        "responsibilities": [text, "other"],
        "group": text,
        "owner": text,
        "tags": [text],
        "labels": {text: text},
        "meta": {text: text, "nested": [{text: [text]}]},
        "stores": ["asset"],
    }
    return json.dumps(
        {
            "archlint": 1,
            "name": text,
            "description": text,
            "data": {"asset": {"name": text, "description": text, "tags": [text]}},
            "nodes": {
                "outside": {"type": "actor.user", "name": text},
                "network": {"type": "generic.network", "name": text, "meta": {"claim": text}},
                "one": {**node, "in": "subnet"},
                "two": {**node, "group": "core"},
                "watch": {"type": "generic.monitoring", "name": text, "responsibilities": [text]},
                "subnet": {"type": "generic.subnet", "in": "network", "zone": text},
            },
            "connections": [
                {"from": "outside", "to": "one", "label": text, "carries": ["asset"]},
                {"from": "one", "to": "two", "protocol": text, "description": text},
                {"from": "one", "to": "watch", "label": text, "meta": {text: text}},
            ],
            "flows": {
                "flow": {
                    "title": text,
                    "description": text,
                    "steps": [
                        {"from": "outside", "to": "one", "label": text},
                        {"from": "one", "to": "two"},
                        {"from": "two", "to": "outside", "label": text},
                    ],
                }
            },
        }
    )


def shown(text: str) -> str:
    return " ".join(visible(text, keep="\n\t").split())


@pytest.fixture(scope="module", params=NAMES)
def hostile(request: pytest.FixtureRequest, pages_of: Callable[[str], Pages]) -> tuple[str, Pages]:
    return request.param, pages_of(hostile_model(request.param))


def test_hostile_text_shows_as_written(
    hostile: tuple[str, Pages], html: Callable[[str], Any]
) -> None:
    text, made = hostile
    pages = {file: html(page) for file, page in made.items()}
    for file, page in pages.items():
        tags = {tag for tag, _ in page.elements}
        assert tags <= TAGS, file
        assert not [t for t in page.targets if re.match(r"\w+:|//", t)], file
        attributes = {name for _, found in page.elements for name in found}
        assert attributes <= {"id", "href", "src", "alt", "class"}, file
    components, flows = pages["components.md"], pages["data-flows.md"]
    assert ("h3", shown(text)) in components.headings
    assert components.cells.count(shown(text)) >= 2
    assert ("h2", shown(text)) in flows.headings
    assert pages["index.md"].headings[0] == ("h1", shown(text))


def test_hostile_text_leaves_tables_whole(hostile: tuple[str, Pages]) -> None:
    for page in hostile[1].values():
        width = 0
        for line in page.splitlines():
            unescaped = re.sub(r"\\.", "", line)
            cells = unescaped.count("|") if line.startswith("|") else 0
            assert not (width and cells) or cells == width, line
            width = cells


def test_no_raw_control_character_is_written(hostile: tuple[str, Pages]) -> None:
    for page in hostile[1].values():
        assert visible(page, keep="\n") == page


def test_diagrams_keep_one_statement_a_line(hostile: tuple[str, Pages]) -> None:
    page = hostile[1]["data-flows.md"]
    (diagram,) = re.findall(r"^```mermaid\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    label = r"(?:[\w .,/()-]|#\d+;)*"
    statements = (
        "sequenceDiagram",
        rf"    (?:actor|participant) n\d as {label}",
        rf"    n\d(?:->>|-->>|--x)n\d: {label}",
    )
    for line in diagram.splitlines():
        assert any(re.fullmatch(statement, line) for statement in statements), line


def test_the_path_of_the_model_cannot_end_the_comment() -> None:
    assert "--" not in in_comment("a-->b--->c.yaml")
    assert ">" not in in_comment("a-->b--->c.yaml")


def test_a_link_cannot_be_ended_by_its_text(html: Callable[[str], Any]) -> None:
    page = html(str(printed(Link("](http://evil.example)", "components.md#node-a"))))
    assert page.targets == ["components.md#node-a"]
    assert page.text.strip() == "](http://evil.example)"


def test_an_address_in_a_source_leads_where_it_says(html: Callable[[str], Any]) -> None:
    page = html(with_links("AWS *docs*, page (https://a.example/x_y_z.html), and <b>"))
    assert page.targets == ["https://a.example/x_y_z.html"]
    assert page.text.strip() == "AWS *docs*, page (https://a.example/x_y_z.html), and <b>"


@settings(deadline=None)
@given(st.text())
def test_any_text_is_one_paragraph_of_plain_text(text: str) -> None:
    from_page = _rendered("x " + str(printed(text)))
    assert [tag for tag, _ in from_page.elements] == ["p"]
    assert from_page.text.strip() == shown("x " + text).strip()


@settings(deadline=None)
@given(st.text())
def test_any_text_is_safe_as_code_and_in_sources(text: str) -> None:
    for markdown in (code(text), with_links(text)):
        tags = {tag for tag, _ in _rendered("x " + markdown).elements}
        assert tags <= {"p", "code", "a"}


@settings(deadline=None)
@given(st.text())
def test_any_text_is_one_line_in_a_diagram(text: str) -> None:
    assert re.fullmatch(r"(?:[\w .,/()-]|#\d+;)*", in_diagram(text))


def _rendered(markdown: str) -> Any:
    return READ(markdown)


@pytest.fixture(autouse=True, scope="module")
def _reader(html: Callable[[str], Any]) -> None:
    global READ  # noqa: PLW0603 - hypothesis takes no fixture of a test
    READ = html
