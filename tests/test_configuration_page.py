"""The page on the configuration says what the configuration does."""

import re
import tomllib
from pathlib import Path

import pytest

from archlint.config.applying import apply_settings
from archlint.config.positions import MAX_DEPTH
from archlint.config.reader import IGNORE_KEYS, KEYS, SEVERITY_KEYS
from archlint.config.toml import MAX_BYTES
from archlint.edge.files import FileReader
from archlint.edge.loading import load_rulebook
from archlint.edge.places import DEFAULT_MODEL
from archlint.edge.settings import find_settings
from archlint.edge.sources import Extent

PAGE = Path(__file__).resolve().parent.parent / "docs" / "configuration.md"
TEXT = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
EXAMPLES = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)

pytestmark = pytest.mark.skipif(not TEXT, reason="needs the documents of a checkout")

RULE = """\
id: own-rule
title: A title
severity: warning
applies_to: {type: aws.rds}
require: {multi_az: true}
why: A reason.
fix: A way.
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project that has what the examples name."""
    for path in ("model/architecture.yaml", "model/trial.yaml", "architecture/types/x.yaml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    for number, path in enumerate(("architecture/rules/own.yaml", "architecture/extra-rule.yaml")):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(RULE.replace("own", f"own-{number}"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def keys_of(example):
    data = tomllib.loads(example)
    return set(data.get("tool", {}).get("archlint", data))


def test_there_is_an_example_of_every_key():
    assert set().union(*map(keys_of, EXAMPLES)) == set(KEYS)
    assert all(f"[severity.{key}]" in TEXT for key in SEVERITY_KEYS)
    assert all(f"\n{key} = " in TEXT for key in IGNORE_KEYS)


def test_the_table_lists_the_keys_in_the_order_of_the_code():
    table = TEXT.partition("## Keys\n")[2].partition("\n\nA key")[0]
    rows = re.findall(r"^\| `([^`]+)` \| .* \| (.*) \|$", table, re.MULTILINE)
    assert tuple(key for key, _ in rows) == KEYS
    assert dict(rows)["models"] == f"`{DEFAULT_MODEL}`"
    assert dict(rows)["fail-on"] == "`error`"


def test_every_key_or_group_of_keys_has_a_section():
    sections = re.findall(r"^### (.*)$", TEXT, re.MULTILINE)
    assert [key for section in sections for key in section.split(", ")] == [
        key for group in (("required-version",), KEYS[1:4], KEYS[4:]) for key in group
    ]


def test_the_bounds_on_the_page_are_those_of_the_code():
    assert f"up to\n{MAX_BYTES >> 20} MiB, and up to {MAX_DEPTH} levels" in TEXT


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_can_be_used(project, example):
    name = "pyproject.toml" if "[tool." in example else "archlint.toml"
    (project / name).write_text(example, encoding="utf-8")
    files = FileReader()
    found = find_settings(files, project)
    assert found.settings.path == name
    settings = found.settings
    found.paths((*settings.models, *settings.types))
    rulebook = load_rulebook(files, Extent(rules=found.paths(settings.rules)))
    assert apply_settings(settings, rulebook.rules).rules


def test_the_example_of_both_files_says_the_same():
    first, second = (tomllib.loads(example) for example in EXAMPLES[:2])
    assert second["tool"]["archlint"].items() <= first.items()
