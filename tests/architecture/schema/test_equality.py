"""What the schema accepts is what the parser accepts, but for what a schema cannot say.

Models are made from the catalogue and the parser's tables of fields, and then spoilt in some
places. Names that refer to nothing are common in them: that is one of the things which a schema
cannot say (see `conftest.py`), and it hides nothing else.
"""

import json
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archlint.architecture.catalogue import Catalogue, UnknownType
from archlint.architecture.fields import CONNECTION_FIELDS, DATA_FIELDS, FLOW_FIELDS, NODE_FIELDS
from archlint.architecture.flows import STEP_FIELDS
from archlint.architecture.types import PropertySpec, ValueType

many = partial(settings, deadline=None, suppress_health_check=list(HealthCheck))

# --- models from the catalogue -------------------------------------------------------------------


class Raw(str):
    """A scalar as it is written in YAML."""

    __slots__ = ()


def written(tree: Any) -> str:
    """Write a tree in one line, its scalars as they are and its keys in quotes."""
    if isinstance(tree, dict):
        return f"{{{', '.join(f'{json.dumps(key)}: {written(tree[key])}' for key in tree)}}}"
    if isinstance(tree, list):
        return f"[{', '.join(map(written, tree))}]"
    return str(tree)


def raws(*texts: str) -> st.SearchStrategy[Raw]:
    return st.sampled_from([Raw(text) for text in texts])


NOTHING = raws("null", "~")
TEXTS = raws(
    *("x", "15", "1.10", "true", "yes", "0755", "1e3", "True", ".inf", "2024-01-02", '"a b"', '""'),
    *("22:22", '"é\\n"', "0x1F", "12345678901234567890"),
)
NODES = ["a", "b", "c-1", "d_2"]
ASSETS = ["data", "d2"]
IDS = st.sampled_from(NODES)
ARROWS = st.builds("{}{}{}".format, IDS, st.sampled_from([" -> ", "->", "  ->  "]), IDS)
BLOCKS = raws(
    *("10.0.0.0/16", "10.0.0.1", '"::/0"', "2001:db8::/32", "0.0.0.0/0", "10.0.0.0/255.0.0.0"),
    *('"::ffff:10.0.0.0/112"', "1:2:3:4:5:6:7:8", "10.0.0.1/8"),
)
WITH_MASK = raws("10.0.0.0/16", '"::/0"', "0.0.0.0/0", "10.0.0.1/8", "10.0.0.0/255.0.0.0")
URLS = raws(
    '"https://example.com/a?b=c#d"', "https://x/~y", '"http://[::1]:80/"', '"https://x/%20($)"'
)
FINDINGS = raws("rds-multi-az@a", '"*@a->b#c"', '"x@?[a]"', "a@b@staging", "a@b@nowhere", "a@b@*")
REASONS = TEXTS.filter(lambda text: text != '""')
DAYS = raws("2027-03-31", "'2028-02-29'", '"9999-12-31"')
PATHS = raws("network.yaml", "services/*.yaml", "a..b/c.yaml", "...", '"**/x.yml"', '"[ab] c"')
PORTS = raws("443", "'443'", "0", "65535", "8000-8080", "all", "80-80", "9-1", "443.0", "+443")


def records(fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Make mappings of some of the fields."""
    made = {key: IDS.map(Raw) if key == "id" else values(fields[key]) for key in sorted(fields)}
    return st.lists(st.sampled_from(list(made)), max_size=3, unique=True).flatmap(
        lambda keys: st.fixed_dictionaries({key: made[key] for key in keys})
    )


def values(spec: PropertySpec, *, item: bool = False) -> st.SearchStrategy[Any]:
    """Make values of a property, by what its spec admits."""
    found = _values(spec)
    return found if item else st.one_of(found, found, found, NOTHING)


def _values(spec: PropertySpec) -> st.SearchStrategy[Any]:
    match spec.type:
        case ValueType.STRING if spec.enum:
            cases = [[word, word.upper(), word.title()] for word in spec.enum]
            return raws(*(json.dumps(word) for words in cases for word in words), *spec.enum)
        case ValueType.STRING:
            return TEXTS
        case ValueType.BOOLEAN:
            return raws("true", "false")
        case ValueType.INTEGER | ValueType.NUMBER:
            bounds = [spec.minimum or 0, spec.maximum or (spec.minimum or 0) + 1]
            return raws(*(f"{number:g}" for number in bounds), f"{bounds[0]:g}.0")
        case ValueType.PORT:
            return PORTS
        case ValueType.CIDR:
            return BLOCKS
        case ValueType.URL:
            return URLS
        case ValueType.LIST:
            of = spec.of or PropertySpec(ValueType.FREE)
            return st.lists(st.deferred(lambda: values(of, item=True)), max_size=2)
        case ValueType.MAPPING:
            fields = spec.properties or dict.fromkeys(
                ("Team", "true"), spec.of or PropertySpec(ValueType.STRING)
            )
            return records(fields)
        case ValueType.REFERENCE:
            return st.builds(Raw, IDS) if not spec.or_cidr else st.builds(Raw, IDS) | WITH_MASK
        case ValueType.DATA:
            return raws(*ASSETS)
        case ValueType.FREE:
            return st.one_of(TEXTS, st.lists(TEXTS, max_size=1), st.just({"k": Raw("null")}))
    raise AssertionError(spec.type)


def ends() -> st.SearchStrategy[Any]:
    one = st.builds(Raw, IDS)
    return st.one_of(one, st.lists(one, min_size=1, max_size=3, unique=True))


def arrows(fields: Any) -> st.SearchStrategy[Any]:
    """Make connections or steps, in all three forms."""
    details = st.one_of(records(fields), NOTHING)
    between = st.fixed_dictionaries({"from": ends(), "to": ends()})
    return st.one_of(
        ARROWS.map(lambda arrow: Raw(json.dumps(arrow))),
        st.builds(lambda arrow, said: {arrow: said}, ARROWS, details),
        st.builds(lambda own, said: {**own, **said}, between, records(fields)),
    )


def lists(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Make lists that name nothing twice, and nothing at all."""
    return st.one_of(st.lists(items, max_size=3, unique_by=str), NOTHING)


def removals() -> st.SearchStrategy[Any]:
    ids = lists(st.builds(Raw, IDS))
    said = {
        "nodes": ids,
        "flows": ids,
        "data": lists(raws(*ASSETS)),
        "connections": lists(arrows({"id": CONNECTION_FIELDS["id"]})),
    }
    return st.one_of(st.fixed_dictionaries({}, optional=said), NOTHING)


def models(catalogue: Catalogue, *, fragment: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    """Make models, or files that a model includes, that a schema has nothing against."""
    paths = sorted(catalogue.index.paths())
    names = st.one_of(
        st.sampled_from(sorted(catalogue.types)),
        st.sampled_from(paths).filter(lambda path: is_type(catalogue, path)),
    )
    places = st.one_of(st.builds(Raw, IDS), st.lists(st.builds(Raw, IDS), max_size=2, unique=True))

    def fields_of(name: str, *, typed: bool = True) -> st.SearchStrategy[dict[str, Any]]:
        own = catalogue.type(name).properties
        said = records(own) if own else st.just({})
        return st.builds(
            lambda common, own, place: {
                **({"type": Raw(name)} if typed else {}),
                **common,
                **own,
                **place,
            },
            records(NODE_FIELDS),
            said,
            st.one_of(st.just({}), st.fixed_dictionaries({"in": places})),
        )

    def nested(flat: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Any]:
        return st.recursive(
            flat,
            lambda inner: st.builds(
                lambda outer, nodes: {**outer, "nodes": nodes},
                flat,
                st.one_of(st.dictionaries(IDS, inner, max_size=2), NOTHING),
            ),
            max_leaves=3,
        )

    flat = names.flatmap(fields_of)
    node = nested(flat)
    change = nested(st.one_of(names.flatmap(partial(fields_of, typed=False)), flat))
    steps = st.lists(arrows(STEP_FIELDS), min_size=1, max_size=3)
    flow = st.builds(lambda said, hops: {**said, "steps": hops}, records(FLOW_FIELDS), steps)
    open_types = lists(st.builds(Raw, names))
    asset = st.one_of(records(DATA_FIELDS), NOTHING)
    parts = {
        "nodes": st.one_of(st.dictionaries(IDS, node, max_size=4), NOTHING),
        "connections": st.one_of(st.lists(arrows(CONNECTION_FIELDS), max_size=4), NOTHING),
        "data": st.one_of(st.dictionaries(st.sampled_from(ASSETS), asset, max_size=2), NOTHING),
        "flows": st.one_of(st.dictionaries(IDS, flow, max_size=2), NOTHING),
        "open": open_types,
    }
    flow_or_change = st.one_of(flow, records(FLOW_FIELDS))
    overlay = {
        **parts,
        "name": TEXTS,
        "description": TEXTS,
        "nodes": st.one_of(st.dictionaries(IDS, change, max_size=3), NOTHING),
        "flows": st.one_of(st.dictionaries(IDS, flow_or_change, max_size=2), NOTHING),
        "remove": removals(),
    }
    environment = st.one_of(st.fixed_dictionaries({}, optional=overlay), NOTHING)
    parts["environments"] = st.one_of(
        st.dictionaries(st.sampled_from(["staging", "all-in"]), environment, max_size=2), NOTHING
    )
    parts["include"] = lists(PATHS)
    waiver = st.fixed_dictionaries(
        {"finding": FINDINGS, "reason": REASONS},
        optional={"expires": DAYS, "approved_by": REASONS},
    )
    parts["waivers"] = lists(waiver)
    version = {"archlint": st.just(Raw("1"))}
    if fragment:
        # Mapped, not filtered: a filter that fails writes out all that it might have drawn.
        fragments = st.fixed_dictionaries({}, optional={**version, **parts})
        return fragments.map(lambda parts: parts or {"nodes": {}})
    return st.fixed_dictionaries(
        {**version, "name": TEXTS}, optional={"description": TEXTS, **parts}
    )


def is_type(catalogue: Catalogue, name: str) -> bool:
    try:
        catalogue.type(name)
    except UnknownType:
        return False
    return True


# --- models with mistakes ------------------------------------------------------------------------

JUNK = st.one_of(
    TEXTS,
    BLOCKS,
    PORTS,
    NOTHING,
    raws(*("no", "-1", "36", "1.5", "65536", "90000-1", "80 - 90", "ALL", "http", "''", "1e400")),
    raws(*("10.0.0.0/33", "office", '"10.0.0.0/8\\n"', '"1::2::3/64"', "01.2.3.4", '"fe80::%/10"')),
    raws(*("aws.rds", "aws.nope", "aws.database.RDS", "Postgres", "postgress", "False", "Null")),
    raws(*("a -> b", "a ->", "a -> b -> c", "A -> b", "a <- b", '"a->b\\n"', '"a\\n"', "A", "a-")),
    raws(
        *("ftp://x", '"https://"', '"https://a b"', '"https://a\\n"', "../a", "/a", "a//b", "./a")
    ),
    raws(
        *("a/", '"a\\\\b"', "C:x", "~/a", "https://a/b.yaml", '"a\\0"', "a/..", '" "', "a -> b#c")
    ),
    raws(*("a@", '"a @b"', "a@b@c@d", "2027-02-29", "2027-3-1", "0000-01-01", "2027-03-31T00:00")),
    raws(*("-0", "+5", "0o17", "1.", "2", '"1"', "1.0", "infinity", '"true"')),
    st.sampled_from([[], {}, [Raw("null")], [Raw("a"), Raw("a")], [Raw("x"), [Raw("y")]]]),
    st.sampled_from(
        [{"a -> b": {"id": Raw("x")}}, {"a -> b": {"id": Raw("''")}}, {"id": Raw("x")}]
    ),
    st.sampled_from([{"a -> b": {}}, {"from": Raw("a")}, {"a": {}}, {"type": Raw("aws.rds")}]),
)
KEYS = st.sampled_from(
    [
        *("typ", "engine", "multi_az", "scheme", "access", "listeners", "cidr", "certificate"),
        *("Name", "A", "a-", "2", "", "nodes", "type", "in", "from", "to", "id", "steps", "label"),
        *("remove", "include", "open", "all", "links", "source", "staging", "name", "archlint"),
        *("waivers", "finding", "reason", "expires", "expired", "approved_by"),
        *("port", "kind", "a -> b", "a -> B", "connections", "environments", "conections"),
    ]
)


def places_in(tree: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if not isinstance(tree, dict | list):
        return [at]
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree)
    return [at, *(place for key, item in inner for place in places_in(item, (*at, key)))]


def spoilt(draw: Any, tree: Any) -> Any:
    """Replace, rename, remove or add something, anywhere."""
    places = places_in(tree)
    if len(places) == 1:
        return tree
    *way, last = draw(st.sampled_from(places[1:]))
    tree = as_raw(tree)
    holder = tree
    for key in way:
        holder = holder[key]
    what = draw(st.sampled_from(["replace", "replace", "rename", "remove", "add"]))
    if what == "replace" or (isinstance(holder, list) and what == "rename"):
        holder[last] = draw(JUNK)
    elif what == "remove":
        del holder[last]
    elif what == "rename":
        holder[draw(KEYS)] = holder.pop(last)
    elif isinstance(holder, list):
        holder.append(draw(JUNK))
    else:
        holder[draw(KEYS)] = draw(JUNK)
    return tree


def as_raw(tree: Any) -> Any:
    """Copy a tree."""
    if isinstance(tree, dict):
        return {key: as_raw(item) for key, item in tree.items()}
    return [as_raw(item) for item in tree] if isinstance(tree, list) else Raw(tree)


@pytest.fixture(scope="module", params=[False, True], ids=["model", "included"])
def fragment(request) -> bool:
    return request.param


@pytest.fixture(scope="module")
def sound(catalogue, fragment):
    """Draw a model. It is a function, for a failure to show no strategy of thousands of names."""
    strategy = models(catalogue, fragment=fragment)
    return lambda draw: draw(strategy)


@many(max_examples=150)
@given(st.data())
def test_what_the_catalogue_admits_both_accept(sound, fragment, verdicts, data):
    text = written(sound(data.draw))
    assert verdicts(text, fragment=fragment) == ([], []), text


@many(max_examples=250)
@given(st.data())
def test_what_one_refuses_the_other_refuses(sound, fragment, verdicts, data):
    model = sound(data.draw)
    for _ in range(data.draw(st.integers(1, 3))):
        model = spoilt(data.draw, model)
    text = written(model)
    refused, errors = verdicts(text, fragment=fragment)
    assert bool(refused) == bool(errors), (text, refused, errors)
