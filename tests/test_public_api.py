"""What `import archlint` offers, and what it costs."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import archlint
from archlint.errors import ArchlintError
from archlint.source import SourceError

MODEL = """\
archlint: 1
name: Shop
nodes:
  public: {type: aws.subnet, access: public}
  db: {type: aws.rds, in: public}
"""


@pytest.fixture
def model(tmp_path):
    path = tmp_path / "shop.yaml"
    path.write_text(MODEL, encoding="utf-8")
    return archlint.load(path)


def test_what_it_offers_is_what_it_says():
    offered = {name for name, value in vars(archlint).items() if inspect.isfunction(value)}
    assert offered | {"__version__"} == set(archlint.__all__)
    assert archlint.__all__ == sorted(archlint.__all__)


@pytest.mark.parametrize("name", ["load", "check", "render"])
def test_every_function_is_typed_and_documented(name):
    function = getattr(archlint, name)
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    for parameter in signature.parameters.values():
        assert parameter.annotation is not inspect.Parameter.empty
        assert f"{parameter.name}: " in function.__doc__
    for section in ("Args:", "Returns:", "Raises:"):
        assert section in function.__doc__


def test_importing_it_imports_the_standard_library_alone():
    script = (
        "import sys; before = set(sys.modules); import archlint; "
        "print(sorted({name.partition('.')[0] for name in set(sys.modules) - before}"
        " - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stdout == "['archlint']\n"


def test_a_model_is_loaded_and_held_to_the_rules(model):
    report = archlint.check(model, select=["rds-private-subnet"])
    assert [finding.id for finding in report.findings] == ["rds-private-subnet@db"]


def test_types_and_rules_of_ones_own_are_taken(tmp_path):
    (tmp_path / "types.yaml").write_text("acme.box: {name: Box}\n", encoding="utf-8")
    (tmp_path / "rule.yaml").write_text(
        "id: no-box\ntitle: No box\nseverity: error\napplies_to: {type: acme.box}\n"
        "require: {id: nothing}\nwhy: No.\nfix: No.\n",
        encoding="utf-8",
    )
    path = tmp_path / "m.yaml"
    path.write_text("archlint: 1\nname: M\nnodes: {b: {type: acme.box}}\n", encoding="utf-8")
    types = [tmp_path / "types.yaml"]
    model = archlint.load(str(path), types=types)
    rules = [tmp_path / "rule.yaml"]
    report = archlint.check(model, types=types, rules=rules, select=["no-box"])
    assert [finding.id for finding in report.findings] == ["no-box@b"]


def test_a_bad_model_raises_every_problem(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("archlint: 1\nname: M\nnodes: {a: {type: x}, b: {type: y}}\n")
    with pytest.raises(SourceError) as caught:
        archlint.load(path)
    assert len(caught.value.problems) == 2


def test_judging_by_no_rule_is_refused(model):
    with pytest.raises(ArchlintError, match="no rule is left"):
        archlint.check(model, ignore=["*"])


def test_a_format_that_there_is_not_is_refused(model):
    with pytest.raises(ValueError, match="unknown format 'gif'; there are png and svg"):
        archlint.render(model, formats=["gif"])


def test_a_picture_is_drawn(model):
    pictures = archlint.render(model, formats=["svg"])
    assert list(pictures) == ["svg"]
    assert b"<svg" in pictures["svg"]


def test_the_example_of_the_documentation_works(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("model").mkdir()
    Path("model/architecture.yaml").write_text(MODEL, encoding="utf-8")
    lines = [line[4:] for line in archlint.__doc__.splitlines() if line.startswith("    ")]
    exec("\n".join(lines), {"archlint": archlint})  # noqa: S102 - the package's own docstring
    assert "rds-private-subnet@db" in capsys.readouterr().out
