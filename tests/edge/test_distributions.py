"""Which installed distributions provide a group, and what on the path is left out."""

from __future__ import annotations

import sys

import pytest

from archlint.edge.distributions import EntryPoint, Provider, providers

GROUP = "some.group"


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Lay out a distribution's metadata in a folder; put the folder on the path."""

    def lay(folder, metadata_folder, entry_points, **files):
        place = tmp_path / folder / metadata_folder
        place.mkdir(parents=True)
        (place / "entry_points.txt").write_text(entry_points, encoding="utf-8")
        for name, text in files.items():
            file = {"metadata": "METADATA", "pkg_info": "PKG-INFO", "origin": "direct_url.json"}
            (place / file[name]).write_text(text, encoding="utf-8")
        root = str(tmp_path / folder)
        if root not in sys.path:
            monkeypatch.setattr(sys, "path", [*sys.path, root])
        return tmp_path / folder

    return lay


METADATA = "Metadata-Version: 2.1\nName: Acme.Rules\nVersion: 1.2\n\nVersion: of a description\n"


def test_a_provider_is_told_with_name_version_and_entry_points(install):
    text = (
        "[console_scripts]\nacme = acme:main\n\n[some.group]\nb = acme.b:RULES\n a=acme [extra]\n"
    )
    install("site", "acme_rules-1.2.dist-info", text, metadata=METADATA)
    assert providers(GROUP) == (
        Provider(
            "Acme.Rules", "1.2", False, (EntryPoint("a", "acme"), EntryPoint("b", "acme.b:RULES"))
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "[other]\na = acme\n",
        "[other]\nsome.group = acme\n",
        "[some.group]\n# a = acme\n",
        "[some.group.more]\na = acme\n",
        "",
    ],
)
def test_another_group_is_not_taken_for_it(install, text):
    install("site", "acme-1.dist-info", text)
    assert providers(GROUP) == ()


def test_of_two_with_one_name_the_first_on_the_path_counts(install):
    install("first", "Acme_Rules-2.dist-info", "[some.group]\na = new\n")
    install("then", "acme.rules-1.dist-info", "[some.group]\na = old\n")
    assert [found.entry_points for found in providers(GROUP)] == [(EntryPoint("a", "new"),)]


def test_a_first_one_without_the_group_hides_the_second_as_it_does_for_python(install):
    install("first", "acme-2.dist-info", "")
    install("then", "acme-1.dist-info", "[some.group]\na = old\n")
    assert providers(GROUP) == ()


@pytest.mark.parametrize(
    ("origin", "editable"),
    [
        ('{"dir_info": {"editable": true}, "url": "file:///acme"}', True),
        ('{"dir_info": {}, "url": "file:///acme"}', False),
        ("", False),
    ],
)
def test_an_editable_install_is_known(install, origin, editable):
    install("site", "acme-1.dist-info", "[some.group]\na = acme\n", origin=origin)
    assert [found.editable for found in providers(GROUP)] == [editable]


def test_the_older_kind_of_metadata_is_read(install):
    install("src", "acme.egg-info", "[some.group]\na = acme\n", pkg_info=METADATA)
    assert [found[:3] for found in providers(GROUP)] == [("Acme.Rules", "1.2", True)]


@pytest.mark.parametrize("entry", ["", ".", "absolute"])
def test_what_lies_in_the_working_directory_is_left_out(install, monkeypatch, entry):
    folder = install("checked", "evil-1.dist-info", "[some.group]\na = evil\n")
    assert len(providers(GROUP)) == 1
    monkeypatch.chdir(folder)
    path = [str(folder) if entry == "absolute" else entry, *sys.path[:-1]]
    monkeypatch.setattr(sys, "path", path)
    assert providers(GROUP) == ()


def test_a_folder_where_packages_are_installed_counts_wherever_one_works(install, monkeypatch):
    import site

    folder = install("site", "acme-1.dist-info", "[some.group]\na = acme\n")
    monkeypatch.setattr(site, "getsitepackages", lambda: [str(folder)])
    monkeypatch.chdir(folder)
    assert len(providers(GROUP)) == 1


def test_places_on_the_path_that_are_not_there_are_passed_over(monkeypatch, tmp_path):
    file = tmp_path / "a.zip"
    file.write_bytes(b"")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "nowhere"), str(file)])
    assert providers(GROUP) == ()
