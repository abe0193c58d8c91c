"""Compliance reports: whole documents, and what a stranger wrote into model, rule and framework."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import jsonschema
import pytest
import yaml
from markdown_it import MarkdownIt

from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.reader import read_model
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.finding import Outcome, Waiver
from archlint.graph import ArchitectureGraph
from archlint.reports.compliance_words import Judged
from archlint.reports.style import Style
from archlint.ruleset import check, read_rules
from archlint.ruleset.compliance import FrameworkResult, State, assess
from archlint.ruleset.frameworks import read_frameworks
from archlint.ruleset.values import Report
from archlint.source import Location

DATA = Path(__file__).with_name("data") / "compliance"
ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "model" / "architecture.yaml"
ENDINGS = {"text": "txt", "markdown": "md", "html": "html", "json": "json"}
JUDGED = Judged("model/architecture.yaml", "ClinicEase AI", "", "1.2.3")
CLINIC = pytest.mark.skipif(not MODEL.is_file(), reason="needs the model of a checkout")
HOSTILE = "<script>alert(1)</script> |[x](y)| `@team` \x1b[31m\N{RIGHT-TO-LEFT OVERRIDE} ##[error]"


def listed(name: str) -> list[dict[str, object]]:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def frameworks():
    return read_frameworks(
        (f"{one['framework']}.yaml", json.dumps(one)) for one in listed("frameworks.yaml")
    )


@pytest.fixture(scope="session")
def judge():
    """Judges the text of a model by the small rule set."""
    files, data = FileReader(), bundled()
    catalogue = read_catalogue([], data.icon_index(files), shipped=data.type_files(files))
    rules = read_rules(
        (("sample", f"{one['id']}.yaml", json.dumps(one)) for one in listed("rules.yaml")),
        catalogue,
    )

    def run(text: str, path: str = "model/architecture.yaml") -> Report:
        return check(ArchitectureGraph(read_model(text, path, catalogue)), rules)

    return run


@pytest.fixture(scope="session")
def clinic(judge, frameworks):
    return assess(frameworks, judge(MODEL.read_text(encoding="utf-8")))


@pytest.fixture
def states(judge, frameworks):
    """A report with every state: a model of its own, a waiver, a baseline, a rule left out."""
    report = judge(
        "archlint: 1\nname: Shop\nnodes:\n"
        "  a: {type: aws.rds, multi_az: false, backup_retention_days: 1}\n"
        "  b: {type: aws.rds, multi_az: false}\n"
    )
    here = Location("model/architecture.yaml", 9, 5)
    waivers = {
        "database-standby@a": Waiver("*@a", "Moves soon.", date(2027, 3, 31), "Ada", here),
        "database-standby@b": Waiver("*@b", "Moves soon.", None, "", here),
    }
    expired = Waiver("*", "It was short.", date(2026, 1, 31), "Bob", here)
    findings = tuple(
        replace(finding, outcome=Outcome.WAIVED, waiver=waivers[finding.id])
        if finding.id in waivers
        else replace(finding, waiver=expired)
        for finding in report.findings
    )
    rule = next(one.rule for one in report.results if one.rule.id == "queue-encrypted")
    left = replace(rule, id="left-out", controls={"other": ("O.1",)})
    return assess(
        frameworks, replace(report, findings=findings), left_out=[(left, "It was noisy.")]
    )


def pieces(name: str, results: list[FrameworkResult], judged: Judged = JUDGED) -> Iterator[str]:
    write = getattr(import_module(f"archlint.reports.compliance_{name}"), f"compliance_as_{name}")
    if name == "html":
        return write(results, judged, stylesheet="")
    if name == "text":
        return write(results, judged, style=Style(), width=100)
    return write(results, judged)


def as_format(name: str, results: list[FrameworkResult], judged: Judged = JUDGED) -> str:
    return "".join(pieces(name, results, judged))


@CLINIC
@pytest.mark.parametrize("name", ENDINGS)
def test_the_clinic_is_reported_as_in_the_snapshot(name, clinic, matches_snapshot):
    matches_snapshot(as_format(name, clinic), f"compliance.{ENDINGS[name]}")


@pytest.mark.parametrize("name", ENDINGS)
def test_waivers_and_rules_left_out_are_told_as_in_the_snapshot(name, states, matches_snapshot):
    matches_snapshot(as_format(name, states), f"compliance-states.{ENDINGS[name]}")


@pytest.mark.parametrize("name", ENDINGS)
def test_the_same_results_give_the_same_bytes(name, states):
    assert as_format(name, states) == as_format(name, states)


def test_it_is_as_its_schema_says(states):
    schema = json.loads((bundled().render / "schemas" / "report.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(as_format("json", states)))
    assert schema["$defs"]["state"]["enum"] == [state.value for state in State]


def test_every_id_of_a_control_leads_to_a_finding_that_stands_once(states):
    made = json.loads(as_format("json", states))
    ids = [finding["id"] for finding in made["findings"]]
    assert len(ids) == len(set(ids))
    named = {
        one
        for framework in made["frameworks"]
        for control in framework["controls"]
        for rule in control["rules"]
        for one in rule["findings"]
    }
    assert named == set(ids)


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_a_third_partys_mapping_is_said_loudly_and_a_vendors_is_not(name, states):
    assert as_format(name, states[:1]).count("THIRD-PARTY MAPPING") == 1
    assert "THIRD-PARTY" not in as_format(name, states[1:])


@pytest.mark.parametrize("name", ENDINGS)
def test_no_percentage_is_told(name, states):
    assert re.search(r"\d\s*%|per ?cent|score", as_format(name, states)) is None


class Page(HTMLParser):
    """Collects the elements, the ids and the places that links lead to."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.links, self.open = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append(tag)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if "href" in found else []
        if tag not in ("meta", "hr", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> closes nothing"


def test_the_page_is_closed_has_unique_ids_and_links_to_what_is_there(states):
    page = Page(as_format("html", states))
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert not {"script", "img", "link", "iframe"} & set(page.tags)


def test_the_page_loads_and_runs_nothing():
    style = bundled().stylesheet(FileReader())
    assert "url(" not in style
    assert "@import" not in style
    assert "</style" not in style


def hostile_results(judge):
    """Every text that a stranger may have written is hostile: names, rules, controls, waivers."""
    report = judge(
        f"archlint: 1\nname: {json.dumps(HOSTILE)}\nnodes: {{a: {{type: aws.rds}}}}\n", HOSTILE
    )
    [framework] = read_frameworks(
        [("f.yaml", json.dumps(listed("frameworks.yaml")[0] | {"framework": "acme"}))]
    )
    control = replace(framework.controls["A.1"], id=HOSTILE, title=HOSTILE, source=HOSTILE)
    lost = replace(framework.controls["A.5"], title=HOSTILE, not_expressible=HOSTILE)
    framework = replace(
        framework,
        title=HOSTILE,
        version=HOSTILE,
        publisher=HOSTILE,
        source=HOSTILE,
        remark=HOSTILE,
        controls={HOSTILE: control, "A.5": lost},
    )
    rule = replace(
        report.results[0].rule,
        title=HOSTILE,
        limits=HOSTILE,
        controls={"acme": (HOSTILE,)},
    )
    waiver = Waiver("*", HOSTILE, None, HOSTILE, Location(HOSTILE, 1, 1))
    finding = next(report.unknown())
    findings = (
        replace(
            finding,
            rule=rule.id,
            outcome=Outcome.WAIVED,
            message=HOSTILE,
            waiver=waiver,
            subject=finding.subject._replace(id=HOSTILE),
            location=Location(HOSTILE, 1, 1),
            evidence=(replace(finding.evidence[0], message=HOSTILE),),
        ),
    )
    results = (replace(report.results[0], rule=rule),)
    made = Report(report.model, findings, results, lambda: iter(()))
    return assess([framework], made, left_out=[(replace(rule, id="left"), HOSTILE)])


@pytest.mark.parametrize("name", ENDINGS)
def test_hostile_text_stays_text(name, judge):
    text = as_format(name, hostile_results(judge), Judged(HOSTILE, HOSTILE, HOSTILE, HOSTILE))
    assert "\x1b" not in text
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in text
    if name in ("text", "markdown"):
        assert "##[error]" not in text
    if name in ("markdown", "html"):
        assert "<script" not in text
    if name == "markdown":
        rendered = MarkdownIt("commonmark").enable("table").render(text)
        assert {link[:1] for link in Page(rendered).links} == {"#"}
        assert "<td>&lt;script&gt;" in rendered
        assert "@team" not in text
        rows = [line for line in text.splitlines() if line.startswith("| **")]
        assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [5] * len(rows)
        assert rows
    if name == "html":
        page = Page(text)
        assert page.open == []
        assert "script" not in page.tags
