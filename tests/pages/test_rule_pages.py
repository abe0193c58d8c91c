"""The pages on rules: whole, linked, and safe whatever a rule says."""

import json
from pathlib import PurePosixPath

import pytest

from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.edge.plugins import installed_rules
from archlint.errors import ArchlintError
from archlint.finding import Outcome
from archlint.pages.rule_pages import (
    HEADER,
    ControlTitle,
    FrameworkTitle,
    picture_of,
    write_rule_pages,
)
from archlint.ruleset import read_rules
from archlint.ruleset.describing import describe

FAIL = {"nodes": {"db": {"type": "aws.rds", "multi_az": False}}}
PASS = {"nodes": {"db": {"type": "aws.rds", "multi_az": True}}}
RULE = {
    "id": "a-rule",
    "title": "A title",
    "severity": "error",
    "applies_to": {"type": "aws.rds"},
    "require": {"multi_az": True},
    "why": "A reason.",
    "fix": "A way.",
    "examples": {"fail": [FAIL], "pass": [PASS]},
}


@pytest.fixture
def page(catalogue, templates):
    """The page of a rule, of which some keys are given, and what is known of frameworks."""

    def write(*, frameworks=None, **keys):
        text = json.dumps(RULE | keys, indent=1)
        files = [("pack", "rules/pack/a-rule.yaml", text)]
        (rule,) = read_rules(files, catalogue)
        described = describe(rule, catalogue, {"rules/pack/a-rule.yaml": text})
        return write_rule_pages([described], {}, frameworks or {}, templates)["a-rule.md"]

    return write


def test_a_rule_whose_page_would_be_the_index_is_refused(page):
    with pytest.raises(ArchlintError, match="would replace the index"):
        page(id="index")


@pytest.fixture(scope="module")
def shipped(catalogue, templates):
    files = FileReader()
    rules = [*read_rules(bundled().rule_files(files), catalogue), *installed_rules()]
    described = [describe(rule, catalogue, files.texts) for rule in rules]
    pictures = {
        picture_of(rule.id, outcome): "A picture"
        for rule in rules
        for outcome in (Outcome.VIOLATED, Outcome.SATISFIED)
    }
    return described, pictures, write_rule_pages(described, pictures, {}, templates)


def test_every_shipped_rule_has_a_page_with_both_examples_and_pictures(shipped, html):
    described, _, pages = shipped
    assert set(pages) == {"index.md", *(f"{one.rule.id}.md" for one in described)}
    for one in described:
        page = html(pages[f"{one.rule.id}.md"])
        headings = [text for _, text in page.headings]
        assert headings[0] == one.rule.title
        assert {"Why", "Fix", "Fails", "Passes", "Waiving"} <= set(headings), one.rule.id
        assert sum(tag == "img" for tag, _ in page.elements) == 2, one.rule.id


def test_every_link_leads_to_a_page_a_picture_or_the_web(shipped, html):
    _, pictures, pages = shipped
    known = {*pages, *pictures}
    for name, text in pages.items():
        page = html(text)
        for target in page.targets:
            path, _, place = target.partition("#")
            assert target.startswith("https://") or not path or str(PurePosixPath(path)) in known, (
                name,
                target,
            )
            assert not place or target.startswith("https://") or place in page.ids


def test_the_index_lists_packs_with_the_most_severe_rules_first(shipped, html):
    described, _, pages = shipped
    page = html(pages["index.md"])
    assert [text for tag, text in page.headings if tag == "h2"] == sorted(
        {one.rule.pack for one in described}
    )
    assert len(set(page.targets) & {f"{one.rule.id}.md" for one in described}) == len(described)


def test_a_page_begins_by_saying_what_to_edit(page):
    first = page().splitlines()[0]
    assert first.startswith(f"{HEADER} from rules/pack/a-rule.yaml. ")
    assert first.endswith("run: archlint rules docs -->")


def test_what_a_rule_in_python_asks_is_its_title(shipped):
    described, _, pages = shipped
    (one,) = (one for one in described if one.rule.id == "single-point-of-failure")
    text = pages["single-point-of-failure.md"]
    assert f"\n{one.rule.title}.\n" in text
    assert "## The rule" not in text
    assert "archlint:" not in text.splitlines()[0]


def test_what_the_rule_declares_is_shown_as_it_is_written(catalogue, templates):
    text = (
        "id: a-rule\ntitle: A title\nseverity: error\n"
        "applies_to: {type:   aws.rds}  # spaced\n"
        "require:\n  # a remark\n  multi_az: true\n"
        "why: A reason.\nfix: A way.\n"
    )
    files = [("pack", "a-rule.yaml", text)]
    (rule,) = read_rules(files, catalogue)
    described = describe(rule, catalogue, {"a-rule.yaml": text})
    assert described.declared == (
        "applies_to: {type:   aws.rds}  # spaced\nrequire:\n  # a remark\n  multi_az: true\n"
    )
    assert described.declared in write_rule_pages([described], {}, {}, templates)["a-rule.md"]


def test_controls_bear_their_titles_and_sources_where_they_are_known(page):
    controls = {"hipaa-security-rule": ["164.312(b)"], "other": ["X-1"]}
    known = {
        "hipaa-security-rule": FrameworkTitle(
            "HIPAA Security Rule",
            "a third party's mapping",
            {"164.312(b)": ControlTitle("Audit controls", "https://example.com/hipaa")},
        )
    }
    text = page(controls=controls, frameworks=known)
    assert "- HIPAA Security Rule (a third party's mapping)\n" in text
    assert "    - `164.312(b)`: Audit controls (<https://example.com/hipaa>)\n" in text
    assert "- other\n\n    - `X-1`\n" in text


def test_a_mandatory_rule_says_that_it_cannot_be_waived(page):
    text = page(mandatory=True)
    assert "can neither be waived" in text
    assert "waivers:" not in text


def test_former_ids_limits_and_sources_are_told(page):
    text = page(aliases=["old-id"], limits="It is blind.", sources=["See https://example.com/a"])
    assert "still match: `old-id`." in text
    assert "## Limits and false positives\n\nIt is blind.\n" in text
    assert "- See <https://example.com/a>\n" in text


def test_an_example_that_is_not_judged_so_yet_says_why(page):
    todo = [{"expect": "fail", "why": "Zones are not seen.", **PASS}]
    text = page(examples={"fail": [FAIL], "pass": [PASS], "todo": todo})
    assert "Not judged so yet: Zones are not seen.\n" in text


def test_the_reason_that_an_example_must_have_is_no_part_of_the_model(page):
    text = page(examples={"fail": [{**FAIL, "because": "multi_az"}], "pass": [PASS]})
    assert "because" not in text


HOSTILE = "<script>x</script> ![a](b) --> ``` | \u202e\x1b[31m"


def test_hostile_text_stays_text(page, html):
    hostile = FAIL | {"nodes": {"db": {"type": "aws.rds", "multi_az": False, "owner": HOSTILE}}}
    text = page(
        **dict.fromkeys(("title", "why", "fix", "limits"), HOSTILE),
        sources=[HOSTILE],
        controls={"x": [HOSTILE]},
        tags=[HOSTILE],
        examples={"fail": [hostile], "pass": [PASS]},
        require={"all": [{"multi_az": True}, {"owner": {"not": HOSTILE}}]},
    )
    page_html = html(text)
    assert not {tag for tag, _ in page_html.elements} & {"script", "img"}
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert page_html.text.count("<script>") >= 5
