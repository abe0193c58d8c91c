"""The benchmarks measure one system, as a model and as templates, and the same one each time."""

import importlib
import json
import sys
from collections import Counter
from pathlib import Path

import pytest

import archlint

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"
NODES = 700  # three networks, the last of them with fewer groups

if not FOLDER.is_dir():
    pytest.skip("the benchmarks are in a checkout only", allow_module_level=True)


@pytest.fixture(scope="module")
def generate():
    sys.path.insert(0, str(FOLDER))
    try:
        yield importlib.import_module("generate")
    finally:
        sys.path.remove(str(FOLDER))


@pytest.fixture(scope="module")
def system(generate):
    return generate.topology(NODES)


@pytest.fixture(scope="module")
def model(generate, system, tmp_path_factory):
    file = tmp_path_factory.mktemp("model") / "model.yaml"
    generate.write_model(system, file)
    return archlint.load(file)


@pytest.fixture(scope="module")
def templates(generate, system, tmp_path_factory) -> list[dict]:
    folder = tmp_path_factory.mktemp("templates")
    generate.write_templates(system, folder)
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.iterdir())]


def test_the_same_size_gives_the_same_bytes(generate, tmp_path):
    written = []
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        system = generate.topology(NODES)
        generate.write_model(system, folder / "model.yaml")
        generate.write_templates(system, folder / "templates")
        written.append(
            [(p.relative_to(folder), p.read_bytes()) for p in sorted(folder.rglob("*.*"))]
        )
    assert written[0] == written[1]
    assert len(written[0]) == 4


@pytest.mark.parametrize("size", [1, 300, NODES, 1_000, 10_000, 100_000])
def test_a_system_has_about_as_many_nodes_as_are_asked_for(generate, size):
    smallest = 36  # one network with one group
    assert abs(generate.topology(size).nodes - max(size, smallest)) <= 60


def test_the_model_loads_and_holds_what_the_topology_says(system, model):
    assert len(model.nodes) == system.nodes
    assert len(model.connections) > len(model.nodes)


def test_the_rules_find_what_was_left_out(system, model):
    found = {finding.id for finding in archlint.check(model).findings}
    exposed = [group.number for group in system.groups if group.exposed]
    assert exposed
    for number in exposed:
        assert f"no-direct-internet-to-datastore@internet->db-{number}" in found
        assert f"rds-private-subnet@db-{number}" in found
    for group in system.groups:
        assert (f"internet-facing-waf@lb-{group.number}" in found) is not group.has_firewall
        assert (f"rds-multi-az@db-{group.number}" in found) is not group.multi_az


def test_no_template_has_more_resources_than_cloudformation_takes(templates):
    assert len(templates) == 3
    assert all(0 < len(template["Resources"]) <= 500 for template in templates)
    assert all(len(json.dumps(template)) < 1_000_000 for template in templates)


def test_the_templates_have_the_same_resources_as_the_model(model, templates):
    kinds = importlib.import_module("cloudformation").RESOURCES
    resources = Counter(
        resource["Type"] for template in templates for resource in template["Resources"].values()
    )
    nodes = Counter(kinds[n.type.id] for n in model.nodes.values() if n.type.id in kinds)
    assert {kind: resources[kind] for kind in kinds.values()} == nodes


def test_the_templates_state_the_same_facts_as_the_model(system, model, templates):
    resources = {
        name: resource for template in templates for name, resource in template["Resources"].items()
    }
    for group in system.groups:
        node = model.nodes[f"db-{group.number}"]
        stated = resources[f"Db{group.number}"]["Properties"]
        assert stated["MultiAZ"] is node.plain("multi_az")
        assert stated["StorageEncrypted"] is node.plain("encrypted")
        assert stated["BackupRetentionPeriod"] == node.plain("backup_retention_days")


def test_everything_that_a_template_refers_to_is_in_it(templates):
    for template in templates:
        known = {*template["Resources"], "AWS::Region"}
        for name in references(template["Resources"]):
            assert name in known


def references(value) -> set[str]:
    if isinstance(value, dict):
        named = {value["Ref"]} if "Ref" in value else set()
        named |= {value["Fn::GetAtt"][0]} if "Fn::GetAtt" in value else set()
        return named.union(*(references(inner) for inner in value.values()))
    if isinstance(value, list):
        return set().union(*(references(inner) for inner in value))
    return set()
