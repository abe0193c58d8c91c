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
EVIL = "from pathlib import Path\nPath('imported').touch()\n"
SHADOWS = ("evil", "yaml", "jinja2", "archlint_evil", "unicodedata", "textwrap")


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
