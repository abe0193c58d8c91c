"""What a schema cannot say, one by one: the parser alone refuses it, or alone accepts it."""

from pathlib import Path

import pytest

from archlint.source import SourceError

HEAD = "archlint: 1\nname: x\n"
# More of the same sort, where an environment meets the model.
ENVIRONMENTS = {
    "a node that is not there to change": "environments: {e: {nodes: {a: {multi_az: true}}}}",
    "a node that is not there to remove": "environments: {e: {remove: {nodes: [a]}}}",
    "a data asset that is not there to remove": "environments: {e: {remove: {data: [a]}}}",
    "a flow that is not there to remove": "environments: {e: {remove: {flows: [a]}}}",
    "a connection that is not there to remove": "environments: {e: {remove: {connections: "
    "[a -> b]}}}",
    "a node that stands twice": "nodes: {a: {type: aws.vpc}}\nenvironments: {e: {nodes: {a: "
    "{nodes: {a: {}}}}}}",
}
MODELS = {
    "a name that refers to nothing": "nodes: {a: {type: aws.rds, kms_key: k}}",
    "a node in what is no boundary": "nodes: {a: {type: aws.rds, nodes: {b: {type: aws.ec2}}}}",
    "a circle of placement": "nodes: {a: {type: aws.vpc, in: a}}",
    "an id that is defined twice": "nodes: {a: {type: aws.vpc, nodes: {a: {type: aws.vpc}}}}",
    "a boundary named by nesting and by 'in'": "nodes: {a: {type: aws.vpc, nodes: "
    "{b: {type: aws.rds, in: [a]}}}}",
    "a connection that is written twice": "nodes: {a: {type: aws.rds}}\n"
    "connections: [a -> a, {from: a, to: a}]",
    "a step that starts where the flow has not been": "nodes: {a: {type: aws.rds}, "
    "b: {type: aws.rds}}\nflows: {f: {steps: [a -> a, b -> a]}}",
    "a connection that is removed twice": "nodes: {a: {type: aws.rds}}\nconnections: [a -> a]\n"
    "environments: {e: {remove: {connections: [a -> a, {from: a, to: [a]}]}}}",
    "a property that the type of an environment's node does not have": "nodes: {a: {type: aws.rds}}"
    "\nenvironments: {e: {nodes: {a: {listeners: []}}}}",
    "a property of the type that an environment changes": "nodes: {a: {type: aws.rds, engine: "
    "mysql}}\nenvironments: {e: {nodes: {a: {type: aws.s3}}}}",
    "a flow without steps that only an environment has": "environments: {e: {flows: {f: "
    "{title: x}}}}",
    "a type that is open under two names": "open: [aws.rds, aws.database.RDS]",
    "a finding that is waived twice": "waivers: [{finding: a@b, reason: x}, "
    "{finding: a@b, reason: y}]",
    "a waiver of an environment that is not there": "waivers: [{finding: a@b@e, reason: x}]",
    "a CIDR block with bits beyond its mask": "nodes: {a: {type: aws.vpc, cidr: 10.0.0.1/8}}",
    "a range of ports that goes backwards": "nodes: {a: {type: aws.alb, listeners: "
    "[{port: 90-80}]}}",
    "a scalar that YAML 1.2 reads otherwise": "nodes: {a: {type: aws.rds, multi_az: True}}",
    "a key that stands twice": "nodes: {a: {type: aws.rds, name: x, name: x}}",
    "a key that is no text": "nodes: {a: {type: aws.rds, labels: {5: x}}}",
    "more than the bounds admit": "nodes: {a: {type: aws.rds}}\nconnections: "
    f"[{{from: &l [{', '.join(f'a{n}' for n in range(501))}], to: *l}}]",
}


def test_each_has_a_model_and_is_documented(unsayable):
    assert set(MODELS) == set(unsayable)
    page = Path(__file__).resolve().parents[3] / "docs" / "model-language.md"
    section = page.read_text(encoding="utf-8").split("## In the editor\n")[1].split("\n## ")[0]
    assert [what for what in MODELS if what not in section] == []


@pytest.mark.parametrize("what", MODELS)
def test_what_the_schema_cannot_say_the_parser_alone_refuses(
    what, unsayable, read_text, as_editor, editor_errors
):
    text = HEAD + MODELS[what]
    reading = as_editor(text)
    with pytest.raises(SourceError) as caught:
        read_text(text)
    assert any(unsayable[what](problem, reading) for problem in caught.value.problems)
    others = [problem for problem in caught.value.problems if not unsayable[what](problem, reading)]
    assert not others or what == "more than the bounds admit", others
    assert editor_errors(reading.data) == []


@pytest.mark.parametrize("model", ENVIRONMENTS.values(), ids=ENVIRONMENTS.keys())
def test_what_an_environment_changes_or_removes_must_be_there(
    model, unsayable, refusals, as_editor, editor_errors
):
    text = HEAD + model
    reading = as_editor(text)
    [problem] = refusals(text)
    assert any(is_such(problem, reading) for is_such in unsayable.values())
    assert editor_errors(reading.data) == []


@pytest.mark.parametrize(
    "fields",
    [
        "name: NULL",
        "name: x\nnodes: {a: {type: aws.rds, tags: [Null]}}",
        "name: x\nnodes: {a: {type: aws.rds, engine: po\u017ftgres}}",
    ],
    ids=["null in capitals", "null in a list", "a letter that folds to an ASCII one"],
)
def test_what_the_parser_takes_for_text_and_the_editor_does_not(
    fields, read_text, as_editor, editor_errors
):
    text = f"archlint: 1\n{fields}"
    assert read_text(text).path
    assert editor_errors(as_editor(text).data)
