"""The summary as Markdown: its order, what is folded, and what it has room for."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from archlint.finding import Outcome, Severity
from archlint.reports.markdown import failure_as_markdown, report_as_markdown
from archlint.reports.markdown_parts import ROOM
from archlint.source import Location, Problem


def text_of(*reports, unknown=False):
    return "".join(report_as_markdown(reports, version="1", unknown=unknown))


def rows_of(text):
    return [line for line in text.splitlines() if re.match(r"\| (error|warning|note) \|", line)]


def test_the_headline_counts_and_the_model_is_named(rule, finding, report):
    own = rule("one")
    lines = text_of(report([own], [finding(own, "a")])).splitlines()
    assert lines[0] == "## archlint: 1 violated (1 error), 0 unknown, 1 satisfied"
    assert lines[2] == "- `m.yaml`"


def test_the_strongest_stand_first(rule, finding, report):
    low, high = rule("a-note", Severity.NOTE), rule("z-error")
    text = text_of(report([low, high], [finding(low, "a"), finding(high, "a")]))
    assert [row.split("|")[1].strip() for row in rows_of(text)] == ["error", "note"]


def test_evidence_why_and_fix_are_folded_for_each(rule, finding, report):
    own = rule("one")
    text = text_of(report([own], [finding(own, "a")]))
    folded = text[text.index("<details>") : text.index("</details>")]
    assert folded.splitlines() == [
        "<details><summary>error: <code>one@a</code></summary>",
        "",
        "**'a' is off**",
        "",
        "- because of this (`m.yaml:2:4`)",
        "",
        "**Why:** Why one.",
        "",
        "**Fix:** Fix one.",
        "",
    ]


def test_what_is_folded_stays_within_its_fold(rule, finding, report):
    own = rule("one")
    text = text_of(report([own], [finding(own, "a\n\n*b* <i>")]))
    assert "<summary>error: <code>one@a  *b* &lt;i&gt;</code></summary>\n\n**" in text


def test_no_violation_needs_no_table(rule, report):
    text = text_of(report([rule("one")], []))
    assert "|" not in text
    assert "<details>" not in text


def test_unknowns_are_folded_together_where_they_are_asked_for(rule, finding, report):
    own = rule("one")
    one = report([own], [finding(own, name, Outcome.UNKNOWN) for name in "ab"])
    assert "<details>" not in text_of(one)
    text = text_of(one, unknown=True)
    assert "<summary>2 unknown" in text
    assert "- `one@b`: 'b' is off (`m.yaml:1:1`)" in text


def test_what_has_no_room_is_counted(rule, finding, report):
    own = rule("one")
    found = [finding(own, f"n{at}") for at in range(1000)]
    found += [finding(own, f"u{at}", Outcome.UNKNOWN) for at in range(1000)]
    text = text_of(report([own], found), unknown=True)
    assert len(text.encode()) < ROOM + 500
    rows, details = len(rows_of(text)), text.count("</summary>") - 1
    left = [int(number) for number in re.findall(r"^(\d+) more did not fit here", text, re.M)]
    assert rows > 100
    assert details > 50
    assert left[:2] == [1000 - rows, 1000 - details]
    assert text.count("<details>") == text.count("</details>")


def test_a_failure_is_a_table_and_says_that_nothing_is_known():
    problems = [Problem("bad", Location("m.yaml", 2, 3), "mend"), Problem("missing")]
    text = "".join(failure_as_markdown(problems, version="1", model="m.yaml"))
    assert text.startswith("## archlint: 2 errors\n\n`m.yaml` could not be judged")
    assert "| `m.yaml:2:3` | bad | mend |" in text
    assert "|  | missing |  |" in text


@pytest.mark.parametrize(
    "hostile",
    ["@team", "see @team/a", "#12", "org/repo#12", "!7", "https://x.example", "www.x.example"],
)
def test_nobody_is_notified_and_nothing_is_linked(rule, finding, report, hostile):
    own = rule("one", why=hostile, fix=hostile)
    found = replace(
        finding(own, hostile), message=hostile, location=Location(hostile, 1, 1), evidence=()
    )
    unknown = replace(found, outcome=Outcome.UNKNOWN)
    html = MarkdownIt("gfm-like", {"linkify": False}).render(
        text_of(report([own], [found, unknown]), unknown=True)
    )
    outside = re.sub(r"<code>.*?</code>", "", html)
    assert not re.search(r"(^|\W)@\w|#\d|!\d|://|www\.", outside)
    assert not re.search(r"(^|[^\w])@\w", html)
