"""The icon index is current, and the catalogue's icons exist in it."""

from pathlib import Path

import pytest

from archlint.diagrams import index_text
from archlint.diagrams.icons import picture
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
