"""What an environment makes of a model."""

from collections.abc import Callable

import pytest

from archlint.architecture.catalogue import Catalogue
from archlint.architecture.documents import read_document
from archlint.architecture.reader import Models, build_models
from archlint.architecture.values import Model
from archlint.source import Problems, SourceError

HEAD = "archlint: 1\nname: Shop\n"
BASE = """\
data: {orders: {classification: internal, tags: [pii]}, logs: {}}
nodes:
  vpc:
    type: aws.vpc
    nodes:
      public: {type: aws.subnet, access: public}
      private:
        type: aws.subnet
        access: private
        nodes:
          db: {type: aws.rds, multi_az: true, labels: {team: a, tier: gold}, stores: [orders]}
  app: {type: aws.ecs_service, in: private}
  cdn: {type: aws.cloudfront}
connections:
  - cdn -> app
  - app -> db: {encrypted: true, label: orders}
  - app -> db: {id: replica, port: 5433}
flows: {order: {title: Order, steps: [cdn -> app, app -> db]}, other: {steps: [app -> db]}}
environments:
"""

Build = Callable[[str], Models]
Complain = Callable[[str], list[str]]


@pytest.fixture
def build(catalogue: Catalogue) -> Build:
    def build(text: str) -> Models:
        problems = Problems()
        return build_models(
            [read_document(text, "m.yaml", problems)], catalogue, problems, environment="all"
        )

    return build


@pytest.fixture
def staging(build: Build) -> Callable[[str], Model]:
    """The environment that an overlay, indented by four, makes of the base model."""
    return lambda overlay: build(f"{HEAD}{BASE}  staging:\n{overlay}").environments["staging"]


@pytest.fixture
def complaints_of(build: Build) -> Complain:
    def complain(overlay: str) -> list[str]:
        with pytest.raises(SourceError) as caught:
            build(f"{HEAD}{BASE}  staging:\n{overlay}")
        return [f"{p.location}: {p.message} [{p.hint}]" for p in caught.value.problems]

    return complain


def test_what_an_environment_does_not_name_is_as_the_model_has_it(build: Build) -> None:
    models = build(f"{HEAD}{BASE}  staging: {{}}\n")
    base, same = models.base, models.environments["staging"]
    assert (same.environment, same.name) == ("staging", "Shop (staging)")
    assert dict(same.nodes) == dict(base.nodes)
    assert same.connections == base.connections
    assert dict(same.data) == dict(base.data)
    assert dict(same.flows) == dict(base.flows)


def test_a_node_is_met_by_its_id_and_its_mappings_merge(staging) -> None:
    db = staging("    nodes: {db: {multi_az: false, labels: {tier: iron}, stores: []}}\n").nodes[
        "db"
    ]
    assert db.plain("multi_az") is False
    assert db.plain("labels") == {"team": "a", "tier": "iron"}
    assert db.plain("stores") == []
    assert [place.boundary for place in db.placements] == ["private"]


def test_a_value_of_an_environment_stands_where_the_environment_states_it(staging) -> None:
    model = staging("    nodes: {db: {multi_az: false}}\n")
    line = (HEAD + BASE).count("\n") + 2
    assert model.nodes["db"].stated["multi_az"].location == ("m.yaml", line, 28)
    assert model.nodes["db"].location.line < line


@pytest.mark.parametrize(
    "overlay", ["nodes: {db: {in: public}}", "nodes: {public: {nodes: {db: {}}}}"]
)
def test_a_placement_replaces_the_other_however_both_are_written(staging, overlay) -> None:
    places = staging(f"    {overlay}\n").nodes["db"].placements
    assert [place.boundary for place in places] == ["public"]


def test_nodes_and_data_can_be_added(staging) -> None:
    model = staging("    data: {mails: {}}\n    nodes: {mail: {type: aws.ec2, in: private}}\n")
    assert model.nodes["mail"].type.id == "aws.ec2"
    assert list(model.data) == ["orders", "logs", "mails"]


def test_connections_are_added_and_changed_by_their_ends_and_id(staging) -> None:
    model = staging(
        "    connections:\n"
        "      - app -> cdn\n"
        "      - app -> db: {encrypted: false}\n"
        "      - {from: [app], to: [db], id: replica, kind: uses}\n"
    )
    by_key = {connection.key: connection for connection in model.connections}
    assert list(by_key) == ["cdn->app", "app->db", "app->db#replica", "app->cdn"]
    assert by_key["app->db"].plain("encrypted") is False
    assert by_key["app->db"].text("label") == "orders"
    assert (by_key["app->db#replica"].kind, by_key["app->db#replica"].text("port")) == (
        "uses",
        "5433",
    )


def test_mappings_of_a_connection_merge_at_every_depth(build) -> None:
    models = build(
        f"{HEAD}nodes: {{a: {{type: aws.ec2}}}}\n"
        "connections: [a -> a: {meta: {one: 1, deep: {two: 2}}}]\n"
        "environments: {e: {connections: [a -> a: {meta: {deep: {three: 3}}}]}}\n"
    )
    [connection] = models.environments["e"].connections
    assert connection.plain("meta") == {"one": 1, "deep": {"two": 2, "three": 3}}


def test_only_the_environments_that_are_asked_for_are_kept(catalogue) -> None:
    text = f"{HEAD}environments: {{one: {{}}, two: {{}}}}\n"
    problems = Problems()
    document = read_document(text, "m.yaml", problems)
    models = build_models([document], catalogue, problems, environment="two")
    assert (list(models.environments), models.names) == (["two"], ("one", "two"))


def test_the_number_of_environments_is_bounded_by_the_size_of_the_model(build, monkeypatch) -> None:
    monkeypatch.setattr("archlint.architecture.environments.MAX_OVERLAID", 50)
    build(f"{HEAD}environments: {{one: {{}}}}\n")
    with pytest.raises(SourceError, match="the environments repeat more than 50 values"):
        build(f"{HEAD}environments: {{one: {{}}, two: {{}}, three: {{}}, four: {{}}}}\n")


def test_connections_go_with_a_removed_node_and_by_name(staging) -> None:
    model = staging(
        "    remove:\n"
        "      nodes: [cdn]\n"
        "      flows: [order]\n"
        "      data: [logs]\n"
        "      connections: [app -> db: {id: replica}, cdn -> app]\n"
    )
    assert [connection.key for connection in model.connections] == ["app->db"]
    assert "cdn" not in model.nodes
    assert list(model.flows) == ["other"]
    assert list(model.data) == ["orders"]


def test_a_removed_node_that_is_written_again_stands_there_anew(staging) -> None:
    model = staging(
        "    remove: {nodes: [db]}\n    nodes: {db: {type: aws.aurora_like}}\n".replace(
            "aws.aurora_like", "aws.rds, in: public"
        )
    )
    assert dict(model.nodes["db"].stated) == {}
    assert "app->db" in [connection.key for connection in model.connections]


def test_a_flow_and_the_name_are_replaced(staging) -> None:
    model = staging(
        "    name: Test shop\n    description: For tests.\n"
        "    flows: {order: {steps: [app -> db]}}\n"
    )
    assert (model.name, model.description) == ("Test shop", "For tests.")
    assert model.flows["order"].title == "Order"
    assert [(step.source, step.target) for step in model.flows["order"].steps] == [("app", "db")]


@pytest.mark.parametrize(
    ("overlay", "told"),
    [
        ("nodes: {dv: {multi_az: false}}", "there is no node 'dv' to change"),
        ("nodes: {db: {multi_as: false}}", "unknown key 'multi_as' in the node 'db' (aws.rds)"),
        ("nodes: [db]", "'nodes' must be a mapping, found a list"),
        ("nodes: {app: {}, vpc: {nodes: {app: {}}}}", "the node 'app' stands twice"),
        ("remove: {nodes: [dv]}", "there is no node 'dv' to remove"),
        ("remove: {connections: [db -> app]}", "there is no connection 'db->app' to remove"),
        ("remove: {connections: [a b]}", "'a b' is not a connection"),
        ("remove: {data: [orders]}", "there is no data asset 'orders'"),
        ("remove: {nodes: [cdn]}", "there is no node 'cdn'"),
        ("connections: [app -> nowhere]", "there is no node 'nowhere'"),
    ],
)
def test_a_mistake_of_an_environment_is_told_as_its_own(complaints_of, overlay, told) -> None:
    problems = complaints_of(f"    {overlay}\n")
    assert any(f"in the environment 'staging': {told}" in text for text in problems)


def test_an_unknown_key_of_an_environment_is_refused(complaints_of) -> None:
    [problem] = complaints_of("    node: {}\n")
    assert "unknown key 'node' in an environment [did you mean 'nodes'?]" in problem


@pytest.mark.parametrize("overlay", ["nodes: {ap: {}}", "remove: {nodes: [ap]}"])
def test_a_misspelt_node_is_suggested(complaints_of, overlay) -> None:
    assert "[did you mean 'app'?]" in complaints_of(f"    {overlay}\n")[0]


@pytest.mark.parametrize(
    ("removal", "missed", "advice"),
    [
        ("nodes: [private]", "node 'private'", "move what stands in it"),
        ("nodes: [db]", "node 'db'", "change what names it"),  # steps of flows
        ("data: [orders]", "data asset 'orders'", "change what names it"),
    ],
)
def test_what_needs_a_removed_part_names_the_removal(
    complaints_of, removal, missed, advice
) -> None:
    line = f"    remove: {{{removal}}}\n"
    at = f"m.yaml:23:{line.index(missed.split(chr(39))[1]) + 1}"
    for told in complaints_of(line):
        assert told.partition(": in the environment 'staging': ")[2] == (
            f"there is no {missed} "
            f"[the environment 'staging' removes it at {at}: remove or {advice}, too]"
        )


@pytest.mark.parametrize(
    ("part", "name", "what"),
    [("nodes", "cdn", "node"), ("data", "logs", "data asset"), ("flows", "other", "flow")],
)
def test_what_is_removed_twice_is_told_so(complaints_of, part, name, what) -> None:
    removal = f"    remove: {{{part}: [{name}, {name}]}}\n"
    column = removal.rindex(name) + 1
    assert (
        f"m.yaml:23:{column}: in the environment 'staging': the {what} '{name}' "
        "is removed twice [remove one of them]"
    ) in complaints_of(removal)
    assert not [text for text in complaints_of(removal) if "to remove" in text]


def test_what_does_not_exist_is_told_once_though_an_environment_removes_it(build) -> None:
    with pytest.raises(SourceError) as caught:
        build(
            f"{HEAD}nodes: {{a: {{type: aws.ec2, in: x}}}}\n"
            "environments: {e: {remove: {nodes: [x]}}}\n"
        )
    assert [problem.message for problem in caught.value.problems] == [
        "there is no node 'x'",
        "in the environment 'e': there is no node 'x' to remove",
    ]


def test_what_is_wrong_with_the_model_is_not_told_again_for_its_environments(build) -> None:
    with pytest.raises(SourceError) as caught:
        build(f"{HEAD}nodes: {{a: {{type: x}}}}\nenvironments: {{one: {{}}, two: {{}}}}\n")
    assert len(caught.value.problems) == 1


def test_an_environment_cannot_take_the_word_for_all_of_them(build) -> None:
    with pytest.raises(SourceError, match="cannot be called 'all'"):
        build(f"{HEAD}environments: {{all: {{}}}}\n")
