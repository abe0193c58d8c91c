"""Searches for paths, held against trying every walk."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.errors import ArchlintError
from archlint.graph import PathSearch, paths

NODES = ["a", "b", "c", "d", "e"]
TRUTHS = [True, True, None, False]
truths = st.sampled_from(TRUTHS)
per_node = st.none() | st.fixed_dictionaries(dict.fromkeys(NODES, truths))
connections = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), truths, st.booleans()),
    max_size=9,
)
settings.register_profile("paths", max_examples=200, deadline=None, database=None)
modest = settings.get_profile("paths")


class Case:
    """A graph, the answers to every condition on it, and what a search may use."""

    def __init__(self, graph_of, drawn, by, avoiding, through, certain):
        lines = [f"  {node}: {{type: aws.ec2}}" for node in NODES]
        text = "nodes:\n" + "\n".join(lines) + "\nconnections:\n"
        self.answers = {}
        self.traffic = set()
        for number, (source, target, answer, uses) in enumerate(drawn):
            kind = "uses" if uses and number % 3 == 0 else "traffic"
            text += f"  - {source} -> {target}: {{id: n{number}, kind: {kind}}}\n"
            key = f"{source}->{target}#n{number}"
            self.answers[key] = answer
            if kind == "traffic" and (not by or self.good(answer, certain)):
                self.traffic.add((source, target))
        self.graph = graph_of(text if drawn else text + "  []\n")
        self.avoiding, self.through, self.certain = avoiding, through, certain
        self.search = PathSearch(
            self.graph,
            by=(lambda edge: self.answers[edge.key]) if by else None,
            avoiding=avoiding.get if avoiding else None,
            through=through.get if through else None,
            certain=certain,
        )

    @staticmethod
    def good(answer, certain):
        return answer is True or (answer is None and not certain)

    def walks(self, start, length):
        """Give every walk of at most some hops as its nodes, that no node between rules out."""
        waiting = [(start,)]
        while waiting:
            walk = waiting.pop()
            for source, target in self.traffic:
                if source == walk[-1]:
                    longer = (*walk, target)
                    if self.passes(longer):
                        yield longer
                    if len(longer) <= length and self.may_go_on(target):
                        waiting.append(longer)

    def may_go_on(self, node):
        if self.avoiding is None:
            return True
        opposite = {True: False, False: True, None: None}[self.avoiding[node]]
        return self.good(opposite, self.certain)

    def passes(self, walk):
        return self.through is None or any(
            self.good(self.through[node], self.certain) for node in walk[1:-1]
        )


LONGEST = 8  # hops: four to the node that a path goes through, and four on from there
inputs = given(
    drawn=connections,
    by=st.booleans(),
    avoiding=per_node,
    through=per_node,
    certain=st.booleans(),
)


@pytest.fixture(scope="module")
def cases(graph_of):
    return lambda *parts: Case(graph_of, *parts)


@inputs
@modest
def test_ends_are_where_walks_end(cases, drawn, by, avoiding, through, certain):
    case = cases(drawn[:6], by, avoiding, through, certain)
    for node in NODES:
        reached = {walk[-1] for walk in case.walks(node, LONGEST)} - {node}
        assert case.search.ends(node, forward=True) == reached


@inputs
@modest
def test_ends_backwards_are_where_walks_start(cases, drawn, by, avoiding, through, certain):
    case = cases(drawn[:6], by, avoiding, through, certain)
    ends = {node: {walk[-1] for walk in case.walks(node, LONGEST)} for node in NODES}
    for node in NODES:
        starts = {start for start in NODES if node in ends[start]} - {node}
        assert case.search.ends(node, forward=False) == starts


@inputs
@modest
def test_one_search_from_all_ends_finds_what_each_alone_finds(
    cases, drawn, by, avoiding, through, certain
):
    case = cases(drawn, by, avoiding, through, certain)
    for forward in (True, False):
        alone = {node: case.search.ends(node, forward=forward) for node in NODES}
        for ends in (NODES, ["a"], ["a", "b"], ["b", "c", "d"], []):
            found = case.search.reaching(ends, forward=forward)
            assert found == {node for node in NODES if alone[node] & set(ends)}


@inputs
@modest
def test_the_shortest_path_is_the_first_by_id_of_the_shortest(
    cases, drawn, by, avoiding, through, certain
):
    case = cases(drawn[:6], by, avoiding, through, certain)
    for source in NODES:
        walks = sorted(case.walks(source, LONGEST), key=lambda walk: (len(walk), walk))
        each = case.search.shortest_to_each(source, NODES)
        for target in NODES:
            best = next((walk for walk in walks if walk[-1] == target), None)
            path = case.search.shortest(source, target)
            told = None if path is None else (source, *(edge.target for edge in path))
            assert told == best
            assert each.get(target) == path


def test_of_parallel_connections_the_first_by_key_is_taken(graph_of):
    graph = graph_of(
        "nodes: {a: {type: aws.ec2}, b: {type: aws.ec2}}\n"
        "connections: [a -> b: {id: z}, a -> b: {id: m}]"
    )
    (edge,) = PathSearch(graph, certain=True).shortest("a", "b")
    assert edge.key == "a->b#m"


def test_only_traffic_carries_paths(graph_of):
    graph = graph_of(
        "nodes: {lb: {type: aws.alb, web_acl: waf}, waf: {type: aws.waf}, k: {type: aws.kms}}\n"
        "connections: [lb -> k: {kind: uses}]"
    )
    assert PathSearch(graph, certain=False).ends("lb", forward=True) == set()


def test_paths_run_over_inherited_connections(graph_of):
    graph = graph_of(
        "nodes: {u: {type: actor.user}, v: {type: aws.vpc, nodes: {a: {type: aws.ec2}}}}\n"
        "connections: [u -> v]"
    )
    assert PathSearch(graph, certain=True).ends("u", forward=True) == {"a"}


def test_a_search_that_costs_too_much_is_refused(graph_of, monkeypatch):
    monkeypatch.setattr(paths, "MAX_VISITS", 3)
    text = "nodes:\n" + "".join(f"  n{i}: {{type: aws.ec2}}\n" for i in range(6))
    graph = graph_of(text + "connections: [n0 -> n1, n1 -> n2, n2 -> n3, n3 -> n4, n4 -> n5]")
    with pytest.raises(ArchlintError, match="visits more than 3") as refusal:
        PathSearch(graph, certain=True).ends("n0", forward=True)
    assert refusal.value.hint


def test_a_long_chain_is_no_recursion(graph_of):
    text = "nodes:\n" + "".join(f"  n{i:04}: {{type: aws.ec2}}\n" for i in range(3000))
    text += "connections:\n" + "".join(f"  - n{i:04} -> n{i + 1:04}\n" for i in range(2999))
    search = PathSearch(graph_of(text), certain=True)
    assert len(search.shortest("n0000", "n2999")) == 2999
    assert len(search.reaching(["n2999"], forward=True)) == 2999
