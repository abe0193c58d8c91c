"""`--plugin`: rules of a Python file wherever rules judge, and what is told when one fails."""

from __future__ import annotations

import json

import pytest

RULES = """\
from archlint.plugin import fact, rule, satisfied, violated


@rule(
    id="own-names", title="Databases have names", severity="error",
    why="People talk about them.", fix="Name it.",
    passes=["nodes: {a: {type: aws.rds, name: A}}"],
    fails=["nodes: {a: {type: aws.rds}}"],
)
def own_names(graph):
    for node in graph.nodes.values():
        if "database" in node.type.kinds:
            if node.text("name"):
                yield satisfied(node)
            else:
                yield violated(node, f"'{node.id}' has no name", fact("its type", node))
"""
OWN = ("--plugin", "./own.py", "--select", "own")


@pytest.fixture(autouse=True)
def own(project):
    file = project / "own.py"
    file.write_text(RULES, encoding="utf-8")
    (project / "m.yaml").write_text(
        "archlint: 1\nname: M\nnodes:\n  db: {type: aws.rds}\n", encoding="utf-8"
    )
    return file


def test_a_rule_of_the_file_is_judged_by(run):
    screen = run("check", "m.yaml", *OWN)
    assert (screen.status, screen.err) == (1, "")
    assert "error[own-names@db]: 'db' has no name\n --> m.yaml:4:3\n" in screen.out
    assert "  fix: Name it.\n" in screen.out


def test_the_report_as_json_has_it_like_any_other(run):
    report = json.loads(run("check", "m.yaml", "--format", "json", *OWN).out)
    assert [(rule["id"], rule["pack"], rule["violated"]) for rule in report["rules"]] == [
        ("own-names", "own", 1)
    ]
    (finding,) = report["findings"]
    assert finding["evidence"] == [
        {"message": "its type", "location": {"path": "m.yaml", "line": 4, "column": 3}}
    ]


def test_it_is_listed_and_its_examples_are_judged(run):
    assert run("rules", "list", *OWN).out == "own-names  error  own  Databases have names\n"
    told = "1 rule, 2 examples (1 pass, 1 fail, 0 unknown): all do what they say\n"
    assert run("rules", "test", *OWN) == (0, told, "")


def test_an_example_that_does_not_do_what_it_says_is_shown_at_its_rule(run, own):
    own.write_text(RULES.replace("aws.rds, name: A", "aws.rds"), encoding="utf-8")
    screen = run("rules", "test", *OWN)
    assert screen.status == 1
    assert "error[own-names]: 'pass' example 1: expected satisfied, found 1 violated" in screen.out
    assert "--> ./own.py:4:1" in screen.out


def test_documents_tell_of_it_and_say_how_to_make_them_current(run, project):
    assert run("docs", "m.yaml", "-o", "d", *OWN).status == 0
    assert "Databases have names" in (project / "d" / "findings.md").read_text()
    (project / "m.yaml").write_text((project / "m.yaml").read_text().replace("db:", "sql:"))
    screen = run("docs", "m.yaml", "-o", "d", "--check", *OWN)
    assert screen.status == 1
    assert "archlint docs m.yaml -o d --plugin ./own.py --select own" in screen.out


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("yield satisfied(node)", "raise ValueError('no luck')", "failed: ValueError: no luck"),
        ("yield satisfied(node)", "raise SystemExit(0)", "the rule 'own-names' failed: SystemExit"),
        ('"error"', '"high"', "the plug-in './own.py' cannot be loaded: ValueError: the rule 'own"),
        ("import fact", "import facts", "the plug-in './own.py' cannot be loaded: ImportError"),
    ],
)
def test_a_plug_in_that_fails_is_never_a_green_run(run, own, project, old, new, told):
    own.write_text(RULES.replace(old, new), encoding="utf-8")
    (project / "m.yaml").write_text(
        "archlint: 1\nname: M\nnodes: {db: {type: aws.rds, name: D}}\n", encoding="utf-8"
    )
    screen = run("check", "m.yaml", *OWN)
    assert (screen.status, screen.out) == (2, "")
    assert told in screen.err
    assert "Traceback" not in screen.err
    debugged = run("check", "m.yaml", "--debug", *OWN)
    assert "Traceback" in debugged.err
    assert "own.py" in debugged.err.partition("error:")[0]
