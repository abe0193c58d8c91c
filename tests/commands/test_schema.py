"""`archlint schema`: what editors read."""

import json

from archlint.edge.bundled import bundled

SHIPPED = bundled().render / "schemas" / "model.schema.json"


def test_it_prints_the_shipped_schema(run):
    screen = run("schema")
    assert (screen.status, screen.err) == (0, "")
    assert screen.out == SHIPPED.read_text(encoding="utf-8")


def test_it_writes_to_a_file(run, project):
    screen = run("schema", "-o", "editor.json")
    assert screen == (0, "", "")
    assert (project / "editor.json").read_bytes() == SHIPPED.read_bytes()


def test_a_fragment_needs_no_head(run):
    assert json.loads(run("schema", "--fragment").out)["required"] == []
    assert json.loads(run("schema").out)["required"] == ["archlint", "name"]


def test_the_types_of_a_project_are_in_it(run, project):
    (project / "own.yaml").write_text("own.mainframe: {name: Mainframe}\n", encoding="utf-8")
    assert '"own.mainframe"' in run("schema", "--types", "own.yaml").out
    assert '"own.mainframe"' not in run("schema").out


def test_types_that_cannot_be_read_are_told(run, project):
    (project / "own.yaml").write_text("own.mainframe: {}\n", encoding="utf-8")
    screen = run("schema", "--types", "own.yaml")
    assert (screen.status, screen.out) == (2, "")
    assert "own.yaml:1:16: error: a type needs 'name'" in screen.err
