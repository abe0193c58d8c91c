"""The example of a pack that is a package: it builds, and its rules take part once installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "pack"
MODEL = """\
archlint: 1
name: Shop
nodes:
  vpc: {type: aws.vpc, nodes: {front: {type: aws.subnet, access: public}}}
  billing: {type: house.billing, in: front, owner: team-money}
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The package in a folder of its own, without the network."""
    pytest.importorskip("hatchling", reason="hatchling, which builds the package, is not installed")
    folder = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--target", str(folder)]
    done = subprocess.run(
        [*pip, *offline, str(EXAMPLE)], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def run(installed, tmp_path):
    """Run archlint in a folder with a model, the package on its path."""
    (tmp_path / "shop.yaml").write_text(MODEL, encoding="utf-8")
    path = os.pathsep.join(filter(None, [str(installed), os.environ.get("PYTHONPATH")]))

    def run(*words):
        return subprocess.run(
            [sys.executable, "-m", "archlint", *words],
            cwd=tmp_path,
            check=False,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )

    return run


def test_its_rules_pass_their_own_examples(run):
    done = run("rules", "test", "--select", "house")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 rules, 4 examples" in done.stdout


def test_its_rules_and_types_take_part_in_every_check(run):
    done = run("check", "shop.yaml", "--select", "house")
    assert done.returncode == 1, done.stderr
    assert "error[house-billing-is-private@billing]" in done.stdout
    assert "1 violated (1 error), 0 unknown, 1 satisfied" in done.stdout


def test_a_project_sets_its_parameters(run, tmp_path):
    settings = 'packs = ["house"]\n[parameters.house-nodes-have-owners]\nkinds = ["cdn"]\n'
    (tmp_path / "archlint.toml").write_text(settings)
    done = run("check", "shop.yaml")
    assert "0 satisfied, 1 rule not applicable" in done.stdout, done.stderr
