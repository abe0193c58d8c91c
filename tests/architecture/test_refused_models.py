from pathlib import Path

import pytest
import yaml

CASES = yaml.safe_load(
    (Path(__file__).parent / "cases" / "refused-models.yaml").read_text(encoding="utf-8")
)
HEAD = "archlint: 1\nname: Example\n"


@pytest.mark.parametrize("case", CASES, ids=[case["it"] for case in CASES])
def test_a_refused_model(case, complaints):
    model = case["model"] if case.get("whole") else HEAD + case["model"]
    assert "\n".join(complaints(model)) == case["says"].rstrip("\n")


def test_no_two_cases_bear_the_same_name():
    names = [case["it"] for case in CASES]
    assert sorted(set(names)) == sorted(names)


HOSTILE = "x\\u202e\\e[31my"
PLACES = {
    "id of a node": f'nodes: {{"{HOSTILE}": {{type: aws.rds}}}}',
    "node that is none": f'nodes: {{"{HOSTILE}": 5}}',
    "node without a type": f'nodes: {{"{HOSTILE}": {{}}}}',
    "type": f'nodes: {{a: {{type: "{HOSTILE}"}}}}',
    "place": f'nodes: {{a: {{type: aws.rds, in: "{HOSTILE}"}}}}',
    "place twice": f'nodes: {{a: {{type: aws.rds, in: ["{HOSTILE}", "{HOSTILE}"]}}}}',
    "key of a node": f'nodes: {{a: {{type: aws.rds, "{HOSTILE}": 1}}}}',
    "key of the model": f'"{HOSTILE}": 1\nnodes: {{}}',
    "key twice": f'nodes: {{"{HOSTILE}": 1, "{HOSTILE}": 2}}',
    "word of an enum": f'nodes: {{a: {{type: aws.rds, engine: "{HOSTILE}"}}}}',
    "number": f'nodes: {{a: {{type: aws.rds, backup_retention_days: "{HOSTILE}"}}}}',
    "boolean": f'nodes: {{a: {{type: aws.rds, multi_az: "{HOSTILE}"}}}}',
    "block": f'nodes: {{a: {{type: aws.vpc, cidr: "{HOSTILE}"}}}}',
    "zone of an address": 'nodes: {a: {type: aws.vpc, cidr: "fe80::1%\\u202e/64"}}',
    "list": f'nodes: {{a: {{type: aws.rds, tags: "{HOSTILE}"}}}}',
    "label": f'nodes: {{a: {{type: aws.rds, labels: {{"{HOSTILE}": [1]}}}}}}',
    "data stored": f'nodes: {{a: {{type: aws.rds, stores: ["{HOSTILE}"]}}}}',
    "reference": f'nodes: {{a: {{type: aws.rds, kms_key: "{HOSTILE}"}}}}',
    "data asset": f'data: {{"{HOSTILE}": 5}}\nnodes: {{}}',
    "key of a data asset": f'data: {{a: {{"{HOSTILE}": 5}}}}\nnodes: {{}}',
    "connection": f'connections: ["{HOSTILE}"]',
    "end of a connection": f'connections: ["a -> {HOSTILE}"]',
    "end in a field": f'connections: [{{from: "{HOSTILE}", to: b}}]',
    "key of a connection": f'connections: [{{a -> b: {{"{HOSTILE}": 1}}}}]',
    "id of a connection": f'connections: [{{a -> b: {{id: "{HOSTILE}"}}}}]',
    "port": f'connections: [{{a -> b: {{port: "{HOSTILE}"}}}}]',
    "flow": f'nodes: {{}}\nflows: {{"{HOSTILE}": {{}}}}',
    "flow that is none": f'nodes: {{}}\nflows: {{"{HOSTILE}": 5}}',
    "step": f'nodes: {{}}\nflows: {{f: {{steps: ["a -> b", "c{HOSTILE} -> b"]}}}}',
    "open type": f'nodes: {{}}\nopen: ["{HOSTILE}"]',
    "version": f'nodes: {{}}\narchlint: "{HOSTILE}"',
    "tag": "nodes: !\u202ex {}",
    "alias": "nodes: *\u202ex",
    "list before an arrow": "nodes: [[a\u202e] -> b]",
    "colon in brackets": "nodes: {a: ::\u202e}",
    "first character": "nodes: @\u202e",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_message_shows_what_hides_in_the_model_instead_of_sending_it(place, complaints):
    model = PLACES[place]
    said = complaints(model if "archlint" in model else f"archlint: 1\nname: x\n{model}")
    assert said
    for line in said:
        assert line.replace("\n", "").isprintable(), ascii(line)
        assert line.split("\n  ")[1], "no next step"


def test_suggested_ids_hide_nothing_either(complaints):
    said = complaints(
        'archlint: 1\nname: x\nnodes: {"database\\u202e": {type: aws.rds}}\n'
        "connections: [databasex -> databasex]"
    )
    assert "did you mean 'database\\u202e'?" in said[-1]
