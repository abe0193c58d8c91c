"""The page on compliance says what the frameworks and the command do."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from archlint import cli
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.ruleset.compliance import MEANING
from archlint.ruleset.frameworks import read_frameworks

PAGE = Path(__file__).resolve().parent.parent / "docs" / "compliance.md"
TEXT = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
MODEL = "archlint: 1\nname: Shop\nnodes: {db: {type: aws.rds, multi_az: true}}\n"
RULE = """\
id: acme-standby
title: Databases have a standby
severity: note
applies_to: {type: aws.rds}
require: {multi_az: true}
why: A zone may fail.
fix: Set multi_az to true.
"""

pytestmark = pytest.mark.skipif(not TEXT, reason="needs the documents of a checkout")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def table(first):
    rows = TEXT.partition(f"| {first} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [tuple(cell.strip(" `") for cell in row.strip("|").split("|")) for row in rows]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with the page's framework and a rule that names the page's controls."""
    framework, controls = blocks("yaml")
    for name, text in {
        "model/architecture.yaml": MODEL,
        "mine/frameworks/acme.yaml": framework,
        "mine/standby.yaml": RULE + controls,
        "archlint.toml": 'rules = ["mine"]\n',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", [line for text in blocks("sh") for line in text.splitlines()])
@pytest.mark.usefixtures("project")
def test_the_commands_run(command, capsys):
    program, *words = shlex.split(command)
    assert program == "archlint"
    assert cli.main(words) == 0, capsys.readouterr().err


@pytest.mark.usefixtures("project")
def test_the_framework_on_the_page_can_be_used_as_it_stands(capsys):
    assert cli.main(["report", "--framework", "acme"]) == 0
    out = capsys.readouterr().out
    assert "satisfied        CL-4  Databases are redundant" in out
    assert "not expressible  CL-9  Administrators are trained" in out
    assert "THIRD-PARTY MAPPING" in out


def test_the_frameworks_are_those_that_ship():
    shipped = read_frameworks(bundled().framework_files(FileReader()))
    listed = [(name, mapping) for name, _, mapping in table("id")]
    assert listed == [(framework.id, framework.mapping) for framework in shipped]


def test_the_states_are_told_in_their_order():
    assert table("state") == [(state.words, meaning) for state, meaning in MEANING.items()]


def test_the_control_on_the_page_is_one():
    named = yaml.safe_load(blocks("yaml")[1])["controls"]["aws-fsbp"]
    [fsbp] = [
        one
        for one in read_frameworks(bundled().framework_files(FileReader()))
        if one.id == "aws-fsbp"
    ]
    assert set(named) <= set(fsbp.controls)
