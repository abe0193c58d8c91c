"""Workflow commands of GitHub: what the runner reads of each line."""

from dataclasses import replace

import pytest

from archlint.finding import Outcome, Severity
from archlint.reports.github import failure_as_github, report_as_github
from archlint.source import Location, Problem

# The order in which the runner takes escapes back: src/Runner.Common/ActionCommand.cs
DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
PROPERTY = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


def read(text):
    """Read lines as the runner does: the commands, and the lines that are none."""
    commands, plain = [], []
    for line in text.splitlines():
        if not line.lstrip().startswith("::"):
            plain.append(line)
            continue
        head, _, data = line.lstrip()[2:].partition("::")
        name, _, listed = head.partition(" ")
        pairs = [pair.split("=", 1) for pair in listed.split(",")]
        commands.append((name, {k: back(v, PROPERTY) for k, v in pairs}, back(data, DATA)))
    return commands, plain


def back(text, escapes):
    for escape, char in escapes:
        text = text.replace(escape, char)
    return text


def commands_of(*reports, unknown=False):
    return read("".join(report_as_github(reports, version="1", unknown=unknown)))


@pytest.mark.parametrize(
    ("severity", "command"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.NOTE, "notice")],
)
def test_a_violation_is_an_annotation_of_its_severity(rule, finding, report, severity, command):
    own = rule("one", severity)
    [made], _ = commands_of(report([own], [finding(own, "a")]))
    assert made == (
        command,
        {"file": "m.yaml", "line": "1", "col": "1", "title": "one@a"},
        "'a' is off\nm.yaml:2:4: because of this\n\nwhy: Why one.\nfix: Fix one.",
    )


def test_an_unknown_is_a_notice_where_it_is_asked_for(rule, finding, report):
    own = rule("one")
    one = report([own], [finding(own, "a", Outcome.UNKNOWN)])
    assert commands_of(one) == ([], ["archlint 1: 0 violated, 1 unknown, 1 satisfied"])
    [(name, properties, _)], _ = commands_of(one, unknown=True)
    assert (name, properties["title"]) == ("notice", "unknown: one@a")


def test_the_counts_are_those_of_all_reports(rule, finding, report):
    own = rule("one")
    one = report([own], [finding(own, "a")])
    assert commands_of(one, one)[1] == [
        "archlint 1: 2 violated (2 errors), 0 unknown, 2 satisfied",
    ]


@pytest.mark.parametrize("hostile", ["a,b=c", "a:b::c", "100%0A::error::x", "x\n::error::y\r"])
def test_a_text_stays_in_its_place(rule, finding, report, hostile):
    own = rule("one")
    found = replace(finding(own, "a"), message=hostile, location=Location(hostile, 3, 4))
    [(name, properties, data)], plain = commands_of(report([own], [found]))
    shown = hostile.replace("\n", " ").replace("\r", r"\x0d")
    assert (name, len(plain)) == ("error", 1)
    assert properties == {"file": shown, "line": "3", "col": "4", "title": "one@a"}
    assert data.splitlines()[0] == shown


def test_a_failure_is_an_error_at_its_place_or_at_the_model():
    problems = [Problem("bad", Location("m.yaml", 2, 3), "mend"), Problem("missing")]
    commands, plain = read("".join(failure_as_github(problems, version="1", model="shop.yaml")))
    title = "archlint could not judge the model"
    assert commands == [
        ("error", {"file": "m.yaml", "line": "2", "col": "3", "title": title}, "bad\nnext: mend"),
        ("error", {"file": "shop.yaml", "line": "1", "col": "1", "title": title}, "missing"),
    ]
    assert plain == ["archlint 1: 2 errors"]
