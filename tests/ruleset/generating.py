"""Small models and random rules, as plain data.

What a requirement asks of a property stands beside a type or kind that has it, so rules load, but
for a few that ask for what no type can be ("an aws.rds of kind subnet").
"""

from __future__ import annotations

import json
from functools import cache

from hypothesis import strategies as st

# Classes of the icon index, with their kinds: usable as types, described by nobody.
FROM_INDEX = {
    "aws.analytics.Athena": [],
    "aws.engagement.Connect": [],
    "onprem.database.PostgreSQL": ["database", "datastore"],
}
BOUNDARIES = ["aws.cloud", "aws.vpc", "aws.subnet", "aws.subnet", "generic.subnet"]
BOUNDARIES += ["aws.availability_zone", "generic.network", "generic.group", "aws.analytics.Athena"]
COMPONENTS = ["aws.rds", "aws.rds", "aws.alb", "aws.ecs_service", "generic.service", "actor.user"]
COMPONENTS += ["internet", "aws.waf", "aws.acm", "aws.kms", "aws.security_group", "aws.s3"]
COMPONENTS += ["generic.load_balancer", *FROM_INDEX]
NAMES = ["app", "app-2", "box", "db", "db-2", "lb", "net"]
ASSETS = ["cards", "logs", "records"]
WORDS = ["core", "pci", "web"]
PROTOCOLS = ["http", "https", "HTTPS", "tls"]
PORTS = [443, "all", "8000-8080", 8080]
BLOCKS = ["10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0", "2001:db8::/32"]
CLASSIFICATIONS = ["public", "internal", "confidential", "restricted"]

words = st.sampled_from(WORDS)


def subsets(items, most=3):
    return st.lists(st.sampled_from(items), max_size=most, unique=True)


def short(strategy):
    """The same strategy behind a short name: Hypothesis writes strategies out, at length."""

    @st.composite
    def drawn(draw):
        return draw(strategy)

    return drawn()


def short_one_of(*strategies):
    return short(st.one_of(*strategies))


def some_of(**optional):
    return short(st.fixed_dictionaries({}, optional=optional))


# --- Models ---------------------------------------------------------------------------------------

data_assets = st.fixed_dictionaries(
    {
        asset: some_of(
            classification=st.sampled_from(CLASSIFICATIONS) | st.none(),
            tags=subsets(WORDS) | st.none(),
            description=words,
        )
        for asset in ASSETS
    }
)


def own_fields(type_id, names):
    """What may be stated of a node of a type; references name any node."""
    reference = st.sampled_from(names) | st.none()
    references = subsets(names, 2) | st.none()
    flags = st.booleans() | st.none()
    listener = some_of(
        protocol=st.sampled_from(["http", "https"]) | st.none(),
        port=st.sampled_from(PORTS),
        certificate=reference,
    )
    scheme = st.sampled_from(["internet-facing", "internal"]) | st.none()
    subnet = {
        "access": st.sampled_from(["public", "private", "private"]) | st.none(),
        "zone": st.sampled_from(["a", "b"]) | st.none(),
        "cidr": st.sampled_from(BLOCKS) | st.none(),
    }
    return {
        "aws.subnet": subnet,
        "generic.subnet": subnet,
        "aws.vpc": {"cidr": st.sampled_from(BLOCKS) | st.none()},
        "aws.rds": {
            "multi_az": flags,
            "encrypted": flags,
            "engine": st.sampled_from(["postgres", "mysql"]) | st.none(),
            "backup_retention_days": st.integers(0, 35) | st.none(),
            "kms_key": reference,
            "security_groups": references,
        },
        "aws.alb": {
            "scheme": scheme,
            "health_checks": flags,
            "listeners": st.lists(listener, max_size=2) | st.none(),
            "security_groups": references,
            "web_acl": reference,
        },
        "aws.ecs_service": {"auto_scaling": flags, "security_groups": references},
        "generic.service": {"auto_scaling": flags},
        "generic.load_balancer": {"scheme": scheme, "certificate": reference},
        "aws.s3": {"kms_key": reference},
        "aws.security_group": {
            "ingress": st.lists(
                some_of(
                    port=st.sampled_from(PORTS) | st.none(),
                    source=reference | st.sampled_from(BLOCKS),
                ),
                max_size=2,
            )
            | st.none(),
        },
    }.get(type_id, {})


@cache
def fields_of(type_id, names):
    """All that may be stated of a node of a type."""
    return some_of(
        tags=subsets(WORDS) | st.none(),
        name=st.sampled_from(["Main App", "Old Box"]),
        group=words,
        owner=words | st.none(),
        responsibilities=subsets(WORDS) | st.none(),
        labels=some_of(env=words, tier=words | st.none()) | st.none(),
        meta=some_of(note=words, size=st.integers(0, 3), on=st.booleans(), many=subsets(WORDS)),
        stores=subsets(ASSETS) | st.none(),
        **own_fields(type_id, names),
    )


open_types = short_one_of(
    st.just([]), subsets(sorted({*BOUNDARIES, *COMPONENTS, "aws.cloudfront"})), st.just(["aws.waf"])
)


@st.composite
def models(draw, *, most_nodes=7, most_connections=6, components=tuple(COMPONENTS)):
    names = tuple(NAMES[: draw(st.integers(2, most_nodes))])
    inner = draw(st.integers(0, min(3, len(names) - 1)))
    nodes, boundaries = {}, []
    for number, name in enumerate(draw(st.permutations(names))):
        type_id = draw(st.sampled_from(BOUNDARIES if number < inner else components))
        node = {"type": type_id, **draw(fields_of(type_id, names))}
        if boundaries and draw(st.integers(0, 4)):
            node["in"] = draw(placed_in(tuple(boundaries)))
        if number < inner:
            boundaries.append(name)
        nodes[name] = node
    connections = {}
    for _ in range(draw(st.integers(0, most_connections))):
        drawn = draw(connection(names))
        connections[(drawn["from"], drawn["to"], drawn.get("id"))] = drawn
    drawn_parts = [nodes, list(connections.values())]
    return {
        "nodes": {name: nodes[name] for name in names},
        "data": listed(draw(data_assets), draw(subsets(ASSETS)), drawn_parts),
        "connections": list(connections.values()),
        "open": draw(open_types),
    }


def listed(assets, left_out, parts):
    """The data that a model lists: without what is left out, unless something names it."""
    text = json.dumps(parts)
    return {
        name: fields
        for name, fields in assets.items()
        if name not in left_out or f'"{name}"' in text
    }


@cache
def placed_in(boundaries):
    return st.lists(st.sampled_from(boundaries), min_size=1, max_size=2, unique=True)


@cache
def connection(ends):
    return st.fixed_dictionaries(
        {"from": st.sampled_from(ends), "to": st.sampled_from(ends)},
        optional={
            "id": st.sampled_from(["one", "two"]),
            "kind": st.sampled_from(["uses", "traffic"]),
            "protocol": st.sampled_from(PROTOCOLS) | st.none(),
            "port": st.sampled_from(PORTS) | st.none(),
            "encrypted": st.booleans() | st.none(),
            "carries": subsets(ASSETS) | st.none(),
            "label": words | st.none(),
        },
    )


def traffic_models():
    """Models dense with traffic between components, for paths."""
    return models(most_nodes=6, most_connections=9)


# --- Tests of values ------------------------------------------------------------------------------

BOUNDS = st.sampled_from(["gte", "gt", "lte", "lt"])


def can_be_met(bounds):
    """Bounds that nothing can be within are refused when the rule is loaded."""
    least = max([n for key, n in bounds.items() if key in ("gte", "gt")], default=-1)
    most = min([n for key, n in bounds.items() if key in ("lte", "lt")], default=99)
    strict = bounds.get("gt") == least or bounds.get("lt") == most
    return least < most or (least == most and not strict)


presence = st.one_of(
    *(st.fixed_dictionaries({key: st.booleans()}) for key in ("exists", "absent", "stated"))
)


def counting(where, most=3):
    """`{where: ..., gte: n}`, with or without `where`."""
    limits = st.dictionaries(BOUNDS, st.integers(0, most), min_size=1, max_size=2)
    limits = limits.filter(can_be_met)
    with_where = st.builds(lambda bounds, asked: {**bounds, "where": asked}, limits, where)
    return short(limits | with_where)


def tests_of(plain, **operators):
    """A test: a literal, any of several, an operator, two operators, or the opposite of one."""
    literals = []
    if isinstance(plain, st.SearchStrategy) or plain:
        literal = plain if isinstance(plain, st.SearchStrategy) else st.sampled_from(plain)
        literals = [literal, st.lists(literal, min_size=1, max_size=2)]
    known = {key: st.fixed_dictionaries({key: value}) for key, value in operators.items()}
    single = st.one_of(*literals, presence, *known.values())
    both = st.builds(lambda a, b: {**a, **b}, presence, st.one_of(presence, *known.values()))
    return short(single | both | st.fixed_dictionaries({"not": single}))


def texts(values):
    globs = st.sampled_from(["*", "p*", "*s", "?e?", "c*e", "*es*"])
    regexes = st.sampled_from([".*", "p.*", "(a|b)", "[a-m]+", "web|core", "p"])
    return tests_of(values, glob=globs, matches=regexes)


def ordered(values):
    return tests_of(values, **dict.fromkeys(("gte", "gt", "lte", "lt"), values))


def lists_of(inner, *, includes=None):
    operators = {"some": inner, "every": inner, "none": inner, "count": counting(inner)}
    if includes is not None:
        operators["includes"] = includes
    return tests_of((), **operators)


flags = tests_of(st.booleans())
numbers = ordered(st.integers(0, 35))
classifications = ordered(st.sampled_from(CLASSIFICATIONS))
inner_ports = st.sampled_from([443, 22, 8080, "8000-8010", "all", [22, 443], [8080, "all"]])
ports = tests_of(PORTS, includes=inner_ports)
inner_blocks = st.sampled_from([*BLOCKS, "10.1.2.3/32", [BLOCKS[0], "10.1.2.3/32"]])
blocks = tests_of(BLOCKS, includes=inner_blocks)


# --- Patterns -------------------------------------------------------------------------------------


def combined(parts, *, most=2):
    """One or more conditions, side by side or under `all`, `any`, `not`."""

    def extend(inner):
        nested = st.lists(inner, min_size=1, max_size=2)
        combinator = st.one_of(
            st.builds(lambda found: {"all": found}, nested),
            st.builds(lambda found: {"any": found}, nested),
            st.builds(lambda found: {"not": found}, inner),
        )
        return st.builds(lambda a, b: {**a, **b}, combinator, parts) | combinator

    side_by_side = st.lists(parts, min_size=1, max_size=most).map(
        lambda found: {key: value for part in found for key, value in part.items()}
    )
    return short(st.recursive(side_by_side, extend, max_leaves=3))


asset_patterns = combined(
    st.one_of(
        st.fixed_dictionaries({"classification": classifications}),
        st.fixed_dictionaries({"id": st.sampled_from(["*s", "cards", ["logs", "re*"]])}),
        st.fixed_dictionaries({"tags": st.sampled_from(["pci", ["web", "c*"]])}),
        st.fixed_dictionaries({"description": texts(WORDS)}),
    )
)


def quantified(pattern, siblings=None):
    relation = st.one_of(
        pattern,
        *(st.fixed_dictionaries({key: pattern}) for key in ("some", "every", "none")),
        st.fixed_dictionaries({"count": counting(pattern)}),
    )
    if siblings is None:
        return short(relation)
    return short(st.builds(lambda asked, beside: {**asked, **beside}, relation, siblings))


data_relations = quantified(asset_patterns)

TYPES = ["aws.rds", "aws.*", "generic.*", "aws.subnet", ["aws.alb", "aws.acm"], "aws.vpc", "*.s*"]
TYPES += ["onprem.database.PostgreSQL", "aws.analytics.Athena", "generic.service", "aws.s3"]
KINDS = ["boundary", "database", "subnet", "service", ["actor", "internet"], "zone", "network"]
KINDS += ["load_balancer", ["datastore", "web_firewall"]]
SUBNETS = [{"kind": "subnet"}, {"type": "aws.subnet"}, {"type": ["aws.subnet", "generic.subnet"]}]
BALANCERS = [{"kind": "load_balancer"}, {"type": "aws.alb"}]
RDS = [{"type": "aws.rds"}]
MEMBERS = [{"type": "aws.rds"}, {"type": "aws.alb"}, {"type": ["aws.rds", "aws.ecs_service"]}]
HEADS = [{"type": asked} for asked in TYPES] + [{"kind": asked} for asked in KINDS]

identities = short_one_of(
    st.sampled_from(HEADS),
    st.fixed_dictionaries({"id": st.sampled_from(["app*", "db", ["*-2", "lb"], "??", "net"])}),
    st.fixed_dictionaries({"name": st.sampled_from(["Main*", "* Box", "app", "db*"])}),
    st.fixed_dictionaries({"tags": st.sampled_from(["web", "p?i", ["core", "c*"]])}),
)


def property_tables(reference):
    """Triples: the types or kinds that have a property, its path, and a test of it."""
    listener = some_of(
        protocol=tests_of(["http", "https"]), port=ports, certificate=tests_of(NAMES) | reference
    ).filter(bool)
    listeners = listener | st.builds(lambda inner: {"not": inner}, listener)
    listeners |= st.builds(lambda found: {"any": found}, st.lists(listener, min_size=1, max_size=2))
    source = tests_of([*NAMES, *BLOCKS], includes=inner_blocks) | reference
    source |= st.builds(lambda asked: {"not": asked}, reference)
    entry = some_of(port=ports, source=short(source)).filter(bool)
    names = st.sampled_from(NAMES)
    return [
        (SUBNETS, "access", texts(["public", "private"])),
        (SUBNETS, "zone", texts(["a", "b"])),
        ([*SUBNETS, {"type": "aws.vpc"}], "cidr", blocks),
        (BALANCERS, "scheme", texts(["internal", "Internet-Facing"])),
        (BALANCERS, "health_checks", flags),
        (RDS, "multi_az", flags),
        (RDS, "encrypted", flags),
        (RDS, "engine", texts(["postgres", "MySQL"])),
        (RDS, "backup_retention_days", numbers),
        (RDS, "kms_key", tests_of(NAMES) | reference | reference.map(lambda asked: {"not": asked})),
        (MEMBERS, "security_groups", lists_of(tests_of(NAMES) | reference, includes=names)),
        ([{"type": "aws.alb"}], "listeners", lists_of(listeners)),
        ([{"type": "aws.security_group"}], "ingress", lists_of(entry)),
        ([{}], "group", texts(WORDS)),
        ([{}], "owner", texts(WORDS)),
        ([{}], "labels.env", texts(WORDS)),
        ([{}], "labels.tier", texts(WORDS)),
        ([{}], "responsibilities", lists_of(texts(WORDS), includes=words)),
        ([{}], "meta.note", texts(WORDS)),
        ([{}], "meta.size", tests_of(st.integers(0, 3) | st.booleans())),
        ([{}], "meta.on", tests_of(st.integers(0, 3) | st.booleans())),
        ([{}], "meta.many", texts(WORDS)),
    ]


def property_tests(reference):
    """A test of a property beside the types or kinds that have it."""
    return short_one_of(
        *(
            st.builds(lambda head, asked, key=key: {**head, key: asked}, st.sampled_from(h), test)
            for h, key, test in property_tables(reference)
        )
    )


# Without relations inside: what relations end at.
plain_nodes = combined(identities | property_tests(identities))
anything = st.just({})
targets = plain_nodes | identities | anything
simple_targets = identities | anything

placed_patterns = short_one_of(
    targets,
    st.sampled_from(HEADS),
    st.builds(lambda t, k: {**t, **k}, st.sampled_from(HEADS), st.sampled_from(HEADS)),
    st.sampled_from(SUBNETS).flatmap(
        lambda head: texts(["public", "private"]).map(lambda asked: {**head, "access": asked})
    ),
    st.sampled_from(SUBNETS).flatmap(
        lambda head: texts(["public", "private"]).map(
            lambda asked: {"all": [head, {**head, "access": asked}]}
        )
    ),
)
placements = short_one_of(
    st.fixed_dictionaries({"within": quantified(placed_patterns)}),
    st.fixed_dictionaries({"contains": quantified(targets)}),
    st.fixed_dictionaries(
        {
            "spread_over": st.builds(
                lambda what, bounds: {"what": what, **bounds},
                st.sampled_from(["zone", "access"]),
                st.dictionaries(BOUNDS, st.integers(0, 3), min_size=1, max_size=2).filter(
                    can_be_met
                ),
            )
        }
    ),
)


def connection_fields(kinds):
    return short_one_of(
        st.fixed_dictionaries({"kind": kinds}),
        st.fixed_dictionaries({"id": st.sampled_from(["one", "t*", ["one", "two"]])}),
        st.fixed_dictionaries({"protocol": tests_of(PROTOCOLS)}),
        st.fixed_dictionaries({"port": ports}),
        st.fixed_dictionaries({"encrypted": flags}),
        st.fixed_dictionaries({"label": texts(WORDS)}),
        st.fixed_dictionaries({"carries": data_relations}),
    )


edge_patterns = combined(
    st.one_of(
        connection_fields(st.sampled_from(["traffic", "uses", "reference", ["uses", "reference"]])),
        st.fixed_dictionaries({"inherited": st.booleans()}),
        st.fixed_dictionaries({"property": st.sampled_from(["kms_key", "*", "listeners.*"])}),
    )
)
links = short_one_of(
    *(
        st.fixed_dictionaries({key: quantified(targets, some_of(by=edge_patterns))})
        for key in ("connects_to", "connected_from")
    )
)
path_edges = short_one_of(
    st.sampled_from([{"encrypted": True}, {"not": {"encrypted": False}}, {"inherited": False}]),
    edge_patterns,
)
paths = short_one_of(
    *(
        st.fixed_dictionaries(
            {
                key: quantified(
                    simple_targets | targets,
                    some_of(by=path_edges, avoiding=simple_targets | targets, through=targets),
                )
            }
        )
        for key in ("reaches", "reached_from")
    )
)
stores = short(st.fixed_dictionaries({"stores": data_relations}))

node_relations = placements | links | paths | stores
node_patterns = combined(identities | property_tests(plain_nodes) | node_relations)
deep_targets = node_patterns | targets
deep_relations = short_one_of(
    *(
        st.fixed_dictionaries({key: quantified(deep_targets)})
        for key in ("within", "contains", "connects_to", "reached_from")
    )
)
connection_patterns = combined(
    st.one_of(
        connection_fields(st.sampled_from(["traffic", "uses", ["uses", "traffic"]])),
        st.fixed_dictionaries({"from": deep_targets}),
        st.fixed_dictionaries({"to": deep_targets}),
        st.fixed_dictionaries({"crosses": quantified(placed_patterns)}),
    )
)
model_patterns = combined(st.fixed_dictionaries({"has": quantified(deep_targets)}))


def rules(require, applies_to=None):
    """A rule on nodes; what it applies to is anything, unless told."""
    selections = applies_to if applies_to is not None else simple_targets | plain_nodes
    return short(st.fixed_dictionaries({"applies_to": selections, "require": require}))


ABOUT_PROPERTIES = property_tables(plain_nodes)


@st.composite
def property_rules(draw):
    """A rule that asks one thing of the nodes that have the property."""
    heads, key, test = ABOUT_PROPERTIES[draw(st.integers(0, len(ABOUT_PROPERTIES) - 1))]
    head, asked = draw(st.sampled_from(heads)), draw(test)
    if draw(st.booleans()):
        return {"applies_to": head, "require": {key: asked}}
    return {"applies_to": {**head, key: asked}, "require": draw(simple_targets)}


def property_models():
    """Models of the types that have properties of their own."""
    described = ("aws.rds", "aws.alb", "aws.ecs_service", "generic.load_balancer", "aws.kms")
    described += ("aws.security_group",)
    return models(most_nodes=5, most_connections=0, components=described)


def connection_rules():
    selections = anything | connection_patterns
    return st.fixed_dictionaries(
        {
            "applies_to": selections.map(lambda asked: {"connection": asked}),
            "require": connection_patterns,
        }
    )


def model_rules():
    selections = st.just(True) | model_patterns
    return st.fixed_dictionaries(
        {
            "applies_to": selections.map(lambda asked: {"model": asked}),
            "require": model_patterns,
        }
    )
