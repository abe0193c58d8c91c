"""Every format whole: two environments of one model with every kind of finding and hostile text."""

from importlib import import_module

import pytest

from archlint.source import Location, Problem

ENDINGS = {
    "github": "txt",
    "gitlab": "json",
    "junit": "xml",
    "markdown": "md",
    "sarif": "sarif",
}
PROBLEMS = [
    Problem(
        "unknown key '<b>| @team `x` %0A ::error::'",
        Location("models/<i>@team | `shop`:1%0A.yaml", 2, 3),
        "did you mean 'name'?",
    ),
    Problem("cannot read '\x1b[31m\u202e'"),
]


def as_format(name, reports, **options):
    module = import_module(f"archlint.reports.{name}")
    return "".join(getattr(module, f"report_as_{name}")(reports, version="1.2.3", **options))


def as_failure(name, problems, **options):
    module = import_module(f"archlint.reports.{name}")
    return "".join(getattr(module, f"failure_as_{name}")(problems, version="1.2.3", **options))


@pytest.mark.parametrize("name", ENDINGS)
def test_a_report_is_written_as_in_the_snapshot(name, shop_reports, matches_snapshot):
    matches_snapshot(as_format(name, shop_reports, unknown=True), f"report.{ENDINGS[name]}")


@pytest.mark.parametrize("name", ENDINGS)
def test_a_failure_is_written_as_in_the_snapshot(name, matches_snapshot):
    text = as_failure(name, PROBLEMS, model="shop.yaml")
    matches_snapshot(text, f"failure.{ENDINGS[name]}")


@pytest.mark.parametrize("name", ENDINGS)
def test_the_same_reports_give_the_same_bytes(name, shop_reports):
    first = as_format(name, shop_reports, unknown=True)
    assert as_format(name, shop_reports, unknown=True) == first


@pytest.mark.parametrize("name", ENDINGS)
def test_unknowns_are_not_made_unless_asked_for(name, rule, finding, report):
    own = rule("one")
    base = report([own], [finding(own, "a")])
    broken = type(base)(base.model, base.findings, base.results, unknown=lambda: 1 / 0)
    assert as_format(name, [broken], unknown=False)
