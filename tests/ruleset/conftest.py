"""What the tests of the rule language share: the shipped catalogue, and short ways to check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.reader import read_model
from archlint.edge.bundled import bundled
from archlint.graph import ArchitectureGraph
from archlint.ruleset import check, read_rules

ROOT = Path(__file__).resolve().parents[2]
TYPE_FILES = sorted((bundled().types).glob("*.yaml"))
HEAD = {"title": "A title", "severity": "error", "why": "A reason.", "fix": "A way."}


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def type_texts():
    return [file.read_text(encoding="utf-8") for file in TYPE_FILES]


@pytest.fixture(scope="session")
def catalogue(type_texts):
    names = [f"archlint:types/{file.name}" for file in TYPE_FILES]
    index = (bundled().types / "diagrams-index.tsv").read_text(encoding="utf-8")
    return read_catalogue([], index, shipped=zip(names, type_texts, strict=True))


@pytest.fixture(scope="session")
def read_rule(catalogue):
    """Read one rule: YAML text as it is, or a mapping, whose head may be left out."""

    def read(rule):
        text = rule if isinstance(rule, str) else json.dumps({"id": "a-rule", **HEAD, **rule})
        return read_rules([("pack", "rules/pack/a-rule.yaml", text)], catalogue)[0]

    return read


@pytest.fixture(scope="session")
def model_of(catalogue):
    """Read a model: YAML text as it is, or a mapping, whose head may be left out."""

    def read(model):
        text = model if isinstance(model, str) else json.dumps(model)
        if "archlint:" not in text and '"archlint"' not in text:
            if isinstance(model, str):
                text = f"archlint: 1\nname: A system\n{text}"
            else:
                text = json.dumps({"archlint": 1, "name": "A system", **model})
        return read_model(text, "model.yaml", catalogue)

    return read


@pytest.fixture(scope="session")
def judge(read_rule, model_of):
    """Judge a model by one rule, each as YAML text or as a mapping."""

    def run(rule, model):
        return check(ArchitectureGraph(model_of(model)), [read_rule(rule)])

    return run
