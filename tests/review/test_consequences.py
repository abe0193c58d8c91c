"""What follows from a change, one way and back."""

import itertools
from pathlib import Path

import pytest
import yaml

from archlint.architecture.reader import read_model
from archlint.graph import ArchitectureGraph
from archlint.review.comparing import compare
from archlint.review.drafts import MOST_OF_A_KIND
from archlint.review.exposure import EXPOSURE
from archlint.review.reaching import MOST_OUTSIDERS
from archlint.review.values import Change, ChangeKind, Difference, PartKind, Risk

from .following import HEAD, catalogue, consequences, following, graph_of, told

CASES = Path(__file__).parent / "cases"
BOTH_WAYS = yaml.safe_load((CASES / "consequences.yaml").read_text("utf-8"))
SILENT = yaml.safe_load((CASES / "no-consequences.yaml").read_text("utf-8"))
# What the models have around their own.
PLACES = """
  vpc: {type: aws.vpc}
  public: {type: aws.subnet, in: vpc, access: public}
  private: {type: aws.subnet, in: vpc, access: private}
  hidden: {type: aws.subnet, in: vpc}
  users: {type: actor.user}
"""


def nodes(text, data="", connections=""):
    return (
        f"data: {{{data}}}\nnodes:{PLACES}"
        + "".join(f"  {line.strip()}\n" for line in text.strip().splitlines())
        + (f"connections: [{connections}]\n" if connections else "")
    )


APP_DB = "app: {type: aws.ecs_service, in: public}\ndb: {type: aws.rds, in: private}"


def placed(text):
    return text.replace("\n  ...places...\n", PLACES)


@pytest.mark.parametrize("case", BOTH_WAYS.values(), ids=BOTH_WAYS.keys())
def test_what_follows_is_told_forth_and_back(case):
    base, head = placed(case["base"]), placed(case["head"])
    assert told(following(base, head)) == case["forth"]
    assert told(following(head, base)) == case["back"]


@pytest.mark.parametrize("case", SILENT.values(), ids=SILENT.keys())
def test_what_is_no_news_is_not_told(case):
    base, head = placed(case["base"]), placed(case["head"])
    assert told(following(base, head)) == []
    assert told(following(head, base)) == []


@pytest.mark.parametrize("former", ["aws.s3", "generic.service"])
def test_who_becomes_an_outsider_reaches_what_it_reached_and_the_way_back_is_no_relief(former):
    head = nodes(APP_DB, connections="users -> app, app -> db")
    base = head.replace("users: {type: actor.user}", f"users: {{type: {former}}}")
    [said] = told(following(base, head))
    assert said.startswith("raised: datastore-reachable db: 'users' is outside now, and its")
    assert said.endswith("reaches 'db': users -> app -> db")
    assert told(following(head, base)) == []


RENAMED = {"db": "store", "vpc": "net", "users": "people", "app": "db"}


def test_a_rename_has_no_consequences_even_if_another_node_takes_the_old_id():
    base = nodes(
        APP_DB.replace("in: private", "in: private, stores: [d]"),
        "d: {classification: restricted}",
        "users -> app, app -> db: {carries: [d]}",
    )
    head = (
        base.replace("db: {type", "store: {type")
        .replace("app: {type", "db: {type")
        .replace("vpc: {type", "net: {type")
        .replace("in: vpc", "in: net")
        .replace("users: {type", "people: {type")
        .replace("users -> app, app -> db", "people -> db, db -> store")
    )
    assert told(following(base, head, RENAMED)) == []
    assert told(following(base, head)) != []


def test_renamed_data_has_no_consequences():
    base = nodes("db: {type: aws.s3, stores: [d]}", "d: {classification: internal}")
    head = base.replace("[d]", "[e]").replace("d: {class", "e: {class")
    assert told(following(base, head, None, {"d": "e"})) == []


def test_a_node_whose_id_a_renamed_one_took_is_told_by_its_id():
    base = nodes("a: {type: aws.ec2}\nb: {type: aws.dynamodb}", connections="users -> b")
    head = nodes("b: {type: aws.ec2}")
    assert told(following(base, head, {"a": "b"})) == [
        (
            "lowered: datastore-no-longer-reachable b: traffic from 'users' no longer reaches 'b': "
            "users -> b"
        )
    ]


def test_a_renamed_node_is_not_compared_with_the_one_whose_id_it_took():
    base = nodes("a: {type: aws.ec2, in: private}\nb: {type: aws.ec2, in: public}")
    head = nodes("b: {type: aws.ec2, in: private}")
    assert told(following(base, head, {"a": "b"})) == []
    assert told(following(base, head)) != []


def test_the_news_of_a_path_may_be_its_first_hop():
    base = nodes("app: {type: aws.ec2}\ndb: {type: aws.dynamodb}", connections="app -> db")
    [one] = following(base, base.replace("[app -> db", "[app -> db,\n  users -> app"))
    assert [one.after.line, *(hop.location.line for hop in one.path)] == [13, 13, 12]


def test_the_count_comes_after_those_that_are_told():
    stores = [f"b{number:02}: {{type: aws.s3" for number in range(MOST_OF_A_KIND + 2)]
    data = "d: {classification: internal}"
    base = nodes("\n".join(f"{store}, stores: []}}" for store in stores), data)
    found = following(base, base.replace("stores: []", "stores: [d]"))
    flows = [one.message for one in found if one.kind == "data-flows"]
    assert flows[0] == "'d' (internal) is now stored by 'b00'"
    assert flows[-1] == "and 2 more places where data is now and was not before"


def test_of_a_new_model_only_the_reachable_datastores_are_told():
    head = nodes(
        "db: {type: aws.rds, in: private, stores: [d]}",
        "d: {classification: restricted}",
        "users -> db: {carries: [d]}",
    )
    empty = "nodes: {}\n"
    assert [one.kind for one in following(empty, head)] == ["datastore-reachable"]
    assert [one.kind for one in following(head, empty)] == ["datastore-no-longer-reachable"]


def test_what_follows_from_another_meaning_of_a_type_is_told():
    text = "nodes: {users: {type: actor.user}, x: {type: acme.x}}\nconnections: [users -> x]\n"
    before, after = (
        ArchitectureGraph(read_model(HEAD + text, "model.yaml", catalogue(own)))
        for own in (
            "acme.x: {name: X, kinds: [service]}",
            "acme.x: {name: X, kinds: [service, datastore]}",
        )
    )
    difference = compare(before.model, after.model)
    assert difference.changes == ()
    said = "'x' is a datastore now, and traffic from 'users' reaches it: users -> x"
    assert [one.message for one in consequences(before, after, difference)] == [said]
    assert consequences(before, before, compare(before.model, before.model)) == ()


@pytest.mark.parametrize(
    "changes",
    [
        (),
        (Change(ChangeKind.CHANGED, PartKind.FLOW, "f", "f"),),
        (Change(ChangeKind.RENAMED, PartKind.NODE, "f", "f"),),
    ],
)
def test_without_a_change_of_nodes_connections_or_data_nothing_follows(changes):
    base = graph_of(nodes(APP_DB))
    head = graph_of(nodes(APP_DB, connections="users -> db"))
    assert consequences(base, head, Difference(base.model, head.model, changes)) == ()


def test_a_path_names_where_each_hop_is_stated_and_where_the_news_is():
    base = nodes("app: {type: aws.ec2}\ndb: {type: aws.dynamodb}", connections="users -> app")
    head = base.replace("users -> app]", "users -> app,\n  app -> db]")
    [one] = following(base, head)
    assert [(hop.source, hop.target, hop.location.line) for hop in one.path] == [
        ("users", "app", 12),
        ("app", "db", 13),
    ]
    assert (one.before, one.after.line) == (None, 13)
    [gone] = following(head, base)
    assert (gone.before.line, gone.after) == (13, None)


def test_a_long_path_is_shortened_in_the_message_alone():
    chain = [f"n{number}" for number in range(20)]
    text = "\n".join(f"{name}: {{type: aws.ec2}}" for name in chain) + "\ndb: {type: aws.dynamodb}"
    hops = ["users -> n0", *(f"{a} -> {b}" for a, b in itertools.pairwise(chain))]
    base = nodes(text, connections=", ".join(hops))
    head = nodes(text, connections=", ".join([*hops, "n19 -> db"]))
    [one] = following(base, head)
    assert len(one.path) == 21
    assert one.message.endswith(": users -> n0 -> n1 -> n2 -> (15 more) -> n18 -> n19 -> db")


def test_many_of_a_kind_are_counted():
    number = 3 * MOST_OF_A_KIND
    stores = "\n".join(f"db{i}: {{type: aws.dynamodb}}" for i in range(number))
    apps = "app: {type: aws.ec2}\n" + stores
    to_all = ", ".join(f"app -> db{i}" for i in range(number))
    found = following(
        nodes(apps, connections=to_all), nodes(apps, connections=f"users -> app, {to_all}")
    )
    assert len(found) == MOST_OF_A_KIND + 1
    assert found[-1].message == (
        f"and {number - MOST_OF_A_KIND} more ways from outside to a datastore that there were not "
        "before"
    )
    assert found[-1].risk is Risk.RAISED


def test_those_that_raise_the_risk_are_not_the_ones_that_are_counted():
    moved = {f"a{i}": ("public", "private") for i in range(MOST_OF_A_KIND)}
    moved |= {"z": ("private", "public")}
    base, head = (
        nodes("\n".join(f"{name}: {{type: aws.ec2, in: {at[side]}}}" for name, at in moved.items()))
        for side in (0, 1)
    )
    found = following(base, head)
    assert (found[0].subject, found[0].risk) == ("z", Risk.RAISED)
    assert found[-1].message == "and 1 more node with changed trust"


def test_more_outsiders_than_are_followed_are_counted():
    actors = "\n".join(f"u{i:02}: {{type: actor.user}}" for i in range(MOST_OUTSIDERS + 3))
    text = f"app: {{type: aws.ec2}}\ndb: {{type: aws.dynamodb}}\n{actors}"
    ways = ", ".join(f"u{i:02} -> app" for i in range(MOST_OUTSIDERS + 3))
    found = following(nodes(text, connections=ways), nodes(text, connections=f"{ways}, app -> db"))
    assert len(found) == MOST_OUTSIDERS + 1
    assert found[-1].message.startswith("what the traffic of 3 more nodes from outside reaches")


def test_outsiders_that_a_change_adds_do_not_crowd_out_those_that_were_there():
    base = nodes("app: {type: aws.ec2}\ndb: {type: aws.rds}", connections="users -> app")
    actors = "\n".join(f"a{i:02}: {{type: actor.user}}" for i in range(MOST_OUTSIDERS))
    ways = ", ".join(f"a{i:02} -> app" for i in range(MOST_OUTSIDERS))
    head = nodes(
        f"app: {{type: aws.ec2}}\ndb: {{type: aws.rds}}\n{actors}",
        connections=f"{ways}, users -> app, app -> db",
    )
    messages = [one.message for one in following(base, head) if one.kind == "datastore-reachable"]
    assert "traffic from 'users' now reaches 'db': users -> app -> db" in messages
    assert messages[-1].startswith("what the traffic of 1 more node from outside reaches")


def test_an_outsider_that_nothing_new_concerns_is_not_followed():
    actors = "\n".join(f"u{i:02}: {{type: actor.user}}" for i in range(3 * MOST_OUTSIDERS))
    text = f"app: {{type: aws.ec2}}\ndb: {{type: aws.dynamodb}}\n{actors}"
    ways = ", ".join(f"u{i:02} -> app" for i in range(3 * MOST_OUTSIDERS))
    found = following(
        nodes(text, connections=ways), nodes(text, connections=f"{ways}, users -> db")
    )
    assert [one.subject for one in found] == ["db"]


def _specs_of(name):
    return [
        spec
        for node_type in catalogue().types.values()
        for key, spec in node_type.properties.items()
        if key == name and spec.type != "list"
    ]


@pytest.mark.parametrize("name", EXPOSURE)
def test_each_property_of_exposure_is_the_catalogues_and_has_its_values(name):
    specs = _specs_of(name)
    assert specs
    for spec in specs:
        values = spec.enum or (("true", "false") if spec.type == "boolean" else ())
        assert set(values) == set(EXPOSURE[name])


def test_each_yes_or_no_of_the_catalogue_that_speaks_of_the_public_is_one_of_exposure():
    names = {
        name
        for node_type in catalogue().types.values()
        for name, spec in node_type.properties.items()
        if spec.type == "boolean" and ("public" in name or "anonymous" in name)
    }
    assert names <= EXPOSURE.keys()
