"""The example of a plug-in package: it builds, its rules fire once installed, its tests pass."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "plugin"
MODEL = """\
archlint: 1
name: Shop
data: {orders: {}}
nodes: {a: {type: generic.service}, b: {type: generic.service}}
connections: [a -> b]
flows: {use: {steps: [a -> b]}}
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
    """Run Python in a folder with a model, the package on its path."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "architecture.yaml").write_text(MODEL, encoding="utf-8")
    path = os.pathsep.join(filter(None, [str(installed), os.environ.get("PYTHONPATH")]))

    def run(*words):
        return subprocess.run(
            [sys.executable, *words],
            cwd=tmp_path,
            check=False,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )

    return run


def test_its_rules_are_listed_under_the_name_of_the_entry_point(run):
    listed = run("-m", "archlint", "rules", "list", "--select", "acme").stdout.splitlines()
    assert [line.split()[:3] for line in listed] == [
        ["acme-data-has-a-home", "warning", "acme"],
        ["acme-flow-starts-at-actor", "note", "acme"],
    ]


def test_its_rules_fire_in_every_check(run):
    done = run("-m", "archlint", "check", "--fail-on", "warning")
    assert done.returncode == 1, done.stderr
    assert "warning[acme-data-has-a-home@orders]: no node stores 'orders'" in done.stdout
    assert "note[acme-flow-starts-at-actor@use]: 'use' starts at 'a'" in done.stdout


def test_its_own_tests_pass(run):
    tests = [
        "-p",
        "no:cacheprovider",
        "-c",
        str(EXAMPLE / "pyproject.toml"),
        str(EXAMPLE / "tests"),
    ]
    done = run("-B", "-m", "pytest", "-q", *tests)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 passed" in done.stdout


def test_without_it_there_is_no_such_rule(tmp_path):
    command = [sys.executable, "-m", "archlint", "rules", "list", "--select", "acme"]
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert (done.returncode, "'acme' is no rule" in done.stderr) == (2, True)
