"""From paths to values: every problem of every input in one go."""

import pytest

from archlint.edge.files import FileReader
from archlint.edge.loading import load_models, load_project, load_rulebook
from archlint.edge.sources import Extent, ModelSource
from archlint.source import SourceError

MODEL = "archlint: 1\nname: A\nnodes: {db: {type: aws.rds}, own: {type: acme.box}}\n"
TYPES = "acme.box: {name: Box}\n"
RULE = """\
id: box-owned
title: Boxes have owners
severity: note
applies_to: {type: acme.box}
require: {owner: {exists: true}}
why: Someone must care.
fix: Name the owner.
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (("m.yaml", MODEL), ("types/acme.yaml", TYPES), ("acme/box.yml", RULE)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def messages(action, *arguments):
    with pytest.raises(SourceError) as caught:
        action(FileReader(), *arguments)
    return [problem.message for problem in caught.value.problems]


def test_types_and_rules_of_ones_own_join_the_shipped_ones():
    project = load_project(FileReader(), [ModelSource("m.yaml")], Extent(None, ["types"], ["acme"]))
    assert project.models[0].base.nodes["own"].type.name == "Box"
    [own] = [rule for rule in project.rules if rule.id == "box-owned"]
    assert own.pack == "acme"
    assert own.location.path == "acme/box.yml"
    assert len(project.rules) > 1


def test_the_pack_of_a_file_is_its_folder_even_when_the_path_does_not_name_it(folder, monkeypatch):
    monkeypatch.chdir(folder / "acme")
    rules = load_rulebook(FileReader(), Extent(None, ["../types"], ["box.yml"])).rules
    assert [rule.pack for rule in rules if rule.id == "box-owned"] == ["acme"]


def test_a_model_alone_needs_no_rules(folder):
    (folder / "acme" / "box.yml").write_text("id: [")
    assert (
        load_models(FileReader(), ModelSource("m.yaml"), Extent(types=["types"])).base.name == "A"
    )


def test_a_bad_model_does_not_hide_a_bad_rule_nor_the_other_way(folder):
    (folder / "m.yaml").write_text(MODEL.replace("aws.rds", "aws.rdss"))
    (folder / "acme" / "box.yml").write_text(RULE.replace("owner", "ownr"))
    found = messages(load_project, [ModelSource("m.yaml")], Extent(None, ["types"], ["acme"]))
    assert any("aws.rdss" in message for message in found)
    assert any("ownr" in message for message in found)


def test_every_path_that_cannot_be_read_is_told():
    found = messages(load_project, [ModelSource("x")], Extent(None, ["y1", "y2"], ["z1", "z2"]))
    assert sorted(found) == [f"'{name}' does not exist" for name in ("x", "y1", "y2", "z1", "z2")]


def test_bad_types_are_told_with_a_missing_model(folder):
    (folder / "types" / "acme.yaml").write_text("acme.box: {nam: Box}\n")
    found = messages(load_project, [ModelSource("missing.yaml")], Extent(types=["types"]))
    assert "'missing.yaml' does not exist" in found
    assert any("nam" in message for message in found)


def test_a_rule_that_is_there_twice_is_told():
    found = messages(load_rulebook, Extent(None, ["types"], ["acme", "acme/box.yml"]))
    assert any("defined twice" in message for message in found)
