"""The comparison of the modelled system with edits of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from archlint.review.comparing import compare
from archlint.review.values import ChangeKind

ROOT = Path(__file__).resolve().parents[2]
WORDS = ("access", "classification", "engine")  # whose values are no ids
TEXT = (ROOT / "model" / "architecture.yaml").read_text(encoding="utf-8")


def edited(*edits):
    """Replace texts that stand in the model, each everywhere."""
    text = TEXT
    for old, new in edits:
        assert re.search(old, text)
        text = re.sub(old, new, text)
    return text


def told(difference):
    return [(change.change.value, change.id) for change in difference.changes]


@pytest.fixture(scope="module")
def base(model_of):
    return model_of(TEXT)


def test_the_database_moves_and_is_reached_from_the_internet(model_of, base):
    head = edited(
        (
            r"in: private\n    group: core\n    description: Managed Pos",
            r"in: public\n    group: core\n    description: Managed Pos",
        ),
        ("connections:\n", "connections:\n  - users -> rds\n"),
    )
    found = compare(base, model_of(head))
    assert told(found) == [("moved", "rds"), ("added", "users->rds")]
    moved = found.changes[0]
    assert (moved.before.value, moved.after.value) == (["private"], ["public"])
    assert told(compare(model_of(head), base)) == [("moved", "rds"), ("removed", "users->rds")]


def test_comments_and_empty_lines_make_no_difference(model_of, base):
    head = re.sub(r"(?m)^ *#.*\n", "", TEXT).replace("\n\n", "\n\n\n# more\n")
    assert told(compare(base, model_of(head))) == []


def renamed(part, old, new):
    """Write a part of the model with another id of a node: in keys, values and arrows."""
    if isinstance(part, dict):
        return {
            renamed(key, old, new): value if key in WORDS else renamed(value, old, new)
            for key, value in part.items()
        }
    if isinstance(part, list):
        return [renamed(item, old, new) for item in part]
    if isinstance(part, str) and old in part.split(" -> "):
        return " -> ".join(new if end == old else end for end in part.split(" -> "))
    return part


@pytest.mark.parametrize(
    "name", ["acm", "alb", "aws", "ecs", "private", "rds", "redis", "security-groups", "vpc"]
)
def test_any_node_can_be_renamed(model_of, base, name):
    head = model_of(renamed(yaml.safe_load(TEXT), name, "another"))
    found = compare(base, head)
    assert dict(found.renamed) == {name: "another"}
    assert told(found) == [("renamed", "another")]


def test_all_nodes_can_be_renamed_at_once(model_of, base):
    text = yaml.safe_load(TEXT)
    for name in base.nodes:
        text = renamed(text, name, f"new-{name}")
    found = compare(base, model_of(text))
    assert dict(found.renamed) == {name: f"new-{name}" for name in base.nodes}
    assert {change.change for change in found.changes} == {ChangeKind.RENAMED}


def test_of_two_containers_that_are_renamed_the_name_tells_which_is_which(model_of, base):
    head = edited(("container-1", "blue"), ("container-2", "green"))
    found = compare(base, model_of(head))
    assert dict(found.renamed) == {"container-1": "blue", "container-2": "green"}
    assert {change.change for change in found.changes} == {ChangeKind.RENAMED}


def test_without_their_names_nobody_can_tell_the_containers(model_of):
    nameless = (r"    name: Container Instance \d\n", "")
    head = edited(nameless, ("container-1", "blue"), ("container-2", "green"))
    found = compare(model_of(edited(nameless)), model_of(head))
    assert not found.renamed
    assert [(each.removed, each.added) for each in found.ambiguous] == [
        (("container-1", "container-2"), ("blue", "green"))
    ]
