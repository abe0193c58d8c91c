"""What comparing two models tells, case by case."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from archlint.review import comparing, matching
from archlint.review.values import ChangeKind, PartKind
from archlint.source import Location

CASES = yaml.safe_load((Path(__file__).parent / "cases/comparisons.yaml").read_text("utf-8"))


def told(change):
    """Write a change as one line."""
    line = f"{change.change} {change.kind} {change.id}"
    if change.type:
        line += f" ({change.type})"
    if change.change is ChangeKind.CHANGED:
        line += ": " + "; ".join(
            f"{field.name} {side(field.before)} => {side(field.after)}" for field in change.fields
        )
    elif change.change is ChangeKind.MOVED:
        line += f": {change.before.value} => {change.after.value}"
    elif change.change is ChangeKind.RENAMED:
        line += f": {change.before.value} ({', '.join(change.matched_by)})"
    return line


def side(fact):
    return "-" if fact is None else repr(fact.value)


def unsure(ambiguity):
    olds, news = " ".join(ambiguity.removed), " ".join(ambiguity.added)
    return f"{ambiguity.kind} {olds} | {news}: {ambiguity.reason}"


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_comparison_tells_what_is_written_of_it(case, model_of):
    found = comparing.compare(model_of(case["base"]), model_of(case["head"]))
    assert [told(change) for change in found.changes] == case.get("changes", [])
    assert [unsure(each) for each in found.ambiguous] == case.get("ambiguous", [])


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_model_does_not_differ_from_itself(case, model_of):
    again = comparing.compare(model_of(case["base"]), model_of(case["base"], "other.yaml"))
    assert (again.changes, again.ambiguous) == ((), ())


BASE = """\
archlint: 1
name: Old
open: [aws.waf]
nodes:
  x: {type: generic.network}
  y: {type: generic.network}
  a:
    type: aws.alb
    in: x
    listeners:
      - {protocol: http, port: 80}
  b: {type: aws.rds}
connections:
  - a -> b: {label: l}
"""
HEAD = """\
archlint: 1
name: New
open: [aws.kms]
nodes:
  x: {type: generic.network}
  y:
    type: generic.network
    nodes:
      a:
        type: aws.alb
        listeners: [{protocol: https, port: 80}]
        name: Door
connections: [{from: a, to: a}]
"""


@pytest.fixture(scope="module")
def found(model_of):
    compared = comparing.compare(model_of(BASE, "base.yaml"), model_of(HEAD, "head.yaml"))
    return {(change.change, change.id): change for change in compared.changes}


def at(path, text, needle):
    """Return the place of a text that stands once in a file."""
    before = text.partition(needle)[0]
    assert text.count(needle) == 1
    return Location(path, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


def test_a_move_says_where_each_side_places_the_node(found):
    moved = found[ChangeKind.MOVED, "a"]
    assert (moved.name, moved.type) == ("Door", "aws.alb")
    assert moved.before.location == at("base.yaml", BASE, "x\n    listeners")
    assert moved.after.location == at("head.yaml", HEAD, "a:\n")


def test_a_change_says_where_each_side_states_the_fields(found):
    changed = found[ChangeKind.CHANGED, "a"]
    assert [field.name for field in changed.fields] == ["listeners[1].protocol", "name"]
    protocol, name = changed.fields
    assert protocol.before == ("http", at("base.yaml", BASE, "http, "))
    assert protocol.after == ("https", at("head.yaml", HEAD, "https, "))
    assert name.before is None
    assert name.after == ("Door", at("head.yaml", HEAD, "Door"))
    assert changed.before == ({"listeners[1].protocol": "http"}, at("base.yaml", BASE, "a:\n"))
    assert changed.after == (
        {"listeners[1].protocol": "https", "name": "Door"},
        at("head.yaml", HEAD, "a:\n"),
    )


def test_what_is_removed_or_added_says_all_that_is_stated(found):
    gone, new = found[ChangeKind.REMOVED, "a->b"], found[ChangeKind.ADDED, "a->a"]
    assert gone.before == (
        {"from": "a", "to": "b", "kind": "traffic", "label": "l"},
        at("base.yaml", BASE, "a -> b"),
    )
    assert gone.after is None
    assert new.before is None
    assert new.after.value == {"from": "a", "to": "a", "kind": "traffic"}
    assert found[ChangeKind.REMOVED, "b"].before == (
        {"type": "aws.rds"},
        at("base.yaml", BASE, "b: {type"),
    )


def test_a_model_says_where_its_types_are_open_and_else_the_top_of_its_file(found):
    name, opened = found[ChangeKind.CHANGED, "model"].fields
    assert name.before == ("Old", Location("base.yaml", 1, 1))
    assert opened.before == (["aws.waf"], at("base.yaml", BASE, "aws.waf"))
    assert opened.after == (["aws.kms"], at("head.yaml", HEAD, "aws.kms"))


def test_against_an_empty_model_everything_is_added(model_of):
    head = model_of(BASE)
    compared = comparing.compare(comparing.empty_model("model.yaml", head.name), head)
    assert [told(change).partition(":")[0] for change in compared.changes] == [
        "added node a (aws.alb)",
        "added node b (aws.rds)",
        "added node x (generic.network)",
        "added node y (generic.network)",
        "added connection a->b",
        "changed model model",
    ]
    assert compared.ambiguous == ()


def many(prefix, fields, count):
    nodes = {f"{prefix}{n}": {"type": "generic.service", **fields(n)} for n in range(count)}
    return {"nodes": {"net": {"type": "generic.network"}, **nodes}}


def test_many_nodes_that_nothing_tells_apart_are_matched_however_many_they_are(
    model_of, monkeypatch
):
    monkeypatch.setattr(matching, "MAX_PAIRS", 0)
    sides = [model_of(many(prefix, lambda n: {"name": f"N {n}"}, 30)) for prefix in "ab"]
    assert dict(comparing.compare(*sides).renamed) == {f"a{n}": f"b{n}" for n in range(30)}


def test_too_many_nodes_to_compare_each_with_each_are_ambiguous(model_of, monkeypatch):
    monkeypatch.setattr(matching, "MAX_PAIRS", 30 * 30 - 1)
    sides = [
        model_of(many(prefix, lambda n, p=prefix: {"name": f"{p} {n}", "owner": "me"}, 30))
        for prefix in "ab"
    ]
    compared = comparing.compare(*sides)
    assert not compared.renamed
    (ambiguity,) = compared.ambiguous
    assert (ambiguity.kind, len(ambiguity.removed), len(ambiguity.added)) == (PartKind.NODE, 30, 30)
    assert ambiguity.reason == (
        "30 removed and 30 added nodes are generic.service: too many to compare each with each"
    )


def test_a_chain_of_nodes_is_followed_from_one_to_the_next(model_of):
    def chain(prefix):
        model = many(prefix, lambda n: {"owner": "me"} if n == 0 else {}, 40)
        model["connections"] = [f"{prefix}{n} -> {prefix}{n + 1}" for n in range(39)]
        return model_of(model)

    compared = comparing.compare(chain("a"), chain("b"))
    assert dict(compared.renamed) == {f"a{n}": f"b{n}" for n in range(40)}
    assert {change.change for change in compared.changes} == {ChangeKind.RENAMED}
