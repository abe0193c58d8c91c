"""From paths to values: every problem of every input in one go."""

import pytest

from archlint.edge.files import FileReader
from archlint.edge.loading import load_frameworks, load_models, load_project, load_rulebook
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


FRAMEWORK = """\
framework: acme-1.0
title: Acme's own
version: "1"
publisher: Acme
source: the wiki
mapping: vendor
controls: {A.1: {}}
"""


MODELS = [ModelSource("m.yaml")]


@pytest.fixture
def own(folder):
    """A framework in a folder beside the rules, and a rule that speaks of it."""
    (folder / "acme" / "frameworks").mkdir()
    (folder / "acme" / "frameworks" / "acme.yaml").write_text(FRAMEWORK)
    (folder / "acme" / "box.yml").write_text(RULE + "controls: {acme-1.0: [A.1]}\n")
    return Extent(None, ["types"], ["acme"])


def test_a_folder_called_frameworks_holds_frameworks_and_no_rules(own):
    ids = [framework.id for framework in load_frameworks(FileReader(), own)]
    assert "acme-1.0" in ids
    assert "hipaa-security-rule" in ids
    assert ids == sorted(ids)
    rules = load_rulebook(FileReader(), own).rules
    assert [rule.controls for rule in rules if rule.id == "box-owned"] == [{"acme-1.0": ("A.1",)}]


@pytest.mark.usefixtures("own")
def test_a_framework_may_be_named_by_its_own_path(folder, monkeypatch):
    monkeypatch.chdir(folder / "acme" / "frameworks")
    extent = Extent(None, [], ["acme.yaml"])
    assert "acme-1.0" in [framework.id for framework in load_frameworks(FileReader(), extent)]


def test_a_framework_among_the_rules_is_told_where_it_belongs(own, folder):
    (folder / "acme" / "stray.yaml").write_text(FRAMEWORK)
    with pytest.raises(SourceError) as caught:
        load_rulebook(FileReader(), own)
    [problem] = caught.value.problems
    assert str(problem.location) == "acme/stray.yaml:1:1"
    assert problem.hint == "put the file into a folder called frameworks"


@pytest.mark.parametrize("load", [load_rulebook, lambda *a: load_project(a[0], MODELS, a[1])])
def test_a_rule_among_the_frameworks_is_told_though_no_rule_claims_a_control(folder, load):
    (folder / "acme" / "frameworks").mkdir()
    (folder / "acme" / "frameworks" / "lost.yaml").write_text(RULE.replace("box-owned", "lost"))
    with pytest.raises(SourceError) as caught:
        load(FileReader(), Extent(None, ["types"], ["acme"]))
    [problem] = caught.value.problems
    assert problem.message == "this is a rule where a framework of controls should be"
    assert str(problem.location) == "acme/frameworks/lost.yaml:1:1"


def test_a_folder_that_is_named_like_what_ships_is_the_projects_own_all_the_same(folder):
    (folder / "archlint:x").mkdir()
    (folder / "archlint:x" / "box.yaml").write_text(RULE + "controls: {aws-fsbp: [RDS.1]}\n")
    with pytest.raises(SourceError) as caught:
        load_rulebook(FileReader(), Extent(None, ["types"], ["archlint:x"]))
    [problem] = caught.value.problems
    assert problem.message.startswith("'RDS.1' is no control of 'aws-fsbp'")
    assert problem.location.path == "./archlint:x/box.yaml"


@pytest.mark.parametrize(
    ("controls", "message"),
    [
        ("{acme-1.1: [A.1]}", "'acme-1.1' is no framework"),
        ("{acme-1.0: [A.2]}", "'A.2' is no control of 'acme-1.0'"),
        ("{aws-fsbp: [RDS.1]}", "'RDS.1' is no control of 'aws-fsbp'"),
    ],
)
def test_rules_of_ones_own_claim_listed_controls_only(own, folder, controls, message):
    (folder / "acme" / "box.yml").write_text(RULE + f"controls: {controls}\n")
    [said] = messages(load_rulebook, own)
    assert said.startswith(message)
    [said] = messages(load_project, [ModelSource("m.yaml")], own)
    assert said.startswith(message)


def test_frameworks_are_read_only_where_a_rule_of_ones_own_speaks_of_one(folder, monkeypatch):
    def broken(*_):
        raise AssertionError("frameworks were read")

    monkeypatch.setattr("archlint.edge.loading.read_frameworks", broken)
    extent = Extent(None, ["types"], ["acme"])
    assert load_rulebook(FileReader(), extent).rules
    (folder / "acme" / "box.yml").write_text(RULE + "controls: {aws-fsbp: [RDS.2]}\n")
    with pytest.raises(AssertionError):
        load_rulebook(FileReader(), extent)
