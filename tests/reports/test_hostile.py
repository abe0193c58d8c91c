"""Whatever a model and its files are called, each format stays what it is."""

import json
import unicodedata
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from archlint.finding import Evidence, Outcome, Subject, SubjectKind
from archlint.reports.examples import examples_as_text
from archlint.reports.github import failure_as_github, report_as_github
from archlint.reports.gitlab import failure_as_gitlab, report_as_gitlab
from archlint.reports.junit import failure_as_junit, report_as_junit
from archlint.reports.markdown import failure_as_markdown, report_as_markdown
from archlint.reports.problems import problems_as_text
from archlint.reports.rules import rules_as_text
from archlint.reports.sarif import failure_as_sarif, report_as_sarif
from archlint.reports.style import PLAIN
from archlint.reports.text import TextOptions, reports_as_text
from archlint.source import Location, Problem

HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
PARTS = [
    *("\x00", "\x07", "\x1b[31m", "\r\n", "\n\n", "\t", "\x85", "\u2028", "\u202e", "\u200b"),
    *("\ud800", "\ufffe", "\ufeff", "<", ">", "&", '"', "'", "]]>", "--", "<!--", "</details>"),
    *("<script>", "|", "`", "```", "*", "_", "#1", "!1", "@all", "http://x.example", "www.x.y"),
    *("](http://x.example)", "![x](y)", "::error::", "::", "%0A", "%25", "%", ",", ":", "=", "\\"),
    *("##[error]x", "{0}", "a", "1. ", "- ", "> ", "/close", "~", "$x$", "&#8203;", "&lt;"),
]
texts = st.one_of(st.lists(st.sampled_from(PARTS), max_size=8).map("".join), st.text(max_size=20))
everything = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
)
ALL = "".join(PARTS)


@pytest.fixture
def hostile_report(rule, finding, report):
    def make(text):
        own = rule("one", title=text, why=text, fix=text, limits=text, pack=text)
        own = replace(own, tags=(text,), sources=(text,))
        subject = Subject(SubjectKind.PATH, text or "x")
        found = replace(
            finding(own, "a"),
            subject=subject,
            message=text,
            location=Location(text, 1, 1),
            evidence=(Evidence(text, Location(text, 2, 1)),),
        )
        base = report([own], [found, replace(found, outcome=Outcome.UNKNOWN)])
        return replace(base, model=replace(base.model, path=text, environment=text))

    return make


def both(report_as, failure_as, one, text):
    """Give a report and a failure that say the same hostile text."""
    problems = [Problem(text, Location(text, 1, 1), text), Problem(text)]
    return (
        "".join(report_as([one], version="1", unknown=True)),
        "".join(failure_as(problems, version="1", model=text)),
    )


def has_hidden(text, keep="\n"):
    return any(unicodedata.category(char) in HIDDEN and char not in keep for char in text)


@everything
@given(texts)
@example(ALL)
def test_github_gets_one_command_a_finding_and_no_other(hostile_report, text):
    made, failed = both(report_as_github, failure_as_github, hostile_report(text), text)
    for lines in (made.split("\n"), failed.split("\n")):
        assert [line[:2] for line in lines] == ["::", "::", "ar", ""]
        assert not any(has_hidden(line) for line in lines)


@everything
@given(texts)
@example(ALL)
def test_gitlab_gets_an_array_in_which_nothing_is_hidden(hostile_report, text):
    for made in both(report_as_gitlab, failure_as_gitlab, hostile_report(text), text):
        assert made.isascii()
        assert [len(entry) for entry in json.loads(made)] == [5, 5]
        assert not any(has_hidden(entry["description"]) for entry in json.loads(made))


@everything
@given(texts)
@example(ALL)
def test_junit_gets_two_tests(hostile_report, text):
    for made in both(report_as_junit, failure_as_junit, hostile_report(text), text):
        root = ElementTree.fromstring(made)  # noqa: S314 - archlint wrote it
        assert len(root.findall("testsuite/testcase")) == 2
        tags = {"testsuites", "testsuite", "properties", "property", "testcase"}
        assert {each.tag for each in root.iter()} <= tags | {"failure", "skipped", "error"}
        assert not has_hidden(made, keep="\n\t")


@everything
@given(texts)
@example(ALL)
def test_sarif_gets_messages_in_which_nothing_is_hidden_or_linked(hostile_report, text):
    made, failed = both(report_as_sarif, failure_as_sarif, hostile_report(text), text)
    assert (made + failed).isascii()
    [run], [broken] = json.loads(made)["runs"], json.loads(failed)["runs"]
    assert len(run["results"]) == 2
    messages = [result["message"]["text"] for result in run["results"]]
    notes = broken["invocations"][0]["toolExecutionNotifications"]
    messages += [note["message"]["text"] for note in notes]
    for message in messages:
        assert not has_hidden(message)
        assert "](" not in message
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert not set(uri) & set(' <>"{}|\\^`\n')


@everything
@given(texts)
@example(ALL)
def test_markdown_gets_its_own_tags_and_tables_only(hostile_report, text):
    made, failed = both(report_as_markdown, failure_as_markdown, hostile_report(text), text)
    parser = MarkdownIt("gfm-like", {"linkify": False})
    expected = {made: (2, 4), failed: (0, 6)}
    for document, (details, cells) in expected.items():
        assert not has_hidden(document)
        tokens = parser.parse(document)
        inline = [child for token in tokens for child in token.children or ()]
        raw = [token.content for token in tokens if token.type == "html_block"]
        assert sum(block.count("<details>") for block in raw) == details
        assert sum(token.type == "td_open" for token in tokens) == cells
        assert {token.type for token in inline} <= {
            *("text", "text_special", "code_inline", "strong_open", "strong_close", "html_inline"),
        }
        html = {token.content for token in inline if token.type == "html_inline"}
        assert html <= {"<sub>", "</sub>"}
        assert {token.tag for token in tokens if token.type == "heading_open"} == {"h2"}


def commands_in(text):
    """The lines that GitHub's runner would take for commands: `::` first, or `##[` anywhere."""
    found = [line for line in text.split("\n") if "##[" in line or line.lstrip().startswith("::")]
    return [line for line in found if not line.lstrip().startswith("::: ")]  # a frame's arrow


@everything
@given(texts)
@example(ALL)
@example("::error::x " * 30)
@example("x" * 93 + " ::error::x")
def test_people_read_text_that_is_no_command_to_whoever_runs_archlint(hostile_report, text):
    one = hostile_report(text)
    rules = [result.rule for result in one.results]
    sources = {text: f"{text}\n{text}"}
    options = TextOptions(style=PLAIN, width=80, unknown=True)
    problems = [Problem(text, Location(text, 1, 1), text), Problem(text)]
    made = [
        *reports_as_text([one, one], sources, options),
        *problems_as_text(problems, sources, style=PLAIN, width=80),
        *rules_as_text(rules, PLAIN),
        *examples_as_text(rules, [], sources, style=PLAIN, width=80),
    ]
    assert commands_in("".join(made)) == []
