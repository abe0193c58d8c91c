from ipaddress import ip_network
from pathlib import Path

import pytest

from archlint.architecture.parsing import parse
from archlint.architecture.reader import build_example
from archlint.architecture.references import references_of
from archlint.architecture.values import Model, PortRange
from archlint.source import SourceError

HEAD = "archlint: 1\nname: Example\n"
THREE = "nodes: {a: {type: aws.ec2}, b: {type: aws.rds}, c: {type: generic.queue}}\n"


@pytest.fixture
def model(read):
    return lambda text: read(HEAD + text)


@pytest.fixture
def stated(model):
    """What the one node `x` of the flow mapping states, without positions."""

    def of(fields: str) -> dict[str, object]:
        node = model(f"nodes: {{x: {{{fields}}}}}").nodes["x"]
        return {key: value.plain() for key, value in node.stated.items()}

    return of


def placements(found: Model) -> dict[str, list[str]]:
    return {node.id: [p.boundary for p in node.placements] for node in found.nodes.values()}


def test_the_smallest_model_has_a_version_and_a_name(read):
    found = read("archlint: 1\nname: Example\n")
    assert (found.path, found.name, found.description) == ("m.yaml", "Example", "")
    assert (found.nodes, found.connections, found.data, found.flows) == ({}, (), {}, {})


@pytest.mark.parametrize("part", ["nodes", "connections", "data", "flows"])
def test_a_part_that_holds_nothing_is_empty(model, part):
    assert not getattr(model(f"{part}:\n"), part)


def test_nesting_and_in_mean_the_same(model):
    nested = model(
        """
nodes:
  vpc:
    type: aws.vpc
    nodes:
      subnet:
        type: aws.subnet
        access: private
        nodes:
          db: {type: aws.rds}
"""
    )
    flat = model(
        """
nodes:
  vpc: {type: aws.vpc}
  subnet: {type: aws.subnet, access: private, in: vpc}
  db: {type: aws.rds, in: [subnet]}
"""
    )
    assert (
        placements(nested) == placements(flat) == {"vpc": [], "subnet": ["vpc"], "db": ["subnet"]}
    )
    assert list(nested.nodes) == list(flat.nodes)


def test_a_node_may_stand_in_several_boundaries(model):
    found = model(
        """
nodes:
  a: {type: aws.subnet, nodes: {alb: {type: aws.alb, in: [b, c]}}}
  b: {type: aws.subnet}
  c: {type: aws.subnet}
"""
    )
    assert placements(found)["alb"] == ["a", "b", "c"]
    where = {
        p.boundary: (p.location.line, p.location.column) for p in found.nodes["alb"].placements
    }
    assert where == {"a": (5, 33), "b": (5, 59), "c": (5, 62)}


def test_containment_may_join_again(model):
    found = model(
        """
nodes:
  top: {type: generic.group}
  left: {type: generic.group, in: top}
  right: {type: generic.group, in: top}
  bottom: {type: generic.group, in: [left, right, top]}
"""
    )
    assert placements(found)["bottom"] == ["left", "right", "top"]


def test_a_place_may_be_named_before_it_is_defined(model):
    assert placements(model("nodes: {a: {type: aws.rds, in: b}, b: {type: aws.subnet}}"))["a"] == [
        "b"
    ]


def test_nodes_may_be_placed_in_a_type_that_is_known_by_its_icon_alone(model):
    found = model("nodes: {k: {type: k8s.group.Namespace}, p: {type: k8s.compute.Pod, in: k}}")
    assert placements(found)["p"] == ["k"]


def test_a_node_knows_its_place_and_its_type(model):
    node = model("nodes:\n  db: {type: aws.rds}").nodes["db"]
    assert node.location == ("m.yaml", 4, 3)
    assert node.type.id == "aws.rds"
    assert node.name == "db"
    assert node.stated == {}


def test_every_common_field_is_read(stated):
    assert stated(
        "type: actor.user, name: N, description: D, responsibilities: [r1, r2], group: core, "
        "tags: [t], labels: {Team: a, Cost: 1.10}, owner: o, meta: {k: [1, {z: no}], f: 1.5}"
    ) == {
        "name": "N",
        "description": "D",
        "responsibilities": ["r1", "r2"],
        "group": "core",
        "tags": ["t"],
        "labels": {"Team": "a", "Cost": "1.10"},
        "owner": "o",
        "meta": {"k": [1, {"z": "no"}], "f": 1.5},
    }


@pytest.mark.parametrize("written", ["1.10", "15", "0755", "true", "no", "2024-01-02", "1e3"])
def test_a_text_property_takes_a_plain_value_as_it_is_written(stated, written):
    assert stated(f"type: actor.user, name: {written}")["name"] == written


@pytest.mark.parametrize("nothing", ["null", "~", ""])
def test_null_states_that_there_is_none_and_leaving_out_states_nothing(model, nothing):
    node = model(f"nodes: {{x: {{type: aws.rds, kms_key: {nothing}, stores: {nothing}}}}}").nodes[
        "x"
    ]
    assert node.stated["kms_key"].content is None
    assert node.stated["stores"].content is None
    assert "multi_az" not in node.stated
    assert list(references_of(node)) == []


def test_a_quoted_null_is_a_text(stated):
    assert stated("type: actor.user, name: 'null', owner: ''") == {"name": "null", "owner": ""}


@pytest.mark.parametrize("written", ["postgres", "Postgres", "POSTGRES"])
def test_enums_compare_without_regard_to_case_and_read_as_the_catalogue_writes_them(
    stated, written
):
    assert stated(f"type: aws.rds, engine: {written}")["engine"] == "postgres"


@pytest.mark.parametrize("days", [0, 1, 35])
def test_a_number_may_be_at_its_bounds(stated, days):
    assert stated(f"type: aws.rds, backup_retention_days: {days}")["backup_retention_days"] == days


@pytest.mark.parametrize(
    ("written", "ports"),
    [
        ("443", (443, 443)),
        ("'443'", (443, 443)),
        ("0", (0, 0)),
        ("65535", (65535, 65535)),
        ("8000-8080", (8000, 8080)),
        ("80-80", (80, 80)),
        ("all", (0, 65535)),
    ],
)
def test_a_port_is_a_number_a_range_or_all(model, written, ports):
    [found] = model(THREE + f"connections: [a -> b: {{port: {written}}}]").connections
    assert found.stated["port"].content == PortRange(*ports)


@pytest.mark.parametrize(
    ("ports", "text"), [((443, 443), "443"), ((1, 2), "1-2"), ((0, 65535), "all")]
)
def test_a_port_writes_itself_as_a_model_does(ports, text):
    assert str(PortRange(*ports)) == text


@pytest.mark.parametrize(
    ("written", "block"),
    [
        ("10.0.0.0/16", "10.0.0.0/16"),
        ("10.0.0.1", "10.0.0.1/32"),
        ("0.0.0.0/0", "0.0.0.0/0"),
        ('"::/0"', "::/0"),
        ("2001:db8::/32", "2001:db8::/32"),
    ],
)
def test_a_cidr_block_is_of_either_version(stated, written, block):
    assert stated(f"type: aws.vpc, cidr: {written}") == {"cidr": block}


@pytest.mark.parametrize(
    ("written", "content"),
    [
        ("web", "web"),
        ("10.0.0.0/8", ip_network("10.0.0.0/8")),
        ('"::/0"', ip_network("::/0")),
        ("null", None),
    ],
)
def test_a_reference_that_may_be_a_block_is_either(model, written, content):
    nodes = model(
        "nodes:\n  web: {type: aws.security_group}\n"
        f"  x: {{type: aws.security_group, ingress: [{{source: {written}}}]}}"
    ).nodes
    [entry] = nodes["x"].stated["ingress"].content
    assert entry.content["source"].content == content
    assert entry.plain() == {"source": None if content is None else str(content)}
    named = [value.content for _, value in references_of(nodes["x"])]
    assert named == ([content] if isinstance(content, str) else [])


def test_open_types_stand_in_the_order_of_the_file_with_their_places(model):
    found = model("nodes: {}\nopen: [aws.waf, aws.analytics.Athena]").open
    assert [(item.type.id, item.location.line, item.location.column) for item in found] == [
        ("aws.waf", 4, 8),
        ("aws.analytics.Athena", 4, 17),
    ]


@pytest.mark.parametrize("written", ["", "open:", "open: []"])
def test_a_model_may_enumerate_everything(model, written):
    assert model(f"nodes: {{}}\n{written}").open == ()


def test_values_know_their_places_through_lists_and_mappings(model):
    node = model("nodes:\n  x:\n    type: aws.alb\n    listeners:\n      - port: 443\n").nodes["x"]
    listeners = node.stated["listeners"]
    assert (listeners.location.line, listeners.location.column) == (7, 7)
    port = listeners.content[0].content["port"]
    assert (port.location.line, port.location.column) == (7, 15)


def test_a_node_written_with_a_merge_key_says_what_both_say(model):
    nodes = model(
        "nodes:\n  a: &a {type: aws.ec2, name: A, owner: me}\n  b:\n    <<: *a\n    name: B\n"
    ).nodes
    assert (nodes["b"].type, nodes["b"].name, nodes["b"].text("owner")) == (
        nodes["a"].type,
        "B",
        "me",
    )


FORMS = {
    "text": "- a -> b",
    "text without spaces": "- a->b",
    "quoted text": "- 'a   ->   b'",
    "key": "- a -> b: {}",
    "key without a value": "- a -> b:",
    "fields": "- {from: a, to: b}",
    "fields as lists": "- {from: [a], to: [b]}",
    "fields in a block": "- from: a\n  to:\n  - b",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_connection_means_the_same(model, form):
    [found] = model(THREE + "connections:\n" + FORMS[form]).connections
    assert (found.key, found.source, found.target, found.kind) == ("a->b", "a", "b", "traffic")
    assert found.location.line == 5
    assert found.stated == {}


@pytest.mark.parametrize("form", ["a -> b: {{{}}}", "{{from: a, to: b, {}}}"])
def test_every_field_of_a_connection_is_read_in_either_form(model, form):
    fields = (
        "id: x1, kind: Uses, label: L, protocol: HTTPS, port: 443, encrypted: true, carries: [d], "
        "description: D, meta: {k: v}"
    )
    text = THREE + "data: {d: {}}\nconnections: [" + form.format(fields) + "]"
    [found] = model(text).connections
    assert (found.key, found.kind) == ("a->b#x1", "uses")
    assert {key: value.plain() for key, value in found.stated.items()} == {
        "id": "x1",
        "kind": "uses",
        "label": "L",
        "protocol": "HTTPS",
        "port": "443",
        "encrypted": True,
        "carries": ["d"],
        "description": "D",
        "meta": {"k": "v"},
    }


def test_lists_of_ends_expand_in_their_order(model):
    found = model(THREE + "connections: [{from: [a, b], to: [c, a], label: L}, c -> a]")
    assert [c.key for c in found.connections] == ["a->c", "a->a", "b->c", "b->a", "c->a"]
    assert {c.text("label") for c in found.connections[:4]} == {"L"}


def test_connections_between_the_same_ends_are_told_apart_by_their_ids(model):
    found = model(THREE + "connections: [a -> b, a -> b: {id: x}, a -> b: {id: y}, b -> a]")
    assert [c.key for c in found.connections] == ["a->b", "a->b#x", "a->b#y", "b->a"]


def test_a_connection_may_end_at_a_boundary(model):
    found = model("nodes: {v: {type: aws.vpc}, a: {type: actor.user}}\nconnections: [a -> v]")
    assert found.connections[0].target == "v"


def test_a_flow_keeps_its_steps_in_order_lists_expanded(model):
    flow = model(
        THREE + "flows: {f: {title: T, description: D, steps: [a -> b, b -> c: {label: L}, a -> c, "
        "{from: [a, b], to: c}]}}"
    ).flows["f"]
    assert (flow.id, flow.title, flow.text("description")) == ("f", "T", "D")
    assert [(step.source, step.target, step.label) for step in flow.steps] == [
        ("a", "b", ""),
        ("b", "c", "L"),
        ("a", "c", ""),
        ("a", "c", ""),
        ("b", "c", ""),
    ]


def test_a_flow_without_a_title_is_called_by_its_id(model):
    assert model(THREE + "flows: {f: {steps: [a -> b]}}").flows["f"].title == "f"


def test_a_step_may_go_where_no_connection_is(model):
    # That is a finding, not an error: prose and picture drift apart.
    found = model(THREE + "flows: {f: {steps: [a -> c]}}")
    assert found.connections == ()


def test_data_assets_are_read_and_named(model):
    data = model("data:\n  d: {name: N, classification: Restricted, tags: [phi]}\n  e:\n").data
    assert data["d"].plain("classification") == "restricted"
    assert data["d"].texts("tags") == ("phi",)
    assert (data["d"].name, data["e"].name) == ("N", "e")
    assert data["d"].location == ("m.yaml", 4, 3)


def test_references_are_given_with_their_path_and_place(model):
    text = """
nodes:
  cert: {type: aws.acm}
  sg: {type: aws.security_group}
  alb:
    type: aws.alb
    security_groups: [sg]
    listeners:
      - {port: 443, certificate: cert}
      - {port: 80, certificate: null}
"""
    found = [
        (path, value.content, value.location.line, value.location.column)
        for path, value in references_of(model(text).nodes["alb"])
    ]
    assert sorted(found) == [
        ("listeners.certificate", "cert", 11, 34),
        ("security_groups", "sg", 9, 23),
    ]


def test_a_reference_to_a_node_of_another_type_is_read(model):
    # It is a finding: the picture may be right, and the type wrong.
    node = model("nodes: {u: {type: actor.user}, a: {type: aws.rds, kms_key: u}}").nodes["a"]
    assert node.plain("kms_key") == "u"


def test_an_example_is_a_model_without_a_head(catalogue):
    tree = parse("nodes: {a: {type: aws.rds}}\nconnections: [a -> a]", "rule.yaml")
    found = build_example(tree, "rule.yaml", catalogue)
    assert (found.name, list(found.nodes), len(found.connections)) == ("", ["a"], 1)


def test_an_example_has_no_head(catalogue):
    with pytest.raises(SourceError) as caught:
        build_example(parse("archlint: 1", "rule.yaml"), "rule.yaml", catalogue)
    assert "unknown key 'archlint' in an example" in caught.value.problems[0].message


def test_a_model_cannot_be_changed(model):
    found = model(THREE)
    with pytest.raises(TypeError):
        found.nodes["d"] = found.nodes["a"]
    with pytest.raises(AttributeError):
        found.nodes["a"].id = "d"


def test_the_shipped_model_is_read(read):
    path = Path(__file__).resolve().parents[2] / "model" / "architecture.yaml"
    assert read(path.read_bytes()).name == "ClinicEase AI"
