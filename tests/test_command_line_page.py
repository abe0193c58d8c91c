"""The page on the command line says what the command line does."""

import json
import re
from argparse import ArgumentParser
from pathlib import Path

import pytest

from archlint import cli
from archlint.cli.parser import build_parser

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "command-line.md"
TEXT = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""

pytestmark = pytest.mark.skipif(not TEXT, reason="needs the documents of a checkout")


def parsers(parser: ArgumentParser):
    yield parser
    for action in parser._actions:
        if isinstance(action.choices, dict):
            for inner in action.choices.values():
                yield from parsers(inner)


def long_options() -> set[str]:
    return {
        option
        for parser in parsers(build_parser())
        for option in parser._option_string_actions
        if option.startswith("--")
    }


def test_the_page_names_every_option_and_no_other():
    assert set(re.findall(r"--[a-z][a-z-]*", TEXT)) == long_options()


def test_the_json_on_the_page_has_the_keys_of_a_real_report(tmp_path, capsys, monkeypatch):
    shown = json.loads(re.search(r"```json\n(.*?)```", TEXT, re.DOTALL)[1])
    model = tmp_path / "model" / "architecture.yaml"
    model.parent.mkdir()
    model.write_text(
        "archlint: 1\nname: Shop\nnodes:\n  db: {type: aws.rds, multi_az: false}\n"
        "  app: {type: aws.ecs_service}\nconnections: [app -> db]\n"
    )
    monkeypatch.chdir(tmp_path)
    cli.main(["check", "--format", "json", "--select", "rds-multi-az", "--exit-zero"])
    real = json.loads(capsys.readouterr().out)
    real["summary"] = shown["summary"]
    real["models"][0]["summary"] = shown["models"][0]["summary"]
    real["rules"][0]["why"] = "..."
    # The page shows one control of several.
    real["rules"][0]["controls"] = shown["rules"][0]["controls"]
    real["findings"][0]["controls"] = shown["findings"][0]["controls"]
    assert shown == real


def test_the_python_on_the_page_runs(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    code = re.search(r"```python\n(.*?)```", TEXT, re.DOTALL)[1]
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - the page's own example
    assert "compute-private-subnet@ecs" in capsys.readouterr().out
    assert b"<svg" in names["svg"]
