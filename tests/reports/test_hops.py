"""The hops of a path, among the other evidence of a finding."""

import pytest

from archlint.finding import Evidence, Finding, Outcome, Severity, Subject, SubjectKind
from archlint.reports.hops import steps
from archlint.source import Location

HERE = Location("m.yaml", 1, 1)


def told(ends, *evidence, kind=SubjectKind.PATH):
    facts = tuple(Evidence(said, HERE) for said in evidence)
    subject = Subject(kind, ends)
    found = Finding("a-rule", subject, Outcome.UNKNOWN, Severity.ERROR, "m", HERE, facts)
    return [fact.message for fact in steps(found)]


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (["a -> b", "b -> c"], ["a -> b", "b -> c"]),
        (["a -> b (by net->b)", "b -> c"], ["a -> b (by net->b)", "b -> c"]),
        (["a -> b", "'b' refers to 'c' (target)"], ["a -> b", "'b' refers to 'c' (target)"]),
        # What leaves a hop open stands after it.
        (
            ["a -> b", "a -> b does not state port", "b -> c"],
            ["a -> b", "a -> b does not state port", "b -> c"],
        ),
        # Facts about nodes come last in the evidence, and stand where the path gets there.
        (
            ["a -> b", "b -> c", "'b' does not state kind", "x of 'c' is 1", "'a' has no tags"],
            ["a -> b", "'b' does not state kind", "'a' has no tags", "b -> c", "x of 'c' is 1"],
        ),
        # Another edge from a node of the path is no hop of it.
        (["a -> b", "b -> x", "b -> c"], ["a -> b", "b -> c"]),
        # Facts about anything else are left out.
        (["a -> b", "b -> c", "'z' is placed in nothing"], ["a -> b", "b -> c"]),
        # What lies behind the end is not on the path.
        (["a -> b", "b -> c", "c -> d"], ["a -> b", "b -> c"]),
        (["a -> b", "b -> d"], []),
        (["nothing of the kind"], []),
        ([], []),
    ],
)
def test_a_path_is_told_in_its_order(evidence, expected):
    assert told("a->c", *evidence) == expected


def test_a_path_may_lead_back_to_its_start():
    assert told("a->a", "a -> b", "b -> a") == ["a -> b", "b -> a"]


def test_ids_that_begin_alike_are_told_apart():
    said = ["a -> b-2", "b-2 -> c", "a -> b-2 does not state port", "a -> b does not state x"]
    assert told("a->c", *said) == ["a -> b-2", "a -> b-2 does not state port", "b-2 -> c"]


def test_only_paths_have_hops():
    assert told("a->c", "a -> c", kind=SubjectKind.CONNECTION) == []
