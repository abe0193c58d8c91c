"""The shipped catalogue, and short ways to judge a model by one built-in rule."""

from __future__ import annotations

import pytest

from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.reader import read_model
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.graph import ArchitectureGraph
from archlint.ruleset import check


@pytest.fixture(scope="session")
def catalogue():
    files, data = FileReader(), bundled()
    return read_catalogue([], data.icon_index(files), shipped=data.type_files(files))


@pytest.fixture(scope="session")
def report(catalogue):
    """Judge the parts of a model by a rule."""

    def run(rule, text):
        model = read_model(f"archlint: 1\nname: A system\n{text}", "m.yaml", catalogue)
        return check(ArchitectureGraph(model), [rule])

    return run


@pytest.fixture(scope="session")
def outcomes(report):
    """Give the subjects that are violated, those that are unknown, and the count of the rest."""

    def run(rule, text):
        found = report(rule, text)
        violated = [finding.subject.id for finding in found.findings]
        unknown = [finding.subject.id for finding in found.unknown()]
        return violated, unknown, found.summary.satisfied

    return run
