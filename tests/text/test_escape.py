import unicodedata
import warnings
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archlint.text import (
    escape_dot,
    escape_line,
    escape_markdown,
    escape_terminal,
    escape_xml,
    visible,
)

HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
SHOWN = [
    ("\x00", r"\x00"),
    ("\x07", r"\x07"),
    ("\x08", r"\x08"),
    ("\x1b[31m", r"\x1b[31m"),
    ("\x7f", r"\x7f"),
    ("\x9b", r"\x9b"),
    ("\r", r"\x0d"),
    ("\xad", r"\xad"),
    ("\u061c", r"\u061c"),
    ("\u200b", r"\u200b"),
    ("\u200e", r"\u200e"),
    ("\u2028", r"\u2028"),
    ("\u202e", r"\u202e"),
    ("\u2066", r"\u2066"),
    ("\ufeff", r"\ufeff"),
    ("\ud800", r"\ud800"),
    ("\ufffe", r"\ufffe"),
    ("\ufdd0", r"\ufdd0"),
    ("\U0001ffff", r"\U0001ffff"),
    ("\U000e0041", r"\U000e0041"),
]
HARMLESS = ["", "plain text", "Zoë", "çŠ€–×", "東京", "שלום", "🏥", "e\u0301", "\\x1b", "a\xa0b"]


@pytest.mark.parametrize(("text", "shown"), SHOWN)
@pytest.mark.parametrize("escape", [visible, escape_terminal])
def test_a_character_that_acts_is_shown_by_its_number(escape, text, shown):
    assert escape(f"a{text}b") == f"a{shown}b"


@pytest.mark.parametrize("text", HARMLESS)
@pytest.mark.parametrize("escape", [visible, escape_terminal])
def test_a_character_that_only_shows_stays(escape, text):
    assert escape(text) == text


@settings(deadline=None)
@given(st.text())
@example("\x1b\u202e\ud800")
def test_nothing_hidden_is_left_and_showing_twice_is_showing_once(text):
    shown = visible(text)
    assert not {unicodedata.category(char) for char in shown} & HIDDEN
    assert visible(shown) == shown


def test_a_character_passes_where_it_is_meant_to():
    assert visible("a\nb\tc", keep="\n") == r"a" + "\n" + r"b\x09c"


def test_the_terminal_gets_one_line():
    assert escape_terminal("a\nb\tc\n") == "a b c "


# --- XML and HTML --------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.text())
@example("<script>alert('x')</script>")
@example("]]>&amp;\"'\ufffe\x00")
def test_xml_shows_the_text_as_written_in_elements_and_attributes(text):
    safe = escape_xml(text)
    root = ElementTree.fromstring(f'<t a="{safe}">{safe}</t>')  # noqa: S314 - our own output
    assert list(root) == []
    assert (root.text or "") == visible(text, keep="\n\t")
    # An XML reader gives a line feed or a tab in an attribute as a space.
    assert root.get("a") == visible(text, keep="\n\t").translate({10: " ", 9: " "})


@pytest.mark.parametrize("text", ["<b>", "a & b", '"', "'", "&lt;", "<!--", "</t>"])
def test_html_finds_no_markup_in_the_text(text):
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.append((tag, attrs))

        def handle_data(self, data):
            found.append(data)

    reader = Reader(convert_charrefs=True)
    reader.feed(f"<p title='{escape_xml(text)}'>{escape_xml(text)}</p>")
    reader.close()
    assert found == [("p", [("title", text)]), text]


# --- DOT -----------------------------------------------------------------------------------------

LABELS = [
    'say "hello"',
    "back\\slash",
    "ends with \\",
    r"\N \G \l \n",
    "&#8238;turned",
    "&lt;b&gt; &amp; &nbsp;",
    "<b>bold</b>",
    "a & b",
    '"]; b [label="injected',
    "{a | b}",
    "Zoë 東京",
    "\u202eturned",
    "\x1b[31m",
]


@pytest.mark.parametrize("text", LABELS)
def test_graphviz_draws_a_label_as_it_was_written_and_nothing_else(text):
    pygraphviz = pytest.importorskip("pygraphviz")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a missing font is no matter here
        graph = pygraphviz.AGraph(string=f'digraph {{ a [label="{escape_dot(text)}"] }}')
        svg = graph.draw(format="svg", prog="dot").decode()
    assert graph.nodes() == ["a"]
    drawing = ElementTree.fromstring(svg)  # noqa: S314 - Graphviz drew it just now
    assert [found.text for found in drawing.iter() if "text" in found.tag] == [visible(text)]


# --- Markdown ------------------------------------------------------------------------------------

MARKUP = "*_`[]()<>#|-+=.:!~&;\\ 1a\n\t{}$\"'"
LINES = [
    "plain text",
    "*emphasis* _and_ **strong** __too__ ~~gone~~",
    "`code`",
    "# heading",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "12) item",
    "> quote",
    "===",
    "---",
    "***",
    ": definition",
    "[link](https://example.com)",
    "![image](https://example.com/x.png)",
    "[ref]: https://example.com",
    "[^1]",
    "<b>bold</b>",
    "<https://example.com>",
    "<!-- comment -->",
    "<script>alert(1)</script>",
    "&lt; &amp; &#8238;",
    "a | b",
    "|---|",
    "back\\slash \\",
    "$math$",
    "!",
    "```",
    "~~~",
    "==mark==",
    "a_b_c",
    "2 < 3 > 1",
    "{% raw %}",
    "Zoë 東京 🏥",
]


def rendered(markdown: str) -> str:
    markdown_it = pytest.importorskip("markdown_it")
    return markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)


class Text(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, _attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("line", LINES)
def test_markdown_shows_a_line_as_it_was_written(line):
    page = Text(rendered(escape_markdown(line)))
    assert page.tags == ["p"]
    assert page.text.strip("\n") == line


@pytest.mark.parametrize("line", LINES)
def test_markdown_shows_a_table_cell_as_it_was_written(line):
    page = Text(rendered(f"| h |\n|---|\n| {escape_markdown(line)} |\n"))
    assert page.tags == ["table", "thead", "tr", "th", "tbody", "tr", "td"]
    assert page.text.split() == ["h", *line.split()]


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet=st.one_of(st.sampled_from(MARKUP), st.characters())))
@example("a\n\n# b")
@example("\u202e*\x00*")
def test_markdown_shows_any_text_on_one_line(text):
    page = Text(rendered(f"x {escape_markdown(text)} x"))
    assert page.tags == ["p"]
    expected = " ".join(f"x {visible(text, keep=chr(10) + chr(9))} x".split())
    assert " ".join(page.text.split()) == expected


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet=MARKUP))
def test_markdown_makes_no_block_of_any_text(text):
    page = Text(rendered(escape_markdown(text)))
    assert set(page.tags) <= {"p"}
    assert " ".join(page.text.split()) == " ".join(text.split())


def test_a_text_of_several_lines_becomes_one():
    assert escape_markdown("a\n  b\tc\n\n") == "a b c"


@pytest.mark.parametrize("escape", [escape_terminal, escape_line])
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("##[error]x", r"#\x23[error]x"),
        ("a ###[error]x##[group]", r"a ##\x23[error]x#\x23[group]"),
        ("## [x] #[y]", "## [x] #[y]"),
    ],
)
def test_a_command_to_githubs_runner_is_broken_wherever_it_stands(escape, text, shown):
    assert escape(text) == shown
    assert escape(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", r"\x3a:error::x"),
        (" \n\u2003::error::x", "  \u2003" + r"\x3a:error::x"),
        (":::", r"\x3a::"),
        ("a::error::x", "a::error::x"),
        (":a", ":a"),
    ],
)
def test_a_command_to_githubs_runner_begins_no_line(text, shown):
    assert escape_line(text) == shown
    assert escape_line(shown) == shown
