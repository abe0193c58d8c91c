import re

import pytest

from archlint.architecture.catalogue import Catalogue, UnknownType
from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.types import PropertySpec, ValueType
from archlint.source import SourceError

INDEX = """\
# path, title, icon file, kinds
own.db.Red\tRed\tred.png\tdatabase,datastore
own.db.RedAlias\tRed alias\tred.png\tdatabase,datastore
own.net.Lan\tLan\tlan.png\t
own.net.Wan\tWan\twan.png\t
"""
KINDS = """
kinds:
  datastore:
    description: Data rests in it.
    holds_data: true
    properties: {region: {type: string}}
  database: {description: It answers queries.}
  boundary: {description: It holds others.}
"""


def small(types: str, kinds: str = KINDS, path: str = "own.yaml") -> Catalogue:
    return read_catalogue([("kinds.yaml", kinds), (path, types)], INDEX)


def complaints(types: str, path: str = "own.yaml") -> list[str]:
    with pytest.raises(SourceError) as caught:
        small(types, path=path)
    return [f"{p.location}: {p.message}\n  {p.hint}" for p in caught.value.problems]


def all_properties(specs, path="") -> list[tuple[str, PropertySpec]]:
    found = []
    for key, spec in specs.items():
        found.append((f"{path}{key}", spec))
        inner = spec.of if spec.type is ValueType.LIST and spec.of else spec
        found += all_properties(inner.properties, f"{path}{key}.")
    return found


# --- the shipped catalogue -----------------------------------------------------------------------


def test_every_type_says_what_it_is(catalogue):
    for node_type in catalogue.types.values():
        assert re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)?", node_type.id), node_type.id
        assert node_type.name.strip() == node_type.name != ""
        assert node_type.kinds, f"{node_type.id} is of no kind, so no generic rule sees it"


def test_no_two_types_have_the_same_name_within_a_provider(catalogue):
    names = [(t.id.partition(".")[0], t.name) for t in catalogue.types.values()]
    assert sorted(set(names)) == sorted(names)


def test_every_kind_is_described_and_used(catalogue):
    used = {kind for node_type in catalogue.types.values() for kind in node_type.kinds}
    assert used == set(catalogue.kinds)
    assert all(kind.description.endswith(".") for kind in catalogue.kinds.values())


def test_every_icon_is_a_class_of_the_diagrams_package(catalogue):
    named = {path for t in catalogue.types.values() for path in (t.icon, *t.also) if path}
    assert [path for path in sorted(named) if catalogue.index.find(path) is None] == []


def test_no_icon_class_is_named_by_two_types(catalogue):
    named = [path for t in catalogue.types.values() for path in (t.icon, *t.also) if path]
    assert sorted(set(named)) == sorted(named)


def test_every_icon_of_a_type_is_that_type(catalogue):
    for node_type in catalogue.types.values():
        for path in filter(None, (node_type.icon, *node_type.also)):
            assert catalogue.type(path) is node_type


def test_every_class_of_the_index_is_a_type(catalogue):
    for path in catalogue.index.paths():
        assert catalogue.type(path).id in {path, *catalogue.types}


def test_the_kinds_of_the_index_are_those_of_the_catalogue(catalogue):
    kinds = {kind for path in catalogue.index.paths() for kind in catalogue.index.find(path).kinds}
    assert kinds <= set(catalogue.kinds)


def test_every_property_is_described_and_every_default_has_a_page_as_its_source(catalogue):
    for node_type in catalogue.types.values():
        for path, spec in all_properties(node_type.properties):
            if spec.default is not None:
                assert "http" in spec.default_source, f"{node_type.id}: {path}"
            if spec.type not in (ValueType.REFERENCE, ValueType.LIST):
                assert spec.description.endswith("."), f"{node_type.id}: {path}"


def test_a_type_lives_in_boundaries(catalogue):
    for node_type in catalogue.types.values():
        for level in node_type.lives_in:
            around = [t for t in catalogue.types.values() if t.answers_to(level)]
            assert around, f"{node_type.id} lives in {level}, which no type is"
            assert all(t.is_boundary for t in around), f"{node_type.id} lives in {level}"


# --- looking types up ----------------------------------------------------------------------------


def test_an_icon_path_that_a_curated_type_uses_is_that_type(catalogue):
    rds = catalogue.type("aws.rds")
    assert catalogue.type("aws.database.RDS") is rds
    assert catalogue.type("aws.database.RDSPostgresqlInstance") is rds


def test_an_alias_of_the_icon_is_that_type_too():
    found = small("own.red: {name: Red, icon: own.db.Red}")
    assert found.type("own.db.RedAlias") is found.type("own.red")


def test_an_icon_that_two_curated_types_share_names_both():
    found = small("own.a: {name: A, icon: own.db.Red}\nown.b: {name: B, icon: own.db.RedAlias}")
    assert found.type("own.a").id == "own.a"
    with pytest.raises(UnknownType) as caught:
        found.type("own.db.Red")
    assert str(caught.value) == "the type 'own.db.Red' could be 'own.a' or 'own.b'"
    assert caught.value.hint == "write the one that is meant"


def test_a_type_of_a_project_may_bear_the_name_of_an_icon():
    found = small("own.db.Red: {name: Mine, kinds: [database]}")
    assert found.type("own.db.Red").name == "Mine"


def test_an_uncurated_type_has_its_title_its_icon_its_kinds_and_their_properties():
    found = small("own.a: {name: A}").type("own.db.Red")
    assert (found.id, found.name, found.icon, found.curated) == (
        "own.db.Red",
        "Red",
        "own.db.Red",
        False,
    )
    assert found.kinds == {"database", "datastore"}
    assert set(found.properties) == {"region"}
    assert found.holds_data
    assert found.is_boundary
    assert not small("own.a: {name: A}").type("own.net.Lan").holds_data


def test_the_same_path_gives_the_same_type():
    found = small("own.a: {name: A}")
    assert found.type("own.net.Lan") is found.type("own.net.Lan")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("own.aa", "did you mean 'own.a'?"),
        ("OWN.A", "did you mean 'own.a'?"),
        ("own.net.lan", "did you mean 'own.net.Lan'?"),
        ("mainframe", "see docs/catalogue.md for the types there are"),
        (
            "own.\u0430",
            "'\u0430' in it is U+0430 CYRILLIC SMALL LETTER A: write it in ASCII letters",
        ),
    ],
)
def test_an_unknown_type_gets_the_nearest_or_where_to_look(name, hint):
    found = small("own.a: {name: A}")
    for _ in range(2):  # the second time it is remembered
        with pytest.raises(UnknownType) as caught:
            found.type(name)
        assert str(caught.value) == f"unknown type '{name}'"
        assert caught.value.hint == hint


@pytest.mark.parametrize(
    ("name", "answers"), [("aws.rds", True), ("database", True), ("aws", False)]
)
def test_a_type_answers_to_its_own_name_and_its_kinds(catalogue, name, answers):
    assert catalogue.type("aws.rds").answers_to(name) is answers


# --- reading catalogue files ---------------------------------------------------------------------


def test_a_type_has_the_properties_of_its_kinds_and_its_own():
    found = small("own.a: {name: A, kinds: [datastore], properties: {size: {type: integer}}}")
    assert {key: spec.type for key, spec in found.type("own.a").properties.items()} == {
        "region": ValueType.STRING,
        "size": ValueType.INTEGER,
    }


def test_a_type_may_say_more_of_a_property_of_its_kind():
    found = small("own.a: {name: A, kinds: [datastore], properties: {region: {type: cidr}}}")
    assert found.type("own.a").properties["region"].type is ValueType.CIDR


def test_types_and_kinds_may_stand_in_any_file_in_any_order():
    files = [
        ("b.yaml", KINDS),
        ("a.yaml", "own.a: {name: A, kinds: [database], lives_in: [own.c]}"),
    ]
    files.append(("c.yaml", "own.c: {name: C, kinds: [boundary]}"))
    assert read_catalogue(files, INDEX).type("own.a").lives_in == ("own.c",)


def test_a_reference_becomes_a_property_at_its_path():
    found = small(
        "own.k: {name: K}\n"
        "own.a:\n  name: A\n"
        "  properties: {ls: {type: list, of: {type: mapping, properties: {p: {type: port}}}}}\n"
        "  references:\n"
        "    ls.key: {to: [own.k], many: false, description: D}\n"
        "    others: {to: [own.a, database], many: true, or_cidr: true}\n"
    ).type("own.a")
    key = found.properties["ls"].of.properties["key"]
    assert (key.type, key.to, key.description) == (ValueType.REFERENCE, ("own.k",), "D")
    assert found.properties["ls"].of.properties["p"].type is ValueType.PORT
    others = found.properties["others"]
    assert (others.type, others.of.to) == (ValueType.LIST, ("own.a", "database"))
    assert (key.or_cidr, others.of.or_cidr) == (False, True)


@pytest.mark.parametrize(
    ("spec", "default"),
    [
        ("type: boolean, default: false", False),
        ("type: integer, default: 0", 0),
        ("type: string, default: 1.10", "1.10"),
        ("type: string, enum: [a, b], default: B", "b"),
        ("type: port, default: 443", "443"),
    ],
)
def test_a_default_is_of_its_type(spec, default):
    found = small(f"own.a: {{name: A, properties: {{p: {{{spec}, default_source: S}}}}}}")
    read = found.type("own.a").properties["p"].default
    assert (read, type(read)) == (default, type(default))


REFUSED = {
    "own.a: {name: A, kinds: [databse]}": (
        "own.yaml:1:26: unknown kind 'databse'",
        "did you mean 'database'?",
    ),
    "own.a: {name: A, kinds: [quux]}": ("unknown kind 'quux'", "define the kind, or name one"),
    "own.a: {name: A, icon: own.db.Redd}": (
        "own.yaml:1:24: unknown icon 'own.db.Redd'",
        "did you mean 'own.db.Red'?",
    ),
    "own.a: {name: A, also: [own.db.Green]}": ("own.yaml:1:25: unknown icon", "own.db.Red"),
    "own.a: {name: A, icon: nothing-like-it}": ("unknown icon", "name a class of the diagrams"),
    "own.a: {name: A, lives_in: [own.b]}": ("own.yaml:1:29: unknown type or kind 'own.b'", "own.a"),
    "own.a: {name: A, references: {k: {to: [own.kk], many: false}}}": (
        "own.yaml:1:40: unknown type or kind 'own.kk'",
        "did you mean 'own.a'?",
    ),
    "own.a: {name: A, references: {x.k: {to: [own.a], many: false}}}": (
        "there is no mapping 'x' for this reference",
        "describe 'x' under 'properties'",
    ),
    "own.a: {name: A, references: {k: {to: [own.a]}}}": ("a reference needs 'many'", "add 'many:'"),
    "own.a: {name: A, references: [k]}": ("expected references by path, found a list", "write"),
    "own.a: {kinds: [database]}": ("own.yaml:1:8: a type needs 'name'", "add 'name:'"),
    "own.a: {name: A, icons: x}": ("unknown key 'icons' in a type", "did you mean 'icon'?"),
    "own.a: A": ("own.yaml:1:8: expected a type as a mapping, found the text 'A'", "write"),
    "- own.a": ("own.yaml:1:1: expected types by name, found a list", "provider.type"),
    "own.a: {name: A}\nx: {name: X}\nown.a : {name: B}": ("the key 'own.a' stands twice", "rename"),
    "own.a: {name: A, properties: {p: {type: strin}}}": (
        "own.yaml:1:41: unknown value type 'strin'",
        "did you mean 'string'?",
    ),
    "own.a: {name: A, properties: {p: {type: reference}}}": ("unknown value type", "write one of"),
    "own.a: {name: A, properties: {p: {default: 1, default_source: x}}}": (
        "a property needs 'type'",
        "add 'type:'",
    ),
    "own.a: {name: A, properties: {p: string}}": ("expected a property as a mapping", "write"),
    "own.a: {name: A, properties: [p]}": ("expected properties by name, found a list", "write"),
    "own.a: {name: A, properties: {p: {type: boolean, default: true}}}": (
        "own.yaml:1:59: a default without its source",
        "name the provider's page",
    ),
    "own.a: {name: A, properties: {p: {type: boolean, default: on, default_source: x}}}": (
        "own.yaml:1:59: 'default' must be true or false, found the text 'on'",
        "write true",
    ),
    "own.a: {name: A, properties: {p: {type: number, maximum: 5, default: 6, default_source: x}}}": (  # noqa: E501
        "'default' must be at most 5",
        "write 5 or less",
    ),
    "own.a: {name: A, properties: {p: {type: integer, minimum: low}}}": (
        "'minimum' must be a number",
        "write a number",
    ),
    "own.a: {name: A, properties: {owner: {type: string}}}": (
        "the property 'owner' is a field that every node has",
        "give the property another name",
    ),
    "own.a: {name: A, properties: {in: {type: string}}}": (
        "the property 'in' is a field that every node has",
        "give the property another name",
    ),
    'own.a: {name: A, properties: {"p.q": {type: string}}}': ("cannot be a name", "choose another"),
    '"own.\\u202ea": {name: A}': ("'\\u202ea' cannot be a name in the catalogue", "remove it"),
    "own..a: {name: A}": ("'' cannot be a name in the catalogue", "choose another name"),
    "kinds: [x]": ("expected kinds by name", "write a mapping"),
    "kinds: {x: {}}": ("a kind needs 'description'", "add 'description:'"),
    "kinds: {database: {description: D}}": ("the kind 'database' is defined twice", "keep one"),
    "kinds: {'a b': {description: D}}": ("'a b' cannot be a name", "choose another name"),
}


@pytest.mark.parametrize("types", REFUSED)
def test_a_mistake_in_a_catalogue_file_is_refused_with_its_place_and_a_next_step(types):
    message, hint = REFUSED[types]
    said = complaints(types)
    assert any(message in line.split("\n  ")[0] and hint in line.split("\n  ")[1] for line in said)
    for line in said:
        assert re.match(r"own\.yaml:\d+:\d+: ", line)
        assert line.split("\n  ")[1]


def test_a_type_that_two_files_define_is_refused_with_both_places():
    with pytest.raises(SourceError) as caught:
        read_catalogue([("a.yaml", "own.a: {name: A}"), ("b.yaml", "\nown.a: {name: B}")], INDEX)
    [problem] = caught.value.problems
    assert problem.location == ("b.yaml", 2, 1)
    assert problem.message == "the type 'own.a' is defined twice: here and at a.yaml:1:1"


def test_the_problems_of_all_files_are_reported_at_once():
    with pytest.raises(SourceError) as caught:
        read_catalogue([("a.yaml", "own.a: {"), ("b.yaml", "own.b: {}")], INDEX)
    assert [problem.location.path for problem in caught.value.problems] == ["a.yaml", "b.yaml"]


def test_an_icon_of_a_shipped_file_is_not_looked_up_at_every_start():
    own = [("own.yaml", "own.a: {name: A, icon: own.nothing}")]
    assert read_catalogue([], INDEX, shipped=own).type("own.a")
    with pytest.raises(SourceError, match="unknown icon"):
        read_catalogue(own, INDEX)
