"""What rules written in Python import: the decorator, verdicts and facts."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from archlint import plugin
from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.reader import read_model
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.finding import Severity
from archlint.graph import ArchitectureGraph
from archlint.plugin import fact, rule, satisfied, unknown, violated
from archlint.ruleset import run_examples

HEAD = {
    "id": "own-rule",
    "title": "A title",
    "severity": "note",
    "why": "A reason.",
    "fix": "A way.",
}
DOCS = Path(__file__).resolve().parents[1] / "docs" / "python-rules.md"


def judging(graph):
    for node in graph.nodes.values():
        yield satisfied(node)


@pytest.fixture(scope="module")
def catalogue():
    files, data = FileReader(), bundled()
    return read_catalogue([], data.icon_index(files), shipped=data.type_files(files))


@pytest.fixture(scope="module")
def graph(catalogue):
    text = """\
archlint: 1
name: A system
data: {records: {classification: restricted}}
nodes:
  net: {type: generic.network}
  a: {type: aws.ec2, in: net}
  b: {type: aws.rds, multi_az: true}
connections: [a -> b]
flows: {use: {steps: [a -> b]}}
"""
    return ArchitectureGraph(read_model(text, "m.yaml", catalogue))


def test_the_reference_lists_exactly_what_the_module_offers():
    text = DOCS.read_text(encoding="utf-8")
    table = text.partition("## The module")[2].partition("\n## ")[0]
    listed = re.findall(r"^\| `(\w+)", table, re.MULTILINE)
    assert sorted(listed) == plugin.__all__ == sorted(plugin.__all__)
    assert all(hasattr(plugin, name) for name in listed)


def test_a_rule_keeps_what_it_is_given_with_its_prose_as_one_paragraph():
    made = rule(**{**HEAD, "why": "Two\n    lines."}, tags=["a"], limits="None.")(judging)
    assert (made.id, made.title, made.severity, made.why) == (
        "own-rule",
        "A title",
        Severity.NOTE,
        "Two lines.",
    )
    assert (made.tags, made.limits, made.sources) == (("a",), "None.", ())
    assert made.function is judging
    assert made.location.path == __file__
    assert made.location.line == judging.__code__.co_firstlineno


def test_its_severity_can_be_replaced_as_that_of_any_rule():
    assert replace(rule(**HEAD)(judging), severity=Severity.ERROR).severity == "error"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "Own Rule"}, "'id' must have small letters"),
        ({"id": None}, "'id' must have small letters"),
        (
            {"severity": "eror"},
            "'severity' must be one of error, warning, note (did you mean 'error'?)",
        ),
        ({"severity": None}, "'severity' must be one of"),
        ({"title": " "}, "'title' is empty"),
        ({"why": ""}, "'why' is empty"),
        ({"fix": ""}, "'fix' is empty"),
        ({"limits": None}, "'limits' must be a text"),
        ({"tags": "network"}, "'tags' must be a list of texts"),
        ({"passes": "nodes: {}"}, "'passes' must be a list of texts"),
        ({"fails": [{}]}, "'fails' must be a list of texts"),
    ],
)
def test_what_cannot_be_is_refused_when_the_module_is_imported(change, message):
    with pytest.raises(ValueError, match=r"^the rule '") as caught:
        rule(**{**HEAD, **change})(judging)
    assert message in str(caught.value)


def test_every_mistake_is_told_at_once():
    with pytest.raises(ValueError, match=r"'severity' .*; 'why' is empty; it must decorate a gen"):
        rule(**{**HEAD, "severity": "high", "why": ""})(lambda _graph: None)


def test_a_fact_knows_where_what_it_is_about_is_stated(graph):
    a, b, model = graph.nodes["a"], graph.nodes["b"], graph.model
    places = {
        "node": a,
        "value": b.stated["multi_az"],
        "placement": a.placements[0],
        "edge": graph.edges[0],
        "connection": model.connections[0],
        "flow": model.flows["use"],
        "step": model.flows["use"].steps[0],
        "a step of a flow": (model.flows["use"], model.flows["use"].steps[0]),
        "data": model.data["records"],
        "path": (a, b),
        "model": model,
    }
    lines = {what: fact(what, at).location.line for what, at in places.items()}
    assert lines == {
        "node": 6,
        "value": 7,
        "placement": 6,
        "edge": 8,
        "connection": 8,
        "flow": 9,
        "step": 9,
        "a step of a flow": 9,
        "data": 3,
        "path": 6,
        "model": 1,
    }


def test_a_fact_about_what_stands_nowhere_is_refused():
    with pytest.raises(TypeError, match="found 'somewhere'"):
        fact("said", "somewhere")


def test_examples_are_read_however_they_are_indented(catalogue):
    text = """
        nodes:
          a: {type: aws.ec2}
    """
    made = rule(**HEAD, passes=[text], unknown=["nodes: {a: {type: aws.nothing}}"])(judging)
    good, bad = run_examples([made], catalogue)
    assert good.passed
    assert bad.message == ("the model is not valid: example 1:1:19: unknown type 'aws.nothing'")
    assert bad.location == made.location


def test_an_example_on_which_the_rule_fails_does_not_hide_the_others(catalogue):
    @rule(**HEAD, passes=["nodes: {b: {type: aws.ec2}}", "nodes: {a: {type: aws.ec2}}"])
    def made(graph):
        yield satisfied(graph.nodes["a"])

    broken, good = run_examples([made], catalogue)
    assert broken.message == "the rule 'own-rule' failed: KeyError: 'a'"
    assert good.passed


def test_verdicts_say_what_they_are_called():
    assert [satisfied(None).outcome, violated(None, "x").outcome, unknown(None, "x").outcome] == [
        "satisfied",
        "violated",
        "unknown",
    ]
