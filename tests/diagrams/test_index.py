"""The icon index is current, and the catalogue's icons exist in it."""

from pathlib import Path

import pytest

from archlint.diagrams import index_text
from archlint.diagrams.icon_kinds import LISTED, MODULES
from archlint.diagrams.icons import icon_class, picture
from archlint.diagrams.index import title
from archlint.edge.bundled import bundled

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_index_is_what_the_installed_package_gives():
    text = (bundled().types / "diagrams-index.tsv").read_text()
    assert text == index_text(), "run: python -m archlint.diagrams.index"


def test_every_icon_of_the_catalogue_exists(catalogue):
    named = {(t.id, path) for t in catalogue.types.values() for path in (t.icon, *t.also) if path}
    assert sorted(name for name in named if catalogue.index.find(name[1]) is None) == []


def test_no_two_curated_types_share_an_icon_file(catalogue):
    owners = {}
    for node_type in catalogue.types.values():
        for path in (node_type.icon, *node_type.also):
            icon = catalogue.index.find(path)
            if icon is not None:
                owners.setdefault(icon.file, set()).add(node_type.id)
    assert {file: sorted(ids) for file, ids in owners.items() if len(ids) > 1} == {}


def test_every_kind_in_the_index_is_one_of_the_catalogue(catalogue):
    kinds = {kind for path in catalogue.index.paths() for kind in catalogue.index.find(path).kinds}
    assert kinds
    assert kinds <= set(catalogue.kinds)


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("onprem.database.PostgreSQL", {"database", "datastore"}),
        ("onprem.inmemory.Redis", {"cache", "datastore"}),
        ("onprem.queue.RabbitMQ", {"queue", "datastore"}),
        ("onprem.queue.Kafka", {"queue", "stream", "datastore"}),
        ("azure.database.SQLServers", {"database", "datastore"}),
        ("aws.database.Neptune", {"database", "datastore"}),
        ("aws.database.DatabaseMigrationService", set()),
        ("gcp.database.Datastore", {"database", "datastore"}),
        ("oci.compute.VirtualMachine", {"compute", "service"}),
        ("onprem.network.HAProxy", {"load_balancer", "service"}),
        ("onprem.network.Nginx", set()),
        ("saas.cdn.Cloudflare", set()),
        ("aws.analytics.Athena", set()),
    ],
)
def test_a_class_is_of_the_kinds_that_are_beyond_doubt(catalogue, path, kinds):
    assert set(catalogue.index.find(path).kinds) == kinds


def test_every_class_with_kinds_exists_by_the_name_that_it_was_defined_by():
    known = {path: icon_class(path) for path, _ in LISTED}
    assert [path for path, found in known.items() if found is None] == []
    assert [p for p, found in known.items() if not p.endswith(f".{found.__name__}")] == []


def test_no_class_is_listed_twice_nor_as_its_module_is():
    paths = [path for path, _ in LISTED]
    assert sorted(set(paths)) == sorted(paths)
    # Within a module that is listed as a whole, only what differs from it is listed by name.
    assert {path for path in paths if path.rpartition(".")[0] in MODULES} == {"onprem.queue.Kafka"}


def test_every_module_that_is_listed_exists(catalogue):
    assert {path.rpartition(".")[0] for path in catalogue.index.paths()} >= MODULES


def test_an_alias_has_the_kinds_of_its_class(catalogue):
    by_file: dict[str, set[tuple[str, ...]]] = {}
    for path in catalogue.index.paths():
        icon = catalogue.index.find(path)
        by_file.setdefault(icon.file, set()).add(icon.kinds)
    assert {file: kinds for file, kinds in by_file.items() if len(kinds) > 1} == {}


def test_every_icon_of_a_theme_can_be_drawn(theme):
    styles = [*theme.frames.values()]
    styles += [variant for style in styles for variant in style.values.values()]
    missing = [style.icon for style in styles if style.icon and picture(style.icon) is None]
    assert missing == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ElbApplicationLoadBalancer", "ELB Application Load Balancer"),
        ("EC2AutoScaling", "EC2 Auto Scaling"),
        ("SimpleStorageServiceS3", "Simple Storage Service S3"),
        ("SiteToSiteVpn", "Site to Site VPN"),
        ("KMS", "KMS"),
        ("AppServices", "App Services"),
    ],
)
def test_titles_are_words(name, words):
    assert title(name) == words
