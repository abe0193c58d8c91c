"""A model in many files, with environments, is the model that one file would say.

Hypothesis makes models, spreads them over files that include each other, nests what can be nested,
and lays environments over them. What archlint makes of that is compared with one flat file that
plain Python composes by the words of the language's description.
"""

import copy
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.reader import build_models
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.edge.including import read_documents
from archlint.graph import ArchitectureGraph
from archlint.ruleset import check, read_rules
from archlint.source import Problems

BOUNDARIES = {"vpc": "aws.vpc", "east": "aws.subnet", "west": "aws.subnet"}
OUTER = {"vpc": None, "east": "vpc", "west": "vpc"}
LEAVES = {
    "users": "actor.user",
    "app": "aws.ecs_service",
    "db": "aws.rds",
    "cache": "aws.elasticache",
    "files": "aws.s3",
}
PROPERTIES = {
    "aws.subnet": {"access": st.sampled_from(["public", "private"])},
    "aws.rds": {
        "multi_az": st.sampled_from([True, False, None]),
        "backup_retention_days": st.integers(0, 35),
        "stores": st.lists(st.sampled_from(["orders", "logs"]), unique=True),
        "labels": st.dictionaries(st.sampled_from(["a", "b"]), st.sampled_from(["x", "y"])),
    },
    "aws.ecs_service": {"auto_scaling": st.booleans()},
    "aws.elasticache": {"engine": st.sampled_from(["redis", "valkey"])},
}
CONNECTION = {
    "encrypted": st.booleans(),
    "carries": st.lists(st.sampled_from(["orders", "logs"]), unique=True),
    "kind": st.sampled_from(["traffic", "uses"]),
    "label": st.sampled_from(["one", "two"]),
}


def some(fields):
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def nodes(draw):
    made = {}
    for name, kind in (BOUNDARIES | LEAVES).items():
        if name in LEAVES and draw(st.integers(0, 4)) == 0:
            continue
        made[name] = {"type": kind, **draw(some(PROPERTIES.get(kind, {})))}
        places = [OUTER[name]] if OUTER.get(name) else []
        if name in LEAVES:
            places = draw(
                st.lists(st.sampled_from(["east", "west", "vpc"]), max_size=2, unique=True)
            )
        if places:
            made[name]["in"] = places
    return made


def keys(found):
    ends = st.sampled_from(sorted(set(found) - set(BOUNDARIES)) or ["east"])
    return st.tuples(ends, ends, st.sampled_from(["", "second"]))


@st.composite
def systems(draw):
    """A flat model, and environments over it."""
    found = draw(nodes())
    model = {
        "nodes": found,
        "data": {"orders": draw(some({"classification": st.just("restricted")})), "logs": {}},
        "connections": draw(st.dictionaries(keys(found), some(CONNECTION), max_size=5)),
    }
    return model, {name: draw(environments(model)) for name in ("staging", "test")}


@st.composite
def environments(draw, model):
    leaves = sorted(set(model["nodes"]) - set(BOUNDARIES))
    gone = draw(st.lists(st.sampled_from(leaves or ["none"]), max_size=1)) if leaves else []
    changed = {}
    for name in draw(st.lists(st.sampled_from(sorted(model["nodes"])), unique=True, max_size=3)):
        if name in gone:
            continue
        changed[name] = draw(some(PROPERTIES.get(model["nodes"][name]["type"], {})))
        if name in LEAVES and draw(st.booleans()):
            changed[name]["in"] = draw(st.sampled_from([["east"], ["vpc"], ["west", "east"], []]))
    if draw(st.booleans()):
        changed["extra"] = {"type": "aws.ec2", "in": ["east"]}
    left = {**model["nodes"], **changed}
    for name in gone:
        left.pop(name, None)
    known = list(model["connections"])
    return {
        "nodes": changed,
        "data": draw(some({"logs": st.just({"classification": "public"}), "new": st.just({})})),
        "connections": draw(st.dictionaries(keys(left), some(CONNECTION), max_size=3)),
        "gone": gone,
        "cut": draw(st.lists(st.sampled_from(known), unique=True, max_size=2)) if known else [],
    }


def composed(model, environment):
    """Lay an environment over a model, as the description of the language has it."""
    made = copy.deepcopy(model)
    for name in environment["gone"]:
        del made["nodes"][name]
    for key in list(made["connections"]):
        if key in environment["cut"] or set(key[:2]) & set(environment["gone"]):
            del made["connections"][key]
    for part in ("nodes", "data", "connections"):
        for key, fields in environment[part].items():
            before = made[part].setdefault(key, {})
            for field, value in fields.items():
                if field == "labels" and isinstance(before.get(field), dict):
                    before[field] = {**before[field], **value}
                else:
                    before[field] = copy.deepcopy(value)
    return made


def arrow(key, fields):
    source, target, own_id = key
    fields = {**fields, **({"id": own_id} if own_id else {})}
    return {f"{source} -> {target}": fields} if fields else f"{source} -> {target}"


def written(model):
    return {**model, "connections": [arrow(*item) for item in model["connections"].items()]}


def overlay(environment):
    return {
        "nodes": environment["nodes"],
        "data": environment["data"],
        "connections": [arrow(*item) for item in environment["connections"].items()],
        "remove": {
            "nodes": environment["gone"],
            "connections": [arrow(key, {}) for key in environment["cut"]],
        },
    }


def nested(found, chosen):
    """Nest the chosen nodes in the first boundary around them, where it is in the same file."""
    flat = copy.deepcopy(found)
    for name in sorted(found, key=lambda name: name in BOUNDARIES):
        places = flat[name].get("in", [])
        if name in chosen and places and places[0] in flat:
            outer, *others = places
            node = flat.pop(name)
            node.pop("in")
            if others:
                node["in"] = others
            flat[outer].setdefault("nodes", {})[name] = node
    return flat


@st.composite
def spread(draw, model, environments):
    """Spread a model over files, which include each other in a chain or from the first."""
    count = draw(st.integers(1, 4))
    files = [{"nodes": {}, "data": {}, "connections": [], "environments": {}} for _ in range(count)]

    def one():
        return files[draw(st.integers(0, count - 1))]

    for part in ("nodes", "data"):
        for name, fields in model[part].items():
            one()[part][name] = fields
    for item in model["connections"].items():
        one()["connections"].append(arrow(*item))
    for name, environment in environments.items():
        one()["environments"][name] = overlay(environment)
    for file in files:
        chosen = draw(st.sets(st.sampled_from(sorted(BOUNDARIES | LEAVES))))
        file["nodes"] = nested(file["nodes"], chosen)
    if draw(st.booleans()):
        for number, file in enumerate(files[:-1], start=1):
            file["include"] = [f"part{number}.yaml"]
    elif count > 1:
        files[0]["include"] = ["part*.yaml"]
    files[0] |= {"archlint": 1, "name": "Composed"}
    return files


def plain(model):
    return {
        "nodes": {
            node.id: (
                node.type.id,
                {place.boundary for place in node.placements},
                {key: value.plain() for key, value in node.stated.items()},
            )
            for node in model.nodes.values()
        },
        "connections": {
            item.key: (
                item.kind,
                {key: value.plain() for key, value in item.stated.items() if key != "kind"},
            )
            for item in model.connections
        },
        "data": {
            item.id: {key: value.plain() for key, value in item.stated.items()}
            for item in model.data.values()
        },
    }


@pytest.fixture(scope="module")
def rulebook():
    files, data = FileReader(), bundled()
    catalogue = read_catalogue([], data.icon_index(files), shipped=data.type_files(files))
    return catalogue, read_rules(data.rule_files(files), catalogue)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("composed")


def loaded(catalogue, text, path):
    problems = Problems()
    documents = read_documents(FileReader(), text, path, path.parent, problems)
    return build_models(documents, catalogue, problems, environment="all")


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(data=st.data())
def test_files_and_environments_are_what_one_file_would_say(rulebook, folder, data):
    catalogue, rules = rulebook
    model, environments = data.draw(systems())
    files = data.draw(spread(model, environments))
    for number, file in enumerate(files):
        Path(folder, f"part{number}.yaml").write_text(yaml.safe_dump(file, sort_keys=False))
    for number in range(len(files), 4):
        Path(folder, f"part{number}.yaml").unlink(missing_ok=True)
    main = Path(folder, "part0.yaml")
    models = loaded(catalogue, main.read_text(), main)
    expected = {"": model, **{n: composed(model, e) for n, e in environments.items()}}
    for found in (models.base, *models.environments.values()):
        head = {"archlint": 1, "name": "Composed"}
        single = yaml.safe_dump({**head, **written(expected[found.environment])}, sort_keys=False)
        wanted = loaded(catalogue, single, Path(folder, "single.yaml")).base
        assert plain(found) == plain(wanted)
        ids, wanted_ids = (
            sorted(
                (finding.id, finding.outcome) for finding in (*report.findings, *report.unknown())
            )
            for report in (check(ArchitectureGraph(one), rules) for one in (found, wanted))
        )
        assert ids == wanted_ids
