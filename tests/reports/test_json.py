"""The report for scripts: a stream of pieces that make one JSON object."""

import json
from itertools import islice

from archlint.finding import Outcome
from archlint.reports.json import problems_as_json, reports_as_json
from archlint.ruleset.values import Report
from archlint.source import Location, Problem


def test_unknown_findings_are_made_one_at_a_time_as_they_are_written(rule, finding, report):
    own, made = rule("one"), []

    def endless():
        while True:
            made.append(1)
            yield finding(own, "a", Outcome.UNKNOWN)

    base = report([own], [])
    endless_report = Report(base.model, base.findings, base.results, unknown=endless)
    list(islice(reports_as_json([endless_report], version="1", unknown=True), 20))
    assert len(made) <= 20


def test_unknown_findings_are_not_made_unless_asked_for(rule, report):
    base = report([rule("one")], [])
    broken = Report(base.model, base.findings, base.results, unknown=lambda: 1 / 0)
    assert json.loads("".join(reports_as_json([broken], version="1", unknown=False)))


def test_a_finding_takes_one_line(rule, finding, report):
    own = rule("one")
    text = "".join(
        reports_as_json(
            [report([own], [finding(own, "a"), finding(own, "b")])], version="1", unknown=False
        )
    )
    lines = [line for line in text.splitlines() if '"one@' in line]
    assert [json.loads(line.rstrip(",] "))["id"] for line in lines] == ["one@a", "one@b"]


def test_it_is_ascii_and_what_it_says_comes_back(rule, finding, report):
    own, name = rule("one"), "\x1b名\N{RIGHT-TO-LEFT OVERRIDE}"
    text = "".join(
        reports_as_json([report([own], [finding(own, name)])], version="1", unknown=False)
    )
    assert text.isascii()
    assert "\x1b" not in text
    assert json.loads(text)["findings"][0]["subject"]["id"] == name


def test_a_report_without_findings_is_an_object_too(report):
    made = json.loads("".join(reports_as_json([report([], [])], version="1", unknown=True)))
    assert (made["findings"], made["rules"]) == ([], [])


def test_problems_keep_their_places_and_next_steps():
    problems = [Problem("bad", Location("m.yaml", 2, 3), "mend"), Problem("missing")]
    assert json.loads(problems_as_json(problems, version="1", model="m.yaml")) == {
        "archlint": "1",
        "model": "m.yaml",
        "errors": [
            {
                "message": "bad",
                "location": {"path": "m.yaml", "line": 2, "column": 3},
                "hint": "mend",
            },
            {"message": "missing", "location": None, "hint": ""},
        ],
    }
