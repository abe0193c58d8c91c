"""The page on reviewing a change: its example is what the tool says, and what it draws."""

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from archlint import cli

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "review.md"
TEXT = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
SCREENS = re.findall(r"```console\n\$ archlint ([^\n]*)\n(.*?)```", TEXT, re.DOTALL)
PICTURE = ROOT / "docs" / "review" / "architecture-diff.svg"
INPUTS = re.compile(r"archlint inputs [0-9a-f]+")

pytestmark = pytest.mark.skipif(not TEXT, reason="needs the documents of a checkout")


@pytest.fixture
def branch(repository):
    """The page's model on main, and its change on a branch."""
    [model] = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    [change] = re.findall(r"```diff\n(.*?)```", TEXT, re.DOTALL)
    repository.commit({"model/architecture.yaml": model})
    repository.branch("reports")
    subprocess.run(["git", "apply", "-"], input=change, encoding="utf-8", check=True)
    repository.commit({})
    return repository


def test_there_is_a_screen():
    assert len(SCREENS) == 1


@pytest.mark.usefixtures("branch")
@pytest.mark.parametrize(("command", "screen"), SCREENS)
def test_the_command_shows_what_the_page_shows(capsys, command, screen):
    assert cli.main(shlex.split(command)) == 1
    captured = capsys.readouterr()
    assert captured.out + captured.err == screen


@pytest.mark.usefixtures("branch")
def test_the_page_names_the_keys_of_the_json(capsys):
    sentence = re.search(r"under the keys (.*?) A change has (.*?) \(`added`", TEXT, re.DOTALL)
    cli.main(["review", "--base", "main", "--format", "json", "--unknown"])
    report = json.loads(capsys.readouterr().out)
    assert set(re.findall(r"`([a-z_]+)`", sentence[1])) == report.keys()
    named = re.findall(r"`([a-z_]+)`", TEXT.partition(" A change has ")[2].partition(";")[0])
    assert report["changes"][0].keys() - {"name", "type", "matched_by"} <= set(named)


@pytest.mark.usefixtures("branch")
def test_the_picture_is_what_the_change_looks_like(tmp_path):
    cli.main(["review", "--base", "main", "--pictures", str(tmp_path)])
    # Another platform may write a few bytes another way: what was drawn is what counts.
    drawn, shown = (
        INPUTS.findall(file.read_text("utf-8")) for file in (tmp_path / PICTURE.name, PICTURE)
    )
    assert drawn == shown != []
