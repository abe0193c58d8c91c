"""Packs of rules that installed distributions bring along: found, read as data, or refused."""

from __future__ import annotations

import sys

import pytest

from archlint.edge.cache import Result, ResultCache
from archlint.edge.files import FileReader
from archlint.edge.loading import load_rulebook
from archlint.edge.packs import installed_packs
from archlint.edge.sources import Extent
from archlint.source import SourceError

RULE = """\
id: {id}
title: T {id}
severity: note
applies_to: {{type: {type}}}
require: {{owner: {{stated: true}}}}
why: W.
fix: F.
"""
FRAMEWORK = """\
framework: house
title: H
version: "1"
publisher: P
source: S
mapping: vendor
controls: {H.1: {}}
"""
TYPE = "house.x:\n  name: X\n  kinds: [compute]\n"


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Install a package `acme_NAME` with an entry point of the group, and files in it."""
    site = tmp_path / "site"
    monkeypatch.setattr(sys, "path", [*sys.path, str(site)])

    def lay(name, files, value=""):
        metadata = site / f"acme_{name}-1.0.dist-info"
        metadata.mkdir(parents=True)
        value = value or f"acme_{name}"
        (metadata / "entry_points.txt").write_text(f"[archlint.packs]\n{name} = {value}\n")
        (metadata / "METADATA").write_text(f"Name: acme-{name}\nVersion: 1.0\n")
        package = site / f"acme_{name}"
        files = {"__init__.py": "raise SystemExit('it must not be imported')", **files}
        for path, text in files.items():
            (package / path).parent.mkdir(parents=True, exist_ok=True)
            (package / path).write_text(text, encoding="utf-8")
        return package

    return lay


def rule(name, node="aws.rds"):
    return {f"rules/{name}.yaml": RULE.format(id=name, type=node)}


def loaded():
    return {r.id: r for r in load_rulebook(FileReader(), Extent()).rules}


def test_the_rules_of_a_pack_are_loaded_under_its_name_and_nothing_is_imported(install):
    install(
        "house", {**rule("own-rds"), "rules/deep/own-s3.yaml": RULE.format(id="b", type="aws.s3")}
    )
    rules = loaded()
    assert (rules["own-rds"].pack, rules["b"].pack) == ("house", "house")
    assert rules["own-rds"].location.path == "acme_house/rules/own-rds.yaml"
    assert "acme_house" not in sys.modules


def test_a_pack_brings_the_types_that_its_rules_speak_of(install):
    install("house", {**rule("own-x", "house.x"), "types/x.yaml": TYPE})
    assert loaded()["own-x"].pack == "house"


def test_frameworks_are_no_rules(install):
    install("house", {**rule("own-rds"), "rules/frameworks/house.yaml": FRAMEWORK})
    (pack,) = installed_packs()
    assert [path for path, _ in pack.framework_files(FileReader())] == [
        "acme_house/rules/frameworks/house.yaml"
    ]
    assert "own-rds" in loaded()


def test_a_rule_below_another_folder_of_that_name_is_a_rule(install):
    install("house", {"rules/deep/frameworks/own.yaml": RULE.format(id="own", type="aws.s3")})
    assert "own" in loaded()


def test_packs_are_taken_by_name(install):
    install("b", rule("b-rule"))
    install("a", rule("a-rule"))
    assert [pack.name for pack in installed_packs()] == ["a", "b"]


def test_what_is_wrong_with_a_rule_names_its_file(install):
    install("house", {"rules/own.yaml": "id: own\n"})
    with pytest.raises(SourceError) as caught:
        loaded()
    assert str(caught.value.problems[0].location) == "acme_house/rules/own.yaml:1:1"


def test_a_rule_that_there_is_already_is_told_with_both_places(install):
    install("house", rule("rds-multi-az"))
    with pytest.raises(SourceError, match="the rule 'rds-multi-az' is defined twice"):
        loaded()


@pytest.mark.parametrize(
    ("name", "files", "value", "message"),
    [
        ("aws", rule("own"), "", "there is another pack of that name"),
        ("frameworks", rule("own"), "", "there is another pack of that name"),
        ("House", rule("own"), "", "the name of a pack has small letters"),
        ("house", rule("own"), "acme_missing", "'acme_missing' is no package at the top level"),
        ("house", rule("own"), "acme_house.rules", "'acme_house.rules' is no package at the top"),
        ("house", {}, "", "the package 'acme_house' has no folder 'rules' with YAML files"),
        ("house", {"rules/a.txt": ""}, "", "the package 'acme_house' has no folder 'rules'"),
    ],
)
def test_a_pack_that_cannot_be_used_is_named_and_never_skipped(
    install, name, files, value, message
):
    install(name, files, value)
    with pytest.raises(SourceError) as caught:
        installed_packs()
    (problem,) = caught.value.problems
    start = f"the pack '{name} = {value or f'acme_{name}'}' of acme-{name} 1.0 cannot be used: "
    assert problem.message.startswith(start + message)
    assert problem.hint == f"mend acme-{name}, or uninstall it"


def test_what_lies_in_the_working_directory_is_no_pack(install, monkeypatch):
    package = install("house", rule("own"))
    monkeypatch.chdir(package.parent)
    assert installed_packs() == ()


def test_a_result_rests_on_the_files_of_a_pack(install):
    package = install("house", rule("own"))
    files = FileReader()
    load_rulebook(files, Extent())
    assert str(package / "rules" / "own.yaml") in {path for path, _ in files.trace.files.values()}


def test_a_result_rests_on_there_being_no_types_in_a_pack(install, tmp_path):
    package = install("house", rule("own"))
    files, cache = FileReader(), ResultCache(tmp_path / "cache")
    load_rulebook(files, Extent())
    cache.keep(["key"], Result((), 0), files.trace)
    assert cache.recall(["key"]) is not None
    (package / "types").mkdir()
    (package / "types" / "x.yaml").write_text(TYPE)
    assert cache.recall(["key"]) is None
