"""What all paths must pass, against networkx and against taking each node away."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.graph.cuts import Passage, passages

NAMES = "abcdefghij"
graphs = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), unique=True, max_size=4)
)
some = st.sets(st.sampled_from(NAMES), min_size=1, max_size=4)


def with_root(successors, sources):
    graph = nx.DiGraph((a, b) for a, following in successors.items() for b in following)
    graph.add_edges_from(("", source) for source in sources)
    return graph


@given(graphs, some)
def test_dominators_are_those_of_networkx(successors, sources):
    above = nx.immediate_dominators(with_root(successors, sources), "")
    for end in set(above) - {""}:
        dominators, node = set(), end
        while node := above[node]:
            dominators.add(node)
        found = passages(successors, sources=sources, targets=[end])
        assert {name for name, passage in found.items() if passage.cuts_off} == (
            dominators - sources
        )


@given(graphs, some, some)
def test_a_node_cuts_off_what_no_path_reaches_without_it(successors, sources, targets):
    graph = with_root(successors, sources)
    reached = nx.descendants(graph, "")
    expected = {}
    for node in reached - sources:
        onward = set().union(*({n, *nx.descendants(graph, n)} for n in graph.successors(node)))
        if onward & targets:
            without = nx.restricted_view(graph, [node], [])
            lost = (reached & targets) - nx.descendants(without, "") - {node}
            expected[node] = Passage(len(lost), min(lost, default=""))
    assert passages(successors, sources=sources, targets=targets) == expected


def test_a_long_chain_is_walked_without_recursion():
    chain = {f"n{number}": [f"n{number + 1}"] for number in range(20_000)}
    found = passages(chain, sources=["n0"], targets=["n20000"])
    assert set(found.values()) == {Passage(1, "n20000")}
    assert found.keys() == {f"n{number}" for number in range(1, 20_000)}


@pytest.mark.parametrize("sources", [[], ["x"]])
def test_without_a_way_there_is_nothing_between(sources):
    assert passages({"a": ["b"]}, sources=sources, targets=["b"]) == {}
