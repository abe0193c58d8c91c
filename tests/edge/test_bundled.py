"""Finding the shipped data in a wheel, in a checkout, and nowhere."""

import pytest

from archlint.edge.bundled import bundled, find_bundled
from archlint.edge.files import FileReader
from archlint.errors import ArchlintError


@pytest.fixture
def package(tmp_path):
    (tmp_path / "archlint").mkdir()
    return tmp_path / "archlint"


def make(*folders):
    for folder in folders:
        folder.mkdir(parents=True)


def test_data_inside_the_package_is_taken_first(package):
    inside = package / "_bundled"
    make(*(inside / name for name in ("types", "rules", "render")), package.parent / "rules")
    (package.parent / "pyproject.toml").touch()
    data = find_bundled(package)
    assert (data.types, data.rules, data.render) == (
        inside / "types",
        inside / "rules",
        inside / "render",
    )


def test_a_checkout_has_it_beside_the_package(package):
    root = package.parent
    make(root / "model" / "types", root / "rules", root / "render")
    (root / "pyproject.toml").touch()
    assert find_bundled(package).types == root / "model" / "types"


def test_folders_that_merely_lie_beside_an_installed_package_are_not_taken(package):
    root = package.parent
    make(root / "model" / "types", root / "rules", root / "render")
    with pytest.raises(ArchlintError, match="missing from this installation"):
        find_bundled(package)


def test_half_of_the_data_is_none(package):
    make(package / "_bundled" / "types")
    with pytest.raises(ArchlintError) as caught:
        find_bundled(package)
    assert "install it again" in caught.value.hint


def test_paths_of_shipped_files_hold_no_folder_of_this_machine():
    reader, data = FileReader(), bundled()
    types, rules = data.type_files(reader), data.rule_files(reader)
    data.icon_index(reader)
    theme, _ = data.theme(reader)
    assert theme == "archlint:render/themes/default.yaml"
    assert "archlint:types/aws-network.yaml" in dict(types)
    assert all(path == f"archlint:rules/{pack}/{path.split('/')[-1]}" for pack, path, _ in rules)
    assert all(path.startswith("archlint:") for path in reader.texts)


def test_every_shipped_rule_lies_in_a_file_of_its_name():
    for _, path, text in bundled().rule_files(FileReader()):
        name = path.rpartition("/")[2].removesuffix(".yaml")
        assert text.splitlines()[0] == f"id: {name}"


def test_templates_go_by_their_file_names():
    templates = bundled().templates(FileReader())
    assert templates
    assert all("/" not in name for name in templates)
