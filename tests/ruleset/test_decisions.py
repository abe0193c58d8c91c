"""What is decided once for a group is what each of its members would be told by itself."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from archlint.graph import ArchitectureGraph
from archlint.ruleset import judging
from archlint.ruleset.decisions import Always, all_decide, any_decides, opposite
from archlint.ruleset.edge_decisions import EdgeSort
from archlint.ruleset.evaluation import Evaluation
from archlint.ruleset.logic import all_of, any_of, negation
from archlint.source import SourceError

from . import generating as make

TRUTHS = (True, None, False)
NEVER = 10**9  # members: no group has so many

sameness = settings(
    max_examples=100,
    deadline=None,
    database=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
        HealthCheck.function_scoped_fixture,
    ],
)


def decisions(answers, known):
    """One part for each answer: a constant, or something that must be asked."""
    return [
        Always(answer) if constant else (lambda _, answer=answer: answer)
        for answer, constant in zip(answers, known, strict=True)
    ]


@pytest.mark.parametrize("number", range(4))
def test_parts_combine_alike_whether_they_are_constants_or_asked(number):
    for answers in product(TRUTHS, repeat=number):
        for known in product((True, False), repeat=number):
            assert all_decide(decisions(answers, known))("anything") is all_of(answers)
            assert any_decides(decisions(answers, known))("anything") is any_of(answers)


@pytest.mark.parametrize("answer", TRUTHS)
def test_the_opposite_of_a_constant_is_a_constant(answer):
    constant = opposite(Always(answer))
    assert isinstance(constant, Always)
    assert constant.answer is negation(answer)
    assert opposite(lambda _: answer)("anything") is negation(answer)


def test_what_constants_decide_is_a_constant():
    asked = decisions([True], [False])
    for found in (all_decide([*asked, Always(False)]), any_decides([*asked, Always(True)])):
        assert isinstance(found, Always)


@pytest.fixture(scope="module")
def read(read_rule, model_of):
    def both(model, rule):
        try:
            return ArchitectureGraph(model_of(model)), read_rule(rule)
        except SourceError:  # a condition that no type can pass at once
            reject()

    return both


@given(
    model=make.models(),
    rule=make.rules(make.combined(make.node_patterns | make.deep_relations), make.plain_nodes),
)
@sameness
def test_a_condition_is_the_same_for_a_type_as_for_each_of_its_nodes(read, model, rule):
    graph, found = read(model, rule)
    grouped, single = Evaluation(graph), Evaluation(graph)
    for condition in (found.selection.where, found.require):
        for node in graph.nodes.values():
            of_type = grouped.node_decision_of(condition, node.type)
            assert of_type(node) is single.node_holds(condition, node)


ends = st.dictionaries(st.sampled_from(["from", "to"]), make.identities, min_size=1)
rules_on_ends = st.fixed_dictionaries(
    {"applies_to": ends.map(lambda asked: {"connection": asked}), "require": ends}
)


@given(model=make.models(), rule=rules_on_ends | make.connection_rules())
@sameness
def test_a_condition_is_the_same_for_a_sort_as_for_each_of_its_edges(read, model, rule):
    graph, found = read(model, rule)
    grouped, single = Evaluation(graph), Evaluation(graph)
    for condition in (found.selection.where, found.require):
        for edge in graph.connections:
            sort = EdgeSort(graph.nodes[edge.source].type, graph.nodes[edge.target].type, edge.kind)
            of_sort = grouped.edge_decision_of(condition, sort)
            assert of_sort(edge) is single.edge_holds(condition, edge)


def judged(graph, rule, worth, monkeypatch):
    monkeypatch.setattr(judging, "WORTH_KNOWING", worth)
    return list(judging.judge(rule, Evaluation(graph)))


@given(
    model=make.models(most_nodes=7),
    rule=make.rules(make.combined(make.links | make.placements), make.targets)
    | make.connection_rules(),
)
@sameness
def test_groups_are_judged_as_their_members_in_the_order_of_ids(read, monkeypatch, model, rule):
    graph, found = read(model, rule)
    grouped = judged(graph, found, 1, monkeypatch)
    assert grouped == judged(graph, found, NEVER, monkeypatch)
    if found.selection.subject == "connection":
        positions = [graph.connections.index(item.subject) for item in grouped]
    else:
        positions = [item.subject.id for item in grouped]
    assert positions == sorted(positions)


def test_every_node_and_connection_is_in_one_group(model_of):
    service, database = {"type": "generic.service"}, {"type": "generic.database"}
    model = {
        "nodes": {"job": service, "db": database, "app": service},
        "connections": [
            *("job -> db", "app -> db", "app -> job"),
            {"from": "app", "to": "db", "kind": "uses", "id": "own"},
        ],
    }
    evaluation = Evaluation(ArchitectureGraph(model_of(model)))
    nodes = {group.sort.id: [n.id for n in group.members] for group in evaluation.by_type.groups}
    assert nodes == {"generic.service": ["app", "job"], "generic.database": ["db"]}
    edges = [[edge.key for edge in group.members] for group in evaluation.by_sort.groups]
    assert edges == [["app->db", "job->db"], ["app->db#own"], ["app->job"]]
