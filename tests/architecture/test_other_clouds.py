"""Types of every provider are what the generic rules ask for, so that these judge them alike."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.types import ValueType
from archlint.edge.bundled import bundled
from archlint.graph import ArchitectureGraph
from archlint.ruleset import check, read_rules

SHIPPED = bundled()
CATALOGUE = read_catalogue(
    [(path.name, path.read_text(encoding="utf-8")) for path in SHIPPED.types.glob("*.yaml")],
    (SHIPPED.types / "diagrams-index.tsv").read_text(encoding="utf-8"),
)
RULES = {
    path.stem: rule
    for path in sorted((SHIPPED.rules / "generic").glob("*.yaml"))
    for rule in read_rules(
        [("generic", f"archlint:rules/generic/{path.name}", path.read_text(encoding="utf-8"))],
        CATALOGUE,
    )
}


class Provider(NamedTuple):
    """The boundaries of a provider, and what stands for each kind in a small model."""

    network: str
    subnet: str
    firewall: str
    balancer: str
    compute: str
    database: str


PROVIDERS = {
    "azure": Provider(
        "azure.virtual_network",
        "azure.subnet",
        "azure.waf_policy",
        "azure.application_gateway",
        "azure.virtual_machine",
        "azure.postgresql",
    ),
    "gcp": Provider(
        "gcp.vpc_network",
        "gcp.subnet",
        "gcp.cloud_armor",
        "gcp.load_balancer",
        "gcp.compute_engine",
        "gcp.cloud_sql",
    ),
    "generic": Provider(
        "generic.network",
        "generic.subnet",
        "generic.web_firewall",
        "generic.load_balancer",
        "generic.service",
        "generic.database",
    ),
    # Kubernetes has no network of its own: a cluster stands in the subnets of whoever runs it.
    "k8s": Provider(
        "generic.network",
        "generic.subnet",
        "generic.web_firewall",
        "k8s.ingress",
        "k8s.deployment",
        "k8s.etcd",
    ),
}
FORWARDING = {"aws.nlb", "azure.load_balancer", "gcp.network_load_balancer"}


def types_of(*kinds: str, provider: str = "") -> list[str]:
    """The curated types of the providers above that are of one of some kinds."""
    return sorted(
        t.id
        for t in CATALOGUE.types.values()
        if t.kinds & set(kinds)
        and t.id.partition(".")[0] in ([provider] if provider else PROVIDERS)
    )


def provider_of(type_id: str) -> Provider:
    return PROVIDERS[type_id.partition(".")[0]]


def placed(type_id: str, access: str) -> str:
    """Two boundaries of a type's provider: a network, and in it a subnet with this access."""
    provider = provider_of(type_id)
    stated = "" if access == "unstated" else f", access: {access}"
    return (
        f"nodes:\n  net: {{type: {provider.network}}}\n"
        f"  sub: {{type: {provider.subnet}, in: net{stated}}}\n"
    )


@pytest.fixture(scope="session")
def judge(read):
    """Judge a small model by one generic rule: what comes out for its subjects, all alike."""

    def outcome(rule: str, text: str) -> str:
        model = read(f"archlint: 1\nname: Small\n{text}")
        [result] = check(ArchitectureGraph(model), [RULES[rule]]).results
        outcomes = [o for o in ("satisfied", "violated", "unknown") if getattr(result, o)]
        return " and ".join(outcomes) or "no subject"

    return outcome


# --- what there is -------------------------------------------------------------------------------


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_provider_has_types_enough(provider):
    assert sum(t.startswith(f"{provider}.") for t in CATALOGUE.types) >= 15


# Parts of one provider's own plumbing.
PLUMBING = {"address_list", "delivery", "network_acl", "private_endpoint"}
PLUMBING |= {"route_table", "subnet_group", "template"}


@pytest.mark.parametrize("kind", sorted(CATALOGUE.kinds.keys() - PLUMBING))
def test_every_kind_has_a_type_of_no_provider(kind):
    neutral = [t for t in CATALOGUE.types.values() if t.id.startswith(("generic.", "actor."))]
    assert kind == "internet" or any(kind in t.kinds for t in neutral)


def test_a_curated_type_is_never_spelt_like_a_class():
    paths = set(CATALOGUE.index.paths())
    assert paths.isdisjoint(CATALOGUE.types)


@pytest.mark.parametrize("type_id", types_of("database", "cache", "object_storage"))
def test_what_keeps_data_can_say_whether_it_is_encrypted(type_id):
    if not type_id.startswith("generic."):
        assert CATALOGUE.types[type_id].properties["encrypted"].type is ValueType.BOOLEAN


PRODUCTS = {
    "onprem.network.Haproxy": "Haproxy",
    "onprem.queue.Zeromq": "Zero MQ",
    "onprem.certificates.CertManager": "Cert Manager",
    "onprem.security.Vault": "Vault",
    "onprem.monitoring.Prometheus": "Prometheus",
}


@pytest.mark.parametrize("path", PRODUCTS)
def test_a_product_keeps_its_own_name(path):
    found = CATALOGUE.type(path)
    assert not found.curated
    assert found.name.replace(" ", "").casefold() == PRODUCTS[path].replace(" ", "").casefold()


def test_a_generic_type_takes_its_icon_from_no_product():
    generic = [t for t in CATALOGUE.types.values() if t.id.startswith("generic.")]
    icons = {path for t in generic for path in (t.icon, *t.also) if path}
    assert all(path.startswith(("generic.", "aws.general.Generic")) for path in icons)


# --- subnets -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("access", "expected"),
    [("public", "violated"), ("private", "satisfied"), ("unstated", "unknown")],
)
@pytest.mark.parametrize("type_id", types_of("database", "cache"))
def test_a_database_is_judged_by_its_subnet(judge, type_id, access, expected):
    text = placed(type_id, access) + f"  x: {{type: {type_id}, in: sub}}"
    assert judge("database-private-subnet", text) == expected


@pytest.mark.parametrize("type_id", types_of("database", "cache"))
def test_a_database_in_no_subnet_is_left_open(judge, type_id):
    text = placed(type_id, "private") + f"  x: {{type: {type_id}, in: net}}"
    assert judge("database-private-subnet", text) == "unknown"


@pytest.mark.parametrize(
    ("type_id", "around"),
    [("azure.cosmos_db", "azure.region"), ("gcp.firestore", "gcp.region")],
)
def test_a_managed_database_may_be_brought_into_a_subnet(judge, type_id, around):
    """Drawn in its region alone, the model does not say whether a private endpoint does so."""
    region = f"nodes:\n  region: {{type: {around}}}\n"
    text = f"{region}  x: {{type: {type_id}, in: region}}"
    assert judge("database-private-subnet", text) == "unknown"


@pytest.mark.parametrize(
    ("access", "expected"),
    [("public", "violated"), ("private", "satisfied"), ("unstated", "unknown")],
)
@pytest.mark.parametrize("type_id", types_of("compute"))
def test_compute_is_judged_by_its_subnet(judge, type_id, access, expected):
    text = placed(type_id, access) + f"  x: {{type: {type_id}, in: sub}}"
    assert judge("compute-private-subnet", text) == expected


@pytest.mark.parametrize("type_id", types_of("compute"))
def test_compute_in_no_subnet_is_left_open(judge, type_id):
    text = placed(type_id, "private") + f"  x: {{type: {type_id}, in: net}}"
    assert judge("compute-private-subnet", text) == "unknown"


# --- Kubernetes ----------------------------------------------------------------------------------

CLUSTERS = {
    "k8s.cluster": "generic",
    "azure.aks": "azure",
    "gcp.gke": "gcp",
    "generic.container_cluster": "generic",
}


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        (", access: public", "violated"),
        (", access: private", "satisfied"),
        ("", "unknown"),
        (None, "unknown"),
    ],
    ids=["public", "private", "unstated", "no subnet"],
)
@pytest.mark.parametrize("cluster", CLUSTERS)
@pytest.mark.parametrize(
    "workload", sorted({*types_of("compute", provider="k8s")} - {"k8s.cluster"})
)
def test_a_workload_is_judged_by_the_subnets_around_its_cluster(
    judge, workload, cluster, around, expected
):
    provider = PROVIDERS[CLUSTERS[cluster]]
    text = f"nodes:\n  net: {{type: {provider.network}}}\n"
    place = "net"
    if around is not None:
        text += f"  sub: {{type: {provider.subnet}, in: net{around}}}\n"
        place = "sub"
    text += f"  cluster: {{type: {cluster}, in: {place}}}\n"
    text += "  shop: {type: k8s.namespace, in: cluster}\n"
    text += f"  x: {{type: {workload}, in: {'cluster' if workload == 'k8s.node' else 'shop'}}}"
    assert judge("compute-private-subnet", text) == expected


def test_a_workload_in_a_namespace_that_is_placed_in_nothing_is_left_open(judge):
    text = "nodes: {shop: {type: k8s.namespace}, x: {type: k8s.pod, in: shop}}"
    assert judge("compute-private-subnet", text) == "unknown"


# --- the way in ----------------------------------------------------------------------------------


@pytest.mark.parametrize("type_id", sorted({*types_of("load_balancer", "cdn")} - FORWARDING))
def test_what_faces_the_internet_needs_a_web_firewall(judge, type_id):
    node_type = CATALOGUE.types[type_id]
    scheme = ", scheme: internet-facing" if "load_balancer" in node_type.kinds else ""
    alone = f"nodes:\n  x: {{type: {type_id}{scheme}}}\n"
    firewall = f"  waf: {{type: {provider_of(type_id).firewall}}}\n"
    assert judge("internet-facing-waf", alone) == "violated"
    drawn = f"{alone}{firewall}connections: [waf -> x]"
    assert judge("internet-facing-waf", drawn) == "satisfied"
    for name, spec in node_type.properties.items():
        if {*spec.to} & {"web_firewall", provider_of(type_id).firewall}:
            named = alone.replace("}", f", {name}: waf}}") + firewall
            assert judge("internet-facing-waf", named) == "satisfied"


@pytest.mark.parametrize("type_id", sorted({*types_of("load_balancer")} - FORWARDING))
def test_an_internal_load_balancer_needs_none_and_one_that_says_nothing_is_left_open(
    judge, type_id
):
    internal = f"nodes: {{x: {{type: {type_id}, scheme: internal}}}}"
    assert judge("internet-facing-waf", internal) == "no subject"
    assert judge("internet-facing-waf", f"nodes: {{x: {{type: {type_id}}}}}") == "unknown"


@pytest.mark.parametrize("type_id", sorted(FORWARDING))
def test_a_load_balancer_that_forwards_connections_needs_no_web_firewall(judge, type_id):
    text = f"nodes: {{x: {{type: {type_id}, scheme: internet-facing}}}}"
    assert judge("internet-facing-waf", text) == "no subject"


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_way_from_the_internet_to_data_leads_through_a_load_balancer(judge, provider):
    own = PROVIDERS[provider]
    nodes = (
        "nodes:\n  users: {type: actor.user}\n"
        f"  lb: {{type: {own.balancer}}}\n  app: {{type: {own.compute}}}\n"
        f"  db: {{type: {own.database}}}\n"
    )
    through = f"{nodes}connections: [users -> lb, lb -> app, app -> db]"
    around = f"{nodes}connections: [users -> app, app -> db]"
    assert judge("no-direct-internet-to-datastore", through) == "satisfied"
    assert judge("no-direct-internet-to-datastore", around) == "violated"


@pytest.mark.parametrize(
    ("says", "expected"),
    [("encrypted: true", "satisfied"), ("encrypted: false", "violated"), ("port: 1", "unknown")],
)
@pytest.mark.parametrize("provider", PROVIDERS)
def test_restricted_data_travels_encrypted(judge, provider, says, expected):
    own = PROVIDERS[provider]
    text = (
        "data: {cards: {classification: restricted}}\n"
        f"nodes: {{app: {{type: {own.compute}}}, db: {{type: {own.database}}}}}\n"
        f"connections: [{{from: app, to: db, carries: [cards], {says}}}]"
    )
    assert judge("restricted-data-encrypted", text) == expected
