"""A review for people: whole screens, what comes first, and what remains when it is quiet."""

from dataclasses import replace

import pytest

from archlint.finding import Severity
from archlint.reports.review_text import ReviewTexts, review_as_text
from archlint.reports.style import PLAIN, Style
from archlint.reports.text import TextOptions
from archlint.review.values import FindingChanges

PATH = "model/shop.yaml"


@pytest.fixture
def shown(sides, rules_of_review):
    old, new = sides

    def show(review, **options):
        shape = TextOptions(**({"style": PLAIN, "width": 100} | options))
        texts = ReviewTexts({PATH: old.text}, {PATH: new.text})
        return "".join(review_as_text(review, rules_of_review, texts, shape))

    return show


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("review.txt", {}),
        ("review-quiet.txt", {"summary": False}),
        ("review-unknown.txt", {"unknown": True, "width": 80}),
        ("review-colored.txt", {"style": Style(coloured=True)}),
    ],
)
def test_a_review_as_people_see_it(review, shown, matches_snapshot, name, options):
    matches_snapshot(shown(review, **options), name)


def test_no_change_is_said_in_these_words(quiet_review, shown):
    first, second, *rest = shown(quiet_review).splitlines()
    assert first == "no architectural change"
    assert second == "main (1a2b3c4d) -> HEAD (9f8e7d6c)"
    assert rest == ["", "2 unchanged"]


def test_quiet_says_nothing_of_a_change_that_needs_nobody(quiet_review, shown):
    assert shown(quiet_review, summary=False) == ""


def test_the_verdict_counts_and_names_only_what_there_is(review, shown):
    found = FindingChanges(
        introduced=review.findings.introduced[:1],
        fixed=review.findings.fixed,
        unchanged=review.findings.unchanged,
    )
    plain = replace(review, findings=found, rule_changes=())
    assert shown(plain).splitlines()[0] == "1 introduced, 1 fixed, 2 unchanged"


def test_a_fixed_finding_shows_the_line_of_the_base(review, shown):
    text = shown(review)
    frame = text[text.index("fixed[rds-multi-az@rds]") :].splitlines()[:4]
    assert frame[1].endswith("main:model/shop.yaml:22:5")
    assert frame[3] == "22 |     multi_az: false"


def test_an_introduced_finding_shows_the_line_of_the_head(review, shown):
    text = shown(review)
    frame = text[text.index("error[rds-private-subnet@rds]") :].splitlines()[:4]
    assert frame[1].endswith("--> model/shop.yaml:22:9")
    assert frame[3] == "22 |     in: public"


def test_a_base_without_a_text_has_its_place_told(review, rules_of_review):
    shape = TextOptions(style=PLAIN, width=100)
    text = "".join(review_as_text(review, rules_of_review, ReviewTexts(), shape))
    assert "fixed[rds-multi-az@rds]: multi_az of 'rds' is false, not true\n" in text
    assert "--> main:model/shop.yaml:22:5\n" in text


@pytest.mark.parametrize(("judge", "verb"), [("base", "would hide"), ("head", "hides")])
def test_what_a_weakened_rule_hides_depends_on_who_judged(review, shown, judge, verb):
    text = " ".join(shown(replace(review, judged_by=judge)).split())
    assert f"it {verb} rds-private-subnet@rds; the {judge}'s rules judged" in text


@pytest.mark.parametrize(
    ("fail_on", "said"),
    [
        (Severity.ERROR, "what fails: error or stronger; 1 introduced of that strength"),
        (Severity.NOTE, "what fails: note or stronger; 3 introduced of that strength"),
    ],
)
def test_what_fails_is_counted(review, shown, fail_on, said):
    assert said in shown(replace(review, fail_on=fail_on))


@pytest.mark.parametrize(
    "said", ["::error::x " * 30, "x" * 93 + " ::error::x", "##[error]x", "\x1b[2J", "a\n\n::x"]
)
def test_nothing_that_is_said_commands_whoever_runs_it(review, rules_of_review, said):
    found = review.findings

    def hostile(findings):
        return tuple(
            replace(each, message=said, waiver=each.waiver and replace(each.waiver, reason=said))
            for each in findings
        )

    findings = replace(
        found,
        introduced=hostile(found.introduced),
        fixed=hostile(found.fixed),
        unsettled=hostile(found.unsettled),
        waived=hostile(found.waived),
        unknown=hostile(found.unknown),
        notices=tuple(replace(each, message=said, hint=said) for each in found.notices),
    )
    changes = tuple(
        replace(each, id=said, name=said, type=said, matched_by=(said,))
        for each in review.difference.changes
    )
    made = replace(
        review,
        base=review.base._replace(name=said),
        findings=findings,
        difference=replace(review.difference, changes=changes),
        consequences=tuple(replace(each, message=said) for each in review.consequences),
        rule_changes=tuple(replace(each, rule=said, reason=said) for each in review.rule_changes),
        remarks=(said,),
    )
    shape = TextOptions(style=PLAIN, width=80, unknown=True)
    texts = ReviewTexts({PATH: f"{said}\n" * 40}, {PATH: f"{said}\n" * 40})
    text = "".join(review_as_text(made, rules_of_review, texts, shape))
    lines = [line.lstrip() for line in text.split("\n")]
    assert not [line for line in lines if line.startswith("::") and line[:4] != "::: "]
    assert "##[" not in text
    assert "\x1b" not in text
