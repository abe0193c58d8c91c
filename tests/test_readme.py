"""What the README shows is what archlint does."""

import re
from pathlib import Path

import pytest

from archlint import cli

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(language, containing):
    blocks = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    [found] = [text for text in blocks if containing in text]
    return found


def test_the_finding_on_the_first_screen_is_what_check_prints(capsys, monkeypatch):
    shown = block("console", "$ archlint check\nerror").removeprefix("$ archlint check\n")
    monkeypatch.chdir(ROOT)
    assert cli.main(["check"]) == 1
    assert shown in capsys.readouterr().out


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """The README's model and rule, as files of a project."""
    (tmp_path / "model").mkdir()
    (tmp_path / "mine").mkdir()
    (tmp_path / "model" / "architecture.yaml").write_text(block("yaml", "name: Shop"))
    rule = block("yaml", "id: rds-private-subnet").replace("rds-private", "own-rds-private")
    (tmp_path / "mine" / "rule.yaml").write_text(rule)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("shop")
def test_the_model_and_the_rule_can_be_used_as_they_stand(capsys):
    status = cli.main(["check", "--rules", "mine", "--select", "own-rds-private-subnet"])
    assert (status, capsys.readouterr().err) == (0, "")


@pytest.mark.usefixtures("shop")
def test_the_model_violates_no_rule(capsys):
    assert cli.main(["check", "--fail-on", "note"]) == 0
    assert "0 violated" in capsys.readouterr().out


def test_every_file_that_the_readme_links_to_is_there():
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
