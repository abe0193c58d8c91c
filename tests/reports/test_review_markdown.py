"""A review as a comment: its marker, its first screen, and that it always fits."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from archlint.finding import Evidence, Outcome
from archlint.reports.diff_markdown import Pictures
from archlint.reports.review_markdown import (
    marker,
    review_as_markdown,
    review_failure_as_markdown,
)
from archlint.review.values import Fact
from archlint.source import Location, Problem

LIMIT = 65_536
PICTURES = Pictures("img/shop-before.svg", "img/shop-after.svg", "img/shop-diff.svg")
MARKER = "<!-- archlint review: model/shop.yaml -->"


@pytest.fixture
def text_of(rules_of_review):
    def make(review, **options):
        return "".join(review_as_markdown(review, rules_of_review, version="1.2.3", **options))

    return make


def html_of(text):
    return MarkdownIt("gfm-like", {"linkify": False}).render(text)


def test_a_review_is_written_as_in_the_snapshot(review, text_of, matches_snapshot):
    matches_snapshot(text_of(review, pictures=PICTURES, unknown=True), "review.md")


def test_the_first_lines_are_the_marker_and_the_verdict(review, text_of):
    lines = text_of(review).splitlines()
    assert lines[0] == MARKER
    assert lines[1].startswith("## archlint review: 3 introduced, 1 fixed, 2 unchanged")


def test_no_change_is_said_in_these_words(quiet_review, text_of):
    lines = text_of(quiet_review).splitlines()
    assert lines[1] == "## archlint review: no architectural change"
    assert "<summary>2 unchanged</summary>" in text_of(quiet_review)


def test_what_must_not_be_overlooked_is_not_folded(review, text_of):
    text = text_of(review)
    first = text[: text.index("<details>")]
    for words in (
        "| error | `rds-private-subnet@rds` |",
        "**risk raised:** 'rds' can now be reached from the internet: users -&gt; rds",
        "**rules:** the change weakens rds-private-subnet",
        "**waived by this change:** `cache-encrypted@cache`",
        "**no longer known:** `rds-encrypted@rds`",
        "**no longer waived:** `owned-by-a-team@alb`",
        "**moved:** rds (Orders database) from private to public",
    ):
        assert words in first


def test_the_picture_stands_before_what_is_folded(review, text_of):
    text = text_of(review, pictures=PICTURES)
    assert text.index("](img/shop-diff.svg)") < text.index("<details>")
    assert text.index("](img/shop-before.svg)") > text.index("<details>")


def test_the_strongest_stand_first(review, text_of):
    rows = re.findall(r"^\| (error|warning|note) \|", text_of(review), re.M)
    assert rows == ["error", "warning", "note"]


def many(review, number, **more):
    """The review with that many of everything."""
    found = review.findings

    def times(items):
        return tuple(
            replace(item, subject=item.subject._replace(id=f"{item.subject.id}-{at}"), **more)
            for at in range(number)
            for item in items[:1]
        )

    changes = tuple(replace(review.difference.changes[0], id=f"cache-{at}") for at in range(number))
    return replace(
        review,
        difference=replace(review.difference, changes=changes),
        consequences=review.consequences[:1] * number,
        rule_changes=review.rule_changes[:1] * number,
        remarks=review.remarks * number,
        findings=replace(
            found,
            introduced=times(found.introduced),
            fixed=times(found.fixed),
            unsettled=times(found.unsettled),
            unchanged=times(found.unchanged),
            waived=times(found.waived),
            unknown=times(found.unknown),
            notices=found.notices * number,
        ),
    )


@pytest.mark.parametrize("number", [100, 10_000])
def test_however_much_there_is_it_fits_and_is_counted(review, text_of, number):
    text = text_of(many(review, number), pictures=PICTURES, unknown=True)
    assert len(text.encode()) < LIMIT
    assert text.startswith(f"{MARKER}\n## archlint review: {number} introduced, {number} fixed, ")
    assert f"{number} added, 1 ambiguous\n" in text
    assert text.count("<details>") == text.count("</details>")
    assert text.rstrip().endswith("</sub>")
    assert "](img/shop-before.svg)" in text
    rows = len(re.findall(r"^\| warning \|", text, re.M))
    assert f"\n{number - rows} more introduced below.\n" in text
    details = text.count("<details><summary>warning: ")
    assert details > 5
    assert f"\n{number - details} more details of introduced findings did not fit here." in text


def test_the_room_is_used(review, text_of):
    assert len(text_of(many(review, 10_000)).encode()) > 50_000


def test_one_long_finding_does_not_hide_the_others(review, text_of):
    first, *rest = review.findings.introduced
    place = first.location
    facts = tuple(Evidence("y" * 5_000, place) for _ in range(1_000))
    long = replace(first, message="x" * 100_000, evidence=facts)
    findings = replace(review.findings, introduced=(long, *rest))
    text = text_of(replace(review, findings=findings))
    assert len(text.encode()) < LIMIT
    for finding in rest:
        assert text.count(f"{finding.id}</code></summary>") == 1
        assert f"| `{finding.id}` |" in text


@pytest.mark.parametrize("char", ["x", "@", "\U000e0001", "&", "\u540d"])
def test_however_long_names_and_messages_are_it_fits(review, text_of, char):
    said = char * 20_000
    made = many(review, 20, message=said, location=Location(said[:4_000], 1, 1))
    place = Location("m.yaml", 1, 1)
    changes = tuple(
        replace(
            each,
            id=f"{at}{said}",
            name=f"{at}{said}",
            type=said,
            matched_by=(said,),
            before=Fact([said], place),
            after=Fact([said], place),
        )
        for each in review.difference.changes
        for at in range(8)
    )
    made = replace(
        made,
        base=review.base._replace(name=said),
        difference=replace(
            made.difference,
            head=replace(review.difference.head, path=said[:1_000]),
            changes=changes,
        ),
        consequences=tuple(replace(each, message=said) for each in made.consequences),
        rule_changes=tuple(
            replace(each, rule=said, reason=said, hidden=each.hidden * 9)
            for each in made.rule_changes
        ),
        remarks=(said,) * 20,
    )
    text = text_of(made, pictures=PICTURES, unknown=True)
    assert len(text.encode()) < LIMIT
    first = text[: text.index("<details>")]
    assert len(first.encode()) < LIMIT * 2 // 3
    assert "20 introduced, 20 fixed, 20 unchanged" in text
    assert text.count("<details>") == text.count("</details>") > 5


HOSTILE = [
    *("a --> b", "--!>", "<!-- archlint review: other -->", "</details>", "<script>", "@team"),
    *("org/repo#12", "#1", "!1", "https://x.example", "![x](http://y)", "a\n\n/close\n", "| a |"),
    *("`", "```", "\x1b[31m", "\N{RIGHT-TO-LEFT OVERRIDE}", "\ud800", "<b>x", "$x$", "~~x~~"),
]


@pytest.mark.parametrize("said", HOSTILE)
def test_nothing_that_is_said_acts(review, text_of, said):
    place = Location(said, 1, 1)
    found = review.findings

    def hostile(finding):
        waiver = finding.waiver and replace(finding.waiver, reason=said, approved_by=said)
        return replace(
            finding,
            message=said,
            location=place,
            evidence=(Evidence(said, place),),
            waiver=waiver,
        )

    findings = replace(
        found,
        introduced=tuple(map(hostile, found.introduced)),
        fixed=tuple(map(hostile, found.fixed)),
        unsettled=tuple(map(hostile, found.unsettled)),
        waived=tuple(map(hostile, found.waived)),
        notices=tuple(replace(each, message=said, hint=said) for each in found.notices),
    )
    made = replace(
        review,
        base=review.base._replace(name=said),
        findings=findings,
        rule_changes=tuple(replace(each, reason=said) for each in review.rule_changes),
        consequences=tuple(replace(each, message=said) for each in review.consequences),
        difference=replace(
            review.difference,
            head=replace(review.difference.head, path=said),
            changes=tuple(replace(each, name=said) for each in review.difference.changes),
        ),
        remarks=(said,),
    )
    text = text_of(made, unknown=True)
    assert text.count("\n<!--") == 0
    html = html_of(text)
    first, rest = html.split("\n", 1)
    assert re.fullmatch(r"<!-- archlint review: [^<>]* -->", first)
    assert (
        html.count("<details>")
        == html.count("</details>")
        == html_of(text_of(review, unknown=True)).count("<details>")
    )
    assert not re.search("<(script|b|img|a|del|!--)[ >]", rest)
    outside = re.sub(r"<code>.*?</code>|&#\w+;", "", rest)
    assert not re.search(r"(^|\W)@\w|#\d|!\d|://", outside)
    assert not re.search(r"^\s*/close", text, re.M)


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("model/architecture.yaml", "model/architecture.yaml"),
        ("a b/--x.yaml", "a b/--x.yaml"),
        ("a-->\n<b>", "a--%3E%0A%3Cb%3E"),
        ("100%", "100%25"),
        ("\ud800", "%3F"),
    ],
)
def test_a_path_cannot_end_the_marker(path, written):
    assert marker(path) == f"<!-- archlint review: {written} -->\n"


def test_a_failure_begins_with_the_same_marker(review, text_of):
    problems = [Problem("bad", Location("m.yaml", 2, 3), "mend")] * 10_000
    text = "".join(
        review_failure_as_markdown(problems, version="1", model=review.difference.head.path)
    )
    assert text.splitlines()[0] == text_of(review).splitlines()[0]
    assert "## archlint: 10000 errors" in text
    assert len(text.encode()) < LIMIT


def test_what_became_unknown_is_listed_where_it_is_asked_for(review, text_of):
    assert review.findings.unknown[0].outcome is Outcome.UNKNOWN
    assert "owned-by-a-team@cache" not in text_of(review)
    assert "owned-by-a-team@cache" in text_of(review, unknown=True)
