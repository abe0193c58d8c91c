"""Judging by rules written in Python: whose subjects they name, and what they may not do."""

from __future__ import annotations

from asyncio import CancelledError
from dataclasses import replace

import pytest

from archlint.errors import ArchlintError
from archlint.finding import Severity
from archlint.graph import ArchitectureGraph
from archlint.plugin import fact, rule, satisfied, unknown, violated
from archlint.ruleset import check

MODEL = """\
data: {records: {classification: restricted}}
nodes:
  a: {type: generic.service}
  b: {type: aws.alb, listeners: [{certificate: c}]}
  c: {type: aws.acm}
connections: [a -> b]
flows: {use: {steps: [a -> b]}}
"""


def made(function, **head):
    texts = {"title": "A title", "severity": "warning", "why": "A reason.", "fix": "A way."}
    return rule(**{"id": "own-rule", **texts, **head})(function)


@pytest.fixture
def graph(model_of):
    return ArchitectureGraph(model_of(MODEL))


@pytest.fixture
def run(graph):
    return lambda function, **head: check(graph, [made(function, **head)])


SUBJECTS = {
    "node": (lambda g: g.nodes["a"], "node", "a", 5),
    "edge": (lambda g: g.edges_from("a")[0], "connection", "a->b", 8),
    "reference": (lambda g: g.edges_from("b")[0], "connection", "b->c.listeners.certificate", 6),
    "connection": (lambda g: g.model.connections[0], "connection", "a->b", 8),
    "path": (lambda g: (g.nodes["a"], g.nodes["c"]), "path", "a->c", 5),
    "flow": (lambda g: g.model.flows["use"], "flow", "use", 9),
    "step": (
        lambda g: (g.model.flows["use"], g.model.flows["use"].steps[0]),
        "flow",
        "use:a->b",
        9,
    ),
    "data": (lambda g: g.model.data["records"], "data", "records", 3),
    "model": (lambda g: g.model, "model", "model", 1),
}


@pytest.mark.parametrize(("pick", "kind", "name", "line"), SUBJECTS.values(), ids=SUBJECTS)
def test_a_rule_points_at_what_and_the_engine_works_out_where(run, pick, kind, name, line):
    def judging(graph):
        yield violated(pick(graph), "it is off")

    (finding,) = run(judging).findings
    assert finding.id == f"own-rule@{name}"
    assert finding.subject == (kind, name)
    assert (finding.location.path, finding.location.line) == ("model.yaml", line)
    assert [(said.message, said.location) for said in finding.evidence] == [
        ("it is off", finding.location)
    ]


def mixed(graph):
    c, b, a = (graph.nodes[name] for name in "cba")
    yield violated(c, "c is off", fact("a fact", a))
    yield unknown(b, "b is open")
    yield violated(a, "a is off")
    yield satisfied(graph.model)


def test_findings_are_in_the_order_of_their_subjects_and_counted(run):
    report = run(mixed)
    assert [finding.subject.id for finding in report.findings] == ["a", "c"]
    assert [finding.message for finding in report.unknown()] == ["b is open"]
    assert [finding.message for finding in report.unknown()] == ["b is open"]
    (result,) = report.results
    assert (result.satisfied, result.violated, result.unknown) == (1, 2, 1)
    assert [said.message for said in report.findings[1].evidence] == ["a fact"]


def test_the_severity_that_a_configuration_gives_is_the_finding_s(graph):
    overridden = replace(made(mixed), severity=Severity.ERROR)
    report = check(graph, [overridden], environment="staging")
    assert {finding.severity for finding in report.findings} == {"error"}
    assert report.findings[0].id == "own-rule@a@staging"


def test_rules_of_both_sorts_are_judged_together_in_the_order_of_their_ids(graph, read_rule):
    declared = read_rule(
        {"id": "m-declared", "applies_to": {"type": "aws.acm"}, "require": {"id": "x"}}
    )
    rules = [made(mixed, id="z-last"), declared, made(mixed, id="a-first")]
    report = check(graph, rules)
    assert [result.rule.id for result in report.results] == ["a-first", "m-declared", "z-last"]
    assert [finding.rule for finding in report.findings] == [
        *["a-first"] * 2,
        "m-declared",
        *["z-last"] * 2,
    ]
    assert [finding.rule for finding in report.unknown()] == ["a-first", "z-last"]


def raises(graph):
    yield satisfied(graph.nodes["a"])
    raise ValueError("no\nluck")


def leaves(graph):
    yield satisfied(graph.nodes["a"])
    raise SystemExit(0)


def is_cancelled(graph):
    yield satisfied(graph.nodes["a"])
    raise CancelledError


def closes(graph):
    yield satisfied(graph.nodes["a"])
    raise GeneratorExit


def is_interrupted(graph):
    yield satisfied(graph.nodes["a"])
    raise KeyboardInterrupt


def searches_too_much(graph):
    yield satisfied(graph.nodes["a"])
    raise ArchlintError("the search costs too much")


def twice(graph):
    yield satisfied(graph.nodes["a"])
    yield satisfied(graph.nodes["a"])


def connection_twice(graph):
    yield satisfied(graph.edges_from("a")[0])
    yield violated(graph.model.connections[0], "off")


def no_verdict(graph):
    yield graph.nodes["a"]


def no_subject(_graph):
    yield violated("a", "off")


def no_message(graph):
    yield violated(graph.nodes["a"], " ")


def no_fact(graph):
    yield violated(graph.nodes["a"], "off", "because")


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (raises, "ValueError: no luck"),
        (leaves, "SystemExit: 0"),
        (is_cancelled, "CancelledError"),
        (closes, "GeneratorExit"),
        (searches_too_much, "the search costs too much"),
        (twice, "ValueError: two verdicts on the node 'a'"),
        (connection_twice, "ValueError: two verdicts on the connection 'a->b'"),
        (no_verdict, "TypeError: a rule yields satisfied(...), violated(...) or unknown(...)"),
        (no_subject, "TypeError: a verdict needs a subject, such as a node, found 'a'"),
        (no_message, "ValueError: a verdict other than satisfied needs a message"),
        (no_fact, "TypeError: evidence is made by fact(...), found 'because'"),
    ],
)
def test_a_rule_that_does_what_it_may_not_is_named_and_judges_nothing(run, function, message):
    with pytest.raises(ArchlintError) as caught:
        run(function)
    assert str(caught.value).startswith(f"the rule 'own-rule' failed: {message}")
    assert caught.value.hint.startswith("tell whoever maintains the plug-in '")
    assert caught.value.__cause__ is not None


def test_the_user_may_interrupt_a_rule(run):
    with pytest.raises(KeyboardInterrupt):
        run(is_interrupted)
