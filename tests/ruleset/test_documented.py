"""Every rule in the language's reference is a rule, and its examples are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archlint.architecture.fields import CONNECTION_FIELDS
from archlint.ruleset import run_examples

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "rule-language.md"
TEXT = REFERENCE.read_text(encoding="utf-8")
HEAD = "id: a-rule\ntitle: A title\nseverity: error\nwhy: A reason.\nfix: A way.\n"
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
WHOLE = [block for block in BLOCKS if block.startswith("id:")]
PARTS = [block for block in BLOCKS if not block.startswith("id:")]


def test_the_reference_has_examples():
    assert len(WHOLE) >= 3
    assert len(PARTS) >= 5


@pytest.mark.parametrize("text", WHOLE, ids=[text.split()[1] for text in WHOLE])
def test_a_whole_rule_passes_its_examples(read_rule, catalogue, text):
    results = run_examples([read_rule(text)], catalogue)
    assert {result.expected for result in results} >= {"satisfied", "violated"}
    assert [result.message for result in results if not result.passed] == []


@pytest.mark.parametrize("text", PARTS, ids=range(len(PARTS)))
def test_a_part_of_a_rule_loads(read_rule, text):
    assert read_rule(HEAD + text).id == "a-rule"


@pytest.mark.parametrize(
    "word",
    [
        *("all", "any", "not", "type", "kind", "id", "name", "tags", "within", "contains"),
        *("connects_to", "connected_from", "reaches", "reached_from", "spread_over", "stores"),
        *("some", "every", "none", "count", "where", "by", "avoiding", "through", "property"),
        *("inherited", "from", "to", "crosses", "carries", "has", "gte", "gt", "lte", "lt"),
        *(
            "matches",
            "glob",
            "includes",
            "exists",
            "absent",
            "stated",
            "limits",
            "sources",
            "controls",
        ),
        *CONNECTION_FIELDS,
    ],
)
def test_every_word_of_the_language_is_in_the_reference(word):
    assert re.search(rf"`[^`\n]*\b{word}\b[^`\n]*`", TEXT)


@pytest.mark.parametrize("word", ["waiver", "parameters", "mandatory", "aliases"])
def test_nothing_is_documented_that_is_not_there(word):
    assert word not in TEXT


def test_links_inside_lead_somewhere():
    headings = re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    anchors = {heading.lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors
