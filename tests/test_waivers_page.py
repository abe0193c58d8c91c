"""The page on waivers and baselines: its examples are what the tool says."""

import json
import re
import shlex
from pathlib import Path

import pytest

from archlint import cli

PAGE = Path(__file__).resolve().parent.parent / "docs" / "waivers.md"
TEXT = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
SCREENS = re.findall(r"```console\n\$ archlint ([^\n]*)\n(.*?)```", TEXT, re.DOTALL)

pytestmark = pytest.mark.skipif(not TEXT, reason="needs the documents of a checkout")


@pytest.fixture
def project(tmp_path, monkeypatch):
    [model] = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    (tmp_path / "model.yaml").write_text(model, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_there_are_screens():
    assert len(SCREENS) == 3


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(("command", "screen"), SCREENS)
def test_a_command_shows_what_the_page_shows(capsys, command, screen):
    cli.main(shlex.split(command))
    captured = capsys.readouterr()
    assert captured.out + captured.err == screen


def test_the_baseline_is_what_is_written(project):
    cli.main(shlex.split(SCREENS[-1][0]))
    [shown] = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    assert (project / "archlint-baseline.json").read_text(encoding="utf-8") == shown
    assert json.loads(shown)


@pytest.mark.usefixtures("project")
def test_every_waiver_of_the_page_is_of_use(capsys):
    cli.main(["check", "model.yaml", "--env", "all", "--today", "2027-03-31", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert report["notices"] == []
    assert report["summary"]["waived"] >= 3
