"""Python that lies in the folder that is checked is not imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MODEL = """\
archlint: 1
name: M
nodes: {a: {type: actor.user}, b: {type: aws.ec2}}
connections: [a -> b]
"""
EVIL = "open('imported', 'w').close()\n"
SHADOWS = (
    "evil",
    "yaml",
    "jinja2",
    "archlint_evil",
    "unicodedata",
    "textwrap",
    "typing",
    "re",
    "argparse",
)


@pytest.fixture
def hostile(tmp_path):
    """A folder with a model, modules named like those that archlint imports, and a plug-in."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "architecture.yaml").write_text(MODEL, encoding="utf-8")
    for name in SHADOWS:
        (tmp_path / f"{name}.py").write_text(EVIL, encoding="utf-8")
    metadata = tmp_path / "archlint_evil-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Name: archlint-evil\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[archlint.rules]\nevil = evil\n")
    return tmp_path


def script():
    """The installed program, if there is one beside this Python."""
    place = Path(sys.executable).parent / "archlint"
    return [[str(place)]] if place.is_file() else []


def run(command, folder, **more):
    environment = {**os.environ, **more}
    return subprocess.run(
        command, cwd=folder, check=False, capture_output=True, text=True, env=environment
    )


@pytest.mark.parametrize("words", [("check",), ("rules", "list"), ("docs", "-o", "written")])
@pytest.mark.parametrize("command", [[sys.executable, "-m", "archlint"], *script()], ids=len)
def test_a_hostile_folder_is_checked_and_its_python_left_alone(hostile, command, words):
    done = run([*command, *words], hostile)
    assert done.returncode == 0, done.stderr
    assert not (hostile / "imported").exists()
    assert "evil" not in done.stdout


@pytest.fixture
def by_script(tmp_path_factory):
    """A program that starts archlint as the installed one does (see tests/packaging)."""
    file = tmp_path_factory.mktemp("bin") / "archlint"
    text = "import sys\nfrom archlint.__main__ import main\nsys.exit(main())\n"
    file.write_text(text, encoding="utf-8")
    return [sys.executable, str(file)]


@pytest.mark.parametrize(
    "form", ["{there}{sep}", "{sep}{there}", ".{sep}{there}", "{here}{sep}{there}"]
)
@pytest.mark.parametrize("way", ["module", "module -P", "script"])
def test_an_empty_entry_of_the_python_path_lets_nothing_in(
    hostile, by_script, tmp_path_factory, form, way
):
    there = os.environ.get("PYTHONPATH") or str(tmp_path_factory.mktemp("there"))
    path = form.format(there=there, here=hostile, sep=os.pathsep)
    options = ["-P"] if way.endswith("-P") else []
    command = by_script if way == "script" else [sys.executable, *options, "-m", "archlint"]
    done = run([*command, "check"], hostile, PYTHONPATH=path)
    assert done.returncode == 0, done.stderr
    assert not (hostile / "imported").exists()


def test_a_link_to_the_folder_on_the_python_path_lets_nothing_in(hostile, tmp_path_factory):
    link = tmp_path_factory.mktemp("links") / "link"
    link.symlink_to(hostile)
    path = os.pathsep.join(filter(None, [str(link), os.environ.get("PYTHONPATH")]))
    done = run([sys.executable, "-m", "archlint", "check"], hostile, PYTHONPATH=path)
    assert done.returncode == 0, done.stderr
    assert not (hostile / "imported").exists()


def test_it_runs_where_the_standard_library_lies(hostile):
    model = str(hostile / "model" / "architecture.yaml")
    place = Path(os.__file__).parent
    done = run([sys.executable, "-m", "archlint", "check", model], place)
    assert done.returncode == 0, done.stderr


def test_it_runs_where_it_lies_itself(hostile):
    import archlint

    model = str(hostile / "model" / "architecture.yaml")
    place = Path(archlint.__file__).parent.parent
    done = run([sys.executable, "-m", "archlint", "check", model], place, PYTHONPATH="")
    assert done.returncode == 0, done.stderr


def test_whoever_uses_it_as_a_library_keeps_the_path(monkeypatch, tmp_path):
    import archlint.__main__  # noqa: F401
    from archlint.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    before = list(sys.path)
    main(["--version"])
    assert sys.path == before


def test_the_folder_is_as_hostile_as_it_is_meant_to_be(hostile):
    done = run([sys.executable, "-c", "import yaml"], hostile)
    assert done.returncode == 0
    assert (hostile / "imported").exists()


def test_what_the_user_has_put_on_the_path_stays_there(hostile, tmp_path_factory):
    """Only what `-m` itself puts there is taken away."""
    own = tmp_path_factory.mktemp("own")
    (own / "acme.py").write_text("raise ValueError('imported')\n")
    metadata = own / "acme-1.0.dist-info"
    metadata.mkdir()
    (metadata / "entry_points.txt").write_text("[archlint.rules]\nacme = acme\n")
    with_own = os.pathsep.join(filter(None, [str(own), os.environ.get("PYTHONPATH")]))
    done = run([sys.executable, "-m", "archlint", "check"], hostile, PYTHONPATH=with_own)
    assert done.returncode == 2
    assert "'acme = acme' of acme unknown cannot be loaded: ValueError: imported" in done.stderr
