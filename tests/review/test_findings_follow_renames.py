"""Whatever is renamed, the shipped rules find the same before and after."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from archlint.edge.files import FileReader
from archlint.edge.loading import load_judges
from archlint.edge.sources import Extent
from archlint.graph import ArchitectureGraph
from archlint.review.comparing import compare
from archlint.review.findings import compare_findings
from archlint.review.ids import renamed_parts
from archlint.review.values import ChangeKind
from archlint.ruleset import check

from ..ruleset import generating  # noqa: TID252 - the tests are no package with a name
from .following import catalogue

LISTS = ("introduced", "fixed", "unsettled", "unknown", "notices")
# In another order than before, so that what is first by its id is another one.
NEW_IDS = {name: f"new-{at}" for at, name in enumerate(reversed(generating.NAMES))} | {
    name: f"asset-{at}" for at, name in enumerate(reversed(generating.ASSETS))
}
several = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def rules():
    return load_judges(FileReader(), Extent(), catalogue())


def told_apart(model):
    """Give every node and data asset something of its own."""
    for name, node in model["nodes"].items():
        node["owner"] = f"who answers for {name.upper()}"
    for name, asset in model["data"].items():
        asset["name"] = f"The {name.upper()}"
    return model


def renamed(part):
    if isinstance(part, dict):
        return {NEW_IDS.get(key, key): renamed(value) for key, value in part.items()}
    if isinstance(part, list):
        return [renamed(item) for item in part]
    return NEW_IDS.get(part, part) if isinstance(part, str) else part


def with_ids(connections):
    """Give each connection that is alone between its ends another id."""
    between = Counter((one["from"], one["to"]) for one in connections)
    return [
        {**one, "id": "another"} if between[one["from"], one["to"]] == 1 else one
        for one in connections
    ]


@several
@given(model=generating.models(), of_connections=st.booleans())
def test_no_finding_comes_or_goes_with_a_rename(model_of, rules, model, of_connections):
    model = told_apart(model)
    after = renamed(model)
    if of_connections:
        after["connections"] = with_ids(after["connections"])
    base, head = model_of(model), model_of(after)
    difference = compare(base, head)
    assume({change.change for change in difference.changes} == {ChangeKind.RENAMED})
    reports = [check(ArchitectureGraph(side), rules) for side in (base, head)]
    changes = compare_findings(
        *reports, difference.renamed, unknown=True, parts=renamed_parts(difference)
    )
    assert {name: getattr(changes, name) for name in LISTS} == dict.fromkeys(LISTS, ())
    assert len(changes.unchanged) == len(reports[0].findings)
