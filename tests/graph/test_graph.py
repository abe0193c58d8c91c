"""The questions that a graph answers: containment, edges, what an edge crosses, networkx."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest

from archlint.errors import ArchlintError
from archlint.graph import EdgeKind, edges

NESTED = """\
nodes:
  users: {type: actor.user}
  cloud:
    type: aws.cloud
    nodes:
      vpc:
        type: aws.vpc
        nodes:
          one: {type: aws.subnet}
          two: {type: aws.subnet}
      s3: {type: aws.s3}
  lb: {type: aws.alb, in: [two, one], web_acl: waf, listeners: [{certificate: acm}]}
  app: {type: aws.ec2, in: one}
  waf: {type: aws.waf}
  acm: {type: aws.acm}
connections:
  - users -> lb
  - lb -> app: {id: b}
  - lb -> app: {id: a}
  - app -> s3
  - app -> acm: {kind: uses}
"""


@pytest.fixture
def graph(graph_of):
    return graph_of(NESTED)


# --- Containment


def test_parents_are_what_a_node_stands_in_directly(graph):
    assert graph.parents("lb") == ("two", "one")
    assert graph.parents("vpc") == ("cloud",)
    assert graph.parents("users") == ()


@pytest.mark.parametrize(
    ("node", "around"),
    [
        ("users", set()),
        ("cloud", set()),
        ("s3", {"cloud"}),
        ("one", {"vpc", "cloud"}),
        ("app", {"one", "vpc", "cloud"}),
        ("lb", {"one", "two", "vpc", "cloud"}),
    ],
)
def test_ancestors_are_all_boundaries_around_a_node(graph, node, around):
    assert graph.ancestors(node) == around


def test_descendants_are_everything_inside_at_any_depth_once(graph):
    assert graph.descendants("cloud") == ("app", "lb", "one", "s3", "two", "vpc")
    assert graph.descendants("two") == ("lb",)
    assert graph.descendants("app") == ()


def test_children_are_what_stands_in_a_boundary_directly(graph):
    assert graph.children["one"] == ("app", "lb")
    assert graph.children["cloud"] == ("s3", "vpc")
    assert "app" not in graph.children


def test_outermost_first_has_every_node_once_after_what_it_stands_in(graph):
    order = list(graph.outermost_first)
    assert sorted(order) == sorted(graph.nodes)
    for node in order:
        assert all(order.index(parent) < order.index(node) for parent in graph.parents(node))


def test_the_deepest_chain_of_placements_is_followed_to_its_end(graph_of):
    lines = ["nodes:", "  g0: {type: generic.group}"]
    lines += [f"  g{i}: {{type: generic.group, in: g{i - 1}}}" for i in range(1, 101)]
    graph = graph_of("\n".join(lines))
    assert len(graph.ancestors("g100")) == 100
    assert len(graph.descendants("g0")) == 100


# --- Edges


def keys(found):
    return [edge.key for edge in found]


def test_edges_from_a_node_are_sorted_by_target_and_key(graph):
    assert keys(graph.edges_from("lb")) == [
        "lb->acm.listeners.certificate",
        "lb->app#a",
        "lb->app#b",
        "lb->waf.web_acl",
    ]
    assert graph.edges_from("waf") == ()


def test_edges_to_a_node_are_sorted_by_source_and_key(graph):
    assert keys(graph.edges_to("acm")) == ["app->acm", "lb->acm.listeners.certificate"]
    assert keys(graph.edges_to("app")) == ["lb->app#a", "lb->app#b"]
    assert graph.edges_to("users") == ()


def test_an_edge_says_what_it_stands_for(graph):
    certificate, one, _, acl = graph.edges_from("lb")
    assert (certificate.kind, certificate.property) == (
        EdgeKind.REFERENCE,
        "listeners.certificate",
    )
    assert certificate.connection is None
    assert not certificate.inherited
    assert (one.kind, one.property, one.inherited) == (EdgeKind.TRAFFIC, "", False)
    assert one.connection.text("id") == "a"
    assert acl.property == "web_acl"
    (use,) = (edge for edge in graph.edges_from("app") if edge.target == "acm")
    assert use.kind is EdgeKind.USES


def test_an_edge_knows_where_it_is_stated(graph):
    lines = ("archlint: 1\nname: A system\n" + NESTED).splitlines()
    for edge in graph.edges:
        text = lines[edge.location.line - 1][edge.location.column - 1 :]
        start = edge.target if edge.connection is None else f"{edge.source} -> {edge.target}"
        assert text.startswith(start)


def test_connections_are_all_but_references_by_their_ends(graph):
    assert keys(graph.connections) == [
        "app->acm",
        "app->s3",
        "lb->app#a",
        "lb->app#b",
        "users->lb",
    ]


@pytest.mark.parametrize(
    ("key", "crossed"),
    [
        ("users->lb", ("cloud", "one", "two", "vpc")),
        ("lb->app#a", ("two",)),
        ("app->s3", ("one", "vpc")),
        ("app->acm", ("cloud", "one", "vpc")),
        ("lb->acm.listeners.certificate", ("cloud", "one", "two", "vpc")),
    ],
)
def test_an_edge_crosses_what_is_around_one_end_only(graph, key, crossed):
    (edge,) = (edge for edge in graph.edges if edge.key == key)
    assert graph.crossed(edge) == crossed


# --- Connections that end at boundaries


BOUNDARIES = """\
nodes:
  users: {type: actor.user}
  vpc:
    type: aws.vpc
    nodes:
      sub: {type: aws.subnet, nodes: {a: {type: aws.ec2}, b: {type: aws.ec2}}}
      empty: {type: aws.subnet}
  c: {type: aws.ec2, in: vpc}
"""


def inherited(graph_of, connections, nodes=BOUNDARIES):
    graph = graph_of(f"{nodes}connections: {connections}")
    assert all(edge.inherited for edge in graph.edges)
    return keys(graph.edges)


def test_a_connection_to_a_boundary_holds_for_every_component_inside(graph_of):
    assert inherited(graph_of, "[users -> vpc]") == [
        "users->a#users->vpc",
        "users->b#users->vpc",
        "users->c#users->vpc",
    ]


def test_a_connection_from_a_boundary_does_too(graph_of):
    assert inherited(graph_of, "[sub -> users: {id: out}]") == [
        "a->users#sub->users#out",
        "b->users#sub->users#out",
    ]


def test_between_two_boundaries_it_holds_for_every_pair(graph_of):
    assert inherited(graph_of, "[sub -> vpc]") == [
        "a->b#sub->vpc",
        "a->c#sub->vpc",
        "b->a#sub->vpc",
        "b->c#sub->vpc",
    ]


def test_no_component_is_connected_to_itself_by_inheritance(graph_of):
    assert inherited(graph_of, "[sub -> sub]") == ["a->b#sub->sub", "b->a#sub->sub"]


def test_an_empty_boundary_is_an_end_of_its_own(graph_of):
    graph = graph_of(BOUNDARIES + "connections: [users -> empty]")
    assert [(edge.key, edge.inherited) for edge in graph.edges] == [("users->empty", False)]


def test_a_type_of_the_index_that_holds_others_is_a_boundary(graph_of):
    holder = "{type: aws.analytics.Athena, nodes: {a: {type: aws.ec2}}}"
    nodes = f"nodes: {{u: {{type: actor.user}}, x: {holder}}}\n"
    assert inherited(graph_of, "[u -> x]", nodes) == ["u->a#u->x"]


def test_a_type_of_the_index_that_holds_nothing_is_a_component(graph_of):
    graph = graph_of(
        "nodes: {u: {type: actor.user}, x: {type: aws.analytics.Athena}}\nconnections: [u -> x]"
    )
    assert [(edge.key, edge.inherited) for edge in graph.edges] == [("u->x", False)]


def test_an_inherited_edge_keeps_the_connection_it_comes_from(graph_of):
    graph = graph_of(BOUNDARIES + "connections: [users -> sub: {protocol: https, kind: uses}]")
    for edge in graph.edges:
        assert (edge.connection.source, edge.connection.target) == ("users", "sub")
        assert edge.kind is EdgeKind.USES
        assert edge.location == edge.connection.location


def test_too_many_inherited_edges_are_refused_before_they_are_made(graph_of, monkeypatch):
    monkeypatch.setattr(edges, "MAX_INHERITED", 5)
    with pytest.raises(ArchlintError, match=r"model\.yaml:\d+:\d+: .* more than 5") as refusal:
        graph_of(BOUNDARIES + "connections: [users -> vpc, users -> vpc: {id: again}]")
    assert "single nodes" in refusal.value.hint


# --- networkx


def test_the_networkx_graph_is_frozen(graph):
    assert nx.is_frozen(graph.networkx)
    with pytest.raises(nx.NetworkXError):
        graph.networkx.add_node("more")


def test_its_nodes_carry_the_values_of_the_model(graph):
    assert set(graph.networkx) == set(graph.nodes)
    assert all(data["node"] is graph.nodes[node] for node, data in graph.networkx.nodes.items())


def test_its_edges_are_of_three_relations(graph):
    found = {}
    for source, target, data in graph.networkx.edges(data=True):
        found.setdefault(data["relation"], set()).add((source, target))
    assert found["in"] == {
        *(("vpc", "cloud"), ("s3", "cloud"), ("one", "vpc"), ("two", "vpc")),
        *(("lb", "one"), ("lb", "two"), ("app", "one")),
    }
    assert found["connects"] == {("users", "lb"), ("lb", "app"), ("app", "s3"), ("app", "acm")}
    assert found["references"] == {("lb", "waf"), ("lb", "acm")}


def test_its_edges_carry_placements_and_edges(graph):
    for source, target, data in graph.networkx.edges(data=True):
        if data["relation"] == "in":
            assert data["placement"] in graph.nodes[source].placements
            assert data["placement"].boundary == target
        else:
            assert (data["edge"].source, data["edge"].target) == (source, target)


def test_parallel_connections_are_edges_of_their_own(graph):
    assert sorted(graph.networkx["lb"]["app"]) == ["lb->app#a", "lb->app#b"]


def test_networkx_answers_its_own_questions_about_it(graph):
    inside = nx.subgraph_view(
        graph.networkx, filter_edge=lambda s, t, k: graph.networkx[s][t][k]["relation"] == "in"
    )
    assert nx.descendants(inside, "app") == graph.ancestors("app")


@pytest.mark.parametrize(
    "model",
    [
        (
            "nodes: {lb: {type: aws.alb, web_acl: waf}, waf: {type: aws.waf}}\n"
            "connections: [lb -> waf: {id: web_acl}]"
        ),
        (
            "nodes: {acm: {type: aws.acm}, lb: {type: aws.alb, "
            "listeners: [{certificate: acm, port: 443}, {certificate: acm, port: 8443}]}}"
        ),
    ],
    ids=["a connection whose id is a property's name", "two elements that name the same node"],
)
def test_no_edge_is_lost_in_networkx(graph_of, model):
    graph = graph_of(model)
    assert len(graph.edges) == 2
    assert graph.networkx.number_of_edges() == 2
    assert all(one.key != other.key for one, other in pairwise(graph.edges))
