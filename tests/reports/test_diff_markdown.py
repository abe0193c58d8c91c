"""A comparison as a comment: whole documents, what is folded, and that it always fits."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from archlint.reports.diff_markdown import Pictures, diff_as_markdown
from archlint.reports.markdown_sections import Section, sections_as_markdown
from archlint.review.values import Fact, FieldChange

LIMIT = 65_536
PICTURES = Pictures("img/shop-before.svg", "img/shop-after.svg", "img/shop-diff.svg")


def text_of(review, pictures=None, difference=None):
    pieces = diff_as_markdown(
        difference or review.difference,
        review.consequences,
        base=review.base,
        head=review.head,
        version="1.2.3",
        pictures=pictures,
        remarks=review.remarks,
    )
    return "".join(pieces)


def html_of(text):
    return MarkdownIt("gfm-like", {"linkify": False}).render(text)


def test_a_comparison_is_written_as_in_the_snapshot(review, matches_snapshot):
    matches_snapshot(text_of(review, PICTURES), "diff.md")


def test_no_difference_is_said_in_these_words(quiet_review):
    assert text_of(quiet_review).startswith("## archlint diff: no architectural change\n\n")
    assert "<details>" not in text_of(quiet_review)


def test_every_property_gets_a_row_of_five_cells(review):
    html = html_of(text_of(review))
    assert [row.count("<td>") for row in html.split("<tr>")[2:]] == [5] * 12


def test_a_picture_cannot_leave_its_address(review):
    hostile = 'x) <b>"y" [z](javascript:alert(1)) \N{RIGHT-TO-LEFT OVERRIDE}'
    html = html_of(text_of(review, Pictures(hostile, hostile, hostile, hostile)))
    assert html.count("<img ") == 3
    assert html.count("<a href") == 1
    assert "javascript:alert(1)" not in html
    assert "<b>" not in html


def test_what_has_an_address_is_linked(review):
    html = html_of(text_of(review, replace_links("https://ci.example/job/1?x=1&y=(2)")))
    assert '<a href="https://ci.example/job/1?x=1&amp;y=%282%29">All pictures</a>' in html


def replace_links(links):
    return replace(PICTURES, links=links)


def test_ten_thousand_changes_fit_and_what_does_not_is_counted(review):
    [first, *_] = review.difference.changes
    changes = tuple(replace(first, id=f"cache-{at}") for at in range(10_000))
    text = text_of(review, PICTURES, replace(review.difference, changes=changes))
    assert len(text.encode()) < LIMIT
    assert text.startswith("## archlint diff: 10000 added, 1 ambiguous\n")
    rows = len(re.findall(r"^\| added \|", text, re.M))
    assert rows > 100
    assert f"\n{10_000 - rows} more did not fit here." in text
    assert text.count("<details>") == text.count("</details>") == 4
    assert "4 consequences" in text
    assert PICTURES.before in text


def test_a_long_list_of_properties_leaves_room_for_the_next_part(review):
    fields = tuple(
        FieldChange(f"meta.p{at}", None, Fact("x", review.difference.changes[0].after.location))
        for at in range(5_000)
    )
    changed = next(each for each in review.difference.changes if each.fields)
    changes = (replace(changed, fields=fields), review.difference.changes[-1])
    text = text_of(review, difference=replace(review.difference, changes=changes))
    assert "4960 more properties" in text
    assert "| changed | data asset orders `classification` |" in text


@pytest.mark.parametrize(
    "value",
    ["a\n\nb", "| x |", "`code` ``", "</details>", "<!--", "@all", "#1", "/close", "x" * 9999],
)
def test_a_value_stays_within_its_cell(review, value):
    place = review.difference.changes[0].after.location
    changed = next(each for each in review.difference.changes if each.fields)
    fields = (FieldChange(value, Fact(value, place), Fact({value: [value]}, place)),)
    changes = (replace(changed, id=value, name=value, fields=fields),)
    html = html_of(text_of(review, difference=replace(review.difference, changes=changes)))
    assert html.count("<td>") == 5
    assert html.count("<details>") == html.count("</details>") == 3
    assert "<!--" not in html


def test_a_section_that_needs_little_leaves_its_room_to_the_others():
    small = Section("small", ["s"], 1)
    large = Section("large", ["x" * 100] * 100, 100)
    text = "".join(sections_as_markdown([small, large], 5_000))
    assert text.count("x" * 100) > 45
    assert len(text) < 5_000
    assert f"{100 - text.count('x' * 100)} more did not fit here." in text


def test_a_section_without_room_keeps_its_title_and_count():
    text = "".join(sections_as_markdown([Section("large", ["x" * 100], 1, "| head |\n")], 10))
    assert (
        text == "<details><summary>large</summary>\n\n\n1 more did not fit here.\n\n</details>\n\n"
    )
