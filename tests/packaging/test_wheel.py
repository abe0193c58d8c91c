"""The wheel carries the package and its data, and nothing else."""

import ast
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
IN_A_CHECKOUT = (ROOT / "pyproject.toml").is_file() and (ROOT / "archlint").is_dir()
pytestmark = pytest.mark.skipif(not IN_A_CHECKOUT, reason="a wheel is built from a checkout only")

BUNDLED = {
    "model/types": "archlint/_bundled/types",
    "rules": "archlint/_bundled/rules",
    "render": "archlint/_bundled/render",
}
LEFT_OUT = {"archlint/bootstrap.py"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    pytest.importorskip("hatchling", reason="hatchling, which builds the wheel, is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory"]
    built = subprocess.run(
        [*build, str(folder)], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stdout + built.stderr
    [path] = folder.glob("*.whl")
    return ZipFile(path)


@pytest.fixture(scope="module")
def names(wheel: ZipFile) -> set[str]:
    return set(wheel.namelist())


def files_of(folder: Path) -> set[str]:
    """The files below a folder that a person wrote, relative to it."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


def test_the_top_level_is_the_package_and_its_metadata_alone(names):
    top = {name.partition("/")[0] for name in names}
    assert top == {"archlint", f"archlint-{version()}.dist-info"}


def version() -> str:
    tree = ast.parse((ROOT / "archlint" / "__init__.py").read_text(encoding="utf-8"))
    [value] = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__version__"
    ]
    return str(value)


def test_every_file_of_the_package_is_there_except_what_sets_up_a_checkout(names):
    package = {f"archlint/{name}" for name in files_of(ROOT / "archlint")}
    carried = {name for name in names if name.startswith("archlint/") and "/_bundled/" not in name}
    assert carried == package - LEFT_OUT


@pytest.mark.parametrize(("source", "target"), BUNDLED.items())
def test_every_data_file_is_carried_inside_the_package(names, source, target):
    expected = {f"{target}/{name}" for name in files_of(ROOT / source)}
    assert expected
    assert {name for name in names if name.startswith(f"{target}/")} == expected


def test_it_says_that_it_is_typed_and_bears_its_licence(names):
    assert "archlint/py.typed" in names
    assert f"archlint-{version()}.dist-info/licenses/LICENSE" in names


def test_it_installs_the_command(wheel):
    entry_points = wheel.read(f"archlint-{version()}.dist-info/entry_points.txt").decode()
    assert "archlint = archlint.__main__:main" in entry_points.splitlines()
