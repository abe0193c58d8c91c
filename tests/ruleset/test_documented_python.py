"""Every rule in the page about Python rules is a rule, and its examples are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archlint.edge.plugins import plugin_rules
from archlint.graph import ArchitectureGraph
from archlint.ruleset import run_examples

PAGE = Path(__file__).resolve().parents[2] / "docs" / "python-rules.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
RULES = [block for block in BLOCKS if "@rule" in block]
EXCERPTS = [block for block in BLOCKS if "@rule" not in block]
MODEL = """\
archlint: 1
name: Shop
nodes:
  users: {type: actor.user}
  shop: {type: generic.service}
  db: {type: generic.database}
connections:
  - users -> shop
  - shop -> db
flows:
  nightly: {steps: [shop -> db]}
"""


@pytest.mark.parametrize("number", range(len(RULES)))
def test_a_rule_on_the_page_does_what_its_examples_say(tmp_path, catalogue, number):
    file = tmp_path / "own_rules.py"
    file.write_text(RULES[number], encoding="utf-8")
    rules = plugin_rules(str(file))
    results = run_examples(rules, catalogue)
    assert {result.expected for result in results} >= {"satisfied", "violated"}
    assert [result.message for result in results if not result.passed] == []


def test_the_excerpt_about_testing_works(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("own_rules.py").write_text(RULES[0], encoding="utf-8")
    Path("shop.yaml").write_text(MODEL, encoding="utf-8")
    (excerpt,) = EXCERPTS
    exec(excerpt, {})  # noqa: S102 - the project's own page


def test_every_question_of_the_graph_is_on_the_page_and_the_other_way():
    section = TEXT.partition("## The graph")[2].partition("\n## ")[0]
    named = set(re.findall(r"`graph\.(\w+)", section))
    offered = {name for name in vars(ArchitectureGraph) if not name.startswith("_")}
    assert named == offered | {"model", "edges", "nodes"}


def test_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (PAGE.parent / target).exists(), target
