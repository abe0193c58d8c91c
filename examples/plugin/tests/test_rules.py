"""The package's rules, as archlint finds and judges by them once the package is installed."""

import subprocess
import sys

import pytest

import archlint

MODEL = """\
archlint: 1
name: Shop
data: {orders: {}, invoices: {}}
nodes:
  users: {type: actor.user}
  shop: {type: generic.service}
  db: {type: generic.database, stores: [orders]}
connections: [users -> shop, shop -> db]
flows:
  order: {steps: [users -> shop, shop -> db]}
  nightly: {steps: [shop -> db]}
"""


@pytest.fixture
def report(tmp_path):
    """What the rules of this package say of the model."""
    path = tmp_path / "shop.yaml"
    path.write_text(MODEL, encoding="utf-8")
    return archlint.check(archlint.load(path), select=["acme"])


def test_the_rules_find_what_they_are_there_for(report):
    assert [finding.id for finding in report.findings] == [
        "acme-data-has-a-home@invoices",
        "acme-flow-starts-at-actor@nightly",
    ]
    assert report.summary.satisfied == 2


def test_a_finding_points_at_the_line(report):
    assert [finding.location.line for finding in report.findings] == [3, 11]


def test_every_example_is_true():
    command = [sys.executable, "-m", "archlint", "rules", "test", "--select", "acme"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
