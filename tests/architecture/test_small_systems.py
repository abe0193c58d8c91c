"""Small systems judged by all shipped rules: no false alarm or idle doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from archlint import checks
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.graph import ArchitectureGraph
from archlint.ruleset import check, read_rules

FOLDER = Path(__file__).parent / "data" / "systems"

# What is found, and what is left open. Whether a connection that does not say what it carries is
# encrypted enough is left open everywhere, and not told here.
EXPECTED = {
    "aws-asg": ({"compute-private-subnet@bastion"}, set()),
    "aws-ecs": (set(), set()),
    "aws-eks": (set(), set()),
    # Neither a gateway nor a web firewall stands before the function's own URL.
    "aws-func-url": ({"no-direct-internet-to-datastore@users->table"}, set()),
    "aws-serverless": (set(), set()),
    "aws-site": (set(), set()),
    "azure-aks": (set(), {"single-point-of-failure@ingress"}),
    "azure-web": (set(), set()),
    "gcp-gke": (set(), set()),
    # Drawn in its region alone: whether a connector brings it into a subnet is not said.
    "gcp-run": (set(), {"compute-private-subnet@run", "compute-private-subnet@worker"}),
}


@pytest.fixture(scope="module")
def rules(catalogue):
    written = bundled().rule_files(FileReader({}))
    return [*read_rules(written, catalogue), *(getattr(checks, name) for name in checks.__all__)]


def test_every_system_is_judged():
    assert {path.stem for path in FOLDER.glob("*.yaml")} == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_system_has_these_findings_and_no_others(read_text, rules, name):
    model = read_text((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    report = check(ArchitectureGraph(model), rules)
    violated = {finding.id for finding in report.findings}
    unknown = {finding.id for finding in report.unknown()}
    told = {one for one in unknown if not one.startswith("restricted-data-encrypted@")}
    assert (violated, told) == EXPECTED[name]
