"""The built-in rules written in Python, held as a set."""

from __future__ import annotations

import subprocess
import sys

import pytest

from archlint import checks
from archlint.edge.plugins import installed_rules
from archlint.ruleset import PythonRule

MODEL = """\
archlint: 1
name: A system
nodes: {users: {type: actor.user}, app: {type: aws.ec2}, db: {type: aws.rds}}
connections: [users -> app, app -> db]
flows: {use: {steps: [users -> app, app -> db]}}
"""
RULES = {rule.id: rule for rule in installed_rules() if rule.pack == "model"}


def test_they_come_in_through_the_door_that_everybody_uses():
    offered = [rule for rule in vars(checks).values() if isinstance(rule, PythonRule)]
    assert {rule.id for rule in offered} == set(RULES)
    assert sorted(rule.function.__name__ for rule in offered) == checks.__all__


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_has_one_name_everywhere(rule):
    name = rule.id.replace("-", "_")
    assert rule.function.__name__ == name
    assert rule.location.path == f"archlint:checks/{name}.py"


def test_no_rule_that_runs_in_every_check_imports_networkx(tmp_path):
    (tmp_path / "m.yaml").write_text(MODEL, encoding="utf-8")
    script = (
        "import sys, archlint; report = archlint.check(archlint.load('m.yaml')); "
        "assert report.results; sys.exit('networkx' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False)
    assert done.returncode == 0
