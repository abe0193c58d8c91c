"""Where the page of a rule stands, in every format that has a place for it."""

import json
from importlib import import_module

import pytest

from archlint.reports.json import reports_as_json
from archlint.reports.style import PLAIN
from archlint.reports.text import TextOptions, reports_as_text

PAGE = "https://example.com/rules/a-rule.html"
WRITERS = ("sarif", "junit", "github", "markdown")


@pytest.fixture
def written(rule, finding, report):
    """A report in a format, on a rule that has a page, or none."""

    def write(name, **more):
        judged = rule("a-rule", **more)
        reports = [report([judged], [finding(judged, "db")])]
        if name == "json":
            pieces = reports_as_json(reports, version="1", unknown=False)
        elif name == "text":
            pieces = reports_as_text(reports, {}, TextOptions(PLAIN, 100))
        else:
            module = import_module(f"archlint.reports.{name}")
            pieces = getattr(module, f"report_as_{name}")(reports, version="1", unknown=False)
        return "".join(pieces)

    return write


@pytest.mark.parametrize("name", WRITERS)
def test_the_page_is_named_where_there_is_one(written, name):
    assert "example.com" not in written(name)
    assert PAGE in written(name, help=PAGE).replace("%3A", ":")


def test_text_is_kept_short(written):
    assert PAGE not in written("text", help=PAGE)


def test_json_always_has_the_key(written):
    assert json.loads(written("json"))["rules"][0]["help"] is None
    assert json.loads(written("json", help=PAGE))["rules"][0]["help"] == PAGE


def test_sarif_has_it_as_a_uri_whatever_a_rule_says(written):
    log = json.loads(written("sarif", help='https://example.com/a b"<\u202e>'))
    (told,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert told["helpUri"] == "https://example.com/a%20b%22%3C%5Cu202e%3E"
